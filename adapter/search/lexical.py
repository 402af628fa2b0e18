"""The lexical index: which of several texts share words with an utterance, and how sure that is.

BM25 over word stems. Texts may mix languages, so nothing here asks which language a word is from. Plain Python, because
for the texts of a directory that answers in microseconds, while importing numpy alone takes longer than the whole
start-up should (`benchmarks/parts/search.py` compares it with bm25s).
"""

import heapq
import math
import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from operator import itemgetter

from adapter.search.stopwords import STOPWORDS

QUERY_LIMIT = 2_000
"""Characters of a query that are read, from its start. No spoken turn is longer; it bounds the work of hostile ones."""
MOST_WORDS = 24
"""Different words of a query that `best` weighs, the rarest: nobody says more of them that matter in one breath."""

_K1 = 1.2  # BM25: how soon the repetition of a word stops to count
_B = 0.5  # BM25: discount of long texts; below the usual 0.75 because more sample sentences make no text vaguer

_TELLING = 0.05  # of 10,000 texts two thirds have a word of this weight
_WORDS_KEPT = 256  # what callers of one directory say again and again; 100 bytes for each text that has the word
_WORD_LENGTH = 40
_STEM_LENGTH = 6
_COMPOUND_LENGTH = 7  # "Bargeld"
_PART_LENGTH = 4
_REST_LENGTH = 3
_TAIL_WEIGHT = 0.8  # "Karte" in "Kreditkarte": the last part of a compound says what it is,
_FRONT_WEIGHT = 0.5  # the first only what it is about, as in "Kartenterminal"


@dataclass(frozen=True, kw_only=True, slots=True)
class Hit:
    """A text that shares words with the query."""

    position: int
    """Index of the text in the sequence that was indexed."""

    score: float
    """BM25 in words, above 0: about 1 for a word that one text has once (2.2 at most if it repeats it), less for a word
    of many texts. The unit makes thresholds hold for indexes of any size."""

    coverage: float
    """Share of the query's content that this text knows, in (0, 1]. Words that no text knows count in full."""

    margin: float
    """Lead over the next best text as a share of the score, in [0, 1]: 0 for a tie, 1 if no other text matches."""


