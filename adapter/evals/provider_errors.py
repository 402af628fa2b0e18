"""A provider that answers nothing: noticed after its first few errors of one kind, before they become results."""

import asyncio
from typing import Final

from adapter.errors import ModelError, ModelTimeout
from adapter.models.model import Model
from adapter.tool_calls.reply import ModelReply
from adapter.tool_calls.request import ModelRequest

FEW: Final = 5
"""Errors of one kind in a row after which a provider that has answered nothing is asked no more."""
MANY: Final = 25
"""The same for one that has answered: a burst of refusals under load passes, a key that was revoked does not."""


class WatchedModel:
    """A model whose answers and errors are counted. Replies from a cache never come here."""

    def __init__(self, model: Model) -> None:
        self.name = model.name
        self.answers = 0
        self.errors = 0
        self.last: ModelError | None = None
        """The last error."""
        self._model = model
        self._in_a_row = 0

    @property
    def gives_nothing(self) -> bool:
        """Whether it makes no sense to go on."""
        return self._in_a_row >= (MANY if self.answers else FEW)

    async def reply(self, request: ModelRequest) -> ModelReply:
        """The model's reply. Raises `ModelError` as it does."""
        try:
            reply = await self._model.reply(request)
        except ModelError as error:
            self._failed(error)
            raise
        except asyncio.CancelledError:
            # the time of its turn was over, or the run is
            if not self.gives_nothing:
                self._failed(ModelTimeout("no decision in time"))
            raise
        self.answers += 1
        self._in_a_row = 0
        return reply

    async def aclose(self) -> None:
        """Whoever made the model closes it."""

    def _failed(self, error: ModelError) -> None:
        same = self.last is not None and (type(self.last), self.last.status) == (type(error), error.status)
        self._in_a_row = self._in_a_row + 1 if same else 1
        self.errors += 1
        self.last = error
