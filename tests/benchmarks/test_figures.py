"""Figures of rounds, their ratios, and the goals that they are held to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.suite.figures import Figure, figures, paired, ratios
from benchmarks.suite.goals import GOALS, Goal, by_name

COSTS = st.floats(1e-4, 1e6)


def test_a_ratio_is_taken_within_a_round_and_not_of_the_medians() -> None:
    (ours, _) = figures("ms CPU", {"ours": [1.0, 10.0, 3.0], "theirs": [2.0, 10.0, 12.0]}, {"ours": "theirs"})
    assert ours.ratios == (0.5, 1.0, 0.25)
    assert ours.ratio == 0.5
    assert ours.median == 3.0


@given(st.lists(st.tuples(COSTS, COSTS), min_size=1, max_size=9))
def test_the_median_of_ratios_always_lies_within_their_spread(rounds: list[tuple[float, float]]) -> None:
    these, those = zip(*rounds, strict=True)
    found = ratios(these, those)
    figure = Figure(name="ours", unit="ms", values=these, against="theirs", ratios=found)
    assert figure.ratio is not None
    assert min(found) <= figure.ratio <= max(found)


def test_rounds_that_one_of_two_has_not_had_are_no_ratio() -> None:
    with pytest.raises(ValueError, match="argument 2"):
        ratios([1.0, 2.0], [1.0])


@pytest.mark.parametrize(
    "wrong", [{"values": ()}, {"values": (1.0,), "against": "x"}, {"values": (1.0,), "ratios": (1.0,)}]
)
def test_a_figure_without_values_or_with_half_a_ratio_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="ours"):
        Figure(**{"name": "ours", "unit": "ms", **wrong})  # type: ignore[arg-type]  # the wrong ones


def test_one_thing_is_compared_with_a_second() -> None:
    measured = figures("ms", {"ours": [1.0, 2.0], "one": [2.0, 2.0], "other": [10.0, 40.0]}, {"ours": "one"})
    against = paired(measured, "ours, against the other", "ours", "other")
    assert (against.against, against.ratios, against.values) == ("other", (0.1, 0.05), (1.0, 2.0))


def figure(value: float, ratio: float | None = None) -> Figure:
    if ratio is None:
        return Figure(name="it", unit="ms", values=(value,))
    return Figure(name="it", unit="ms", values=(value,), against="other", ratios=(ratio,))


@pytest.mark.parametrize(
    ("goal", "measured", "verdict"),
    [
        (Goal(figure="it", bound=0.5), figure(9, 0.5), "held"),
        (Goal(figure="it", bound=0.5), figure(0.1, 0.51), "not held"),
        (Goal(figure="it", bound=5, of="value"), figure(5), "held"),
        (Goal(figure="it", bound=5, of="value"), figure(5.1, 0.1), "not held"),
        (Goal(figure="it", bound=0, of="value"), figure(0), "held"),
        (Goal(figure="it", bound=0.95, of="value", at_least=True), figure(0.94), "not held"),
        (Goal(figure="it", bound=0.95, of="value", at_least=True), figure(0.95), "held"),
        (Goal(figure="another", bound=1), figure(1, 1), "not measured"),
        (Goal(figure="it", bound=1), figure(0.1), "not measured"),
    ],
)
def test_a_goal_is_held_by_the_median_of_what_it_bounds(goal: Goal, measured: Figure, verdict: str) -> None:
    assert goal.verdict(by_name([measured])) == verdict


def test_no_goal_stands_twice() -> None:
    assert len({goal.figure for goal in GOALS}) == len(GOALS)
