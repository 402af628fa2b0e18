"""The models that calls on the page ask: opened by name, shared by those who want the same, closed when idle ones are
too many."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Final

from adapter.errors import RequestError
from adapter.extras import installed
from adapter.models.model import Model
from adapter.transfers.assistant_config import AssistantConfig
from adapter.wiring import OFFLINE, SEMANTIC, Settings, build_model, has_server, model_name, prepare

IDLE: Final = 4
"""Models that nobody asks now and that stay open, so that the next call finds their connections warm."""


@dataclass(kw_only=True)
class _Open:
    model: Model
    users: int = 0


class Models:
    """The models of these settings. A name that the operator has not set is asked for at the same server."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._open: dict[str, _Open] = {}
        self._lock = asyncio.Lock()
        self.usual = model_name(settings)

    @property
    def free(self) -> bool:
        """Whether there is a server that another name can be asked for at."""
        return has_server()

    @property
    def known(self) -> tuple[str, ...]:
        """The names that can be chosen."""
        semantic = (SEMANTIC,) if installed("semantic") else ()
        return tuple(dict.fromkeys((self.usual, OFFLINE, *semantic)))

    def settings(self, name: str) -> Settings:
        """The settings with which a model of this name is asked. Raises `RequestError` for one that cannot be."""
        if name not in self.known and not self.free:
            known = ", ".join(self.known)
            raise RequestError(f"model: there is {known}; another one needs OPENAI_API_KEY or OPENAI_BASE_URL")
        if name == self.usual:
            return self._settings
        # what stands in for the usual one, and how that is asked, would hide what another one does
        others = {"fallback_model": None, "fallback_base_url": None, "model_profile": None}
        return self._settings.model_copy(update={"model": name, **others})

    async def take(self, name: str, config: AssistantConfig) -> Model:
        """A model that has read what the config offers, until it is given `back`.

        Raises `RequestError` and `OperatorError`.
        """
        settings = self.settings(name)
        async with self._lock:
            known = self._open.get(name)
            if known is None:
                known = self._open[name] = _Open(model=await asyncio.to_thread(build_model, settings))
            known.users += 1
        try:
            await asyncio.to_thread(prepare, known.model, config)
        except BaseException:
            await self.back(name)
            raise
        return known.model

    async def back(self, name: str) -> None:
        """Nobody asks it any more who has taken it once."""
        async with self._lock:
            self._open[name].users -= 1
            idle = [other for other, opened in self._open.items() if not opened.users]
            closing = [self._open.pop(other) for other in idle[:-IDLE]]
        for opened in closing:
            await opened.model.aclose()

    @asynccontextmanager
    async def taken(self, name: str, config: AssistantConfig) -> AsyncIterator[Model]:
        """A model for the time of a `with` statement. Raises `OperatorError`."""
        model = await self.take(name, config)
        try:
            yield model
        finally:
            await self.back(name)

    async def aclose(self) -> None:
        """Closes all of them."""
        for opened in self._open.values():
            await opened.model.aclose()
        self._open.clear()
