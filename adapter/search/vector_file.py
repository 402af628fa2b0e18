"""Vectors in a SQLite file, by key: bounded, and safe under several processes."""

import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import numpy as np

from adapter.own_sqlite import FileKind, open_file
from adapter.search.embedder import Vectors

ROWS: Final = 200_000
"""Vectors that are kept: 400 MB of 512 numbers each. Where there are more the oldest go, a tenth at once."""

VECTORS: Final = FileKind(
    application=0x74726165,  # "trae"
    layout=1,  # also of the way keys are made
    tables="""
        CREATE TABLE IF NOT EXISTS vectors (number INTEGER PRIMARY KEY, key BLOB UNIQUE, owner BLOB, vector BLOB);
        CREATE TABLE IF NOT EXISTS canaries (owner BLOB PRIMARY KEY, canary TEXT)
    """,
    busy=5.0,
    remedy="delete it or name another file",
)

_AT_ONCE: Final = 500  # SQLite takes 999 keys in one statement at least
_TOO_FAR: Final = 1e-3


class VectorFile:
    """The file, opened. Its methods raise `sqlite3.Error` where it is broken or busy for too long."""

    def __init__(self, path: Path, *, rows: int = ROWS) -> None:
        """Raises `sqlite3.Error`, `NotOursError` for a file of another program or layout, and `OSError`."""
        self._rows = rows
        self._using = threading.Lock()
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._connection = open_file(path, VECTORS)

    def fetch(self, keys: Sequence[bytes], dimensions: int) -> dict[bytes, Vectors]:
        """The vectors that are there. One that is damaged is not."""
        found: dict[bytes, Vectors] = {}
        with self._using:
            for start in range(0, len(keys), _AT_ONCE):
                part = keys[start : start + _AT_ONCE]
                marks = ",".join("?" * len(part))
                rows = self._connection.execute(f"SELECT key, vector FROM vectors WHERE key IN ({marks})", part)  # noqa: S608 - question marks
                for key, blob in rows:
                    if (vector := _read(blob, dimensions)) is not None:
                        found[key] = vector
        return found

    def keep(self, owner: bytes, vectors: Mapping[bytes, Vectors]) -> None:
        """Puts vectors in, in place of those with their keys."""
        rows = [(key, owner, vector.astype("<f4").tobytes()) for key, vector in vectors.items()]
        with self._using, self._connection as connection:
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany("INSERT OR REPLACE INTO vectors (key, owner, vector) VALUES (?, ?, ?)", rows)
            (count,) = connection.execute("SELECT COUNT(*) FROM vectors").fetchone()
            if count > self._rows:
                spare = count - self._rows + self._rows // 10
                connection.execute(
                    "DELETE FROM vectors WHERE number IN (SELECT number FROM vectors ORDER BY number LIMIT ?)", (spare,)
                )

    def count(self) -> int:
        """How many vectors are kept."""
        with self._using:
            (count,) = self._connection.execute("SELECT COUNT(*) FROM vectors").fetchone()
            return int(count)

    def canary(self, owner: bytes) -> str | None:
        """The text that is kept for the owner's canary."""
        with self._using:
            row = self._connection.execute("SELECT canary FROM canaries WHERE owner = ?", (owner,)).fetchone()
            return None if row is None else str(row[0])

    def begin_anew(self, owner: bytes, canary: str) -> None:
        """Drops the owner's vectors and keeps another canary."""
        with self._using, self._connection as connection:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("DELETE FROM vectors WHERE owner = ?", (owner,))
            connection.execute("INSERT OR REPLACE INTO canaries (owner, canary) VALUES (?, ?)", (owner, canary))

    def close(self) -> None:
        """Closes it. May be called twice."""
        with self._using:
            self._connection.close()


def _read(blob: object, dimensions: int) -> Vectors | None:
    """The vector of a row, None for what is none of this size and of length 1."""
    if not isinstance(blob, bytes) or len(blob) != 4 * dimensions:
        return None
    vector: Vectors = np.frombuffer(blob, dtype="<f4").astype(np.float32)
    with np.errstate(all="ignore"):
        length = float(np.linalg.norm(vector))
    return vector if abs(length - 1) <= _TOO_FAR else None
