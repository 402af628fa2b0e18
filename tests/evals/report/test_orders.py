"""Orders: places of items, and names as people sort them."""

from hypothesis import given
from hypothesis import strategies as st

from adapter.evals.report.orders import natural, ranked


def test_numbers_within_names_count_as_numbers() -> None:
    names = ["c10", "c2", "c02a", "b", "c1", "10", "9"]
    assert sorted(names, key=natural) == ["9", "10", "b", "c1", "c2", "c02a", "c10"]


@given(st.lists(st.text()))
def test_any_names_can_be_sorted(names: list[str]) -> None:
    assert sorted(sorted(names, key=natural)) == sorted(names)


def test_a_number_of_any_length_is_taken() -> None:
    assert natural("1" * 5000) > natural("2" * 4999)


def test_each_item_has_its_place_in_every_order_and_ties_keep_theirs() -> None:
    assert ranked(["b", "a", "bb"], len, lambda text: text) == [(0, 1), (1, 0), (2, 2)]
    assert ranked([], len) == []
