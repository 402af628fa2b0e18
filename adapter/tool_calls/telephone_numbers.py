"""Whether a text holds what a caller would take for a telephone number: seven digits or more after a plus or a zero.

Order, ticket and case numbers begin otherwise and may be spoken. The directory's own numbers are another matter: they
are found however they begin.
"""

import re

from adapter.directory.numbers import plain_digits

DIGITS = 7
"""Digits from which on a run counts."""

_DAY, _MONTH, _CLOCK = r"(?:0?[1-9]|[12][0-9]|3[01])", r"(?:0?[1-9]|1[0-2])", r"(?:[01]?[0-9]|2[0-4])\.[0-5][0-9]"
_DATE = "|".join(
    rf"{first}(?P<mark{at}>[./-]){second}(?P=mark{at})(?:(?:19|20)[0-9]{{2}}|[0-9]{{2}}(?!\s?[0-9]))(?!(?P=mark{at})?[0-9])"
    for at, (first, second) in enumerate([(_DAY, _MONTH), (_MONTH, _DAY)])
)
_DATE_OR_HOURS = re.compile(rf"(?<![0-9+])(?:{_DATE}|{_CLOCK}\s?[-–]\s?{_CLOCK}(?![\s./-]?[0-9]))")
"""What else begins with a zero: a date such as 05.03.2026, in either order, and hours such as 08.00-20.00."""

_BETWEEN = r"[\s.,;/()_*-]"
_RUN = re.compile(rf"(?:\+{_BETWEEN}*+)?[0-9](?:(?:{_BETWEEN}|\+)*+[0-9])*+")
"""Digits with what people write between those of one number. A colon is not among it: times of day have it."""
_BEGINNING = re.compile(r"\+|\A0|(?:[.,;]\s{1,9}|\()0")
_PLUS = str.maketrans("＋﹢⁺₊", "++++")


def holds_telephone_number(text: str) -> bool:
    """Whether the text has a run of seven digits or more that begins with a plus or a zero.

    Spaced, hyphenated and bracketed ones count, in the digits of any script or spelt digit by digit. A number may begin
    within a run: behind a bracket, and behind a point or a comma as in a list. Dates and hours are none.
    """
    if not may_begin(text):
        return False
    other = _without_dates(text.translate(_PLUS))
    return any(_has_run(written) for written in dict.fromkeys((plain_digits(other), other)))


def _without_dates(text: str) -> str:
    """The text without dates and hours. What goes on behind a plus is none: in "+49 1520 1.1.11" all is one number."""
    runs = (run for run in _RUN.finditer(text) if "+" in run[0])
    after_plus = [range(run.start() + run[0].index("+"), run.end()) for run in runs]
    return _DATE_OR_HOURS.sub(
        lambda found: found[0] if any(found.start() in run for run in after_plus) else "x" * len(found[0]), text
    )


def _has_run(text: str) -> bool:
    for run in _RUN.finditer(text):
        beginning = _BEGINNING.search(run[0])
        if beginning is not None and sum(map(str.isdigit, run[0][beginning.start() :])) >= DIGITS:
            return True
    return False


def may_begin(text: str) -> bool:
    """Whether one can be in any part of the text: without a plus or a zero there is none. Quick, for most texts."""
    written = plain_digits(text.translate(_PLUS))
    return "0" in written or "+" in written
