"""Played time: a mocked model that is late or stalls costs no time of ours, and everything happens in its order."""

import asyncio
import socket
import threading
import time
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapter import Assistant, Directory
from adapter.calls.sqlite import SqliteStore
from adapter.errors import ModelTimeout
from adapter.models.openai import OpenAIModel
from adapter.running_loop import running_loop
from adapter.testing import AsyncPlayedCall, MockModel, PlayedCall, running_mock
from adapter.testing.played_time import pause, played_time
from adapter.testing.scenario import Scenario, parse_scenario
from adapter.tool_calls.request import ModelRequest
from adapter.transfers.assistant_config import AssistantConfig

CARD = "Ich habe meine Karte verloren"
HOLD = "Einen Moment bitte."
SESSION = {"id": "call-1", "from_phone_number": "+4915112345678"}
REAL = 10.0
"""Seconds of ours within which a stall is over that takes fifteen where nothing is played."""


def stalling(reply: str = "{fault: stall}") -> Scenario:
    return parse_scenario(f"rules: [{{reply: {reply}}}]")


def german(bank: Directory) -> AssistantConfig:
    return AssistantConfig(directory=bank, language="de")


@pytest.fixture
def in_no_time() -> Any:
    began = time.monotonic()
    yield
    assert time.monotonic() - began < REAL


@pytest.mark.usefixtures("in_no_time")
def test_a_stalled_model_is_waited_for_on_the_calls_clock_until_the_safe_way(bank: Directory) -> None:
    with PlayedCall(Assistant(german(bank), MockModel(stalling()), model_timeout=600, respond_within=3)) as call:
        call.listens()
        clock = call._call.target.clock
        assert clock is not None
        asked = clock()
        call.says(CARD)
        call.hears(HOLD)
        assert timedelta(0) < clock() - asked < timedelta(seconds=3)
        call.was_transferred_to("switchboard")
        assert timedelta(seconds=10) < clock() - asked < timedelta(seconds=25)
        assert call.spoken.count(HOLD) >= 2


@pytest.mark.usefixtures("in_no_time")
def test_the_limit_of_a_turn_is_played_as_well(bank: Directory) -> None:
    model = MockModel(stalling(), timeout=3_600)
    with PlayedCall(Assistant(german(bank), model, model_timeout=40, respond_within=50)) as call:
        call.says(CARD)
        call.was_transferred_to("switchboard")
        assert HOLD not in call.spoken
        (decision,) = call.decisions
    assert decision.reason == "model_timeout"


@pytest.mark.parametrize(
    ("reply", "holds"),
    [
        ("{call: cards, language: de, delay_ms: 15000}", 0),
        ("{call: cards, language: de, delay_ms: 40000}", 1),
        ("{fault: slow-headers, slow_ms: 40000, call: cards, language: de}", 1),
        ("{fault: slow-drip, slow_ms: 70000, call: cards, language: de}", 2),
        ("{call: cards, language: de, latency: {median_ms: 40000}}", 1),
    ],
)
def test_a_late_reply_comes_after_as_many_hold_sentences_as_it_is_late(bank: Directory, reply: str, holds: int) -> None:
    model = MockModel(stalling(reply), timeout=600)
    with PlayedCall(Assistant(german(bank), model, respond_within=30, model_timeout=600)) as call:
        call.says(CARD)
        call.hears("Kartenservice")
        call.was_transferred_to("cards")
        assert call.spoken.count(HOLD) == holds


@pytest.mark.usefixtures("in_no_time")
@pytest.mark.anyio
async def test_an_async_test_plays_the_same_on_its_own_loop(bank: Directory) -> None:
    async with AsyncPlayedCall(Assistant(german(bank), MockModel(stalling()))) as call:
        await call.says(CARD)
        await call.hears(HOLD)
        await call.was_transferred_to("switchboard")
    assert call.spoken == await asyncio.to_thread(_played_by_an_ordinary_test, bank)


def _played_by_an_ordinary_test(bank: Directory) -> list[str]:
    with PlayedCall(Assistant(german(bank), MockModel(stalling()))) as call:
        call.says(CARD)
        call.hears(HOLD)
        call.was_transferred_to("switchboard")
        return call.spoken


@pytest.mark.anyio
async def test_an_assistant_without_a_played_call_is_answered_at_once_too(bank: Directory) -> None:
    async with Assistant(german(bank), MockModel(stalling())) as assistant:
        began = running_loop().time()
        (spoken,) = await assistant.handle({"type": "user_speak", "session": SESSION, "text": CARD})
        assert spoken["text"] == HOLD
        assert 2.5 < running_loop().time() - began < 15


@pytest.mark.anyio
async def test_calls_at_the_same_time_are_late_together(bank: Directory) -> None:
    first = AsyncPlayedCall(Assistant(german(bank), MockModel(stalling("{call: cards, language: de, delay_ms: 4000}"))))
    second = first.another(caller="+4915187654321")
    clock = first.target.clock
    assert clock is not None
    await asyncio.gather(first.listens(), second.listens())
    began = clock()
    await asyncio.gather(first.says(CARD), second.says(CARD))
    assert clock() - began < timedelta(seconds=3), "a moment of both is one moment"
    await asyncio.gather(first.was_transferred_to("cards"), second.was_transferred_to("cards"))
    assert first.spoken == second.spoken


