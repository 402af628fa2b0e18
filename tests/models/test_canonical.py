"""Requests that ask the same have one canonical form; those that do not, have two."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapter.models.canonical import canonical_request, request_hash
from adapter.models.masking import MAX_BRACKETS

ASKED = {"model": "m", "messages": [{"role": "user", "content": "hello"}]}


@pytest.mark.parametrize(
    "other",
    [
        {"messages": [{"content": "hello", "role": "user"}], "model": "m"},
        {**ASKED, "stream": False, "temperature": None},
        {**ASKED, "user": "u", "safety_identifier": "s", "metadata": {"a": "b"}, "prompt_cache_key": "k"},
    ],
)
def test_what_has_no_part_in_the_answer_has_no_part_in_the_form(other: dict[str, object]) -> None:
    assert (
        canonical_request(other) == canonical_request(ASKED) == canonical_request(json.dumps(other, indent=1).encode())
    )
    assert request_hash(other) == request_hash(ASKED)


@pytest.mark.parametrize(
    "other",
    [
        {**ASKED, "stream": True},
        {**ASKED, "store": False},
        {**ASKED, "temperature": 0},
        {**ASKED, "unknown": 1},
        {**ASKED, "model": "n"},
        {**ASKED, "messages": [{"role": "user", "content": "hello "}]},
        {**ASKED, "messages": [{"role": "user", "content": "hello", "name": None}]},
        {**ASKED, "messages": [*ASKED["messages"], *ASKED["messages"]]},
    ],
)
def test_whatever_shapes_the_answer_is_part_of_the_form(other: dict[str, object]) -> None:
    assert canonical_request(other) != canonical_request(ASKED)


def test_a_form_is_sorted_unspaced_json_with_whole_floats_as_whole_numbers() -> None:
    body = b'{"temperature": 1.0, "top_p": 0.5, "tools": [2.0], "model": "m\\u00fc"}'
    assert canonical_request(body).decode() == '{"model":"mü","temperature":1,"tools":[2],"top_p":0.5}'


def test_keys_and_numbers_are_masked_unless_they_are_wanted() -> None:
    said = {"input": "sk-abcdefgh12 and +49 211 5566"}
    assert canonical_request(said) == b'{"input":"[key] and [number]"}'
    assert canonical_request(said, mask=None) == b'{"input":"sk-abcdefgh12 and +49 211 5566"}'
    assert request_hash(said) != request_hash(said, mask=None)


def test_half_a_surrogate_pair_can_be_written() -> None:
    assert canonical_request(b'{"input":"\\ud83d!"}') == b'{"input":"?!"}'


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b'"x"', b'{"a":NaN}', b"\xff", b'{"a":' + b"[" * 5000 + b"]" * 5000 + b"}"]
)
def test_what_is_no_json_object_has_no_canonical_form(body: bytes) -> None:
    with pytest.raises(ValueError, match=r".+"):
        canonical_request(body)


def test_arguments_that_are_nested_as_deeply_as_json_can_be_are_read_as_words() -> None:
    deep = "[" * (MAX_BRACKETS + 1) + "123456" + "]" * (MAX_BRACKETS + 1)
    assert b"[number]" in canonical_request({"arguments": deep})


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=10,
)


@given(st.dictionaries(st.sampled_from(["model", "input", "stream", "tools", "id"]), values))
def test_the_canonical_form_of_a_canonical_form_is_itself(body: dict[str, object]) -> None:
    form = canonical_request(body)
    assert canonical_request(form) == form
