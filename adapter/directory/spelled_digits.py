"""Digits spelt as words, as callers dictate numbers and people hide them in texts."""

import re
from collections.abc import Mapping

# Digit by digit, in English as on the telephone, in the languages of the shipped prompt's claims. "Fifty" is not read.
_SPELT = """
zero oh o null nul zéro cero sıfır
one eins ein uno un um bir jeden een jedna
two zwei zwo deux dos due dois iki dwa twee dwie
three drei trois tres tre três üç trzy drie
four vier quatre cuatro quattro quatro dört cztery
five fünf fuenf cinq cinco cinque beş pięć vijf
six sechs seis sei altı sześć zes
seven sieben sept siete sette sete yedi siedem zeven
eight acht huit ocho otto oito sekiz osiem
nine neun neuf nueve nove dokuz dziewięć negen
"""


def _folded(text: str) -> str:
    """Without case, the Turkish dotless and dotted i included."""
    return text.lower() if text.isascii() else text.casefold().replace("\u0307", "").replace("ı", "i")


_DIGITS: Mapping[str, str] = {
    word: str(digit) for digit, line in enumerate(_SPELT.strip().splitlines()) for word in _folded(line).split()
}
_SPELLINGS = frozenset(_DIGITS)
_TIMES: Mapping[str, int] = {"double": 2, "triple": 3, "doppel": 2}

_BEGINNINGS = frozenset(word[: end + 1] for word in (*_DIGITS, *_TIMES) for end in range(len(word)))

_WORD = re.compile(r"[^\W\d_]+")
_BEYOND_LATIN = re.compile("[^\x00-\x7f\xc0-\xd6\xd8-\xf6\xf8-\u0148\u014a-\u017f]")
_NO_LETTERS = bytes(code for code in range(128) if not chr(code).isalpha())
_APART = bytes.maketrans(_NO_LETTERS, b" " * len(_NO_LETTERS))
"""Of bytes in UTF-8: a space in place of what is no letter of ASCII, nor part of another character."""
_FIGURE = re.compile(r"\d")
_TOKEN = re.compile(r"(?<![^\W_])(?:(?P<times>double|triple|doppel)[\s-]{1,3})?(?P<word>[^\W\d_]+)(?![^\W_])", re.I)


def with_digits(text: str) -> str:
    """The text with the digits that it spells written as digits, at the same places and as long as before.

    What is left of a word is filled up with hyphens: "two one" is "2-- 1--", "double two" is "2--------2". A single one
    among words is left alone, because it makes no number.
    """
    # Far faster than the substitution where there is nothing to be found, which is nearly always: "one" is a word too.
    words = _words(text)
    spelt = _SPELLINGS.intersection(words)
    if not spelt or (len(spelt) == 1 and words.count(*spelt) == 1 and _FIGURE.search(text) is None):
        return text
    return _TOKEN.sub(_written, text)


def _words(text: str) -> list[str]:
    """The words of a text, folded."""
    if text.isascii() or _BEYOND_LATIN.search(text) is None:  # the same in a third of the time
        return _folded(text).encode().translate(_APART).decode().split()
    return _WORD.findall(_folded(text))


def spells_digit(word: str) -> bool:
    """Whether a word by itself spells a digit, or says how often the next one comes."""
    folded = _folded(word)
    return folded in _DIGITS or folded in _TIMES


def begins_digit(part: str) -> bool:
    """Whether a word that begins like this may spell a digit."""
    return _folded(part) in _BEGINNINGS


def _written(match: re.Match[str]) -> str:
    digit, length = _DIGITS.get(_folded(match["word"])), len(match[0])
    if digit is None:
        return match[0]
    again = _TIMES[match["times"].lower()] - 1 if match["times"] else 0
    return f"{digit}{'-' * (length - 1 - again)}{digit * again}"
