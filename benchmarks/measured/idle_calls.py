"""What a call keeps while its caller thinks: bytes of a process, and of a store.

    python idle_calls.py objects|resident URL DIRECTORY STORE CALLS

plays three turns of so many calls and tells `{"process": …, "store": …}`, bytes for each call: those of Python's
objects or those that the process has resident, and those of the pages of SQLite's file or of Redis's keys.
"""

import asyncio
import gc
import os
import sqlite3
import sys
import tracemalloc
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from ours import assistant, session
from told import tell

SAID = (
    "Good morning, I have a question about the branch in the old town.",
    "When does it open on Thursdays, and until when is somebody there?",
    "And may I come without an appointment if I only need a form?",
)
BEFORE = {"objects": 20, "resident": 200}
"""Calls before anything is measured: what is made once belongs to no call."""


def objects() -> int:
    """Bytes of Python's objects. Whoever asks has begun to trace them."""
    return tracemalloc.get_traced_memory()[0]


def resident() -> int:
    """Bytes that the process has, with what the allocator keeps between them."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def in_store(store: str) -> int:
    """Bytes in a store."""
    if store.startswith("sqlite:///"):
        with closing(sqlite3.connect(store.removeprefix("sqlite:///"))) as file:
            file.execute("PRAGMA wal_checkpoint(FULL)")
            (pages,), (size,) = file.execute("PRAGMA page_count"), file.execute("PRAGMA page_size")
            return int(pages[0]) * int(size[0])
    if store.startswith("memory://"):
        return 0
    import redis

    with redis.Redis.from_url(store) as client:
        every: Any = client.scan_iter(count=1000)
        return sum(client.memory_usage(key, samples=0) or 0 for key in every)


async def play(answers: Any, calls: int) -> None:
    """So many calls, three turns each, ten at a time."""
    places = asyncio.Semaphore(10)

    async def one() -> None:
        async with places:
            of_a_call = session()
            await answers.handle({"type": "session_start", "session": of_a_call})
            for words in SAID:
                (action,) = await answers.handle({"type": "user_speak", "session": of_a_call, "text": words})
                assert action["type"] == "speak", action
                await answers.handle({"type": "assistant_speech_ended", "session": of_a_call})

    for _ in range(calls // 10):
        await asyncio.gather(*(one() for _ in range(10)))


async def measure(measured: str, url: str, directory: str, store: str, calls: int) -> None:
    looks: dict[str, Callable[[], int]] = {"objects": objects, "resident": resident}
    look = looks[measured]
    answers = assistant(url, directory, "each", store=store)
    if measured == "objects":
        tracemalloc.start()

    def kept() -> dict[str, int]:
        gc.collect()
        return {"process": look(), "store": in_store(store)}

    await play(answers, BEFORE[measured])
    before = kept()
    await play(answers, calls)
    after = kept()
    tell({name: (after[name] - before[name]) / calls for name in after})
    await answers.aclose()


if __name__ == "__main__":
    measured, url, directory, store, calls = sys.argv[1:]
    asyncio.run(measure(measured, url, directory, store, int(calls)))
