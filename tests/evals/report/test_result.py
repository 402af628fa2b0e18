"""The report of a result: complete, self-contained, and safe whatever cases and models wrote."""

import base64
import hashlib
import re
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adapter.evals.metrics.prices import ModelPrices
from adapter.evals.metrics.summary import Summary
from adapter.evals.report import report_html
from adapter.evals.report.texts import shown
from adapter.evals.rows import OUTCOMES, Outcome, Row, WrittenCall, WrittenReply
from tests.evals.report.reading import Page

SummaryOf = Callable[..., Summary]


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
def test_every_outcome_has_its_place_and_what_is_not_right_needs_no_script(
    outcome: Outcome, summary_of: SummaryOf
) -> None:
    rows = [a_row(1, said="first words"), a_row(2, outcome=outcome, said="words of the caller")]
    page = Page(report_html(summary_of(rows), rows))
    assert outcome.replace("_", " ") in page.text
    assert "words of the caller" in page.text
    assert ("first words" in page.text) == (outcome == "right")


def test_the_script_has_every_row(summary_of: SummaryOf) -> None:
    rows = [a_row(number, outcome="missed" if number % 7 == 0 else "right") for number in range(1, 501)]
    entries = Page(report_html(summary_of(rows), rows)).data["entries"]
    assert {entry["id"] for entry in entries} == {row.id for row in rows}


def test_a_failure_is_shown_with_its_dialogue_the_tool_call_and_the_tools_as_sent(summary_of: SummaryOf) -> None:
    rows = [a_row(1, outcome="missed", said="the plastic thing", reply="One moment.")]
    page = Page(report_html(summary_of(rows), rows, tools=[{"name": "transfer_to_cards"}], system="You answer."))
    for text in ("the plastic thing", "One moment.", 'transfer_to_cards({"a": 1})', '"name": "transfer_to_cards"'):
        assert text in page.text
    assert "You answer." in page.text


def test_must_cases_that_failed_come_first_then_what_goes_wrong_most(summary_of: SummaryOf) -> None:
    rows = [
        a_row(1, outcome="false_transfer").model_copy(update={"expect": None, "got": "cards"}),
        a_row(2, outcome="missed"),
        a_row(3, outcome="missed"),
        a_row(4, outcome="wrong_destination").model_copy(update={"got": "fraud", "must": True}),
        a_row(5),
    ]
    page = Page(report_html(summary_of(rows), rows))
    assert [entry["id"] for entry in page.data["entries"]] == ["case-4", "case-2", "case-3", "case-1", "case-5"]
    assert page.text.index("case-4") < page.text.index("case-2") < page.text.index("case-1")


def test_what_goes_wrong_is_counted_by_what_was_expected_and_what_came(summary_of: SummaryOf) -> None:
    rows = [a_row(1, outcome="missed"), a_row(2, outcome="missed"), a_row(3, outcome="timeout"), a_row(4)]
    text = Page(report_html(summary_of(rows), rows)).text
    assert "cards → no transfer 2" in text
    assert "cards → provider error 1" in text


def test_nothing_is_fetched_and_only_what_the_policy_names_by_its_hash_would_run(summary_of: SummaryOf) -> None:
    rows = [a_row(1, outcome="missed")]
    html = report_html(summary_of(rows), rows)
    page = Page(html)
    assert not [place for place in page.links if not place.startswith(("#", "data:,"))]
    assert not re.search(r"url\(|@import|https?://(?!www\.w3\.org)", html)
    for part, texts in (("script-src", page.scripts), ("style-src", page.styles)):
        (text,) = texts
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{part} 'sha256-{digest}'" in page.policy
    assert page.policy.startswith("default-src 'none'; ")
    assert "unsafe" not in page.policy
    # what the policy would refuse is not there in the first place
    assert not [name for name, _ in page.attributes if name == "style" or name.startswith("on")]


HOSTILE = ["<script>alert(1)</script>", "{{ x }}{% raw %}", '"><img src=x onerror=y>', "&amp;", "</script><!--<script>"]


@pytest.mark.parametrize("text", HOSTILE)
def test_what_callers_and_models_say_is_shown_and_never_markup(text: str, summary_of: SummaryOf) -> None:
    row = a_row(1, outcome="missed", said=text, reply=text).model_copy(update={"id": text, "tags": [text, "x"]})
    page = Page(report_html(summary_of([row]), [row], tools=[{"description": text}], system=text))
    assert page.text.count(text) >= 4
    assert page.tags.count("script") == 2
    assert "img" not in page.tags
    assert page.data["entries"][0]["words"] == text


