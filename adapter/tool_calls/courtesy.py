"""What callers say out of politeness: whether an utterance is nothing but thanks, assent and goodbye, or has a phrase.

The phrases are a prompt's. They count as whole words, in any case, with or without accents.
"""

from collections.abc import Collection
from functools import lru_cache

from adapter.tool_calls.language_names import folded_words

MAX_WORDS = 24
"""Who says more has something to say."""

_Phrases = dict[str, tuple[tuple[str, ...], ...]]


def is_courtesy(text: str, phrases: Collection[str]) -> bool:
    """Whether an utterance is made of these phrases alone, one behind the other. A question never is."""
    words = folded_words(text)
    if not words or len(words) > MAX_WORDS or "?" in text or "？" in text:
        return False
    known = _by_first_word(tuple(phrases))
    reached = {0}
    for at in range(len(words)):
        if at in reached:
            reached.update(at + len(phrase) for phrase in known.get(words[at], ()) if _stands(phrase, words, at))
    return len(words) in reached


def has_phrase(text: str, phrases: Collection[str]) -> bool:
    """Whether one of these phrases is in an utterance."""
    words = folded_words(text)
    known = _by_first_word(tuple(phrases))
    return any(_stands(phrase, words, at) for at, word in enumerate(words) for phrase in known.get(word, ()))


def _stands(phrase: tuple[str, ...], words: tuple[str, ...], at: int) -> bool:
    return words[at : at + len(phrase)] == phrase


@lru_cache(maxsize=64)
def _by_first_word(phrases: tuple[str, ...]) -> _Phrases:
    found: _Phrases = {}
    for phrase in filter(None, map(folded_words, phrases)):
        found[phrase[0]] = (*found.get(phrase[0], ()), phrase)
    return found
