"""The configured numbers, and finding them in any text, however they are spaced or punctuated."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from adapter.directory.spelled_digits import with_digits
from adapter.directory.unseen import is_unseen

LONG = 6
"""Digits from which on a number is sought inside a longer run of digits too; below, only as a whole run."""

MAX_PASSES = 4
"""How often a text is looked through that has a number in it. By chance the second finds nothing."""

# ITU-T E.164, annex to Operational Bulletin 1114: country codes of one and of two digits; all others have three.
_ONE_DIGIT = "1 7"
_TWO_DIGITS = """
20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 81 82 84 86 90 91 92
93 94 95 98
"""
_CODES = frozenset([*_ONE_DIGIT.split(), *_TWO_DIGITS.split()])
_EXIT_CODES = ("00", "011")  # dialled before a country code in most countries, and in North America

_ALPHANUMERIC = re.compile(r"[0-9A-Za-z]+")
_DIGITS = re.compile(r"[0-9]+")
# Latin letters and marks have no other figures than these.
_MAYBE_FIGURE = re.compile("[0-9\xb2\xb3\xb9\xbc-\xbe\u0300-\U0010ffff]")
# Digits with anything but letters between them, and the same without spaces.
_RUN = re.compile(r"[0-9](?:[^0-9A-Za-z]*+[0-9])*+")
_TIGHT_RUN = re.compile(r"[0-9](?:[^0-9A-Za-z\s]*+[0-9])*+")
_APART = " x "  # a letter parts digits, written or spelt


def plain_digits(text: str) -> str:
    """The text with the digits of any script, and those that it spells, as 0 to 9: at the same places, as long as
    before. Other letters than ASCII's are "a" and other marks "-"."""
    spelt = with_digits(text)
    return spelt if spelt.isascii() else spelt.translate(_PLAIN)


