"""Result rows as they are written and read."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapter.errors import CasesError
from adapter.evals.rows import Row, WrittenReply, by_repeat, dump_row, load_rows

ROW = Row(id="a", repeat=1, expect="cards", got="cards", outcome="right", kind="transfer", reason="tool_call")
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@given(texts=st.lists(TEXTS, min_size=1, max_size=4))
def test_rows_are_read_back_as_they_were_written_whatever_was_said(
    texts: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    rows = tuple(
        ROW.model_copy(update={"said": [{"role": "user", "content": text}], "replies": [WrittenReply(text=text)]})
        for text in [*texts, "one\u2028two\x85three\x0cfour"]
    )
    path = tmp_path_factory.getbasetemp() / "results.jsonl"
    path.write_text("".join(f"{dump_row(row)}\n" for row in rows), "utf-8", newline="")
    assert load_rows(path) == rows


def test_a_folder_stands_for_the_results_in_it(tmp_path: Path) -> None:
    (tmp_path / "results.jsonl").write_text(f"{dump_row(ROW)}\r\n")
    assert load_rows(tmp_path) == (ROW,)


def test_rows_of_before_a_field_was_known_are_read(tmp_path: Path) -> None:
    path = tmp_path / "results.jsonl"
    path.write_text(
        '{"id":"a","repeat":1,"expect":"cards","got":"cards","outcome":"right","kind":"transfer","reason":"tool_call"}\n'
    )
    assert load_rows(path) == (ROW,)


@pytest.mark.parametrize(
    ("line", "where"),
    [
        ("", "row: "),
        ("[]", "row: "),
        (dump_row(ROW).replace('"right"', '"rihgt"'), "outcome: "),
        (dump_row(ROW).replace('"repeat":1', '"repeat":0'), "repeat: "),
        (dump_row(ROW).replace('"id"', '"name"'), "id: "),
    ],
)
def test_a_line_that_is_no_row_is_named(tmp_path: Path, line: str, where: str) -> None:
    path = tmp_path / "results.jsonl"
    path.write_text(f"{dump_row(ROW)}\n{line}\n")
    with pytest.raises(CasesError) as raised:
        load_rows(path)
    assert str(raised.value).startswith(f"{path}:2: {where}")


def test_rows_are_found_by_case_and_repeat() -> None:
    again = ROW.model_copy(update={"repeat": 2})
    assert by_repeat([ROW, again]) == {("a", 1): ROW, ("a", 2): again}


def test_what_a_row_accepts_is_always_a_list_of_keys() -> None:
    accepted = [ROW.model_copy(update={"expect": expect}).accepted for expect in (None, "cards", ["cards", "fraud"])]
    assert accepted == [(), ("cards",), ("cards", "fraud")]
