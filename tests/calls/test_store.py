"""What every store of calls does: one suite on all of them, with real servers."""

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from adapter.calls.failover import FailoverStore
from adapter.calls.memory import MemoryStore
from adapter.calls.redis import RedisStore
from adapter.calls.sqlite import SqliteStore
from adapter.calls.state import Call, CurrentTurn, Pending
from adapter.calls.store import Store
from adapter.tool_calls.conversation import AssistantMessage, ToolCall, ToolResult, UserMessage
from adapter.tool_calls.decision import Transfer
from adapter.transfers.call_info import CallInfo

pytestmark = pytest.mark.anyio

CALL = Call(info=CallInfo(id="call-1"))
FULL = Call(
    info=CallInfo(id="call-1", own_number="+4921155660000", direction="inbound"),
    phase="announcing",
    conversation=(
        UserMessage(text="meine Karte, “gültig”\n\x00 🦊"),
        AssistantMessage(text="Karten.", tool_calls=(ToolCall(name="transfer_to_cards", arguments="{}", id="call_1"),)),
        ToolResult(call_id="call_1", text="announced"),
    ),
    turns=3,
    current_turn=CurrentTurn(
        number=3, text="ja", since=1_795_000_000.123456, ready=Transfer(reason="tool_call", destination="cards")
    ),
    pending=Pending(destination="cards", language="de", announced="Karten.", since=1_795_000_000.123456),
    tried={"desk": 1},
    misfired=("desk",),
)

HOSTILE_IDS = [
    "'; DROP TABLE calls; --",
    '"double" \\ back',
    "line\r\nbreak\r\n*1\r\n$8\r\nFLUSHALL",
    "nul\x00nul",
    "nul",
    "ünï🦊",
    "ünï",
    " ",
    "%s {} $1 *",
    "check",
    "x" * 256,
    "🦊" * 256,
]


@dataclass(kw_only=True)
class Place:
    """Where a kind of store keeps its calls: every store made here sees the same."""

    make: Callable[[], Store]
    url: str | None = None


HOSTS = [
    pytest.param(kind, marks=pytest.mark.outages)
    for kind in ("cluster", "sentinel", "steadfast cluster", "valkey cluster")
]
"""Several servers each, which take seconds to find each other."""
SHARED = ["sqlite", "redis", "steadfast sqlite", "steadfast redis", *HOSTS]
KINDS = ["memory", *SHARED]


@pytest.fixture(params=KINDS)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    *more, kind = request.param.split()
    if kind == "memory":
        return Place(make=MemoryStore)
    if kind == "sqlite":
        file = tmp_path / "calls.db"
        found = Place(make=lambda: SqliteStore(file), url=f"sqlite:///{file}")
    else:
        url = request.getfixturevalue(f"empty_{kind}").url
        if "valkey" in more:
            url = url.replace("redis", "valkey")
        found = Place(make=lambda: RedisStore(url), url=url)
    make: Any = found.make
    return Place(make=lambda: FailoverStore(make()), url=found.url) if "steadfast" in more else found


@pytest.fixture
async def store(place: Place) -> AsyncIterator[Store]:
    made = place.make()
    yield made
    await made.aclose()


@pytest.fixture
async def another(place: Place) -> AsyncIterator[Store]:
    """A second store in the same place, as another process would have it."""
    made = place.make()
    yield made
    await made.aclose()


async def test_a_call_that_was_never_saved_is_not_there(store: Store) -> None:
    assert await store.load("call-1") is None


async def test_only_the_version_that_was_read_can_be_replaced(store: Store) -> None:
    assert await store.save(CALL, 0)
    assert not await store.save(CALL, 0)
    stored = await store.load("call-1")
    assert stored is not None
    assert stored.version > 0
    assert await store.save(FULL, stored.version)
    assert not await store.save(CALL, stored.version)
    assert not await store.save(CALL, stored.version + 17)
    now = await store.load("call-1")
    assert now is not None
    assert now.call == FULL
    assert now.version != stored.version


async def test_a_call_that_is_not_there_cannot_be_replaced(store: Store) -> None:
    assert not await store.save(CALL, 1)
    assert await store.load("call-1") is None


async def test_a_whole_call_comes_back_as_it_was(store: Store) -> None:
    await store.save(FULL, 0)
    stored = await store.load("call-1")
    assert stored is not None
    assert stored.call == FULL


