"""The one protocol behind which every embedding model stands: texts in, unit vectors out."""

from collections.abc import Sequence
from typing import Final, Protocol, TypeAlias

import numpy as np
import numpy.typing as npt

Vectors: TypeAlias = npt.NDArray[np.float32]
"""A row for each text, each of length 1."""

TEXT_LIMIT: Final = 2_000
"""Characters of a text that are embedded, from its start. No spoken turn is longer; it bounds the work of hostile ones:
200,000 characters take the local model seconds."""


class Embedder(Protocol):
    """An embedding model. Safe under threads: one is shared by all calls."""

    @property
    def id(self) -> str:
        """Model and version, as in caches and calibrations: scores of two ids have nothing to do with each other."""
        ...

    @property
    def remote(self) -> bool:
        """Whether `embed` waits for a network, and so has no place on an event loop."""
        ...

    def embed(self, texts: Sequence[str], *, query: bool) -> Vectors:
        """The vectors of texts in their order: of what callers say (`query`), or of what they are compared with.

        Reads the first `TEXT_LIMIT` characters of each. No text gives no rows. A remote one raises `ModelError`.
        """
        ...

    def close(self) -> None:
        """Gives back connections and files. May be called twice."""
        ...


def unit_vectors(rows: npt.ArrayLike) -> Vectors:
    """The rows at length 1; one that has no direction, or is no number, becomes zero, which is near to nothing."""
    vectors = np.asarray(rows, dtype=np.float32)
    if vectors.ndim != 2:
        raise ValueError("vectors are rows of numbers")
    with np.errstate(all="ignore"):
        finite = np.where(np.isfinite(vectors), vectors, np.float32(0))
        largest = np.abs(finite).max(axis=1, keepdims=True, initial=0)
        # by the largest first, so that squares of very large and very small numbers stay numbers
        scaled = np.divide(finite, largest, out=np.zeros_like(finite), where=largest > 0)
        lengths = np.linalg.norm(scaled, axis=1, keepdims=True)
        units: Vectors = np.divide(scaled, lengths, out=np.zeros_like(scaled), where=lengths > 0)
        return units
