"""The threshold that labelled cases prove: what is found, and what holds for any scores."""

import math
import random
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapter.evals.calibration.thresholds import ScoredCase, lowest_proven, standings, transfers
from adapter.evals.metrics.statistics import clopper_pearson

GATES = st.one_of(st.floats(-1, 2), st.sampled_from([0.0, 0.05, 0.1, 0.3, 0.35, 0.6, 0.7]), st.just(math.nan))


@st.composite
def cases_of(draw: st.DrawFn) -> list[ScoredCase]:
    """Cases of every kind, many of them alike, so that some are proven."""
    found: list[ScoredCase] = []
    for gate, best, right, wrong in draw(
        st.lists(st.tuples(GATES, st.sampled_from(["cards", None]), st.integers(0, 90), st.integers(0, 3)), max_size=8)
    ):
        found += [ScoredCase(id="", accepted=("loans", "cards"), best=best, gate=gate)] * right
        found += [ScoredCase(id="", accepted=(), best=best, gate=gate)] * wrong
    return found


CASES = cases_of()


def case(gate: float, *, right: bool = True) -> ScoredCase:
    return ScoredCase(id="", accepted=("cards",) if right else (), best="cards", gate=gate)


def test_the_lowest_threshold_that_is_proven_is_taken() -> None:
    cases = [case(0.5)] * 100 + [case(0.31)] * 40 + [case(0.1, right=False)] * 30
    found = lowest_proven(standings(cases), 0.95)
    assert found is not None
    # 0.15 transfers the same cases as 0.30
    assert (found.threshold, found.transferred, found.right) == (0.15, 140, 140)
    assert found.low == clopper_pearson(140, 140).low


def test_seventy_two_right_transfers_prove_95_percent_and_seventy_one_do_not() -> None:
    assert lowest_proven(standings([case(0.4)] * 71), 0.95) is None
    assert lowest_proven(standings([case(0.4)] * 72), 0.95) is not None


def test_a_case_at_the_threshold_is_transferred() -> None:
    assert transfers(case(0.4), 0.4)
    assert [standing.threshold for standing in standings([case(0.1)])] == [0.0, 0.05, 0.1]


def test_any_of_several_accepted_destinations_is_right_and_any_is_wrong_where_no_transfer_is() -> None:
    either = ScoredCase(id="", accepted=("fraud", "cards"), best="cards", gate=1)
    assert either.right
    assert not ScoredCase(id="", accepted=(), best="cards", gate=1).right


def test_nothing_is_transferred_without_a_destination_or_a_number_or_below_zero() -> None:
    nobody = ScoredCase(id="", accepted=("cards",), best=None, gate=1)
    assert not any(transfers(one, -1) for one in (nobody, case(math.nan), case(-0.01), case(math.inf)))
    assert standings([nobody, case(math.nan), case(-0.01), case(math.inf)]) == ()


def test_gates_beyond_all_bounds_take_no_longer() -> None:
    assert len(standings([case(1e300)])) < 2_000


@given(CASES)
def test_the_higher_the_threshold_the_fewer_are_transferred(cases: Sequence[ScoredCase]) -> None:
    found = standings(cases)
    assert [one.threshold for one in found] == sorted({one.threshold for one in found})
    assert [one.transferred for one in found] == sorted((one.transferred for one in found), reverse=True)
    for one in found:
        chosen = [each for each in cases if transfers(each, one.threshold)]
        assert one.transferred == len(chosen)
        assert one.right == sum(each.right for each in chosen)


@given(CASES, st.floats(0.5, 0.99))
def test_what_is_proven_holds_on_its_own_cases_and_no_lower_threshold_is(
    cases: Sequence[ScoredCase], precision: float
) -> None:
    found = standings(cases)
    proven = lowest_proven(found, precision)
    below = [one for one in found if proven is None or one.threshold < proven.threshold]
    assert all(clopper_pearson(one.right, one.transferred).low < precision for one in below)
    if proven is not None:
        assert proven.low >= precision
        assert proven.precision >= precision


@given(CASES, st.randoms(use_true_random=False))
def test_the_order_of_cases_makes_no_difference(cases: list[ScoredCase], chance: random.Random) -> None:
    shuffled = cases[:]
    chance.shuffle(shuffled)
    assert standings(shuffled) == standings(cases)


@given(CASES, st.floats(0.5, 0.9), st.floats(0, 0.09))
def test_a_higher_precision_never_gets_a_lower_threshold(
    cases: Sequence[ScoredCase], precision: float, more: float
) -> None:
    found = standings(cases)
    lower, higher = lowest_proven(found, precision), lowest_proven(found, precision + more)
    if higher is not None:
        assert lower is not None
        assert lower.threshold <= higher.threshold


@given(CASES)
def test_a_wrong_case_more_never_lowers_the_threshold(cases: list[ScoredCase]) -> None:
    before = lowest_proven(standings(cases), 0.9)
    after = lowest_proven(standings([*cases, case(2, right=False)]), 0.9)
    if after is not None:
        assert before is not None
        assert before.threshold <= after.threshold


@pytest.mark.parametrize("cases", [[], [case(0.5, right=False)] * 10])
def test_nothing_is_proven_by_nothing(cases: list[ScoredCase]) -> None:
    assert lowest_proven(standings(cases), 0.5) is None
