"""A store that goes down and comes back: what this process knows is used meanwhile, and nothing is done twice."""

import asyncio
import itertools
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapter import Assistant, Directory
from adapter.calls.failover import FailoverStore
from adapter.calls.platform import PlatformRequest
from adapter.calls.state import Call, Pending, Phase, dump_call
from adapter.calls.store import CALL_LIFETIME, TOMBSTONE_LIFETIME, SharedStore, Value
from adapter.errors import StoreError
from adapter.testing import ScriptedModel, calls
from adapter.transfers.call_info import CallInfo
from tests.calls.conftest import change

pytestmark = pytest.mark.anyio

CALL = Call(info=CallInfo(id="call-1"))
ANNOUNCING = replace(
    CALL,
    phase="announcing",
    turns=1,
    pending=Pending(destination="cards", language="en", announced="Cards.", since=100.0),
)
TRANSFERRING = replace(ANNOUNCING, phase="transferring")
BACK = replace(ANNOUNCING, phase="listening", pending=None)
"""Further on than announcing, by a way that no count shows."""


class Server(SharedStore):
    """A server that does what a test asks of it: forget, refuse, or lose its answer."""

    def __init__(self, *faults: str) -> None:
        self.values: dict[str, Value] = {}
        self.before: dict[str, Value] = {}
        self.down = False
        self.faults: Iterator[str] = itertools.chain(faults, itertools.repeat("none"))
        self.asked = 0
        self.closed = False

    async def fetch(self, call_id: str) -> Value | None:
        fault = await self._begin()
        value = self.values.get(call_id)
        await self._end(fault)
        return value

    async def replace(self, call_id: str, data: bytes, seconds: float, expected: int, version: int) -> bool:
        fault = await self._begin()
        before = self.values.get(call_id)
        replaced = (before.version if before else 0) == expected
        if replaced:
            self.before = dict(self.values)
            self.values[call_id] = Value(data, version)
        await self._end(fault)
        return replaced

    async def check(self) -> None:
        if self.down:
            raise StoreError("refused")

    async def aclose(self) -> None:
        self.closed = True

    async def _begin(self) -> str:
        self.asked += 1
        fault = next(self.faults)
        await asyncio.sleep(0)
        if self.down or fault == "refused":
            raise StoreError("refused")
        return fault

    async def _end(self, fault: str) -> None:
        await asyncio.sleep(0)
        if fault == "slow":
            await asyncio.sleep(0)
            await asyncio.sleep(0)
        if fault == "answer lost":
            raise StoreError("answer lost")
        if fault == "last change lost":
            self.values = dict(self.before)
        if fault == "everything lost":
            self.values.clear()


async def recovered(*stores: FailoverStore) -> None:
    """Lets the stores notice that their server is back, and tell it what they know."""
    for _ in range(200):
        await asyncio.sleep(0)
    assert all([await store.ready() for store in stores])


def steadfast(server: Server) -> FailoverStore:
    return FailoverStore(server, try_again=0)


def in_doubt(call: Call | None) -> Call | None:
    """A call whose transfer may be over already: its time has been forgotten."""
    if call is None or call.phase != "transferring" or call.pending is None:
        return call
    return replace(call, pending=replace(call.pending, since=0.0))


async def call_of(store: FailoverStore | Server, call_id: str = "call-1") -> Call | None:
    stored = await store.load(call_id)
    return stored.call if stored else None


async def test_while_the_store_is_down_calls_go_on_from_memory() -> None:
    server = Server()
    store = steadfast(server)
    assert await change(store, ANNOUNCING)
    server.down = True
    assert await call_of(store) == ANNOUNCING
    assert await change(store, TRANSFERRING)
    assert await call_of(store) == TRANSFERRING
    assert await change(store, replace(CALL, info=CallInfo(id="call-2")))
    assert await call_of(store, "call-2") is not None
    await store.aclose()


async def test_what_a_process_has_just_saved_is_known_without_asking() -> None:
    server = Server()
    store = steadfast(server)
    assert store.known("call-1") is None
    await change(store, ANNOUNCING)
    asked = server.asked
    known = store.known("call-1")
    assert known is not None
    assert known.call == ANNOUNCING
    assert server.asked == asked
    assert await store.save(TRANSFERRING, known.version)
    assert not await store.save(BACK, known.version)
    await store.aclose()


