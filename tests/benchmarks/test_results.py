"""RESULTS.md: what is written is read back, a part measured anew takes the place of the old one."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.parts import PARTS
from benchmarks.suite.comparison import clearly_better, clearly_worse
from benchmarks.suite.figures import Figure
from benchmarks.suite.goals import Goal, by_name
from benchmarks.suite.results import Section, merged, number, read, written

RESULTS = Path(__file__).parents[2] / "benchmarks" / "RESULTS.md"
VALUES = st.lists(st.floats(0, 1e7), min_size=1, max_size=7).map(tuple)
NAMES = st.text("abcdefgh ,:0123456789", min_size=1, max_size=20).map(str.strip).filter(bool)


@st.composite
def measured(draw: st.DrawFn) -> Figure:
    ratios = draw(st.none() | VALUES)
    return Figure(
        name=draw(NAMES),
        unit="ms CPU",
        values=draw(VALUES),
        against="" if ratios is None else draw(NAMES),
        ratios=ratios or (),
    )


SECTIONS = st.lists(
    st.builds(
        Section,
        title=NAMES.filter(lambda title: title != "Goals"),
        says=st.just("What it is."),
        measured=st.just("2026-11-30, 5 rounds."),
        figures=st.lists(measured(), min_size=1, max_size=4).map(tuple),
    ),
    max_size=3,
)


@given(SECTIONS)
def test_what_was_written_and_read_is_written_the_same_again(sections: list[Section]) -> None:
    text = written(sections)
    assert written(read(text)) == text


def test_a_figure_is_read_back_with_its_least_median_and_most() -> None:
    figure = Figure(name="it", unit="ms", values=(3.0, 1.0, 2.0), against="other", ratios=(0.5, 0.25, 0.125))
    (section,) = read(written([Section(title="Part", says="Says.", measured="Today.", figures=(figure,))]))
    (found,) = section.figures
    assert sorted(found.values) == [1.0, 2.0, 3.0]
    assert (found.median, found.ratio, found.against) == (2.0, 0.25, "other")
    assert (section.says, section.measured) == ("Says.", "Today.")


def test_a_goal_stands_beside_its_figure_with_whether_it_is_held() -> None:
    figure = Figure(name="it", unit="ms", values=(3.0,), against="other", ratios=(0.5, 0.4, 0.6))
    section = Section(title="Part", says="Says.", measured="Today.", figures=(figure,))
    goals = [Goal(figure="it", bound=0.45), Goal(figure="that", bound=2, of="value", source="elsewhere")]
    text = written([section], goals)
    assert "| it | ≤ 0.45 × | 0.5 [0.4, 0.6] × | **not held** | issue 17 |" in text
    assert "| that | ≤ 2 |  | not measured | elsewhere |" in text


def test_a_part_measured_anew_takes_the_place_of_the_old_one() -> None:
    old = [Section(title=title, says="", measured="old") for title in ("One", "Two")]
    new = [Section(title=title, says="", measured="new") for title in ("Two", "Zero")]
    found = merged(old, new, ["Zero", "One", "Two"])
    assert [(section.title, section.measured) for section in found] == [("Zero", "new"), ("One", "old"), ("Two", "new")]


@pytest.mark.parametrize(
    ("value", "shown"),
    [(0, "0"), (1234.5, "1,234"), (999.9, "1000"), (12.345, "12.3"), (0.000355, "0.000355"), (3.0, "3")],
)
def test_numbers_have_three_digits_and_no_exponent(value: float, shown: str) -> None:
    assert number(value) == shown


def ratio(*ratios: float, against: str = "other") -> Figure:
    return Figure(name="it", unit="ms", values=(1.0,), against=against, ratios=ratios)


@pytest.mark.parametrize(
    ("now", "before", "worse", "better"),
    [
        (ratio(0.5, 0.6), ratio(0.3, 0.4), True, False),
        (ratio(0.4, 0.6), ratio(0.3, 0.4), False, False),
        (ratio(0.41, 0.42), ratio(0.39, 0.4), False, False),
        (ratio(0.39, 0.4), ratio(0.41, 0.42), False, False),
        (ratio(0.1, 0.2), ratio(0.3, 0.4), False, True),
        (ratio(0.5, 0.6), None, False, False),
        (ratio(0.5, 0.6), ratio(0.3, 0.4, against="another"), False, False),
        (Figure(name="it", unit="ms", values=(9.0,)), Figure(name="it", unit="ms", values=(1.0,)), False, False),
    ],
)
def test_only_ratios_that_are_far_apart_in_every_round_are_marked(
    now: Figure, before: Figure | None, worse: bool, better: bool
) -> None:
    assert (clearly_worse(now, before), clearly_better(now, before)) == (worse, better)


def test_the_file_is_as_the_program_writes_it() -> None:
    text = RESULTS.read_text("utf-8")
    assert written(read(text)) == text, "RESULTS.md was edited by hand, or its form has changed: make bench"


def test_the_file_has_a_section_of_every_part_with_what_it_says_now() -> None:
    sections = {section.title: section for section in read(RESULTS.read_text("utf-8"))}
    assert list(sections) == [part.title for part in PARTS]
    assert by_name(figure for section in sections.values() for figure in section.figures)
