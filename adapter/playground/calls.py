"""The calls that the page has begun, each known only to whoever knows its id; unused ones go."""

import asyncio
import secrets
import time
from collections.abc import Callable
from typing import Final

from adapter.playground.call import PageCall
from adapter.playground.setups import Setup
from adapter.playground.workshop import Workshop

MAX_CALLS: Final = 200
MAX_UNUSED: Final = 3600.0
"""Seconds without an event after which a call goes."""


class Calls:
    """At most `MAX_CALLS`; the one that was unused for longest makes room. `clock` gives seconds that only grow."""

    def __init__(
        self,
        workshop: Workshop,
        *,
        clock: Callable[[], float] = time.monotonic,
        new_id: Callable[[], str] = secrets.token_urlsafe,
    ) -> None:
        self._workshop = workshop
        self._clock = clock
        self._new_id = new_id
        self._calls: dict[str, tuple[PageCall, float]] = {}
        """In the order in which they were used last."""

    def __len__(self) -> int:
        return len(self._calls)

    async def begin(self, setup: Setup) -> PageCall:
        """Another call, and its greeting. Raises `OperatorError`."""
        config = await asyncio.to_thread(self._workshop.config, setup)
        model = await self._workshop.models.take(setup.model, config)
        try:
            call = PageCall(self._new_id(), setup, self._workshop, config, model)
            await call.begins()
        except BaseException:
            await self._workshop.models.back(setup.model)
            raise
        self._calls[call.id] = (call, self._clock())
        await self._make_room()
        return call

    def find(self, id: str) -> PageCall | None:  # noqa: A002 - what it is called on the wire
        """The call of an id, None where there is none, or none any more."""
        known = self._calls.pop(id, None)
        if known is None:
            return None
        self._calls[id] = (known[0], self._clock())
        return known[0]

    async def end(self, id: str) -> None:  # noqa: A002 - as above
        """Forgets a call."""
        known = self._calls.pop(id, None)
        if known is not None:
            await known[0].aclose()
            await self._workshop.models.back(known[0].setup.model)

    async def aclose(self) -> None:
        """Forgets all of them."""
        for id_ in tuple(self._calls):
            await self.end(id_)

    async def _make_room(self) -> None:
        oldest = self._clock() - MAX_UNUSED
        unused = [id_ for id_, (_, used) in self._calls.items() if used < oldest]
        for id_ in dict.fromkeys((*unused, *list(self._calls)[: max(0, len(self._calls) - MAX_CALLS)])):
            await self.end(id_)