async def test_what_another_process_has_changed_is_not_saved_over() -> None:
    server = Server()
    store, other = steadfast(server), steadfast(server)
    await change(store, ANNOUNCING)
    known = store.known("call-1")
    await change(other, TRANSFERRING)
    assert known == store.known("call-1")
    assert known is not None
    assert not await store.save(BACK, known.version)
    assert await call_of(store) == TRANSFERRING
    await store.aclose()
    await other.aclose()


async def test_what_has_yet_to_be_brought_to_the_server_is_not_known_without_asking() -> None:
    server = Server()
    store = steadfast(server)
    await change(store, ANNOUNCING)
    server.down = True
    await change(store, TRANSFERRING)
    assert store.known("call-1") is None
    server.down = False
    await recovered(store)
    await call_of(store)
    known = store.known("call-1")
    assert known is not None
    assert known.call == TRANSFERRING
    await store.aclose()


async def test_a_turn_asks_the_store_three_times(directory_of: Callable[..., Directory]) -> None:
    server = Server()
    assistant = Assistant(directory_of(cards={}), ScriptedModel([calls("cards")]), store=FailoverStore(server))
    event = {"type": "user_speak", "session": {"id": "call-1"}, "text": "my card"}
    given = await assistant.answer(PlatformRequest(body=json.dumps(event).encode()), confirm=True)
    assistant.confirm_delivery(given, delivered=True)
    await assistant.aclose()
    # It saves the utterance, the decision, and that its answer has arrived.
    assert server.asked == 3


async def test_a_process_whose_calls_another_one_changes_asks_before_it_saves(
    directory_of: Callable[..., Directory],
) -> None:
    server = Server()
    here, there = (Assistant(directory_of(cards={}), ScriptedModel([]), store=FailoverStore(server)) for _ in range(2))

    async def event(assistant: Assistant, kind: str, call_id: str) -> int:
        before = server.asked
        await assistant.handle({"type": kind, "session": {"id": call_id}})
        return server.asked - before

    assert await event(here, "session_start", "call-1") == 1
    assert await event(there, "user_input_timeout", "call-1") == 4  # it took the call for a new one, in vain
    assert await event(there, "session_start", "call-2") == 2
    assert await event(there, "session_start", "call-3") == 1  # nobody else seems to change them after all
    assert await event(here, "user_input_timeout", "call-1") == 2  # saved in vain, and read: it was answered there
    for assistant in (here, there):
        await assistant.aclose()


async def test_exactly_once_holds_within_the_process_meanwhile() -> None:
    server = Server()
    store = steadfast(server)
    await change(store, ANNOUNCING)
    server.down = True
    stored = await store.load("call-1")
    assert stored is not None
    outcomes = await asyncio.gather(*(store.save(replace(TRANSFERRING, turns=n), stored.version) for n in range(20)))
    assert outcomes.count(True) == 1
    await store.aclose()


async def test_a_server_that_is_down_is_left_alone() -> None:
    server = Server()
    server.down = True
    store = FailoverStore(server, try_again=60)
    for _ in range(100):
        await change(store, CALL)
        assert not await store.ready()
    assert server.asked == 1
    await store.aclose()


async def test_going_down_and_coming_back_is_one_line_each(caplog: pytest.LogCaptureFixture) -> None:
    server = Server()
    store = steadfast(server)
    await change(store, CALL)
    assert caplog.messages == []
    server.down = True
    await asyncio.gather(*(change(store, replace(CALL, info=CallInfo(id=f"call-{n}"))) for n in range(20)))
    assert caplog.messages == ["the store of calls is down; calls are kept in memory until it is back: refused"]
    caplog.clear()
    server.down = False
    await recovered(store)
    await change(store, CALL)
    assert caplog.messages == ["the store of calls is back; calls to be written back: 20"]
    await store.aclose()


