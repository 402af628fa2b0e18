"""Where calls are kept between events."""

from typing import NamedTuple, Protocol

from adapter.calls.state import Call

CALL_LIFETIME = 3600.0
"""Seconds without an event after which a call is forgotten: a transfer that succeeds sends no further event."""
TOMBSTONE_LIFETIME = 60.0
"""Seconds for which an ended call is remembered, so that late events are not taken for a new one."""


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

    async def ready(self) -> bool:
        """Whether calls can be read and written right now."""
        ...

    async def aclose(self) -> None:
        """Gives back connections. May be called twice."""
        ...


def lifetime(call: Call) -> float:
    """Seconds to keep a call from now on."""
    return TOMBSTONE_LIFETIME if call.phase == "ended" else CALL_LIFETIME
