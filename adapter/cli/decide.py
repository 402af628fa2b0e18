"""`transfer-adapter decide`: one decision."""

import asyncio
from typing import Annotated

import typer

from adapter.calls.turn import take_turn
from adapter.cli import NO_ANSWER
from adapter.cli.model_trouble import log_kept_quiet, tell_if_offline, tell_why
from adapter.cli.options import DirectoryOption, ExposureOption, ModelOption, PromptOption, print_json
from adapter.platforms.sipgate.backend import with_actions
from adapter.platforms.sipgate.read import call_info
from adapter.platforms.sipgate.session import Session
from adapter.tool_calls.conversation import UserMessage
from adapter.transfers.offer import Offer
from adapter.transfers.progress import Progress
from adapter.transfers.situation import situation_of
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

    Exit code 3 where the model gives no reply: the decision is what calls would get then, and stderr says why.

    Example: `transfer-adapter decide -d examples/bank/directory.yaml -t "I lost my card"`
    """
    settings = read_settings(directory=directory, prompt=prompt, model=model, exposure=exposure)
    session = Session(id=session_id, from_phone_number=caller, phone_number=line, to_phone_number=line)
    with log_kept_quiet():
        body, answered = asyncio.run(_decide(settings, text, session))
    print_json(body)
    if not answered:
        raise typer.Exit(NO_ANSWER)


async def _decide(settings: Settings, text: str, session: Session) -> tuple[dict[str, object], bool]:
    """The decision and its actions, and whether the model has answered."""
    async with build(settings) as assistant:
        tell_if_offline(settings)
        said, handler, progress = (UserMessage(text=text),), assistant.handler, Progress()
        situation = situation_of(assistant.config, call_info(session), said, progress, handler.now())
        offer = Offer(situation=situation, conversation=said, progress=progress)
        turn = await take_turn(handler.model, offer, seconds=handler.model_timeout)
        await tell_why(handler.model, turn.error, assistant.config.directory.numbers)
        offer = turn.offer or offer
        body = with_actions(offer.settle(turn.decision), offer, session, settings.number_format)
        return body, turn.error is None