async def test_a_store_that_is_only_asked_whether_it_is_ready_notices_too(caplog: pytest.LogCaptureFixture) -> None:
    server = Server()
    store = steadfast(server)
    assert await store.ready()
    server.down = True
    assert not await store.ready()
    assert not await store.ready()
    server.down = False
    await recovered(store)
    assert [message.partition(";")[0] for message in caplog.messages] == [
        "the store of calls is down",
        "the store of calls is back",
    ]
    await store.aclose()


async def test_what_changed_meanwhile_is_written_back_before_the_next_event() -> None:
    server = Server()
    store = steadfast(server)
    await change(store, CALL)
    server.down = True
    await change(store, ANNOUNCING)
    server.down = False
    await recovered(store)
    assert await call_of(server) == ANNOUNCING
    other = steadfast(server)
    assert await change(other, TRANSFERRING)
    assert await call_of(store) == TRANSFERRING
    await store.aclose()
    await other.aclose()


async def test_an_event_that_began_before_the_store_came_back_starts_again() -> None:
    server = Server()
    store = steadfast(server)
    await change(store, ANNOUNCING)
    server.down = True
    await change(store, replace(ANNOUNCING, silences=1))
    stored = await store.load("call-1")
    assert stored is not None
    server.down = False
    await recovered(store)
    assert not await store.save(TRANSFERRING, stored.version)
    assert await change(store, TRANSFERRING)
    await store.aclose()


async def test_a_server_that_has_forgotten_everything_is_told_what_this_process_knows() -> None:
    server = Server()
    store = steadfast(server)
    await change(store, ANNOUNCING)
    server.values.clear()  # so fast that nobody noticed
    assert await call_of(store) == ANNOUNCING
    assert await change(store, TRANSFERRING)
    assert await call_of(server) == TRANSFERRING
    server.down = True
    assert not await store.ready()
    server.values.clear()
    server.down = False
    await recovered(store)
    assert await call_of(server) == TRANSFERRING
    await store.aclose()


async def test_a_server_that_has_lost_its_last_moments_is_told_what_this_process_knows() -> None:
    server = Server()
    store = steadfast(server)
    await change(store, ANNOUNCING)
    before = dict(server.values)
    await change(store, TRANSFERRING)
    await change(store, BACK)
    server.values = before
    assert await call_of(store) == BACK
    assert await change(store, replace(BACK, silences=1))
    assert await call_of(server) == replace(BACK, silences=1)
    await store.aclose()


async def test_a_server_that_finds_again_what_it_had_forgotten_is_used_as_before() -> None:
    server = Server()
    store = steadfast(server)
    await change(store, ANNOUNCING)
    before = dict(server.values)
    server.values.clear()
    assert await call_of(store) == ANNOUNCING
    server.values = before
    assert await change(store, TRANSFERRING)
    assert await call_of(server) == TRANSFERRING
    await store.aclose()


async def test_of_a_server_that_has_lost_a_call_others_are_believed_if_they_came_further() -> None:
    for mine, theirs, winner in [(TRANSFERRING, ANNOUNCING, TRANSFERRING), (ANNOUNCING, TRANSFERRING, TRANSFERRING)]:
        server = Server()
        store, other = steadfast(server), FailoverStore(server)
        await change(store, mine)
        server.values.clear()
        await change(other, theirs)
        assert await call_of(store) == winner
        await store.aclose()
        await other.aclose()


async def test_an_id_that_is_used_for_another_call_later_is_another_call() -> None:
    now = [0.0]
    server = Server()
    store = FailoverStore(server, clock=lambda: now[0])
    await change(store, TRANSFERRING)
    now[0] += TOMBSTONE_LIFETIME
    server.values.clear()
    other = FailoverStore(server)
    await change(other, CALL)
    assert await call_of(store) == CALL
    await store.aclose()
    await other.aclose()


async def test_a_call_that_has_long_been_over_elsewhere_does_not_come_back() -> None:
    now = [0.0]
    server = Server()
    store = FailoverStore(server, clock=lambda: now[0])
    await change(store, ANNOUNCING)
    server.values.clear()  # ended by another process, and its tombstone is gone as well
    now[0] += TOMBSTONE_LIFETIME
    assert await store.load("call-1") is None
    assert await change(store, CALL)
    await store.aclose()


