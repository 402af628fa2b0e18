"""The budget of a search: turns and money, spent by those who ask and never overdrawn."""

from dataclasses import dataclass

from adapter.evals.prices import ModelPrices
from adapter.evals.results import Row
from adapter.evals.tuning.reflection import Reflected


@dataclass(kw_only=True, slots=True)
class Budget:
    """What may be spent, and what was. `money` is in the currency of the prices; None has no limit.

    Turns count when they are needed, also where a kept reply answers: the same command then does the same again.
    """

    turns: int
    money: float | None = None
    prices: ModelPrices | None = None
    reflection_prices: ModelPrices | None = None
    spent_turns: int = 0
    spent_money: float = 0.0
    reflections: int = 0

    def asked(self, rows: tuple[Row, ...]) -> None:
        """Turns were taken."""
        self.spent_turns += len(rows)
        if self.prices is not None:
            self.spent_money += sum(
                self.prices.of(
                    input_tokens=row.input_tokens, cached_tokens=row.cached_tokens, output_tokens=row.output_tokens
                )
                for row in rows
            )

    def reflected(self, reflection: Reflected) -> None:
        """A text was proposed, or not."""
        self.reflections += reflection.requests
        if self.reflection_prices is not None:
            self.spent_money += self.reflection_prices.of(
                input_tokens=reflection.input_tokens, cached_tokens=0, output_tokens=reflection.output_tokens
            )

    def allows(self, turns: int) -> bool:
        """Whether so many more turns fit, at what a turn has cost so far."""
        if self.spent_turns + turns > self.turns:
            return False
        if self.money is None:
            return True
        each = self.spent_money / self.spent_turns if self.spent_turns else 0.0
        return self.spent_money + turns * each <= self.money
