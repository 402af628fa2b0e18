"""The SQLite file: private, surviving, shared by processes, and opened again when it was lost."""

import asyncio
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from adapter.calls.sqlite import PATIENCE, SqliteStore
from adapter.calls.sqlite_file import check_file
from adapter.calls.state import Call, ended
from adapter.calls.store import Stored
from adapter.errors import StoreError
from adapter.tool_calls.conversation import UserMessage
from adapter.transfers.call_info import CallInfo
from tests.calls.conftest import change

pytestmark = pytest.mark.anyio

CALL = Call(info=CallInfo(id="call-1"))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "calls.db"


@pytest.fixture
async def store(file: Path) -> AsyncIterator[SqliteStore]:
    made = SqliteStore(file)
    yield made
    await made.aclose()


def spoil(file: Path) -> None:
    file.write_bytes(b"no database" * 1000)


def checkpointed(file: Path) -> bytes:
    with closing(sqlite3.connect(file)) as other:
        other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return file.read_bytes()


def mend(file: Path, whole: bytes) -> None:
    for name in ("calls.db-wal", "calls.db-shm"):
        (file.parent / name).unlink(missing_ok=True)
    file.write_bytes(whole)


def remove(file: Path) -> None:
    for path in file.parent.iterdir():
        path.unlink()


def modes(file: Path) -> dict[str, int]:
    return {path.name: path.stat().st_mode & 0o777 for path in file.parent.iterdir()}


async def test_only_the_owner_can_read_the_files(store: SqliteStore, file: Path) -> None:
    await store.save(CALL, 0)
    assert modes(file) == {"calls.db": 0o600, "calls.db-wal": 0o600, "calls.db-shm": 0o600}


async def test_a_file_that_others_could_read_is_closed_to_them(store: SqliteStore, file: Path) -> None:
    for name in ("calls.db", "calls.db-wal"):
        (file.parent / name).touch(0o644)
    await store.save(CALL, 0)
    assert set(modes(file).values()) == {0o600}


def test_what_is_no_file_is_refused_and_stays_everybodys(file: Path) -> None:
    os.mkfifo(file)
    file.chmod(0o666)
    with pytest.raises(StoreError, match="is not a file"):
        check_file(file)
    assert modes(file) == {"calls.db": 0o666}


async def test_nothing_is_opened_before_it_is_needed(store: SqliteStore, file: Path) -> None:
    assert modes(file) == {}
    assert await store.load("call-1") is None
    assert "calls.db" in modes(file)


SAVING = """
import asyncio, sys
from adapter.calls.sqlite import SqliteStore
from adapter.calls.state import Call
from adapter.transfers.call_info import CallInfo

async def main():
    store = SqliteStore(sys.argv[1])
    for number in range(20):
        await store.save(Call(info=CallInfo(id=f"call-{number}"), turns=number), 0)
    print("saved", flush=True)
    await asyncio.Event().wait()

asyncio.run(main())
"""


