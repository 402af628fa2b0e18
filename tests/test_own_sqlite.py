"""SQLite files of ours: opened by many at once, closed to others, told from each other."""

import os
import sqlite3
import threading
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from adapter.calls.sqlite_file import CALLS
from adapter.own_sqlite import FileKind, NotOursError, is_busy, open_file
from adapter.search.vector_file import VECTORS

KINDS = {"calls": CALLS, "vectors": VECTORS}


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> FileKind:
    return KINDS[request.param]


def test_all_who_open_files_at_once_get_them(tmp_path: Path, kind: FileKind) -> None:
    failures: list[Exception] = []
    together = threading.Barrier(4)

    def open_all() -> None:
        for number in range(100):
            together.wait()
            try:
                open_file(tmp_path / f"{number}.db", kind).close()
            except (sqlite3.Error, OSError) as error:
                failures.append(error)

    threads = [threading.Thread(target=open_all) for _ in range(together.parties)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def test_a_reader_who_stays_is_not_waited_for_without_end(tmp_path: Path, kind: FileKind) -> None:
    with closing(sqlite3.connect(tmp_path / "ours.db", isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM sqlite_master").fetchall()  # nobody can switch the file to WAL mode now
        with pytest.raises(sqlite3.OperationalError) as raised:
            open_file(tmp_path / "ours.db", replace(kind, busy=0.05))
        assert is_busy(raised.value)
        reader.execute("COMMIT")
        open_file(tmp_path / "ours.db", kind).close()


def test_a_file_of_the_one_kind_is_none_of_the_other(tmp_path: Path) -> None:
    open_file(tmp_path / "ours.db", CALLS).close()
    before = (tmp_path / "ours.db").read_bytes()
    with pytest.raises(NotOursError, match="belongs to another program; name another file"):
        open_file(tmp_path / "ours.db", VECTORS)
    assert (tmp_path / "ours.db").read_bytes() == before


def test_nobody_else_reads_it(tmp_path: Path, kind: FileKind) -> None:
    before = os.umask(0)
    try:
        with closing(open_file(tmp_path / "ours.db", kind)) as opened:
            opened.execute("BEGIN IMMEDIATE")
            modes = {path.name: path.stat().st_mode & 0o777 for path in tmp_path.iterdir()}
    finally:
        os.umask(before)
    assert modes == {"ours.db": 0o600, "ours.db-wal": 0o600, "ours.db-shm": 0o600}
