"""Whole calls through an assistant while its Redis is stopped, forgets, hangs and comes back."""

import asyncio
import signal
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import datetime, timedelta

import pytest

from adapter import Assistant, Directory
from adapter.calls.failover import FailoverStore
from adapter.calls.redis import PATIENCE, RedisStore
from adapter.calls.store import Store
from adapter.testing import ScriptedModel, calls
from tests.calls.conftest import RedisServer

pytestmark = [pytest.mark.anyio, pytest.mark.outages]

CALL: list[tuple[str, list[object]]] = [
    ("session_start", ["speak"]),
    ("user_speak", ["speak"]),
    ("assistant_speech_ended", ["+4921155660000"]),
    ("assistant_speech_ended", []),
    ("session_start", ["speak"]),
    ("user_speak", ["speak"]),
    ("assistant_speech_ended", ["+4921155660001"]),
    ("assistant_speech_ended", []),
    ("session_end", []),
    ("user_input_timeout", []),
]
"""The events of a call, and what each is to be answered with: a number stands for the transfer to it."""
OUTAGES = [(stop, start) for stop in range(len(CALL)) for start in range(stop + 1, len(CALL))]


class Clock:
    """The time of the events: a few seconds from one to the next."""

    def __init__(self, start: datetime) -> None:
        self.now = start

    def __call__(self) -> datetime:
        return self.now


class Worker:
    """One process of the service."""

    def __init__(self, directory: Directory, store: Store, clock: Clock) -> None:
        self.store = store
        self.model = ScriptedModel([calls("cards"), calls("desk")])
        self.assistant = Assistant(directory, self.model, store=store, now=clock)
        self._clock = clock

    async def answer(self, call_id: str, number: int) -> list[object]:
        self._clock.now += timedelta(seconds=3)
        event = {"type": CALL[number][0], "session": {"id": call_id}, "text": f"utterance {number}"}
        actions = await self.assistant.handle(event)
        return [action.get("target_phone_number", action["type"]) for action in actions]


@pytest.fixture
def worker(directory_of: Callable[..., Directory], noon: datetime) -> Callable[[Store], Worker]:
    directory = directory_of(cards={"message": "Cards."}, desk={"message": "The desk."})
    clock = Clock(noon)
    return lambda store: Worker(directory, store, clock)


@pytest.fixture(params=["forgetful_redis", "durable_redis"])
def server(request: pytest.FixtureRequest) -> RedisServer:
    found: RedisServer = request.getfixturevalue(request.param)
    return found


@pytest.fixture
async def stores(server: RedisServer) -> AsyncIterator[list[FailoverStore]]:
    """The stores of two processes."""
    made = [FailoverStore(RedisStore(server.url), try_again=0.005) for _ in range(2)]
    yield made
    for store in made:
        await store.aclose()


async def until(condition: Callable[[], Awaitable[bool]]) -> None:
    """Until a real server and those who watch it have done what they do by themselves."""
    for _ in range(1000):
        if await condition():
            return
        await asyncio.sleep(0.005)
    raise AssertionError("it never came to that")


@pytest.mark.parametrize("noticed", [True, False], ids=["after it was noticed", "at once"])
async def test_every_event_has_its_action_whenever_redis_stops_and_starts(
    server: RedisServer, stores: list[FailoverStore], worker: Callable[[Store], Worker], noticed: bool
) -> None:
    store, _ = stores
    for stop, start in OUTAGES:
        one = worker(store)
        call_id = f"call-{stop}-{start}"
        for number in range(len(CALL)):
            if number == stop:
                await asyncio.to_thread(server.stop)
            if number == start:
                await asyncio.to_thread(server.start)
                if noticed:
                    await until(store.ready)
            assert await one.answer(call_id, number) == CALL[number][1], (stop, start, number)
        await until(store.ready)


async def test_what_one_worker_did_meanwhile_is_known_to_the_others_afterwards(
    server: RedisServer, stores: list[FailoverStore], worker: Callable[[Store], Worker]
) -> None:
    raw = RedisStore(server.url)
    for stop, start in OUTAGES:
        one, two = worker(stores[0]), worker(stores[1])
        two.model = one.model
        two.assistant.handler.model = one.model
        call_id = f"call-{stop}-{start}"

        async def told(call_id: str = call_id) -> bool:
            known, lies = await stores[0].load(call_id), await raw.load(call_id)
            return known is not None and lies is not None and known.call == lies.call

        for number in range(len(CALL)):
            if number == stop:
                await asyncio.to_thread(server.stop)
            if number == start:
                await asyncio.to_thread(server.start)
                await until(stores[0].ready)
                await until(told)
            # what others did just before an outage nobody can know in it; afterwards they take turns again
            which = one if number < start or number % 2 else two
            assert await which.answer(call_id, number) == CALL[number][1], (stop, start, number)
        assert await stores[1].ready()
    await raw.aclose()


async def test_a_redis_that_hangs_delays_one_event_and_no_transfer_is_made_twice(
    durable_redis: RedisServer, worker: Callable[[Store], Worker], caplog: pytest.LogCaptureFixture
) -> None:
    store = FailoverStore(RedisStore(durable_redis.url), try_again=0.3)
    one = worker(store)
    for call_id in ("call-1", "call-2"):
        await one.answer(call_id, 0)
    await one.answer("call-1", 1)
    durable_redis.signal(signal.SIGSTOP)
    began = time.monotonic()
    answers = await asyncio.gather(*(one.answer("call-1", 2) for _ in range(10)))
    assert sorted(map(len, answers)) == [0] * 9 + [1]
    assert time.monotonic() - began < 5 * PATIENCE  # one after the other they would take ten
    assert not await store.ready()
    began = time.monotonic()
    for _ in range(20):
        assert await one.answer("call-1", 3) == []
    assert await one.answer("call-2", 5) == CALL[5][1]
    assert time.monotonic() - began < 5 * PATIENCE  # if the store were asked, they would take twenty
    durable_redis.signal(signal.SIGCONT)
    await until(store.ready)
    assert await one.answer("call-1", 3) == []
    assert await one.answer("call-1", 4) == CALL[4][1]
    assert [message.partition(":")[0] for message in caplog.messages if "store" in message] == [
        "the store of calls is down; calls are kept in memory until it is back",
        "the store of calls is back; calls to be written back",
    ]
    await store.aclose()
