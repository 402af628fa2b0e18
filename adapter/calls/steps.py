"""The steps that a call can take: say, announce, transfer, come back, say goodbye. Pure; `flow` chooses among them."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal, TypeAlias

from adapter.calls.state import Call, Pending, ended
from adapter.platforms.sipgate import Action, BargeInAction, HangupAction
from adapter.tool_calls.conversation import AssistantMessage, Conversation, Message, ToolCall, ToolResult, UserMessage
from adapter.tool_calls.decision import Decision, Failed, HangUp, Reply, Transfer, Unclear
from adapter.tool_calls.language import call_language
from adapter.transfers.actions import Plan, fixed, plan_for, plan_sentence, plan_transfer, say, transfer_action
from adapter.transfers.announcement import rendered
from adapter.transfers.assistant_config import AssistantConfig
from adapter.transfers.route import (
    INSTEAD,
    BlockedTransfer,
    Obstacle,
    Route,
    fallback_route,
    loops,
    reachable_fallback,
    route_to,
)
from adapter.vapi import CustomMessage
from adapter.vapi.texts import text_in

Work: TypeAlias = Literal["none", "decide", "join"]

MAX_MESSAGES = 80
"""Messages kept of a conversation; the oldest leave first."""

ANNOUNCED = "Announced to the caller. Not yet connected."


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """What an event leads to: the call from now on, the actions to answer with, and whether a decision is needed.

    `decide`: take the turn of `call.current_turn`. `join`: that turn is under way, here or elsewhere; wait for it.
    `decision` is what was decided without a model: by a telephone key, by silence, by a transfer that failed. `blocked`
    are the transfers that were not made as they were meant, in order. `problem` is for the log.
    """

    call: Call
    actions: tuple[Action, ...] = ()
    work: Work = "none"
    decision: Decision | None = None
    blocked: tuple[BlockedTransfer, ...] = ()
    problem: str | None = None

    @property
    def leads_to(self) -> str | None:
        """The key of the destination that the caller is on the way to."""
        return None if self.call.pending is None else self.call.pending.destination


def language_of(call: Call, config: AssistantConfig) -> str:
    """The call's language: the last that the model named, else the last recognised, else the default."""
    return call_language(call.language_told, call.language_heard, config.language)


def carry_out(
    call: Call, decision: Decision, config: AssistantConfig, now: datetime, *, barge_in: bool = False
) -> Step:
    """Carries out a decision. `barge_in` stops what is being spoken first."""
    call = replace(call, current_turn=None, pending=None, silences=0)
    match decision:
        case Transfer():
            step = announce(call, decision, config, now)
        case Reply():
            call = remembered(replace(call, phase="listening", unclear=0), AssistantMessage(text=decision.text))
            step = Step(call=call, actions=_plan(call, decision, config, now).now)
        case HangUp():
            step = say_goodbye(call, decision, config, now)
        case Unclear(reason="rejected"):
            # A model that insists on a rejected transfer must not bring about another one.
            step = ask(call, _plan(call, decision, config, now))
        case Unclear() if call.unclear >= 1 and (key := usable_fallback(call, config, now)):
            transfer = Transfer(reason=decision.reason, destination=key)
            step = announce(replace(call, unclear=0), transfer, config, now)
        case Unclear():
            step = ask(replace(call, unclear=call.unclear + 1), _plan(call, decision, config, now))
        case Failed():
            step = fail_safe(call, decision, config, now)
    return interrupting(step, now) if barge_in else step


def interrupting(step: Step, now: datetime) -> Step:
    """The same step, but what is playing is stopped first."""
    call = replace(step.call, interrupted=now.timestamp())
    return replace(step, call=call, actions=(BargeInAction(session_id=call.id), *step.actions))


def ask(call: Call, plan: Plan) -> Step:
    """Says a sentence and listens."""
    call = replace(call, phase="listening")
    if plan.spoken:
        call = remembered(call, AssistantMessage(text=plan.spoken))
    return Step(call=call, actions=plan.now)


def say_sentence(
    call: Call, name: Literal["reprompt", "apology", "unavailable", "closed"], config: AssistantConfig, now: datetime
) -> Step:
    """Says a fixed sentence and listens."""
    return ask(call, plan_sentence(name, config, call.session, now, language=language_of(call, config)))


