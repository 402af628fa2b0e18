"""What a platform tells us of a call, in neutral words. Every event carries the facts of its call."""

from typing import Literal, TypeAlias

from adapter.frozen import dataclass
from adapter.tool_calls.conversation import Conversation, ToolCall
from adapter.transfers.call_info import CallInfo
from adapter.transfers.progress import Returned

MAX_UTTERANCE = 4_000
"""Characters of one utterance that are looked at. A minute of speech has a thousand."""

Digit: TypeAlias = Literal["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "#"]

TransferOutcome: TypeAlias = Returned | Literal["connected", "forwarded", "voicemail", "cancelled"]
"""What came of a transfer. `forwarded`: the call was handed over, and nobody has said whether it was answered."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Event:
    call: CallInfo


@dataclass(frozen=True, kw_only=True, slots=True)
class Inquiry(_Event):
    """Some platforms ask what to do now, and what they are told is carried out as a whole.

    `inquiry` names it: the same inquiry gets the same answer, however often and late it is asked. `ticket` is what
    the connection that the answer has the platform open is to bear: random, and drawn for this message.
    """

    inquiry: str = ""
    ticket: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class CallStarted(Inquiry):
    """A call begins. Some platforms report so as well that a transfer has failed: then the id is known already."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CallerSaid(_Event):
    """The caller said something. `interrupted`: the assistant was speaking and stopped. `language` as recognised."""

    text: str
    interrupted: bool = False
    language: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class SpeechEnded(_Event):
    """The assistant has finished what it was saying. It does not say which of several sentences.

    `played`: the words that were played, where the platform tells those. Only all of a sentence are its end.
    """

    played: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Interrupted(_Event):
    """The caller has stopped the assistant, who was heard as far as `heard`; the caller's words follow.

    `heard` is None where the platform does not tell.
    """

    heard: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class CallerSilent(_Event):
    """The caller stayed silent for as long as the last sentence had asked to wait."""


@dataclass(frozen=True, kw_only=True, slots=True)
class KeyPressed(_Event):
    """The caller pressed a telephone key; None for anything but one of the twelve."""

    digit: Digit | None


@dataclass(frozen=True, kw_only=True, slots=True)
class ToolCalled(_Event):
    """The platform runs the model, and the model called tools: a choice, after what was said in `conversation`.

    `uncontrollable` is why the call cannot be told to do anything, for the log; None where it can.
    """

    calls: tuple[ToolCall, ...]
    conversation: Conversation = ()
    uncontrollable: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class DecisionRequested(_Event):
    """The platform asks where to transfer the call: what was said, without a choice.

    `unattended`: no assistant is on the call, so that nobody has said anything, and what we say is spoken as it is.
    `uncontrollable` as in `ToolCalled`.
    """

    conversation: Conversation
    unattended: bool = False
    uncontrollable: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class CommandPosted(_Event):
    """What went out beside the answer to these `questions` (`calls.questions`) has arrived; or `failure` says, for the
    log, why it has not."""

    questions: tuple[str, ...]
    failure: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class TransferReturned(Inquiry):
    """The call is back from a transfer, and why. `number` is the one that was dialled, where the platform says it."""

    outcome: Returned = "unknown"
    number: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class CallResumed(Inquiry):
    """The connection to the call was lost and is there again: the platform asks what to do now."""


@dataclass(frozen=True, kw_only=True, slots=True)
class TimerFired(_Event):
    """The time that the last step asked to be woken after is over."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CallEnded(_Event):
    """The call is over: why, in the platform's own word, and what came of the transfer that it was on."""

    reason: str = ""
    outcome: TransferOutcome | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Unrecognised(_Event):
    """A message of the platform that means nothing here; `kind` is what the platform calls it."""

    kind: str


Event: TypeAlias = (
    CallStarted
    | CallerSaid
    | SpeechEnded
    | Interrupted
    | CallerSilent
    | KeyPressed
    | ToolCalled
    | DecisionRequested
    | CommandPosted
    | TransferReturned
    | CallResumed
    | TimerFired
    | CallEnded
    | Unrecognised
)
