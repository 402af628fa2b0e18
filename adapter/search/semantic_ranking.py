"""The semantic ranking: destinations in the order in which their meaning is near to what was said."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

import numpy as np

from adapter.search.embedder import Embedder, Vectors, unit_vectors
from adapter.search.lexical import LexicalIndex
from adapter.search.ranking import REMEMBERED, LexicalRanking, Remembered, relative_scores, wishes
from adapter.search.weights import WEIGHTS

LEXICAL_WEIGHT: Final = 0.2
"""What the relative lexical score counts beside a cosine: measured on callers half of whose words were misheard."""
BATCH: Final = 200
"""Texts that are embedded at once, while destinations are read: half a second of the local model's."""
HEARD: Final = 1_024
"""Utterances whose vectors are kept, for the turns that follow: 2 MB of the local model's."""
LEXICAL_HITS: Final = 400
"""Destinations whose lexical score counts."""


class SemanticRanking:
    """By cosines of whole texts, and some weight on shared words. What destinations are compared with is embedded once,
    when it is made."""

    def __init__(
        self,
        texts: Mapping[str, str],
        index: LexicalIndex,
        embedder: Embedder,
        *,
        on_progress: Callable[[int, int], None] | None = None,
    ) -> None:
        """`texts` by key; `index` has them in the same order. `on_progress` is told how many of how many are embedded.

        Raises `ModelError` for a remote embedder that does not answer.
        """
        self._keys = tuple(texts)
        self._index = index
        self.embedder = embedder
        self._lexical = LexicalRanking(self._keys, index)
        self._heard: Remembered[Vectors] = Remembered(HEARD)
        self._found: Remembered[tuple[str, ...]] = Remembered(REMEMBERED)
        self._vectors = _embedded([*texts.values()], embedder, on_progress)

    @property
    def name(self) -> str:
        """As `Ranking` has it."""
        return self.embedder.id

    @property
    def remote(self) -> bool:
        """As `Ranking` has it."""
        return self.embedder.remote

    def hear(self, turns: Sequence[str]) -> None:
        """As `Ranking` has it: embeds what was not heard before."""
        unheard = [wish for wish in dict.fromkeys(wishes(turns)) if self._heard.get((wish,)) is None]
        if not unheard:
            return
        for wish, vector in zip(unheard, self.embedder.embed(unheard, query=True), strict=True):
            self._heard.put((wish,), vector)

    def best(self, turns: Sequence[str], limit: int) -> Sequence[str]:
        """As `Ranking` has it: all keys have a place in the order."""
        said = wishes(turns)
        if not said:
            return ()
        if not self.remote:
            self.hear(turns)
        vectors = [vector for wish in said if (vector := self._heard.get((wish,))) is not None]
        if len(vectors) < len(said):
            return self._lexical.best(turns, limit)
        return self._found.of((*said, str(limit)), lambda: self._best(said, vectors, limit))

    def close(self) -> None:
        """Closes the embedder."""
        self.embedder.close()

    def _best(self, said: Sequence[str], vectors: Sequence[Vectors], limit: int) -> tuple[str, ...]:
        (together,) = unit_vectors([np.sum(vectors, axis=0)])
        (vector,) = unit_vectors([WEIGHTS.last * vectors[-1] + (1 - WEIGHTS.last) * together])
        shares = relative_scores(self._index, said, max(limit, LEXICAL_HITS))
        # as einsum, for a product of the BLAS library waits for threads that other work has taken
        scores = np.einsum("ij,j->i", self._vectors, vector)
        for position, share in shares.items():
            scores[position] += LEXICAL_WEIGHT * share
        count = min(limit, len(scores))
        nearest = np.argpartition(-scores, count - 1)[:count]
        best = nearest[np.lexsort((nearest, -scores[nearest]))]
        return tuple(self._keys[position] for position in best.tolist())


def _embedded(texts: Sequence[str], embedder: Embedder, on_progress: Callable[[int, int], None] | None) -> Vectors:
    rows: list[Vectors] = []
    for start in range(0, len(texts), BATCH):
        rows.append(embedder.embed(texts[start : start + BATCH], query=False))
        if on_progress is not None:
            on_progress(min(start + BATCH, len(texts)), len(texts))
    vectors: Vectors = np.vstack(rows)
    return vectors