def fail_safe(call: Call, failure: Failed, config: AssistantConfig, now: datetime) -> Step:
    """What happens when the model fails for good: the directory's fallback, else an apology and a question."""
    route = fallback_route(config.directory, call.session, now, exhausted=exhausted_keys(call, config))
    if route is None:
        return say_sentence(call, "apology", config, now)
    if route.obstacle is not None:
        return replace(say_sentence(call, "apology", config, now), blocked=route.blocked())
    step = announce(call, Transfer(reason=failure.reason, destination=route.key), config, now)
    return replace(step, blocked=(*route.blocked(), *step.blocked))


def say_goodbye(call: Call, decision: HangUp, config: AssistantConfig, now: datetime) -> Step:
    """Says goodbye; the line is cut when the caller has heard it."""
    plan = _plan(call, decision, config, now)
    if not plan.spoken:
        return Step(call=ended(call), actions=plan.now)
    call = remembered(replace(call, phase="closing", unclear=0), AssistantMessage(text=plan.spoken))
    return Step(call=call, actions=plan.now)


def end_call(call: Call) -> Step:
    """Ends the call."""
    return Step(call=ended(call), actions=(HangupAction(session_id=call.id),))


def announce(call: Call, transfer: Transfer, config: AssistantConfig, now: datetime, *, before: str = "") -> Step:
    """Announces a transfer, or makes it at once where its announcement is silent.

    To a closed destination it goes where that one leads; where no way leads on, the caller is told.
    """
    route = route_of(call, transfer.destination, config, now)
    transfer = replace(transfer, destination=route.key)
    if route.obstacle is not None:
        return _blocked(call, transfer, route, route.obstacle, config, now)
    language = transfer.language or language_of(call, config)
    plan = plan_transfer(transfer, config, call.session, now, language=language, before=before)
    pending = Pending(destination=transfer.destination, language=language, announced=plan.spoken, since=now.timestamp())
    name, arguments = config.toolset.call_of(transfer.destination, reason=transfer.stated_reason or transfer.reason)
    # Nine letters and digits: Mistral's servers refuse any other id, everybody else takes it.
    tool_call = ToolCall(name=name, arguments=arguments, id=f"call{call.transfers + 1:05d}")
    call = remembered(
        replace(
            call,
            phase="announcing" if plan.after_speech else "transferring",
            pending=pending,
            transfers=call.transfers + 1,
            current_turn=None,
            unclear=0,
            language_told=transfer.language or call.language_told,
        ),
        AssistantMessage(text=plan.spoken, tool_calls=(tool_call,)),
        ToolResult(call_id=tool_call.id, text=ANNOUNCED if plan.spoken else "Connecting."),
    )
    return Step(call=call, actions=plan.now, blocked=route.blocked(), problem=plan.problem)


def send_transfer(call: Call, config: AssistantConfig, now: datetime) -> Step:
    """Sends the pending transfer. Its number is read from the directory at this moment."""
    pending = call.pending
    if pending is None or pending.destination not in config.toolset.keys:
        gone = Failed(reason="unknown_destination")
        step = fail_safe(replace(call, pending=None, current_turn=None), gone, config, now)
        return step if pending is None else not_offered(step, pending.destination)
    destination = config.directory.destinations[pending.destination]
    if loops(destination, call.session):
        transfer = Transfer(reason="tool_call", destination=destination.key, language=pending.language)
        route = Route(key=destination.key, obstacle="loop")
        return _blocked(replace(call, pending=None, current_turn=None), transfer, route, "loop", config, now)
    action = transfer_action(destination, config.directory, call.session, now, config.number_format)
    sent = replace(pending, since=now.timestamp())
    return Step(call=replace(call, phase="transferring", pending=sent, current_turn=None), actions=(action,))


