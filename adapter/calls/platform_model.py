"""A call on a platform that runs the model: its choices are judged, its requests decided, and it speaks. Pure.

The rules are those of every other call: what may be chosen, hours, attempts, loops, the rejectionPlan. Only who asks
the model again differs: the platform does, by the result of the tool call.
"""

from datetime import datetime, timedelta

from adapter.calls.commands import AnswerTool, Command, TransferCall
from adapter.calls.events import (
    MAX_UTTERANCE,
    CallEnded,
    CommandPosted,
    DecisionRequested,
    Event,
    ToolCalled,
    TransferReturned,
)
from adapter.calls.questions import (
    ALREADY_CONNECTING,
    CALL_OVER,
    NOT_CARRIED_OUT,
    for_model,
    given_before,
    question_of,
    questions,
    undone,
)
from adapter.calls.repeats import UNDELIVERED_WINDOW
from adapter.calls.state import Call, CurrentTurn, Given, Sentence, ended
from adapter.calls.steps import (
    MAX_MESSAGES,
    Step,
    TransferResult,
    call_offer,
    carry_out,
    has_misfired,
    language_of,
    say,
    say_sentence,
    send_transfer,
    transfer,
    transfer_returned,
)
from adapter.calls.timers import BEFORE_SPEECH, SECONDS_PER_CHARACTER
from adapter.frozen import replace
from adapter.tool_calls.conversation import Conversation, UserMessage
from adapter.tool_calls.decision import Transfer
from adapter.tool_calls.history import latest, utterances
from adapter.tool_calls.language import evident_language
from adapter.tool_calls.language_names import wished_language
from adapter.tool_calls.reply import ModelReply
from adapter.transfers.assistant_config import AssistantConfig
from adapter.transfers.rejection import rejections
from adapter.transfers.route import same_number

SETTLING = 4.0
"""Seconds after which nobody will tell any more whether a command that was posted has arrived."""
NOBODY_TELLS = "nobody has told what became of it"
LISTENED = 10
"""The latest utterances by which a call's language is told."""


def tools_called(call: Call, event: ToolCalled, now: datetime, config: AssistantConfig) -> Step:
    """The choice of the platform's model, judged as the reply of any other.

    What cannot be used is told to it, as the result of its call, the first time that the caller has said so much; the
    second time it is a question to the caller, as if it had been asked again here.
    """
    known = {given.question for given in given_before(call, event)}
    fresh = tuple(one for one in event.calls if question_of(one) not in known)
    if not fresh:
        return Step(call=call, work="settle" if unsettled(call, event) else "none")
    if call.phase == "transferring":
        if _on_its_way(call, now):
            return Step(call=call, commands=(for_model(ALREADY_CONNECTING),))
        call = transfer_returned(call, config, now, misfired=True).call
    call = _listened(call, event.conversation, config)
    offer = call_offer(call, config, now, grows=False)
    decision = offer.decide(ModelReply(tool_calls=fresh))
    said = len(utterances(call.conversation))
    if decision.ask_again is not None and call.asked_again != said:
        # The note on hours is in the system prompt of a model of ours, and its model has not read it.
        closed = decision.reason == "unknown_destination" and offer.note
        wrong = offer.in_words(decision)
        call = replace(call, asked_again=said, shown=offer.again(decision).told.shown)
        step = Step(call=call, commands=(for_model(f"{wrong} {offer.note}" if closed else wrong),))
    else:
        step = carry_out(replace(call, asked_again=None), decision, config, now)
    return replace(step, decision=decision, blocked=(*rejections(decision), *step.blocked))


def decision_requested(call: Call, event: DecisionRequested, now: datetime, config: AssistantConfig) -> Step:
    """A turn on what was said, unless the same was asked before or is being decided.

    An unattended call goes where the directory's fallback leads: nothing was said by which to choose.
    """
    before = given_before(call, event)
    if before:
        if unsettled(call, event):
            return Step(call=call, work="settle")
        return _given_again(call, before[0], now, config)
    if event.unattended:
        return _unattended(call, now, config)
    if call.phase == "transferring":
        if _on_its_way(call, now):
            return Step(call=call, commands=(for_model(ALREADY_CONNECTING),))
        call = transfer_returned(call, config, now, misfired=True).call
    call = _listened(call, _up_to_the_caller(event.conversation), config)
    said = utterances(call.conversation)
    words = said[-1][:MAX_UTTERANCE] if said else ""
    under_way = call.current_turn
    if under_way is not None and under_way.text == words and now.timestamp() - under_way.since < UNDELIVERED_WINDOW:
        return Step(call=call, work="join")
    turn = CurrentTurn(number=call.turns + 1, text=words, since=now.timestamp())
    return Step(call=replace(call, phase="listening", turns=turn.number, current_turn=turn), work="decide")


def command_posted(call: Call, event: CommandPosted) -> Step:
    """What went out beside an answer has arrived, or has not: then nothing of it has happened, and nothing counts.

    The commands are then the whole answer anew, in which what was answered before stays as it was.
    """
    waiting = {given.question for given in call.given if given.posted is not None}.intersection(event.questions)
    if not waiting:
        return Step(call=call)
    if event.failure is None:
        return Step(call=replace(call, given=tuple(_settled(given, waiting) for given in call.given)))
    given = tuple(_failed(given) if given.question in waiting else given for given in call.given)
    key = call.pending.destination if call.pending is not None and call.phase == "transferring" else None
    answers = {one.question: one.answer for one in given}
    anew = (answers.get(question) for question in event.questions)
    return Step(
        call=replace(undone(call), given=given),
        commands=tuple(answer for answer in anew if isinstance(answer, AnswerTool)),
        result=None if key is None else TransferResult(destination=key, outcome="failed"),
        problem=f"a command to the platform has failed, and counts for nothing: {event.failure}",
    )


