"""Liveness and readiness: cheap, whoever asks and however often, and silent to whoever may not ask more."""

import asyncio
from collections.abc import Callable

import httpx2
import pytest

from adapter import Assistant, Directory, OfflineModel
from adapter.service.app import create_app
from adapter.service.health import StoreCheck
from adapter.wiring import Settings, build_store

pytestmark = pytest.mark.anyio

Serve = Callable[..., httpx2.Client]


def test_without_the_token_nothing_is_told_but_whether_it_is_ready(serve: Serve) -> None:
    client = serve(token="secret")
    for headers in ({}, {"X-API-TOKEN": "wrong"}):
        assert client.get("/readyz", headers=headers).json() == {"ready": True}
        assert client.get("/healthz", headers=headers).json() == {"status": "ok"}
    told = client.get("/readyz", headers={"X-API-TOKEN": "secret"}).json()
    assert set(told) == {"ready", "store", "warm_up", "directory", "destinations", "prompt", "model"}


def test_where_there_is_no_token_details_are_for_this_machine_alone(serve: Serve) -> None:
    client = serve()
    assert client.get("/readyz").json()["store"] == "ok"
    assert client.get("/readyz", headers={"Origin": "https://desk.example"}).json() == {"ready": True}
    assert client.get("/readyz", headers={"Host": "bank.example"}).json() == {"ready": True}


async def test_whoever_may_ask_is_told_why_the_store_is_down_and_what_becomes_of_calls(bank: Directory) -> None:
    store = build_store(Settings(store="redis://:hunter2@127.0.0.1:1/0"))
    app = create_app(Assistant(bank, OfflineModel(), store=store))
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url="http://127.0.0.1") as client:
        answer = await client.get("/readyz")
    assert answer.status_code == 503
    told = answer.json()
    assert told["store"] == "down"
    assert told["store_trouble"].startswith("redis: ConnectionError: ")
    assert told["store_trouble"].endswith("; each process keeps its calls in memory until the store is back")
    assert "hunter2" not in answer.text
    await store.aclose()


class Asked:
    """A store that counts how often it is asked, and answers when it is told to."""

    def __init__(self, *answers: bool) -> None:
        self.answers = list(answers)
        self.times = 0
        self.held = asyncio.Event()
        self.held.set()

    async def ready(self) -> bool:
        self.times += 1
        await self.held.wait()
        return self.answers.pop(0)


async def test_the_store_is_asked_once_a_second_at_most() -> None:
    now, store = 0.0, Asked(True, False)
    check = StoreCheck(store.ready, clock=lambda: now)
    assert [await check() for _ in range(100)] == [True] * 100
    now = 0.99
    assert await check()
    assert store.times == 1
    now = 1.0
    assert not await check()
    assert store.times == 2


async def test_many_at_once_share_one_question() -> None:
    store = Asked(True)
    check = StoreCheck(store.ready, clock=lambda: 0.0)
    assert await asyncio.gather(*(check() for _ in range(100))) == [True] * 100
    assert store.times == 1


async def test_a_store_that_is_too_slow_counts_as_down_and_is_not_asked_again_before_it_has_answered() -> None:
    now, store = 0.0, Asked(True, True)
    store.held.clear()
    check = StoreCheck(store.ready, within=0.01, clock=lambda: now)
    assert not await check()
    now = 5.0
    assert not await check()
    assert store.times == 1
    store.held.set()
    assert await check(), "what it said at last"
    assert await check()
    assert store.times == 2


async def test_whoever_stops_waiting_takes_nobody_elses_answer_away() -> None:
    store = Asked(True)
    store.held.clear()
    check = StoreCheck(store.ready, clock=lambda: 0.0)
    leaving, staying = asyncio.create_task(check()), asyncio.create_task(check())
    await asyncio.sleep(0)
    leaving.cancel()
    await asyncio.gather(leaving, return_exceptions=True)
    store.held.set()
    assert await staying


async def test_a_store_that_breaks_is_one_that_does_not_answer() -> None:
    async def broken() -> bool:
        raise ValueError

    assert not await StoreCheck(broken)()
