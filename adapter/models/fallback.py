"""A chain of models: when one fails, the next is asked. One that keeps failing rests for a while."""

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from adapter.errors import ModelError, ModelUnreachable
from adapter.models.model import Model
from adapter.tool_calls.reply import ModelReply
from adapter.tool_calls.request import ModelRequest

logger = logging.getLogger(__name__)

FAILURES = 3
"""Failures in a row after which a model rests."""
REST = 30.0
"""Seconds for which it is not asked."""


@dataclass(kw_only=True, slots=True)
class _Condition:
    failures: int = 0
    rests_until: float = 0.0


class FallbackModel:
    """Asks the first model that is not resting, and the next one when it fails.

    After its rest a model is asked once again; a further failure sends it back to rest at once. When all are resting
    the one that has rested longest is asked, so that a caller never waits for nothing.
    """

    def __init__(
        self,
        models: Sequence[Model],
        *,
        failures: int = FAILURES,
        rest: float = REST,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        if not models:
            raise ValueError("a chain needs at least one model")
        self._models = tuple(models)
        self._conditions = [_Condition() for _ in self._models]
        self._failures = failures
        self._rest = rest
        self._clock = clock

    @property
    def name(self) -> str:
        """The names in the order in which they are asked."""
        return ", then ".join(model.name for model in self._models)

    @property
    def first(self) -> Model:
        """The model that is asked before the others."""
        return self._models[0]

    async def reply(self, request: ModelRequest) -> ModelReply:
        """The reply of the first model that gives one. Raises the last model's `ModelError` if none does."""
        failure: ModelError = ModelUnreachable("no model could be asked")
        for position in self._order():
            try:
                reply = await self._models[position].reply(request)
            except ModelError as error:
                self._failed(position, error)
                failure = error
            else:
                self._conditions[position] = _Condition()
                return reply
        raise failure

    async def aclose(self) -> None:
        """Closes every model."""
        for model in self._models:
            await model.aclose()

    def _order(self) -> list[int]:
        now = self._clock()
        awake = [position for position, known in enumerate(self._conditions) if known.rests_until <= now]
        return awake or [min(range(len(self._models)), key=lambda position: self._conditions[position].rests_until)]

    def _failed(self, position: int, error: ModelError) -> None:
        condition = self._conditions[position]
        condition.failures += 1
        if condition.failures >= self._failures:
            condition.rests_until = self._clock() + self._rest
            logger.warning("model %s rests for %g s: %s", self._models[position].name, self._rest, error)
