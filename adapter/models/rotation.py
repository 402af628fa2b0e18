"""Which of several models is asked: the first that is not resting. One that keeps failing rests for a while."""

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from adapter.errors import ModelError

logger = logging.getLogger(__name__)

FAILURES = 3
"""Failures in a row after which a model rests."""
REST = 30.0
"""Seconds for which it is not asked."""


@dataclass(kw_only=True, slots=True)
class _Condition:
    failures: int = 0
    rests_until: float = 0.0


class Rotation:
    """How several models have done, by their names in the order in which they are asked.

    After its rest a model is asked once again; a further failure sends it back to rest at once. When all are resting
    the one that has rested longest is asked, so that a caller never waits for nothing.
    """

    def __init__(
        self,
        names: Sequence[str],
        *,
        failures: int = FAILURES,
        rest: float = REST,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._names = tuple(names)
        self._conditions = [_Condition() for _ in self._names]
        self._failures = failures
        self._rest = rest
        self._clock = clock

    def order(self) -> list[int]:
        """The places of those to ask now."""
        now = self._clock()
        awake = [position for position, known in enumerate(self._conditions) if known.rests_until <= now]
        return awake or [min(range(len(self._names)), key=lambda position: self._conditions[position].rests_until)]

    def answered(self, position: int) -> None:
        """One has given a reply."""
        self._conditions[position] = _Condition()

    def failed(self, position: int, error: ModelError) -> None:
        """One has failed."""
        condition = self._conditions[position]
        condition.failures += 1
        if condition.failures >= self._failures:
            condition.rests_until = self._clock() + self._rest
            logger.warning("model %s rests for %g s: %s", self._names[position], self._rest, error)
