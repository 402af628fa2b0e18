"""Rates and their intervals."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapter.evals.metrics.rates import FEW, MANY, mean_interval, rate_of
from adapter.evals.metrics.statistics import clustered_bootstrap, wilson


def test_cases_that_are_asked_once_give_the_wilson_interval() -> None:
    rate = rate_of((str(number), number < 9) for number in range(10))
    assert (rate.count, rate.total, rate.value) == (9, 10, 0.9)
    assert (rate.low, rate.high) == wilson(9, 10)


def test_nothing_counted_says_nothing() -> None:
    rate = rate_of([])
    assert (rate.count, rate.total, rate.value, rate.low, rate.high) == (0, 0, None, 0.0, 1.0)


@pytest.mark.parametrize("cases", [10, 100])
@pytest.mark.parametrize("repeats", [2, 20])
def test_repeats_that_always_agree_make_nothing_surer(cases: int, repeats: int) -> None:
    once = rate_of((str(case), True) for case in range(cases))
    often = rate_of((str(case), True) for case in range(cases) for _ in range(repeats))
    assert (often.low, often.high) == (once.low, once.high)


def test_repeats_that_agree_are_no_surer_than_their_cases_by_the_bootstrap_either() -> None:
    cases = 4 * FEW
    once = rate_of((str(case), case % 4 > 0) for case in range(cases))
    often = rate_of((str(case), case % 4 > 0) for case in range(cases) for _ in range(10))
    assert often.value == once.value
    assert often.high - often.low == pytest.approx(once.high - once.low, rel=0.1)


def test_repeats_that_differ_make_a_rate_surer() -> None:
    cases = 4 * FEW
    once = rate_of((str(case), case % 2 > 0) for case in range(cases))
    often = rate_of((str(case), (case + repeat) % 2 > 0) for case in range(cases) for repeat in range(9))
    assert often.high - often.low < (once.high - once.low) / 2


@pytest.mark.parametrize("wrong", [40, 250])
def test_beyond_many_cases_the_interval_is_the_bootstraps_in_a_shorter_way(wrong: int) -> None:
    events = [(str(case), case >= wrong or repeat > 0) for case in range(MANY + 1) for repeat in range(3)]
    rate = rate_of(events)
    groups = [[happened for _, happened in events[place : place + 3]] for place in range(0, len(events), 3)]
    low, high = clustered_bootstrap(groups, seed=1)
    width = high - low
    assert rate.high - rate.low == pytest.approx(width, rel=0.1)
    assert rate.low == pytest.approx(low, abs=width / 8)


def test_the_interval_of_a_mean_is_the_same_on_either_side_of_many_groups() -> None:
    values = [[float(number % 4), float(number % 3)] for number in range(MANY + 1)]
    assert mean_interval(values) == pytest.approx(mean_interval(values[:-1]), abs=0.01)


@given(st.lists(st.tuples(st.sampled_from("abcdefgh"), st.booleans()), min_size=1))
def test_an_interval_always_holds_its_rate(events: list[tuple[str, bool]]) -> None:
    rate = rate_of(events)
    assert rate.value is not None
    assert 0 <= rate.low <= rate.value <= rate.high <= 1
