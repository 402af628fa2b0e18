"""What was changed, word by word: what stayed is cut to the surroundings of a change, never the change itself."""

from hypothesis import given
from hypothesis import strategies as st

from adapter.evals.comparison.changes import changed_texts
from adapter.evals.comparison.comparison import compare_results
from adapter.evals.comparison.loading import Results
from adapter.evals.report.changed_texts import AROUND, changes_shown
from adapter.evals.rows import Row
from adapter.evals.texts import Text


def spans(before: str, after: str) -> list[tuple[str, str]]:
    rows = (Row(id="a", repeat=1, expect=None, got=None, outcome="right", kind="reply", reason="text"),)
    old, new = (Text(kind="prompt", name="body", text=text) for text in (before, after))
    comparison = compare_results(Results(name="a", rows=rows, texts=(old,)), Results(name="b", rows=rows, texts=(new,)))
    (change,) = changes_shown(comparison, ())
    shown = change["spans"]
    assert isinstance(shown, list)
    return [(span["kind"], span["text"]) for span in shown]


def test_a_short_text_is_shown_whole() -> None:
    assert spans("Lost cards.", "Lost and stolen cards.") == [
        ("same", "Lost"),
        ("added", " and stolen"),
        ("same", " cards."),
    ]


def test_a_long_text_is_cut_between_words_and_only_away_from_changes() -> None:
    lines = "\n".join(f"line number {number}" for number in range(100))
    shown = spans(f"{lines}\nold\n{lines}\nolder\n{lines}", f"{lines}\nnew\n{lines}\nnewer\n{lines}")
    kinds = [kind for kind, _ in shown]
    assert kinds == ["same", "removed", "added", "same", "removed", "added", "same"]
    begin, middle, end = (text for kind, text in shown if kind == "same")
    assert begin.startswith("… ")
    assert begin.endswith("line number 99\n")
    assert middle.startswith("\nline number 0")
    assert " … " in middle
    assert end.endswith(" …")
    assert all(word in {"line", "number", "…"} or word.isdecimal() for word in f"{begin} {middle} {end}".split())
    assert max(map(len, (begin, middle, end))) <= 2 * AROUND + 3


def test_a_number_of_which_a_part_was_changed_is_masked_as_a_whole() -> None:
    shown = spans("Ring 0211 5566 before noon.", "Ring 0211 7788 before noon.")
    assert shown == [("same", "Ring …"), ("removed", "66"), ("added", "88"), ("same", " before noon.")]


@given(before=st.text(alphabet="ab \n.", max_size=60), after=st.text(alphabet="ab \n.", max_size=60))
def test_nothing_that_went_or_came_is_ever_left_out(before: str, after: str) -> None:
    old, new = (Text(kind="prompt", name="body", text=text) for text in (before, after))
    for change in changed_texts((old,), (new,)):
        shown = spans(before, after)
        told = [(kind, text) for kind, text in shown if kind != "same"]
        assert told == [(span.kind, span.text) for span in change.spans if span.kind != "same"]
