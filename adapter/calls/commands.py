"""What we want done with a call, in neutral words. A platform writes each as it has it."""

from typing import TypeAlias

from adapter.directory import Voice
from adapter.frozen import dataclass
from adapter.transfers.plan import PlannedTransfer
from adapter.vapi import TransferDestinationNumber


@dataclass(frozen=True, kw_only=True, slots=True)
class Say:
    """Say a sentence in a language, with its configured voice where there is one.

    `interruptible`: the caller may speak over it. `listen_seconds`: after so much silence, counted from the end of the
    sentence, the caller's silence is to be reported.

    An answer may be said in parts while it is still being made: `more` of it follows, and `before` is what of it went
    out already. `text` is blank only at the end of an answer that went out whole.
    """

    text: str
    language: str
    voice: Voice | None = None
    interruptible: bool = True
    listen_seconds: float
    before: str = ""
    more: bool = False

    @property
    def whole(self) -> str:
        """The answer from its beginning on."""
        return f"{self.before} {self.text}".strip()


@dataclass(frozen=True, kw_only=True, slots=True)
class StopSpeaking:
    """Stop what is being said."""


@dataclass(frozen=True, kw_only=True, slots=True)
class TransferCall:
    """Connect the caller. `announcement` is for platforms that speak themselves before they transfer, `record` the
    destination as it stands in the directory, for those that carry its transferPlan out themselves.

    `tones`: digits to send as tones once somebody has answered.
    """

    transfer: PlannedTransfer
    announcement: Say | None = None
    tones: str | None = None
    record: TransferDestinationNumber | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class EndCall:
    """Hang up at once."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ListenFor:
    """Recognise these languages from now on: BCP-47 tags, the likeliest first, as many as the platform takes.

    `voices` are those of the languages in the same order, for platforms that set them up together; else empty.
    """

    languages: tuple[str, ...]
    voices: tuple[Voice | None, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class AnswerTool:
    """The result of a tool call, for the platform's model. `failed`: the tool has done nothing, and `text` says why.

    `call_id` and `name` are empty where the platform asked for a decision and named no tool call.
    """

    call_id: str
    name: str
    text: str
    failed: bool = False


Command: TypeAlias = Say | StopSpeaking | TransferCall | EndCall | ListenFor | AnswerTool