class LexicalIndex:
    """BM25 over a fixed sequence of texts. Does not change once built, so it can be shared."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._postings: dict[str, list[tuple[int, int]]] = {}
        lengths: list[int] = []
        root_of = cache(_root)
        for position, text in enumerate(texts):
            roots = [root_of(word) for word in _content_words(text)]
            lengths.append(len(roots))
            for root, count in Counter(roots).items():
                self._postings.setdefault(root, []).append((position, count))
        average = sum(lengths) / len(lengths) if any(lengths) else 1.0
        self._saturation = [_K1 * (1 - _B + _B * length / average) for length in lengths]
        self._by_stem: dict[str, list[str]] = {}
        for root in self._postings:
            self._by_stem.setdefault(root[:_STEM_LENGTH], []).append(root)
        compounds = [root for root in self._postings if len(root) >= _COMPOUND_LENGTH]
        self._compounds = sorted(compounds)
        self._compounds_backwards = sorted(root[::-1] for root in compounds)
        self._gains_of = lru_cache(maxsize=_WORDS_KEPT)(self._gains)

    def search(self, query: str, limit: int = 10) -> list[Hit]:
        """Texts that share content words with `query`, best first, ties by position; at most `limit`.

        Empty if nothing is shared: greetings and courtesies alone match no text. Only the first `QUERY_LIMIT`
        characters are read. A hit says that words agree, not that the wish is understood; `coverage` and `margin` say
        how far to trust it.
        """
        scores: dict[int, float] = {}
        covered: dict[int, float] = {}
        content = 0.0
        for root in dict.fromkeys(_root(word) for word in _content_words(query[:QUERY_LIMIT])):
            counts, closeness = self._occurrences(root)
            weight = self._weight(len(counts))
            content += weight
            for position, count in counts.items():
                gain = weight * (_K1 + 1) * count / (count + self._saturation[position])
                scores[position] = scores.get(position, 0.0) + gain
                covered[position] = covered.get(position, 0.0) + weight * closeness[position]
        # One more than asked for, because the last hit's margin needs its follower.
        ranked = heapq.nsmallest(max(limit, 0) + 1, ((-score, position) for position, score in scores.items()))
        best = [(position, -score) for score, position in ranked]
        followers = [score for _, score in best[1:]] + [0.0]
        return [
            Hit(position=position, score=score, coverage=covered[position] / content, margin=1 - follower / score)
            for (position, score), follower in zip(best[:limit], followers, strict=False)
        ]

    def best(self, query: str, limit: int) -> list[tuple[int, float]]:
        """The best of what `search` finds, as position and score, and nothing else of them: for thousands of texts.

        Of very long queries only the rarest words count, and none that most of many texts have. What a word adds is
        remembered, and a frequent one brings in no text that could not be among the best any more.
        """
        if limit < 1:
            return []
        gains = [self._gains_of(root) for root in dict.fromkeys(map(_root, _content_words(query[:QUERY_LIMIT])))]
        words = sorted((word for word in gains if word[1]), key=itemgetter(0), reverse=True)[:MOST_WORDS]
        scores: dict[int, float] = {}
        reached, open_gain = 0.0, sum(most for most, _ in words)
        for most, word in words:
            enough = reached > open_gain and len(scores) >= limit
            if not scores:
                scores = word
            elif enough and sorted(scores.values(), reverse=True)[limit - 1] > open_gain:
                scores = scores.copy()
                for position in word.keys() & scores.keys():
                    scores[position] += word[position]
            else:
                both = word.keys() & scores.keys()
                summed = {position: scores[position] + word[position] for position in both}
                scores = {**scores, **word, **summed}
            reached, open_gain = reached + most, open_gain - most
        if len(scores) > limit:
            last = sorted(scores.values(), reverse=True)[limit - 1]
            scores = {position: score for position, score in scores.items() if score >= last}
        return sorted(scores.items(), key=lambda hit: (-hit[1], hit[0]))[:limit]

    def _gains(self, root: str) -> tuple[float, dict[int, float]]:
        """What a word adds to the score of each text that has it, and the most of that."""
        forms = list(self._forms(root))
        if len(forms) == 1 and forms[0][1] == 1:
            counts: dict[int, float] = dict(self._postings[forms[0][0]])
        else:
            counts, _ = self._occurrences(root)
        if self._weight(len(counts)) < _TELLING:
            return 0.0, {}
        weight = self._weight(len(counts)) * (_K1 + 1)
        gains = {position: weight * count / (count + self._saturation[position]) for position, count in counts.items()}
        return max(gains.values(), default=0.0), gains

    def _occurrences(self, root: str) -> tuple[dict[int, float], dict[int, float]]:
        """By position: how often a text has the word in any form, and how close the closest form comes, up to 1."""
        counts: dict[int, float] = {}
        closeness: dict[int, float] = {}
        for form, weight in self._forms(root):
            for position, count in self._postings[form]:
                counts[position] = counts.get(position, 0.0) + weight * count
                closeness[position] = max(weight, closeness.get(position, 0.0))
        return counts, closeness

    def _forms(self, root: str) -> Iterator[tuple[str, float]]:
        """Indexed roots that stand for the same word, that contain it, or that it contains; with their weights."""
        same = self._by_stem.get(root[:_STEM_LENGTH], [])
        yield from ((form, 1.0) for form in same)
        joined: dict[str, float] = {}
        if len(root) >= _PART_LENGTH:
            fronts = _starting_with(root, self._compounds)
            tails = (form[::-1] for form in _starting_with(root[::-1], self._compounds_backwards))
            joined |= dict.fromkeys(fronts, _FRONT_WEIGHT) | dict.fromkeys(tails, _TAIL_WEIGHT)
        if len(root) >= _COMPOUND_LENGTH:
            cuts = range(_REST_LENGTH, len(root) - _REST_LENGTH + 1)
            joined |= {root[:cut]: _FRONT_WEIGHT for cut in cuts if cut >= _PART_LENGTH}
            joined |= {root[cut:]: _TAIL_WEIGHT for cut in cuts if len(root) - cut >= _PART_LENGTH}
        yield from ((form, weight) for form, weight in joined.items() if form in self._postings and form not in same)

    def _weight(self, texts_with_it: int) -> float:
        """How much a word tells texts apart, in (0, 1]: 1 if one text has it, and as much if none does."""
        texts = len(self._saturation)
        return _rarity(max(texts_with_it, 1), texts) / _rarity(1, texts)


def terms(text: str) -> list[str]:
    """What the index sees of a text: the stems of its content words, in order, repetitions kept.

    Letters only: digits and punctuation are separators. Case and diacritics are folded ("Überweisung", "Ueberweisung"
    and "überweisung" are equal); function words, greetings and words of every call ("help", "Frage") are left out.
    """
    return [_root(word)[:_STEM_LENGTH] for word in _content_words(text)]


def shared_terms(a: str, b: str) -> list[str]:
    """The words of `a` that `b` has too, whatever their ending: lower case, spelt as in `a`, each once, in order."""
    in_b = set(terms(b))
    shared: dict[str, str] = {}
    for word in _WORD.findall(_without_marks(unicodedata.normalize("NFKC", a))):
        for term in in_b.intersection(terms(word)):
            shared.setdefault(term, word.lower())
    return list(shared.values())


def _starting_with(prefix: str, ordered: list[str]) -> Iterator[str]:
    """The members of a sorted list that start with `prefix` and go on for a compound's other part."""
    for index in range(bisect_left(ordered, prefix), len(ordered)):
        if not ordered[index].startswith(prefix):
            return
        if len(ordered[index]) >= len(prefix) + _REST_LENGTH:
            yield ordered[index]


