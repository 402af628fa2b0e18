"""Calls in a SQLite file: several processes of one host, and a service that survives being killed."""

import asyncio
import contextlib
import os
import sqlite3
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from adapter.calls.store import MAX_VERSION, SharedStore, Value
from adapter.errors import StoreError

Result = TypeVar("Result")

LAYOUT = 1
"""The number of the table's layout (`PRAGMA user_version`)."""
APPLICATION = 0x7472616E
"""What tells our files from those of other programs (`PRAGMA application_id`): "tran"."""
BUSY = 1.0
"""Seconds that a statement waits for another process's write."""
OPEN_AGAIN = 0.01
"""Seconds between two attempts to open a file that is busy."""
PATIENCE = 1.5
"""Seconds that an operation may take, with its wait for the operations before it."""
SWEEP_EVERY = 60.0
"""Seconds between two sweeps of expired calls."""

_CREATE = f"""
BEGIN IMMEDIATE;
CREATE TABLE IF NOT EXISTS calls (
    id TEXT PRIMARY KEY, version INTEGER NOT NULL, expires REAL NOT NULL, data BLOB NOT NULL
);
CREATE INDEX IF NOT EXISTS calls_by_expiry ON calls (expires);
PRAGMA application_id = {APPLICATION};
PRAGMA user_version = {LAYOUT};
COMMIT;
"""
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
    cost the last moments. `clock` gives seconds since the epoch, the same for all processes.
    """

    def __init__(self, path: Path | str, clock: Callable[[], float] = time.time) -> None:
        self._path = Path(path).absolute()
        self._clock = clock
        self._swept = clock()
        self._connection: sqlite3.Connection | None = None
        self._file: tuple[int, int] | None = None
        self._closed = False
        # SQLite blocks: a thread of its own keeps the event loop free, and the connection in one place.
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="sqlite")

    async def fetch(self, call_id: str) -> Value | None:
        row = await self._run(lambda db: db.execute(_FETCH, (call_id, self._clock())).fetchone())
        return None if row is None else Value(*row)

    async def replace(self, call_id: str, data: bytes, seconds: float, expected: int, version: int) -> bool:
        now = self._clock()
        expires = now + seconds
        if now - self._swept > SWEEP_EVERY:
            self._swept = now
            await self._run(lambda db: db.execute(_SWEEP, (now,)))
        values: tuple[int | float | str | bytes, ...]
        if expected == 0:
            statement, values = _INSERT, (call_id, version, expires, data, now, MAX_VERSION)
        else:
            statement, values = _UPDATE, (version, expires, data, call_id, expected, now)
        changed = await self._run(lambda db: db.execute(statement, values).rowcount)
        return changed == 1

    async def check(self) -> None:
        await self._run(lambda db: db.execute(_CHECK, (self._clock(),)))

    async def aclose(self) -> None:
        if self._closed:
            return
        self._closed = True
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE):
                await asyncio.get_running_loop().run_in_executor(self._thread, self._close)
        self._thread.shutdown(wait=False)

    async def _run(self, work: Callable[[sqlite3.Connection], Result]) -> Result:
        if self._closed:
            raise StoreError(f"{self._path}: the store has been closed")
        try:
            async with asyncio.timeout(PATIENCE):
                return await asyncio.get_running_loop().run_in_executor(self._thread, self._work, work)
        except TimeoutError as error:
            raise StoreError(f"{self._path}: no answer within {PATIENCE:g} s") from error
        except (sqlite3.Error, OSError) as error:
            raise StoreError(f"{self._path}: {error}") from error

    def _work(self, work: Callable[[sqlite3.Connection], Result]) -> Result:
        if self._connection is not None and self._file != _identity(self._path):
            # Somebody removed or replaced the file; calls in it would be seen by nobody else and lost with us.
            self._close()
        if self._connection is None:
            self._connection = open_file(self._path)
            self._file = _identity(self._path)
        try:
            return work(self._connection)
        except sqlite3.Error as error:
            if not _is_busy(error):
                self._close()
            raise

    def _close(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()


def sqlite_path(rest: str) -> Path:
    """The file of a URL, from what follows `sqlite://`: relative after one slash more, absolute after two.

    Raises `ValueError`.
    """
    if not rest.startswith("/") or rest == "/" or rest.endswith("/"):
        raise ValueError(
            "name a file: sqlite:///calls.db for a relative path, sqlite:////var/lib/calls.db for an absolute"
        )
    if ":memory:" in rest:
        raise ValueError("memory:// keeps calls in memory")
    if "?" in rest or "#" in rest:
        raise ValueError("sqlite:/// takes no options, and no ? or # in a path")
    return Path(rest[1:])


def check_file(path: Path | str) -> None:
    """Opens the file once, and makes it where there is none.

    Raises `StoreError` where that will never do: no such folder, no permission, not a file of ours, or one of another
    version. A file that is only busy passes.
    """
    try:
        open_file(Path(path).absolute()).close()
    except (sqlite3.Error, OSError) as error:
        if not (isinstance(error, sqlite3.Error) and _is_busy(error)):
            raise StoreError(f"{path}: {error}") from error


def open_file(path: Path) -> sqlite3.Connection:
    """A connection to our file, made where there is none. Raises `sqlite3.Error` or `OSError`."""
    _make_private(path)
    given_up = time.monotonic() + BUSY
    while True:
        try:
            return _connection(path)
        except sqlite3.Error as error:
            # SQLite itself does not wait where somebody else is switching the file to WAL mode.
            if not _is_busy(error) or time.monotonic() > given_up:
                raise
        time.sleep(OPEN_AGAIN)


def _connection(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=BUSY, isolation_level=None)
    try:
        new = _is_new(connection)
        connection.execute("PRAGMA journal_mode = WAL")
        # In WAL mode NORMAL loses nothing when a process dies; FULL would wait for the disk with every event.
        connection.execute("PRAGMA synchronous = NORMAL")
        # What callers said must not stay behind in free pages; builds differ in what they do by themselves.
        connection.execute("PRAGMA secure_delete = ON")
        if new:
            connection.executescript(_CREATE)
    except BaseException:
        connection.close()
        raise
    return connection


def _make_private(path: Path) -> None:
    """sqlite3 would create a file that everybody can read; its WAL and shared-memory files take the mode of ours."""
    if not path.parent.is_dir():
        raise OSError(f"there is no folder {path.parent}")
    if path.is_dir():
        raise OSError("is a folder; name a file")
    # A device belongs to the whole machine, and root could take it away from everybody else.
    if path.exists() and not path.is_file():
        raise OSError("is not a file")
    # Opening and closing a file that SQLite has open in this process would give up its locks, so only a new one is.
    with contextlib.suppress(FileExistsError):
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    for name in (path, f"{path}-wal", f"{path}-shm"):
        with contextlib.suppress(FileNotFoundError):
            if Path(name).stat().st_mode & 0o077:
                Path(name).chmod(0o600)


def _is_new(connection: sqlite3.Connection) -> bool:
    """Whether a file is still empty. Raises `sqlite3.DatabaseError` if it is not ours to use."""
    # One transaction, because another process may be making the file right now.
    connection.execute("BEGIN")
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (layout,) = connection.execute("PRAGMA user_version").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    connection.execute("COMMIT")
    if (application, layout, tables) == (0, 0, 0):
        return True
    if application != APPLICATION:
        raise sqlite3.DatabaseError("belongs to another program; name another file")
    if layout != LAYOUT:
        raise sqlite3.DatabaseError(
            f"was written by another version of this program (layout {layout}, this one has {LAYOUT}); "
            "remove it when no call is in progress, or name another file"
        )
    return False


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino


def _is_busy(error: sqlite3.Error) -> bool:
    # The low byte is the kind of error, the rest its shade (sqlite.org/rescode.html).
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
