"""Two connections to one SQLite file, one to read and one to write, opened when needed and closed together."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from adapter.calls.sqlite_file import CALLS, identity
from adapter.own_sqlite import is_busy, open_file


class SqliteConnections:
    """For two threads, each with its connection. After a failure of one both are opened anew: SQLite's connections of a
    process share what they know of a file, as long as one of them is open."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._connections: dict[bool, sqlite3.Connection] = {}
        self._locks = {False: threading.Lock(), True: threading.Lock()}
        self._identity: tuple[int, int] | None = None

    @contextmanager
    def use(self, *, writes: bool) -> Iterator[sqlite3.Connection]:
        """The connection, for as long as the block takes. Raises `sqlite3.Error` or `OSError`."""
        if self._connections and self._identity != identity(self._path):
            # Somebody removed or replaced the file; calls in it would be seen by nobody else and lost with us.
            self.close()
        try:
            with self._locks[writes]:
                if writes not in self._connections:
                    self._connections[writes] = open_file(self._path, CALLS)
                    self._identity = identity(self._path)
                yield self._connections[writes]
        except sqlite3.Error as error:
            if not is_busy(error):
                self.close()
            raise

    def close(self) -> None:
        """Closes both, each after what is under way on it. They are opened again when there is something to do."""
        with self._locks[False], self._locks[True]:
            for connection in self._connections.values():
                connection.close()
            self._connections.clear()