def unsettled(call: Call, event: Event) -> bool:
    """Whether it is not known what became of what went out beside the answer to an event's questions."""
    return any(given.posted is not None for given in given_before(call, event))


def came_back(call: Call, event: TransferReturned, now: datetime, config: AssistantConfig) -> Step:
    """The transfer has failed and the call lives on. Told again, or of an earlier transfer, it changes nothing."""
    pending = call.pending
    if call.phase != "transferring" or pending is None:
        return Step(call=call)
    destination = config.directory.destinations.get(pending.destination)
    if (
        event.number is not None
        and destination is not None
        and not same_number(event.number, destination.record.number)
    ):
        return Step(call=call)
    return transfer_returned(call, config, now, outcome=event.outcome)


def call_ended(call: Call, event: CallEnded, config: AssistantConfig) -> Step:
    """The call is over. A report may tell later what came of its transfer: until then it is kept which that was."""
    over = ended(call)
    if call.phase == "transferring" and config.capabilities.runs_model:
        over = replace(over, pending=call.pending)
    return _reported(over, event)


def after_the_end(call: Call, event: Event, now: datetime, config: AssistantConfig) -> Step:
    """An event of a call that is over. Questions are answered even so, and a report tells what came of a transfer."""
    before = given_before(call, event)
    match event:
        case CallEnded():
            return _reported(call, event)
        case CommandPosted():
            return command_posted(call, event)
        case ToolCalled() | DecisionRequested() if len(before) < len(questions(event)):
            return Step(call=call, commands=(for_model(CALL_OVER),))
        case ToolCalled() | DecisionRequested() if unsettled(call, event):
            return Step(call=call, work="settle")
        case DecisionRequested():
            return _given_again(call, before[0], now, config)
        case _:
            return Step(call=call)


def _reported(call: Call, event: CallEnded) -> Step:
    if call.pending is None or event.outcome is None or event.outcome == call.outcome:
        return Step(call=call)
    told = TransferResult(destination=call.pending.destination, outcome=event.outcome, reason=event.reason)
    return Step(call=replace(call, outcome=event.outcome), result=told)


def _on_its_way(call: Call, now: datetime) -> bool:
    """Whether the transfer that was sent may still happen: it is being posted, or announced by the platform."""
    if any(given.posted is not None and now.timestamp() - given.posted < SETTLING for given in call.given):
        return True
    speaking = 0.0
    if call.pending is not None and call.pending.announced:
        speaking = BEFORE_SPEECH + SECONDS_PER_CHARACTER * len(call.pending.announced)
    return not has_misfired(call, now - timedelta(seconds=speaking))


def _given_again(call: Call, given: Given, now: datetime, config: AssistantConfig) -> Step:
    """The answer that was given before. The number of a transfer is read from the directory once more."""
    if isinstance(given.answer, Sentence):
        sentence = say(given.answer.text, given.answer.language, config, listening=given.answer.listening)
        return Step(call=call, commands=(sentence,))
    if given.transfer is None:
        return Step(call=call)
    sent = send_transfer(replace(call, pending=given.transfer), config, now)
    again: tuple[Command, ...] = tuple(command for command in sent.commands if isinstance(command, TransferCall))
    return Step(call=call, commands=again or (for_model(NOT_CARRIED_OUT),))


def _unattended(call: Call, now: datetime, config: AssistantConfig) -> Step:
    fallback = config.directory.fallback
    if fallback is None:
        return say_sentence(call, "unavailable", config, now)
    return transfer(call, Transfer(reason="unattended", destination=fallback), config, now)


def _listened(call: Call, conversation: Conversation, config: AssistantConfig) -> Call:
    """The call after what was said, in the language that it tells. A wish counts more than what the model named."""
    if not conversation:
        return call
    call = replace(call, conversation=latest(conversation, MAX_MESSAGES))
    said = utterances(call.conversation)[-LISTENED:]
    if len(config.languages) < 2 or not said:
        return call
    wished = wished_language(said[-1], config.languages)
    own = language_of(call, config)
    evident = (evident_language(text, config.languages, own=own) for text in reversed(said))
    heard = wished or next(filter(None, evident), call.language_heard)
    return replace(call, language_heard=heard, language_named=None if wished else call.language_named)


def _up_to_the_caller(conversation: Conversation) -> Conversation:
    """What was said up to the caller's last words: a decision answers those, not what an assistant said meanwhile."""
    last = max((place for place, said in enumerate(conversation) if isinstance(said, UserMessage)), default=-1)
    return conversation[: last + 1] or conversation


def _settled(given: Given, waiting: set[str]) -> Given:
    return replace(given, posted=None) if given.question in waiting else given


def _failed(given: Given) -> Given:
    answer = given.answer
    if answer is None or isinstance(answer, Sentence):
        return replace(given, posted=None)
    return replace(given, posted=None, answer=replace(answer, text=NOT_CARRIED_OUT, failed=True))
