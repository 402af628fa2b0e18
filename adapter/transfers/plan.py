"""From a decision to what happens: what is said, where a transfer leads, who is shown. The one policy for transfers."""

from dataclasses import replace
from typing import Literal, TypeAlias

from adapter.directory import Destination, ring_seconds
from adapter.frozen import dataclass
from adapter.tool_calls.decision import Decision, Failed, HangUp, Reason, Reply, Transfer, Unclear
from adapter.tool_calls.prompt import SentenceName
from adapter.transfers.announcement import announcement
from adapter.transfers.caller_id import caller_id_name, caller_id_number
from adapter.transfers.open_question import question_text
from adapter.transfers.route import INSTEAD, BlockedTransfer, Route, fallback_route, reachable_fallback, route_to
from adapter.transfers.sentences import sentence
from adapter.transfers.situation import Situation

MAX_UNUSABLE = 5
"""Decisions in a row that could not be used, whatever was wrong with them, that lead to the fallback."""

MAX_QUESTIONS = 2
"""Times in a row that a caller is asked by a router that is not sure, before the fallback."""

Next: TypeAlias = Literal["listen", "transfer", "hang_up"]


@dataclass(frozen=True, kw_only=True, slots=True)
class PlannedTransfer:
    """Where a call goes and what whoever answers is shown.

    Numbers in E.164 with plus; `caller_id_number` is `anonymous` where none may be shown. `ring_seconds`: after so many
    seconds without an answer the call comes back; None: it does not. `extension`: digits to dial behind the number.
    """

    key: str
    number: str
    caller_id_number: str
    caller_id_name: str
    ring_seconds: int | None = None
    extension: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """What comes of a decision: `say` something ("" for nothing) in `language`, then `then`.

    `transfer` is set exactly where `then` is "transfer"; `reason` is then why, for the conversation, and `cause` why,
    in a word of ours. `unclear` counts the unusable decisions in a row, with this one. `blocked` are transfers that are
    not made as they were meant, `problem` is what is wrong with a configured text, for the log.
    """

    say: str
    language: str
    then: Next = "listen"
    transfer: PlannedTransfer | None = None
    reason: str = ""
    cause: Reason | None = None
    unclear: int = 0
    blocked: tuple[BlockedTransfer, ...] = ()
    problem: str | None = None


def plan(decision: Decision, situation: Situation, *, before: str = "") -> Plan:
    """What a decision leads to. Never raises. `before` is said ahead of an announcement, in the same breath.

    A transfer goes where its destination leads now: along `policy.closed`, and to the fallback in place of a number of
    the call's own; where no way leads on, the caller is told. A decision that cannot be used is a question to the
    caller, the second in a row the fallback; a model that failed is the fallback, else an apology and a question. A
    router that is not sure enough asks whether it is right, `MAX_QUESTIONS` in a row.
    """
    match decision:
        case Transfer():
            return _transfer(decision, situation, before)
        case Reply():
            return Plan(say=decision.text, language=situation.language)
        case HangUp():
            said = decision.text or _fixed("farewell", situation)
            return Plan(say=said, language=situation.language, then="hang_up")
        case Unclear(reason="rejected") if situation.unclear + 1 < MAX_UNUSABLE:
            # A model that insists on a rejected transfer must not bring about another one, but no endless loop either.
            return replace(plan_sentence("clarify", situation), unclear=situation.unclear + 1)
        case Unclear(reason="unsure" | "declined") if situation.unclear < MAX_QUESTIONS:
            return _asked(decision, situation)
        case Unclear():
            return _unclear(decision, situation)
        case Failed(reason="unspeakable"):
            # The model did answer, in words that nobody can hear: no reason to ring for somebody at once.
            return _unclear(Unclear(reason="unspeakable"), situation)
        case Failed():
            return _failed(decision, situation)


def plan_sentence(name: SentenceName, situation: Situation) -> Plan:
    """One fixed sentence, then listening."""
    return Plan(say=_fixed(name, situation), language=situation.language, unclear=situation.unclear)


