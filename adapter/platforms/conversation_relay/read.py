"""From a carrier's requests and frames to neutral events. Tolerant: an odd field costs nobody an answer."""

from collections.abc import Mapping
from typing import Any, Final, get_args

import pydantic_core

from adapter.calls.events import (
    CallEnded,
    CallerSaid,
    CallResumed,
    CallStarted,
    Digit,
    Event,
    Interrupted,
    KeyPressed,
    SpeechEnded,
    TransferReturned,
    Unrecognised,
)
from adapter.calls.platform import PlatformRequest
from adapter.errors import EventError
from adapter.platforms.conversation_relay.addresses import MAX_NAME, borne, place_of
from adapter.platforms.conversation_relay.call_facts import call_id, call_info
from adapter.platforms.conversation_relay.forms import OVER, Form, call_of, read_form
from adapter.transfers.call_info import CallInfo
from adapter.transfers.progress import Returned

_KEYS: Final[frozenset[str]] = frozenset(get_args(Digit))
_MAX_KIND = 64

_RETURNED: Final[Mapping[str, Returned]] = {"busy": "busy", "no-answer": "no_answer", "failed": "failed"}
_REACHED: Final = frozenset({"completed", "answered"})
"""`DialCallStatus` of a leg that somebody, or a mailbox, has answered."""


def read_request(request: PlatformRequest, carrier: str) -> Event:
    """The event in a request or a frame. Raises `EventError`, and nothing else, for what is none."""
    match place_of(request):
        case "voice":
            form = read_form(request.body)
            return CallStarted(call=call_of(form), inquiry="voice", ticket=_ticket(request, carrier))
        case "action":
            return _session_over(request, read_form(request.body), carrier)
        case "back":
            return _dial_over(request, read_form(request.body), carrier)
        case _:
            return _frame(request)


def frame_fields(body: bytes) -> dict[str, Any]:
    """The fields of a frame. Raises `EventError` for what is none."""
    try:
        frame = pydantic_core.from_json(body)
    except ValueError:
        frame = None
    if not isinstance(frame, dict) or not isinstance(frame.get("type"), str) or not frame["type"].strip():
        raise EventError("a frame is a JSON object with a type")
    return frame


def _session_over(request: PlatformRequest, form: Form, carrier: str) -> Event:
    """The relay gives the call back: because we ended it, because it broke, or because the caller is gone."""
    call, status = call_of(form), form.get("CallStatus", "").lower()
    # a session that is completed is one whose caller has hung up, unless the call itself is told to go on
    if status in OVER or (status != "in-progress" and form.get("SessionStatus", "").lower() == "completed"):
        return CallEnded(call=call)
    name = _name("session", form.get("SessionId"), request)
    return CallResumed(call=call, inquiry=name, ticket=_ticket(request, carrier))


def _dial_over(request: PlatformRequest, form: Form, carrier: str) -> Event:
    """The dialled leg is over: somebody was reached, or the caller is with us again."""
    call, status = call_of(form), form.get("DialCallStatus", "").strip().lower()
    gone = form.get("CallStatus", "").lower() in OVER
    if status in _REACHED or (gone and status not in _RETURNED):
        return CallEnded(call=call)
    name = _name("dial", form.get("DialCallSid"), request)
    outcome = _RETURNED.get(status, "unknown")
    return TransferReturned(call=call, outcome=outcome, inquiry=name, ticket=_ticket(request, carrier))


def _name(what: str, told: str | None, request: PlatformRequest) -> str:
    """An inquiry's name: by what is over, as the carrier or our own address tells; else no other inquiry has it."""
    named = (told or "").strip()[:MAX_NAME] or borne(request.url).over
    return f"{what} {named}" if named else f"{what} once {request.nonce}"


def _ticket(request: PlatformRequest, carrier: str) -> str:
    """The ticket begins with the carrier, so that one of another carrier's calls opens nothing."""
    return f"{carrier}.{request.nonce}" if request.nonce else ""


def _frame(request: PlatformRequest) -> Event:
    frame = frame_fields(request.body)
    call = _call_of_frame(request, frame)
    match frame["type"]:
        case "prompt" if frame.get("last") is not False:
            language = frame.get("lang")
            return CallerSaid(
                call=call, text=_text(frame, "voicePrompt"), language=language if isinstance(language, str) else None
            )
        case "interrupt":
            heard = frame.get("utteranceUntilInterrupt")
            return Interrupted(call=call, heard=heard if isinstance(heard, str) else None)
        case "dtmf":
            return KeyPressed(call=call, digit=_digit(frame.get("digit")))
        case "info" if frame.get("name") == "agentSpeaking" and _text(frame, "value").lower() == "off":
            return SpeechEnded(call=call)
        case "info" if frame.get("name") == "tokensPlayed":
            return SpeechEnded(call=call, played=_text(frame, "value"))
        case kind:
            return Unrecognised(call=call, kind=str(kind)[:_MAX_KIND])


def _call_of_frame(request: PlatformRequest, frame: Mapping[str, Any]) -> CallInfo:
    """The call is that of the connection; only the first frame tells more of it than the connection's address."""
    known = borne(request.url).call
    if frame["type"] != "setup":
        return CallInfo(id=call_id(known or frame.get("callSid")))
    return call_info(
        call_id(known or frame.get("callSid")),
        caller=frame.get("from"),
        called=frame.get("to"),
        direction=frame.get("direction"),
        account=frame.get("accountSid"),
    )


def _text(frame: Mapping[str, Any], name: str) -> str:
    value = frame.get(name)
    return value if isinstance(value, str) else ""


def _digit(value: object) -> Digit | None:
    text = str(value)
    return next((digit for digit in get_args(Digit) if digit == text), None)
