"""A chain of models: when one fails, the next is asked. One that keeps failing rests, and a router may stand in."""

import time
from collections.abc import Callable, Sequence

from adapter.errors import ModelError, ModelUnreachable
from adapter.metrics import count_answer
from adapter.models.model import Model, PieceListener, PreparedModel, ask
from adapter.models.rotation import FAILURES, REST, Rotation
from adapter.models.trials import ALIVE, EVERY, Trials
from adapter.tool_calls.reply import ModelReply
from adapter.tool_calls.request import ModelRequest
from adapter.tool_calls.tools import Toolset


class FallbackModel:
    """Asks the first model that is not resting, and the next one when it fails.

    `stand_in` is a router that answers at once where every model has failed or rests. A model that rests is then asked
    on the side what the router has answered: once it replies, it takes over at the next turn. What a model says of one
    request alone (`ALIVE`) is no failure for a router to answer for.
    """

    def __init__(
        self,
        models: Sequence[Model],
        *,
        failures: int = FAILURES,
        rest: float = REST,
        clock: Callable[[], float] = time.monotonic,
        stand_in: Model | None = None,
        trial_every: float = EVERY,
    ) -> None:
        if not models:
            raise ValueError("a chain needs at least one model")
        self.models = tuple(models)
        self.stand_in = stand_in
        names = [model.name for model in models]
        self._rotation = Rotation(names, failures=failures, rest=rest, clock=clock, stand_in=stand_in is not None)
        self._trials = Trials(self._rotation, every=trial_every, clock=clock)
        self.passed_over: ModelError | None = None
        """Of the last reply: the error of the model before the one that gave it, None where the first did."""

    @property
    def name(self) -> str:
        """The names in the order in which they are asked."""
        last = () if self.stand_in is None else (self.stand_in,)
        return ", then ".join(model.name for model in (*self.models, *last))

    @property
    def first(self) -> Model:
        """The model that is asked before the others."""
        return self.models[0]

    def prepare(self, toolset: Toolset) -> None:
        """As `PreparedModel` has it, for those of the chain that are."""
        for model in (*self.models, self.stand_in):
            if isinstance(model, PreparedModel):
                model.prepare(toolset)

    async def reply(self, request: ModelRequest) -> ModelReply:
        """The reply of the first model that gives one. Raises the last model's `ModelError` if none does."""
        return await self._reply(request)

    async def reply_in_pieces(self, request: ModelRequest, listener: PieceListener) -> ModelReply:
        """The same, in pieces of the models that can."""
        return await self._reply(request, listener)

    async def _reply(self, request: ModelRequest, listener: PieceListener | None = None) -> ModelReply:
        failure: ModelError = ModelUnreachable("no model could be asked")
        failed: dict[int, ModelError] = {}
        order = self._rotation.order()
        for position in order:
            try:
                reply = await ask(self.models[position], request, listener)
            except ModelError as error:
                if self.stand_in is not None and isinstance(error, ALIVE):
                    raise
                self._rotation.failed(position, error)
                failed[position] = failure = error
            else:
                self._rotation.answered(position)
                failure.in_chain = failed
                self.passed_over = failure if failed else None
                return reply
        failure.in_chain = failed
        if self.stand_in is None:
            raise failure
        self._trials.begin(lambda position: self.models[position].reply(request), failed=order)
        reply = await self.stand_in.reply(request)
        count_answer(self.stand_in.name, "stand_in")
        self.passed_over = failure if failed else None
        return reply

    async def aclose(self) -> None:
        """Closes every model."""
        await self._trials.aclose()
        for model in (*self.models, self.stand_in):
            if model is not None:
                await model.aclose()
