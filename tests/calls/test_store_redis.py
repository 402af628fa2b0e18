"""Redis: servers that stop, hang, forget and refuse."""

import asyncio
import re
import signal
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from adapter.calls.redis import CONNECTIONS, PATIENCE, RedisStore
from adapter.calls.state import Call
from adapter.errors import StoreError
from adapter.transfers.call_info import CallInfo
from tests.calls.conftest import RedisServer, change, running_redis
from tests.calls.redis_hosts import free_port

pytestmark = pytest.mark.anyio

CALL = Call(info=CallInfo(id="call-1"))


@pytest.fixture
async def store(durable_redis: RedisServer) -> AsyncIterator[RedisStore]:
    made = RedisStore(durable_redis.url)
    yield made
    await made.aclose()


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
        self.cut = 0
        """How many answers are still to be lost."""
        self.meanwhile: Callable[[], Awaitable[None]] | None = None
        """What happens when the next one is."""
        self._server = server
        self._path = path

    async def listen(self) -> asyncio.Server:
        return await asyncio.start_unix_server(self._carry, self._path)

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        answers, questions = await asyncio.open_unix_connection(self._server.socket)
        while request := await reader.read(65536):
            questions.write(request)
            answer = await answers.read(65536)
            if self.cut:
                self.cut -= 1
                if self.meanwhile is not None:
                    await self.meanwhile()
                    self.meanwhile = None
                break
            writer.write(answer)
        questions.close()
        writer.close()


def saves_sent(server: RedisServer) -> int:
    """Saves that have been carried out, or found to have been."""
    return int(server.client.info("commandstats").get("cmdstat_evalsha", {"calls": 0})["calls"])


async def test_a_save_whose_answer_is_lost_is_sent_again_and_knows_that_it_was_carried_out(
    durable_redis: RedisServer,
) -> None:
    line = Line(durable_redis, durable_redis.socket.with_name("line.sock"))
    async with await line.listen():
        store, direct = RedisStore(line.url), RedisStore(durable_redis.url)
        assert await direct.save(replace(CALL, info=CallInfo(id="call-2")), 0)  # the script is known from now on
        for version in (0, 1):
            stored = await direct.load("call-1")
            call = replace(CALL, turns=version + 1)
            await store.load("call-2")  # connected, so that what is lost is the answer to the save
            before, line.cut = saves_sent(durable_redis), 1
            assert await store.save(call, stored.version if stored else 0)
            assert saves_sent(durable_redis) == before + 2
            found = await direct.load("call-1")
            assert found is not None
            assert found.call == call
            assert stored is None or found.version == stored.version + 1
        await store.aclose()
        await direct.aclose()


async def test_a_save_that_is_sent_again_does_not_undo_what_another_has_saved_meanwhile(
    durable_redis: RedisServer,
) -> None:
    line = Line(durable_redis, durable_redis.socket.with_name("line.sock"))
    async with await line.listen():
        store, direct = RedisStore(line.url), RedisStore(durable_redis.url)
        assert await store.save(CALL, 0)
        stored = await store.load("call-1")
        assert stored is not None

        async def another() -> None:
            assert await direct.save(replace(CALL, turns=2), stored.version + 1)

        line.cut, line.meanwhile = 1, another
        assert not await store.save(replace(CALL, turns=1), stored.version)
        assert await store.load("call-1") == (replace(CALL, turns=2), stored.version + 2)
        await store.aclose()
        await direct.aclose()


async def test_the_same_save_of_another_process_is_not_taken_for_ones_own(durable_redis: RedisServer) -> None:
    line = Line(durable_redis, durable_redis.socket.with_name("line.sock"))
    async with await line.listen():
        store, direct = RedisStore(line.url), RedisStore(durable_redis.url)
        assert await store.save(CALL, 0)
        stored = await store.load("call-1")
        assert stored is not None
        assert await direct.save(replace(CALL, turns=1), stored.version)
        line.cut = 1
        assert not await store.save(replace(CALL, turns=1), stored.version)
        await store.aclose()
        await direct.aclose()


async def test_a_line_that_cuts_every_answer_is_a_store_error_at_the_second_one(durable_redis: RedisServer) -> None:
    line = Line(durable_redis, durable_redis.socket.with_name("line.sock"))
    async with await line.listen():
        store = RedisStore(line.url)
        assert await store.save(CALL, 0)
        line.cut = 99
        with pytest.raises(StoreError, match="Connection"):
            await store.load("call-1")
        assert line.cut == 97
        await store.aclose()


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


async def test_a_user_who_may_do_what_the_documentation_names_and_nothing_else_is_enough(
    empty_redis: RedisServer,
) -> None:
    page = (Path(__file__).parents[2] / "docs" / "operations.md").read_text("utf-8")
    sentence = page.partition("The user of the store needs ")[2].partition("in the script)")[0]
    commands = [f"+{name.lower()}" for name in re.findall(r"`([A-Z]+)`", sentence)]
    assert len(commands) == 8
    empty_redis.command("ACL", "SETUSER", "calls", "on", ">x", "~transfer-adapter:*", *commands)
    store = RedisStore(f"unix://calls:x@{empty_redis.socket}")
    empty_redis.command("SCRIPT", "FLUSH")
    assert await change(store, CALL)
    assert await change(store, replace(CALL, turns=1))
    assert await store.ready()
    with pytest.raises(StoreError, match="rights"):
        await store.notes()
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
