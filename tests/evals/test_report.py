"""The report of a result: complete, self-contained, and safe whatever cases and models wrote."""

import re
from collections.abc import Callable
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapter.evals.metrics.prices import ModelPrices
from adapter.evals.metrics.summary import Summary
from adapter.evals.report import report_html
from adapter.evals.report.plots import Scale, line, steps
from adapter.evals.rows import OUTCOMES, Outcome, Row, WrittenCall, WrittenReply

SummaryOf = Callable[..., Summary]


class _Page(HTMLParser):
    """What a browser would make of a page: its text, its elements, and whatever it would fetch."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tags: list[str] = []
        self.fetched: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.fetched += [value or "" for name, value in attrs if name in ("src", "href", "srcset", "action", "data")]

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


def a_row(number: int = 1, *, outcome: Outcome = "right", said: str = "my card is gone", reply: str = "") -> Row:
    return Row(
        id=f"case-{number}",
        repeat=1,
        expect="cards",
        got="cards" if outcome == "right" else None,
        outcome=outcome,
        kind="transfer" if outcome == "right" else "reply",
        reason="tool_call",
        said=[{"role": "user", "content": said}],
        replies=[WrittenReply(text=reply, tool_calls=[WrittenCall(name="transfer_to_cards", arguments='{"a": 1}')])],
        seconds=0.1 * number,
    )


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_every_outcome_has_its_place(outcome: Outcome, summary_of: SummaryOf) -> None:
    rows = [a_row(1), a_row(2, outcome=outcome, said="words of the caller")]
    page = _Page(report_html(summary_of(rows), rows))
    assert outcome.replace("_", " ") in page.text
    assert ("words of the caller" in page.text) == (outcome != "right")


def test_a_failure_is_shown_with_its_dialogue_the_tool_call_and_the_tools_as_sent(summary_of: SummaryOf) -> None:
    rows = [a_row(1, outcome="missed", said="the plastic thing", reply="One moment.")]
    page = _Page(report_html(summary_of(rows), rows, tools=[{"name": "transfer_to_cards"}], system="You answer."))
    for shown in ("the plastic thing", "One moment.", 'transfer_to_cards({"a": 1})', '"name": "transfer_to_cards"'):
        assert shown in page.text
    assert "You answer." in page.text


def test_must_cases_that_failed_come_first(summary_of: SummaryOf) -> None:
    rows = [a_row(1, outcome="missed"), a_row(2, outcome="missed").model_copy(update={"must": True})]
    text = _Page(report_html(summary_of(rows), rows)).text
    assert text.index("case-2: expected") < text.index("case-1: expected")


def test_nothing_is_fetched_and_no_script_runs(summary_of: SummaryOf) -> None:
    rows = [a_row(1, outcome="missed")]
    html = report_html(summary_of(rows), rows)
    page = _Page(html)
    assert not [place for place in page.fetched if not place.startswith("data:")]
    assert "script" not in page.tags
    assert not re.search(r"url\(|@import", html)


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "{{ x }}{% raw %}", '"><img src=x onerror=y>', "&amp;"])
def test_what_callers_and_models_say_is_shown_and_never_markup(text: str, summary_of: SummaryOf) -> None:
    rows = [a_row(1, outcome="missed", said=text, reply=text)]
    page = _Page(report_html(summary_of(rows), rows, tools=[{"description": text}], system=text))
    assert page.text.count(text) >= 3
    assert not {"script", "img"} & {*page.tags}


def test_control_characters_are_shown_as_such_and_do_not_reach_the_page(summary_of: SummaryOf) -> None:
    rows = [a_row(1, outcome="missed", said="a\x00b\x1b[31mc\x9bd\te\u2028f", reply="bell \x07")]
    html = report_html(summary_of(rows), rows)
    assert not [character for character in html if ord(character) < 0x20 and character not in "\t\n\r"]
    assert "a\ufffdb\ufffd[31mc\ufffdd\te\u2028f" in html


def test_figures_stand_with_their_intervals(summary_of: SummaryOf) -> None:
    rows = [a_row(number) for number in range(1, 51)]
    page = _Page(report_html(summary_of(rows, currency="EUR", prices=ModelPrices(input=1, output=2)), rows))
    assert "100.0 % right, 92.9 % to 100.0 %" in page.text
    assert "EUR" in page.text
    assert "Every case was right" in page.text


def test_a_page_of_many_failures_stays_readable(summary_of: SummaryOf) -> None:
    rows = [a_row(number, outcome="missed", said="a whole sentence of a caller " * 4) for number in range(1, 2176)]
    html = report_html(summary_of(rows), rows)
    assert "1875 more stand in results.jsonl" in _Page(html).text
    assert len(html) < 400_000


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
