"""Redis: servers that stop, hang, forget and refuse."""

import asyncio
import random
import signal
import socket
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from adapter.calls.redis import CONNECTIONS, PATIENCE, RedisStore
from adapter.calls.state import Call
from adapter.errors import StoreError
from adapter.transfers.call_info import CallInfo
from tests.calls.conftest import RedisServer, change, running_redis

pytestmark = pytest.mark.anyio

CALL = Call(info=CallInfo(id="call-1"))


@pytest.fixture
async def store(durable_redis: RedisServer) -> AsyncIterator[RedisStore]:
    made = RedisStore(durable_redis.url)
    yield made
    await made.aclose()


def free_port() -> int:
    """A port that no system gives to anybody by itself, so that it stays free while the server is down."""
    for port in random.SystemRandom().sample(range(20_000, 30_000), 100):
        with suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port
    raise AssertionError("no port is free")


@pytest.mark.parametrize("kind", ["socket", "tcp"])
async def test_after_a_restart_the_server_is_used_again_at_once(kind: str) -> None:
    port = str(free_port() if kind == "tcp" else 0)
    with running_redis("--appendonly", "yes", "--appendfsync", "always", "--port", port) as server:
        await _is_used_again(server, server.url if kind == "socket" else f"redis://127.0.0.1:{port}")


async def _is_used_again(server: RedisServer, url: str) -> None:
    store = RedisStore(url)
    assert await store.save(CALL, 0)
    await asyncio.gather(*(store.load(f"call-{number}") for number in range(20)))
    await asyncio.to_thread(server.stop)
    await asyncio.to_thread(server.start)
    for turn in range(20):
        assert await change(store, replace(CALL, turns=turn))
    await store.aclose()


class Line:
    """A connection to the server that can be cut just before an answer arrives."""

    def __init__(self, server: RedisServer, path: Path) -> None:
        self.url = f"unix://{path}"
        self.cut = False
        self.carried = 0
        self._server = server
        self._path = path

    async def listen(self) -> asyncio.Server:
        return await asyncio.start_unix_server(self._carry, self._path)

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        answers, questions = await asyncio.open_unix_connection(self._server.socket)
        while request := await reader.read(65536):
            self.carried += 1
            questions.write(request)
            answer = await answers.read(65536)
            if self.cut:
                break
            writer.write(answer)
        questions.close()
        writer.close()


async def test_a_save_whose_answer_is_lost_is_not_sent_again(durable_redis: RedisServer) -> None:
    line = Line(durable_redis, durable_redis.socket.with_name("line.sock"))
    async with await line.listen():
        store, direct = RedisStore(line.url), RedisStore(durable_redis.url)
        assert await store.save(CALL, 0)
        stored = await store.load("call-1")
        assert stored is not None
        before, line.cut = line.carried, True
        with pytest.raises(StoreError, match="Connection closed"):
            await store.save(replace(CALL, turns=1), stored.version)
        assert line.carried == before + 1
        line.cut = False
        for each in (store, direct):
            assert await each.load("call-1") == (replace(CALL, turns=1), stored.version + 1)
        await store.aclose()
        await direct.aclose()


async def test_a_server_that_is_gone_is_a_store_error_at_once(store: RedisStore, durable_redis: RedisServer) -> None:
    await store.save(CALL, 0)
    durable_redis.stop()
    began = time.monotonic()
    with pytest.raises(StoreError, match="redis: ConnectionError: Error"):
        await store.load("call-1")
    with pytest.raises(StoreError):
        await store.save(CALL, 0)
    assert not await store.ready()
    assert time.monotonic() - began < 2 * PATIENCE  # three that wait would take three


async def test_a_server_that_hangs_is_a_store_error_in_time(
    store: RedisStore, durable_redis: RedisServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    await store.save(CALL, 0)
    durable_redis.signal(signal.SIGSTOP)
    began = time.monotonic()
    # more than there are connections: waiting for one counts as well
    outcomes = await asyncio.gather(
        *(store.load("call-1") for _ in range(29 * CONNECTIONS)), store.save(CALL, 1), return_exceptions=True
    )
    assert all(isinstance(outcome, StoreError) for outcome in outcomes)
    assert time.monotonic() - began < 15 * PATIENCE  # connection by connection they would take thirty
    durable_redis.signal(signal.SIGCONT)
    # answers that came too late are not taken for those of later questions, which may take their time here
    monkeypatch.setattr("adapter.calls.redis.PATIENCE", 60.0)
    answers = await asyncio.gather(*(store.load(f"call-{number % 3}") for number in range(99)))
    assert [answer is not None for answer in answers] == [number % 3 == 1 for number in range(99)]


async def test_more_events_than_connections_wait_their_turn(
    empty_redis: RedisServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("adapter.calls.redis.PATIENCE", 60.0)  # the turns are what is tested, not how fast they come
    store = RedisStore(empty_redis.url)
    calls = [Call(info=CallInfo(id=f"call-{number}")) for number in range(10 * CONNECTIONS)]
    assert all(await asyncio.gather(*(store.save(call, 0) for call in calls)))
    assert len(empty_redis.client.client_list()) <= CONNECTIONS + 1
    await store.aclose()


async def test_an_event_that_is_given_up_leaves_its_connection_usable(store: RedisStore) -> None:
    await store.save(CALL, 0)
    for _ in range(2 * CONNECTIONS):
        task = asyncio.create_task(store.load("call-1"))
        await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    assert await change(store, CALL)


@pytest.mark.parametrize(
    ("setting", "value"), [("maxmemory", "1"), ("min-replicas-to-write", "3")], ids=["full", "may not write"]
)
async def test_a_server_that_takes_no_writes_is_not_ready(
    store: RedisStore, durable_redis: RedisServer, setting: str, value: str
) -> None:
    await store.save(CALL, 0)
    durable_redis.client.config_set(setting, value)
    assert not await store.ready()
    with pytest.raises(StoreError):
        await change(store, CALL)
    durable_redis.client.config_set(setting, 0)
    assert await store.ready()


@pytest.fixture(scope="module")
def locked_redis() -> Iterator[RedisServer]:
    with running_redis("--requirepass", "s3cret/@#") as server:
        yield server


async def test_a_password_in_the_url_opens_the_server(locked_redis: RedisServer) -> None:
    store = RedisStore(f"unix://:s3cret%2F%40%23@{locked_redis.socket}?db=3")
    assert await store.save(CALL, 0)
    await store.aclose()


@pytest.mark.parametrize("url", ["unix://{}", "unix://:wr0ng@{}"])
async def test_a_wrong_password_is_a_store_error_that_does_not_show_it(locked_redis: RedisServer, url: str) -> None:
    store = RedisStore(url.format(locked_redis.socket))
    with pytest.raises(StoreError) as raised:
        await store.load("call-1")
    assert "wr0ng" not in str(raised.value)
    assert raised.value.__suppress_context__
    await store.aclose()


async def test_what_the_server_says_of_our_commands_is_not_repeated(empty_redis: RedisServer) -> None:
    store = RedisStore(empty_redis.url)
    empty_redis.client.config_set("maxmemory", 1)
    try:
        with pytest.raises(StoreError, match=r"^redis: \w+Error \w+$"):
            await store.save(CALL, 0)
    finally:
        empty_redis.client.config_set("maxmemory", 0)
    await store.aclose()
