"""Vectors kept in memory: what destinations are compared with is embedded once, before any call."""

import threading
from collections import OrderedDict
from collections.abc import Sequence
from typing import Final

import numpy as np

from adapter.search.canary import Canary, canary_of
from adapter.search.embedder import TEXT_LIMIT, Embedder, Vectors
from adapter.search.vector_cache import CachedEmbedder

ROWS: Final = 50_000
"""Vectors that are kept, the latest used: 100 MB of the local model's, and those of some 8,000 destinations."""


class RememberingEmbedder:
    """An embedder that embeds no passage twice. What callers say is not kept."""

    def __init__(self, embedder: Embedder, *, rows: int = ROWS) -> None:
        self._embedder = embedder
        self._rows = rows
        self._kept: OrderedDict[str, Vectors] = OrderedDict()
        self._changing = threading.Lock()

    @property
    def id(self) -> str:
        """As the embedder has it."""
        return self._embedder.id

    def canary(self) -> Canary:
        """That of the embedder: as it was when its cache was opened, else asked now, which may raise `ModelError`."""
        return self._embedder.canary if isinstance(self._embedder, CachedEmbedder) else canary_of(self._embedder)

    @property
    def remote(self) -> bool:
        """As the embedder has it."""
        return self._embedder.remote

    def embed(self, texts: Sequence[str], *, query: bool) -> Vectors:
        """As `Embedder` has it."""
        if query or not texts:
            return self._embedder.embed(texts, query=query)
        cut = [text[:TEXT_LIMIT] for text in texts]
        with self._changing:
            known = {text: self._kept[text] for text in cut if text in self._kept}
        missing = list(dict.fromkeys(text for text in cut if text not in known))
        if missing:
            known |= zip(missing, self._embedder.embed(missing, query=False), strict=True)
        with self._changing:
            for text in dict.fromkeys(cut):
                self._kept[text] = known[text]
                self._kept.move_to_end(text)
            while len(self._kept) > self._rows:
                self._kept.popitem(last=False)
        return np.stack([known[text] for text in cut])

    def close(self) -> None:
        """As `Embedder` has it."""
        self._embedder.close()
