"""Plots stay within their fields, whatever they are given."""

from hypothesis import given
from hypothesis import strategies as st

from adapter.evals.report.plots import Scale, line, steps


@given(st.lists(st.floats(0, 1e6)))
def test_steps_stay_in_the_field_and_never_fall(values: list[float]) -> None:
    points = [tuple(map(float, point.split(","))) for point in steps(values).split()]
    assert all(0 <= x <= 100 and 0 <= y <= 100 for x, y in points)
    assert points == sorted(points, key=lambda point: (point[0], -point[1]))
    assert points[-1][1] == (0 if values else 100)


@given(st.lists(st.floats(0, 1), min_size=1))
def test_a_line_spans_the_field(values: list[float]) -> None:
    points = line(values).split()
    assert points[0].startswith("0.00,")
    assert points[-1].startswith("100.00,")


@given(st.floats(-2, 2), st.floats(-1, 0), st.floats(0.1, 1))
def test_a_scale_keeps_to_its_ends(value: float, low: float, high: float) -> None:
    assert 0 <= Scale(low=low, high=high).at(value) <= 100
