"""The words of a text as promises are looked for in them: in lower case, a space around each."""

import re
import unicodedata
from collections.abc import Iterable

_LETTERS = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "œ": "oe", "æ": "ae", "ß": "ss"})
_NO_LETTERS = frozenset({"Mn", "Cf"})
"""Categories of accents and of invisible characters."""
_WORD = re.compile(r"[^\W_]+")


def words_in(text: str) -> list[str]:
    """The words with their accents, without invisible characters; an apostrophe parts words, as a space does."""
    plain = unicodedata.normalize("NFC", text.casefold()).replace("i\u0307", "i")  # the Turkish capital
    if not plain.isascii():
        plain = "".join(letter for letter in plain if unicodedata.category(letter) != "Cf")
    return _WORD.findall(plain)


def spaced(words: Iterable[str]) -> str:
    """The words with a space around each, so that whole phrases can be looked for."""
    return f" {' '.join(words)} "


def folded(text: str) -> str:
    """A text, or words with a space around each, without accents."""
    if text.isascii():
        return text
    parts = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    return "".join(letter for letter in parts if unicodedata.category(letter) not in _NO_LETTERS)
