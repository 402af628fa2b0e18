"""Played time: an event loop whose clock jumps ahead while all that is waited for is a mocked model."""

import asyncio
import selectors
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any, Final

from adapter.calls.sqlite_thread import statements_under_way
from adapter.running_loop import running_loop

_KEPT_AS: Final = "_transfer_adapter_played_time"


class PlayedTime:
    """The clock of one event loop.

    It jumps to what is due next when a mocked model pauses and nothing can happen but by the clock: no callback is
    ready, no socket is open on the loop, and none of its threads works. So everything happens in the order and at the
    moments at which it would in real time. Where something outside is waited for, such as a server, time is real.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop, selector: selectors.BaseSelector) -> None:
        self._ahead = 0.0
        self._pauses = 0
        self._jobs = 0
        self._clocks: Counter[Callable[[float], None]] = Counter()
        self._selector = selector
        self._time = loop.time
        self._select = selector.select
        self._run_in_executor: Callable[..., asyncio.Future[Any]] = loop.run_in_executor
        # Only the two objects at hand are changed: the loop is the test's, and other loops keep real time.
        vars(loop).update(time=self._now, run_in_executor=self._work)
        vars(selector).update(select=self._next)

    @property
    def passes_by_itself(self) -> bool:
        """Whether a mocked model pauses and no socket is open, so that no pause takes real time."""
        return self._pauses > 0 and not self._open

    @property
    def _open(self) -> bool:
        return len(self._selector.get_map()) > 1  # one is the loop's own, by which threads wake it

    @contextmanager
    def pausing(self) -> Iterator[None]:
        """While a mocked model pauses."""
        self._pauses += 1
        try:
            yield
        finally:
            self._pauses -= 1

    @contextmanager
    def moving(self, advance: Callable[[float], None]) -> Iterator[None]:
        """`advance` is called with the seconds of every jump, once however many have asked for it."""
        self._clocks[advance] += 1
        try:
            yield
        finally:
            self._clocks[advance] -= 1

    def _now(self) -> float:
        return self._time() + self._ahead

    def _next(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        """What has happened; where nothing can within this time, the time is over at once."""
        if not self._pauses or timeout is None or timeout <= 0:
            return self._select(timeout)
        happened = self._select(0)
        if happened or self._open or self._jobs or statements_under_way():
            return happened or self._select(timeout)
        self._ahead += timeout
        for advance, wanted in self._clocks.items():
            if wanted:
                advance(timeout)
        return []

    def _work(self, *arguments: Any) -> asyncio.Future[Any]:
        """Counts what threads do for the loop."""
        job = self._run_in_executor(*arguments)
        self._jobs += 1
        job.add_done_callback(self._worked)
        return job

    def _worked(self, _: object) -> None:
        self._jobs -= 1


def played_time() -> PlayedTime | None:
    """That of the running loop; None for a loop whose clock cannot be played, such as uvloop's."""
    loop = running_loop()
    selector = getattr(loop, "_selector", None)
    if not isinstance(selector, selectors.BaseSelector):
        return None
    known: PlayedTime = vars(loop).get(_KEPT_AS) or vars(loop).setdefault(_KEPT_AS, PlayedTime(loop, selector))
    return known


async def pause(seconds: float) -> None:
    """A mocked model takes so many seconds: played ones, where nothing else is waited for."""
    time = played_time()
    if time is None:
        await asyncio.sleep(seconds)
        return
    with time.pausing():
        await asyncio.sleep(seconds)


@contextmanager
def moving_with_the_loop(advance: Callable[[float], None]) -> Iterator[Callable[[float], Any]]:
    """A call's clock moves with the running loop; gives the function, to be awaited, that lets seconds of a call pass.

    A model that pauses goes on pausing meanwhile. Without one the call's clock alone moves.
    """
    time = played_time()
    if time is None:
        yield partial(_pass, None, advance)
        return
    with time.moving(advance):
        yield partial(_pass, time, advance)


async def _pass(time: PlayedTime | None, advance: Callable[[float], None], seconds: float) -> None:
    if time is None or not time.passes_by_itself or not seconds:
        advance(seconds)
        return
    passed: list[float] = []
    with time.moving(passed.append):
        await pause(seconds)
    # The loop's own clock has gone on by what the computer took meanwhile; a call's has not.
    advance(max(0.0, seconds - sum(passed)))
