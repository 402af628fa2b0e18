"""How many more cases it takes: by hand, and by drawing so many."""

import random

import pytest

from adapter.evals.calibration.needs import cases_needed_for, fewest_transfers
from adapter.evals.calibration.thresholds import Standing
from adapter.evals.metrics.statistics import clopper_pearson


def standing(transferred: int, right: int, threshold: float = 0.4) -> Standing:
    low, high = clopper_pearson(right, transferred)
    return Standing(threshold=threshold, transferred=transferred, right=right, low=low, high=high)


@pytest.mark.parametrize(("precision", "transfers"), [(0.95, 72), (0.9, 36), (0.99, 368)])
def test_the_fewest_transfers_that_prove_a_precision_are_those_that_are_all_right(
    precision: float, transfers: int
) -> None:
    assert fewest_transfers(precision) == transfers
    assert clopper_pearson(transfers, transfers).low >= precision
    assert clopper_pearson(transfers - 1, transfers - 1).low < precision


def test_so_many_cases_prove_it_in_80_percent_of_samples() -> None:
    needed = cases_needed_for([standing(100, 98)], 0.95, 400)
    assert needed is not None
    transfers, true, chance = needed // 4, 98.5 / 101, random.Random(7)
    proven = sum(
        clopper_pearson(sum(chance.random() < true for _ in range(transfers)), transfers).low >= 0.95
        for _ in range(1_000)
    )
    assert 760 <= proven <= 880


def test_no_number_of_cases_proves_what_is_not_so() -> None:
    assert cases_needed_for([standing(200, 180), standing(100, 95)], 0.95, 400) is None
    assert cases_needed_for([], 0.95, 400) is None


def test_a_handful_of_right_transfers_is_no_hope_by_itself() -> None:
    assert cases_needed_for([standing(5, 5)], 0.95, 400) is None


def test_it_takes_more_cases_than_there_are() -> None:
    # lucky enough for the estimate, and just not for the proof
    needed = cases_needed_for([standing(71, 71)], 0.95, 71)
    assert needed is not None
    assert needed > 71


def test_the_threshold_that_takes_the_fewest_is_what_counts() -> None:
    both = cases_needed_for([standing(300, 288), standing(80, 80, 0.6)], 0.95, 900)
    assert both == min(
        cases_needed_for([standing(300, 288)], 0.95, 900) or 10**9,
        cases_needed_for([standing(80, 80, 0.6)], 0.95, 900) or 10**9,
    )
