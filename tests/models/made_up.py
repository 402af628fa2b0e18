"""An embedder that is made up, and calibrations for it: what decides a call is then what a test says."""

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime

import numpy as np

from adapter import Directory, Toolset
from adapter.models.calibration import Calibration, Proof
from adapter.models.router_identity import identity_with
from adapter.search.canary import Canary
from adapter.search.embedder import Vectors, unit_vectors

DIMENSIONS = 16


class MadeUpEmbedder:
    """Directions by a hash of the text, or by its words, so that texts that share words are near each other."""

    remote = False

    def __init__(self, seed: int = 0, *, by_words: bool = False) -> None:
        self.id = f"made up {seed}"
        self._seed = seed
        self._by_words = by_words

    def embed(self, texts: Sequence[str], *, query: bool) -> Vectors:
        if not texts:
            return np.zeros((0, DIMENSIONS), dtype=np.float32)
        return unit_vectors([self._direction(text) for text in texts])

    def close(self) -> None:
        """Nothing to give back."""

    def _direction(self, text: str) -> list[float]:
        parts = text.casefold().replace(".", " ").replace(",", " ").split() if self._by_words else [text]
        total = np.zeros(DIMENSIONS)
        for part in parts or [""]:
            digest = hashlib.blake2b(f"{self._seed} {part}".encode("utf-8", "replace"), digest_size=DIMENSIONS).digest()
            total += np.frombuffer(digest, dtype=np.uint8) / 127.5 - 1
        return [float(value) for value in total]


MADE_UP_CANARY = Canary(dimensions=3, cosines=(1.0, 0.5))


def calibration_for(
    directory: Directory, embedder: str, threshold: float, *, canary: Canary = MADE_UP_CANARY
) -> Calibration:
    """A calibration that is in order for a directory and an embedder, and for one that answers by the canary."""
    router = identity_with(embedder, Toolset(directory), directory=directory.fingerprint)
    return Calibration(
        threshold=threshold,
        precision=0.9,
        embedder=router.embedder,
        canary=canary,
        weights=router.weights,
        texts=router.texts,
        cases="callers+0123456789ab",
        proof=Proof(
            transferred=100,
            right=98,
            low=0.93,
            high=0.998,
            cases=200,
            out_of_scope=50,
            out_of_scope_transferred=1,
            departments={},
        ),
        version="0",
        made=datetime(2026, 11, 20, tzinfo=UTC),
    )
