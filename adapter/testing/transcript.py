"""The transcript of a played call: what was said, decided and done, line by line, for people who read a failed test."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from adapter.calls.simulator import Due, Effect
from adapter.calls.steps import Step
from adapter.calls.turn import Turn
from adapter.testing.exchange import Exchange, reply_line
from adapter.tool_calls.decision import Decision, Transfer
from adapter.transfers.route import BlockedTransfer

Who: TypeAlias = Literal["caller", "model", "decision", "assistant", "action", "platform"]


@dataclass(frozen=True, slots=True)
class Line:
    """Who did what."""

    who: Who
    what: str


class Transcript:
    """Lines in the order in which things happened."""

    def __init__(self) -> None:
        self.lines: list[Line] = []

    def event(self, due: Due) -> None:
        """What happens to the assistant next. A sentence that ends is not told: the next line shows that it has."""
        if due.note is not None:
            self._add(*due.note)

    def decided(self, decided: "Decided") -> None:
        """What the model answered, if it was asked, what was decided, and what became of it."""
        for reply in decided.turn.replies if decided.turn is not None else ():
            self._add("model", reply_line(reply))
        if decided.decision is not None:
            self._add("decision", decided.line)
        for blocked in decided.blocked:
            self._add("decision", str(blocked))

    def effect(self, effect: Effect, keys: tuple[str, ...]) -> None:
        """What an answer has brought about. `keys` are the destinations that a transfer's number belongs to."""
        sent = effect.transfer
        if effect.said is not None:
            self._add("assistant", effect.said)
        elif sent is not None:
            to = f"{' or '.join(keys)}, " if keys else ""
            rings = f", rings {sent.ring_seconds:g} s" if sent.ring_seconds is not None else ""
            identity = f"{sent.caller_id_name} {sent.caller_id_number}".strip()
            shown = f", shown as {identity}" if identity else ""
            self._add("action", f"transfer to {to}{sent.number}{shown}{rings}")
        else:
            self._add("action", effect.other)

    def __str__(self) -> str:
        return "\n".join(f"  {line.who:<11}{line.what}" for line in self.lines) or "  (nothing has happened yet)"

    def _add(self, who: Who, what: str) -> None:
        self.lines.append(Line(who, what))


@dataclass(frozen=True, kw_only=True, slots=True)
class Decided:
    """A decision that was seen: by a turn of the model, with the step that was saved for it, or by a step alone.

    `exchange` is the last one with the model, also where nothing has come of it yet.
    """

    turn: Turn | None = None
    step: Step | None = None
    exchange: Exchange | None = None

    @property
    def decision(self) -> Decision | None:
        """What was decided; None where a transfer was blocked after its decision had been told."""
        if self.turn is not None:
            return self.turn.decision
        return None if self.step is None else self.step.decision

    @property
    def blocked(self) -> tuple[BlockedTransfer, ...]:
        """The transfers that were not made as they were meant."""
        rejected = () if self.turn is None else self.turn.rejected
        return (*rejected, *(() if self.step is None else self.step.blocked))

    @property
    def line(self) -> str:
        """The decision with its reason, and what it is instead of, where the model was asked again."""
        named = _named(self.decision) if self.decision is not None else "nothing"
        if self.turn is None:
            return named
        first, error = self.turn.first, self.turn.error
        again = f", asked again after {_named(first)}" if first is not None else ""
        failed = f", and then {error.code}" if error is not None and error.code != self.turn.decision.reason else ""
        return named + again + failed


def _named(decision: Decision) -> str:
    destination = f" → {decision.destination}" if isinstance(decision, Transfer) else ""
    return f"{decision.kind}{destination} ({decision.reason})"