@pytest.mark.anyio
async def test_what_is_due_earlier_happens_earlier_and_at_its_moment() -> None:
    begin = running_loop().time()
    happened: list[tuple[str, float]] = []

    async def after(seconds: float, name: str) -> None:
        await asyncio.sleep(seconds)
        happened.append((name, running_loop().time() - begin))

    others = [asyncio.create_task(after(7, "late")), asyncio.create_task(after(2, "early"))]
    await pause(5)
    happened.append(("model", running_loop().time() - begin))
    assert [name for name, _ in happened] == ["early", "model"]
    for (_, at), due in zip(happened, (2, 5), strict=True):
        assert at >= due
    for task in others:
        task.cancel()


@given(st.lists(st.integers(1, 1_000), min_size=1, max_size=20, unique=True))
def test_any_pauses_end_in_the_order_of_their_lengths(minutes: list[int]) -> None:
    async def play() -> list[int]:
        ended: list[int] = []

        async def one(length: int) -> None:
            await pause(60.0 * length)
            ended.append(length)

        await asyncio.gather(*(one(length) for length in minutes))
        return ended

    assert asyncio.run(play()) == sorted(minutes)


@pytest.mark.anyio
async def test_a_thread_that_works_for_the_loop_is_waited_for_in_real_time() -> None:
    """As a store in SQLite does: a limit of a second must not be over before it had a second."""
    pausing = asyncio.create_task(pause(1_000))
    await asyncio.sleep(0)
    async with asyncio.timeout(500):
        await asyncio.to_thread(time.sleep, 0.2)
    assert not pausing.done()
    await pausing


@pytest.mark.anyio
async def test_a_socket_that_is_open_keeps_the_clock_real() -> None:
    """As a model server's does: a limit of minutes must not be over before the answer had them."""
    ours, theirs = socket.socketpair()
    reader, writer = await asyncio.open_connection(sock=ours)
    pausing = asyncio.create_task(pause(1_000))
    answering = threading.Timer(0.2, theirs.send, [b"x"])
    answering.start()
    async with asyncio.timeout(500):
        assert await reader.read(1) == b"x"
    known = played_time()
    assert known is not None
    assert not known.passes_by_itself
    assert not pausing.done()
    writer.close()
    await writer.wait_closed()
    theirs.close()
    await pausing


def test_a_store_in_a_file_is_played_with(bank: Directory, tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "calls.db")
    with PlayedCall(Assistant(german(bank), MockModel(stalling()), store=store)) as call:
        call.says(CARD)
        call.hears(HOLD)
        call.was_transferred_to("switchboard")
        call._run(store.aclose())


def test_a_real_server_still_stalls_for_real(bank: Directory) -> None:
    with running_mock(stalling()) as mock:
        model = OpenAIModel("mock", base_url=mock.base_url, timeout=0.4, attempts=1)
        with PlayedCall(Assistant(german(bank), model)) as call:
            began = time.monotonic()
            call.says(CARD)
            assert time.monotonic() - began >= 0.4
            call.was_transferred_to("switchboard")
            call._run(model.aclose())


def test_a_loop_whose_clock_cannot_be_played_waits_for_real(asking: Callable[..., ModelRequest]) -> None:
    uvloop = pytest.importorskip("uvloop")

    async def waits() -> float:
        assert played_time() is None
        began = time.monotonic()
        await pause(0.2)
        with pytest.raises(ModelTimeout):
            await MockModel(stalling(), timeout=0.1).reply(asking("hello"))
        return time.monotonic() - began

    assert uvloop.run(waits()) > 0.25


NO_LOOP: dict[str, Callable[[Directory], Awaitable[object]]] = {
    "Assistant.handle": lambda bank: Assistant(bank, MockModel()).handle({"type": "session_start", "session": SESSION}),
    "Assistant.wake": lambda bank: Assistant(bank, MockModel()).wake("call-1"),
    "a played call": lambda bank: AsyncPlayedCall(Assistant(bank, MockModel())).says("hello"),
    "an expectation": lambda bank: AsyncPlayedCall(Assistant(bank, MockModel())).hears("hello"),
}


@pytest.mark.parametrize("what", NO_LOOP)
def test_under_another_event_loop_one_sentence_says_that_it_is_asyncio_alone(bank: Directory, what: str) -> None:
    """A coroutine that trio drives finds no loop of asyncio's, like this one."""
    coroutine: Any = NO_LOOP[what](bank)
    with pytest.raises(RuntimeError, match=r"runs on asyncio.*trio is not supported.*anyio_backend") as refused:
        coroutine.send(None)
    assert refused.value.__cause__ is None
    assert "\n" not in str(refused.value)
