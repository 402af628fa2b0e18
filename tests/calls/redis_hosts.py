"""Real servers on loopback: a cluster whose first node has a replica, and a server with a replica and a sentinel."""

import contextlib
import random
import socket
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import redis

from tests.calls.redis_server import RedisServer

SLOTS = 16_384
NODES = 3
NODE_TIMEOUT = 400
"""Milliseconds of silence after which a node of a cluster, or a server with a sentinel, counts as down."""
SERVICE = "mymaster"


def free_port(*, bus: bool = False) -> int:
    """A port that no system gives to anybody by itself, so that it stays free while the server is down.

    With `bus` the one 10,000 above is free, too: there the nodes of a cluster talk to each other.
    """
    for port in random.SystemRandom().sample(range(12_000, 20_000) if bus else range(20_000, 30_000), 100):
        with suppress(OSError), ExitStack() as stack:
            for wanted in (port, port + 10_000) if bus else (port,):
                stack.enter_context(socket.create_server(("127.0.0.1", wanted)))
            return port
    raise AssertionError("no port is free")


def until(condition: Callable[[], object], seconds: float = 20.0) -> None:
    """Until servers have done what they do by themselves. What they refuse meanwhile counts as not yet."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with contextlib.suppress(redis.RedisError):
            if condition():
                return
        time.sleep(0.01)
    raise AssertionError("it never came to that")


@dataclass(kw_only=True)
class Node:
    server: RedisServer
    port: int

    @property
    def client(self) -> redis.Redis:
        return self.server.client

    @property
    def is_master(self) -> bool:
        return bool(self.client.info("replication")["role"] == "master")


@dataclass(kw_only=True)
class Hosts:
    """The servers behind a URL. The first two are a master and its replica, or have been."""

    url: str
    nodes: list[Node]

    def masters(self) -> list[Node]:
        found = []
        for node in self.nodes:
            with suppress(redis.RedisError):
                if node.is_master:
                    found.append(node)
        return found

    def empty(self) -> None:
        for node in self.masters():
            node.client.flushall()

    def stop(self) -> None:
        for node in self.nodes:
            node.server.stop()


@contextmanager
def _started(*options: str, folder: Path, bus: bool = False) -> Iterator[Node]:
    port = free_port(bus=bus)
    place = folder / str(port)
    place.mkdir()
    server = RedisServer(place, "--port", str(port), "--repl-diskless-sync-delay", "0", *options)
    server.start()
    try:
        yield Node(server=server, port=port)
    finally:
        server.stop()


@contextmanager
def running_cluster(*options: str, scheme: str = "redis+cluster") -> Iterator[Hosts]:
    """Three nodes that share the slots, and a replica of the first."""
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        cluster = ["--cluster-enabled", "yes", "--cluster-node-timeout", str(NODE_TIMEOUT), *options]
        nodes = [stack.enter_context(_started(*cluster, folder=Path(name), bus=True)) for _ in range(NODES + 1)]
        first, replica, *others = nodes
        for number, node in enumerate((first, *others)):
            slots = range(SLOTS * number // NODES, SLOTS * (number + 1) // NODES)
            node.server.command("CLUSTER", "SET-CONFIG-EPOCH", number + 1)
            node.server.command("CLUSTER", "ADDSLOTS", *slots)
        for node in nodes[1:]:
            node.server.command("CLUSTER", "MEET", "127.0.0.1", first.port)
        owner = first.server.command("CLUSTER", "MYID")
        until(lambda: replica.server.command("CLUSTER", "REPLICATE", owner))
        until(lambda: replica.client.info("replication").get("master_link_status") == "up")
        until(lambda: all(_is_whole(node) for node in nodes))
        yield Hosts(url=f"{scheme}://{','.join(f'127.0.0.1:{node.port}' for node in nodes)}", nodes=nodes)


def _is_whole(node: Node) -> bool:
    info = node.server.command("CLUSTER INFO")
    listed = node.server.command("CLUSTER", "SLOTS")
    # first and last slot, then the nodes
    return info["cluster_state"] == "ok" and sum(len(each) - 2 for each in listed) == NODES + 1


@contextmanager
def running_sentinel(*options: str, scheme: str = "redis+sentinel") -> Iterator[Hosts]:
    """A server, its replica, and a sentinel; in the URL stands one before it that is not there."""
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        first = stack.enter_context(_started(*options, folder=folder))
        replica = stack.enter_context(_started(*options, "--replicaof", "127.0.0.1", str(first.port), folder=folder))
        until(lambda: replica.client.info("replication").get("master_link_status") == "up")
        file = folder / "sentinel.conf"
        file.write_text(
            f"sentinel monitor {SERVICE} 127.0.0.1 {first.port} 1\n"
            f"sentinel down-after-milliseconds {SERVICE} {NODE_TIMEOUT}\n"
            f"sentinel failover-timeout {SERVICE} 5000\n"
        )
        port = free_port()
        sentinel = RedisServer(folder, "--port", str(port), configuration=file)
        sentinel.start()
        stack.callback(sentinel.stop)
        until(lambda: sentinel.command("SENTINEL", "REPLICAS", SERVICE))
        yield Hosts(url=f"{scheme}://127.0.0.1:{free_port()},127.0.0.1:{port}/{SERVICE}/1", nodes=[first, replica])
