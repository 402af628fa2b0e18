"""One run of a scenario: which rule answers a request, and what with. Knows rules and their order; knows no HTTP."""

import math
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from statistics import NormalDist
from typing import TypeAlias

from adapter.documents.document import first_of
from adapter.testing.scenario.faults import STATUS_FAULTS, WIRE_FAULTS, WireFault
from adapter.testing.scenario.history_checks import check_history, check_system_place
from adapter.testing.scenario.http_errors import ErrorResponse, error_of_fault, model_not_found
from adapter.testing.scenario.matching import condition_count, matches, mismatches
from adapter.testing.scenario.mocked_reply import (
    CannotReply,
    estimated_tokens,
    mocked_reply,
    offline_answer,
    with_ids_and_usage,
)
from adapter.testing.scenario.received_request import ReceivedRequest
from adapter.testing.scenario.rules import Rule, Scenario, rule_title
from adapter.testing.scenario.scripted_reply import MAX_WAIT_MS, Latency, RawResponse, ScriptedReply
from adapter.tool_calls.reply import ModelReply
from adapter.tool_calls.tools import HANG_UP_NAME

SLOW_MS = 5_000
"""Milliseconds that slow headers or a slow body take unless the scenario says how many."""
SHOWN = 12
"""Tools that a message names, and a hundred more are only counted."""

StandIn: TypeAlias = Callable[[ReceivedRequest], ModelReply]
"""A router that answers in place of a model."""
Answer: TypeAlias = ModelReply | ErrorResponse | RawResponse


@dataclass(frozen=True, kw_only=True, slots=True)
class MockResponse:
    """The response to the request with this number, counted from 1, after `delay` seconds.

    `broken` says how the answer breaks on its way, `drip` over how many seconds its body is spread. `rule` is the rule
    that it comes from. `expected` is False for a request that the scenario does not allow for; the answer then says so.
    """

    number: int
    answer: Answer
    broken: WireFault | None = None
    rule: str | None = None
    delay: float = 0.0
    drip: float = 0.0
    expected: bool = True

    @property
    def kind(self) -> str:
        """In a word, for logs: the name of the broken way, the status of an error, `raw` or `reply`."""
        match self.answer:
            case ErrorResponse():
                return str(self.answer.status)
            case RawResponse():
                return "raw"
            case _:
                return self.broken or "reply"


class ScenarioRun:
    """Answers by a scenario, request by request. Remembers only how often each rule has answered."""

    def __init__(self, scenario: Scenario, *, stand_in: StandIn = offline_answer) -> None:
        """`stand_in` answers what no rule fits where the scenario says `unmatched: offline`."""
        self.scenario = scenario
        self._stand_in = stand_in
        self._answered: Counter[int] = Counter()
        self._requests = 0

    def play(self, request: ReceivedRequest) -> MockResponse:
        """The answer to a request, the next one of the rule that fits.

        Raises `BadRequest` for a history that the scenario does not take.
        """
        if self.scenario.history == "strict":
            check_system_place(request.body.get("messages") or request.body.get("input"))
            check_history(request.conversation, request.api)
        self._requests += 1
        number, models = self._requests, self.scenario.models
        if models is not None and request.model not in models:
            return MockResponse(number=number, answer=model_not_found(request.model))
        for position, rule in enumerate(self.scenario.rules):
            if not self._used_up(position, rule) and matches(rule.match, request):
                return self._answer(position, rule, request)
        if self.scenario.unmatched == "offline":
            reply = with_ids_and_usage(self._stand_in(request), request, number)
            return MockResponse(number=number, answer=reply, delay=_drawn(self.scenario.latency, number))
        return MockResponse(number=number, answer=_unexpected(self._unmatched(request)), expected=False)

    def _answer(self, position: int, rule: Rule, request: ReceivedRequest) -> MockResponse:
        scripted = rule.reply[min(self._answered[position], len(rule.reply) - 1)]
        self._answered[position] += 1
        title = rule_title(position, rule.name)
        try:
            answer = _answer_of(scripted, request, self._requests)
        except CannotReply as problem:
            return MockResponse(
                number=self._requests, rule=title, answer=_unexpected(f"{title}: {problem}"), expected=False
            )
        broken = scripted.fault if scripted.fault in WIRE_FAULTS else None
        slow = (SLOW_MS if scripted.slow_ms is None else scripted.slow_ms) / 1_000
        return MockResponse(
            number=self._requests,
            rule=title,
            answer=answer,
            broken=broken,
            delay=self._delay(scripted) + (slow if broken == "slow-headers" else 0.0),
            drip=slow if broken == "slow-drip" else 0.0,
        )

    def _delay(self, scripted: ScriptedReply) -> float:
        if scripted.delay_ms is not None:
            return scripted.delay_ms / 1_000
        return _drawn(scripted.latency or self.scenario.latency, self._requests)

    def _used_up(self, position: int, rule: Rule) -> bool:
        return rule.once and self._answered[position] >= len(rule.reply)

    def _unmatched(self, request: ReceivedRequest) -> str:
        near: list[tuple[int, int, str]] = []
        for position, rule in enumerate(self.scenario.rules):
            missed = mismatches(rule.match, request)
            met = condition_count(rule.match) - len(missed)
            why = "its replies are used up" if not missed else "; ".join(f"{k} {v}" for k, v in missed.items())
            if met or len(missed) == 1:
                near.append((len(missed), position, f"{rule_title(position, rule.name)}: {why}"))
        close = " | ".join(text for _, _, text in sorted(near)[:3]) or "none"
        return f"no rule fits this request: {_described(request)}. Close: {close}"


def _answer_of(scripted: ScriptedReply, request: ReceivedRequest, number: int) -> Answer:
    if scripted.raw is not None:
        return scripted.raw
    if scripted.fault not in STATUS_FAULTS:
        return mocked_reply(scripted, request, number)
    return error_of_fault(
        scripted.fault,
        api=request.api,
        model=request.model,
        tokens=estimated_tokens(request.characters),
        retry_after=scripted.retry_after,
    )


def _described(request: ReceivedRequest) -> str:
    """A request in the words of a scenario's `match`."""
    names = [*request.offered.keys, *sorted(request.offered.names & {HANG_UP_NAME})]
    return (
        f'model "{request.model}", turn {request.turn}, last words "{request.last_said}",'
        f" system {request.system_identity or 'none'}, offered: {first_of(names, SHOWN) or 'none'}"
    )


def _drawn(latency: Latency | None, number: int) -> float:
    """Seconds: the same for the same seed and number, on every machine and Python."""
    if latency is None:
        return 0.0
    # `random.random` is the one generator that Python promises not to change
    drawn = random.Random(f"{latency.seed}:{number}").random()  # noqa: S311 - spreads delays, keeps no secret
    spread = NormalDist(0.0, 1.0).inv_cdf(min(max(drawn, 1e-9), 1 - 1e-9)) * latency.sigma
    return min(latency.median_ms * math.exp(spread), MAX_WAIT_MS) / 1_000


def _unexpected(message: str) -> ErrorResponse:
    return ErrorResponse(status=400, message=message, code="no_rule_fits")
