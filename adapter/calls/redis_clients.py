"""redis-py's client for the address of a store: one server, a cluster, or the master that sentinels name."""

import contextlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, TypeAlias
from urllib.parse import urlencode

from redis.asyncio import Connection, ConnectionPool, Redis, RedisCluster, Sentinel, SSLConnection
from redis.asyncio.cluster import ClusterNode
from redis.asyncio.connection import UnixDomainSocketConnection, parse_url
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisClusterException, RedisError

from adapter.calls.redis_url import RedisAddress

Client: TypeAlias = "Redis | RedisCluster"

SPARE = 2
"""Connections to a node of a cluster for each operation at once: redis-py opens another one while it closes one that it
holds for stale, and one more to ask for the nodes."""


@dataclass(frozen=True, kw_only=True)
class Opened:
    """A client, which connects when it is first used, and what gives its connections back."""

    client: Client
    aclose: Callable[[], Awaitable[None]]


def open_client(address: RedisAddress, *, at_once: int, within: float) -> Opened:
    """A client for `at_once` operations at the same time, each of which has `within` seconds in all.

    Where several hosts are asked one after the other, one that is silent takes a share of them. Nothing is sent twice
    but by whoever uses the client; only a cluster's is sent once more, to the node that has taken over. Raises
    `ValueError` for TLS options that redis-py does not know.
    """
    opening = {"cluster": _cluster, "sentinel": _sentinel, "server": _server, "socket": _server}[address.kind]
    try:
        return opening(address, at_once, within)
    except (TypeError, ValueError, RedisError, RedisClusterException):
        if not address.tls:
            raise
        raise ValueError("holds ssl_… options that redis-py does not know here, or cannot use") from None


def _cluster(address: RedisAddress, at_once: int, within: float) -> Opened:
    client = RedisCluster(
        startup_nodes=[ClusterNode(host, port) for host, port in address.hosts],
        max_connections=SPARE * at_once,
        retry=Retry(NoBackoff(), 1),
        socket_timeout=within / 2,
        socket_connect_timeout=within / 4,
        ssl=address.tls,
        **_options(address),
    )

    async def aclose() -> None:
        await client.aclose()
        # It closes nothing where it was about to look for the nodes anew, as after every failure.
        for nodes in ("nodes_cache", "startup_nodes"):
            with contextlib.suppress(RedisError, OSError):
                await client.nodes_manager.aclose(nodes)

    return Opened(client=client, aclose=aclose)


def _sentinel(address: RedisAddress, at_once: int, within: float) -> Opened:
    patience = {"socket_connect_timeout": within / 4, "retry": Retry(NoBackoff(), 0), "ssl": address.tls}
    options = _options(address) | patience
    own = {"username": address.sentinel_username, "password": address.sentinel_password}
    sentinel = Sentinel(  # type: ignore[no-untyped-call]  # redis-py leaves it untyped
        address.hosts, sentinel_kwargs=options | own | {"socket_timeout": within / 4}
    )
    client: Redis = sentinel.master_for(
        address.master, **options, db=address.database, socket_timeout=within / 2, max_connections=at_once
    )

    async def aclose() -> None:
        await client.aclose()
        await sentinel.aclose()

    return Opened(client=client, aclose=aclose)


def _server(address: RedisAddress, at_once: int, within: float) -> Opened:
    if address.kind == "socket":
        where: dict[str, Any] = {"connection_class": UnixDomainSocketConnection, "path": address.path}
    else:
        ((host, port),) = address.hosts
        where = {"connection_class": SSLConnection if address.tls else Connection, "host": host, "port": port}
    pool = ConnectionPool(
        **where,
        **_options(address),
        db=address.database,
        retry=Retry(NoBackoff(), 0),
        socket_connect_timeout=within,
        socket_timeout=None,  # one deadline covers the whole operation
        max_connections=at_once,
    )
    pool.make_connection()  # type: ignore[no-untyped-call]  # made to see that its options are known
    client = Redis.from_pool(pool)
    return Opened(client=client, aclose=client.aclose)


def _options(address: RedisAddress) -> dict[str, Any]:
    """What every connection to a server that keeps calls is made with."""
    parsed = parse_url(f"rediss://host/?{urlencode(address.tls_options)}")
    return {
        "username": address.username,
        "password": address.password,
        # Under RESP3 redis-py listens for maintenance notices and then hands out connections that are dead.
        "protocol": 2,
        **{name: value for name, value in parsed.items() if name.startswith("ssl_")},
    }
