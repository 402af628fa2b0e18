"""The budget of a search: turns and money, spent by those who ask and never overdrawn."""

from dataclasses import dataclass

from adapter.evals.metrics.prices import ModelPrices
from adapter.evals.rows import Row
from adapter.evals.tuning.reflection import Reflected


@dataclass(kw_only=True, slots=True)
class Budget:
    """The limits of a search, and what it has used of them. `money` is in the currency of the prices; None is no limit.

    A turn counts also if its reply comes from the cache: a search that is started again then ends where it would have
    ended. What another round will cost is an estimate: its turns at the mean of those so far, its text at the dearest
    so far. The limit of money can be exceeded by as much as the round turns out to cost more than that.
    """

    turns: int
    money: float | None = None
    prices: ModelPrices | None = None
    reflection_prices: ModelPrices | None = None
    set_aside: int = 0
    """Turns that the search has to leave over, for the held-out cases."""
    spent_turns: int = 0
    reflections: int = 0
    cost_of_turns: float = 0.0
    cost_of_texts: float = 0.0
    dearest_text: float = 0.0

    @property
    def spent_money(self) -> float:
        """What turns and texts have cost together."""
        return self.cost_of_turns + self.cost_of_texts

    @property
    def cost_of_a_turn(self) -> float:
        """The mean so far, 0 before the first."""
        return self.cost_of_turns / self.spent_turns if self.spent_turns else 0.0

    def asked(self, rows: tuple[Row, ...]) -> None:
        """Turns were taken."""
        self.spent_turns += len(rows)
        if self.prices is not None:
            self.cost_of_turns += sum(
                self.prices.of(
                    input_tokens=row.input_tokens, cached_tokens=row.cached_tokens, output_tokens=row.output_tokens
                )
                for row in rows
            )

    def reflected(self, reflection: Reflected) -> None:
        """A text was proposed, or not."""
        self.reflections += reflection.requests
        if self.reflection_prices is not None:
            cost = self.reflection_prices.of(
                input_tokens=reflection.input_tokens, cached_tokens=0, output_tokens=reflection.output_tokens
            )
            self.cost_of_texts += cost
            self.dearest_text = max(self.dearest_text, cost)

    def allows(self, turns: int) -> bool:
        """Whether so many more turns and a text fit, and what is set aside after them."""
        turns += self.set_aside
        if self.spent_turns + turns > self.turns:
            return False
        if self.money is None:
            return True
        return self.spent_money + turns * self.cost_of_a_turn + self.dearest_text <= self.money
