"""A store that outlives the loss of its server: a process goes on with what it knows of its calls.

While the shared store is down, events are answered from this process's own copies; a transfer is then made once by each
process that gets the event for it, not once over all processes. When the store is back, for each call:

- The store holds the version that this process's copy was made from, an older one, or none (a Redis that was restarted
  may have lost its last writes, or everything): this process's copy is written.
- Another process has changed the call in the store meanwhile: the copy that is further on its way to a transfer wins,
  so that neither an announced transfer is forgotten nor a sent one sent again; the store's, where both are as far.
- In every other case the store's copy wins. A call that has been missing there for a while has ended, and stays so.

Where a transfer that was sent wins over what another process has told the caller since, nobody knows whether the caller
is back: then whatever the caller says next means so, however soon.
"""

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from weakref import WeakValueDictionary

from adapter.calls.memory import Expiring
from adapter.calls.state import Call, Phase
from adapter.calls.store import TOMBSTONE_LIFETIME, SharedStore, Store, Stored, lifetime, same_line
from adapter.errors import StoreError
from adapter.frozen import replace

logger = logging.getLogger(__name__)

TRY_AGAIN = 1.0
"""Seconds for which a store that failed is left alone, so that no caller waits for it event after event."""

_ORDER: tuple[Phase, ...] = ("new", "listening", "thinking", "closing", "announcing", "transferring", "ended")


@dataclass(kw_only=True, slots=True)
class _Known:
    """What this process knows of a call. No two values of a call ever have the same version here."""

    call: Call
    version: int
    shared: int
    """The version in the shared store that this is, or was built upon; 0 if none was seen."""
    seen: float
    """When the shared store last had it, by `FailoverStore._time`."""
    unsaved: bool = False
    attempted: tuple[Call, ...] = ()
    """What was sent to the shared store and not confirmed: if it holds that, nobody else has changed the call."""


