"""Sends notes in the background, again and again until they are taken. No call waits for one."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Final, TypeAlias

from tenacity import AsyncRetrying, RetryCallState, retry_if_result
from tenacity.wait import wait_exponential, wait_random

from adapter.handoff.answers import Answer
from adapter.handoff.losses import Losses
from adapter.handoff.note import Note
from adapter.handoff.receiver import Receiver
from adapter.metrics import count_handoff

Sleep: TypeAlias = Callable[[float], Awaitable[None]]
Maker: TypeAlias = Callable[[], Note]
"""Makes a note, which takes milliseconds where the directory is large: the answer should not wait for that either."""

MAX_WAITING: Final = 2000
"""Notes that wait to be taken, of some kilobytes each; the oldest leaves for a new one."""
FIRSTS: Final = 8
"""First attempts under way at the same time."""
REPEATS: Final = 2
"""Others, which stand in a line of their own: a new note is for a telephone that rings now."""
PACE: Final = 0.1
"""Seconds after a repeat that has failed, before another one: thousands that wait would take the time of calls."""
HELD_BACK: Final = 0.05
"""Seconds before the first attempt: the answer that announces the transfer leaves first."""
FIRST_WAIT: Final = 0.5
LONGEST_WAIT: Final = 60.0
MAX_AGE: Final = 3600.0
"""Seconds after which a note is given up: the conversation that it was to precede is over."""
PATIENCE: Final = 5.0
"""Seconds that closing waits for what is under way."""


class Delivery:
    """Notes on their way to one receiver, each under its own `webhook-id` and with the same body at every attempt.

    An attempt that fails is made again after a wait that doubles, or after as many seconds as the receiver asks for.
    One that it refuses is not (`answers`), and after a 410 nothing is sent any more. `sleep` and `clock` are the time
    of the waits.
    """

    def __init__(
        self,
        receiver: Receiver,
        *,
        max_waiting: int = MAX_WAITING,
        patience: float = PATIENCE,
        sleep: Sleep = asyncio.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._receiver = receiver
        self._max_waiting = max_waiting
        self._patience = patience
        self._sleep = sleep
        self._clock = clock
        self._losses = Losses(clock)
        self._tasks: dict[asyncio.Task[Answer], None] = {}
        self._firsts = asyncio.Semaphore(FIRSTS)
        self._repeats = asyncio.Semaphore(REPEATS)
        self._closing = asyncio.Event()
        self._gone = False

    def put(self, make: Maker) -> None:
        """Takes a note over; never waits, and makes it later."""
        if self._gone or self._closing.is_set():
            self._losses.lost("gone" if self._gone else "late")
            return
        if len(self._tasks) >= self._max_waiting:
            oldest = next(iter(self._tasks))
            del self._tasks[oldest]
            oldest.cancel()
            self._losses.lost("full")
        task = asyncio.create_task(self._deliver(make))
        self._tasks[task] = None
        task.add_done_callback(lambda done: self._tasks.pop(done, None))

    async def drained(self) -> None:
        """Waits until nothing is on its way any more, however long that takes."""
        while self._tasks:
            await asyncio.wait(tuple(self._tasks))

    async def aclose(self) -> None:
        """Gives what waits one more attempt, in a bounded time, and says what was not taken. May be called twice."""
        self._closing.set()
        waiting = tuple(self._tasks)
        if waiting:
            await asyncio.wait(waiting, timeout=self._patience)
            for task in waiting:
                task.cancel()
            came = await asyncio.gather(*waiting, return_exceptions=True)
            self._losses.undelivered(sum(not isinstance(one, Answer) or one.verdict == "again" for one in came))
        await self._receiver.aclose()

    async def _deliver(self, make: Maker) -> Answer:
        begun = self._clock()
        await self._pause(HELD_BACK)
        try:
            note = make()
        except Exception as error:  # noqa: BLE001 - a note is worth less than the call; the text may have words in it
            self._losses.lost("unmade", type(error).__name__)
            return Answer(verdict="refused")
        del make  # it holds the whole call, and a receiver may be down for an hour

        def over() -> bool:
            return self._gone or self._clock() - begun >= MAX_AGE

        retrying = AsyncRetrying(
            sleep=self._pause,
            stop=lambda _: self._closing.is_set() or over(),
            wait=_wait,
            retry=retry_if_result(lambda answer: answer.verdict == "again"),
            retry_error_callback=_last,
        )
        line = self._firsts

        async def attempt() -> Answer:
            nonlocal line
            first = line is self._firsts
            async with line:
                line = self._repeats
                if over():  # what stands in line behind a receiver that hangs may grow old there
                    return Answer(verdict="again")
                answer = await self._attempt(note)
                if answer.verdict == "again" and not first:
                    await self._pause(PACE)
                return answer

        answer: Answer = await retrying(attempt)
        if answer.verdict == "again" and not self._closing.is_set():
            self._losses.lost("gone" if self._gone else "old")
        return answer

    async def _attempt(self, note: Note) -> Answer:
        answer = await self._receiver.take(note)
        match answer.verdict:
            case "taken":
                count_handoff("delivered")
            case "again":
                self._losses.failed(answer.why)
            case "refused":
                self._losses.lost("refused", answer.why)
            case "gone":
                self._gone = True
                self._losses.lost("gone", answer.why)
        return answer

    async def _pause(self, seconds: float) -> None:
        """Waits as long, but not beyond the beginning of the end."""
        ways = (asyncio.ensure_future(self._sleep(seconds)), asyncio.ensure_future(self._closing.wait()))
        try:
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for way in ways:
                way.cancel()


_BACKOFF = wait_exponential(multiplier=FIRST_WAIT, max=LONGEST_WAIT) + wait_random(0, FIRST_WAIT)


def _last(state: RetryCallState) -> Answer:
    assert state.outcome is not None  # noqa: S101 - an attempt has been made
    answer: Answer = state.outcome.result()
    return answer


def _wait(state: RetryCallState) -> float:
    return max(_BACKOFF(state), min(_last(state).wait, LONGEST_WAIT))
