"""Numbers as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapter.vapi.destination import number_problem
from adapter.vapi.number_spelling import placeholder_in, without_punctuation

WRITTEN = {
    "+49 211 556 600-01": "+4921155660001",
    "+49 (0)211 556 600 01": "+4921155660001",
    "+49 (0) 211/55660001": "+4921155660001",
    "tel:+49-211-55660001": "+4921155660001",
    "+1 (415) 555-0101": "+14155550101",
    "+1.415.555.0101": "+14155550101",
    "0049 211 55660001": "+4921155660001",
    "\u202a+49 211 55660001\u202c": "+4921155660001",
    "＋49211 55660001": "+4921155660001",
    "+٤٩٢١١٥٥٦٦٠٠٠١": "+4921155660001",
    "+49\u00a0211\u202f55660001\n": "+4921155660001",
}


@pytest.mark.parametrize("written", WRITTEN)
def test_a_number_is_read_however_it_is_spaced(written: str) -> None:
    assert without_punctuation(written) == WRITTEN[written]


@pytest.mark.parametrize("written", WRITTEN)
def test_what_is_wrong_with_it_is_told_without_its_digits(written: str) -> None:
    told = number_problem(written, checked=True)
    assert told is not None
    assert "write it as +" in told
    assert WRITTEN[written][3:-2] not in told


@pytest.mark.parametrize(
    ("number", "found"),
    [
        ("+49{{desk_number}}", "{{desk_number}}"),
        ("{{ env.DESK | strip }}", "{{ env.DESK | strip }}"),
        ("${DESK}", "${DESK}"),
        ("$DESK_NUMBER", "$DESK_NUMBER"),
        ("%DESK%", "%DESK%"),
        ("<your number>", "<your number>"),
        ("[Your Number]", "[Your Number]"),
        ("YOUR_PHONE_NUMBER", "YOUR_PHONE_NUMBER"),
        ("+1XXXXXXXXXX", "+1XXXXXXXXXX"),
        ("__DESK__", "__DESK__"),
        ("+14155550101", None),
        ("abc", None),
        ("desk", None),
        ("0211 55660001", None),
        ("", None),
    ],
)
def test_what_is_to_be_filled_in_is_found(number: str, found: str | None) -> None:
    assert placeholder_in(number) == found


@given(st.text(max_size=60) | st.from_regex(r"\+[1-9][0-9]{1,14}", fullmatch=True))
def test_any_text_is_read_and_a_number_that_keeps_the_rule_stays_as_it_is(text: str) -> None:
    plain = without_punctuation(text)
    if number_problem(text, checked=True) is None:
        assert plain == text
