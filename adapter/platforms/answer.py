"""One message of a platform, from its bytes to the answer; whatever breaks on the way becomes an apology."""

import logging
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import TypeAlias

from adapter.calls.events import (
    CallerSaid,
    CallerSilent,
    CallResumed,
    CallStarted,
    CommandPosted,
    DecisionRequested,
    Event,
    ToolCalled,
    TransferReturned,
)
from adapter.calls.handler import CallHandler, SayStep
from adapter.calls.platform import Platform, PlatformAnswer, PlatformRequest, Receipt
from adapter.calls.questions import NOT_CARRIED_OUT, excuse, questions
from adapter.calls.state import Call
from adapter.calls.steps import Step, say_sentence
from adapter.frozen import replace

logger = logging.getLogger(__name__)

_WAITED_FOR = (CallStarted, CallerSaid, CallerSilent, TransferReturned, CallResumed)
"""Events after which a caller waits for something to hear."""

Send: TypeAlias = Callable[[PlatformAnswer], Awaitable[bool]]
"""Sends a part of an answer over the connection that the message came by; tells whether it went out."""

WAKE = PlatformRequest(body=b"", endpoint="wake")
"""The request that stands for a timer, which no platform has sent."""


async def answer(
    platform: Platform,
    handler: CallHandler,
    request: PlatformRequest,
    *,
    confirm: bool = False,
    send: Send | None = None,
) -> PlatformAnswer:
    """The answer to a message, with a receipt where `confirm` asks for one and there is something to deliver.

    Parts of it that can be said before it is whole go out by `send`.

    Raises `SignatureError` for one that the platform has not sent and `EventError` for what is no message of it.
    Nothing else: whatever breaks on the way, a call in progress gets something to hear.
    """
    platform.verify(request, handler.now())
    return await answer_event(platform, handler, platform.read(request), request, confirm=confirm, send=send)


async def answer_event(
    platform: Platform,
    handler: CallHandler,
    event: Event,
    request: PlatformRequest = WAKE,
    *,
    confirm: bool = False,
    send: Send | None = None,
) -> PlatformAnswer:
    """The answer to an event that has been read already."""

    async def say(step: Step) -> bool:
        written = platform.write(request, step.call, step.commands)
        return send is not None and await send(replace(written, wake_after=step.wake_after))

    step = await handled(handler, event, confirm=confirm, say=None if send is None else say)
    try:
        written = platform.write(request, step.call, step.commands)
    except Exception:
        logger.exception("call %s: the answer to %s could not be written", event.call.id, type(event).__name__)
        written = platform.write(request, step.call, apology(handler, event, handler.now()).commands)
    answered = step.call.answered
    receipt = Receipt(call_id=event.call.id, number=answered.number) if confirm and step.commands and answered else None
    if receipt is None and step.wake_after is None:
        return written
    return replace(written, wake_after=step.wake_after, receipt=receipt)


async def answer_posted(
    platform: Platform, handler: CallHandler, request: PlatformRequest, given: PlatformAnswer, failure: str | None
) -> PlatformAnswer:
    """The answer to give once what is posted beside it has arrived; another one where `failure` says why it has not."""
    event = platform.read(request)
    step = await handled(handler, CommandPosted(call=event.call, questions=questions(event), failure=failure))
    if failure is None:
        return replace(given, posts=())
    commands = step.commands
    if not commands and isinstance(event, ToolCalled | DecisionRequested):
        commands = excuse(event, NOT_CARRIED_OUT)
    return platform.write(request, step.call, commands)


async def handled(handler: CallHandler, event: Event, *, confirm: bool = False, say: SayStep | None = None) -> Step:
    """The step for an event. Whatever breaks, a call in progress gets something to hear."""
    try:
        return await handler.handle(event, confirm=confirm, say=say)
    except Exception:
        # The edge of the call: nothing above it could tell the caller anything.
        logger.exception("call %s: %s could not be handled", event.call.id, type(event).__name__)
        return apology(handler, event, handler.now())


def apology(handler: CallHandler, event: Event, now: datetime) -> Step:
    """What a caller hears when an event could not be handled; nothing where nobody waits for an answer."""
    call = Call(info=event.call)
    if isinstance(event, DecisionRequested) and event.unattended:
        return say_sentence(call, "unavailable", handler.config, now)
    if isinstance(event, ToolCalled | DecisionRequested):
        return Step(call=call, commands=excuse(event, NOT_CARRIED_OUT))
    return say_sentence(call, "apology", handler.config, now) if isinstance(event, _WAITED_FOR) else Step(call=call)
