"""Which of several models is asked: the first that is not resting. One that keeps failing rests for a while."""

import logging
import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from adapter.errors import ModelError
from adapter.metrics import count_answer, count_resting

logger = logging.getLogger(__name__)

FAILURES = 3
"""Failures in a row after which a model rests."""
REST = 30.0
"""Seconds for which it is not asked."""


@dataclass(kw_only=True, slots=True)
class _Condition:
    failures: int = 0
    rests_until: float = 0.0
    resting: bool = False


class Rotation:
    """How several models have done, by their names in the order in which they are asked.

    After its rest a model is asked once again; a further failure sends it back to rest at once. When all are resting
    the one that has rested longest is asked, so that a caller never waits for nothing.

    Where something else answers at once (`stand_in`), no caller waits for a model that rests: it is asked again when it
    has answered a trial, and until then nobody may be left to ask.
    """

    def __init__(
        self,
        names: Sequence[str],
        *,
        failures: int = FAILURES,
        rest: float = REST,
        clock: Callable[[], float] = time.monotonic,
        stand_in: bool = False,
    ) -> None:
        self._names = tuple(names)
        self._conditions = [_Condition() for _ in self._names]
        self._failures = failures
        self._rest = rest
        self._clock = clock
        self._stand_in = stand_in

    def order(self) -> list[int]:
        """The places of those to ask now; none only where there is a stand-in."""
        now = self._clock()
        awake = [position for position, known in enumerate(self._conditions) if known.rests_until <= now]
        if awake or self._stand_in:
            return awake
        return [min(range(len(self._names)), key=lambda position: self._conditions[position].rests_until)]

    def resting(self) -> list[int]:
        """The places of those that are passed over now."""
        now = self._clock()
        return [position for position, known in enumerate(self._conditions) if known.rests_until > now]

    def answered(self, position: int, *, trial: bool = False) -> None:
        """One has given a reply; on `trial` nobody has heard it."""
        if self._conditions[position].resting:
            count_resting(self._names[position], -1)
            logger.info("model %s answers again", self._names[position])
        self._conditions[position] = _Condition()
        if not trial:
            count_answer(self._names[position], "fallback" if position else "first")

    def failed(self, position: int, error: ModelError) -> None:
        """One has failed."""
        condition = self._conditions[position]
        condition.failures += 1
        if condition.failures < self._failures:
            return
        condition.rests_until = math.inf if self._stand_in else self._clock() + self._rest
        if not condition.resting:
            condition.resting = True
            count_resting(self._names[position], 1)
        if self._stand_in:
            logger.warning("model %s rests until it answers a trial: %s", self._names[position], error)
        else:
            logger.warning("model %s rests for %g s: %s", self._names[position], self._rest, error)
