"""Statistics against scipy, at the edges, and in what holds for any counts."""

import functools
import itertools
import math
import random
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import optimize, stats

from adapter.evals.metrics.statistics import (
    Interval,
    at_least,
    cases_needed,
    clopper_pearson,
    clustered_bootstrap,
    effective_pairs,
    holm,
    mcnemar,
    paired_difference,
    signed_test,
    surely_at_least,
    wilson,
)

COUNTS = st.integers(0, 400)


@st.composite
def tables(draw: st.DrawFn) -> tuple[int, int, int]:
    """Better, worse and all pairs."""
    total = draw(st.integers(1, 2_000))
    better = draw(st.integers(0, total))
    return better, draw(st.integers(0, total - better)), total


@pytest.mark.parametrize(
    ("right", "total"), [(0, 1), (1, 1), (0, 50), (50, 50), (1, 3), (25, 50), (499, 500), (10**9 - 1, 10**9)]
)
def test_wilson_is_the_score_interval_of_scipy(right: int, total: int) -> None:
    theirs = stats.binomtest(right, total).proportion_ci(0.95, method="wilson")
    assert wilson(right, total) == pytest.approx((theirs.low, theirs.high), abs=1e-12)


@pytest.mark.parametrize(
    ("right", "total"), [(0, 1), (1, 1), (0, 50), (50, 50), (72, 72), (1, 3), (25, 50), (499, 500), (19_990, 20_000)]
)
def test_the_exact_interval_is_that_of_scipy(right: int, total: int) -> None:
    theirs = stats.binomtest(right, total).proportion_ci(0.95, method="exact")
    assert clopper_pearson(right, total) == pytest.approx((theirs.low, theirs.high), abs=1e-9)


@given(st.integers(1, 2_000).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total))))
def test_a_rate_lies_in_its_exact_interval_which_mirrors_and_grows_with_the_count(counts: tuple[int, int]) -> None:
    right, total = counts
    low, high = clopper_pearson(right, total)
    assert 0 <= low <= right / total <= high <= 1
    mirrored = clopper_pearson(total - right, total)
    assert (1 - mirrored.high, 1 - mirrored.low) == pytest.approx((low, high), abs=1e-12)
    if right < total:
        assert clopper_pearson(right + 1, total).low > low


@pytest.mark.parametrize("rate", [0.5, 0.9, 0.95])
def test_a_rate_is_sure_just_where_the_exact_interval_begins_at_it_or_above(rate: float) -> None:
    for total in (1, 36, 72, 130):
        for right in range(total + 1):
            assert surely_at_least(rate, right, total) == (clopper_pearson(right, total).low >= rate)


@given(st.integers(0, 60), st.integers(0, 50), st.floats(0, 1))
def test_a_binomial_tail_is_that_of_scipy(least: int, total: int, chance: float) -> None:
    theirs = float(stats.binom.sf(least - 1, total, chance))
    assert at_least(least, total, chance) == pytest.approx(theirs, rel=1e-9, abs=1e-12)


def test_nothing_counted_may_be_anything() -> None:
    assert wilson(0, 0) == Interval(0.0, 1.0)
    assert clopper_pearson(0, 0) == Interval(0.0, 1.0)
    assert paired_difference(0, 0, 0) == Interval(-1.0, 1.0)


@given(st.integers(1, 10**6).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total))))
def test_a_rate_lies_in_its_interval_which_mirrors(counts: tuple[int, int]) -> None:
    right, total = counts
    low, high = wilson(right, total)
    assert 0 <= low <= right / total <= high <= 1
    mirrored = wilson(total - right, total)
    assert (1 - mirrored.high, 1 - mirrored.low) == pytest.approx((low, high), abs=1e-12)
    if right < total:
        assert wilson(right + 1, total).low > low


@pytest.mark.parametrize(("right", "total"), [(1, 0), (-1, 5), (6, 5)])
def test_counts_that_cannot_be_are_refused(right: int, total: int) -> None:
    with pytest.raises(ValueError, match="out of"):
        clopper_pearson(right, total)
    with pytest.raises(ValueError, match=f"{right} out of {total}"):
        wilson(right, total)


@pytest.mark.parametrize(
    ("better", "worse"),
    [(0, 0), (1, 0), (0, 1), (5, 0), (6, 0), (22, 18), (10, 10), (3, 19), (0, 900), (520, 430), (5_000, 5_300)],
)
def test_mcnemar_is_the_binomial_test_of_scipy(better: int, worse: int) -> None:
    theirs = stats.binomtest(better, better + worse, 0.5).pvalue if better + worse else 1.0
    assert mcnemar(better, worse) == pytest.approx(theirs, rel=1e-9)


