"""The same event once more: what counts as that, and what it gets. Pure.

Platforms ask again when an answer was lost on its way, and send no event ids. So the last answer stays with the call
until it is known to have been delivered: whoever asks again gets it again, and nobody else does.
"""

from datetime import datetime
from hashlib import blake2b

from adapter.calls.commands import AnswerTool, Command, EndCall, ListenFor, Say, StopSpeaking, TransferCall
from adapter.calls.events import (
    CallerSaid,
    CallResumed,
    CommandPosted,
    Event,
    Inquiry,
    KeyPressed,
    SpeechEnded,
    TimerFired,
)
from adapter.calls.state import Answered, AnswerPart, Call, Sentence
from adapter.calls.steps import Step, listen_for, say, send_transfer
from adapter.frozen import replace
from adapter.transfers.assistant_config import AssistantConfig

REPEAT_WINDOW = 1.0
"""Seconds in which the same event may be delivered again after its answer has arrived."""
UNDELIVERED_WINDOW = 30.0
"""The same, while nobody knows whether the answer has arrived. Both count from when it was given last."""

_NEVER_AGAIN = (CallResumed, TimerFired, CommandPosted)
"""One of these is told again whenever it asks, as whatever has a name is (`inquiries`); the others are no messages of a
platform."""

HOSTS_DIFFER = 3.0
"""Seconds by which the clocks of two hosts may differ, and with them what is measured between the two."""


def repeated(call: Call, event: Event, now: datetime) -> Step | None:
    """The step for an event that is the last one once more, None for any other.

    `repeat` is its work where the answer may not have arrived: who handles the event waits for news of that, and asks
    `answered_again`.
    """
    last = call.answered
    if last is None:
        return None
    window = REPEAT_WINDOW if last.delivered else UNDELIVERED_WINDOW
    if now.timestamp() - last.at >= window or last.event != _name(event):
        return None
    if not last.delivered:
        return Step(call=call, work="repeat")
    return None if _ends(event, last) else Step(call=call)


def answered_again(call: Call, event: Event, now: datetime, config: AssistantConfig, *, arrived: bool = False) -> Step:
    """The last answer again, where the event is still the last one and its answer not known to have arrived.

    `arrived`: this time it has.
    """
    last = call.answered
    if last is None or last.event != _name(event) or last.delivered:
        return Step(call=call)
    call = replace(call, answered=replace(last, at=now.timestamp(), delivered=arrived))
    if "transfer" not in last.parts:
        return Step(call=call, commands=tuple(command_of(part, config, call.speaking) for part in last.parts))
    sent = send_transfer(call, config, now)
    if sent.call.phase != "transferring":
        return with_answer(sent, event, now, arrived=arrived)  # the directory has changed since then
    earlier = last.parts[: last.parts.index("transfer")]
    before = tuple(command_of(part, config, call.speaking) for part in earlier)
    return replace(sent, commands=(*before, *sent.commands))


def with_answer(step: Step, event: Event, now: datetime, *, arrived: bool = False) -> Step:
    """The step whose call remembers what its event was answered with, and whether that has `arrived`.

    What was answered with nothing need not be remembered: it may be decided anew.
    """
    if isinstance(event, _NEVER_AGAIN) or (isinstance(event, Inquiry) and event.inquiry):
        return step
    if not step.commands:
        return _gone_on(step, event, now)
    number = 1 if step.call.answered is None else step.call.answered.number + 1
    parts = tuple([part_of(command) for command in step.commands])
    answered = Answered(event=_name(event), number=number, at=now.timestamp(), parts=parts, delivered=arrived)
    return replace(step, call=replace(step.call, answered=answered))


def _gone_on(step: Step, event: Event, now: datetime) -> Step:
    """The step of a call in which something else has happened: what was answered before does not come again.

    Where it is too long ago for that anyway, by whatever host's clock, nothing is noted.
    """
    last = step.call.answered
    if last is None or not last.delivered or not last.event:
        return step
    if now.timestamp() - last.at >= REPEAT_WINDOW + HOSTS_DIFFER or last.event == _name(event):
        return step
    return replace(step, call=replace(step.call, answered=replace(last, event="")))


def delivered(call: Call, number: int | None) -> Call:
    """The call, whose answer of this number is known to have arrived."""
    last = call.answered
    if last is None or last.delivered or last.number != number:
        return call
    return replace(call, answered=replace(last, delivered=True))


def _ends(event: Event, last: Answered) -> bool:
    """Whether an event is what its answer leads to: the end of the sentence that was said to the end of another."""
    return isinstance(event, SpeechEnded) and any(isinstance(part, Sentence) for part in last.parts)


def _name(event: Event) -> str:
    """What an event and its repetition have in common: the kind, and what was said."""
    kind = type(event).__name__
    match event:
        case CallerSaid(text=text):
            return f"{kind} {blake2b(text.strip().encode('utf-8', 'replace'), digest_size=8).hexdigest()}"
        case KeyPressed(digit=digit):
            return f"{kind} {digit}"
        case SpeechEnded(played=str()):
            return f"{kind} played"
        case _:
            return kind


def part_of(command: Command) -> AnswerPart:
    """A command as it is kept with the call."""
    match command:
        case Say(language=language, interruptible=interruptible):
            return Sentence(text=command.whole, language=language, listening=interruptible)
        case StopSpeaking():
            return "stop_speaking"
        case ListenFor():
            return "listen_for"
        case TransferCall():
            return "transfer"
        case EndCall():
            return "end_call"
        case AnswerTool():
            return command


def command_of(part: AnswerPart, config: AssistantConfig, speaking: str | None) -> Command:
    """A part as a command; not of a transfer, whose number is read from the directory when it is sent.

    `speaking` is the tag of the language that it listened for first.
    """
    match part:
        case Sentence():
            return say(part.text, part.language, config, listening=part.listening)
        case AnswerTool():
            return part
        case "stop_speaking":
            return StopSpeaking()
        case "listen_for":
            return listen_for(speaking, config)
        case _:
            return EndCall()