class ConfiguredNumbers:
    """Finds numbers in text: with spaces, dots, dashes, slashes or brackets, with `(0)`, without the country code, in
    the digits of any script, or spelt digit by digit in words. A number of fewer than six digits counts only as a whole
    run of written digits.

    Time grows with the text alone, not with how many numbers there are.
    """

    def __init__(self, numbers: Iterable[str]) -> None:
        self._long: dict[str, tuple[str, ...]] = {}
        self._short: set[str] = set()
        self._mixed: set[str] = set()
        for number in numbers:
            self._add(number)
        self._lengths: dict[str, tuple[int, ...]] = {}
        for form in self._long:
            lengths = self._lengths.get(form[:LONG], ())
            self._lengths[form[:LONG]] = tuple(sorted({*lengths, len(form)}, reverse=True))

    def found_in(self, text: str) -> bool:
        """Whether the text holds a configured number."""
        return bool(self._found(text))

    def mask(self, text: str, by: str = "[number]") -> str:
        """The text with `by` in place of each configured number, its country code and trunk zero included.

        What is left holds none: where one number goes, the letters and digits beside it may make another. A text that
        is made of such goes as a whole.
        """
        if not self._found(text):
            return text
        for _ in range(MAX_PASSES):
            parts: list[str] = []
            done = 0
            for start, end in self.spans(text):
                parts += [text[done:start], by]
                done = end
            if not parts:
                return text
            text = "".join([*parts, text[done:]])
        return by if self.found_in(text) else text

    def mask_all(self, texts: Sequence[str]) -> Sequence[str]:
        """Each text as `mask` gives it. They are looked through at once: nearly always there is nothing in any."""
        return [self.mask(text) for text in texts] if self.found_in(_APART.join(texts)) else texts

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Where configured numbers stand in the text: start and end, in order, none over another."""
        spans: list[tuple[int, int]] = []
        done = 0
        for start, end in sorted(self._found(text)):
            if end > done:
                spans.append((max(start, done), end))
                done = end
        return spans

    def _add(self, number: str) -> None:
        if not _DIGITS.fullmatch(number.removeprefix("+")):
            # Letters part digits, so only the parts can be found; where there are none of any length, the whole is.
            parts = [part for part in _DIGITS.findall(number) if len(part) >= LONG]
            self._long.update((part, ()) for part in parts)
            if not parts and _DIGITS.search(number):
                self._mixed.update(part.lower() for part in _ALPHANUMERIC.findall(number))
            return
        digits, national, code = _forms(number)
        if len(national) >= LONG:
            self._long[national] = (*self._long.get(national, ()), code)
        elif len(digits) >= LONG:
            self._long.setdefault(digits, ())
            self._short.update((national, f"0{national}"))
        else:
            self._short.update((digits, national))

    def _found(self, text: str) -> Sequence[tuple[int, int]]:
        """Where numbers stand, in no order, some over others."""
        spelt = with_digits(text) if self._long else text
        # Nearly always there is no digit at all.
        if spelt is text and not self._mixed and not _has_figure(text):
            return ()
        return [*self._spans(text, spelt)]

    def _spans(self, text: str, spelt: str) -> Iterator[tuple[int, int]]:
        plain = text if text.isascii() else text.translate(_PLAIN)
        if self._long:
            written = plain if spelt is text else spelt if spelt.isascii() else spelt.translate(_PLAIN)
            for match in _RUN.finditer(written):
                if match.end() - match.start() >= LONG:
                    yield from ((start, _word_end(text, end)) for start, end in self._in_run(written, match))
        if self._short:
            for match in _TIGHT_RUN.finditer(plain):
                if "".join(_DIGITS.findall(match[0])) in self._short:
                    yield match.span()
        if self._mixed:
            for match in _ALPHANUMERIC.finditer(plain):
                if match[0].lower() in self._mixed:
                    yield match.span()

    def _in_run(self, plain: str, match: re.Match[str]) -> Iterator[tuple[int, int]]:
        """Slides over the digits of a run; a window whose first six digits begin no number costs one look-up."""
        places = [place for place in range(*match.span()) if "0" <= plain[place] <= "9"]
        digits = "".join([plain[place] for place in places])
        at = done = 0
        while at <= len(digits) - LONG:
            lengths = self._lengths.get(digits[at : at + LONG], ())
            form = next(
                (digits[at : at + length] for length in lengths if digits[at : at + length] in self._long), None
            )
            if form is None:
                at += 1
                continue
            first = at - self._prefix(digits[done:at], form)
            at = done = at + len(form)
            yield _widened(plain, places[first], places[at - 1] + 1)

    def _prefix(self, before: str, form: str) -> int:
        """How many digits right before a number belong to it: exit code, country code, trunk zero."""
        codes = self._long[form]
        prefixes = [f"{exit_code}{code}" for code in codes for exit_code in ("", *_EXIT_CODES)]
        prefixes += [f"{prefix}0" for prefix in prefixes] + ["0", *_EXIT_CODES]
        return max((len(prefix) for prefix in prefixes if before.endswith(prefix)), default=0)


def _has_figure(text: str) -> bool:
    """Whether the text has a digit or a numeral of any script."""
    return _MAYBE_FIGURE.search(text) is not None and (text.isascii() or any(map(str.isnumeric, text)))


def _forms(number: str) -> tuple[str, str, str]:
    """All digits of a number, those after its country code, and the code; "" where the number names no country."""
    digits = number.removeprefix("+")
    international = number.startswith(("+", "00"))
    digits = digits.removeprefix("00") if international else digits
    if not international:
        # A trunk zero is dialled within the country only.
        return digits, digits[1:] if digits.startswith("0") else digits, ""
    length = next((length for length in (1, 2) if digits[:length] in _CODES), 3)
    return digits, digits[length:], digits[:length]


def country_code(number: str) -> str:
    """The country calling code of a number with `+` or `00`, "" for any other: a table look-up, no validation."""
    return _forms(number)[2] if _DIGITS.fullmatch(number.removeprefix("+")) else ""


def _widened(plain: str, start: int, end: int) -> tuple[int, int]:
    """With the plus and the bracket that a number begins with, if the bracket closes within it."""
    while start and (plain[start - 1] == "+" or (plain[start - 1] == "(" and ")" in plain[start:end])):
        start -= 1
    return start, end


def _word_end(text: str, end: int) -> int:
    """Where the word ends whose first letter stands for the last digit of a number."""
    if not text[end - 1].isalpha():
        return end
    while end < len(text) and text[end].isalpha():
        end += 1
    return end


class _Plain(dict[int, str]):
    """For `str.translate`: digits and numerals of any script as 0 to 9, letters as "a", spaces as " ", marks as "-".

    Positions stay the same, so what is found in the plain text is cut out of the original. Nothing is remembered: the
    texts come from outside and may use every character there is.
    """

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if code < 0x300 and character.isalpha():  # Latin letters, of which none is a numeral or unseen
            return "a"
        if is_unseen(code):  # some are letters, which would part a number
            return "-"
        digit = unicodedata.digit(character, None)
        if digit is None and unicodedata.category(character) in ("Lo", "Nl"):
            digit = _SINGLE.get(unicodedata.numeric(character, -1.0))
        if digit is not None:
            return str(digit)
        return "a" if character.isalnum() else " " if character.isspace() else "-"


_SINGLE = {float(digit): digit for digit in range(10)}
_PLAIN = _Plain({code: chr(code) for code in range(128)})