async def test_the_time_for_which_the_store_was_down_does_not_make_a_call_older() -> None:
    now = [0.0]
    server = Server()
    store = FailoverStore(server, try_again=0, clock=lambda: now[0])
    await change(store, ANNOUNCING)
    server.down = True
    assert not await store.ready()
    server.values.clear()
    now[0] += 10 * TOMBSTONE_LIFETIME
    server.down = False
    await recovered(store)
    assert await call_of(server) == ANNOUNCING
    now[0] += TOMBSTONE_LIFETIME
    server.values.clear()
    assert await store.load("call-1") is None
    await store.aclose()


async def test_what_was_built_upon_the_shared_value_replaces_it() -> None:
    server = Server()
    store = steadfast(server)
    await change(store, ANNOUNCING)
    server.down = True
    await change(store, BACK)
    server.down = False
    await recovered(store)
    assert await call_of(server) == await call_of(store) == BACK
    await store.aclose()


async def test_a_save_whose_answer_was_lost_is_recognised_as_our_own() -> None:
    server = Server("none", "none", "none", "answer lost")
    store = steadfast(server)
    await change(store, ANNOUNCING)
    assert await change(store, TRANSFERRING)
    server.down = True
    assert await change(store, BACK)
    server.down = False
    await recovered(store)
    assert await call_of(server) == await call_of(store) == BACK
    await store.aclose()


LISTENING = replace(CALL, phase="listening", turns=1)
ENDED = replace(CALL, phase="ended")


@pytest.mark.parametrize(
    ("own", "shared", "wins"),
    [
        (TRANSFERRING, replace(ANNOUNCING, silences=1), "own"),  # sent here: not to be sent again
        (replace(ANNOUNCING, silences=1), TRANSFERRING, "shared"),
        (ANNOUNCING, LISTENING, "own"),  # announced here: not to be forgotten
        (LISTENING, ANNOUNCING, "shared"),
        (TRANSFERRING, replace(LISTENING, turns=2), "shared"),  # the caller has spoken since
        (replace(LISTENING, turns=2), TRANSFERRING, "own"),
        (replace(LISTENING, tried={"cards": 1}), replace(ANNOUNCING, silences=1), "own"),  # failed: not tried again
        (replace(LISTENING, misfired=("cards",)), ANNOUNCING, "own"),
        (ENDED, replace(LISTENING, turns=9), "own"),
        (replace(LISTENING, turns=9), ENDED, "shared"),
        (replace(LISTENING, silences=1), replace(LISTENING, silences=2), "shared"),  # neither: the shared one
    ],
)
async def test_of_two_who_changed_a_call_the_one_who_came_further_wins(own: Call, shared: Call, wins: str) -> None:
    server = Server()
    store, other = steadfast(server), steadfast(server)
    await change(store, replace(CALL, phase="listening"))
    server.down = True
    await change(store, own)
    # by somebody who reached it all the time
    server.values["call-1"] = Value(dump_call(shared), server.values["call-1"].version + 1)
    server.down = False
    await recovered(store)
    winner = in_doubt({"own": own, "shared": shared}[wins])
    assert await call_of(server) == await call_of(store) == await call_of(other) == winner
    await store.aclose()
    await other.aclose()


async def test_who_may_be_back_from_a_transfer_is_so_with_the_next_word() -> None:
    """While the store was down one process sent the transfer, and another one took the call for a new one."""
    server = Server()
    store, other = steadfast(server), steadfast(server)
    server.down = True
    await change(other, LISTENING)
    server.down = False
    await change(store, TRANSFERRING)
    known = await call_of(other)
    assert known is not None
    assert known.phase == "transferring"
    assert known.pending is not None
    assert known.pending.since == 0.0
    assert await change(other, BACK)
    assert await call_of(store) == await call_of(server) == BACK
    await store.aclose()
    await other.aclose()


@pytest.mark.parametrize("phase", get_args(Phase))
async def test_every_phase_can_be_written_back(phase: Phase) -> None:
    server = Server()
    store = steadfast(server)
    server.down = True
    await change(store, replace(CALL, phase=phase))
    server.values["call-1"] = Value(dump_call(CALL), 1)
    server.down = False
    await recovered(store)
    stored = await call_of(server)
    assert stored is not None
    assert stored.phase == phase
    await store.aclose()


