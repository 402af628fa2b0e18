"""Questions of a platform that runs the model, and what each was answered with: asked again, it gets the same. Pure.

A question is a tool call, by its id, or a request for a decision, by what was said before it. What we would say to the
caller is told to the platform's model, which says it.
"""

from collections.abc import Sequence
from datetime import datetime
from hashlib import blake2b
from typing import TypeAlias

from adapter.calls.commands import AnswerTool, Command, EndCall, Say, TransferCall
from adapter.calls.events import DecisionRequested, Event, ToolCalled
from adapter.calls.state import Call, Given, Pending, Sentence
from adapter.calls.steps import Step
from adapter.frozen import replace
from adapter.tool_calls.conversation import AssistantMessage, Conversation, ToolCall

Question: TypeAlias = ToolCalled | DecisionRequested

MAX_QUESTIONS = 64
"""The latest questions of a call whose answers are kept. A model calls a few tools a minute."""
_LONGEST_ID = 64
"""Characters of a tool call's id that is kept as it is; of a longer one a digest is."""

CONNECTING = "The caller is being connected now. Say nothing more."
ALREADY_CONNECTING = "The caller is already being connected. Say nothing more."
ENDING = "The call is being ended. Say nothing more."
CALL_OVER = "The call is over."
SAY_GOODBYE = "The caller is done. Say goodbye to the caller and end the call."
UNDECIDED = (
    "There is no decision yet. Stay with the caller: ask for a moment of patience, and then ask for the transfer again."
)
NOT_CARRIED_OUT = (
    "That could not be done just now, and nothing has happened. Stay with the caller: say that it did not work, and ask"
    " whether to try once more."
)


def questions(event: Event) -> tuple[str, ...]:
    """What names the questions in an event, one for each tool call; none where it asks nothing."""
    match event:
        case ToolCalled(calls=calls):
            return tuple(question_of(call) for call in calls)
        case DecisionRequested(unattended=True):
            return ("unattended",)
        case DecisionRequested(conversation=conversation):
            return (f"said {_digest(_lines(conversation))}",)
        case _:
            return ()


def question_of(call: ToolCall) -> str:
    """What names a tool call: its id, else what it says."""
    if call.id and len(call.id) <= _LONGEST_ID:
        return f"call {call.id}"
    return f"call {_digest((call.id, call.name, call.arguments))}"


def for_model(text: str, *, failed: bool = True) -> AnswerTool:
    """A text for the platform's model, as the answer to whatever it has asked."""
    return AnswerTool(call_id="", name="", text=text, failed=failed)


def told(text: str) -> str:
    """A sentence of ours as its model is told it."""
    return f'No transfer was made. Say to the caller: "{text}"'


def given_before(call: Call, event: Event) -> tuple[Given, ...]:
    """What the questions in an event were answered with before, in their order."""
    known = {given.question: given for given in call.given}
    return tuple(known[question] for question in questions(event) if question in known)


def excuse(event: Question, text: str) -> tuple[Command, ...]:
    """An answer to every question in an event that nothing has come of."""
    if isinstance(event, DecisionRequested):
        return (for_model(text),)
    return tuple(AnswerTool(call_id=call.id, name=call.name, text=text, failed=True) for call in event.calls)


def answered(step: Step, event: Question, now: datetime, *, arrived: bool) -> Step:
    """The step as the answer to an event's questions, in a call that remembers it.

    Without a decision its model is told so, and that is not remembered. `arrived`: what goes out beside the answer is
    known to have done so.
    """
    if step.work != "none":
        return step
    fresh = [question for question in questions(event) if question not in {given.question for given in step.call.given}]
    if not fresh:
        return step if step.commands else replace(step, commands=_again(step.call, event))
    if not step.commands:
        return replace(step, commands=excuse(event, UNDECIDED))
    step = _controlled(step, event)
    answer = _answer(step, event)
    beside = () if isinstance(answer, Sentence) else _beside(step)
    transfer = step.call.pending if isinstance(event, DecisionRequested) and _transfers(step) else None
    posted = None if arrived or not beside or transfer is not None else now.timestamp()
    given = _remembered(step.call, event, fresh, answer, transfer, posted)
    call = replace(step.call, given=given)
    commands = (*beside, *_again(call, event)) if not isinstance(answer, Sentence) else step.commands
    return replace(step, call=call, commands=commands)


