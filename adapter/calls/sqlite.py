"""Calls in a SQLite file: several processes of one host, and a service that survives being killed."""

import asyncio
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

from adapter.calls.sqlite_connections import SqliteConnections
from adapter.calls.sqlite_thread import Outcome, SqliteThread, Values
from adapter.calls.store import MAX_VERSION, SharedStore, Value
from adapter.errors import StoreError

PATIENCE = 1.5
"""Seconds that an operation may take, with its wait for the operations before it."""
SWEEP_EVERY = 60.0
"""Seconds between two sweeps of expired calls."""

# A column takes values of any type, whatever it was declared as (sqlite.org/datatype3.html); text that is no UTF-8 can
# not even be fetched. A time that is no number orders behind all of them.
_FETCH = """
SELECT CAST(data AS BLOB), CASE typeof(version) WHEN 'integer' THEN version ELSE 0 END
FROM calls WHERE id = ? AND expires > ? AND expires < ''
"""
_INSERT = """
INSERT INTO calls (id, version, expires, data) VALUES (?, ?, ?, ?)
ON CONFLICT (id) DO UPDATE SET version = excluded.version, expires = excluded.expires, data = excluded.data
WHERE calls.expires <= ? OR calls.expires >= '' OR typeof(calls.version) <> 'integer'
OR calls.version NOT BETWEEN 1 AND ?
"""
_UPDATE = "UPDATE calls SET version = ?, expires = ?, data = ? WHERE id = ? AND version = ? AND expires > ?"
_SWEEP = "DELETE FROM calls WHERE expires <= ? OR expires >= ''"
# No call has an empty id.
_CHECK = "INSERT OR REPLACE INTO calls (id, version, expires, data) VALUES ('', 1, ?, x'')"


class SqliteStore(SharedStore):
    """A SQLite file in WAL mode that only its owner can read. It is opened when first used, and again after a failure.

    What was saved survives the death of the process. It is not forced to the disk with every change, so a power cut may
    cost the last moments. Changes of many calls that wait at the same time are one transaction; none of them is told
    before that is committed. Calls are read beside it, also while a change waits for another process. `clock` gives
    seconds since the epoch, the same for all processes.
    """

    def __init__(self, path: Path | str, clock: Callable[[], float] = time.time) -> None:
        self._path = Path(path).absolute()
        self._clock = clock
        self._swept = clock()
        self._closed = False
        # SQLite blocks: threads keep the event loop free, and each connection in one place.
        connections = SqliteConnections(self._path)
        self._reader = SqliteThread(connections, writes=False)
        self._writer = SqliteThread(connections, writes=True)

    async def fetch(self, call_id: str) -> Value | None:
        row, _ = await self._run(self._reader, _FETCH, (call_id, self._clock()))
        return None if row is None else Value(*row)

    async def replace(self, call_id: str, data: bytes, seconds: float, expected: int, version: int) -> bool:
        now = self._clock()
        expires = now + seconds
        if now - self._swept > SWEEP_EVERY:
            self._swept = now
            await self._run(self._writer, _SWEEP, (now,))
        values: Values
        if expected == 0:
            statement, values = _INSERT, (call_id, version, expires, data, now, MAX_VERSION)
        else:
            statement, values = _UPDATE, (version, expires, data, call_id, expected, now)
        _, changed = await self._run(self._writer, statement, values)
        return changed == 1

    async def check(self) -> None:
        await self._run(self._writer, _CHECK, (self._clock(),))

    async def aclose(self) -> None:
        if self._closed:
            return
        self._closed = True
        await asyncio.gather(self._reader.close(PATIENCE), self._writer.close(PATIENCE))

    async def _run(self, thread: SqliteThread, statement: str, values: Values) -> Outcome:
        if self._closed:
            raise StoreError(f"{self._path}: the store has been closed")
        try:
            async with asyncio.timeout(PATIENCE):
                return await thread.run(statement, values)
        except TimeoutError as error:
            raise StoreError(f"{self._path}: no answer within {PATIENCE:g} s") from error
        except (sqlite3.Error, OSError) as error:
            raise StoreError(f"{self._path}: {error}") from error
