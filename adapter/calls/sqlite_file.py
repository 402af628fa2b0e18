"""The SQLite file of calls: made where there is none, closed to others, refused where it is not ours."""

import contextlib
import os
import sqlite3
import time
from pathlib import Path

from adapter.errors import StoreError

LAYOUT = 1
"""The number of the table's layout (`PRAGMA user_version`)."""
APPLICATION = 0x7472616E
"""What tells our files from those of other programs (`PRAGMA application_id`): "tran"."""
BUSY = 1.0
"""Seconds that a statement waits for another process's write."""
OPEN_AGAIN = 0.01
"""Seconds between two attempts to open a file that is busy."""

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
        if not (isinstance(error, sqlite3.Error) and is_busy(error)):
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
            if not is_busy(error) or time.monotonic() > given_up:
                raise
        time.sleep(OPEN_AGAIN)


def _connection(path: Path) -> sqlite3.Connection:
    # It is closed by whichever thread finds that something is wrong with the file.
    connection = sqlite3.connect(path, timeout=BUSY, isolation_level=None, check_same_thread=False)
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


def identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino


def is_busy(error: sqlite3.Error) -> bool:
    # The low byte is the kind of error, the rest its shade (sqlite.org/rescode.html).
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
