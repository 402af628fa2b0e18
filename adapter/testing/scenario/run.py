"""The player: what a scenario answers to a request. Knows rules and their order; knows no HTTP."""

import math
import random
from collections import Counter
from dataclasses import dataclass
from statistics import NormalDist
from typing import TypeAlias

from adapter.testing.scenario.faults import STATUS_FAULTS, WIRE_FAULTS, WireFault
from adapter.testing.scenario.http_errors import ErrorAnswer, status_fault, unknown_model
from adapter.testing.scenario.matching import conditions, fits, misses
from adapter.testing.scenario.mocked_reply import Impossible, completed, model_reply, reply_as_offline, tokens
from adapter.testing.scenario.received_request import Asked
from adapter.testing.scenario.rules import Rule, Scenario, rule_title
from adapter.testing.scenario.scripted_reply import MAX_WAIT_MS, Latency, PreparedReply, RawAnswer
from adapter.tool_calls.reply import ModelReply
from adapter.tool_calls.tools import HANG_UP_NAME

SLOW_MS = 5_000
"""Milliseconds that slow headers or a slow body take unless the scenario says how many."""
SHOWN = 12
"""Tools that a message names, and a hundred more are only counted."""

Answer: TypeAlias = ModelReply | ErrorAnswer | RawAnswer


@dataclass(frozen=True, kw_only=True, slots=True)
class Played:
    """What to answer to the request with this number, counted from 1, after `delay` seconds.

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
            case ErrorAnswer():
                return str(self.answer.status)
            case RawAnswer():
                return "raw"
            case _:
                return self.broken or "reply"


class Player:
    """Plays a scenario, request by request. Remembers only how often each rule has answered."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self._answered: Counter[int] = Counter()
        self._asked = 0

    def play(self, asked: Asked) -> Played:
        """The answer to a request, the next one of the rule that fits."""
        self._asked += 1
        number, models = self._asked, self.scenario.models
        if models is not None and asked.model not in models:
            return Played(number=number, answer=unknown_model(asked.model))
        for position, rule in enumerate(self.scenario.rules):
            if not self._used_up(position, rule) and fits(rule.match, asked):
                return self._answer(position, rule, asked)
        if self.scenario.unmatched == "offline":
            reply = completed(reply_as_offline(asked), asked, number)
            return Played(number=number, answer=reply, delay=_drawn(self.scenario.latency, number))
        return Played(number=number, answer=_unexpected(self._unmatched(asked)), expected=False)

    def _answer(self, position: int, rule: Rule, asked: Asked) -> Played:
        prepared = rule.reply[min(self._answered[position], len(rule.reply) - 1)]
        self._answered[position] += 1
        title = rule_title(position, rule.name)
        try:
            answer = _answer_of(prepared, asked, self._asked)
        except Impossible as problem:
            return Played(number=self._asked, rule=title, answer=_unexpected(f"{title}: {problem}"), expected=False)
        broken = prepared.fault if prepared.fault in WIRE_FAULTS else None
        slow = (SLOW_MS if prepared.slow_ms is None else prepared.slow_ms) / 1_000
        return Played(
            number=self._asked,
            rule=title,
            answer=answer,
            broken=broken,
            delay=self._delay(prepared) + (slow if broken == "slow-headers" else 0.0),
            drip=slow if broken == "slow-drip" else 0.0,
        )

    def _delay(self, prepared: PreparedReply) -> float:
        if prepared.delay_ms is not None:
            return prepared.delay_ms / 1_000
        return _drawn(prepared.latency or self.scenario.latency, self._asked)

    def _used_up(self, position: int, rule: Rule) -> bool:
        return rule.once and self._answered[position] >= len(rule.reply)

    def _unmatched(self, asked: Asked) -> str:
        near: list[tuple[int, int, str]] = []
        for position, rule in enumerate(self.scenario.rules):
            missed = misses(rule.match, asked)
            met = conditions(rule.match) - len(missed)
            why = "its replies are used up" if not missed else "; ".join(f"{k} {v}" for k, v in missed.items())
            if met or len(missed) == 1:
                near.append((len(missed), position, f"{rule_title(position, rule.name)}: {why}"))
        close = " | ".join(text for _, _, text in sorted(near)[:3]) or "none"
        return f"no rule fits this request: {_described(asked)}. Close: {close}"


def _answer_of(prepared: PreparedReply, asked: Asked, number: int) -> Answer:
    if prepared.raw is not None:
        return prepared.raw
    if prepared.fault not in STATUS_FAULTS:
        return model_reply(prepared, asked, number)
    return status_fault(
        prepared.fault,
        api=asked.api,
        model=asked.model,
        tokens=tokens(asked.characters),
        retry_after=prepared.retry_after,
    )


def _described(asked: Asked) -> str:
    """A request in the words of a scenario's `match`."""
    names = [*asked.offered.keys, *sorted(asked.offered.names & {HANG_UP_NAME})]
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return (
        f'model "{asked.model}", turn {asked.turn}, last words "{asked.last_said}",'
        f" system {asked.system_identity or 'none'}, offered: {', '.join(names[:SHOWN]) or 'none'}{more}"
    )


def _drawn(latency: Latency | None, number: int) -> float:
    """Seconds: the same for the same seed and number, on every machine and Python."""
    if latency is None:
        return 0.0
    # `random.random` is the one generator that Python promises not to change
    drawn = random.Random(f"{latency.seed}:{number}").random()  # noqa: S311 - spreads delays, keeps no secret
    spread = NormalDist(0.0, 1.0).inv_cdf(min(max(drawn, 1e-9), 1 - 1e-9)) * latency.sigma
    return min(latency.median_ms * math.exp(spread), MAX_WAIT_MS) / 1_000


def _unexpected(message: str) -> ErrorAnswer:
    return ErrorAnswer(status=400, message=message, code="no_rule_fits")
