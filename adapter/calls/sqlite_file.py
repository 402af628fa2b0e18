"""The SQLite file of calls: its tables, its name in a URL, and whether it can be used."""

import sqlite3
from pathlib import Path
from typing import Final

from adapter.errors import StoreError
from adapter.own_sqlite import FileKind, is_busy, open_file

CALLS: Final = FileKind(
    application=0x7472616E,  # "tran"
    layout=1,
    tables="""
        CREATE TABLE IF NOT EXISTS calls (
            id TEXT PRIMARY KEY, version INTEGER NOT NULL, expires REAL NOT NULL, data BLOB NOT NULL
        );
        CREATE INDEX IF NOT EXISTS calls_by_expiry ON calls (expires)
    """,
    busy=1.0,
    remedy="remove it when no call is in progress, or name another file",
)


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
        open_file(Path(path).absolute(), CALLS).close()
    except (sqlite3.Error, OSError) as error:
        if not is_busy(error):
            raise StoreError(f"{path}: {error}") from error


def identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino
