"""Which language a call is in. The platform names none: the model tells us, or the caller's words do."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from string import ascii_lowercase, ascii_uppercase
from typing import Any

from adapter.tool_calls.function_words import plain_language
from adapter.tool_calls.language_names import wished_language
from adapter.vapi.texts import base

CERTAIN = 0.7
"""Score from which a language is believed. Measured on 225 utterances of 2 to 12 words in nine languages: 90 % named,
one of them wrongly; names and words such as "ok" stay below it."""

MIN_WORDS = 3
"""With fewer an utterance never changes a call's language: "Garantie", "Support" and "una domanda" are of several."""
CERTAIN_OF_FEW = 0.95
"""What an utterance of just so many words needs to change it: product names are often in another language."""

_ENOUGH = 80  # characters
_SMALL_LETTERS, _CAPITALS = ascii_lowercase.encode(), ascii_uppercase.encode()
_SHOUTED, _SHORT = 0.8, 5  # share of capitals among the letters, in more characters than that


def call_language(told: str | None, heard: str | None, default: str) -> str:
    """The last language that the model named, else the last recognised in the caller's words, else the default."""
    return told or heard or default


def language_change(text: str, languages: Sequence[str], *, own: str | None = None) -> str | None:
    """The language, among `languages`, to which an utterance changes a call; None where it changes nothing.

    An explicit wish always does, everything else only on evidence: one or two words never do. `own` as
    `evident_language` has it.
    """
    if len(languages) < 2:
        return None
    return wished_language(text, languages) or evident_language(text, languages, own=own)


def evident_language(text: str, languages: Sequence[str], *, own: str | None = None) -> str | None:
    """The language, among `languages`, of an utterance that is long and clear enough to change a call's; else None.

    `own` is the call's so far. Words that are plainly of it are not shown to the detector, which takes ten times as
    long: they change nothing.
    """
    if own is not None and own in languages and plain_language(text) == base(own):
        return own
    words = 0
    for word in text.split():
        words += _may_tell(word)
        if words > MIN_WORDS:
            return detect(text, languages)
    return detect(text, languages, certain=CERTAIN_OF_FEW) if words == MIN_WORDS else None


def _may_tell(word: str) -> bool:
    """Whether a word may tell its language: none of digits, nor what is spelt letter by letter."""
    return len(word) > 1 and (word.isalpha() or sum(map(str.isalpha, word)) > 1)


def detect(text: str, languages: Sequence[str], *, certain: float = CERTAIN) -> str | None:
    """The language of an utterance among `languages`, None where that cannot be said or there is no choice.

    The detector's own certainty counts, not its share among `languages`: a caller who speaks none of them is not
    counted as speaking the nearest one. `certain` is more than a half, which no second language can reach.
    """
    if len(languages) < 2 or not text.strip():
        return None
    labels, scores = _model().predict(_line(text), k=1, threshold=certain)
    return _by_label(tuple(languages)).get(labels[0]) if labels and scores[0] >= certain else None


@lru_cache(maxsize=64)
def _by_label(languages: tuple[str, ...]) -> dict[str, str]:
    """The languages by what the detector calls them. Where it has one name for two, the first counts."""
    return {f"__label__{_code(language)}": language for language in reversed(languages)}


def _code(language: str) -> str:
    """The detector knows Norwegian Bokmål as Norwegian."""
    code = base(language)
    return "no" if code == "nb" else code


def _line(text: str) -> str:
    """The beginning of a text on one line, as the model wants it. Capitals alone look Japanese to it."""
    whole = text if text.isascii() else text.encode("utf-8", "ignore").decode()
    line = whole.replace("\n", " ")[:_ENOUGH]
    raw = line.encode()
    small = len(raw) - len(raw.translate(None, _SMALL_LETTERS))
    if len(raw) - small <= _SHOUTED * len(raw):
        return line  # as nearly always: with so many small letters capitals cannot be most
    capitals = len(raw) - len(raw.translate(None, _CAPITALS))
    shouted = capitals > _SHOUTED * (small + capitals) and len(line) > _SHORT
    return line.lower() if shouted or line.isupper() else line


@lru_cache(maxsize=1)
def _model() -> Any:
    # A compiled module that directories of one language do not need.
    import fasttext

    return fasttext.load_model(str(Path(__file__).with_name("lid.176.ftz")))
