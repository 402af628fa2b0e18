"""The warm-up: the first turn's prompt is sent to the model's server once per start, before the first caller comes.

Servers keep what they have read (prefix cache), and a small machine reads the prompt of ten departments for half a
minute. With it goes a short check: whether the server lists the model, and what it answers.
"""

import asyncio
import logging
import os
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, Literal, TypeAlias

from adapter.assistant import Assistant
from adapter.errors import ModelError, ModelOverloaded, ModelServerError, ModelUnreachable
from adapter.models.explanation import explain
from adapter.models.fallback import FallbackModel
from adapter.models.masking import Mask
from adapter.models.model import ModelAtServer
from adapter.models.served_models import ServedModel, is_our_mock, listed
from adapter.tool_calls.reply import ModelReply
from adapter.transfers.first_turn import first_turn

logger = logging.getLogger(__name__)

FOLDER: Final = "TRANSFER_ADAPTER_START"
"""The environment variable by which the workers of one start know the folder that they share."""
PATIENCE: Final = 10.0
"""Seconds after which calls are taken although the warm-up is not answered."""
LIST_WITHIN: Final = 5.0
"""Seconds that the list of models may take."""
ANSWER_WITHIN: Final = 120.0
"""Seconds that the warm-up may take: a large directory on a small machine."""
TRY_WITHIN: Final = 300.0
"""Seconds for which a server that is not there yet is asked again: it may still load its model."""
TRY_AGAIN: Final = 3.0
"""Seconds after which it is asked again."""
TOKENS: Final = 16
"""Tokens of its reply: the fewest that all APIs take as a limit."""
SHOWN: Final = 5

_NOT_YET: Final = (ModelUnreachable, ModelServerError, ModelOverloaded)
"""What a server that is being started answers: nothing, or 503."""

State: TypeAlias = Literal["off", "waiting", "done"]


class StartMark:
    """What the workers of one start know of its warm-up: who sends it, and that it is over.

    `folder` is shared by them; without one, a worker is alone. A worker that takes the place of another finds both.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._over = False

    def take(self) -> bool:
        """Whether this worker is to send the warm-up: the first that asks."""
        return self._folder is None or _made(self._folder / "taken")

    def finish(self) -> None:
        """It has been answered, or has failed."""
        self._over = True
        if self._folder is not None:
            _made(self._folder / "over")

    @property
    def over(self) -> bool:
        """Whether it is over, whoever has sent it."""
        self._over = self._over or (self._folder is not None and (self._folder / "over").exists())
        return self._over


class WarmUp:
    """The warm-up of a service, for the first model of its chain. An assistant whose model has no server needs none."""

    def __init__(
        self,
        assistant: Assistant,
        *,
        mark: StartMark | None = None,
        patience: float = PATIENCE,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        model = assistant.handler.model
        first = model.first if isinstance(model, FallbackModel) else model
        self._model = first if isinstance(first, ModelAtServer) else None
        self._first = first
        self._config = assistant.config
        self._mark = mark or StartMark()
        self._ready_at = clock() + patience
        self._clock = clock
        self._sleep = sleep
        self._now = now

    @property
    def state(self) -> State:
        """`done` also where it has failed."""
        if self._model is None:
            return "off"
        return "done" if self._mark.over else "waiting"

    @property
    def ready(self) -> bool:
        """Whether calls can be taken as far as the warm-up is concerned."""
        return self.state != "waiting" or self._clock() >= self._ready_at

    async def run(self) -> None:
        """Sends it, unless another worker does, and logs what came of it. Raises nothing but its cancellation."""
        if self._model is None or not self._mark.take():
            return
        try:
            await self._send(self._model)
        except Exception:
            # The edge of the service: calls are to be taken whatever is wrong with this.
            logger.exception("the warm-up broke")
        finally:
            self._mark.finish()

    async def _send(self, model: ModelAtServer) -> None:
        until = self._clock() + TRY_WITHIN
        told: set[tuple[type[ModelError], int | None]] = set()
        while (error := await self._sent(model)) is not None:
            again = isinstance(error, _NOT_YET) and self._clock() + TRY_AGAIN < until
            cause = (type(error), error.status)
            if not again or cause not in told:
                more = f"it is tried again for {TRY_WITHIN / 60:.0f} minutes" if again else MORE
                for line in await explain(self._first, error, Mask(self._config.directory.numbers)):
                    logger.warning("%s; until then calls go the safe way; %s", line, more)
            if not again:
                return
            told.add(cause)
            await self._sleep(TRY_AGAIN)

    async def _sent(self, model: ModelAtServer) -> ModelError | None:
        """Sends it once, and logs what was answered. What has come in between is the error."""
        models: tuple[ServedModel, ...] = ()
        try:
            models = await _list(model)
            if is_our_mock(models):
                return None
            started = self._clock()
            request = first_turn(self._config, self._now()).request
            reply = await model.probe(request, seconds=ANSWER_WITHIN, tokens=TOKENS)
        except ModelError as error:
            return error
        logger.info("model %s: %s; %s", model.name, _place(models, model), _answered(reply, self._clock() - started))
        return None


MORE: Final = "`transfer-adapter doctor` says more"


def warm_up_of(assistant: Assistant) -> WarmUp:
    """The warm-up of a worker, by the folder that whoever has started it has put into the environment."""
    folder = os.environ.get(FOLDER)
    return WarmUp(assistant, mark=StartMark(Path(folder) if folder else None))


async def _list(model: ModelAtServer) -> tuple[ServedModel, ...]:
    """The list of models, nothing where the server has none or keeps it to itself. Raises `ModelUnreachable`."""
    try:
        return await model.served_models(seconds=LIST_WITHIN)
    except ModelUnreachable:
        raise
    except ModelError:
        return ()


def _place(models: tuple[ServedModel, ...], model: ModelAtServer) -> str:
    """Whether the model stands in the list."""
    if not models:
        return "its server lists no models"
    if listed(models, model.name):
        return "its server lists it"
    names = ", ".join(known.name for known in models[:SHOWN])
    return f"its server does not list it ({names}{', …' if len(models) > SHOWN else ''})"


def _answered(reply: ModelReply, took: float) -> str:
    usage = reply.usage
    tokens = f": {usage.input_tokens:,} prompt tokens, {usage.cached_tokens:,} cached" if usage.input_tokens else ""
    return f"the warm-up was answered in {took:.1f} s{tokens}"


def _made(file: Path) -> bool:
    """Makes an empty file; False where it is there already, or where its folder is gone: then a start is over."""
    with suppress(OSError):
        os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        return True
    return False