def test_mcnemar_holds_for_a_million_changed_cases() -> None:
    theirs = stats.binomtest(500_000, 1_003_000, 0.5).pvalue
    assert mcnemar(500_000, 503_000) == pytest.approx(theirs, rel=1e-6)
    assert mcnemar(10**6, 0) == 0.0


@given(COUNTS, COUNTS)
def test_mcnemar_is_the_same_both_ways_and_falls_as_the_split_grows_uneven(better: int, worse: int) -> None:
    p = mcnemar(better, worse)
    assert 0 < p <= 1
    assert p == mcnemar(worse, better)
    if better > worse > 0:
        assert mcnemar(better + 1, worse - 1) < p or p == 1.0


def test_negative_counts_are_refused() -> None:
    with pytest.raises(ValueError, match="-1 better"):
        mcnemar(-1, 2)
    with pytest.raises(ValueError, match="6 worse of 10"):
        paired_difference(5, 6, 10)


@given(COUNTS, COUNTS, st.integers(1, 5))
def test_the_signed_test_of_equal_steps_is_mcnemar(better: int, worse: int, step: int) -> None:
    assert signed_test([step] * better + [0] * 3 + [-step] * worse) == mcnemar(better, worse)


@given(st.lists(st.integers(-4, 4), max_size=9))
def test_the_signed_test_counts_every_pattern_of_signs(differences: list[int]) -> None:
    patterns = list(itertools.product((-1, 1), repeat=len(differences)))
    sums = [sum(sign * size for sign, size in zip(signs, differences, strict=True)) for signs in patterns]
    expected = sum(abs(total) >= abs(sum(differences)) for total in sums) / len(sums)
    assert signed_test(differences) == pytest.approx(expected, abs=1e-12)


def test_the_signed_test_is_the_permutation_test_of_scipy() -> None:
    differences = [1, 2, -1, 3, 2, 0, 3, -2, 1, 1, 2, -3]
    theirs = stats.permutation_test((differences,), sum, permutation_type="samples", n_resamples=10**6)
    assert signed_test(differences) == pytest.approx(theirs.pvalue)


@given(tables())
def test_a_difference_lies_in_its_interval_which_mirrors(table: tuple[int, int, int]) -> None:
    better, worse, total = table
    low, high = paired_difference(better, worse, total)
    assert -1 <= low <= (better - worse) / total <= high <= 1
    assert paired_difference(worse, better, total) == pytest.approx((-high, -low), abs=1e-9)
    if better + worse < total:
        assert paired_difference(better + 1, worse, total).low > low
        assert paired_difference(better, worse + 1, total).low < low


@given(tables())
def test_the_interval_leaves_out_zero_just_where_the_plain_mcnemar_statistic_is_significant(
    table: tuple[int, int, int],
) -> None:
    better, worse, total = table
    if better == worse:
        return
    statistic = abs(better - worse) / math.sqrt(better + worse)
    low, high = paired_difference(better, worse, total)
    assert (low > 0 or high < 0) == (statistic > stats.norm.isf(0.025))


def test_without_a_changed_case_the_interval_is_the_known_one() -> None:
    square = stats.norm.isf(0.025) ** 2
    low, high = paired_difference(0, 0, 200)
    assert (low, high) == pytest.approx((-square / (200 + square), square / (200 + square)), abs=1e-9)
    # So it takes 189 cases without any change to be sure of at most 2 points.
    assert paired_difference(0, 0, 188).low < -0.02 < paired_difference(0, 0, 189).low


def test_every_case_better_and_a_single_case_are_no_problem() -> None:
    assert paired_difference(40, 0, 40).high == 1.0
    assert paired_difference(40, 0, 40).low > 0.8
    assert paired_difference(1, 0, 1) == pytest.approx((-0.587, 1), abs=0.001)


def test_the_interval_is_the_one_published_for_a_known_table() -> None:
    """Children's airways before and after a transplantation, as computed by Fagerland, Lydersen and Laake 2014."""
    assert paired_difference(1, 7, 21) == pytest.approx((-0.517, -0.026), abs=0.0005)