def planned_transfer(destination: Destination, situation: Situation) -> PlannedTransfer:
    """A destination as it is dialled now. Its number comes from the directory and from nowhere else."""
    directory = situation.config.directory
    appended = destination.policy.extension == "append"
    return PlannedTransfer(
        key=destination.key,
        number=destination.record.number,
        caller_id_number=caller_id_number(destination, directory, situation.call, situation.now),
        caller_id_name=caller_id_name(destination, directory),
        ring_seconds=ring_seconds(destination, directory, situation.config.capabilities.ring_seconds),
        extension=(destination.record.extension or None) if appended else None,
    )


def _asked(decision: Unclear, situation: Situation) -> Plan:
    """The question whether the likeliest destination is right; without one, what the caller wants."""
    key = decision.candidates[0] if decision.candidates else None
    if key is None or key not in situation.config.toolset.reachable:
        return replace(plan_sentence("clarify", situation), unclear=situation.unclear + 1)
    question = question_text(key, situation, situation.language)
    return Plan(say=question, language=situation.language, unclear=situation.unclear + 1)


def _unclear(decision: Unclear, situation: Situation) -> Plan:
    directory, call, now = situation.config.directory, situation.call, situation.now
    if situation.unclear >= 1:
        fallback = reachable_fallback(directory, call, now, exhausted=situation.exhausted)
        if fallback is not None:
            return _transfer(Transfer(reason=decision.reason, destination=fallback), situation)
    return replace(plan_sentence("clarify", situation), unclear=situation.unclear + 1)


def _failed(failure: Failed, situation: Situation) -> Plan:
    directory, call, now = situation.config.directory, situation.call, situation.now
    route = fallback_route(directory, call, now, exhausted=situation.exhausted)
    if route is None:
        return plan_sentence("apology", situation)
    if route.obstacle is not None or route.key not in situation.config.toolset.reachable:
        return replace(plan_sentence("apology", situation), blocked=route.blocked())
    found = _transfer(Transfer(reason=failure.reason, destination=route.key), situation)
    return replace(found, blocked=(*route.blocked(), *found.blocked))


def _transfer(transfer: Transfer, situation: Situation, before: str = "") -> Plan:
    directory, call, now = situation.config.directory, situation.call, situation.now
    if transfer.destination not in situation.config.toolset.reachable:
        return _not_offered(transfer.destination, situation)
    route = route_to(transfer.destination, directory, call, now, exhausted=situation.exhausted)
    if transfer.language not in (None, situation.language):
        situation = replace(situation, language=transfer.language)
    if route.obstacle is not None:
        return _blocked(transfer, route, situation)
    if route.key not in situation.config.toolset.reachable:
        return _not_offered(route.key, situation)
    destination = directory.destinations[route.key]
    said = announcement(
        directory,
        destination,
        call,
        now,
        language=situation.language,
        default=_fixed("transferring", situation),
        arguments={"reason": transfer.stated_reason or ""},
    )
    return Plan(
        say=f"{before} {said.text}".strip(),
        language=situation.language,
        then="transfer",
        transfer=planned_transfer(destination, situation),
        reason=transfer.stated_reason or transfer.reason,
        cause=transfer.reason,
        blocked=route.blocked(),
        problem=said.problem,
    )


def _blocked(transfer: Transfer, route: Route, situation: Situation) -> Plan:
    """A transfer whose route ends before an obstacle: for a number of the call's own the fallback, else a sentence."""
    assert route.obstacle is not None  # noqa: S101 - what the callers have asked
    directory, call, now = situation.config.directory, situation.call, situation.now
    fallback = None
    if route.obstacle == "loop":
        fallback = reachable_fallback(directory, call, now, exhausted=situation.exhausted)
    if fallback is None:
        found = plan_sentence(INSTEAD[route.obstacle], situation)
    else:
        found = _transfer(replace(transfer, destination=fallback), situation)
    return replace(found, blocked=(*route.blocked(fallback), *found.blocked))


def _not_offered(key: str, situation: Situation) -> Plan:
    """A destination that the directory does not have any more, or that cannot be dialled: as if the model failed."""
    found = _failed(Failed(reason="unknown_destination"), situation)
    instead = None if found.transfer is None else found.transfer.key
    blocked = BlockedTransfer(obstacle="not_offered", destination=key, instead=instead)
    return replace(found, blocked=(blocked, *found.blocked))


def _fixed(name: SentenceName, situation: Situation) -> str:
    return sentence(name, situation.config, situation.call, situation.now, situation.language)
