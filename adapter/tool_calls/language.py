"""Which language a call is in. The platform names none: the model tells us, or the caller's words do."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from adapter.vapi.texts import base

CERTAIN = 0.7
"""Score from which a language is believed. Measured on 225 utterances of 2 to 12 words in nine languages: 90 % named,
one of them wrongly; names and words such as "ok" stay below it."""

_ALL = 176  # languages of the detector's model
_ENOUGH = 80  # characters
_SHOUTED, _SHORT = 0.8, 5  # share of capitals among the letters, in more characters than that


def call_language(told: str | None, heard: str | None, default: str) -> str:
    """The last language that the model named, else the last recognised in the caller's words, else the default."""
    return told or heard or default


def detect(text: str, languages: Sequence[str]) -> str | None:
    """The language of an utterance among `languages`, None where that cannot be said or there is no choice.

    The detector's own certainty counts, not its share among `languages`: a caller who speaks none of them is not
    counted as speaking the nearest one.
    """
    if len(languages) < 2 or not text.strip():
        return None
    found = _scores(text.encode("utf-8", "ignore").decode())
    best = max(languages, key=lambda language: found.get(_code(language), 0.0))
    return best if found.get(_code(best), 0.0) >= CERTAIN else None


def _code(language: str) -> str:
    """The detector knows Norwegian Bokmål as Norwegian."""
    code = base(language)
    return "no" if code == "nb" else code


def _scores(text: str) -> dict[str, float]:
    labels, scores = _model().predict(_line(text), k=_ALL)
    return {label.removeprefix("__label__"): score for label, score in zip(labels, scores, strict=True)}


def _line(text: str) -> str:
    """The beginning of a text on one line, as the model wants it. Capitals alone look Japanese to it."""
    line = text.replace("\n", " ")[:_ENOUGH]
    letters = [character for character in line if character.isascii() and character.isalpha()]
    capitals = sum(character.isupper() for character in letters)
    shouted = capitals > _SHOUTED * len(letters) and len(line) > _SHORT
    return line.lower() if shouted or line.isupper() else line


@lru_cache(maxsize=1)
def _model() -> Any:
    # A compiled module that directories of one language do not need.
    import fasttext

    return fasttext.load_model(str(Path(__file__).with_name("lid.176.ftz")))