@pytest.mark.parametrize(
    ("better", "worse", "total"), [(1, 7, 21), (22, 18, 200), (0, 4, 50), (9, 0, 30), (60, 90, 500)]
)
def test_at_both_ends_the_score_is_the_normal_quantile(better: int, worse: int, total: int) -> None:
    """With the rates most likely under the end as true difference, found by scipy instead of in closed form."""
    for end, sign in zip(paired_difference(better, worse, total), (1, -1), strict=True):

        def unlikely(lost: float, end: float = end) -> float:
            """Minus the logarithm of the likelihood, with `lost` the rate of pairs that get worse."""
            same = total - better - worse
            rates = ((better, lost + end), (worse, lost), (same, 1 - 2 * lost - end))
            return -sum(count * math.log(max(rate, 1e-300)) for count, rate in rates if count)

        found = optimize.minimize_scalar(
            unlikely, bounds=(max(0.0, -end), (1 - end) / 2), method="bounded", options={"xatol": 1e-12}
        )
        spread = math.sqrt(total * (2 * found.x + end - end * end))
        assert (better - worse - total * end) / spread == pytest.approx(sign * stats.norm.isf(0.025), rel=1e-3)


SETTINGS = [
    (total, discordance, difference)
    for total in (30, 100, 200)
    for discordance in (0.01, 0.03, 0.06, 0.145, 0.3)
    for difference in (-0.02, 0.0, 0.02, 0.05, 0.1)
    if abs(difference) <= discordance
]


def test_the_interval_holds_in_95_percent_also_with_few_changed_cases() -> None:
    covered = {each: coverage("tango", *each) for each in SETTINGS}
    both = [interval for interval, _ in covered.values()]
    assert min(both) > 0.93
    assert sum(both) / len(both) > 0.95


def test_a_router_2_points_worse_passes_for_no_worse_in_one_of_forty_at_most() -> None:
    worse = [each for each in SETTINGS if each[2] == -0.02]
    assert min(coverage("tango", *each)[1] for each in worse) > 0.974
    # The interval of plus and minus two standard errors would let it pass in up to 40 %.
    assert min(coverage("wald", *each)[1] for each in worse) < 0.61


@functools.cache
def coverage(method: str, total: int, discordance: float, difference: float) -> tuple[float, float]:
    """How often the interval, and its lower end alone, hold: exact, over all tables that can come."""
    within = above = 0.0
    for better, worse, chance in _tables(total, discordance, difference):
        low, high = _interval(method, better, worse, total)
        within += chance * (low <= difference <= high)
        above += chance * (low <= difference)
    return within, above


def _tables(total: int, discordance: float, difference: float) -> Iterator[tuple[int, int, float]]:
    changed = stats.binom.pmf(range(total + 1), total, discordance)
    for count in (count for count in range(total + 1) if changed[count] > 1e-6):
        ways = stats.binom.pmf(range(count + 1), count, (1 + difference / discordance) / 2)
        yield from ((better, count - better, changed[count] * ways[better]) for better in range(count + 1))


@functools.cache
def _interval(method: str, better: int, worse: int, total: int) -> tuple[float, float]:
    if method == "tango":
        return paired_difference(better, worse, total)
    seen = (better - worse) / total
    reach = stats.norm.isf(0.025) * math.sqrt(((better + worse) / total - seen**2) / total)
    return seen - reach, seen + reach


@pytest.mark.parametrize(("points", "low", "high"), [(5, 480, 520), (3, 1300, 1340), (2, 2900, 2960)])
def test_so_many_cases_find_the_difference_in_80_percent(points: int, low: int, high: int) -> None:
    needed = cases_needed(0.145, points / 100)
    assert low <= needed <= high
    assert 0.80 <= power(needed, 0.145, points / 100) < 0.82


def power(total: int, discordance: float, difference: float) -> float:
    """How often the exact test finds the difference: exact, over all tables."""
    return sum(
        chance
        for better, worse, chance in _tables(total, discordance, difference)
        if better > worse and mcnemar(better, worse) < 0.05
    )


@pytest.mark.parametrize(("difference", "margin"), [(0.0, 0.06), (0.02, 0.04), (-0.02, 0.08)])
def test_so_many_cases_rule_out_the_margin_in_80_percent(difference: float, margin: float) -> None:
    needed = cases_needed(0.145, difference, margin=margin)
    passed = sum(
        chance
        for better, worse, chance in _tables(needed, 0.145, difference)
        if paired_difference(better, worse, needed).low > -margin
    )
    assert 0.78 < passed < 0.83


