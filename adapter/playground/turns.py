"""A turn as the page shows it: what was asked and answered, what was decided and why, and what went to the platform."""

import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Final

import pydantic_core

from adapter.calls.commands import Command, Say, TransferCall
from adapter.directory.numbers import ConfiguredNumbers
from adapter.models.explanation import explain
from adapter.models.masking import Mask
from adapter.models.model import Model
from adapter.playground.watched import Exchange
from adapter.telemetry import masked
from adapter.testing.transcript import Decided
from adapter.tool_calls.decision import Decision, to_wire
from adapter.tool_calls.reply import ModelReply
from adapter.tool_calls.told_thoughts import told_thoughts
from adapter.transfers.route import BlockedTransfer

MAX_RAW: Final = 200_000
"""Characters of a reply that are shown as they came."""


@dataclass(frozen=True, kw_only=True)
class TurnFacts:
    """What is known of a turn. `seconds` from the caller's words to the decision; `says` and `wire` are all that the
    platform was told until something else happened."""

    number: int
    said: str
    decided: Decided
    exchanges: Sequence[Exchange]
    commands: Iterable[Command]
    wire: Sequence[Mapping[str, object]]
    seconds: float
    numbers: ConfiguredNumbers
    explanation: tuple[str, ...] = ()
    """Why the model gave no reply, and which setting to change."""


def delivered(late: Decided, decided: Decided) -> Decided | None:
    """A turn that was decided too late for the event before, with the step that delivers it.

    None where what was decided next is something else.
    """
    waits = late.turn is not None and late.step is None
    if not waits or decided.turn is not None or decided.decision != late.decision:
        return None
    return replace(late, step=decided.step)


async def explained(facts: TurnFacts, model: Model) -> TurnFacts:
    """The facts with what is wrong with a model that has failed. Its server may be asked for that, a few seconds."""
    error = None if facts.decided.turn is None else facts.decided.turn.error
    if error is None:
        return facts
    return replace(facts, explanation=await explain(model, error, Mask(facts.numbers)))


def turn_json(facts: TurnFacts) -> dict[str, Any]:
    """The same as the page reads it."""
    decided, turn = facts.decided, facts.decided.turn
    first = None if turn is None else turn.first
    error = None if turn is None else turn.error
    again = None if first is None else first.ask_again
    requests = [exchange.sent for exchange in facts.exchanges]
    decisions = [decision for decision in (first, decided.decision) if decision is not None]
    return {
        "turn": facts.number,
        "said": facts.said,
        "milliseconds": {
            "all": _milliseconds(facts.seconds),
            "model": _milliseconds(sum(exchange.seconds for exchange in facts.exchanges)),
        },
        "tokens": {
            "input": sum(reply.usage.input_tokens for reply in _replies(facts)),
            "output": sum(reply.usage.output_tokens for reply in _replies(facts)),
        },
        "request": pydantic_core.from_json(requests[0]) if requests else None,
        "request_again": pydantic_core.from_json(requests[-1]) if len(requests) > 1 else None,
        "replies": _replies_json(facts.exchanges, decisions),
        "first": None if first is None else to_wire(first),
        "asked_again": None if again is None else facts.numbers.mask(again),
        "decision": None if decided.decision is None else to_wire(decided.decision),
        "leads_to": None if decided.step is None else decided.step.leads_to,
        "guards": [_guard(blocked) for blocked in decided.blocked],
        "says": _said(facts.commands),
        "wire": list(facts.wire),
        "error": None
        if error is None
        else {"code": error.code, "message": masked(str(error)), "explanation": list(facts.explanation)},
    }


def packed(shown: Mapping[str, Any]) -> bytes:
    """A turn as a call keeps it: a request repeats all tools and all that was said."""
    return zlib.compress(pydantic_core.to_json(shown), level=1)


def unpacked(kept: bytes) -> dict[str, Any]:
    """A turn that was kept."""
    shown: dict[str, Any] = pydantic_core.from_json(zlib.decompress(kept))
    return shown


def _replies(facts: TurnFacts) -> list[ModelReply]:
    return [exchange.reply for exchange in facts.exchanges if exchange.reply is not None]


def _replies_json(exchanges: Sequence[Exchange], decisions: Sequence[Decision]) -> list[dict[str, Any]]:
    """The replies in order; of each what was repaired to read it, as far as something was made of it."""
    answered = [exchange for exchange in exchanges if exchange.came is not None]
    # A window that was too small is asked again without a decision, so that decisions belong to the last replies.
    repairs = [list(decision.repairs) for decision in decisions][-len(answered) :] if answered else []
    repairs = [[] for _ in range(len(answered) - len(repairs))] + repairs
    return [
        {
            "raw": (exchange.came or b"").decode("utf-8", "replace")[:MAX_RAW],
            "thoughts": told_thoughts(exchange.came or b""),
            "repairs": repaired,
            "milliseconds": _milliseconds(exchange.seconds),
        }
        for exchange, repaired in zip(answered, repairs, strict=True)
    ]


def _guard(blocked: BlockedTransfer) -> dict[str, Any]:
    fields = asdict(blocked)
    return {"destination": blocked.destination, "reason": fields["obstacle"], "instead": blocked.instead}


def _said(commands: Iterable[Command]) -> list[dict[str, str]]:
    said = (
        command if isinstance(command, Say) else command.announcement if isinstance(command, TransferCall) else None
        for command in commands
    )
    return [{"language": one.language, "text": one.text} for one in said if one is not None and one.text]


def _milliseconds(seconds: float) -> float:
    return round(seconds * 1000, 1)
