"""Keys, numbers and addresses are masked in texts, in decoded JSON and in pieces of a stream; the rest stays."""

import json
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapter.directory.numbers import ConfiguredNumbers
from adapter.models.masking import Mask

MASK = Mask()
UUID = "0c4f8b1e-1111-4222-8333-123456789012"


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("call +49 211 5566-0001 now", "call [number] now"),
        ("(0211) 55.66.00", "[number]"),
        ("0 2 1 1, 5 5, 6 6", "[number]"),
        ("0211\u200b55\u201166", "[number]"),
        ("٠٢١١ ٥٥", "[number]"),
        ("Tel.:021155660", "Tel.:[number]"),
        ("from 08:00-20:00, 24 h, room 12345", "from 08:00-20:00, 24 h, room 12345"),
        (f"call {UUID}", f"call {UUID}"),
        ("with sk-proj-abcDEF123_456 here", "with [key] here"),
        ("Authorization: Bearer abc.def-123", "Authorization: Bearer [key]"),
        ("AIzaSyA1234567890abcdefghijklmnopqrstuvw", "[key]"),
        ("gsk_abcdefghijklmnop1234", "[key]"),
        ("eyJhbGciOiJI.eyJzdWIiOiIx.abc", "[key]"),
        ("organization org-AbCdEfGhIjKlMnOpQr has", "organization [organisation] has"),
        ("write to jane.doe+x@example.co.uk.", "write to [e-mail]."),
        ('{"to": "+49 211 556600", "n": 4921155660001}', '{"to": "[number]", "n": 0}'),
        ('{"to": "+49\\u00a0211\\u00a0556600"}', '{"to": "[number]"}'),
        (
            '{"created_at": 1763695000, "pages": [1, 2, 3, 4, 5, 6]}',
            '{"created_at": 1763695000, "pages": [1, 2, 3, 4, 5, 6]}',
        ),
    ],
)
def test_a_text_is_masked(text: str, masked: str) -> None:
    assert MASK.text(text) == masked


@pytest.mark.parametrize(
    ("value", "masked"),
    [
        ({"id": "resp_0123456789ab", "x": "0123456789"}, {"id": "resp_0123456789ab", "x": "[number]"}),
        ({"call_id": "+4921155660001"}, {"call_id": "[number]"}),
        ({"id": "4921155660001"}, {"id": "[number]"}),
        ({"model": "gpt-4o-2024-08-06"}, {"model": "gpt-4o-2024-08-06"}),
        (
            {"created": 1763695000, "max_tokens": 200000, "n": 123456},
            {"created": 1763695000, "max_tokens": 200000, "n": 0},
        ),
        ({"enum": [4921155660001, 5]}, {"enum": [0, 5]}),
        ({"+4921155660001": True}, {"[number]": True}),
        ({"logit_bias": {"123456": -100}}, {"logit_bias": {"123456": -100}}),
        ({"embedding": "aB3" * 40 + "123456"}, {"embedding": "aB3" * 40 + "123456"}),
        ({"b": True, "f": 0.12345678, "z": None}, {"b": True, "f": 0.12345678, "z": None}),
    ],
)
def test_a_decoded_value_is_masked_by_what_its_fields_are(value: object, masked: object) -> None:
    assert MASK.json(value) == masked


def test_a_number_that_comes_in_pieces_is_masked_in_the_piece_that_it_begins_in() -> None:
    assert MASK.pieces(["call +4", "9 21", "1 5566", " at", " noon"]) == ["call [number]", "", "", " at", " noon"]


def test_a_directory_adds_the_numbers_that_only_it_knows() -> None:
    mask = Mask(ConfiguredNumbers(["112", "+4921155660001"]))
    assert mask.text("dial 112, or 0211|5566|0001") == "dial [number], or [number]"
    assert MASK.text("dial 112") == "dial 112"
    names = {"model": "gpt-112", "id": "call_112_a", "call_id": "call_4921155660001"}
    assert mask.json(names) == {**names, "call_id": "call_[number]"}


def test_a_key_in_use_is_found_word_for_word_and_a_placeholder_is_no_key() -> None:
    assert MASK.hiding("my-own-gateway-key").text("got my-own-gateway-key?") == "got [key]?"
    assert MASK.hiding("none").text("none of it") == "none of it"


texts = st.text(st.sampled_from('0123456789 +-.()abZ@:\\"[]{},é٣')) | st.builds(
    lambda text, plain: json.dumps({"a": text, "n": [12345678]}, ensure_ascii=plain), st.text(), st.booleans()
)


@given(texts, st.lists(st.integers(0, 60), max_size=6))
def test_pieces_are_masked_as_the_whole_and_what_is_masked_stays(text: str, cuts: list[int]) -> None:
    places = [0, *sorted(min(cut, len(text)) for cut in cuts), len(text)]
    pieces = [text[start:end] for start, end in pairwise(places)]
    masked = MASK.text(text)
    assert "".join(MASK.pieces(pieces)) == masked
    assert len(MASK.pieces(pieces)) == len(pieces)
    assert MASK.text(masked) == masked
