"""The steps that a call can take: say, announce, transfer, come back, say goodbye. Pure; `flow` chooses among them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final, Literal, TypeAlias

from adapter.calls.commands import Command, EndCall, ListenFor, Say, StopSpeaking, TransferCall
from adapter.calls.events import TransferOutcome
from adapter.calls.state import Call, Pending, ended
from adapter.frozen import dataclass, replace
from adapter.tool_calls.conversation import AssistantMessage, Conversation, Message, ToolCall, ToolResult, UserMessage
from adapter.tool_calls.decision import Decision, Failed, Transfer
from adapter.tool_calls.history import latest
from adapter.tool_calls.language import call_language
from adapter.tool_calls.prompt import SentenceName
from adapter.transfers.announcement import rendered
from adapter.transfers.assistant_config import AssistantConfig
from adapter.transfers.offer import Offer
from adapter.transfers.plan import Plan, PlannedTransfer, plan, plan_sentence, planned_transfer
from adapter.transfers.progress import BEGINNING, Progress, Returned, exhausted_keys
from adapter.transfers.route import BlockedTransfer, loops, reachable_fallback, route_to
from adapter.transfers.situation import Situation
from adapter.vapi import CustomMessage
from adapter.vapi.texts import text_in

Work: TypeAlias = Literal["none", "decide", "join", "repeat", "settle"]

MAX_MESSAGES = 80
"""Messages kept of a conversation; the oldest leave first."""
KEPT_MESSAGES = 40
"""How many stay when the oldest leave: many leave at once, since every leaving costs the provider's prompt cache."""

LOST_EVENT_TIMEOUT = 2.0
"""Seconds of silence after an announcement before it is reported, so that a lost end of speech is followed by another
event."""

MISFIRE_AFTER = 2.0
"""Seconds after a transfer was sent from which it is known by words of the caller that it did not happen."""

ANNOUNCED = "Announced to the caller. Not yet connected."

_OUTCOMES: Final[Mapping[Returned, str]] = {
    "busy": "The line was busy",
    "no_answer": "Nobody answered",
    "failed": "The transfer failed",
    "unknown": "Nobody answered",
}
"""What the model is told of a transfer that came back."""


@dataclass(frozen=True, kw_only=True, slots=True)
class TransferResult:
    """What came of a transfer, for the record. `reason` is why the call ended, in the platform's own word."""

    destination: str
    outcome: TransferOutcome
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Step:
    """What an event leads to: the call from now on, the commands to answer with, and whether a decision is needed.

    `decide`: take the turn of `call.current_turn`. `join`: that turn is under way, here or elsewhere; wait for it.
    `repeat`: the event has been answered before, and perhaps that answer is still on its way. `settle`: the question
    has been answered before, and what went out beside that answer is still on its way.
    `decision` is what was decided without a model: by a telephone key, by silence, by a transfer that failed. `blocked`
    are the transfers that were not made as they were meant, in order, `result` is what came of one that was made.
    `problem` is for the log. `wake_after`: seconds after which the call wants to be woken, unless another event comes
    first.
    """

    call: Call
    commands: tuple[Command, ...] = ()
    work: Work = "none"
    decision: Decision | None = None
    blocked: tuple[BlockedTransfer, ...] = ()
    result: TransferResult | None = None
    problem: str | None = None
    wake_after: float | None = None
    begins_transfer: bool = False
    """The pending transfer was decided with this step. It is saved by one process, however often an event comes."""

    @property
    def leads_to(self) -> str | None:
        """The key of the destination that the caller is on the way to."""
        return None if self.call.pending is None else self.call.pending.destination


def language_of(call: Call, config: AssistantConfig) -> str:
    """The call's language: the last that the model named, else the last recognised, else the default."""
    return call_language(call.language_named, call.language_heard, config.language)


def call_situation(call: Call, config: AssistantConfig, now: datetime, *, language: str | None = None) -> Situation:
    """What decides where a transfer of this call leads now. `language` is the call's where it is left out."""
    return Situation(
        config=config,
        call=call.info,
        now=now,
        language=language or language_of(call, config),
        exhausted=exhausted_keys(call.tried, config.directory),
        unclear=call.unclear,
    )


