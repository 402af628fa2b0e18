"""The semantic index: which of several destinations the caller's words mean, and how sure that is."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

import numpy as np
import numpy.typing as npt

from adapter.search.embedder import Embedder, Vectors, unit_vectors
from adapter.search.lexical import LexicalIndex
from adapter.search.none_of_these import none_of_these
from adapter.search.weights import WEIGHTS, Weights
from adapter.search.wish import wish_of

TURNS: Final = 3
"""Turns at the end of a dialogue that are read."""
LOWEST_GATE: Final = -1.0

_PHRASE_END = re.compile(r"[,;:.!?\n]+(?:\s+|$)")
_SHORTEST_PHRASE = 3

Scores = npt.NDArray[np.float32]


@dataclass(frozen=True, kw_only=True, slots=True)
class Candidate:
    """A destination as it is searched: its key, what it is for, and how callers say it."""

    key: str
    description: str
    examples: tuple[str, ...] = ()

    @property
    def passages(self) -> tuple[str, ...]:
        """Title and description as one text, each phrase of the description, each example. Never empty."""
        whole = f"{self.key.replace('_', ' ')}. {self.description.strip()}"
        phrases = (phrase.strip() for phrase in _PHRASE_END.split(self.description))
        texts = (whole, *(phrase for phrase in phrases if len(phrase) >= _SHORTEST_PHRASE), *self.examples)
        return tuple(dict.fromkeys(text for text in texts if text.strip()))

    def without(self, examples: Collection[str]) -> "Candidate":
        """The same without these examples, told apart by what they say and not by case and spaces."""
        left_out = {plain(example) for example in examples}
        kept = tuple(example for example in self.examples if plain(example) not in left_out)
        return self if kept == self.examples else replace(self, examples=kept)


@dataclass(frozen=True, kw_only=True, slots=True)
class Scored:
    """What an index makes of a dialogue. All numbers are finite; scores lie between -1 and 1.15."""

    ranked: tuple[tuple[str, float], ...]
    """Every key with its score, best first; ties in the order of the keys' names."""
    none: float
    """How near the words are to the nearest sentence that means no destination, between -1 and 1."""
    none_weight: float = WEIGHTS.none

    @property
    def best(self) -> str | None:
        """The likeliest key; None only without candidates."""
        return self.ranked[0][0] if self.ranked else None

    @property
    def second(self) -> str | None:
        """The likeliest other key."""
        return self.ranked[1][0] if len(self.ranked) > 1 else None

    @property
    def gate(self) -> float:
        """How sure the choice of `best` is: the lead over the second (the only one leads over `none`), and over `none`.

        At least `LOWEST_GATE`. It says something only beside a threshold for this embedder and these weights.
        """
        if not self.ranked:
            return LOWEST_GATE
        first = self.ranked[0][1]
        rival = self.ranked[1][1] if len(self.ranked) > 1 else min(self.none, first)
        return max(LOWEST_GATE, first - rival + self.none_weight * (first - self.none))


class SemanticIndex:
    """Candidates by the meaning of their texts, with some weight on shared words. Does not change once built."""

    def __init__(self, candidates: Sequence[Candidate], embedder: Embedder, *, weights: Weights = WEIGHTS) -> None:
        self.candidates = tuple(sorted(candidates, key=lambda candidate: candidate.key))
        self.embedder = embedder
        self.weights = weights
        self._none: Vectors = embedder.embed(none_of_these(), query=False)
        passages = [candidate.passages for candidate in self.candidates]
        self._starts = np.cumsum([0, *(len(texts) for texts in passages)])[:-1]
        self._texts: Vectors = embedder.embed([text for texts in passages for text in texts], query=False)
        self._middles: Vectors = unit_vectors(np.add.reduceat(self._texts, self._starts)) if passages else self._texts

    def score(self, turns: Sequence[str], *, leave_out: Collection[str] = ()) -> Scored:
        """How near every candidate is to what the caller said, oldest turn first; only the last `TURNS` are read.

        What is denied ("not the cards") and long numbers are no part of the wish. `leave_out` are examples that do not
        count: a labelled sentence that stands among them would be found by itself. Deterministic for one embedder; the
        order of the candidates does not matter.
        """
        if leave_out and (fewer := [candidate.without(leave_out) for candidate in self.candidates]) != [
            *self.candidates
        ]:
            return SemanticIndex(fewer, self.embedder, weights=self.weights).score(turns)
        said = [wish for turn in turns[-TURNS:] if (wish := wish_of(turn))]
        if not said:
            return self._scored(np.zeros(len(self.candidates), dtype=np.float32), 1.0)
        # the latest first: a long text's beginning is what is read of it
        last, together = said[-1], " ".join(reversed(said))
        words = self._lexical_scores(last)
        if len(said) == 1:
            vector = self.embedder.embed([last], query=True)[0]
        else:
            parts = self.embedder.embed([last, together], query=True)
            vector = unit_vectors([self.weights.last * parts[0] + (1 - self.weights.last) * parts[1]])[0]
            words = self.weights.last * words + (1 - self.weights.last) * self._lexical_scores(together)
        if not self.candidates:
            return self._scored(words, self._nearest_none(vector))
        near = np.maximum.reduceat(self._texts @ vector, self._starts)
        scores = (
            self.weights.nearest * near
            + self.weights.centroid * (self._middles @ vector)
            + self.weights.lexical * np.minimum(words, self.weights.lexical_limit)
        )
        return self._scored(scores, self._nearest_none(vector))

    def _nearest_none(self, vector: Vectors) -> float:
        return float((self._none @ vector).max())

    def _scored(self, scores: Scores, none: float) -> Scored:
        pairs = [(candidate.key, float(score)) for candidate, score in zip(self.candidates, scores, strict=True)]
        ranked = tuple(sorted(pairs, key=lambda pair: (-pair[1], pair[0])))
        return Scored(ranked=ranked, none=none, none_weight=self.weights.none)

    def _lexical_scores(self, text: str) -> Scores:
        scores = np.zeros(len(self.candidates), dtype=np.float32)
        for hit in self._lexical.search(text, limit=len(self.candidates)):
            scores[hit.position] = hit.score
        return scores

    @cached_property
    def _lexical(self) -> LexicalIndex:
        texts = (
            f"{candidate.key.replace('_', ' ')}. {candidate.description} {' '.join(candidate.examples)}"
            for candidate in self.candidates
        )
        return LexicalIndex([*texts])


def plain(text: str) -> str:
    """A sentence as it is compared with others: without case, spacing and the punctuation around it."""
    return " ".join(text.casefold().split()).strip(" .,!?")
