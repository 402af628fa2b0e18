"""What must hold for every call, by what its platform has read and nothing else."""

from collections import Counter
from collections.abc import Sequence
from typing import Any


class RuleBrokenError(AssertionError):
    """Something that must never happen."""


class Rules:
    """Keeps the books of one call. `numbers` are those of the directory."""

    def __init__(self, call: str, numbers: frozenset[str], counts: Counter[str]) -> None:
        self.call = call
        self.counts = counts
        self.history: list[str] = []
        self._numbers = numbers
        self._announced = False
        self._out = False
        """The call is with somebody whom it was transferred to."""
        self._number = ""
        """Whom it was transferred to last."""
        self.waiting = False
        """The caller waits for something to hear."""

    def told(self, what: str) -> None:
        """An event was sent; `words` make the caller wait."""
        self.history.append(what)

    def spoke(self) -> None:
        """The caller said something: what was announced before may not hold any more."""
        self.waiting = True

    def returned(self) -> None:
        """The call is back from a transfer, or that transfer did not happen."""
        self._out = False
        self.waiting = True

    def read(self, actions: Sequence[dict[str, Any]], *, repeated: bool, store_has_hung: bool) -> None:
        """An answer was read. `repeated`: its event was sent more than once.

        While the store is down a transfer is sent once by each process, not once by all.
        """
        for action in actions:
            self.history.append(f"  <- {action['type']} {action.get('text') or action.get('target_phone_number', '')}")
            match action["type"]:
                case "speak":
                    self.waiting = False
                    self._announced = True
                case "transfer":
                    number = action["target_phone_number"]
                    by_another = store_has_hung and number == self._number
                    self._transfer(number, again=repeated or by_another)
                case "hangup":
                    self.waiting = False

    def silent(self) -> None:
        """The caller waits, and nothing more will come."""
        self.broken("a caller is left in silence")

    def broken(self, rule: str) -> None:
        """Raises `RuleBrokenError` with all that happened."""
        raise RuleBrokenError("\n".join((f"call {self.call}: {rule}", *self.history)))

    def _transfer(self, number: str, *, again: bool) -> None:
        """`again`: it may be the one that was given before."""
        self.waiting = False
        if number not in self._numbers:
            self.broken(f"{number} is not in the directory")
        if not self._announced:
            self.broken("a transfer that was not announced")
        if self._out and not again:
            self.broken("a second transfer while the first is on")
        self.counts["transfers given again" if self._out else "transfers"] += 1
        self._out, self._number = True, number
