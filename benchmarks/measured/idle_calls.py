"""What a call keeps while its caller thinks: bytes of a process, and of a store.

    python idle_calls.py URL DIRECTORY STORE CALLS

plays three turns of so many calls and tells `{"objects": …, "store": …}`, bytes for each call: those of Python's
objects, and those of the pages of SQLite's file or of Redis's keys.
"""

import asyncio
import gc
import sqlite3
import sys
import tracemalloc
from contextlib import closing
from typing import Any

from ours import assistant, session
from told import tell

SAID = (
    "Good morning, I have a question about the branch in the old town.",
    "When does it open on Thursdays, and until when is somebody there?",
    "And may I come without an appointment if I only need a form?",
)
BEFORE = 20
"""Calls before anything is measured: what is made once belongs to no call."""


def kept(store: str) -> dict[str, int]:
    """Bytes now."""
    gc.collect()
    return {"objects": tracemalloc.get_traced_memory()[0], "store": in_store(store)}


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

    await asyncio.gather(*(one() for _ in range(calls)))


async def measure(url: str, directory: str, store: str, calls: int) -> None:
    answers = assistant(url, directory, "each", store=store)
    tracemalloc.start()
    await play(answers, BEFORE)
    before = kept(store)
    await play(answers, calls)
    after = kept(store)
    tell({name: (after[name] - before[name]) / calls for name in after})
    await answers.aclose()


if __name__ == "__main__":
    url, directory, store, calls = sys.argv[1:]
    asyncio.run(measure(url, directory, store, int(calls)))
