"""Trials of models that rest: what a stand-in has answered is also asked of them, and nobody waits for that."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Collection
from typing import Final

from adapter.errors import ModelError, ModelGenerationFailed, ModelInputRefused, ModelWindowExceeded
from adapter.models.rotation import Rotation

logger = logging.getLogger(__name__)

EVERY: Final = 1.0
"""Seconds between the beginnings of two trials of one model: a busy service does not ask a model that is down as often
as its callers speak."""

ALIVE: Final = (ModelInputRefused, ModelWindowExceeded, ModelGenerationFailed)
"""What is said of one request by a server that works: no reason to pass its model over."""


class Trials:
    """Asks each resting model at most once at a time. Cancelled, and awaited, by `aclose`."""

    def __init__(
        self, rotation: Rotation, *, every: float = EVERY, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._rotation = rotation
        self._every = every
        self._clock = clock
        self._begun: dict[int, float] = {}
        self._under_way: dict[int, asyncio.Task[None]] = {}

    def begin(self, ask: Callable[[int], Awaitable[object]], *, failed: Collection[int] = ()) -> None:
        """Asks those that rest, by their places, in tasks of their own; not those that have `failed` a moment ago."""
        now = self._clock()
        for position in self._rotation.resting():
            due = position not in self._begun or now - self._begun[position] >= self._every
            if position in self._under_way or position in failed or not due:
                continue
            self._begun[position] = now
            self._under_way[position] = asyncio.create_task(self._try(position, ask))

    async def aclose(self) -> None:
        """Ends the trials under way. May be called twice."""
        tasks = list(self._under_way.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _try(self, position: int, ask: Callable[[int], Awaitable[object]]) -> None:
        try:
            await ask(position)
        except ALIVE:
            self._rotation.answered(position, trial=True)
        except ModelError:
            pass  # it rests on, as has been told
        except Exception:
            # nobody waits for this task, and what it broke of would otherwise be told by nobody
            logger.exception("a trial of a model broke")
        else:
            self._rotation.answered(position, trial=True)
        finally:
            self._under_way.pop(position, None)
