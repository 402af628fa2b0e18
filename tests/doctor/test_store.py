"""What doctor says of the store of calls."""

from pathlib import Path

import pytest

from adapter.doctor import examine_store
from adapter.wiring import Settings
from tests.calls.redis_server import running_redis

pytestmark = pytest.mark.anyio


async def test_nothing_is_said_of_a_store_that_nobody_named() -> None:
    assert await examine_store(Settings()) == ()


async def test_calls_in_memory_are_lost_with_the_process() -> None:
    (note,) = await examine_store(Settings(store="memory://"))
    assert "ADAPTER_STORE" in note.advice


async def test_a_store_that_works_says_how_long_a_write_takes(tmp_path: Path) -> None:
    (note,) = await examine_store(Settings(store=f"sqlite:///{tmp_path}/calls.db"), clock=lambda: 0.0)
    assert note == ("a write takes 0.0 ms", "")


async def test_a_store_that_is_far_away_is_warned_of(tmp_path: Path) -> None:
    times = iter((0.0, 0.05))
    (note,) = await examine_store(Settings(store=f"sqlite:///{tmp_path}/calls.db"), clock=lambda: next(times))
    assert note.message == "a write takes 50.0 ms"
    assert "nearer" in note.advice


async def test_a_store_that_is_down_is_said_to_be_so_without_its_password() -> None:
    (note,) = await examine_store(Settings(store="redis://:hunter2@127.0.0.1:1/0"))
    assert note.message.startswith("down: redis: ")
    assert "memory" in note.advice
    assert "hunter2" not in note.message


async def test_a_server_that_says_nothing_of_itself_still_works() -> None:
    with running_redis() as server:
        server.command("ACL", "SETUSER", "calls", "on", ">x", "~transfer-adapter:*", "+@all", "-info")
        notes = await examine_store(Settings(store=f"unix://calls:x@{server.socket}"))
        assert notes[0].message == "it works, but says nothing of itself: redis: the user's rights (ACL) are too few"
        assert notes[1].message.startswith("a write takes")
