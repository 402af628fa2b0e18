"""Configured numbers are found however they are written, and nothing else is taken for one."""

import string
import timeit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapter.directory import ConfiguredNumbers

CARDS = "+4921155660001"
NUMBERS = ConfiguredNumbers([CARDS, "+14155550101", "+390612345678", "+4911211", "112"])

FOUND = [
    "+4921155660001",
    "4921155660001",
    "004921155660001",
    "021155660001",
    "+49 211 5566 0001",
    "+49 (0)211 556 600 01",
    "+49 (0) 211/5566-0001",
    "(0211) 55.66.00.01",
    "0211\u00a05566\u202f0001",
    "0 2 1 1, 5 5, 6 6, 0 0, 0 1",
    "0211\n5566\t0001",
    "0211\u200b5566\u20110001",
    "٠٢١١ ٥٥٦٦ ٠٠٠١",
    "零二一一五五六六〇〇〇一",
    "二一一五五 66 000 Ⅰ",
    "zero two one one five five 66 double zero 01",
    "０２１１－５５６６－０００１",
    "0️⃣2️⃣1️⃣1️⃣5️⃣5️⃣6️⃣6️⃣0️⃣0️⃣0️⃣1️⃣",
    "(415) 555-0101",
    "1-415-555-0101",
    "011 39 06 1234 5678",
    "06 1234 5678",
    "+49 11211",
    "call 112!",
    "a112b",
    "112",
    "99902115566000199",
]
NOT_FOUND = [
    "",
    "no digits here",
    "+4921155660002",
    "0211 5566 000",
    "12 34 56",
    "1120",
    "0112-3",
    "a1120b",
    "1 1 2",
    "0211 five 5566 zero 0001",
    "4155550102",
    "0211ж5566 0001",
    "²³¹ and ½",
]


@pytest.mark.parametrize("text", FOUND)
def test_a_number_is_found_however_it_is_written(text: str) -> None:
    assert NUMBERS.found_in(f"Please dial {text} now") or NUMBERS.found_in(text)
    assert not NUMBERS.found_in(NUMBERS.mask(text))


@pytest.mark.parametrize("text", NOT_FOUND)
def test_other_text_is_left_alone(text: str) -> None:
    assert not NUMBERS.found_in(text)
    assert NUMBERS.mask(text) == text


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Call +49 (0)211 5566 0001, please.", "Call [number], please."),
        ("Call (0211) 5566-0001.", "Call [number]."),
        ("It is (0211 5566 0001) there", "It is ([number]) there"),
        ("0211 55660001 or 415-555-0101?", "[number] or [number]?"),
        ("extension 17: 0211 55660001", "extension 17: [number]"),
        ("112 or 0211 55660001", "[number] or [number]"),
    ],
)
def test_what_is_masked_includes_plus_country_code_and_brackets(text: str, masked: str) -> None:
    assert NUMBERS.mask(text) == masked


def test_of_two_numbers_that_begin_alike_the_longer_one_is_masked() -> None:
    numbers = ConfiguredNumbers(["+49211556600", "+4921155660001", "+492115566"])

    assert numbers.mask("0211 55660001, 0211 556600, 0211 5566") == "[number], [number], [number]"


def test_the_replacement_can_be_chosen() -> None:
    assert NUMBERS.mask("0211 55660001", "…") == "…"


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("0211556600", "+49 211 556600"),
        ("001234567890", "234 567 890"),
        ("trunk5512345", "trunk 55-12345"),
        ("desk12", "ask for Desk12 there"),
        ("1234", "dial 1234"),
    ],
)
def test_numbers_that_are_not_e164_are_found_too(number: str, text: str) -> None:
    assert ConfiguredNumbers([number]).found_in(text)


@pytest.mark.parametrize("number", ["sales", "abc"])
def test_a_number_without_digits_is_an_ordinary_word(number: str) -> None:
    assert not ConfiguredNumbers([number]).found_in(f"connect me to {number}")


def test_without_numbers_nothing_is_found() -> None:
    assert ConfiguredNumbers([]).mask("+49 211 5566 0001") == "+49 211 5566 0001"


_SEPARATORS = st.text(alphabet=st.sampled_from(" \u00a0\t.-/()+,·–"), max_size=4)
_LETTERS = st.text(alphabet=string.ascii_letters + "äßжЯ ", max_size=20)


@given(st.data())
def test_no_spacing_or_punctuation_hides_a_number(data: st.DataObject) -> None:
    number = "+" + data.draw(st.from_regex(r"[1-9][0-9]{9,14}", fullmatch=True))
    spaced = "".join(digit + data.draw(_SEPARATORS) for digit in number.removeprefix("+"))
    text = f"{data.draw(_LETTERS)}{spaced}{data.draw(_LETTERS)}"
    numbers = ConfiguredNumbers([number, "+4921155660001"])

    assert numbers.found_in(text)
    assert not numbers.found_in(numbers.mask(text))


@given(st.text(max_size=200), st.lists(st.from_regex(r"\+?[a-zA-Z0-9]{3,20}", fullmatch=True), max_size=5))
def test_masking_is_total_and_leaves_nothing_to_find(text: str, configured: list[str]) -> None:
    numbers = ConfiguredNumbers(configured)
    masked = numbers.mask(text, "…")

    assert not numbers.found_in(masked)
    assert numbers.found_in(text) == (masked != text)


_ENDS = st.sampled_from(["", "double", "two one", "one", "+49 211", "5566", "my number is", "0001", "x"])


@given(st.lists(st.tuples(_ENDS, st.text(max_size=20), _ENDS).map(" ".join), max_size=5))
def test_texts_are_masked_together_as_each_by_itself(texts: list[str]) -> None:
    numbers = ConfiguredNumbers(["+4921155660001", "112", "5X6"])

    assert list(numbers.mask_all(texts)) == [numbers.mask(text) for text in texts]


def test_of_several_texts_each_is_masked() -> None:
    said = ["hello", "it is 0211 5566 0001", "that is it"]

    assert list(ConfiguredNumbers([CARDS]).mask_all(said)) == ["hello", "it is [number]", "that is it"]


def test_a_number_does_not_begin_in_one_text_and_end_in_the_next() -> None:
    said = ["it is 0211 5566", "0001"]

    assert list(ConfiguredNumbers([CARDS]).mask_all(said)) == said


def test_time_does_not_grow_with_the_count_of_numbers() -> None:
    text = "My contract is 4711-2024 and my own number 0171 1234567, I think. " * 30
    few = ConfiguredNumbers([CARDS])
    many = ConfiguredNumbers([f"+4921155{number:06d}" for number in range(20_000)])

    assert _seconds(many, text) < 20 * _seconds(few, text) + 0.01


@pytest.mark.parametrize(
    "text", ["4921155" * 10_000, "1" + " " * 50_000 + "a", ("1" + " " * 50) * 1_000, "(" * 50_000 + "112"]
)
def test_hostile_text_takes_linear_time(text: str) -> None:
    assert _seconds(NUMBERS, text) < 2


def _seconds(numbers: ConfiguredNumbers, text: str) -> float:
    """The best of three: a busy machine must not look like slow code."""
    return min(timeit.repeat(lambda: numbers.mask(text), number=1, repeat=3))
