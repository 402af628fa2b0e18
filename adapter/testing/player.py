"""The player: what a scenario answers to a request. Knows rules, replies and faults; knows no HTTP."""

from collections import Counter
from dataclasses import dataclass, replace
from typing import TypeAlias

from adapter.models.offline import heard_language, offline_reply
from adapter.routing.conversation import ToolCall
from adapter.routing.reply import ModelReply, Usage
from adapter.routing.tools import HANG_UP_NAME
from adapter.testing.asked import Asked
from adapter.testing.faults import (
    REPLY_FAULTS,
    STATUS_FAULTS,
    WIRE_FAULTS,
    ErrorAnswer,
    ReplyFault,
    WireFault,
    status_fault,
    unknown_model,
)
from adapter.testing.matching import conditions, misses
from adapter.testing.scenario import PreparedReply, Rule, Scenario, rule_title

CHARACTERS_PER_TOKEN = 4
"""OpenAI's rule of thumb for English text; enough for usage figures that are estimates."""

Answer: TypeAlias = ModelReply | ErrorAnswer


@dataclass(frozen=True, kw_only=True, slots=True)
class Played:
    """What to answer to the request with this number, counted from 1, after `delay` seconds.

    `broken` says how the answer breaks on its way. `rule` is the rule that it comes from. `expected` is False for a
    request that the scenario does not allow for; the answer then says so.
    """

    number: int
    answer: Answer
    broken: WireFault | None = None
    rule: str | None = None
    delay: float = 0.0
    expected: bool = True

    @property
    def kind(self) -> str:
        """In a word, for logs: the name of the broken way, the status of an error, or `reply`."""
        return self.broken or (str(self.answer.status) if isinstance(self.answer, ErrorAnswer) else "reply")


