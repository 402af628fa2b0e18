"""Calls in the memory of one process: for the library, tests and the demo."""

import time
from collections.abc import Callable

from adapter.calls.state import Call
from adapter.calls.store import Store, Stored, lifetime

SWEEP_EVERY = 60.0
"""Seconds between two sweeps of expired calls."""


class MemoryStore(Store):
    """A dictionary. What it holds is lost with the process. `clock` gives seconds that never go backwards."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._calls: dict[str, tuple[Stored, float]] = {}
        self._swept = clock()

    def __len__(self) -> int:
        self._sweep()
        return len(self._calls)

    async def load(self, call_id: str) -> Stored | None:
        entry = self._calls.get(call_id)
        return entry[0] if entry is not None and entry[1] > self._clock() else None

    async def save(self, call: Call, expected: int) -> bool:
        stored = await self.load(call.id)
        if (stored.version if stored else 0) != expected:
            return False
        if self._clock() - self._swept > SWEEP_EVERY:
            self._sweep()
        self._calls[call.id] = (Stored(call, expected + 1), self._clock() + lifetime(call))
        return True

    async def ready(self) -> bool:
        return True

    async def aclose(self) -> None:
        self._calls.clear()

    def _sweep(self) -> None:
        self._swept = self._clock()
        self._calls = {call_id: entry for call_id, entry in self._calls.items() if entry[1] > self._swept}
