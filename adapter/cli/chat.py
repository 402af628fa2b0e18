"""`transfer-adapter chat`: a conversation in the terminal."""

import asyncio
import logging
from typing import Annotated

import typer

from adapter.cli import completion
from adapter.cli.chat_screen import ChatScreen
from adapter.cli.chat_session import ChatSession
from adapter.cli.options import DirectoryOption, ExposureOption, ModelOption, PromptOption
from adapter.platforms import CAPABILITIES, DEFAULT
from adapter.wiring import read_settings

NO_ANSWER = 3
"""Exit code where a model was asked and never answered."""


def chat(
    directory: DirectoryOption = None,
    prompt: PromptOption = None,
    model: ModelOption = None,
    exposure: ExposureOption = None,
    language: Annotated[
        str | None,
        typer.Option(metavar="TAG", help="Spoken while nothing tells the caller's. [ADAPTER_LANGUAGE; en]"),
    ] = None,
    platform: Annotated[
        str,
        typer.Option(
            metavar="|".join(CAPABILITIES),
            help="The voice platform that carries the call.",
            autocompletion=completion.platforms,
        ),
    ] = DEFAULT,
) -> None:
    """Talk to the assistant as a caller, and see what the model answers, what is decided, said and done.

    The call is played as the platform plays it, by the code that answers real calls: announcements are heard before
    the transfer, silence is noticed, and a transfer can be failed (`/busy`, `/no-answer`, `/failed`) to see the way
    back. `/help` lists what can happen. Lines that are piped in are said one after the other; nothing is dialled, and
    no call is kept. Exit code 3 where the model was asked and never answered.

    Example: `transfer-adapter chat -d directory.yaml`
    """
    if platform not in CAPABILITIES:
        raise typer.BadParameter(f"there is {', '.join(CAPABILITIES)}", param_hint="--platform")
    settings = read_settings(directory=directory, prompt=prompt, model=model, exposure=exposure, language=language)
    logging.getLogger("adapter").addHandler(logging.NullHandler())  # what it says of calls is shown otherwise
    screen = ChatScreen()
    with asyncio.Runner() as runner, ChatSession(settings, platform, screen, runner) as session:
        session.greet()
        while (line := screen.read()) is not None:
            if not session.take(line):
                break
    raise typer.Exit(NO_ANSWER if session.unanswered else 0)
