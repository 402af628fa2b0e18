"""Data before it is a directory: only what JSON can hold, bounded, and every part's place."""

import datetime
from typing import Any

import pytest

from adapter.documents.document import MAX_DEPTH, MAX_VALUES, Document, check_plain, first_of, printable, printable_path
from adapter.errors import DocumentError


def nested(depth: int) -> Any:
    data: Any = "end"
    for _ in range(depth):
        data = [data]
    return data


def shared(levels: int) -> Any:
    data: Any = ["x"] * 10
    for _ in range(levels):
        data = [data] * 10
    return data


def cyclic() -> Any:
    data: dict[str, Any] = {}
    data["again"] = data
    return data


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (nested(MAX_DEPTH + 1), f"more than {MAX_DEPTH} levels deep"),
        (cyclic(), f"more than {MAX_DEPTH} levels deep"),
        (shared(7), f"more than {MAX_VALUES:,} values"),
        ({"a": {1: 2}}, "a key that is no text"),
        ({"a": float("nan")}, "must be a finite number"),
        ({"a": float("-inf")}, "must be a finite number"),
        ({"a": 10**5000}, "too large for a number"),
        ({"a": "\ud800"}, "half a character"),
        ({"\ud800": 1}, "half a character"),
        ({"a": datetime.date(2026, 1, 1)}, "was read as a date, which JSON does not have: put it in quotes"),
        ({"a": (1, 2)}, "was read as a tuple"),
        ({"a": {1, 2}}, "was read as a set"),
    ],
)
def test_what_json_cannot_hold_is_refused(data: object, message: str) -> None:
    with pytest.raises(DocumentError, match=message):
        check_plain(Document(file="f", data=data))


def test_plain_data_passes() -> None:
    check_plain(Document(file="f", data={"a": [1, 1.5, True, None, "text", {"b": []}], "c": nested(MAX_DEPTH - 2)}))


def test_a_missing_part_is_in_the_line_of_what_surrounds_it() -> None:
    document = Document(file="f", data={"a": {"b": 1}}, lines={("a",): 2, ("a", "b"): 3})

    assert document.line(("a", "b")) == 3
    assert document.line(("a", "c", "d")) == 2
    assert document.line(("x",)) is None


def test_a_field_in_snake_case_is_found_by_its_name_on_the_wire() -> None:
    document = Document(
        file="f", data={"transfer_plan": {"dial_timeout": 0}}, lines={("transfer_plan", "dial_timeout"): 7}
    )

    assert document.line(("transferPlan", "dialTimeout")) == 7


def test_names_are_printed_short_and_without_numbers() -> None:
    assert printable("+49 211 5566 0001") == "…01"
    assert printable("a\nb\x1b[31m") == "a?b?[31m"
    assert len(printable("x" * 1000)) < 50
    assert printable_path(("message", "contents", 1, "language")) == "message.contents[1].language"


@pytest.mark.parametrize(
    ("names", "told"),
    [([], ""), (["a", "b"], "a, b"), (["a", "b", "c"], "a, b, c"), ([*"abcd"], "a, b, c and 1 more")],
)
def test_of_many_names_the_first_are_told_and_how_many_more_there_are(names: list[str], told: str) -> None:
    assert first_of(names, 3) == told
