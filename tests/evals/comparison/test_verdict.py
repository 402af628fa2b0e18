"""The verdict in one sentence: what to do, and the cases that it rests on."""

import pytest

from adapter.evals.comparison.comparison import compare_results
from adapter.evals.comparison.loading import Results
from adapter.evals.comparison.verdict import verdict_sentence
from adapter.evals.rows import Outcome, Row

RIGHT: Outcome = "right"
MISSED: Outcome = "missed"


def results(outcomes: list[Outcome], *, must: bool = False, repeats: int = 1) -> Results:
    rows = [
        Row(
            id=f"c{number}",
            repeat=repeat,
            expect="cards",
            got="cards" if outcome == "right" else None,
            outcome=outcome,
            must=must,
            kind="reply",
            reason="text",
        )
        for number, outcome in enumerate(outcomes)
        for repeat in range(1, repeats + 1)
    ]
    return Results(name="r", rows=tuple(rows))


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        (
            [MISSED] * 20 + [RIGHT] * 80,
            [RIGHT] * 100,
            "B is better than A: of 100 cases B gets 20 right that A got wrong, and 0 wrong that A got right, more"
            " than chance would bring about.",
        ),
        (
            [RIGHT] * 100,
            [MISSED] * 20 + [RIGHT] * 80,
            "B is worse than A, keep A: of 100 cases B gets 0 right that A got wrong, and 20 wrong that A got right,"
            " more than chance would bring about.",
        ),
        ([RIGHT] * 3, [RIGHT] * 3, "It makes no difference: A and B do the same at every one of 3 cases."),
        ([RIGHT], [RIGHT], "It makes no difference: A and B do the same at every one of 1 case."),
        (
            [RIGHT] * 500 + [MISSED] * 3,
            [RIGHT] * 503,
            "B can take the place of A: of 503 cases B gets 3 right that A got wrong, and 0 wrong that A got right, so"
            " at the most it loses 2 calls in 100.",
        ),
        (
            [RIGHT] * 20,
            [MISSED] + [RIGHT] * 19,
            "20 cases cannot tell which of the two is better: B gets 0 right that A got wrong, and 1 wrong"
            " that A got right, which may be chance; about 193 cases of this kind would tell.",
        ),
    ],
)
def test_the_sentence_says_what_follows_and_from_how_many_cases(
    before: list[Outcome], after: list[Outcome], sentence: str
) -> None:
    assert verdict_sentence(compare_results(results(before), results(after))) == sentence


def test_a_case_that_may_never_fail_comes_before_everything_but_a_proof() -> None:
    comparison = compare_results(results([RIGHT] * 20, must=True), results([MISSED] + [RIGHT] * 19, must=True))
    assert verdict_sentence(comparison) == "B may not take the place of A: it gets 1 case wrong that may never fail."


def test_repeats_are_told_as_more_and_less_often() -> None:
    comparison = compare_results(results([MISSED] * 20 + [RIGHT] * 80, repeats=2), results([RIGHT] * 100, repeats=2))
    assert "of 100 cases B gets 20 right more often than A and 0 less often" in verdict_sentence(comparison)


def test_nothing_that_changed_is_told_as_such() -> None:
    elsewhere = Results(
        name="b", rows=tuple(row.model_copy(update={"got": "fraud"}) for row in results([MISSED] * 3).rows)
    )
    sentence = verdict_sentence(compare_results(results([MISSED] * 3), elsewhere))
    assert sentence.startswith("3 cases cannot tell which of the two is better: none became right or wrong")
