"""What lies in a store and cannot be read counts as no call: it is told once, and the next save takes its place."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from adapter.calls.failover import FailoverStore
from adapter.calls.redis import PREFIX, RedisStore
from adapter.calls.sqlite import SWEEP_EVERY, SqliteStore
from adapter.calls.state import Call, dump_call
from adapter.calls.store import MAX_VERSION, Store
from adapter.transfers.call_info import CallInfo
from tests.calls.conftest import RedisServer

pytestmark = pytest.mark.anyio

CALL = Call(info=CallInfo(id="call-1"))
WHOLE = dump_call(CALL)
KEY = f"{PREFIX}call:call-1"

NOT_OURS = {
    "nothing": b"",
    "no text": b"\xff\xfe",
    "no object": b"null",
    "another program's object": b"{}",
    "a list without an end": b"[" * 100_000,
    "cut off": WHOLE[:-7],
    "a later format": WHOLE.replace(b'"format":2', b'"format":3'),
    "an impossible phase": b'{"session": {"id": "call-1"}, "phase": "yodelling +4915112345678"}',
    "another call": dump_call(Call(info=CallInfo(id="call-2"))),
}
IMPOSSIBLE_IN_SQLITE = [
    *(repr(version) for version in (0, -1, MAX_VERSION + 1, 2**63 - 1, -(2**63), 1.5, 1e300)),
    *("9e999", "'seventeen'", "''", "x'07'", "CAST(x'ff' AS TEXT)", "printf('%.*c', 100000, '7')"),
]
IMPOSSIBLE_IN_REDIS = [
    *(b"%d" % version for version in (0, -1, MAX_VERSION + 1, 2**63, 10**400)),
    *(b"", b"seventeen", b"1.5", b" 7", b"7\n", b"007", b"1_0", b"+7", "٧".encode(), b"\xff", b"7\x00"),
]

Damage = Callable[[Path, RedisServer], None]


def in_sqlite(version: str = "7", expires: str = "4e9", data: str = "x'7b7d'") -> Damage:
    def damage(file: Path, _: RedisServer) -> None:
        with closing(sqlite3.connect(file)) as other, other:
            other.execute(f"UPDATE calls SET version = {version}, expires = {expires}, data = {data}")

    return damage


def in_redis(**fields: bytes) -> Damage:
    return by_redis(lambda client: client.hset(KEY, mapping=fields))


def by_redis(write: Callable[[Any], object]) -> Damage:
    def damage(_: Path, server: RedisServer) -> None:
        server.client.delete(KEY)
        write(server.client)

    return damage


def quoted(data: bytes) -> str:
    return f"x'{data.hex()}'"


DAMAGES: dict[str, tuple[str, Damage]] = {
    **{f"sqlite {name}": ("sqlite", in_sqlite(data=quoted(data))) for name, data in NOT_OURS.items()},
    **{f"redis {name}": ("redis", in_redis(version=b"7", data=data)) for name, data in NOT_OURS.items()},
    **{f"sqlite {it[:30]}": ("sqlite", in_sqlite(version=it, data=quoted(WHOLE))) for it in IMPOSSIBLE_IN_SQLITE},
    **{f"redis {it[:30]!r}": ("redis", in_redis(version=it, data=WHOLE)) for it in IMPOSSIBLE_IN_REDIS},
    "sqlite text that is none": ("sqlite", in_sqlite(data="CAST(x'fffe' AS TEXT)")),
    "sqlite a number": ("sqlite", in_sqlite(data="17")),
    "redis no data": ("redis", in_redis(version=b"7")),
    "redis no version": ("redis", in_redis(data=WHOLE)),
    "redis a text": ("redis", by_redis(lambda client: client.set(KEY, WHOLE))),
    "redis a list": ("redis", by_redis(lambda client: client.rpush(KEY, WHOLE))),
    "redis a set": ("redis", by_redis(lambda client: client.sadd(KEY, WHOLE))),
    "redis a sorted set": ("redis", by_redis(lambda client: client.zadd(KEY, {WHOLE: 7}))),
    "redis a stream": ("redis", by_redis(lambda client: client.xadd(KEY, {"version": 7, "data": WHOLE}))),
}


@pytest.fixture(params=["plain", "failover"])
async def stores(
    request: pytest.FixtureRequest, kind: str, tmp_path: Path, empty_redis: RedisServer
) -> AsyncIterator[tuple[Store, Store]]:
    """Two processes' stores in the same place."""
    made: list[Any] = [
        SqliteStore(tmp_path / "calls.db") if kind == "sqlite" else RedisStore(empty_redis.url) for _ in range(2)
    ]
    found = [FailoverStore(store) for store in made] if request.param == "failover" else made
    yield found[0], found[1]
    for store in found:
        await store.aclose()


@pytest.mark.parametrize(("kind", "damage"), DAMAGES.values(), ids=DAMAGES)
async def test_what_cannot_be_read_is_no_call_and_one_save_takes_its_place(
    stores: tuple[Store, Store],
    kind: str,
    damage: Damage,
    tmp_path: Path,
    empty_redis: RedisServer,
    caplog: pytest.LogCaptureFixture,
) -> None:
    store, another = stores
    maker = SqliteStore(tmp_path / "calls.db")
    await maker.save(CALL, 0)
    await maker.aclose()
    damage(tmp_path / "calls.db", empty_redis)

    assert await store.load("call-1") is None
    for version in (1, 8, MAX_VERSION):
        assert not await store.save(CALL, version)
    outcomes = await asyncio.gather(store.save(CALL, 0), another.save(CALL, 0))

    assert sorted(outcomes) == [False, True]
    stored = await another.load("call-1")
    assert stored is not None
    assert stored.call == CALL
    assert await another.save(replace(CALL, turns=1), stored.version)
    (told,) = caplog.records
    assert told.getMessage().startswith("call call-1: what is stored of it cannot be read")
    assert told.exc_info is None


@pytest.mark.parametrize("expires", ["'soon'", "''", "x'07'", "CAST(x'ff' AS TEXT)"])
async def test_a_row_whose_time_is_no_time_has_expired(tmp_path: Path, expires: str, empty_redis: RedisServer) -> None:
    now = [1_000.0]
    store = SqliteStore(tmp_path / "calls.db", lambda: now[0])
    for _ in range(2):
        await store.save(CALL, 0)
        in_sqlite(expires=expires, data=quoted(WHOLE))(tmp_path / "calls.db", empty_redis)
        assert await store.load("call-1") is None
    assert await store.save(CALL, 0)
    in_sqlite(expires=expires)(tmp_path / "calls.db", empty_redis)
    now[0] += SWEEP_EVERY + 1
    await store.save(Call(info=CallInfo(id="call-2")), 0)
    with closing(sqlite3.connect(tmp_path / "calls.db")) as other:
        assert other.execute("SELECT id FROM calls").fetchall() == [("call-2",)]
    await store.aclose()
