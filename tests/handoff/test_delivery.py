"""Notes on their way: again and again with one id and one body, bounded, and said once where they do not arrive."""

import asyncio
import logging
from typing import Any

import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapter.handoff.delivery import FIRSTS, HELD_BACK, LONGEST_WAIT, MAX_AGE, PACE, REPEATS, Delivery, Maker
from adapter.handoff.note import Note
from adapter.handoff.receiver import Receiver
from tests.handoff.receiving import SECRET, URL, Taken, at_once, taking

pytestmark = pytest.mark.anyio


def note(name: object) -> Maker:
    return lambda: Note(id=f"msg_{name}", body=f'{{"said": "secret words of {name}"}}')


class Clock:
    """Time that passes with what is waited for, and with nothing else."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.waits: list[float] = []

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.now += seconds
        await asyncio.sleep(0)


def lines(caplog: pytest.LogCaptureFixture) -> list[tuple[str, str]]:
    return [(record.levelname, record.getMessage()) for record in caplog.records]


async def test_an_attempt_that_fails_is_made_again_after_a_wait_that_doubles() -> None:
    clock = Clock()
    taken, delivery = taking(lambda number: 503 if number < 12 else 204, sleep=clock.sleep, clock=clock)
    delivery.put(note(1))
    await delivery.drained()
    assert [known for known, _ in taken.attempts] == ["msg_1"] * 12
    assert len(taken.bodies["msg_1"]) == 1
    first, *waits = (wait for wait in clock.waits if wait != PACE)
    assert first == HELD_BACK
    assert all(0.5 * 2**number <= wait <= 0.5 * 2**number + 0.5 for number, wait in enumerate(waits[:7]))
    assert all(LONGEST_WAIT <= wait <= LONGEST_WAIT + 0.5 for wait in waits[7:])
    await delivery.aclose()


@given(st.lists(st.sampled_from((204, 200, 503, 500, 302, 429, 404, 301, None)), min_size=1, max_size=12))
def test_whatever_is_answered_a_note_is_sent_until_that_is_final_and_never_after(answers: list[int | None]) -> None:
    async def sent() -> list[str]:
        clock, ended = Clock(), []
        taken, delivery = taking(
            lambda number: answers[number - 1] if number <= len(answers) else 204, sleep=clock.sleep, clock=clock
        )
        for name in range(3):
            delivery.put(note(name))
        await delivery.drained()
        await delivery.aclose()
        for number, (known, _) in enumerate(taken.attempts):
            assert known not in ended, "it has been taken or refused"
            if (answers[number] if number < len(answers) else 204) in (204, 200, 404, 301):
                ended.append(known)
        assert all(len(bodies) == 1 for bodies in taken.bodies.values())
        return ended

    assert sorted(asyncio.run(sent())) == ["msg_0", "msg_1", "msg_2"]


async def test_a_receiver_that_is_down_is_not_asked_by_all_that_wait_at_once() -> None:
    clock = Clock()
    taken, delivery = taking(lambda number: 503 if number <= 300 else 204, sleep=clock.sleep, clock=clock)
    for name in range(100):
        delivery.put(note(name))
    await delivery.drained()
    assert len(taken.notes) == 100
    assert clock.waits.count(PACE) == 200, "one for each repeat that has failed, and none for the others"
    await delivery.aclose()


async def test_a_receiver_that_says_when_is_asked_no_sooner_and_not_never() -> None:
    clock, times = Clock(), iter(("20", "86400"))

    def take(_: httpx2.Request) -> httpx2.Response:
        wait = next(times, None)
        return httpx2.Response(429, headers={"retry-after": wait}) if wait else httpx2.Response(204)

    delivery = Delivery(Receiver(URL, SECRET, transport=httpx2.MockTransport(take)), sleep=clock.sleep, clock=clock)
    delivery.put(note(1))
    await delivery.drained()
    assert clock.waits == [HELD_BACK, 20, PACE, LONGEST_WAIT]
    await delivery.aclose()


async def test_a_note_whose_call_is_long_over_is_given_up(caplog: pytest.LogCaptureFixture) -> None:
    clock = Clock()
    _, delivery = taking(lambda _: 503, sleep=clock.sleep, clock=clock)
    with caplog.at_level(logging.INFO):
        delivery.put(note(1))
        await delivery.drained()
    assert MAX_AGE <= clock.now - 1000 < MAX_AGE + 2 * LONGEST_WAIT
    assert lines(caplog)[0] == ("WARNING", "handoff: a note is not taken, and is sent again: status 503")
    assert lines(caplog)[-1] == ("ERROR", "handoff: a note is given up, because its call is long over")
    await delivery.aclose()


async def test_a_note_that_has_grown_old_in_line_is_not_sent_any_more() -> None:
    clock, gate, full = Clock(), asyncio.Event(), asyncio.Event()
    taken, delivery = held(gate, full, sleep=clock.sleep, clock=clock)
    for name in range(FIRSTS + 1):
        delivery.put(note(name))
    await full.wait()
    clock.now += MAX_AGE
    gate.set()
    await delivery.drained()
    assert set(taken.notes) == {f"msg_{name}" for name in range(FIRSTS)}
    await delivery.aclose()


@pytest.mark.parametrize("status", [400, 401, 403, 404, 413, 422, 301])
async def test_what_another_attempt_cannot_cure_is_final(status: int, caplog: pytest.LogCaptureFixture) -> None:
    taken, delivery = taking(lambda _: status)
    with caplog.at_level(logging.INFO):
        delivery.put(note(1))
        await delivery.drained()
    assert len(taken.attempts) == 1
    assert lines(caplog) == [
        ("ERROR", f"handoff: the receiver refuses a note, which is not sent again: status {status}")
    ]
    delivery.put(note(2))
    await delivery.drained()
    assert len(taken.attempts) == 2, "the next note is another matter"
    await delivery.aclose()


async def test_after_a_410_nothing_is_sent_any_more(caplog: pytest.LogCaptureFixture) -> None:
    taken, delivery = taking(lambda number: 503 if number < 4 else 410)
    with caplog.at_level(logging.ERROR):
        for name in range(3):
            delivery.put(note(name))
        await delivery.drained()
        made = len(taken.attempts)
        delivery.put(note("late"))
        await delivery.drained()
    assert len(taken.attempts) == made <= 6
    assert len(lines(caplog)) == 1
    assert lines(caplog)[0][1] == "handoff: the receiver wants no more notes: none is sent until a restart: status 410"
    await delivery.aclose()


async def test_trouble_is_said_once_a_minute_however_many_notes_have_it(caplog: pytest.LogCaptureFixture) -> None:
    clock = Clock()
    _, delivery = taking(lambda _: 404, clock=clock)
    with caplog.at_level(logging.INFO):
        for name in range(50):
            delivery.put(note(name))
        await delivery.drained()
        clock.now += 61
        delivery.put(note("next"))
        await delivery.drained()
    assert [message.partition("404")[2] for _, message in lines(caplog)] == ["", " (50 times since the last such line)"]
    await delivery.aclose()


async def test_the_oldest_leaves_a_full_queue(caplog: pytest.LogCaptureFixture) -> None:
    gate = asyncio.Event()
    taken, delivery = held(gate, max_waiting=2)
    with caplog.at_level(logging.INFO):
        for name in "abcd":
            delivery.put(note(name))
        gate.set()
        await delivery.drained()
    assert set(taken.notes) == {"msg_c", "msg_d"}
    assert lines(caplog) == [("ERROR", "handoff: too many notes wait: the oldest is dropped")]
    await delivery.aclose()


async def test_a_note_that_cannot_be_made_is_said_and_harms_nothing(caplog: pytest.LogCaptureFixture) -> None:
    def broken() -> Note:
        raise ValueError("secret words")

    taken, delivery = taking()
    delivery.put(broken)
    delivery.put(note(1))
    await delivery.drained()
    assert set(taken.notes) == {"msg_1"}
    assert lines(caplog) == [("ERROR", "handoff: a note could not be made: ValueError")]
    await delivery.aclose()


async def test_repeats_do_not_stand_before_a_new_note() -> None:
    full, came, gate = asyncio.Event(), asyncio.Event(), asyncio.Event()
    seen: list[str] = []

    async def take(request: httpx2.Request) -> httpx2.Response:
        known = request.headers["webhook-id"]
        again = known in seen
        seen.append(known)
        if known == "msg_new":
            came.set()
            return httpx2.Response(204)
        if len(seen) == 3 * FIRSTS + REPEATS:
            full.set()
        if again:
            await gate.wait()
        return httpx2.Response(204 if again else 503)

    delivery = Delivery(Receiver(URL, SECRET, transport=httpx2.MockTransport(take)), sleep=at_once)
    for name in range(3 * FIRSTS):
        delivery.put(note(name))
    await full.wait()
    delivery.put(note("new"))
    await came.wait()
    assert seen[-1] == "msg_new"
    gate.set()
    await delivery.drained()
    await delivery.aclose()


async def test_closing_gives_what_waits_one_more_attempt() -> None:
    asleep = asyncio.Event()

    async def forever(seconds: float) -> None:
        if seconds > HELD_BACK:
            asleep.set()
            await asyncio.Event().wait()

    taken, delivery = taking(lambda number: 503 if number == 1 else 204, sleep=forever)
    delivery.put(note(1))
    await asleep.wait()
    await delivery.aclose()
    assert set(taken.notes) == {"msg_1"}


async def test_closing_is_bounded_and_says_in_one_line_what_was_not_delivered(caplog: pytest.LogCaptureFixture) -> None:
    _, hanging = held(asyncio.Event(), patience=0.01)
    _, down = taking(lambda _: 503, sleep=lambda _: asyncio.Event().wait())
    for delivery in (hanging, down):
        for name in "abc":
            delivery.put(note(name))
        await asyncio.sleep(0)
    with caplog.at_level(logging.ERROR):
        caplog.clear()
        await hanging.aclose()
        await down.aclose()
        await down.aclose()
        down.put(note("late"))
    assert [message for level, message in lines(caplog) if level == "ERROR"] == [
        "handoff: closed; notes that were not delivered: 3",
        "handoff: closed; notes that were not delivered: 3",
        "handoff: a note came after closing, and is dropped",
    ]


async def test_no_line_has_a_word_of_a_note_or_tells_where_it_was_to_go(caplog: pytest.LogCaptureFixture) -> None:
    clock = Clock()
    answers = iter((503, None, 302, 404, 410))
    _, delivery = taking(lambda _: next(answers, 503), sleep=clock.sleep, clock=clock, max_waiting=3)
    with caplog.at_level(logging.INFO):
        for name in range(9):
            delivery.put(note(name))
            await asyncio.sleep(0)
            clock.now += 100
        await delivery.drained()
        await delivery.aclose()
    assert len(caplog.records) > 3
    assert not any(word in caplog.text for word in ("secret", "desk.example", "7d1f", "whsec", "elsewhere"))


def held(gate: asyncio.Event, full: asyncio.Event | None = None, **options: Any) -> tuple[Taken, Delivery]:
    """A webhook that answers once the gate is open. `full`: as many attempts are there as may be at once."""
    taken = Taken(plan=lambda _: 204)

    async def take(request: httpx2.Request) -> httpx2.Response:
        taken.attempts.append((request.headers["webhook-id"], request.content))
        if full is not None and len(taken.attempts) == FIRSTS:
            full.set()
        await gate.wait()
        taken.notes[request.headers["webhook-id"]] = {}
        return httpx2.Response(204)

    return taken, Delivery(Receiver(URL, SECRET, transport=httpx2.MockTransport(take)), **options)
