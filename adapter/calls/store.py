"""Where calls are kept between events."""

import logging
import secrets
from abc import abstractmethod
from collections.abc import Sequence
from typing import NamedTuple, Protocol

from adapter.calls.state import Call, dump_call, load_call
from adapter.errors import StoreError

logger = logging.getLogger(__name__)

CALL_LIFETIME = 3600.0
"""Seconds without an event after which a call is forgotten: a transfer that succeeds sends no further event."""
TOMBSTONE_LIFETIME = 60.0
"""Seconds for which an ended call is remembered, so that late events are not taken for a new one."""

COUNT_BITS = 20
"""The bits of a shared store's version that count; those above are random, drawn when a call is saved first."""

MAX_VERSION = 2**62 - 1
"""More than any version of ours, and less than SQLite's integers hold: another one was not written by this program."""


class Stored(NamedTuple):
    """A call and the version under which it was read. Version 0: there is none yet."""

    call: Call
    version: int


class Store(Protocol):
    """Keeps one value per call and changes it atomically."""

    async def load(self, call_id: str) -> Stored | None:
        """The call as last saved, None if there is none or it has expired."""
        ...

    async def save(self, call: Call, expected: int) -> bool:
        """Saves the call if its version is still `expected` (0: if there is none yet). False if it is not."""
        ...

    def known(self, call_id: str) -> Stored | None:  # noqa: ARG002 - a store that remembers nothing need not have it
        """The call as this process has read or saved it last, without asking anybody; None if it does not know.

        Somebody may have changed it since: what was made of it is sure only once it has been saved.
        """
        return None

    async def ready(self) -> bool:
        """Whether calls can be read and written right now."""
        ...

    async def aclose(self) -> None:
        """Gives back connections. May be called twice."""
        ...


class Value(NamedTuple):
    """What lies in a shared store under a call's id, and its version; 0 if that is no number."""

    data: bytes
    version: int


class Note(NamedTuple):
    """Something that operators should know of a store, and what to do about it, "" where all is well."""

    message: str
    advice: str = ""


class SharedStore(Store):
    """A `Store` outside this process, which can be out of reach: every method but `ready` may raise `StoreError`.

    After a `StoreError`, `save` may or may not have been carried out.
    """

    async def load(self, call_id: str) -> Stored | None:
        """As `Store.load`. A value that this program cannot read counts as none, and is logged."""
        value = await self.fetch(call_id)
        if value is None:
            return None
        call = _read(call_id, value)
        if call is None:
            # The error's text would quote the value, and with it numbers and words of a caller.
            logger.warning(
                "call %s: what is stored of it cannot be read (another version of this program saved it, or it is "
                "damaged); it starts anew",
                call_id,
            )
            return None
        return Stored(call, value.version)

    async def save(self, call: Call, expected: int) -> bool:
        """As `Store.save`."""
        return await self.put(call, expected) != 0

    async def put(self, call: Call, expected: int) -> int:
        """As `Store.save`, and gives the call's new version; 0 if it was not saved.

        A value that this program cannot read is overwritten as if there were none.
        """
        data, seconds = dump_call(call), lifetime(call)
        version = expected + 1 if expected else (secrets.randbits(40) << COUNT_BITS) + 1
        if await self.replace(call.id, data, seconds, expected, version):
            return version
        value = await self.fetch(call.id) if expected == 0 else None
        if value is None or _read(call.id, value) is not None:
            return 0
        return version if await self.replace(call.id, data, seconds, value.version, version) else 0

    async def ready(self) -> bool:
        """As `Store.ready`."""
        try:
            await self.check()
        except StoreError:
            return False
        return True

    async def notes(self) -> Sequence[Note]:
        """What the store is, and where its set-up could lose calls. May raise `StoreError`."""
        return ()

    @abstractmethod
    async def fetch(self, call_id: str) -> Value | None:
        """What lies under an id, whatever it is; None if nothing does or it has expired."""

    @abstractmethod
    async def replace(self, call_id: str, data: bytes, seconds: float, expected: int, version: int) -> bool:
        """Puts `data` under an id for so many seconds, in one atomic step, if the version there is `expected`.

        `version` is the new one. An id has version 0 if nothing lies under it, or something without a version
        from 1 to `MAX_VERSION`.
        """

    @abstractmethod
    async def check(self) -> None:
        """Writes something that is no call: reading alone would not show a full disk or a read-only server."""

    @abstractmethod
    async def aclose(self) -> None:
        """As `Store.aclose`."""


def same_line(version: int, other: int) -> bool:
    """Whether two versions of a shared store count the changes of the same value: then the smaller one is the older.

    A server that has lost a call cannot give it a version again that somebody still remembers.
    """
    return version >> COUNT_BITS == other >> COUNT_BITS


def lifetime(call: Call) -> float:
    """Seconds to keep a call from now on."""
    return TOMBSTONE_LIFETIME if call.phase == "ended" else CALL_LIFETIME


def _read(call_id: str, value: Value) -> Call | None:
    """The call in a value, None if it is none of ours, or another call's."""
    if not 1 <= value.version <= MAX_VERSION:
        return None
    try:
        call = load_call(value.data)
    except ValueError:
        return None
    return call if call.id == call_id else None
