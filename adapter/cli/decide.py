"""`transfer-adapter decide`: one decision."""

import asyncio
from typing import Annotated

import typer

from adapter.calls.consultation import Consultation, consult
from adapter.cli.options import DirectoryOption, ExposureOption, ModelOption, PromptOption, print_json
from adapter.platforms.sipgate import Session
from adapter.tool_calls.conversation import UserMessage
from adapter.wiring import Settings, build, read_settings


def decide(
    text: Annotated[str, typer.Option("--text", "-t", help="What the caller says.")],
    directory: DirectoryOption = None,
    prompt: PromptOption = None,
    model: ModelOption = None,
    exposure: ExposureOption = None,
    caller: Annotated[
        str | None, typer.Option(metavar="NUMBER", help="The caller's number, for the caller ID.")
    ] = None,
    line: Annotated[str | None, typer.Option(metavar="NUMBER", help="The number that was called.")] = None,
    session_id: Annotated[str, typer.Option(help="The session id that the actions carry.")] = "example",
) -> None:
    """Ask the model once and print the decision and its actions as JSON.

    Example: `transfer-adapter decide -d examples/bank/directory.yaml -t "I lost my card"`
    """
    settings = read_settings(directory=directory, prompt=prompt, model=model, exposure=exposure)
    session = Session(id=session_id, from_phone_number=caller, phone_number=line, to_phone_number=line)
    print_json(asyncio.run(_decide(settings, text, session)))


async def _decide(settings: Settings, text: str, session: Session) -> Consultation:
    assistant = build(settings)
    try:
        return await consult(assistant, (UserMessage(text=text),), session)
    finally:
        await assistant.aclose()