def _rarity(texts_with_it: int, texts: int) -> float:
    return math.log(1 + (texts - texts_with_it + 0.5) / (texts_with_it + 0.5))


@cache
def _stopwords() -> frozenset[str]:
    return frozenset(_fold(STOPWORDS).split())


def _content_words(text: str) -> list[str]:
    stopwords = _stopwords()
    return [word[:_WORD_LENGTH] for word in _WORD.findall(_fold(text)) if len(word) > 1 and word not in stopwords]


_WORD = re.compile(r"[^\W\d_]+")
_LETTERS = str.maketrans({"ł": "l", "ı": "i", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"})

# ae, oe and ue are how ä, ö and ü are typed without them, but "neue", "value" and "que" are no "nü", "valü" and "qü".
_SECOND_OF_UMLAUT = re.compile(r"(?<=[ao])e(?=[a-z])|(?<=(?<![aeoq])u)e(?=[a-z])")


def _fold(text: str) -> str:
    if text.isascii():
        return _SECOND_OF_UMLAUT.sub("", text.lower())
    folded = unicodedata.normalize("NFKD", text).casefold().translate(_LETTERS)
    return _SECOND_OF_UMLAUT.sub("", _without_marks(folded))


def _without_marks(text: str) -> str:
    return "".join(character for character in text if not unicodedata.combining(character))


# Endings of number, gender, case and person that European languages share, the longest first.
_ROOT = re.compile(r"(.{3,}?)(?:ungen|ung|ing|ies|en|es|ed|as|os|[esaoiy])")


def _root(word: str) -> str:
    """A folded word without its ending, so that its forms agree; not yet cut, so that compounds keep their parts."""
    found = None if word.endswith(("ss", "us", "is")) else _ROOT.fullmatch(word)
    return found[1] if found else word
