"""From the platform's events to neutral ones."""

from adapter.calls.events import (
    CallEnded,
    CallerSaid,
    CallerSilent,
    CallStarted,
    Event,
    KeyPressed,
    SpeechEnded,
    Unrecognised,
)
from adapter.platforms.sipgate.events import (
    AssistantSpeechEnded,
    DtmfReceived,
    SessionEnd,
    SessionStart,
    UserInputTimeout,
    UserSpeak,
    WireEvent,
)
from adapter.platforms.sipgate.session import Session
from adapter.transfers.call_info import CallInfo


def call_info(session: Session) -> CallInfo:
    """The facts of a call in its `session` object."""
    return CallInfo(
        id=session.id,
        from_number=session.from_phone_number,
        to_number=session.to_phone_number,
        own_number=session.phone_number,
        direction=session.direction,
        platform={"account_id": session.account_id} if session.account_id else {},
    )


def neutral(event: WireEvent) -> Event:
    """The event in neutral words.

    A `session_start` whose id is known is a transfer that failed; only the call's state can tell, so it stays the start
    of a call here. What needs no answer is unrecognised.
    """
    call = call_info(event.session)
    match event:
        case UserSpeak():
            return CallerSaid(call=call, text=event.text, interrupted=event.barged_in)
        case AssistantSpeechEnded():
            return SpeechEnded(call=call)
        case UserInputTimeout():
            return CallerSilent(call=call)
        case DtmfReceived():
            return KeyPressed(call=call, digit=event.digit)
        case SessionStart():
            return CallStarted(call=call)
        case SessionEnd():
            return CallEnded(call=call)
        case _:
            return Unrecognised(call=call, kind=event.type)