async def test_of_many_that_save_at_once_one_wins(store: Store) -> None:
    version = 0
    for _ in range(3):
        outcomes = await asyncio.gather(*(store.save(replace(CALL, turns=turn), version) for turn in range(40)))
        assert outcomes.count(True) == 1
        stored = await store.load("call-1")
        assert stored is not None
        assert stored.call.turns == outcomes.index(True)
        version = stored.version


@pytest.mark.parametrize("place", SHARED, indirect=True)
async def test_of_two_stores_that_save_at_once_one_wins(store: Store, another: Store) -> None:
    for turn in range(50):
        loaded = await asyncio.gather(store.load("call-1"), another.load("call-1"))
        calls = (replace(CALL, turns=2 * turn), replace(CALL, turns=2 * turn + 1))
        saves = [
            each.save(call, found.version if found else 0)
            for each, call, found in zip((store, another), calls, loaded, strict=True)
        ]
        outcomes = await asyncio.gather(*saves)
        assert sorted(outcomes) == [False, True]
        found = await store.load("call-1")
        assert found is not None
        assert found.call == calls[outcomes.index(True)]


@pytest.mark.parametrize("place", SHARED, indirect=True)
async def test_what_one_saves_the_other_reads_and_may_replace(store: Store, another: Store) -> None:
    await store.save(CALL, 0)
    found = await another.load("call-1")
    assert found is not None
    assert await another.save(FULL, found.version)
    assert not await store.save(CALL, found.version)
    back = await store.load("call-1")
    assert back is not None
    assert back.call == FULL


COUNTING = """
import asyncio, sys
from dataclasses import replace
from adapter.calls.state import Call
from adapter.transfers.call_info import CallInfo
from adapter.wiring import Settings, build_store

async def count(store):
    wins = 0
    while wins < int(sys.argv[2]):
        stored = await store.load("call-1")
        call, version = stored or (Call(info=CallInfo(id="call-1")), 0)
        wins += await store.save(replace(call, turns=call.turns + 1), version)

async def main():
    store = build_store(Settings(store=sys.argv[1]))
    print("here", flush=True)
    sys.stdin.readline()
    await asyncio.gather(count(store), count(store))
    assert await store.ready()
    await store.aclose()

asyncio.run(main())
"""


def count_in_processes(url: str, processes: int, wins: int) -> None:
    """Two counters in each of so many processes, all at the same time."""
    command = [sys.executable, "-c", COUNTING, url, str(wins)]
    running = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(processes)
    ]
    for process in running:
        assert process.stdout is not None
        assert process.stdout.readline() == "here\n", process.communicate()
    for process in running:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in running:
        _, complaints = process.communicate(timeout=60)
        assert (process.returncode, complaints) == (0, "")


@pytest.mark.parametrize("place", ["sqlite", "redis", HOSTS[0]], indirect=True)
async def test_no_change_of_several_processes_is_lost(place: Place, store: Store) -> None:
    count_in_processes(str(place.url), 3, 50)
    stored = await store.load("call-1")
    assert stored is not None
    assert stored.call.turns == 3 * 2 * 50


async def test_hostile_ids_are_only_ids(store: Store) -> None:
    for number, call_id in enumerate(HOSTILE_IDS):
        assert await store.load(call_id) is None
        assert await store.save(Call(info=CallInfo(id=call_id), turns=number), 0)
    assert await store.ready()
    for number, call_id in enumerate(HOSTILE_IDS):
        stored = await store.load(call_id)
        assert stored is not None
        assert (stored.call.id, stored.call.turns) == (call_id, number)


async def test_a_store_that_works_is_ready_and_the_question_leaves_no_call(store: Store) -> None:
    assert await store.ready()
    assert await store.ready()
    assert await store.load("check") is None


async def test_closing_twice_is_closing(place: Place) -> None:
    for used in (True, False):
        store = place.make()
        if used:
            await store.save(CALL, 0)
        await store.aclose()
        await store.aclose()


@pytest.mark.parametrize("place", SHARED, indirect=True)
async def test_a_service_that_starts_again_finds_its_calls(place: Place) -> None:
    before = place.make()
    await before.save(FULL, 0)
    await before.aclose()
    after = place.make()
    stored = await after.load("call-1")
    assert stored is not None
    assert stored.call == FULL
    await after.aclose()
