"""Numbers in a prompt become the keys of their destinations, and none is left."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapter.directory import ConfiguredNumbers
from adapter.importing.hidden_numbers import HiddenNumbers

NUMBERS = {"cards": "+4921155660001", "loans": "+4921155660002", "police": "110", "trunk": "abc123"}
OTHERS = ConfiguredNumbers([*NUMBERS.values(), "+4921155660099"])


@pytest.mark.parametrize(
    ("text", "replaced"),
    [
        ("Call +4921155660001 or 0211 5566 0002.", "Call cards or loans."),
        ("(0049) 211-556600-01", "cards"),
        ("eins eins null? No: 110", "eins eins null? No: police"),
        ("Show +49 211 55660099", "Show [number]"),
        ("Order 4711", "Order 4711"),
        ("abc123", "trunk"),
    ],
)
def test_each_is_replaced_however_it_is_written(text: str, replaced: str) -> None:
    assert HiddenNumbers(NUMBERS, OTHERS).replaced(text) == replaced


_PIECES = st.sampled_from(
    [*NUMBERS.values(), "+4921155660099", "0211", "556600", "01", " ", "-", "11", "0", "abc", "x"]
)


@given(st.lists(_PIECES | st.text(max_size=3), max_size=10).map("".join))
def test_none_is_left(text: str) -> None:
    assert not OTHERS.found_in(HiddenNumbers(NUMBERS, OTHERS).replaced(text))
