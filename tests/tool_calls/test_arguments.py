"""Tool call arguments, from raw text to an object."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapter.tool_calls.arguments import MAX_CHARACTERS, read_arguments

GOOD = {"destination": "cards", "reason": "lost it"}


@pytest.mark.parametrize(
    ("text", "values", "repairs"),
    [
        ('{"destination": "cards"}', {"destination": "cards"}, ()),
        ("", {}, ()),
        ("   \n", {}, ()),
        ('\ufeff{"a": 1}', {"a": 1}, ()),
        ('```json\n{"destination": "cards"}\n```', {"destination": "cards"}, ("code_fence",)),
        ('```\n{"destination": "cards"}', {"destination": "cards"}, ("code_fence",)),
        ('Here you are: {"destination": "cards"}', {"destination": "cards"}, ("surrounding_text",)),
        ('{"destination": "cards"} I hope that helps', {"destination": "cards"}, ("surrounding_text",)),
        ('{}{"destination": "cards"}', {"destination": "cards"}, ("surrounding_text",)),
        ('{"a": 1}{"a": 1}', {"a": 1}, ("surrounding_text", "repeated_key")),
        ('{"destination": "cards", "destination": "CARDS "}', {"destination": "cards"}, ("repeated_key",)),
        ('{"a": {"b": 1, "b": 2}}', {"a": {"b": 1}}, ()),
        ("{'destination': 'cards'}", {"destination": "cards"}, ("single_quotes",)),
        (
            """{'reason': 'the "blue" card', 'destination': 'cards'}""",
            {"reason": 'the "blue" card', "destination": "cards"},
            ("single_quotes",),
        ),
        (json.dumps(json.dumps(GOOD)), GOOD, ("encoded_twice",)),
        (json.dumps(json.dumps(json.dumps(GOOD))), GOOD, ("encoded_twice",)),
        (f"```json\n{json.dumps(json.dumps(GOOD))}\n```", GOOD, ("code_fence", "encoded_twice")),
        ('{"reason": "a } in a \\" text"}', {"reason": 'a } in a " text'}, ()),
    ],
)
def test_what_can_be_read_is_read_and_every_repair_is_named(
    text: str, values: dict[str, object], repairs: tuple[str, ...]
) -> None:
    assert read_arguments(text) == (values, repairs)


@pytest.mark.parametrize(
    "text",
    [
        "null",
        "[]",
        '["cards"]',
        "17",
        '"cards"',
        "true",
        "cards",
        '{"destination": "car',
        "{",
        "}",
        "{{}",
        "NaN",
        "{'a: 1}",
        '{"destination": "cards"}{"destination": "lo',
        '{"destination": "cards"} or {loans}',
        '{"a": "' + "x" * MAX_CHARACTERS + '"}',
        '{"a": 1}' + "." * MAX_CHARACTERS,
    ],
)
def test_what_is_no_object_is_not_guessed_at(text: str) -> None:
    assert read_arguments(text) == (None, ())


@given(st.integers(min_value=1, max_value=len(json.dumps(GOOD)) - 1))
def test_an_object_cut_off_anywhere_stays_unreadable(length: int) -> None:
    assert read_arguments(json.dumps(GOOD)[:length]).values is None


@given(st.text() | st.text(alphabet="{}[]\"'\\:,`jsonabc \n1"))
@pytest.mark.deep
def test_no_text_makes_it_raise(text: str) -> None:
    values, repairs = read_arguments(text)
    assert values is None or isinstance(values, dict)
    assert values is not None or repairs == ()


def test_huge_arguments_are_cut_before_they_cost_anything() -> None:
    assert read_arguments('{"reason": "' + "a" * 1_000_000 + '"}').values is None
    assert read_arguments("{" * MAX_CHARACTERS).values is None
    assert read_arguments("[" * MAX_CHARACTERS).values is None


def test_blanks_around_arguments_count_for_nothing_however_many() -> None:
    assert read_arguments(" " * 1_000_000 + '{"a": 1}' + "\n" * 1_000_000) == ({"a": 1}, ())


@pytest.mark.parametrize(
    ("text", "conflicting", "told"),
    [
        ('{"a": 1, "a": 2}', ("a",), (1, 2)),
        ('{"a": 1, "b": 5, "a": 1}', (), (1, 1)),
        ('{"a": 1} {"a": 2}', ("a",), (1, 2)),
        ('{"a": "x", "\\u0061": "y"}', ("a",), ("x", "y")),
        ('{"a": "x", "A": "y"}', (), ("x",)),
        ('{"a": {"c": 1}, "a": {"c": 1}}', (), ({"c": 1}, {"c": 1})),
    ],
)
def test_keys_told_with_different_values_are_known(
    text: str, conflicting: tuple[str, ...], told: tuple[object, ...]
) -> None:
    values, _ = read_arguments(text)
    assert values is not None
    assert (values.conflicting, values.values_of("a")) == (conflicting, told)


@given(st.integers(min_value=1, max_value=2 * len(json.dumps(GOOD)) - 1))
def test_two_objects_cut_off_anywhere_never_mean_more_than_the_first(length: int) -> None:
    text = json.dumps(GOOD) + json.dumps(GOOD)
    values, _ = read_arguments(text[:length])
    assert values in (None, GOOD)


def test_half_a_surrogate_pair_makes_text_unreadable_and_nothing_worse() -> None:
    assert read_arguments('{"reason": "\ud83d"}').values is None
    assert read_arguments('{"reason": "\\ud83d"}').values is None
