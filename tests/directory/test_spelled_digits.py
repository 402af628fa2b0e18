"""Digits spelt as words: read as digits, at the same places."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapter.directory.numbers import ConfiguredNumbers
from adapter.directory.spelled_digits import with_digits


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("zero one two three four five six seven eight nine", "0123456789"),
        ("Null eins zwo drei vier fünf sechs sieben acht neun", "0123456789"),
        ("zéro un deux trois quatre cinq six sept huit neuf", "0123456789"),
        ("cero uno dos tres cuatro cinco seis siete ocho nueve", "0123456789"),
        ("zero uno due tre quattro cinque sei sette otto nove", "0123456789"),
        ("zero jeden dwa trzy cztery pięć sześć siedem osiem dziewięć", "0123456789"),
        ("SIFIR bir İKİ üç dört beş altı yedi sekiz dokuz", "0123456789"),
        ("oh-ONE, 2; three", "0123"),
        ("double five triple oh doppel vier", "5500044"),
        ("double trouble one, two", "12"),
        ("one one, and one", "111"),
        ("«uno» ¿dos?", "12"),
        ("×tres uno", "31"),
        ("tres÷ uno", "31"),
        ("“one” – two…", "12"),
        ("one for all", ""),
        ("one 4 all", "14"),
        ("someone often, Einstein, zweite", ""),
        ("fifty-six seven", "67"),
    ],
)
def test_spelt_digits_are_read(text: str, digits: str) -> None:
    written = with_digits(text)
    assert "".join(character for character in written if character.isdecimal()) == digits
    assert len(written) == len(text)


NUMBERS = ConfiguredNumbers(["+4921155660001", "112"])


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("ring plus four nine two one one five five six six oh oh oh one now", "ring plus [number] now"),
        ("null zwei eins eins 55 sechs sechs null null null eins bitte", "[number] bitte"),
        ("zero two one one double five double six triple zero one.", "[number]."),
        ("two-one-one, five-five, six-six: zero zero zero one", "[number]"),
        # Words of a sentence and short numbers are left alone.
        ("one of two or three", "one of two or three"),
        ("one one two", "one one two"),
        ("two one one five five six six oh oh oh two", "two one one five five six six oh oh oh two"),
    ],
)
def test_a_configured_number_that_is_spelt_is_found_and_masked_whole(text: str, masked: str) -> None:
    assert NUMBERS.mask(text) == masked
    assert NUMBERS.found_in(text) is (text != masked)


@given(
    st.text() | st.lists(st.sampled_from(["one ", "İKİ", "double-", "ß", "null", "5", "ſix", "_", "é"])).map("".join)
)
def test_any_text_keeps_its_length_and_loses_no_digit(text: str) -> None:
    written = with_digits(text)
    assert len(written) == len(text)
    assert all(new == old for old, new in zip(text, written, strict=True) if old.isdecimal())
    assert not NUMBERS.found_in(NUMBERS.mask(text))
