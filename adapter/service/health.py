"""Liveness and readiness."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from typing import Final

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from adapter.calls.failover import FailoverStore
from adapter.calls.store import Store
from adapter.service.access import may_ask

logger = logging.getLogger(__name__)

router = APIRouter(tags=["health"])

FRESH: Final = 1.0
"""Seconds for which the store is not asked again: to ask it is to write to it, and anybody may ask for readiness."""
WITHIN: Final = 2.0
"""Seconds that the store has; then it counts as down."""


class StoreCheck:
    """Whether the store answers, asked once a second at most, however many want to know and however slow it is."""

    def __init__(
        self,
        ready: Callable[[], Awaitable[bool]],
        *,
        within: float = WITHIN,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._ready = ready
        self._within = within
        self._clock = clock
        self._asked: asyncio.Task[bool] | None = None
        self._asked_at = 0.0

    async def __call__(self) -> bool:
        now = self._clock()
        if self._asked is None or (self._asked.done() and now >= self._asked_at + FRESH):
            self._asked, self._asked_at = asyncio.create_task(self._answer()), now
        await asyncio.wait([self._asked], timeout=self._within)
        return self._asked.done() and self._asked.result()

    async def _answer(self) -> bool:
        try:
            return await self._ready()
        except Exception:
            # A store of somebody's own that breaks is one that does not answer.
            logger.exception("the store could not say whether it can be used")
            return False


def _trouble(store: Store) -> str:
    """What is wrong with a store that is down, and what becomes of calls meanwhile."""
    if isinstance(store, FailoverStore):
        why = store.trouble or "it has not answered in time"
        return f"{why}; each process keeps its calls in memory until the store is back"
    return "it cannot be read and written"


@router.get("/healthz", summary="The process is alive")
async def healthz() -> dict[str, str]:
    return {"status": "ok"}


@router.get("/readyz", summary="Calls can be taken: the directory is loaded, the store answers, the model is warm")
async def readyz(request: Request) -> JSONResponse:
    """What is ready is told to whoever may ask the other routes."""
    assistant = request.app.state.assistant
    stored = await request.app.state.store_check()
    config = assistant.config
    warm_up = request.app.state.warm_up
    ready = stored and (warm_up is None or warm_up.ready)
    told: dict[str, object] = {"ready": ready}
    if may_ask(request.scope):
        told |= {
            "store": "ok" if stored else "down",
            **({} if stored else {"store_trouble": _trouble(assistant.handler.store)}),
            "warm_up": "off" if warm_up is None else warm_up.state,
            "directory": config.directory.fingerprint,
            "destinations": len(config.directory.destinations),
            "prompt": config.prompt.identity,
            "model": assistant.handler.model.name,
        }
    return JSONResponse(told, status_code=200 if ready else 503)
