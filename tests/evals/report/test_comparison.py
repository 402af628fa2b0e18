"""The report of a comparison: the verdict first, what was changed beside what came of it, and every changed case."""

import pytest

from adapter.evals.comparison.comparison import compare_results
from adapter.evals.comparison.loading import Results
from adapter.evals.report import Story, comparison_html
from adapter.evals.rows import Outcome, Row, WrittenReply
from adapter.evals.texts import Text
from tests.evals.report.reading import Page

RIGHT: Outcome = "right"
MISSED: Outcome = "missed"


def row(number: int, outcome: Outcome, *, must: bool = False, reply: str = "", expect: str = "cards") -> Row:
    return Row(
        id=f"case-{number}",
        repeat=1,
        expect=expect,
        got=expect if outcome == "right" else None,
        outcome=outcome,
        must=must,
        tags=["en"],
        language="en",
        kind="reply",
        reason="text",
        said=[{"role": "user", "content": f"words of caller {number} <b>"}],
        replies=[WrittenReply(text=reply)],
    )


def html(
    before: list[Outcome],
    after: list[Outcome],
    *,
    must: bool = False,
    told: bool = False,
    texts: tuple[tuple[Text, ...], tuple[Text, ...]] | None = None,
) -> str:
    old = tuple(row(number, outcome, must=must, reply="said by A") for number, outcome in enumerate(before))
    new = tuple(row(number, outcome, must=must, reply="said by B") for number, outcome in enumerate(after))
    of_a, of_b = texts or (None, None)
    return comparison_html(
        compare_results(
            Results(name="results/v1", rows=old, identity={"model": "model-a", "prompt": "same"}, texts=of_a),
            Results(name="results/v2", rows=new, identity={"model": "model-b", "prompt": "same"}, texts=of_b),
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
    ("before", "after", "verdict", "sentence"),
    [
        (
            [MISSED] * 20 + [RIGHT] * 80,
            [RIGHT] * 100,
            "B is better",
            "B is better than A: of 100 cases B gets 20 right",
        ),
        ([RIGHT] * 100, [MISSED] * 20 + [RIGHT] * 80, "B is worse", "B is worse than A, keep A: "),
        ([RIGHT] * 100, [RIGHT] * 100, "A and B are identical", "It makes no difference: "),
        ([RIGHT] * 20, [MISSED] + [RIGHT] * 19, "It cannot be told from these cases", "20 cases cannot tell which"),
    ],
)
def test_the_verdict_stands_first_with_the_sentence_for_everybody(
    before: list[Outcome], after: list[Outcome], verdict: str, sentence: str
) -> None:
    text = Page(html(before, after)).text
    assert text.index(f"{verdict} {sentence}") < text.index("What was changed, and what came of it")


def test_a_must_case_that_regressed_is_the_verdict() -> None:
    text = Page(html([RIGHT] * 20, [MISSED] + [RIGHT] * 19, must=True)).text
    assert "B gets cases wrong that may never fail B may not take the place of A" in text
    assert "Must cases that regressed: case-0." in text


def test_a_changed_case_is_shown_with_both_replies() -> None:
    page = Page(html(["right", "right"], ["missed", "right"]))
    regressions = page.text[page.text.index("1 worse, 0 better") :]
    assert "words of caller 0 <b>" in regressions
    assert regressions.index("said by A") < regressions.index("said by B")
    assert "expected cards: cards → no transfer" in regressions
    assert "words of caller 1" not in page.text
    assert [entry["id"] for entry in page.data["entries"]] == ["case-0"]


def test_every_changed_case_is_in_the_page_however_many() -> None:
    page = Page(html([MISSED] * 300 + [RIGHT] * 50, [RIGHT] * 300 + [MISSED] * 50))
    assert len(page.data["entries"]) == 350
    assert [entry["badges"][0]["title"] for entry in page.data["entries"][:51]] == ["worse"] * 50 + ["better"]
    assert "Without scripts this page shows the first 100 of 350 cases here and cannot" in page.text


def test_without_a_changed_case_there_is_no_list() -> None:
    page = Page(html([RIGHT], [RIGHT]))
    assert "No case came out differently" in page.text
    assert page.data is None


@pytest.mark.parametrize(("better", "said"), [(20, "comes with p < .001 (exact"), (3, "comes with p = .250 (exact")])
def test_p_is_written_as_people_write_it(better: int, said: str) -> None:
    assert said in Page(html([MISSED] * better, [RIGHT] * better)).text


def description(text: str, key: str = "cards") -> Text:
    return Text(kind="description", name=key, text=text)


def test_a_changed_description_stands_beside_what_came_of_its_cases() -> None:
    written = html(
        [MISSED] * 3,
        [RIGHT] * 2 + [MISSED],
        texts=((description("Lost cards."),), (description("Lost or <i>stolen</i> cards."),)),
    )
    page = Page(written)
    shown = page.text[page.text.index("Description of cards") :]
    assert "<ins> or &lt;i&gt;stolen&lt;/i&gt;</ins>" in written
    assert shown.index("stolen") < shown.index("Of 3 cases for cards: 2 better, 0 worse.")


def test_what_was_taken_out_and_what_is_new_are_told_apart() -> None:
    before = (description("All about the cards."), description("Loans.", "loans"))
    after = (description("All about cards."), description("Sales.", "sales"))
    written = html([RIGHT], [RIGHT], texts=(before, after))
    assert "<del> the</del>" in written
    text = Page(written).text
    assert "Description of loans (not in B)" in text
    assert "Description of sales (new in B)" in text
    assert "No case expects loans." in text


def test_callers_that_are_drawn_away_are_counted_beside_the_description_that_draws_them() -> None:
    old, new = row(1, "right"), row(1, "wrong_destination").model_copy(update={"got": "fraud"})
    written = comparison_html(
        compare_results(
            Results(name="a", rows=(old,), texts=(description("Fraud.", "fraud"),)),
            Results(name="b", rows=(new,), texts=(description("Everything.", "fraud"),)),
        )
    )
    assert "Cases of others that only B sends there: 1." in Page(written).text


def test_of_a_long_prompt_only_the_surroundings_of_a_change_are_shown() -> None:
    around = "a line of words\n" * 400
    before, after = (Text(kind="prompt", name="body", text=f"{around}{word} one\n{around}") for word in ("old", "new"))
    written = html([RIGHT], [RIGHT], texts=((before,), (after,)))
    text = Page(written).text
    assert "Prompt: body" in text
    assert "Of all 1 case: 0 better, 0 worse." in text
    assert text.count("a line of words") < 30
    assert "<del>old</del><ins>new</ins> one" in written


def test_a_number_in_a_changed_text_is_masked() -> None:
    written = html([RIGHT], [RIGHT], texts=((description("Call 0211 5566 7788."),), (description("Call us."),)))
    assert "7788" not in written


def test_settings_that_differ_are_shown_as_a_change_and_marked() -> None:
    written = html(["right"], ["right"])
    assert "Setting model" in Page(written).text
    assert "<del>model-a</del><ins>model-b</ins>" in written
    assert written.count('class="odd"') == 1


def test_where_only_hashes_differ_the_page_says_that_the_texts_are_not_known() -> None:
    old, new = (Results(name=name, rows=(row(1, "right"),), identity={"prompt": name}) for name in ("a", "b"))
    assert "the texts themselves are not known" in Page(comparison_html(compare_results(old, new))).text


def test_how_good_each_is_alone_stands_apart_from_which_is_better() -> None:
    text = Page(html([MISSED] * 20 + [RIGHT] * 80, [RIGHT] * 100)).text
    verdict = text[: text.index("What was changed, and what came of it")]
    assert "+20.0" in verdict
    assert "80 of 100" not in verdict
    assert "80 of 100" in text[text.index("How good each is alone") :]


def test_groups_in_which_something_changed_stand_apart_from_those_that_came_out_alike() -> None:
    old = (row(1, MISSED), row(2, RIGHT, expect="fraud"))
    new = (row(1, RIGHT), row(2, RIGHT, expect="fraud"))
    text = Page(comparison_html(compare_results(Results(name="a", rows=old), Results(name="b", rows=new)))).text
    assert "cards 1 0.0 % 100.0 % 1 0 yes (p 1.000)" in text
    assert "Nothing else changed; right: fraud 1 of 1." in text


def test_how_it_came_about_stands_before_what_the_comparison_says() -> None:
    written = html(["right"], ["right"], told=True)
    assert (
        written.index("<h2>Not proven better</h2>")
        < written.index("2 proposals on 100")
        < written.index("A and B are identical</h2>")
    )
    assert "+    description: &lt;b&gt;Lost&lt;/b&gt;</pre>" in written
    # what was decided has the colour, and not that nothing is worse
    assert written.count('class="verdict') == 1
    assert 'class="verdict better"' not in written


def test_what_is_shown_word_by_word_is_not_shown_again_as_a_diff() -> None:
    written = html(["right"], ["right"], told=True, texts=((description("One."),), (description("Two."),)))
    assert "+    description:" not in written


def test_further_figures_are_shown() -> None:
    written = html(["right"], ["right"])
    assert "ships a regression in 38 of 100 runs" in written[written.index("Why a gate") :]