class FailoverStore(Store):
    """Keeps calls in `shared`, and in memory while that is down. Never raises `StoreError`.

    One line is logged when the store goes down and one when it is back; it is tried again every `try_again` seconds.
    Then whatever changed meanwhile is written back, so that other processes see it before the call's next event.
    `clock` gives seconds that never go backwards.
    """

    def __init__(
        self, shared: SharedStore, *, try_again: float = TRY_AGAIN, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._shared = shared
        self._try_again = try_again
        self._clock = clock
        self._known: Expiring[_Known] = Expiring(clock)
        # What one event of a call finds out about the store must be known before the next one asks it.
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._down_since: float | None = None
        self._trouble = ""
        self._missed = 0.0
        self._recovery: asyncio.Task[None] | None = None
        self._own_versions = 0
        self._closed = False

    def __len__(self) -> int:
        """Calls that this process knows of."""
        return len(self._known)

    async def load(self, call_id: str) -> Stored | None:
        """As `Store.load`, from memory while the shared store is down."""
        async with self._lock(call_id):
            if not self._down():
                try:
                    return self._agreed(call_id, await self._shared.load(call_id))
                except StoreError as error:
                    self._went_down(error)
            known = self._known.get(call_id)
            return None if known is None else Stored(known.call, known.version)

    async def save(self, call: Call, expected: int) -> bool:
        """As `Store.save`, into memory while the shared store is down."""
        async with self._lock(call.id):
            known = self._known.get(call.id)
            if known is not None and known.version != expected:
                return False
            if self._down():
                return self._keep(call, expected)
            try:
                version = await self._shared.put(call, expected if known is None else known.shared)
            except StoreError as error:
                self._went_down(error)
                # It may have been carried out all the same.
                return self._keep(call, expected, attempted=True)
            if version:
                self._remember(Stored(call, version))
            return version != 0

    def known(self, call_id: str) -> Stored | None:
        """As `Store.known`; None of what has yet to be brought to the shared store."""
        known = self._known.get(call_id)
        return None if known is None or known.unsaved else Stored(known.call, known.version)

    @property
    def trouble(self) -> str | None:
        """Why the shared store cannot be used right now, None while it can."""
        return None if self._down_since is None else self._trouble

    @property
    def shared(self) -> SharedStore:
        """The store that all processes share, by itself."""
        return self._shared

    async def ready(self) -> bool:
        """Whether the shared store can be read and written right now; False at once while it is down."""
        if self._down():
            return False
        try:
            await self._shared.check()
        except StoreError as error:
            self._went_down(error)
            return False
        return True

    async def aclose(self) -> None:
        """As `Store.aclose`. What could not be written back is lost, and logged."""
        self._closed = True
        if self._recovery is not None:
            self._recovery.cancel()
            await asyncio.gather(self._recovery, return_exceptions=True)
        if lost := sum(known.unsaved for _, known in self._known.items()):
            logger.error("the store of calls is still down: %d calls are lost with this process", lost)
        self._known.clear()
        await self._shared.aclose()

    def _agreed(self, call_id: str, shared: Stored | None) -> Stored | None:
        """What holds of a call: what the shared store says, or what this process knows."""
        known = self._known.get(call_id)
        wins = known is not None and self._prevails(known, shared)
        if known is not None and shared is not None and _parted(known, shared):
            call = _in_doubt(known.call if wins else shared.call)
            wins = call != shared.call
            if wins and call != known.call:
                self._own_versions -= 1
                known = replace(known, call=call, version=self._own_versions)
        if known is None or not wins:
            if shared is None:
                self._known.drop(call_id)
            elif known is None or shared != (known.call, known.version):
                self._remember(shared)
            else:
                # The same as before, and as near to its expiry.
                known.seen, known.shared, known.unsaved = self._time(), shared.version, False
            return shared
        self._put(replace(known, unsaved=True, shared=0 if shared is None else shared.version))
        return Stored(known.call, known.version)

    def _prevails(self, known: _Known, shared: Stored | None) -> bool:
        # Nothing that lived a moment ago can have expired, not even as a tombstone.
        fresh = self._time() - known.seen < TOMBSTONE_LIFETIME
        if shared is None:
            return known.unsaved or fresh
        if shared.call == known.call:
            return False
        further = _progress(known.call) > _progress(shared.call)
        if same_line(shared.version, known.shared):
            if shared.version < known.shared:
                return True  # the store has lost its last moments, as Redis may when it is restarted
            if shared.version == known.shared:
                return known.unsaved or further
        elif not known.unsaved:
            return fresh and further  # the store has lost the call, and somebody has told it of an earlier state
        return known.unsaved and (shared.call in known.attempted or further)

    def _keep(self, call: Call, expected: int, *, attempted: bool = False) -> bool:
        """Saves into memory. Own versions are negative, the shared store's are positive."""
        before = self._known.get(call.id)
        if before is None and expected != 0:
            return False
        self._own_versions -= 1
        known = _Known(call=call, version=self._own_versions, shared=0, seen=self._time(), unsaved=True)
        if before is not None:
            known = replace(known, shared=before.shared, attempted=before.attempted)
        if attempted and call not in known.attempted:
            known = replace(known, attempted=(*known.attempted, call))
        self._put(known)
        return True

    def _remember(self, stored: Stored) -> None:
        self._put(_Known(call=stored.call, version=stored.version, shared=stored.version, seen=self._time()))

    def _put(self, known: _Known) -> None:
        self._known.put(known.call.id, known, lifetime(known.call))

    def _time(self) -> float:
        """A clock that stands still while the store is down: what was there when it went down did not expire since."""
        return (self._clock() if self._down_since is None else self._down_since) - self._missed

    def _lock(self, call_id: str) -> asyncio.Lock:
        return self._locks.setdefault(call_id, asyncio.Lock())

    def _down(self) -> bool:
        if self._down_since is None:
            return False
        self._look_after()
        return True

    def _went_down(self, error: StoreError) -> None:
        self._trouble = str(error)
        if self._down_since is None:
            self._down_since = self._clock()
            logger.error("the store of calls is down; calls are kept in memory until it is back: %s", error)
        self._look_after()

    def _look_after(self) -> None:
        if not self._closed and (self._recovery is None or self._recovery.done()):
            self._recovery = asyncio.create_task(self._recover())

    async def _recover(self) -> None:
        while self._down_since is not None:
            await asyncio.sleep(self._try_again)
            if await self._shared.ready():
                self._missed += self._clock() - self._down_since
                self._down_since = None
                unsaved = sum(known.unsaved for _, known in self._known.items())
                logger.warning("the store of calls is back; calls to be written back: %d", unsaved)
                await self._write_back()

    async def _write_back(self) -> None:
        """Brings to the shared store what changed meanwhile, and what it has lost of the last minute."""
        for call_id, known in self._known.items():
            if self._down_since is not None:
                return
            if known.unsaved or self._time() - known.seen < TOMBSTONE_LIFETIME:
                stored = await self.load(call_id)
                now_known = self._known.get(call_id)
                if stored is not None and now_known is not None and now_known.unsaved:
                    await self.save(*stored)


def _parted(known: _Known, shared: Stored) -> bool:
    """Whether this process and another one have changed a call, neither knowing of the other."""
    if not known.unsaved or shared.call == known.call or shared.call in known.attempted:
        return False
    return not same_line(shared.version, known.shared) or shared.version > known.shared


def _in_doubt(call: Call) -> Call:
    """A call that is being transferred, as one that may be back already: its transfer was sent long ago."""
    if call.phase != "transferring" or call.pending is None:
        return call
    return replace(call, pending=replace(call.pending, since=0.0))


def _progress(call: Call) -> tuple[bool, int, int, int, float]:
    """How far a call has come: utterances, transfers that failed, phase, and the last announcement or transfer."""
    failed = sum(call.tried.values()) + len(call.misfired)
    since = 0.0 if call.pending is None else call.pending.since
    return call.phase == "ended", call.turns, failed, _ORDER.index(call.phase), since
