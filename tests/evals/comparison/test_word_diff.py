"""Words that went and came between two texts."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from adapter.evals.comparison.word_diff import word_diff

TEXTS = st.one_of(
    st.text(), st.text(alphabet="ab, \n"), st.lists(st.sampled_from(["card ", "PIN", "\n", ", "])).map("".join)
)


def marked(before: str, after: str) -> str:
    marks = {"same": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}
    return "".join(marks[span.kind].format(span.text) for span in word_diff(before, after))


@given(TEXTS, TEXTS)
def test_the_spans_always_hold_both_texts_and_no_two_neighbours_are_alike(before: str, after: str) -> None:
    spans = word_diff(before, after)
    assert "".join(span.text for span in spans if span.kind != "added") == before
    assert "".join(span.text for span in spans if span.kind != "removed") == after
    assert all(span.text for span in spans)
    kinds = [span.kind for span in spans]
    assert all(one != other for one, other in pairwise(kinds))
    assert ("added", "removed") not in pairwise(kinds)


def test_words_that_were_put_in_taken_out_and_replaced_are_told_apart() -> None:
    before = "Lost, stolen or blocked cards, PIN problems."
    assert marked(before, "Lost, stolen or blocked cards and their PIN.") == (
        "Lost, stolen or blocked cards[-,-]{+ and their+} PIN[- problems-]."
    )
    assert marked("don't ask twice", "don't ask") == "don't ask[- twice-]"
    assert marked("", "new") == "{+new+}"
    assert marked("the same", "the same") == "the same"


def test_lines_that_stayed_are_not_taken_apart() -> None:
    before = "You are a receptionist.\nBe brief.\nNever promise anything.\n"
    after = "You are a receptionist.\nBe brief and kind.\nNever promise anything.\n"
    assert marked(before, after) == "You are a receptionist.\nBe brief{+ and kind+}.\nNever promise anything.\n"


def test_a_long_text_that_was_written_anew_is_one_change() -> None:
    before, after = "old " * 2_000, "new " * 2_000
    assert [span.kind for span in word_diff(before, after)] == ["removed", "added"]
