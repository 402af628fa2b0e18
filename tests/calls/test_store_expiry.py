"""Calls are forgotten in time, by every store, without anybody cleaning up."""

from collections.abc import Callable
from pathlib import Path

import pytest

from adapter.calls.failover import FailoverStore
from adapter.calls.memory import MemoryStore
from adapter.calls.redis import RedisStore
from adapter.calls.sqlite import SqliteStore
from adapter.calls.state import Call, Phase
from adapter.calls.store import CALL_LIFETIME, TOMBSTONE_LIFETIME, Store
from adapter.transfers.call_info import CallInfo
from tests.calls.conftest import RedisServer, change

pytestmark = pytest.mark.anyio

LIFETIMES: list[tuple[Phase, float]] = [("listening", CALL_LIFETIME), ("ended", TOMBSTONE_LIFETIME)]


class Clock:
    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


MAKERS: dict[str, Callable[[Path, Clock], Store]] = {
    "memory": lambda _, clock: MemoryStore(clock),
    "sqlite": lambda file, clock: SqliteStore(file, clock),
    "steadfast": lambda file, clock: FailoverStore(SqliteStore(file, clock), clock=clock),
}


@pytest.mark.parametrize(("phase", "seconds"), LIFETIMES)
@pytest.mark.parametrize("kind", MAKERS)
async def test_calls_are_forgotten_in_time(
    kind: str, phase: Phase, seconds: float, tmp_path: Path, clock: Clock
) -> None:
    store = MAKERS[kind](tmp_path / "calls.db", clock)
    call = Call(info=CallInfo(id="call-1"), phase=phase)
    assert await store.save(call, 0)
    clock.now += seconds - 1
    stored = await store.load("call-1")
    assert stored is not None
    assert await store.save(call, stored.version)
    clock.now += seconds - 1
    assert await store.load("call-1") is not None
    clock.now += 2
    assert await store.load("call-1") is None
    assert not await store.save(call, stored.version + 1)
    assert await store.save(call, 0)
    await store.aclose()


@pytest.mark.parametrize(("phase", "seconds"), LIFETIMES)
async def test_redis_is_told_how_long_a_call_lives(empty_redis: RedisServer, phase: Phase, seconds: float) -> None:
    store = RedisStore(empty_redis.url)
    call = Call(info=CallInfo(id="call-1"), phase=phase)
    for _ in range(3):
        assert await change(store, call)
        (key,) = empty_redis.client.keys("*")
        remaining = empty_redis.client.pttl(key)
        assert seconds * 1000 - 5000 < remaining <= seconds * 1000
        empty_redis.client.pexpire(key, 5000)
    await store.aclose()


async def test_everything_in_redis_is_under_our_prefix_and_expires(empty_redis: RedisServer) -> None:
    store = RedisStore(empty_redis.url)
    await store.save(Call(info=CallInfo(id="call-1")), 0)
    assert await store.ready()
    keys = empty_redis.client.keys("*")
    assert len(keys) == len(empty_redis.client.keys("transfer-adapter:*")) == 2
    assert all(empty_redis.client.pttl(key) > 0 for key in keys)
    await store.aclose()


async def test_memory_does_not_grow_with_calls_that_are_over(clock: Clock) -> None:
    store = MemoryStore(clock)
    for number in range(1000):
        await store.save(Call(info=CallInfo(id=f"call-{number}"), phase="ended"), 0)
        clock.now += 1
    assert len(store) <= TOMBSTONE_LIFETIME