def transfer_returned(call: Call, config: AssistantConfig, now: datetime, *, misfired: bool = False) -> Step:
    """The call is with us again: the destination did not answer, or (`misfired`) the transfer never happened.

    The fallbackPlan's message, then hang up unless it keeps the assistant on the call; without a plan an apology, then
    the directory's fallback once, unless it has failed before. A misfire never hangs up, and the first one does not
    count as an attempt.
    """
    pending = call.pending
    if pending is None:
        return say_sentence(replace(call, phase="listening"), "apology", config, now)
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
    outcome = "The transfer did not happen" if misfired else "Nobody answered"
    call = remembered(call, UserMessage(text=f"[{outcome}: {key}. The caller is back with you.]"))
    language = pending.language
    destination = config.directory.destinations.get(key)
    transfer_plan = destination.record.transfer_plan if destination else None
    if transfer_plan is not None and transfer_plan.fallback_plan is not None:
        end = transfer_plan.fallback_plan.end_call_enabled and not misfired
        return _fall_back(call, transfer_plan.fallback_plan.message, config, now, language, end=end)
    sorry = fixed(config, "unavailable", call.session, now, language)
    fallback = usable_fallback(call, config, now)
    if fallback is not None and not call.fell_back and fallback != key and fallback not in call.tried:
        transfer = Transfer(reason="no_answer", destination=fallback, language=language)
        step = announce(replace(call, fell_back=True), transfer, config, now, before=sorry)
        return replace(step, decision=transfer)
    return _say(call, sorry, config, language)


def _fall_back(
    call: Call, message: str | CustomMessage, config: AssistantConfig, now: datetime, language: str, *, end: bool
) -> Step:
    """A fallbackPlan: its message, then the end of the call or the assistant's ear."""
    sorry = fixed(config, "unavailable", call.session, now, language)
    template = text_in(message, language)
    text = sorry if template is None else rendered(template, call.session, now, default=sorry).text
    if end:
        if not text:
            return end_call(call)
        call = remembered(replace(call, phase="closing"), AssistantMessage(text=text))
        return Step(call=call, actions=(say(config, call.session, text, language, listening=False),))
    # A caller who is kept on the line must hear that somebody is there, even where the file asks for silence.
    return _say(call, text or sorry, config, language)


def _say(call: Call, text: str, config: AssistantConfig, language: str) -> Step:
    return ask(call, Plan(now=(say(config, call.session, text, language),), spoken=text))


def exhausted_keys(call: Call, config: AssistantConfig) -> frozenset[str]:
    """The destinations that this call may not try any more."""
    destinations = config.directory.destinations
    return frozenset(
        key
        for key, times in call.tried.items()
        if key not in destinations or times >= destinations[key].policy.attempts
    )


def route_of(call: Call, key: str, config: AssistantConfig, now: datetime) -> Route:
    """Where this call goes now when it is meant for a destination."""
    return route_to(key, config.directory, call.session, now, exhausted=exhausted_keys(call, config))


def usable_fallback(call: Call, config: AssistantConfig, now: datetime) -> str | None:
    """The destination that the directory's fallback leads to now, None where this call cannot reach anybody by it."""
    return reachable_fallback(config.directory, call.session, now, exhausted=exhausted_keys(call, config))


def _blocked(
    call: Call, transfer: Transfer, route: Route, obstacle: Obstacle, config: AssistantConfig, now: datetime
) -> Step:
    """A transfer that an obstacle on its way stops: a sentence instead.

    For a number of the call's own the fallback stands in.
    """
    call = replace(call, language_told=transfer.language or call.language_told)
    fallback = usable_fallback(call, config, now) if obstacle == "loop" else None
    if fallback is not None:
        step = announce(call, replace(transfer, destination=fallback), config, now)
    else:
        step = say_sentence(call, INSTEAD[obstacle], config, now)
    return replace(step, blocked=(*route.blocked(fallback), *step.blocked))


def not_offered(step: Step, key: str) -> Step:
    """The step that is taken because the directory does not offer a destination, or does not any more."""
    return replace(
        step, blocked=(BlockedTransfer(obstacle="not_offered", destination=key, instead=step.leads_to), *step.blocked)
    )


def remembered(call: Call, *messages: Message) -> Call:
    """The call with more said in it. The oldest messages leave first, up to an utterance of the caller.

    What is left never begins with a tool's result: providers refuse one whose call is not there.
    """
    conversation: Conversation = (*call.conversation, *messages)
    if len(conversation) > MAX_MESSAGES:
        places = range(len(conversation) - MAX_MESSAGES, len(conversation))
        said = (place for place in places if isinstance(conversation[place], UserMessage))
        whole = (place for place in places if not isinstance(conversation[place], ToolResult))
        conversation = conversation[next(said, next(whole, len(conversation))) :]
    return replace(call, conversation=conversation)


def _plan(call: Call, decision: Decision, config: AssistantConfig, now: datetime) -> Plan:
    return plan_for(decision, config, call.session, now, language=language_of(call, config))