def call_offer(call: Call, config: AssistantConfig, now: datetime, *, grows: bool = True) -> Offer:
    """What may be chosen in a call now. `grows` as `Offer` has it."""
    situation = call_situation(call, config, now)
    progress = BEGINNING if call.shown is None else Progress(shown=call.shown)
    return Offer(situation=situation, conversation=call.conversation, progress=progress, grows=grows)


def carry_out(
    call: Call, decision: Decision, config: AssistantConfig, now: datetime, *, stop_speaking: bool = False
) -> Step:
    """Carries out a decision. `stop_speaking` stops what is being said first."""
    call = replace(call, current_turn=None, pending=None, silences=0)
    step = _planned(call, decision, config, now)
    return interrupting(step, now) if stop_speaking else step


def transfer(call: Call, decision: Transfer, config: AssistantConfig, now: datetime, *, before: str = "") -> Step:
    """Announces a transfer that no model asked for. `before` is said ahead of the announcement."""
    return replace(_planned(call, decision, config, now, before=before), decision=decision)


def interrupting(step: Step, now: datetime) -> Step:
    """The same step, but what is being said is stopped first."""
    call = replace(step.call, interrupted=now.timestamp())
    return replace(step, call=call, commands=(StopSpeaking(), *step.commands))


def answering(step: Step, now: datetime, *, interrupted: bool) -> Step:
    """The step, where it is the first answer to a caller who interrupted a speech: the end of that speech may still be
    reported."""
    if interrupted and step.commands:
        return replace(step, call=replace(step.call, interrupted=now.timestamp()))
    return step


def say_sentence(call: Call, name: SentenceName, config: AssistantConfig, now: datetime) -> Step:
    """Says a fixed sentence and listens."""
    return _listen(call, plan_sentence(name, call_situation(call, config, now)), config)


def listen_for(speaking: str | None, config: AssistantConfig) -> ListenFor:
    """What a platform is told to recognise; where it follows one language, `speaking` goes first, with the voices."""
    if speaking is None:
        return ListenFor(languages=config.recognised_languages)
    voices = {speaking: config.voice_of(speaking), **config.spoken_languages}
    return ListenFor(languages=tuple(voices), voices=tuple(voices.values()))


def end_call(call: Call) -> Step:
    """Hangs up. The answers are counted on, so that this one is not taken for one that has arrived."""
    return Step(call=replace(ended(call), answered=call.answered), commands=(EndCall(),))


def say(text: str, language: str, config: AssistantConfig, *, listening: bool = True) -> Say:
    """A sentence in a language's voice. What leads on to a transfer or a hang-up is not to be interrupted."""
    return Say(
        text=text,
        language=language,
        voice=config.voice_of(language),
        interruptible=listening,
        listen_seconds=config.question_timeout if listening else LOST_EVENT_TIMEOUT,
    )


def send_transfer(call: Call, config: AssistantConfig, now: datetime) -> Step:
    """Sends the pending transfer. Its number is read from the directory at this moment."""
    pending = call.pending
    if pending is None:
        return _planned(replace(call, current_turn=None), Failed(reason="unknown_destination"), config, now)
    destination = config.directory.destinations.get(pending.destination)
    tones = config.capabilities.extension_tones
    if destination is None or not destination.dialled_by(tones=tones) or loops(destination, call.info):
        # Since it was announced the directory has changed, or more is known of the call.
        meant = Transfer(reason="tool_call", destination=pending.destination, language=pending.language)
        return _planned(replace(call, pending=None, current_turn=None), meant, config, now)
    sent = transfer_command(call, pending.destination, pending.language, config, now)
    sent_now = replace(pending, since=now.timestamp())
    call = replace(call, phase="transferring", pending=sent_now, current_turn=None)
    first = pending.announced if config.capabilities.speaks_before_transfer else ""
    speech = say(first, pending.language, config, listening=False) if first else None
    return Step(call=call, commands=(replace(sent, announcement=speech),))


def transfer_command(call: Call, key: str, language: str, config: AssistantConfig, now: datetime) -> TransferCall:
    """The command that transfers a call to a destination of the directory, its number as it stands there now."""
    destination = config.directory.destinations[key]
    planned = planned_transfer(destination, call_situation(call, config, now, language=language))
    return _transfer_call(planned, None, config)