@given(st.floats(0.01, 1), st.floats(0.001, 1))
def test_a_smaller_difference_takes_more_cases(discordance: float, share: float) -> None:
    difference = discordance * share
    assert cases_needed(discordance, difference / 2) > cases_needed(discordance, difference) >= 1
    assert cases_needed(discordance, difference) == cases_needed(discordance, -difference)
    assert cases_needed(discordance, 0.0, margin=0.02) >= cases_needed(discordance, difference, margin=0.02)


@pytest.mark.parametrize(
    ("discordance", "difference", "margin"), [(0.1, 0, None), (0, 0, 0.02), (0.1, -0.02, 0.02), (0.1, 0.2, None)]
)
def test_what_no_number_of_cases_finds_is_refused(discordance: float, difference: float, margin: float | None) -> None:
    with pytest.raises(ValueError, match="difference"):
        cases_needed(discordance, difference, margin=margin)


def test_holm_raises_p_values_as_worked_by_hand() -> None:
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx((0.03, 0.06, 0.06, 0.02))
    assert holm([]) == ()
    assert holm([0.9, 0.8]) == (1.0, 1.0)


def test_one_repeat_leaves_pairs_as_they_are() -> None:
    assert effective_pairs([(1, 0, 1)] * 3 + [(0, 1, 1)] + [(0, 0, 1)] * 6) == (3.0, 1.0, 10.0)
    assert effective_pairs([]) == (0.0, 0.0, 0.0)


def test_repeats_that_agree_count_as_one_and_repeats_that_do_not_as_more() -> None:
    alike = effective_pairs([(4, 0, 4)] * 5 + [(0, 4, 4)] * 5 + [(0, 0, 4)] * 40)
    assert alike == pytest.approx((5, 5, 50))
    mixed = effective_pairs([(1, 1, 4)] * 30 + [(0, 0, 4)] * 20)
    assert mixed[2] == 200
    between = effective_pairs([(3, 0, 4), (0, 3, 4)] * 10 + [(0, 0, 4)] * 30)
    assert 50 < between[2] < 100
    # No change at all is no proof that repeats are independent.
    assert effective_pairs([(0, 0, 4)] * 50) == (0.0, 0.0, 50.0)


@pytest.mark.parametrize("agreement", [0.0, 0.5, 0.95])
def test_the_interval_with_repeats_holds_in_95_percent(agreement: float) -> None:
    """Cases of which a share always answers alike; the others are tossed anew at every repeat. No true difference."""
    chance = random.Random(f"repeats {agreement}")
    draws, held = 400, 0
    for _ in range(draws):
        pairs = []
        for _ in range(80):
            changes = [chance.choice((1, -1)) if chance.random() < 0.15 else 0 for _ in range(4)]
            if chance.random() < agreement:
                changes = [changes[0]] * 4
            pairs.append((changes.count(1), changes.count(-1), 4))
        low, high = paired_difference(*effective_pairs(pairs))
        held += low <= 0 <= high
    assert held / draws > 0.925


def test_the_bootstrap_of_single_values_is_close_to_wilson_and_to_scipy() -> None:
    values = [True] * 140 + [False] * 60
    found = clustered_bootstrap([[value] for value in values], seed=1)
    assert found == pytest.approx(wilson(140, 200), abs=0.015)
    theirs = stats.bootstrap((values,), lambda sample: sum(sample) / len(sample), vectorized=False, n_resamples=2_000,
                             method="percentile", rng=1).confidence_interval  # fmt: skip
    assert found == pytest.approx((theirs.low, theirs.high), abs=0.015)


def test_the_bootstrap_is_wider_where_values_of_a_group_are_alike() -> None:
    groups = [[float(number % 3 > 0)] * 5 for number in range(60)]
    together = clustered_bootstrap(groups, seed=7)
    apart = clustered_bootstrap([[value] for group in groups for value in group], seed=7)
    assert together.high - together.low > 1.8 * (apart.high - apart.low)


def test_the_bootstrap_repeats_itself_by_its_seed_and_knows_its_edges() -> None:
    groups = [[0.0, 1.0], [1.0], [], [0.5, 0.5, 1.0]]
    assert clustered_bootstrap(groups, seed=3) == clustered_bootstrap(groups, seed=3)
    assert clustered_bootstrap([], seed=3) == Interval(0.0, 1.0)
    assert clustered_bootstrap([[1.0]], seed=3, draws=1) == Interval(1.0, 1.0)
    with pytest.raises(ValueError, match="0 draws"):
        clustered_bootstrap(groups, seed=3, draws=0)