class Player:
    """Plays a scenario, request by request. Remembers only how often each rule has answered."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self._answered: Counter[int] = Counter()
        self._asked = 0

    def play(self, asked: Asked) -> Played:
        """The answer to a request, the next one of the rule that fits."""
        self._asked += 1
        models = self.scenario.models
        if models is not None and asked.model not in models:
            return Played(number=self._asked, answer=unknown_model(asked.model))
        for position, rule in enumerate(self.scenario.rules):
            if not self._used_up(position, rule) and not misses(rule.match, asked):
                return self._answer(position, rule, asked)
        if self.scenario.unmatched == "offline":
            return Played(number=self._asked, answer=_completed(_as_offline(asked), asked, self._asked))
        return Played(number=self._asked, answer=_unexpected(self._unmatched(asked)), expected=False)

    def _answer(self, position: int, rule: Rule, asked: Asked) -> Played:
        prepared = rule.reply[min(self._answered[position], len(rule.reply) - 1)]
        self._answered[position] += 1
        title = rule_title(position, rule.name)
        delay = prepared.delay_ms / 1000
        try:
            answer = _answer_of(prepared, asked)
        except _Impossible as problem:
            return Played(number=self._asked, rule=title, answer=_unexpected(f"{title}: {problem}"), expected=False)
        if isinstance(answer, ModelReply):
            answer = _completed(answer, asked, self._asked)
        broken = prepared.fault if prepared.fault in WIRE_FAULTS else None
        return Played(number=self._asked, rule=title, answer=answer, broken=broken, delay=delay)

    def _used_up(self, position: int, rule: Rule) -> bool:
        return rule.once and self._answered[position] >= len(rule.reply)

    def _unmatched(self, asked: Asked) -> str:
        offered = ", ".join([*asked.offered.keys, *sorted(asked.offered.names & {HANG_UP_NAME})]) or "none"
        question = f'model "{asked.model}", turn {asked.turn}, last words "{asked.last_said}", offered: {offered}'
        near: list[tuple[int, int, str]] = []
        for position, rule in enumerate(self.scenario.rules):
            missed = misses(rule.match, asked)
            met = conditions(rule.match) - len(missed)
            why = "its replies are used up" if not missed else "; ".join(f"{k} {v}" for k, v in missed.items())
            if met or len(missed) == 1:
                near.append((len(missed), position, f"{rule_title(position, rule.name)}: {why}"))
        close = " | ".join(text for _, _, text in sorted(near)[:3]) or "none"
        return f"no rule fits this request: {question}. Close: {close}"


class _Impossible(Exception):  # noqa: N818 - says what a reply would need, and is answered, not raised further
    """A reply that cannot be given to this request."""


def _answer_of(prepared: PreparedReply, asked: Asked) -> Answer:
    if prepared.fault is None:
        return _reply(prepared, asked)
    if prepared.fault in STATUS_FAULTS:
        return status_fault(prepared.fault, model=asked.model, retry_after=prepared.retry_after)
    if prepared.fault in REPLY_FAULTS:
        return _faulty_reply(prepared.fault, prepared, asked)
    # a body that breaks must be something first
    return _as_offline(asked) if prepared.say is None else ModelReply(text=prepared.say, finish="stop")


def _reply(prepared: PreparedReply, asked: Asked) -> ModelReply:
    if prepared.offline:
        return _as_offline(asked)
    if prepared.refuse is not None:
        return ModelReply(refusal=prepared.refuse, finish="stop")
    if prepared.name is not None:
        return _calling(
            prepared, ToolCall(name=prepared.name, arguments="{}" if prepared.arguments is None else prepared.arguments)
        )
    if prepared.call is not None:
        call = _call(prepared.call, prepared, asked)
        return _calling(prepared, call if prepared.arguments is None else replace(call, arguments=prepared.arguments))
    return ModelReply(text=prepared.say or "", finish="stop")


def _as_offline(asked: Asked) -> ModelReply:
    return offline_reply(asked.tools, asked.conversation, asked.tool_choice)


def _faulty_reply(fault: ReplyFault, prepared: PreparedReply, asked: Asked) -> ModelReply:
    match fault:
        case "empty-reply":
            return ModelReply(finish="stop")
        case "length":
            return ModelReply(text=prepared.say or "I will connect you with the", finish="length")
        case "content-filter":
            return ModelReply(text=prepared.say or "", finish="content_filter")
        case "unknown-tool":
            return _calling(prepared, ToolCall(name="connect_to_operator", arguments='{"reason":"mocked"}'))
        case "bad-arguments":
            call = _call(_likely_keys(prepared, asked, 1)[0], prepared, asked)
            return _calling(prepared, replace(call, arguments=call.arguments[:-3]))
        case "unknown-key":
            key = _likely_keys(prepared, asked, 1)[0]
            call = _call(key, prepared, asked)
            wrong = (text.replace(key, f"{key}_nowhere") for text in (call.name, call.arguments))
            return _calling(prepared, ToolCall(name=next(wrong), arguments=next(wrong)))
        case "duplicate-call":
            call = _call(_likely_keys(prepared, asked, 1)[0], prepared, asked)
            return _calling(prepared, call, call)
        case "two-calls":
            return _calling(prepared, *(_call(key, prepared, asked) for key in _likely_keys(prepared, asked, 2)))


def _likely_keys(prepared: PreparedReply, asked: Asked, count: int) -> list[str]:
    """The key of the answer, the likeliest for what was said, then the others in order."""
    offered = asked.offered
    likely = [offered.keys[hit.position] for hit in offered.search(asked.last_said)]
    keys = list(dict.fromkeys([*([prepared.call] if prepared.call else []), *likely, *offered.keys]))
    if len(keys) < count:
        raise _Impossible(f"fault {prepared.fault} needs {count} offered destinations, and there are {len(keys)}")
    return keys[:count]


def _call(key: str, prepared: PreparedReply, asked: Asked) -> ToolCall:
    offered = asked.offered
    offer = offered.destinations.get(key)
    if offer is None and not (key == HANG_UP_NAME and offered.hang_up):
        known = ", ".join([*offered.keys, *([HANG_UP_NAME] if offered.hang_up else [])]) or "nothing"
        raise _Impossible(f"it calls {key}, but the request offers {known}")
    language = prepared.language or (heard_language(asked.conversation, offer.languages) if offer else None)
    return offered.call_of(key, reason="mocked", language=language)


def _calling(prepared: PreparedReply, *calls: ToolCall) -> ModelReply:
    return ModelReply(text=prepared.say or "", tool_calls=calls, finish="tool_calls")


def _completed(reply: ModelReply, asked: Asked, number: int) -> ModelReply:
    """The reply with the model's name, an id for each call, and an estimate of its tokens."""
    calls = tuple(replace(call, id=f"call_mock_{number}_{n}") for n, call in enumerate(reply.tool_calls, 1))
    written = len(reply.text) + len(reply.refusal) + sum(len(call.name) + len(call.arguments) for call in calls)
    usage = Usage(input_tokens=_tokens(asked.characters), output_tokens=_tokens(written))
    return replace(reply, tool_calls=calls, model=asked.model, usage=usage)


def _tokens(characters: int) -> int:
    return -(-characters // CHARACTERS_PER_TOKEN)


def _unexpected(message: str) -> ErrorAnswer:
    return ErrorAnswer(status=400, message=message, code="no_rule_fits")
