"""Which language a call is in. The platform names none: the model tells us, or the caller's words do."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from string import ascii_lowercase, ascii_uppercase
from typing import Any

from adapter.tool_calls.language_names import count_words, wished_language
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


def language_change(text: str, languages: Sequence[str]) -> str | None:
    """The language, among `languages`, to which an utterance changes a call; None where it changes nothing.

    An explicit wish always does, everything else only on evidence: one or two words never do.
    """
    if len(languages) < 2:
        return None
    return wished_language(text, languages) or evident_language(text, languages)


def evident_language(text: str, languages: Sequence[str]) -> str | None:
    """The language, among `languages`, of an utterance that is long and clear enough to change a call's; else None."""
    words = count_words(text)
    if words < MIN_WORDS:
        return None
    return detect(text, languages, certain=CERTAIN_OF_FEW if words == MIN_WORDS else CERTAIN)


def detect(text: str, languages: Sequence[str], *, certain: float = CERTAIN) -> str | None:
    """The language of an utterance among `languages`, None where that cannot be said or there is no choice.

    The detector's own certainty counts, not its share among `languages`: a caller who speaks none of them is not
    counted as speaking the nearest one. `certain` is more than a half, which no second language can reach.
    """
    if len(languages) < 2 or not text.strip():
        return None
    labels, scores = _model().predict(_line(text.encode("utf-8", "ignore").decode()), k=1, threshold=certain)
    found = labels[0].removeprefix("__label__") if labels and scores[0] >= certain else None
    return next((language for language in languages if _code(language) == found), None)


def _code(language: str) -> str:
    """The detector knows Norwegian Bokmål as Norwegian."""
    code = base(language)
    return "no" if code == "nb" else code


def _line(text: str) -> str:
    """The beginning of a text on one line, as the model wants it. Capitals alone look Japanese to it."""
    line = text.replace("\n", " ")[:_ENOUGH]
    raw = line.encode()
    small = len(raw) - len(raw.translate(None, _SMALL_LETTERS))
    capitals = len(raw) - len(raw.translate(None, _CAPITALS))
    shouted = capitals > _SHOUTED * (small + capitals) and len(line) > _SHORT
    return line.lower() if shouted or line.isupper() else line


@lru_cache(maxsize=1)
def _model() -> Any:
    # A compiled module that directories of one language do not need.
    import fasttext

    return fasttext.load_model(str(Path(__file__).with_name("lid.176.ftz")))
