"""A call as a value: everything that the next event needs to know of what came before.

One frozen value per call, replaced as a whole, so that a store can change it atomically and a test can write it down.
Times are seconds since the epoch. No number of a destination is in it, only keys.
"""

from collections.abc import Mapping
from dataclasses import field
from functools import cache
from typing import Any, Literal, TypeAlias

import pydantic_core
from pydantic import TypeAdapter

from adapter.calls.commands import AnswerTool
from adapter.frozen import dataclass, replace
from adapter.tool_calls.conversation import Conversation
from adapter.tool_calls.decision import Decision
from adapter.transfers.call_info import CallInfo

Phase: TypeAlias = Literal["new", "listening", "thinking", "announcing", "transferring", "closing", "ended"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Pending:
    """A transfer: announced and not yet sent, or sent. `announced` is what the caller hears before it."""

    destination: str
    language: str
    announced: str
    since: float
    cause: str | None = None
    """The reason of the decision that it came of; None in a call that an earlier release has stored."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CurrentTurn:
    """The turn that is being decided. A newer utterance has a higher number, and only its decision counts."""

    number: int
    text: str
    since: float
    interrupted: bool = False
    """The caller spoke while the assistant did."""
    speech_ended: bool = False
    """The speech that was playing when the caller spoke has ended meanwhile."""
    holds: int = 0
    """How often an event was answered without the decision. The next one has to deliver it."""
    ready: Decision | None = None
    """The decision, when it came too late for the event that asked for it, or while what leads on to it is spoken."""
    spoken: str = ""
    """What of the answer was said before it was whole, as far as the caller has heard it."""
    silenced: bool = False
    """The caller has interrupted that: nothing more of the answer is said."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Sentence:
    """A sentence of an answer; its voice is the configuration's. `listening`: it may be interrupted, and waits."""

    text: str
    language: str
    listening: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class Given:
    """What a question of the platform was answered with: asked again, it gets the same.

    `question` is a tool call's id, or a digest of what was said. `transfer` is set where the transfer is the answer
    itself. `posted`: a command went out beside the answer at this moment, and nobody has told yet whether it arrived.
    """

    question: str
    answer: AnswerTool | Sentence | None = None
    transfer: Pending | None = None
    posted: float | None = None


AnswerPart: TypeAlias = Sentence | AnswerTool | Literal["stop_speaking", "listen_for", "transfer", "end_call"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Answered:
    """The last event that was answered with something to do, and what it was answered with.

    `event` names its kind and a digest of its words, and is empty once something else has happened: then it does not
    come again. `number` counts the answers of the call. `delivered`: the answer
    was written to a connection that was still open.
    """

    event: str
    number: int
    at: float
    parts: tuple[AnswerPart, ...]
    delivered: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """What an inquiry of the platform was answered with, so that the same one gets it again.

    `ticket` opens the connection that the answer asks for, once. `transfer` is the number of the transfer in the answer
    among those of the call, which is to `destination`.
    """

    inquiry: str
    at: float
    parts: tuple[AnswerPart, ...] = ()
    language: str | None = None
    """The tag that is spoken and listened for first."""
    ticket: str = ""
    used: bool = False
    """The connection has been opened."""
    transfer: int = 0
    destination: str | None = None
    announced_in: str | None = None
    """The language of the transfer's announcement."""


@dataclass(frozen=True, kw_only=True)
class Call:
    """One call, from its beginning to its end."""

    info: CallInfo
    phase: Phase = "new"
    conversation: Conversation = ()
    turns: int = 0
    current_turn: CurrentTurn | None = None
    pending: Pending | None = None
    transfers: int = 0
    """Transfers announced or made at once; their count numbers the tool calls of the conversation."""
    language_named: str | None = None
    """The last language that the model named."""
    language_heard: str | None = None
    """The last language recognised in the caller's words."""
    tried: Mapping[str, int] = field(default_factory=dict)
    """How often each destination was dialled in vain."""
    misfired: tuple[str, ...] = ()
    """Destinations whose transfer once did not happen at all, which is forgiven once."""
    unclear: int = 0
    """Decisions in a row that could not be used."""
    silences: int = 0
    """Input timeouts in a row."""
    fell_back: bool = False
    """The directory's fallback has been used after a failed transfer."""
    shortened: bool = False
    """The model's window was too small for what was said, and the log has told it."""
    interrupted: float | None = None
    """When we last stopped a speech or answered an utterance that had interrupted one."""
    answered: Answered | None = None
    """What was answered last, until it is known to have arrived for whoever asks again."""
    given: tuple[Given, ...] = ()
    """What the latest questions of a platform that runs the model were answered with."""
    asked_again: int | None = None
    """How often the caller had spoken when the platform's model was last told what was wrong with its choice."""
    outcome: str | None = None
    """What came of the call's last transfer, as far as it has been recorded."""
    wake_at: float | None = None
    """When a timer is due, where the platform does not report what we wait for."""
    speaks_until: float | None = None
    """When a sentence that nothing stops will have been spoken, where nothing reports it and the next one waits; or
    what has been said of an answer that is not whole yet."""
    told: tuple[Told, ...] = ()
    """What the platform's inquiries were answered with, the last ones, in order."""
    shown: tuple[str, ...] | None = None
    """The values of the shortlists that the model was offered, in their order: the next one goes on from them."""
    speaking: str | None = None
    """The tag of the language that the platform was told to speak and to listen for last, where it follows one."""

    @property
    def id(self) -> str:
        return self.info.id


_NEW = Call(info=CallInfo(id=""))


def new_call(info: CallInfo) -> Call:
    """A call of which nothing has been heard yet: as `Call`, which looks for the default of every field."""
    return replace(_NEW, info=info)


@cache
def _adapter() -> TypeAdapter[Call]:
    """Made when a call is first stored: a single decision stores none, and it takes a thirtieth of that."""
    return TypeAdapter(Call)


FORMAT = 2
"""Of a stored call. Format 1 had no number and kept the platform's session as it came."""


_HEAD = b'{"format":%d,"call":' % FORMAT


def dump_call(call: Call) -> bytes:
    """The call as JSON, for a store: the number of the format, then the call."""
    return b"%b%b}" % (_HEAD, _adapter().dump_json(call, exclude_none=True))


def load_call(data: bytes | str) -> Call:
    """The call from its JSON, in this format or the one before. Raises `ValueError` if it is neither."""
    data = data.encode() if isinstance(data, str) else data
    if data.startswith(_HEAD) and data.endswith(b"}"):
        return _adapter().validate_json(data[len(_HEAD) : -1])
    value = pydantic_core.from_json(data)
    if not isinstance(value, dict):
        raise ValueError("not a stored call")
    if "format" not in value:
        return _adapter().validate_python(_from_format_1(value))
    raise ValueError(f"a stored call of another format; this release reads 1 and {FORMAT}")


def _from_format_1(value: dict[str, Any]) -> dict[str, Any]:
    session = value.pop("session", None)
    if not isinstance(session, dict) or not session.get("id"):
        raise ValueError("not a stored call")
    account = session.get("account_id")
    value["info"] = {
        "id": session.get("id"),
        "from_number": session.get("from_phone_number"),
        "to_number": session.get("to_phone_number"),
        "own_number": session.get("phone_number"),
        "direction": session.get("direction"),
        "platform": {"account_id": account} if account else {},
    }
    value["language_named"] = value.pop("language_told", None)
    turn = value.pop("deciding", None)
    if isinstance(turn, dict):
        value["current_turn"] = {**turn, "interrupted": turn.pop("barged_in", False)}
    return value


def ended(call: Call) -> Call:
    """What is kept of a call that is over: only that it is, so that late events are not taken for a new one, and what
    questions were answered with, so that they get the same again."""
    return Call(info=CallInfo(id=call.id), phase="ended", given=call.given)
