"""Calls in the memory of one process: for the library, tests and the demo."""

import time
from collections.abc import Callable
from typing import Generic, TypeVar

from adapter.calls.state import Call
from adapter.calls.store import Store, Stored, lifetime

SWEEP_EVERY = 60.0
"""Seconds between two sweeps of expired calls."""

Entry = TypeVar("Entry")


class Expiring(Generic[Entry]):
    """A dictionary by call id whose entries leave when their time is over."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._entries: dict[str, tuple[Entry, float]] = {}
        self._swept = clock()

    def __len__(self) -> int:
        self._sweep()
        return len(self._entries)

    def get(self, call_id: str) -> Entry | None:
        """The entry, None if there is none or its time is over."""
        entry = self._entries.get(call_id)
        return entry[0] if entry is not None and entry[1] > self._clock() else None

    def put(self, call_id: str, entry: Entry, seconds: float) -> None:
        """Keeps an entry for so many seconds from now on."""
        now = self._clock()
        if now - self._swept > SWEEP_EVERY:
            self._sweep()
        self._entries[call_id] = (entry, now + seconds)

    def drop(self, call_id: str) -> None:
        """Forgets an entry, if there is one."""
        self._entries.pop(call_id, None)

    def items(self) -> list[tuple[str, Entry]]:
        """All that is kept right now."""
        self._sweep()
        return [(call_id, entry) for call_id, (entry, _) in self._entries.items()]

    def clear(self) -> None:
        """Forgets everything."""
        self._entries.clear()

    def _sweep(self) -> None:
        self._swept = self._clock()
        self._entries = {call_id: entry for call_id, entry in self._entries.items() if entry[1] > self._swept}


class MemoryStore(Store):
    """A dictionary. What it holds is lost with the process. `clock` gives seconds that never go backwards."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._calls: Expiring[Stored] = Expiring(clock)

    def __len__(self) -> int:
        return len(self._calls)

    async def load(self, call_id: str) -> Stored | None:
        return self._calls.get(call_id)

    def known(self, call_id: str) -> Stored | None:
        return self._calls.get(call_id)

    async def save(self, call: Call, expected: int) -> bool:
        call_id = call.id
        stored = self._calls.get(call_id)
        if (stored.version if stored else 0) != expected:
            return False
        self._calls.put(call_id, Stored(call, expected + 1), lifetime(call))
        return True

    async def ready(self) -> bool:
        return True

    async def aclose(self) -> None:
        self._calls.clear()
