"""The vector cache: what was embedded once, by whichever process, is not asked and paid for again."""

import hashlib
import json
import logging
import sqlite3
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import numpy as np

from adapter.errors import EmbeddingCacheError
from adapter.own_sqlite import NotOursError, is_busy
from adapter.search.canary import Canary, canary_of
from adapter.search.embedder import TEXT_LIMIT, Embedder, Vectors
from adapter.search.vector_file import ROWS, VectorFile

logger = logging.getLogger(__name__)


class CachedEmbedder:
    """An embedder whose vectors are kept in a file. Safe under threads and processes.

    The key is a hash of the embedder's id, the kind (query or passage) and the text; no text is kept. What callers say
    is kept only with `queries`, for evaluation: vectors tell much of the words that they are of.

    When it is opened the embedder is asked for its canary. If that is not the one that is kept, another model answers
    behind the same name: a line is logged, and what is kept of it is dropped. A file that stops working later costs its
    benefit and one line in the log, and nothing else.
    """

    def __init__(self, embedder: Embedder, path: Path, *, queries: bool = False, rows: int = ROWS) -> None:
        """Raises `EmbeddingCacheError` for a file that is none of ours, of another format or broken, and `ModelError`
        where the embedder cannot be asked."""
        self.canary = canary_of(embedder)
        self._embedder = embedder
        self._path = path
        self._queries = queries
        self._owner = hashlib.sha256(embedder.id.encode()).digest()[:16]
        self._usable = True
        try:
            self._file = VectorFile(path, rows=rows)
        except (OSError, sqlite3.Error) as error:
            raise self._unusable(error) from error
        try:
            self._look_at_canary()
        except sqlite3.Error as error:
            self._file.close()
            raise self._unusable(error) from error

    @property
    def id(self) -> str:
        """As the embedder has it."""
        return self._embedder.id

    @property
    def remote(self) -> bool:
        """As the embedder has it."""
        return self._embedder.remote

    def embed(self, texts: Sequence[str], *, query: bool) -> Vectors:
        """As `Embedder` has it."""
        if not texts or not self._usable or (query and not self._queries):
            return self._embedder.embed(texts, query=query)
        keys = {text: self._key(text, query=query) for text in dict.fromkeys(text[:TEXT_LIMIT] for text in texts)}
        found = self._fetched(list(keys.values()))
        if missing := [text for text, key in keys.items() if key not in found]:
            rows = self._embedder.embed(missing, query=query)
            fresh = {keys[text]: row for text, row in zip(missing, rows, strict=True)}
            self._keep(fresh)
            found |= fresh
        return np.stack([found[keys[text[:TEXT_LIMIT]]] for text in texts])

    def close(self) -> None:
        """Closes the file and the embedder."""
        self._usable = False
        self._file.close()
        self._embedder.close()

    def _key(self, text: str, *, query: bool) -> bytes:
        told = json.dumps([self._embedder.id, "query" if query else "passage", text])
        return hashlib.sha256(told.encode()).digest()

    def _look_at_canary(self) -> None:
        """Keeps the canary of now, and drops what is kept of another model."""
        kept = self._file.canary(self._owner)
        before = None if kept is None else _read_canary(kept)
        if before is not None and before.same_model(self.canary):
            return
        self._file.begin_anew(self._owner, json.dumps(asdict(self.canary)))
        if kept is not None:
            logger.warning(
                "the embedding model %s answers otherwise than before: another model behind the same name; what was"
                " kept of it is dropped",
                self._embedder.id,
            )

    def _fetched(self, keys: Sequence[bytes]) -> dict[bytes, Vectors]:
        try:
            return self._file.fetch(keys, self.canary.dimensions)
        except sqlite3.Error as error:
            self._leave_alone(error)
            return {}

    def _keep(self, vectors: dict[bytes, Vectors]) -> None:
        if not self._usable:
            return
        try:
            self._file.keep(self._owner, vectors)
        except sqlite3.Error as error:
            self._leave_alone(error)

    def _leave_alone(self, error: sqlite3.Error) -> None:
        if self._usable:
            logger.warning("%s: the cache of embeddings is left alone from now on: %s", self._path, error)
        self._usable = False

    def _unusable(self, error: OSError | sqlite3.Error) -> EmbeddingCacheError:
        if isinstance(error, NotOursError):
            why = str(error)
        elif is_busy(error):
            why = f"{error}: wait for the process that writes it, or name another file"
        else:
            why = f"{getattr(error, 'strerror', None) or error}: delete it or name another file"
        return EmbeddingCacheError(f"{self._path}: no cache of embeddings: {why}")


def _read_canary(text: str) -> Canary | None:
    try:
        value = json.loads(text)
        return Canary(dimensions=int(value["dimensions"]), cosines=tuple(map(float, value["cosines"])))
    except (ValueError, TypeError, KeyError):
        return None
