"""A chain of models: when one fails, the next is asked. One that keeps failing rests for a while."""

import time
from collections.abc import Callable, Sequence

from adapter.errors import ModelError, ModelUnreachable
from adapter.models.model import Model
from adapter.models.rotation import FAILURES, REST, Rotation
from adapter.tool_calls.reply import ModelReply
from adapter.tool_calls.request import ModelRequest


class FallbackModel:
    """Asks the first model that is not resting, and the next one when it fails."""

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
        self.models = tuple(models)
        self.passed_over: ModelError | None = None
        """Of the last reply: the error of the model before the one that gave it, None where the first did."""
        self._rotation = Rotation([model.name for model in models], failures=failures, rest=rest, clock=clock)

    @property
    def name(self) -> str:
        """The names in the order in which they are asked."""
        return ", then ".join(model.name for model in self.models)

    @property
    def first(self) -> Model:
        """The model that is asked before the others."""
        return self.models[0]

    async def reply(self, request: ModelRequest) -> ModelReply:
        """The reply of the first model that gives one. Raises the last model's `ModelError` if none does."""
        failure: ModelError = ModelUnreachable("no model could be asked")
        failed: dict[int, ModelError] = {}
        for position in self._rotation.order():
            try:
                reply = await self.models[position].reply(request)
            except ModelError as error:
                self._rotation.failed(position, error)
                failed[position] = failure = error
            else:
                self._rotation.answered(position)
                failure.in_chain = failed
                self.passed_over = failure if failed else None
                return reply
        failure.in_chain = failed
        raise failure

    async def aclose(self) -> None:
        """Closes every model."""
        for model in self.models:
            await model.aclose()