def undone(call: Call) -> Call:
    """The call, in which what was decided last has not been carried out."""
    if call.phase not in ("transferring", "closing"):
        return call
    return replace(call, phase="listening", pending=None)


def _controlled(step: Step, event: Question) -> Step:
    """The step, or what its model is told where the call cannot be commanded to do it."""
    if event.uncontrollable is None or (isinstance(event, DecisionRequested) and _transfers(step)):
        return step
    if not _transfers(step) and not _ends(step):
        return step
    instead = NOT_CARRIED_OUT if _transfers(step) else SAY_GOODBYE
    return replace(
        step,
        call=undone(step.call),
        commands=(for_model(instead, failed=_transfers(step)),),
        problem=event.uncontrollable,
    )


def _answer(step: Step, event: Question) -> AnswerTool | Sentence | None:
    """What the step says to the platform's model; where there is none, to the caller."""
    ready = next((command for command in step.commands if isinstance(command, AnswerTool)), None)
    if ready is not None:
        return ready
    if _transfers(step):
        return for_model(CONNECTING, failed=False) if isinstance(event, ToolCalled) else None
    if _ends(step):
        return for_model(ENDING, failed=False)
    said = " ".join(command.text for command in step.commands if isinstance(command, Say))
    if isinstance(event, DecisionRequested) and event.unattended:
        return Sentence(text=said, language=next(c.language for c in step.commands if isinstance(c, Say)))
    return for_model(told(said))


def _beside(step: Step) -> tuple[Command, ...]:
    """What is done to the call: the transfer, or the goodbye and the end."""
    if _transfers(step):
        return tuple(command for command in step.commands if isinstance(command, TransferCall))
    if _ends(step):
        return (*(command for command in step.commands if isinstance(command, Say)), EndCall())
    return ()


def _transfers(step: Step) -> bool:
    return any(isinstance(command, TransferCall) for command in step.commands)


def _ends(step: Step) -> bool:
    said = any(isinstance(command, Say) for command in step.commands)
    return any(isinstance(command, EndCall) for command in step.commands) or (said and step.call.phase == "closing")


def _remembered(
    call: Call,
    event: Question,
    fresh: Sequence[str],
    answer: AnswerTool | Sentence | None,
    transfer: Pending | None,
    posted: float | None,
) -> tuple[Given, ...]:
    news: list[Given] = []
    if isinstance(event, DecisionRequested):
        news.append(Given(question=fresh[0], answer=answer, transfer=transfer, posted=posted))
    else:
        assert isinstance(answer, AnswerTool)  # noqa: S101 - what a tool call is always answered with
        called = {question_of(call): call for call in event.calls}
        for question in fresh:
            own = replace(answer, call_id=called[question].id, name=called[question].name)
            news.append(Given(question=question, answer=own, posted=posted))
    return (*call.given, *news)[-max(MAX_QUESTIONS, len(questions(event))) :]


def _again(call: Call, event: Question) -> tuple[Command, ...]:
    """The answers that are remembered, of which a tool's is one for each call; a transfer is the flow's to repeat."""
    answers = {given.question: given.answer for given in given_before(call, event)}
    found = (answers[question] for question in questions(event) if question in answers)
    return tuple(answer for answer in found if isinstance(answer, AnswerTool))


def _lines(conversation: Conversation) -> tuple[str, ...]:
    return tuple(
        f"{message.role} {message.text}" + "".join(f" {call.name} {call.arguments}" for call in _calls(message))
        for message in conversation
    )


def _calls(message: object) -> tuple[ToolCall, ...]:
    return message.tool_calls if isinstance(message, AssistantMessage) else ()


def _digest(parts: Sequence[str]) -> str:
    digest = blake2b(digest_size=12)
    for part in parts:
        text = part.encode("utf-8", "replace")
        digest.update(b"%d:" % len(text))
        digest.update(text)
    return digest.hexdigest()
