"""The sentence that follows from a comparison."""

import pytest

from adapter.evals.comparison.conclusion import conclusion
from tests.evals.comparison.test_comparison import compared, row, two


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ({"both": 3}, "B does exactly what A does, in all 3 cases."),
        (
            {"both": 80, "better": 12, "worse": 2, "neither": 6},
            "B is better: of 100 cases it gets 12 right that A gets wrong, and 2 wrong that A gets right; chance alone"
            " does that in about 1 of 100 comparisons.",
        ),
        (
            {"both": 80, "worse": 14, "neither": 6},
            "B is worse: of 100 cases it gets 0 right that A gets wrong, and 14 wrong that A gets right; chance alone"
            " does that less than once in 1,000 comparisons.",
        ),
        (
            {"both": 2_900, "better": 20, "worse": 22},
            "B is as good as A or hardly worse: of 2,942 cases it gets 20 right that A gets wrong, and 22 wrong that A"
            " gets right, and of 100 callers at most 0.5 more would go wrong.",
        ),
    ],
)
def test_the_sentence_says_what_follows_in_cases_and_callers(counts: dict[str, int], said: str) -> None:
    assert conclusion(compared(*two(**counts))) == said


def test_what_cannot_be_told_says_how_many_cases_would_tell() -> None:
    comparison = compared(*two(both=90, better=3, worse=4, neither=3))
    assert comparison.needed is not None
    assert conclusion(comparison) == (
        "It cannot be told from these cases whether B is better or worse: of 100 cases it gets 3 right that A gets"
        " wrong, and 4 wrong that A gets right; chance alone does that in about 100 of 100 comparisons; about"
        f" {comparison.needed.cases:,} cases of this kind would tell."
    )


def test_must_cases_are_named_and_repeats_are_told_as_such() -> None:
    before = [row(str(number), must=number < 7) for number in range(9)]
    after = [row(str(number), "missed" if number < 6 else "right", must=number < 7) for number in range(9)]
    assert conclusion(compared(before, after)).startswith("B is worse: ")
    assert conclusion(compared(before[4:], [*after[4:]])) == (
        "B is not to be used: it gets 2 cases wrong that may never fail (4, 5)."
    )
    twice = [row("a", repeat=1), row("a", "missed", repeat=2), row("b", repeat=1), row("b", repeat=2)]
    said = conclusion(compared(twice, [*twice[:1], row("a", repeat=2), *twice[2:]]))
    assert "of 2 cases 1 are right more often and 0 less often" in said
