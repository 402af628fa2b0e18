"""Cells that no spreadsheet evaluates."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapter.evals.cases.spreadsheet_cells import guarded, unguarded

STARTS = st.sampled_from(["", "'", "''", "=", "'=", "+", "@", "-", "\t", "\r", "＝"])


@given(STARTS, st.text(st.characters(categories=["L", "N", "P", "S", "Zs"])))
def test_a_guarded_cell_is_never_a_formula_and_can_be_read_back(start: str, rest: str) -> None:
    cell = guarded(start + rest)
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"))
    assert unguarded(cell) == start + rest


@pytest.mark.parametrize("text", ["my card", "'tis gone", "5 - 3", ""])
def test_words_stay_as_they_are(text: str) -> None:
    assert guarded(text) == text


def test_what_no_cell_can_hold_is_taken_out() -> None:
    assert guarded("a\0b\x1bc") == "a\ufffdb\ufffdc"
    assert len(guarded("x" * 40_000)) == 32_000
