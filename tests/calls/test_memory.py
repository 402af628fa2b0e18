"""The store in memory."""

import pytest

from adapter.calls.memory import MemoryStore
from adapter.calls.state import Call
from adapter.calls.store import CALL_LIFETIME, TOMBSTONE_LIFETIME
from adapter.formats.sipgate import Session

pytestmark = pytest.mark.anyio

CALL = Call(session=Session(id="call-1"))


async def test_only_the_version_that_was_read_can_be_replaced() -> None:
    store = MemoryStore()
    assert await store.load("call-1") is None
    assert await store.save(CALL, 0)
    assert not await store.save(CALL, 0)
    stored = await store.load("call-1")
    assert stored is not None
    assert await store.save(CALL, stored.version)
    assert not await store.save(CALL, stored.version)


@pytest.mark.parametrize(("phase", "seconds"), [("listening", CALL_LIFETIME), ("ended", TOMBSTONE_LIFETIME)])
async def test_calls_are_forgotten_in_time(phase: str, seconds: float) -> None:
    clock = [0.0]
    store = MemoryStore(clock=lambda: clock[0])
    await store.save(Call(session=Session(id="call-1"), phase=phase), 0)  # type: ignore[arg-type]  # a parametrised phase
    clock[0] = seconds - 1
    assert await store.load("call-1") is not None
    clock[0] = seconds + 1
    assert await store.load("call-1") is None
    assert len(store) == 0
    assert await store.save(CALL, 0)
