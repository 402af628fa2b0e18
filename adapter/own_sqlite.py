"""SQLite files of ours: made where there is none, closed to others, refused where they are not ours.

Several processes may open one at once, also when none of them finds it yet.
"""

import contextlib
import os
import sqlite3
import time
from dataclasses import dataclass
from pathlib import Path

OPEN_AGAIN = 0.01
"""Seconds between two attempts to open a file that is busy."""


class NotOursError(sqlite3.DatabaseError):
    """A SQLite file of another program, or of another layout than the one that is read. It stays as it is."""


@dataclass(frozen=True)
class FileKind:
    """What a file of ours holds, and how it is told from others."""

    application: int
    """What tells it from files of other programs (`PRAGMA application_id`, 32 bits)."""
    layout: int
    """The number of its tables' layout (`PRAGMA user_version`), 1 or more."""
    tables: str
    """The SQL that makes them."""
    busy: float
    """Seconds that a statement, and the opening, wait for another process."""
    remedy: str
    """What to do about a file of another layout."""


def open_file(path: Path, kind: FileKind) -> sqlite3.Connection:
    """A connection to our file, made where there is none; its folder has to be there. Raises `sqlite3.Error` (one that
    `is_busy` where another process kept it for longer than `kind.busy`, `NotOursError`) and `OSError`."""
    _make_private(path)
    given_up = time.monotonic() + kind.busy
    while True:
        try:
            return _connection(path, kind)
        except sqlite3.Error as error:
            # SQLite itself does not wait where somebody else is switching the file to WAL mode.
            if not is_busy(error) or time.monotonic() > given_up:
                raise
        time.sleep(OPEN_AGAIN)


def is_busy(error: BaseException) -> bool:
    """Whether an error says that another process has the file. One that is not SQLite's never does."""
    # The low byte is the kind of error, the rest its shade (sqlite.org/rescode.html).
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def _connection(path: Path, kind: FileKind) -> sqlite3.Connection:
    # It may be used and closed by another thread than the one that opens it.
    connection = sqlite3.connect(path, timeout=kind.busy, isolation_level=None, check_same_thread=False)
    try:
        new = _is_new(connection, kind)
        connection.execute("PRAGMA journal_mode = WAL")
        # In WAL mode NORMAL loses nothing when a process dies; FULL would wait for the disk with every write.
        connection.execute("PRAGMA synchronous = NORMAL")
        # What callers said must not stay behind in free pages; builds differ in what they do by themselves.
        connection.execute("PRAGMA secure_delete = ON")
        if new:
            connection.executescript(
                f"BEGIN IMMEDIATE;{kind.tables};"
                f"PRAGMA application_id = {kind.application}; PRAGMA user_version = {kind.layout}; COMMIT;"
            )
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


def _is_new(connection: sqlite3.Connection, kind: FileKind) -> bool:
    """Whether a file is still empty. Raises `NotOursError` if it is not ours to use."""
    # One transaction, because another process may be making the file right now.
    connection.execute("BEGIN")
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (layout,) = connection.execute("PRAGMA user_version").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    connection.execute("COMMIT")
    if (application, layout, tables) == (0, 0, 0):
        return True
    if application != kind.application:
        raise NotOursError("belongs to another program; name another file")
    if layout != kind.layout:
        raise NotOursError(
            f"was written by another version of this program (layout {layout}, this one has {kind.layout}); "
            f"{kind.remedy}"
        )
    return False
