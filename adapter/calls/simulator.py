"""What a platform's simulator is for tests: the platform's part of one call, in the platform's own protocol."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, Protocol, TypeAlias, runtime_checkable

from adapter.calls.platform import PlatformAnswer, PlatformRequest
from adapter.frozen import dataclass
from adapter.transfers.progress import Returned

CallPhase: TypeAlias = Literal["new", "open", "transferring", "over"]

CAME_BACK: Mapping[Returned, str] = MappingProxyType(
    {
        "busy": "the line was busy: the call comes back",
        "no_answer": "nobody answered: the call comes back",
        "failed": "the transfer failed: the call comes back",
        "unknown": "the call comes back",
    }
)
"""What a simulator notes of a transfer that failed, for people."""

CALLER, LINE = "+4915112345678", "+493023125000"
"""Who calls, and the number that was dialled, where a test does not say. No call is transferred to either of them, so
the second is one that nobody has: the regulator keeps it for films (Bundesnetzagentur, notice 148/2021)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Due:
    """A message that the platform sends next, and the seconds of the call before it.

    `wire` is the same decoded, for people. `note` is what happens in it: who does what; None for what shows by itself.
    `at_least` of the seconds count even where no clock can be turned. `wake`: no message comes, a timer fires.
    `answered`: something is to be done or heard after it, so that it can be waited for.
    """

    request: PlatformRequest
    wire: Mapping[str, object]
    note: tuple[Literal["caller", "platform"], str] | None = None
    after: float = 0.0
    at_least: float = 0.0
    wake: bool = False
    answered: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class SentTransfer:
    """A transfer that the platform was told to make, its numbers as they stood in the answer."""

    number: str
    caller_id_number: str
    caller_id_name: str
    ring_seconds: float | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Effect:
    """One thing that an answer has brought about: a sentence, a transfer, or something else in words."""

    said: str | None = None
    transfer: SentTransfer | None = None
    other: str = ""


class Simulator(Protocol):
    """One call as a platform keeps it. A method per thing that can happen gives the message to send; `take` takes the
    answer. Pure: nothing here sends, waits or looks at a clock. For what the platform does not tell of it raises
    `Unsupported`."""

    call_id: str
    phase: CallPhase
    ended_by: Literal["caller", "assistant"] | None
    spoken: list[str]
    """Every sentence that the caller heard the beginning of, in order."""
    transfers: list[SentTransfer]

    @property
    def saying(self) -> str | None:
        """The sentence that is being spoken."""
        ...

    @property
    def input_timeout(self) -> float | None:
        """Seconds of silence after which it is reported; None if nothing reports it."""
        ...

    @property
    def comes_back(self) -> bool:
        """Whether a transfer that fails gives the call back."""
        ...

    def start(self) -> Due: ...

    def speech_ends(self) -> Due:
        """The end of the sentence that is being spoken; the next one begins."""
        ...

    def words(self, text: str) -> Due:
        """The caller says something. What is being spoken goes on, unless it may be interrupted by that."""
        ...

    def key(self, digit: str) -> Due:
        """The caller presses a key."""
        ...

    def silence(self) -> Due:
        """The caller stays silent until it is reported."""
        ...

    def no_answer(self) -> Due:
        """Nobody answers in time, and the call comes back."""
        ...

    def transfer_fails(self, outcome: Returned) -> Due:
        """The call comes back for one reason or another. Not every platform tells which."""
        ...

    def hang_up(self) -> Due:
        """The caller hangs up."""
        ...

    def follow_up(self) -> Due | None:
        """What the platform sends by itself now, before anything else can happen; None where it sends nothing.

        Asked after every answer, until there is nothing more.
        """
        ...

    def take(self, answer: PlatformAnswer) -> list[Effect]:
        """Takes the answer to the last message. Raises `ValueError` for what the platform would not accept."""
        ...


@runtime_checkable
class ModelSimulator(Protocol):
    """The further part of a simulator whose platform runs the model. Of a caller's silence such a platform tells
    nothing, and `words` of a simulator are its model's question where to transfer a caller who has said them."""

    def tool_call(self, name: str, arguments: str = "{}") -> Due:
        """The platform's model calls a tool."""
        ...
