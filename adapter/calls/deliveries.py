"""Which answers are on their way to a platform, and which have arrived, as far as this process knows."""

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable
from dataclasses import field

from adapter.calls.memory import Expiring
from adapter.calls.repeats import UNDELIVERED_WINDOW
from adapter.calls.state import Answered, Call
from adapter.frozen import dataclass

ON_ITS_WAY = 0.5
"""Seconds after which an answer that was decided has been written, or will never be."""
LOOK_AGAIN = 0.05
"""Seconds between two looks at an answer that another process writes."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _OnItsWay:
    """An answer that was given to be written; `settled` when it is known what became of it."""

    number: int
    settled: asyncio.Event = field(default_factory=asyncio.Event)


class Deliveries:
    """Answers by the id of their call and their number in it. `clock` gives seconds that never go backwards."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._on_their_way: Expiring[_OnItsWay] = Expiring(clock)
        self._arrived: Expiring[int] = Expiring(clock)

    def begun(self, call: Call) -> None:
        """The last answer of a call is about to be written, and it will be told whether it was."""
        if call.answered is not None:
            self._on_their_way.put(call.id, _OnItsWay(number=call.answered.number), UNDELIVERED_WINDOW)

    def ended(self, call_id: str, number: int, *, delivered: bool) -> None:
        """The answer of this number has arrived, or not."""
        on_its_way = self._on_their_way.get(call_id)
        if on_its_way is not None and on_its_way.number == number:
            self._on_their_way.drop(call_id)
            on_its_way.settled.set()
        if delivered:
            self._arrived.put(call_id, number, UNDELIVERED_WINDOW)

    def arrived(self, call_id: str) -> int | None:
        """The number of the call's answer that arrived last."""
        return self._arrived.get(call_id)

    async def settled(self, call: Call, age: float, last_answer: Callable[[], Awaitable[Answered | None]]) -> None:
        """Waits, half a second at most, until it is known what became of the last answer of a call.

        `age` is how many seconds ago it was decided, `last_answer` reads it anew, for one that another process writes.
        """
        answered = call.answered
        on_its_way = self._on_their_way.get(call.id)
        with contextlib.suppress(TimeoutError):
            if on_its_way is not None and answered is not None and on_its_way.number == answered.number:
                async with asyncio.timeout(ON_ITS_WAY):
                    await on_its_way.settled.wait()
                return
            async with asyncio.timeout(max(0.0, ON_ITS_WAY - age)):
                while await last_answer() == answered:  # noqa: ASYNC110 - it changes in another process
                    await asyncio.sleep(LOOK_AGAIN)
