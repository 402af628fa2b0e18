"""The report of a comparison: the verdict first, then every changed case with both replies side by side."""

import re

import pytest

from adapter.evals.comparison.comparison import compare_results
from adapter.evals.comparison.loading import Results
from adapter.evals.report import Story, comparison_html
from adapter.evals.rows import Outcome, Row, WrittenReply

RIGHT: Outcome = "right"
MISSED: Outcome = "missed"


def row(number: int, outcome: Outcome, *, must: bool = False, reply: str = "") -> Row:
    return Row(
        id=f"case-{number}",
        repeat=1,
        expect="cards",
        got="cards" if outcome == "right" else None,
        outcome=outcome,
        must=must,
        tags=["en"],
        kind="reply",
        reason="text",
        said=[{"role": "user", "content": f"words of caller {number} <b>"}],
        replies=[WrittenReply(text=reply)],
    )


def page(before: list[Outcome], after: list[Outcome], *, must: bool = False, told: bool = False) -> str:
    old = tuple(row(number, outcome, must=must, reply="said by A") for number, outcome in enumerate(before))
    new = tuple(row(number, outcome, must=must, reply="said by B") for number, outcome in enumerate(after))
    return comparison_html(
        compare_results(
            Results(name="results/v1", rows=old, identity={"model": "model-a", "prompt": "same"}),
            Results(name="results/v2", rows=new, identity={"model": "model-b", "prompt": "same"}),
        ),
        story=Story(
            title="Not proven better",
            lines=[("search", "2 proposals on 100 training cases")],
            diff="--- a/directory.yaml\n+    description: <b>Lost</b>",
            good=False,
        )
        if told
        else None,
        simulation=[("picking the best score", "ships a regression in 38 of 100 runs")],
    )


@pytest.mark.parametrize(
    ("before", "after", "verdict"),
    [
        ([MISSED] * 20 + [RIGHT] * 80, [RIGHT] * 100, "B is better"),
        ([RIGHT] * 100, [MISSED] * 20 + [RIGHT] * 80, "B is worse"),
        ([RIGHT] * 100, [RIGHT] * 100, "A and B are identical"),
        ([RIGHT] * 20, [MISSED] + [RIGHT] * 19, "It cannot be told from these cases"),
    ],
)
def test_the_verdict_stands_first(before: list[Outcome], after: list[Outcome], verdict: str) -> None:
    html = page(before, after)
    assert f"<h2>{verdict}</h2>" in html
    assert html.index(verdict) < html.index("What differs")


def test_a_must_case_that_regressed_is_the_verdict() -> None:
    html = page([RIGHT] * 20, [MISSED] + [RIGHT] * 19, must=True)
    assert "<h2>B gets cases wrong that may never fail</h2>" in html
    assert "Must cases that regressed: case-0." in html


def test_a_changed_case_is_shown_with_both_replies() -> None:
    html = page(["right", "right"], ["missed", "right"])
    regressions = html[html.index("Regressions (1)") :]
    assert "words of caller 0 &lt;b&gt;" in regressions
    assert regressions.index("said by A") < regressions.index("said by B")
    assert "words of caller 1" not in html


@pytest.mark.parametrize(("better", "said"), [(20, "comes with p &lt; .001 (exact"), (3, "comes with p = .250 (exact")])
def test_p_is_written_as_people_write_it(better: int, said: str) -> None:
    assert said in page([MISSED] * better, [RIGHT] * better)


def test_what_differs_is_marked() -> None:
    marked = re.findall(r'<td class="odd">(\w+)</td>', page(["right"], ["right"]))
    assert marked == ["model"]


def test_how_it_came_about_stands_before_what_the_comparison_says() -> None:
    html = page(["right"], ["right"], told=True)
    assert (
        html.index("<h2>Not proven better</h2>")
        < html.index("2 proposals on 100")
        < html.index("A and B are identical")
    )
    assert "+    description: &lt;b&gt;Lost&lt;/b&gt;</pre>" in html
    # what was decided has the colour, and not that nothing is worse
    assert html.count('class="verdict') == 1
    assert 'class="verdict better"' not in html
    assert "What was changed" not in page(["right"], ["right"])


def test_further_figures_are_shown() -> None:
    html = page(["right"], ["right"])
    assert "ships a regression in 38 of 100 runs" in html[html.index("Why a gate") :]
