"""When two texts are one in other words: equal once written alike, or nearly the same content words.

What is near by sense but not by words, such as a translation, is not seen here: cases name their group for that.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from adapter.evals.cases import Case
from adapter.search import terms

NEAR = 65
"""Percent of letter triples in common from which two texts are near: as with "I forgot my PIN" and "I forgot the PIN of
my card", not with "open a savings account" and "close a savings account"."""

_WORD = re.compile(r"\w+")
_DIGITS = re.compile(r"\d+")
_FEW = 2


def words_of(text: str) -> list[str]:
    """The words of a text, however they are written: no case, no punctuation."""
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())


def normal(text: str) -> str:
    """A text as its words with one space between: equal for texts that differ in case and punctuation only."""
    return " ".join(words_of(text)) or text.strip()


def case_text(case: Case) -> str:
    """All that is said in a case, by either side: the same last words mean something else after another question."""
    return case.text if case.text is not None else "\n".join(message.content for message in case.messages or ())


def near(a: str, b: str) -> bool:
    """Whether two texts have nearly the same words."""
    return _near(_features(a), _features(b))


def near_pairs(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Positions of all pairs of near texts, the lower first; without comparing each with each."""
    features = [_features(text) for text in texts]
    frequency: dict[str, int] = {}
    for each in features:
        for feature in each:
            frequency[feature] = frequency.get(feature, 0) + 1
    seen: dict[str, list[int]] = {}
    for position, each in enumerate(features):
        # Sets that are near have so much in common that a feature of it is among the rarest of both.
        rarest_first = sorted(each, key=lambda feature: (frequency[feature], feature))
        telling = rarest_first[: len(each) * (100 - NEAR) // 100 + 1]
        candidates = {other for feature in telling for other in seen.get(feature, ())}
        yield from ((other, position) for other in sorted(candidates) if _near(each, features[other]))
        for feature in telling:
            seen.setdefault(feature, []).append(position)


def clusters(size: int, links: Iterable[tuple[int, int]]) -> list[list[int]]:
    """The positions below `size`, together where a chain of links joins them; by their first."""
    leader = list(range(size))

    def first_of(position: int) -> int:
        while leader[position] != position:
            leader[position] = leader[leader[position]]
            position = leader[position]
        return position

    for a, b in links:
        low, high = sorted((first_of(a), first_of(b)))
        leader[high] = low
    found: dict[int, list[int]] = {}
    for position in range(size):
        found.setdefault(first_of(position), []).append(position)
    return list(found.values())


def _near(a: frozenset[str], b: frozenset[str]) -> bool:
    return len(a & b) * 100 >= NEAR * len(a | b)


def _features(text: str) -> frozenset[str]:
    """Triples of letters of the content words. Numbers are all alike.

    A text with hardly a content word is near only to texts with the same one, by all of its words.
    """
    content = sorted(set(terms(text)))
    if len(content) >= _FEW:
        return _triples(content, "")
    return _triples(words_of(_DIGITS.sub("0", text)), " ".join(content)) or frozenset({text.strip()})


def _triples(words: Iterable[str], mark: str) -> frozenset[str]:
    padded = [f" {word} " for word in words]
    return frozenset(mark + word[start : start + 3] for word in padded for start in range(len(word) - 2))