def transfer_returned(
    call: Call, config: AssistantConfig, now: datetime, *, outcome: Returned = "unknown", misfired: bool = False
) -> Step:
    """The call is with us again: the destination did not answer, or (`misfired`) the transfer never happened.

    The model is told the `outcome`; where the platform does not tell it, that nobody answered.

    The fallbackPlan's message, then hang up unless it keeps the assistant on the call; without a plan an apology, then
    the directory's fallback once, unless it has failed before. A misfire never hangs up, and the first one does not
    count as an attempt. Where the platform runs the model, it goes on by itself.
    """
    pending = call.pending
    if pending is None:
        return say_sentence(replace(call, phase="listening"), "apology", config, now)
    step = _after_return(call, pending, config, now, outcome, misfired=misfired)
    told = TransferResult(destination=pending.destination, outcome="failed" if misfired else outcome)
    return replace(step, result=told)


def _after_return(
    call: Call, pending: Pending, config: AssistantConfig, now: datetime, outcome: Returned, *, misfired: bool
) -> Step:
    key = pending.destination
    forgiven = misfired and key not in call.misfired
    call = replace(
        call,
        pending=None,
        current_turn=None,
        phase="listening",
        misfired=(*call.misfired, key) if forgiven else call.misfired,
        tried=call.tried if forgiven else {**call.tried, key: call.tried.get(key, 0) + 1},
    )
    told = "The transfer did not happen" if misfired else _OUTCOMES[outcome]
    call = remembered(call, UserMessage(text=f"[{told}: {key}. The caller is back with you.]"))
    if config.capabilities.runs_model:
        # Asked again, the same words may lead elsewhere now.
        return Step(call=replace(call, given=tuple(given for given in call.given if given.transfer is None)))
    destination = config.directory.destinations.get(key)
    transfer_plan = destination.record.transfer_plan if destination else None
    sorry = plan_sentence("unavailable", call_situation(call, config, now, language=pending.language))
    if transfer_plan is not None and transfer_plan.fallback_plan is not None:
        end = transfer_plan.fallback_plan.end_call_enabled and not misfired
        return _fall_back(call, transfer_plan.fallback_plan.message, sorry, config, now, end=end)
    fallback = usable_fallback(call, config, now)
    if fallback is not None and not call.fell_back and fallback != key and fallback not in call.tried:
        instead = Transfer(reason="no_answer", destination=fallback, language=pending.language)
        return transfer(replace(call, fell_back=True), instead, config, now, before=sorry.say)
    return _listen(call, sorry, config)


def has_misfired(call: Call, now: datetime) -> bool:
    """Whether a transfer was sent so long ago that who still speaks with us shows that it did not happen."""
    return call.pending is not None and now.timestamp() - call.pending.since >= MISFIRE_AFTER


def usable_fallback(call: Call, config: AssistantConfig, now: datetime) -> str | None:
    """The destination that the directory's fallback leads to now, None where this call cannot reach anybody by it."""
    exhausted = exhausted_keys(call.tried, config.directory)
    return reachable_fallback(config.directory, call.info, now, exhausted=exhausted)


def overdue(call: Call, now: datetime) -> bool:
    """The end of the announcement should have been reported long ago: 10 s and 0.1 s per character."""
    if call.phase != "announcing" or call.pending is None:
        return False
    return now.timestamp() - call.pending.since > 10 + 0.1 * len(call.pending.announced)


def leads_to(pending: Pending, key: str, call: Call, config: AssistantConfig, now: datetime) -> bool:
    """Whether a transfer to a destination would be the one that is pending, by the hours of both."""
    exhausted = exhausted_keys(call.tried, config.directory)
    route = route_to(key, config.directory, call.info, now, exhausted=exhausted)
    return pending.destination in (key, route.key)


def not_offered(step: Step, key: str) -> Step:
    """The step that is taken because the directory does not offer a destination, or does not any more."""
    blocked = BlockedTransfer(obstacle="not_offered", destination=key, instead=step.leads_to)
    return replace(step, blocked=(blocked, *step.blocked))


def remembered(call: Call, *messages: Message) -> Call:
    """The call with more said in it. The oldest messages leave first, up to an utterance of the caller."""
    return replace(call, conversation=longer(call.conversation, *messages))


