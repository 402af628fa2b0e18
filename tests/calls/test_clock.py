"""Clocks that are set while calls are under way, and the clock of another host: no caller waits for what they say."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from adapter import Assistant, Directory
from adapter.calls.clock import WallClock
from adapter.calls.memory import MemoryStore
from adapter.testing import ScriptedModel, calls, says

pytestmark = pytest.mark.anyio

START = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


class Machine:
    """A machine whose wall clock somebody can set."""

    def __init__(self, ahead: float = 0.0) -> None:
        self.since_boot = 100.0
        self.ahead = ahead

    def wall(self) -> float:
        return START.timestamp() - 100.0 + self.since_boot + self.ahead

    def clock(self) -> WallClock:
        return WallClock(self.wall, lambda: self.since_boot)


class Line:
    """A call played against assistants, each with a machine's clock."""

    def __init__(self, directory: Directory) -> None:
        self.directory = directory
        self.store = MemoryStore()
        self.model = ScriptedModel([calls("cards")], then=says("Yes?"))

    def host(self, machine: Machine) -> Assistant:
        return Assistant(self.directory, self.model, store=self.store, now=machine.clock())


async def kinds(assistant: Assistant, kind: str, **fields: object) -> list[object]:
    answer = await assistant.handle({"type": kind, "session": {"id": "call-1"}, **fields})
    return [action["type"] for action in answer]


@pytest.fixture
def line(directory_of: Callable[..., Directory]) -> Line:
    return Line(directory_of(cards={"message": "Cards, one moment."}, desk={"message": "The desk."}, fallback="desk"))


SET = pytest.mark.parametrize("jump", [-86_400.0, -3.0, 3.0, 86_400.0])


def test_what_was_set_is_known_of_earlier_moments() -> None:
    machine = Machine()
    clock = machine.clock()
    moment = clock().timestamp()
    machine.since_boot += 5
    assert clock.corrected(moment) == moment
    machine.ahead = -3600
    assert clock() == START + timedelta(seconds=5 - 3600)
    assert clock.corrected(moment) == moment - 3600
    machine.ahead = 0
    machine.since_boot += 5
    assert clock() == START + timedelta(seconds=10)
    assert clock.corrected(moment - 3600) == moment


def test_a_moment_of_now_is_one_however_often_the_clock_was_set() -> None:
    machine = Machine()
    clock = machine.clock()
    moment = clock().timestamp()
    for jump in (600.0, -600.0, 600.0, 0.0, -600.0):
        machine.since_boot += 5
        machine.ahead = jump
        now = clock().timestamp()
        for ahead in (-1.0, 0.0, 2.0):  # of this host or another one
            assert clock.corrected(now + ahead) == now + ahead
    machine.since_boot += 5
    assert clock.corrected(clock().timestamp() - 2) == clock().timestamp() - 2
    assert clock.corrected(moment + 602) == moment - 600 + 2  # of when the clock was first ahead


@SET
async def test_the_end_of_a_speech_after_an_interruption_is_heard_whatever_the_clock_says(
    line: Line, jump: float
) -> None:
    machine = Machine()
    here = line.host(machine)
    assert await kinds(here, "user_speak", text="my card", barged_in=True) == ["speak"]
    machine.since_boot += 2
    machine.ahead = jump
    assert await kinds(here, "assistant_speech_ended") == ["transfer"]


@SET
async def test_a_transfer_that_did_not_happen_is_noticed_in_time_whatever_the_clock_says(
    line: Line, jump: float
) -> None:
    machine = Machine()
    here = line.host(machine)
    await kinds(here, "user_speak", text="my card")
    machine.since_boot += 2
    assert await kinds(here, "assistant_speech_ended") == ["transfer"]
    machine.since_boot += 1.5
    machine.ahead = jump
    assert await kinds(here, "user_speak", text="hello?") == []
    machine.since_boot += 4
    assert await kinds(here, "user_speak", text="is anybody there") == ["speak"]


@pytest.mark.parametrize("ahead", [3.0, 3600.0])
async def test_a_host_whose_clock_is_ahead_makes_nobody_wait_on_another(line: Line, ahead: float) -> None:
    early, late = Machine(), Machine(ahead)
    there, here = line.host(late), line.host(early)
    assert await kinds(there, "user_speak", text="my card", barged_in=True) == ["speak"]
    for machine in (early, late):
        machine.since_boot += 2
    assert await kinds(here, "assistant_speech_ended") == ["transfer"]


async def test_a_process_that_starts_after_the_clock_was_set_back_counts_from_then(line: Line) -> None:
    machine = Machine()
    before = line.host(machine)
    await kinds(before, "user_speak", text="my card")
    machine.since_boot += 2
    await kinds(before, "assistant_speech_ended")
    machine.ahead = -3600
    after = line.host(machine)
    machine.since_boot += 1
    assert await kinds(after, "user_speak", text="hello?") == []
    machine.since_boot += 2
    assert await kinds(after, "user_speak", text="is anybody there") == ["speak"]
