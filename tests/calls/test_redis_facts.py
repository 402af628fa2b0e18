"""What servers say of themselves, and what operators are told of it."""

import pytest

from adapter.calls.redis import RedisStore
from adapter.calls.redis_facts import notes_of, read_facts
from adapter.calls.redis_url import read_redis_url
from tests.calls.redis_hosts import Hosts
from tests.calls.redis_server import RedisServer

pytestmark = pytest.mark.anyio

SERVER = read_redis_url("redis://host")
CLUSTER = read_redis_url("redis+cluster://host")


def advice(said: list[dict[str, object]], replicas: int) -> list[str]:
    return [note.advice for note in notes_of(read_facts(said, replicas), SERVER) if note.advice]


def test_valkey_is_called_by_its_own_name_and_version() -> None:
    said = [{"redis_version": "7.2.4", "valkey_version": "8.0.1"}, {"redis_version": "7.2.4"}, {}]
    assert read_facts(said, 0).software == ("Redis 7.2.4", "Redis of an unknown version", "Valkey 8.0.1")


@pytest.mark.parametrize(
    ("limit", "policy", "drops"),
    [(0, "allkeys-lru", False), (1, "noeviction", False), (1, "allkeys-lru", True), (1, "volatile-ttl", True)],
)
def test_a_server_that_drops_calls_when_it_is_full_is_told_of(limit: int, policy: str, drops: bool) -> None:
    said: list[dict[str, object]] = [{"maxmemory": limit, "maxmemory_policy": policy, "aof_enabled": 1}, {}]
    assert any("noeviction" in each for each in advice(said, 1)) == drops


def test_what_replicas_are_for_is_said_where_there_are_none() -> None:
    assert len(advice([{"aof_enabled": 0}], 0)) == 2
    assert len(advice([{"aof_enabled": 1}], 0)) == 1
    assert advice([{"aof_enabled": 0}], 1) == []


async def test_a_real_server_is_described(empty_redis: RedisServer) -> None:
    store = RedisStore(empty_redis.url)
    first, *rest = await store.notes()
    assert first.message.startswith("one server, over a socket: ")
    assert first.message.endswith(", 0 replicas")
    assert all(note.advice for note in rest)
    await store.aclose()


@pytest.mark.outages
async def test_real_hosts_are_described(shared_cluster: Hosts, shared_sentinel: Hosts) -> None:
    for hosts, end in ((shared_cluster, ", 3 primaries, 1 replica"), (shared_sentinel, ", 1 replica")):
        store = RedisStore(hosts.url)
        (note,) = await store.notes()
        assert note.message.endswith(end)
        await store.aclose()
