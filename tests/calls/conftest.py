"""What tests of stores share: real servers, and what an event does to a call."""

from collections.abc import Iterator

import pytest

from adapter.calls.state import Call
from adapter.calls.store import SharedStore, Store
from tests.calls.redis_hosts import Hosts, running_cluster, running_sentinel
from tests.calls.redis_server import RedisServer, running_redis

__all__ = ["RedisServer", "change", "running_redis"]


async def change(store: Store | SharedStore, call: Call) -> bool:
    """What an event does: reads and saves."""
    stored = await store.load(call.id)
    return await store.save(call, stored.version if stored else 0)


@pytest.fixture(scope="session")
def shared_redis() -> Iterator[RedisServer]:
    """One server for all tests that leave it running."""
    with running_redis() as server:
        yield server


@pytest.fixture
def empty_redis(shared_redis: RedisServer) -> RedisServer:
    """That server, with nothing in it."""
    shared_redis.client.flushall()
    return shared_redis


@pytest.fixture
def forgetful_redis() -> Iterator[RedisServer]:
    """A server to be stopped, which then forgets everything."""
    with running_redis() as server:
        yield server


@pytest.fixture
def durable_redis() -> Iterator[RedisServer]:
    """A server to be stopped, which then knows what it knew."""
    with running_redis("--appendonly", "yes", "--appendfsync", "always") as server:
        yield server


@pytest.fixture(scope="session")
def shared_cluster() -> Iterator[Hosts]:
    """One cluster for all tests that leave it as it is."""
    with running_cluster() as hosts:
        yield hosts


@pytest.fixture
def empty_cluster(shared_cluster: Hosts) -> Hosts:
    shared_cluster.empty()
    return shared_cluster


@pytest.fixture(scope="session")
def shared_sentinel() -> Iterator[Hosts]:
    """A master, its replica and a sentinel for all tests that leave them as they are."""
    with running_sentinel() as hosts:
        yield hosts


@pytest.fixture
def empty_sentinel(shared_sentinel: Hosts) -> Hosts:
    shared_sentinel.empty()
    return shared_sentinel
