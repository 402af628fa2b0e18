"""What the platform sends: its events, read tolerantly.

An event that cannot be read costs the caller an answer, so only `type` and `session.id` are essential. Any other field
that is missing or of a wrong type takes its default, unknown fields are dropped, and a type that is not known here is
an `UnknownEvent`. (sipgate AI Flow docs, events)
"""

import json
from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal, TypeAlias

import pydantic_core
from pydantic import BaseModel, ConfigDict, ValidationError

from adapter.calls.events import Digit
from adapter.errors import EventError
from adapter.platforms.sipgate.session import (
    MAX_SESSION_ID,
    NONE_IF_UNFIT,
    SentFlag,
    SentNumber,
    SentOptionalText,
    SentText,
    Session,
)


class _Event(BaseModel):
    model_config = ConfigDict(strict=True, extra="ignore", frozen=True, hide_input_in_errors=True)

    type: str
    session: Session


class SessionStart(_Event):
    """A call begins; or, with an id that is known already, comes back from a transfer with `timeout` that failed."""

    type: Literal["session_start"] = "session_start"


class UserSpeechStarted(_Event):
    """The caller begins to speak. Over WebSocket only, at most once a turn, and what is answered is ignored."""

    type: Literal["user_speech_started"] = "user_speech_started"


class UserSpeak(_Event):
    """The caller said something. `barged_in`: the assistant was interrupted by it.

    Read as the same event: `user_barge_in`, which older docs have instead of the flag, and `transcript`, the older name
    of `text`.
    """

    type: Literal["user_speak"] = "user_speak"
    text: SentText = ""
    barged_in: SentFlag = False


class AssistantSpeak(_Event):
    """The assistant begins to speak. Some voices never report it, so nothing can depend on it.

    `duration_ms` in milliseconds, `speech_started_at` in milliseconds since the epoch.
    """

    type: Literal["assistant_speak"] = "assistant_speak"
    text: SentOptionalText = None
    ssml: SentOptionalText = None
    duration_ms: SentNumber = None
    speech_started_at: SentNumber = None


class AssistantSpeechEnded(_Event):
    """The assistant has finished: after every `speak` and every `audio`. It does not say which."""

    type: Literal["assistant_speech_ended"] = "assistant_speech_ended"


class UserInputTimeout(_Event):
    """The caller stayed silent for the preceding speak's `user_input_timeout_seconds`, counted from its end.

    `timeout` is read as the same event. Only the maker's own coding-assistant notes call it so, no page does; but
    nothing else has that name, and leaving it unanswered would leave the caller in silence.
    """

    type: Literal["user_input_timeout"] = "user_input_timeout"


class DtmfReceived(_Event):
    """The caller pressed one key. What is being spoken goes on.

    `digit` is None for anything but one of the twelve keys. It is also read from `digits`, the name in the maker's own
    coding-assistant notes, if that holds a single key.
    """

    type: Literal["dtmf_received"] = "dtmf_received"
    digit: Annotated[Digit | None, NONE_IF_UNFIT] = None


class SmsFailed(_Event):
    """A `send_sms` could not be delivered. Its fields are not documented."""

    type: Literal["sms_failed"] = "sms_failed"


class SessionEnd(_Event):
    """The call is over; no action may be answered. It does not come after a transfer that succeeds.

    The docs give it no fields. A `reason` and a `timestamp` that one program declares are in none of them.
    """

    type: Literal["session_end"] = "session_end"


class UnknownEvent(_Event):
    """An event of a type that is not known here, `type` being what the platform calls it."""

    type: SentText


WireEvent: TypeAlias = (
    SessionStart
    | UserSpeechStarted
    | UserSpeak
    | AssistantSpeak
    | AssistantSpeechEnded
    | UserInputTimeout
    | DtmfReceived
    | SmsFailed
    | SessionEnd
    | UnknownEvent
)

_EVENTS: Final[Mapping[str, type[WireEvent]]] = {
    "session_start": SessionStart,
    "user_speech_started": UserSpeechStarted,
    "user_speak": UserSpeak,
    "assistant_speak": AssistantSpeak,
    "assistant_speech_ended": AssistantSpeechEnded,
    "user_input_timeout": UserInputTimeout,
    "dtmf_received": DtmfReceived,
    "sms_failed": SmsFailed,
    "session_end": SessionEnd,
}
_FORMER_TYPES: Final[Mapping[str, str]] = {"user_barge_in": "user_speak", "timeout": "user_input_timeout"}
_FORMER_FIELDS: Final[Mapping[str, tuple[str, str]]] = {
    "user_speak": ("text", "transcript"),
    "dtmf_received": ("digit", "digits"),
}


def read_event(body: bytes | str) -> WireEvent:
    """The event in a request body or a WebSocket message.

    Raises `EventError`, and nothing else, for what is not JSON or not an event.
    """
    try:
        data = pydantic_core.from_json(body)
    except (ValueError, TypeError):  # TypeError: a text that holds half a surrogate pair itself
        try:
            data = json.loads(body)  # it takes half a surrogate pair, which `SentText` makes readable
        except (ValueError, RecursionError):
            raise EventError("not an event: the body is not JSON") from None
    return parse_event(data)


def parse_event(data: object) -> WireEvent:
    """The event in decoded JSON.

    Raises `EventError`, and nothing else, for what is not an object with a `type` and a `session.id`.
    """
    if not isinstance(data, dict):
        raise EventError("not an event: it must be a JSON object")
    name = data.get("type")
    if not isinstance(name, str) or not name:
        raise EventError("not an event: `type` is missing or no text")
    kind = _FORMER_TYPES.get(name, name)
    try:
        return _EVENTS.get(kind, UnknownEvent).model_validate(_in_todays_words(name, kind, data))
    except ValidationError:
        # Every other field falls back to its default. The cause is left out, it could quote the caller.
        raise EventError(
            f"not an event: `session.id` is missing or no text of 1 to {MAX_SESSION_ID} characters"
        ) from None


def _in_todays_words(name: str, kind: str, data: dict[Any, Any]) -> dict[Any, Any]:
    field, former = _FORMER_FIELDS.get(kind, ("", ""))
    renamed = field and not (isinstance(data.get(field), str) and data[field])
    if kind == name and not renamed:
        return data
    event = {**data, "type": kind}
    if renamed:
        event[field] = data.get(former)
    if name == "user_barge_in":
        event["barged_in"] = True
    return event
