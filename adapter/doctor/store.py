"""What the configured store of calls is, and where calls could be lost with it."""

import time
from collections.abc import Callable
from typing import Final

from adapter.calls.failover import FailoverStore
from adapter.calls.store import Note, SharedStore
from adapter.errors import StoreError
from adapter.wiring import PREFIX, Settings, build_store

SLOW: Final = 0.02
"""Seconds for a write from which on a store is far away: an event waits for two or three."""


async def examine_store(settings: Settings, *, clock: Callable[[], float] = time.perf_counter) -> tuple[Note, ...]:
    """What was found of the store of these settings; nothing where they name none. Raises `SettingsError`.

    Calls are answered while a store is down, so nothing of it makes them fail.
    """
    if "store" not in settings.model_fields_set:
        return ()
    store = build_store(settings)
    try:
        if isinstance(store, FailoverStore):
            return await _of_shared(store.shared, clock)
        advice = f"set {PREFIX}STORE to sqlite:///file.db for one host, redis://… for several"
        return (Note("memory of one process: calls are lost with it", advice),)
    finally:
        await store.aclose()


async def _of_shared(store: SharedStore, clock: Callable[[], float]) -> tuple[Note, ...]:
    try:
        await store.check()  # connects, which the next one need not
        began = clock()
        await store.check()
        took = clock() - began
    except StoreError as error:
        return (Note(f"down: {error}", "meanwhile each process would keep its calls in memory"),)
    far = "an event waits for two or three of these: bring the store nearer" if took > SLOW else ""
    written = Note(f"a write takes {1000 * took:.1f} ms", far)
    try:
        return (*await store.notes(), written)
    except StoreError as error:
        return (Note(f"it works, but says nothing of itself: {error}"), written)