def longer(conversation: Conversation, *messages: Message) -> Conversation:
    """A conversation with more said in it, as `remembered` keeps it."""
    conversation = (*conversation, *messages)
    return conversation if len(conversation) <= MAX_MESSAGES else latest(conversation, KEPT_MESSAGES)


def _planned(call: Call, decision: Decision, config: AssistantConfig, now: datetime, *, before: str = "") -> Step:
    """The step that a decision leads to."""
    found = plan(decision, call_situation(call, config, now), before=before)
    told = decision.language if isinstance(decision, Transfer) else None
    if found.unclear != call.unclear or told not in (None, call.language_named):
        call = replace(call, language_named=told or call.language_named, unclear=found.unclear)
    match found.then:
        case "listen":
            step = _listen(call, found, config)
        case "transfer":
            step = _announce(call, found, config, now)
        case "hang_up":
            step = _say_goodbye(call, found, config)
    if not found.blocked and found.problem is None:
        return step
    return replace(step, blocked=found.blocked, problem=found.problem)


def _listen(call: Call, found: Plan, config: AssistantConfig) -> Step:
    """Says a sentence and listens."""
    if not found.say:
        return Step(call=replace(call, phase="listening"))
    said = longer(call.conversation, AssistantMessage(text=found.say))
    call = replace(call, phase="listening", conversation=said)
    return Step(call=call, commands=(say(found.say, found.language, config),))


def _announce(call: Call, found: Plan, config: AssistantConfig, now: datetime) -> Step:
    """Announces a transfer, or makes it at once where its announcement is silent or the platform speaks it."""
    assert found.transfer is not None  # noqa: S101 - a plan to transfer has one
    key = found.transfer.key
    pending = Pending(
        destination=key, language=found.language, announced=found.say, since=now.timestamp(), cause=found.cause
    )
    name, arguments = config.toolset.call_of(key, reason=found.reason)
    # Nine letters and digits: Mistral's servers refuse any other id, everybody else takes it.
    tool_call = ToolCall(name=name, arguments=arguments, id=f"call{call.transfers + 1:05d}")
    speech = say(found.say, found.language, config, listening=False) if found.say else None
    first = speech is not None and not config.capabilities.speaks_before_transfer
    call = replace(
        call,
        phase="announcing" if first else "transferring",
        pending=pending,
        transfers=call.transfers + 1,
        current_turn=None,
        conversation=longer(
            call.conversation,
            AssistantMessage(text=found.say, tool_calls=(tool_call,)),
            ToolResult(call_id=tool_call.id, text=ANNOUNCED if first else "Connecting."),
        ),
    )
    sent = speech if speech is not None and first else _transfer_call(found.transfer, speech, config)
    return Step(call=call, commands=(sent,), begins_transfer=True)


def _transfer_call(planned: PlannedTransfer, announcement: Say | None, config: AssistantConfig) -> TransferCall:
    destination = config.directory.destinations[planned.key]
    tones = destination.record.extension if destination.policy.extension == "send" else None
    record = destination.record if config.capabilities.transfer_plan else None
    return TransferCall(transfer=planned, announcement=announcement, tones=tones or None, record=record)


def _say_goodbye(call: Call, found: Plan, config: AssistantConfig) -> Step:
    """Says goodbye; the line is cut when the caller has heard it."""
    if not found.say:
        # Where the end goes out beside an answer, it is the end once the platform has taken it.
        posted = config.capabilities.runs_model
        return Step(call=replace(call, phase="closing"), commands=(EndCall(),)) if posted else end_call(call)
    call = remembered(replace(call, phase="closing"), AssistantMessage(text=found.say))
    return Step(call=call, commands=(say(found.say, found.language, config, listening=False),))


def _fall_back(
    call: Call, message: str | CustomMessage, sorry: Plan, config: AssistantConfig, now: datetime, *, end: bool
) -> Step:
    """A fallbackPlan: its message, then the end of the call or the assistant's ear."""
    template = text_in(message, sorry.language)
    text = sorry.say if template is None else rendered(template, call.info, now, default=sorry.say).text
    if end:
        return _say_goodbye(call, replace(sorry, say=text), config)
    # A caller who is kept on the line must hear that somebody is there, even where the file asks for silence.
    return _listen(call, replace(sorry, say=text or sorry.say), config)
