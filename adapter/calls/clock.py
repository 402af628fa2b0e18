"""The wall clock, which is set back and ahead while calls are under way, and the moments of a call on it."""

import time
from collections import deque
from collections.abc import Callable
from datetime import UTC, datetime

from adapter.calls.repeats import HOSTS_DIFFER, REPEAT_WINDOW
from adapter.calls.state import Call
from adapter.frozen import replace

JUMP = 0.2
"""Seconds by which the wall clock must have left the steady one, between two looks, to have been set."""
KEPT_JUMPS = 8
"""Jumps that are remembered: a call that is older than so many has long forgotten its moments."""


class WallClock:
    """Gives the aware time, and knows how the clock was set since the process began.

    `wall` gives seconds since the epoch, `steady` seconds that nobody can set.
    """

    def __init__(self, wall: Callable[[], float] = time.time, steady: Callable[[], float] = time.monotonic) -> None:
        self._wall = wall
        self._steady = steady
        self._last = (wall(), steady())
        self._jumps: deque[tuple[float, float]] = deque(maxlen=KEPT_JUMPS)

    def __call__(self) -> datetime:
        wall, steady = self._wall(), self._steady()
        before, then = self._last
        jump = (wall - before) - (steady - then)
        if abs(jump) > JUMP:
            self._jumps.append((before, jump))
        self._last = (wall, steady)
        return datetime.fromtimestamp(wall, UTC)

    def corrected(self, moment: float) -> float:
        """A moment that was read from this clock some time ago, as the clock is set now.

        One that could be of before or after it was set counts as after: then it seems younger than it is, by no more
        than the call is old. Other hosts' moments may be a little ahead of this clock, or of when it was set.
        """
        since, latest = 0.0, self._last[0]
        for before, jump in reversed(self._jumps):
            first = before + jump - (HOSTS_DIFFER if jump < 0 else 0.0)
            if first <= moment <= latest + HOSTS_DIFFER:
                return moment + since
            since, latest = since + jump, before
        return moment + since if moment <= latest else moment


def as_of_now(call: Call, now: datetime, corrected: Callable[[float], float]) -> Call:
    """The call with its moments on the clock as it is set now, none of them in the future.

    Another host's clock may be ahead of ours, and ours may have been set back when the process began: what lies in the
    future then begins to count now. That somebody was interrupted or answered just now is not believed then, so that no
    event is passed over.
    """
    latest = now.timestamp()
    turn, pending, answered = call.current_turn, call.pending, call.answered
    wake_at = None if call.wake_at is None else corrected(call.wake_at)
    if wake_at == call.wake_at:
        for moment in (
            None if turn is None else turn.since,
            None if pending is None else pending.since,
            None if answered is None else answered.at,
            call.interrupted,
        ):
            if moment is not None and not corrected(moment) == moment <= latest:
                break
        else:
            return call

    def known(moment: float) -> float:
        return min(corrected(moment), latest)

    def given(moment: float) -> float:
        return corrected(moment) if corrected(moment) <= latest else latest - REPEAT_WINDOW

    interrupted = None if call.interrupted is None else corrected(call.interrupted)
    return replace(
        call,
        current_turn=None if turn is None else replace(turn, since=known(turn.since)),
        pending=None if pending is None else replace(pending, since=known(pending.since)),
        answered=None if answered is None else replace(answered, at=given(answered.at)),
        interrupted=None if interrupted is None or interrupted > latest else interrupted,
        wake_at=wake_at,
    )


def unchanged(moment: float) -> float:
    """The moment, where nobody knows how the clock was set."""
    return moment
