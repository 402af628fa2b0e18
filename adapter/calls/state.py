"""A call as a value: everything that the next event needs to know of what came before.

One frozen value per call, replaced as a whole, so that a store can change it atomically and a test can write it down.
Times are seconds since the epoch. No number of a destination is in it, only keys.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from pydantic import TypeAdapter

from adapter.platforms.sipgate import Session
from adapter.tool_calls.conversation import Conversation
from adapter.tool_calls.decision import Decision

Phase: TypeAlias = Literal["new", "listening", "thinking", "announcing", "transferring", "closing", "ended"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Pending:
    """A transfer: announced and not yet sent, or sent. `announced` is what the caller hears before it."""

    destination: str
    language: str
    announced: str
    since: float


@dataclass(frozen=True, kw_only=True, slots=True)
class CurrentTurn:
    """The turn that is being decided. A newer utterance has a higher number, and only its decision counts."""

    number: int
    text: str
    since: float
    barged_in: bool = False
    speech_ended: bool = False
    """The speech that was playing when the caller spoke has ended meanwhile."""
    holds: int = 0
    """How often an event was answered without the decision. The next one has to deliver it."""
    ready: Decision | None = None
    """The decision, when it came too late for the event that asked for it."""


@dataclass(frozen=True, kw_only=True)
class Call:
    """One session of the platform."""

    session: Session
    phase: Phase = "new"
    conversation: Conversation = ()
    turns: int = 0
    current_turn: CurrentTurn | None = None
    pending: Pending | None = None
    transfers: int = 0
    """Transfers announced or made at once; their count numbers the tool calls of the conversation."""
    language_told: str | None = None
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
    restarted: float | None = None
    """When a session_start last made a transfer, or waited for a decision that could."""
    silent: float | None = None
    """When the caller's silence last led to more than being asked."""
    interrupted: float | None = None
    """When we last stopped a speech or answered an utterance that had interrupted one."""

    @property
    def id(self) -> str:
        return self.session.id


_CALL: TypeAdapter[Call] = TypeAdapter(Call)


def dump_call(call: Call) -> bytes:
    """The call as JSON, for a store."""
    return _CALL.dump_json(call, exclude_none=True)


def load_call(data: bytes | str) -> Call:
    """The call from its JSON. Raises `ValueError` if it is none."""
    return _CALL.validate_json(data)


def ended(call: Call) -> Call:
    """What is kept of a call that is over: only that it is, so that late events are not taken for a new one."""
    return Call(session=Session(id=call.id), phase="ended")


def with_session(known: Session, seen: Session) -> Session:
    """What is known of a session: events may repeat only its id, and what was said once stays true."""
    news = {name: value for name, value in seen if value is not None}
    return known.model_copy(update=news)