@given(text=st.text(min_size=1))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
def test_no_text_changes_the_elements_of_the_page(text: str, summary_of: SummaryOf) -> None:
    def read(words: str) -> Page:
        row = a_row(1, outcome="missed", said=words, reply="x").model_copy(update={"tags": [f"{words}."]})
        return Page(report_html(summary_of([row]), [row], system="x"))

    page = read(text)
    assert page.tags == read("plain words").tags
    assert page.data["entries"][0]["words"] == shown(text)


def test_control_characters_are_shown_as_such_and_do_not_reach_the_page(summary_of: SummaryOf) -> None:
    rows = [a_row(1, outcome="missed", said="a\x00b\x1b[31mc\x9bd\te\u2028f", reply="bell \x07")]
    html = report_html(summary_of(rows), rows)
    assert not [character for character in html if ord(character) < 0x20 and character not in "\t\n\r"]
    assert "a\ufffdb\ufffd[31mc\ufffdd\te\u2028f" in html
    assert Page(html).data["entries"][0]["words"] == "a\ufffdb\ufffd[31mc\ufffdd\te\u2028f"


def test_numbers_that_callers_and_models_say_are_masked(summary_of: SummaryOf) -> None:
    calls = [WrittenCall(name="x", arguments='{"reason":"0211 5566-7788"}')]
    replies = [WrittenReply(text="So +49 211 5566 7788?", refusal="Not 0211 5566 7788.", tool_calls=calls)]
    row = a_row(1, outcome="missed", said="call me at 0211 5566-7788").model_copy(update={"replies": replies})
    html = report_html(summary_of([row]), [row], tools=[{"description": "not 0211 5566-7788"}], system="0211 5566-7788")
    assert "7788" not in html
    assert "call me at …88" in html


def test_figures_stand_with_their_intervals(summary_of: SummaryOf) -> None:
    rows = [a_row(number) for number in range(1, 51)]
    page = Page(report_html(summary_of(rows, currency="EUR", prices=ModelPrices(input=1, output=2)), rows))
    assert "100.0 % right, 92.9 % to 100.0 %" in page.text
    assert "EUR" in page.text
    assert "Every case was right" in page.text


def test_without_scripts_the_page_says_what_it_does_not_show(summary_of: SummaryOf) -> None:
    rows = [a_row(number, outcome="missed" if number <= 150 else "right") for number in range(1, 401)]
    text = Page(report_html(summary_of(rows), rows)).text
    assert "Without scripts this page shows the first 100 of 150 rows here, of 400 in all" in text
    assert "cannot search, filter or sort" in text
    assert "results.jsonl" in text


def test_the_repeats_of_a_case_are_told_apart(summary_of: SummaryOf) -> None:
    rows = [a_row(1, outcome="missed").model_copy(update={"repeat": repeat}) for repeat in (1, 2)]
    page = Page(report_html(summary_of(rows), rows))
    assert [entry["id"] for entry in page.data["entries"]] == ["case-1", "case-1/2"]
    assert "case-1, repeat 2" in page.text


def test_what_rows_are_filtered_by_is_offered_where_there_is_a_choice(summary_of: SummaryOf) -> None:
    rows = [
        a_row(1, outcome="missed").model_copy(update={"tags": ["noise", "group:x"], "language": "de"}),
        a_row(2).model_copy(update={"tags": ["plain"], "language": "en"}),
    ]
    page = Page(report_html(summary_of(rows), rows))
    for offered in ("not right (1)", "missed (1)", "cards (2)", "no transfer (1)", "noise (1)", "plain (1)", "de (1)"):
        assert offered in page.text
    assert "group:x (" not in page.text
    of_one_kind = Page(report_html(summary_of(rows[:1]), rows[:1]))
    assert "Language" not in of_one_kind.text


def test_of_a_thousand_destinations_the_table_shows_those_with_most_mistakes(summary_of: SummaryOf) -> None:
    rows = [
        a_row(number).model_copy(update={"expect": f"key{number}", "got": f"key{number}"}) for number in range(1, 201)
    ]
    wrong = a_row(999, outcome="wrong_destination").model_copy(update={"expect": "key200", "got": "key100"})
    html = report_html(summary_of([*rows, wrong]), [*rows, wrong])
    table = re.search(r'<table class="heat">.*?</table>', html, re.DOTALL)
    assert table is not None
    assert table[0].count("<tr>") == 61
    assert ">key200<" in table[0]
    assert "140 more lines, with fewer mistakes, are left out." in html
    assert "left out" not in report_html(summary_of(rows[:60]), rows[:60])
