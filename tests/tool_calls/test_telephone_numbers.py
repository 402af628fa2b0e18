"""What a caller would take for a telephone number, and what only has digits."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapter.tool_calls.telephone_numbers import DIGITS, holds_telephone_number


@pytest.mark.parametrize(
    "number",
    [
        "01512345",
        "0151 2345678",
        "0151-234-5678",
        "(0151) 2345678",
        "0151/234 56 78",
        "0 1 5 1 2 3 4",
        "+1 202 5550143",
        "+ 49 151-234 56",
        "＋49 151 2345678",
        "0049 (0)151/2345678",
        "49 (0)151 2345678",
        "0151–2345–678",
        "01.51.23.45.67",
        "02.11.55 66 00 01",
        "0151, 2345, 678",
        "0151. 2345. 678.",
        "0151\u00a02345\u202f678",
        "٠١٥١٢٣٤٥",
        "null eins fünf eins zwei drei vier",
        "zero one five one double two three",
        "1. 0151 2345678",
        "1 or 2, 0151 2345678",
        "1-800-555 +49 151 2345",
        "+111111 1.1.11",
        "+49 30 1.1.2026",
    ],
)
def test_a_run_that_begins_with_a_plus_or_a_zero_reads_as_a_telephone_number(number: str) -> None:
    assert holds_telephone_number(number)
    assert holds_telephone_number(f"Please ring {number}, thank you.")


@pytest.mark.parametrize(
    "text",
    [
        "Ticket 4711123 and order 1002003004 are done.",
        "The case is 4711-0815-2026.",
        "The balance is 1.234.567.890 euros, of one of 1.000.000.000.",
        "It is 05.03.2026, 08:30, or 5/3/26, or 03/25/2026, or 05-03-2026 at 9.",
        "From 05.03.-10.03.2026 we are closed.",
        "Wir haben von 08.00-20.00 Uhr, Sa 08.00 – 12.00, 13.00 – 17.00 Uhr offen.",
        "Open Mo-Fr 08:00-20:00, Sa 09:00-13:00.",
        "0,5 % weniger ab 2027, in 01067 Dresden.",
        "Call +49 211 or 011223.",
        "One or two of three or four, o cinco, o seis.",
        "Am 05.03.26 um 8 Uhr.",
        "",
    ],
)
def test_order_numbers_dates_hours_and_amounts_do_not(text: str) -> None:
    assert not holds_telephone_number(text)


SEPARATORS = st.sampled_from(["", "", " ", "-", " - ", "/", " (", ") ", ".", ", ", "\u00a0", "–"])


@given(
    beginning=st.sampled_from(["+", "0", "+0", "00"]),
    digits=st.lists(st.sampled_from("123456789"), min_size=DIGITS, max_size=15),
    data=st.data(),
)
@pytest.mark.deep
def test_however_its_digits_are_spaced_it_is_found(beginning: str, digits: list[str], data: st.DataObject) -> None:
    # No two-digit groups parted by points or hyphens throughout: those may be dates.
    parted = "".join(digit + (data.draw(SEPARATORS) if at > 5 else "") for at, digit in enumerate(digits, 1))
    assert holds_telephone_number(f"Ring {beginning}{parted} now")


@given(first=st.sampled_from("123456789"), rest=st.text("0123456789", min_size=0, max_size=20))
def test_a_number_written_in_one_that_begins_otherwise_never_is(first: str, rest: str) -> None:
    assert not holds_telephone_number(f"Your ticket is {first}{rest}.")


@given(st.text() | st.text("0123456789 +-.,/()xo:", max_size=40))
def test_any_text_is_read(text: str) -> None:
    assert holds_telephone_number(text) in (True, False)


@pytest.mark.parametrize("piece", ["0", "+", "1 ", "0.", "05.03.", "+ ", "(0", ", 0", "one ", "08.00-", " "])
def test_the_time_grows_with_the_text_and_no_faster(piece: str) -> None:
    started = time.process_time()
    holds_telephone_number(piece * 20_000)
    assert time.process_time() - started < 0.5