async def test_memory_does_not_grow_with_calls_that_are_over() -> None:
    now = [0.0]
    server = Server()
    store = FailoverStore(server, try_again=60, clock=lambda: now[0])
    for number in range(200):
        server.down = number % 2 == 1
        await change(store, Call(info=CallInfo(id=f"call-{number}"), phase="ended"))
        now[0] += 1
    assert len(store) <= TOMBSTONE_LIFETIME
    now[0] += CALL_LIFETIME
    assert len(store) == 0
    await store.aclose()


async def test_closing_says_what_is_lost_and_leaves_nothing_running(caplog: pytest.LogCaptureFixture) -> None:
    running = asyncio.all_tasks()
    server = Server()
    server.down = True
    store = steadfast(server)
    await change(store, CALL)
    caplog.clear()
    assert asyncio.all_tasks() != running
    await store.aclose()
    await store.aclose()
    assert caplog.messages == ["the store of calls is still down: 1 calls are lost with this process"]
    assert server.closed
    assert asyncio.all_tasks() == running
    await change(store, CALL)
    assert asyncio.all_tasks() == running


LOSSES = ["last change lost", "everything lost"]
FAULTS = ["none", "none", "none", "slow", "refused", "answer lost"]


async def send_once(store: FailoverStore) -> int:
    """The end of the announcement: sends the transfer if it is still to be sent. How often it was."""
    for _ in range(50):
        stored = await store.load("call-1")
        if stored is None or stored.call.phase != "announcing":
            return 0
        if await store.save(replace(stored.call, phase="transferring"), stored.version):
            return 1
    raise AssertionError("never settled")


@given(st.lists(st.sampled_from([*FAULTS, *LOSSES]), max_size=60), st.integers(1, 4), st.integers(1, 3))
def test_whatever_the_server_does_a_process_sends_a_transfer_exactly_once(
    faults: list[str], at_once: int, rounds: int
) -> None:
    async def play() -> None:
        server = Server()
        store = steadfast(server)
        assert await change(store, ANNOUNCING)
        server.faults = itertools.chain(faults, itertools.repeat("none"))
        sent = 0
        for _ in range(rounds):
            sent += sum(await asyncio.gather(*(send_once(store) for _ in range(at_once))))
            await asyncio.sleep(0)
        assert sent == 1
        server.faults = itertools.repeat("none")
        await recovered(store)
        # a server that loses what it has confirmed looks like another process that has changed it
        assert in_doubt(await call_of(store)) == in_doubt(TRANSFERRING)
        # nobody notices what a server forgets while nobody asks it; the call's next event tells it
        assert await call_of(server) == TRANSFERRING or any(fault in LOSSES for fault in faults)
        assert await send_once(store) == 0
        await store.aclose()

    asyncio.run(play())


@given(st.lists(st.sampled_from([*FAULTS, *LOSSES]), max_size=60), st.lists(st.integers(0, 1), min_size=1, max_size=8))
def test_whatever_the_server_does_two_processes_agree_in_the_end(faults: list[str], events: list[int]) -> None:
    async def play() -> None:
        server = Server()
        stores = (steadfast(server), steadfast(server))
        assert await change(stores[0], ANNOUNCING)
        assert await call_of(stores[1]) == ANNOUNCING
        server.faults = itertools.chain(faults, itertools.repeat("none"))
        sent = [0, 0]
        for which, times in zip(events, await asyncio.gather(*(send_once(stores[n]) for n in events)), strict=True):
            sent[which] += times
        assert sum(sent) >= 1
        server.faults = itertools.repeat("none")
        await recovered(*stores)
        for which, store in enumerate(stores):
            sent[which] += await send_once(store)
        assert max(sent) == 1
        for store in stores:
            assert in_doubt(await call_of(store)) == in_doubt(TRANSFERRING)
        assert in_doubt(await call_of(server)) == in_doubt(TRANSFERRING) or any(fault in LOSSES for fault in faults)
        for store in stores:
            await store.aclose()

    asyncio.run(play())