def save_and_be_killed(file: Path) -> None:
    process = subprocess.Popen([sys.executable, "-c", SAVING, str(file)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "saved\n"
    process.kill()
    process.communicate()


async def test_what_was_saved_survives_the_killing_of_the_process(store: SqliteStore, file: Path) -> None:
    save_and_be_killed(file)
    for number in range(20):
        stored = await store.load(f"call-{number}")
        assert stored is not None
        assert stored.call.turns == number


OPENING = """
import asyncio, sys
from adapter.calls.sqlite import SqliteStore
from adapter.calls.sqlite_file import check_file
from adapter.calls.state import Call
from adapter.transfers.call_info import CallInfo

async def main():
    print("here", flush=True)
    sys.stdin.readline()
    check_file(sys.argv[1])
    store = SqliteStore(sys.argv[1])
    print(await store.save(Call(info=CallInfo(id="call-1")), 0), await store.ready(), flush=True)
    await store.aclose()

asyncio.run(main())
"""


def test_many_processes_may_make_the_file_at_the_same_time(file: Path) -> None:
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", OPENING, str(file)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for _ in range(6)
    ]
    for process in processes:
        assert process.stdout is not None
        process.stdout.readline()
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    answers = sorted(process.communicate(timeout=60)[0].strip() for process in processes)
    assert answers == [*["False True"] * 5, "True True"]


async def test_a_file_that_somebody_is_just_making_is_waited_for(store: SqliteStore, file: Path) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        saving = asyncio.create_task(store.save(CALL, 0))
        await asyncio.wait({saving}, timeout=0.1)
        assert not saving.done()
        other.execute("ROLLBACK")
    assert await saving


async def test_waiting_for_another_process_has_an_end(store: SqliteStore, file: Path) -> None:
    await store.save(CALL, 0)
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        began = time.monotonic()
        # reading is not hindered by a writer
        stored = await store.load("call-1")
        assert stored is not None
        outcomes = await asyncio.gather(*(store.save(CALL, stored.version) for _ in range(20)), return_exceptions=True)
        assert all(isinstance(outcome, StoreError) for outcome in outcomes)
        assert time.monotonic() - began < 5 * PATIENCE  # one after the other they would take twenty
        other.execute("ROLLBACK")
    assert await store.ready()
    assert await change(store, CALL)


async def test_a_file_that_was_removed_is_made_anew(store: SqliteStore, file: Path) -> None:
    await store.save(CALL, 0)
    remove(file)
    assert await store.load("call-1") is None
    assert await store.save(CALL, 0)
    another = SqliteStore(file)
    assert await another.load("call-1") is not None
    await another.aclose()


async def test_a_file_that_cannot_be_used_for_a_while_is_used_again_afterwards(store: SqliteStore, file: Path) -> None:
    await store.save(CALL, 0)
    away = file.parent.rename(file.parent.with_name("away"))
    with pytest.raises(StoreError, match="there is no folder"):
        await store.save(CALL, 0)
    assert not await store.ready()
    away.rename(file.parent)
    assert await store.ready()
    assert await change(store, CALL)


async def test_a_file_that_was_spoilt_is_a_store_error_until_it_is_gone(store: SqliteStore, file: Path) -> None:
    spoil(file)
    with pytest.raises(StoreError, match="not a database"):
        await store.load("call-1")
    remove(file)
    assert await store.save(CALL, 0)


async def test_a_file_that_was_mended_in_its_place_is_shared_again(store: SqliteStore, file: Path) -> None:
    words = (UserMessage(text="word " * 2000),)
    for number in range(400):  # more than SQLite keeps in memory
        await store.save(Call(info=CallInfo(id=f"call-{number}"), conversation=words), 0)
    whole = checkpointed(file)
    spoil(file)
    outcomes = await asyncio.gather(*(store.load(f"call-{number}") for number in range(400)), return_exceptions=True)
    assert any(isinstance(outcome, StoreError) for outcome in outcomes)
    mend(file, whole)
    assert await change(store, CALL)
    another = SqliteStore(file)
    assert await another.load("call-1") == await store.load("call-1")
    await another.aclose()


async def test_a_closed_store_says_so(store: SqliteStore) -> None:
    await store.aclose()
    with pytest.raises(StoreError, match="has been closed"):
        await store.load("call-1")
    assert not await store.ready()


async def test_calls_that_are_over_leave_the_file(file: Path) -> None:
    now = [1000.0]
    store = SqliteStore(file, lambda: now[0])
    for number in range(100):
        await store.save(Call(info=CallInfo(id=f"call-{number}"), phase="ended"), 0)
        now[0] += 1
    now[0] += 100
    await store.save(CALL, 0)
    with closing(sqlite3.connect(file)) as reader:
        assert reader.execute("SELECT id FROM calls").fetchall() == [("call-1",)]
    await store.aclose()


async def test_nothing_of_a_call_that_is_over_stays_behind_in_the_file(store: SqliteStore, file: Path) -> None:
    said = tuple(UserMessage(text=f"secret {number} " * 100) for number in range(40))
    assert await change(store, replace(CALL, conversation=said))
    assert b"secret" in checkpointed(file)
    assert await change(store, ended(CALL))
    assert b"secret" not in checkpointed(file)


def make_newer(file: Path) -> None:
    check_file(file)
    with closing(sqlite3.connect(file)) as database:
        database.execute("PRAGMA user_version = 99")


def make_foreign(file: Path) -> None:
    with closing(sqlite3.connect(file)) as database:
        database.execute("CREATE TABLE customers (name TEXT)")


@pytest.mark.parametrize(
    ("prepare", "said"),
    [
        (make_newer, r"layout 99, this one has 1\); remove it when no call is in progress, or name another file"),
        (make_foreign, "belongs to another program; name another file"),
        (spoil, "file is not a database"),
        (lambda file: file.mkdir(), "is a folder; name a file"),
        (lambda file: file.parent.rmdir(), "there is no folder"),
        (lambda file: file.parent.rmdir() or file.parent.touch(), "there is no folder"),
    ],
)
def test_a_file_that_will_never_do_is_found_out_by_asking(
    file: Path, prepare: Callable[[Path], object], said: str
) -> None:
    prepare(file)
    with pytest.raises(StoreError, match=said):
        check_file(file)


def test_a_file_of_another_program_is_left_as_it_is(file: Path) -> None:
    make_foreign(file)
    file.chmod(0o644)
    before = file.read_bytes()
    with pytest.raises(StoreError):
        check_file(file)
    assert file.read_bytes() == before


def test_a_file_that_is_only_busy_will_do(file: Path) -> None:
    check_file(file)
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        check_file(file)


async def test_changes_of_many_calls_at_once_are_each_told_when_others_can_see_them(
    store: SqliteStore, file: Path
) -> None:
    another = SqliteStore(file)
    seen: list[Stored | None] = []

    async def save(number: int) -> None:
        assert await store.save(Call(info=CallInfo(id=f"call-{number}"), turns=number), 0)
        seen.append(await another.load(f"call-{number}"))

    await asyncio.gather(*(save(number) for number in range(200)))
    assert sorted(stored.call.turns for stored in seen if stored is not None) == list(range(200))
    await another.aclose()


async def test_of_many_changes_of_one_call_at_once_one_is_made(store: SqliteStore) -> None:
    outcomes = await asyncio.gather(*(store.save(replace(CALL, turns=number), 0) for number in range(100)))
    assert outcomes.count(True) == 1
    stored = await store.load("call-1")
    assert stored is not None
    assert outcomes.index(True) == stored.call.turns


async def test_a_call_is_read_while_a_change_waits_for_another_process(store: SqliteStore, file: Path) -> None:
    await store.save(CALL, 0)
    stored = await store.load("call-1")
    assert stored is not None
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        waiting = asyncio.ensure_future(store.save(replace(CALL, turns=1), stored.version))
        for _ in range(20):
            assert await store.load("call-1") == stored
        assert not waiting.done()
        other.execute("ROLLBACK")
    assert await waiting


async def test_where_a_transaction_fails_what_is_told_is_what_is_in_the_file(store: SqliteStore, file: Path) -> None:
    await store.save(CALL, 0)
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        refuse = "SELECT RAISE(ABORT, 'full')"
        other.execute(f"CREATE TRIGGER full BEFORE INSERT ON calls WHEN new.id = 'call-20' BEGIN {refuse}; END")
        calls = [Call(info=CallInfo(id=f"call-{number}")) for number in range(10, 30)]
        outcomes = await asyncio.gather(*(store.save(call, 0) for call in calls), return_exceptions=True)
        assert isinstance(outcomes[10], StoreError)
        told = {call.id for call, outcome in zip(calls, outcomes, strict=True) if outcome is True}
        assert {name for (name,) in other.execute("SELECT id FROM calls")} == told | {CALL.id}
