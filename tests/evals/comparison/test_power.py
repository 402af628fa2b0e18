"""What so many cases can prove."""

import random

import pytest

from adapter.evals.comparison.power import CHANGED, cases_to_prove, provable_gain
from adapter.evals.metrics.statistics import mcnemar


def test_more_cases_prove_smaller_gains_and_a_handful_none() -> None:
    gains = [provable_gain(cases) for cases in (5, 10, 30, 100, 500, 3_000)]
    assert gains[0] is None
    found = [gain for gain in gains if gain is not None]
    assert found == sorted(found, reverse=True)
    assert found[-1] <= 0.02


@pytest.mark.parametrize("cases", [15, 60, 200])
def test_a_gain_that_is_called_provable_is_found_in_four_of_five_draws(cases: int) -> None:
    gain = provable_gain(cases)
    assert gain is not None
    assert cases_to_prove(gain) <= cases < cases_to_prove(gain - 0.01)
    better = (max(CHANGED, gain) + gain) / 2
    worse = better - gain
    chance, found, draws = random.Random(3), 0, 2_000
    for _ in range(draws):
        rolls = [chance.random() for _ in range(cases)]
        won, lost = sum(roll < better for roll in rolls), sum(roll > 1 - worse for roll in rolls)
        found += won > lost and mcnemar(won, lost) < 0.05
    assert found / draws > 0.75
