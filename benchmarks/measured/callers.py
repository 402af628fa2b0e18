"""Callers of a webhook, each in a new call: one after the other as told, or many at once for some seconds.

    python callers.py PORT [CONNECTIONS]

A number is so many calls, over as many connections at once as were asked for; `{"callers": 200, "seconds": 5}` lets so
many speak at once, each again as soon as it is answered, and is answered with the milliseconds at the median and the
99th percentile, how many were answered, and how many were not as they should be.
"""

import asyncio
import json
import sys
import time

from line import Line, actions
from ours import WORDS, session
from told import tell

SETTLING = 1.0
"""Seconds at the beginning that do not count: connections are opened, and callers come all at once."""


async def speak(line: Line) -> bool:
    """A caller's words in a new call. Whether the answer is the announcement of the destination."""
    status, body = await line.post({"type": "user_speak", "session": session(), "text": WORDS})
    said = actions(body)
    return status == 200 and said[0]["type"] == "speak" and "card department" in said[0]["text"]


async def crowd(port: int, callers: int, seconds: float) -> dict[str, float]:
    """Many at once."""
    taken: list[float] = []
    wrong = 0
    began = time.perf_counter() + SETTLING

    async def caller(number: int) -> None:
        nonlocal wrong
        await asyncio.sleep(SETTLING / 2 * number / callers)
        line = await Line.open(port)
        while (asked := time.perf_counter()) < began + seconds:
            try:
                right = await speak(line)
            except (OSError, TimeoutError):
                right = False
                line = await Line.open(port)
            if asked >= began:
                taken.append((time.perf_counter() - asked) * 1000)
                wrong += not right
        line.close()

    await asyncio.gather(*map(caller, range(callers)))
    taken.sort()
    return {
        "p50": taken[len(taken) // 2],
        "p99": taken[min(len(taken) * 99 // 100, len(taken) - 1)],
        "answered": len(taken),
        "wrong": wrong,
    }


async def opened(port: int, connections: int) -> list[Line]:
    """So many connections."""
    return [await Line.open(port) for _ in range(connections)]


async def share_out(lines: list[Line], number: int) -> None:
    """So many calls, one after the other on each connection."""

    async def in_turn(line: Line, calls: int) -> None:
        for _ in range(calls):
            assert await speak(line), "the answer is not the announcement of the card department"

    each, more = divmod(number, len(lines))
    await asyncio.gather(*(in_turn(line, each + (at < more)) for at, line in enumerate(lines)))


def main(port: int, connections: int = 1) -> None:
    """Until stdin ends."""
    with asyncio.Runner() as runner:
        lines = runner.run(opened(port, connections))
        tell(None)
        for asked in sys.stdin:
            if asked.strip() == "collect":
                tell(None)
                continue
            told = json.loads(asked)
            if isinstance(told, int):
                tell(runner.run(share_out(lines, told)))
            else:
                tell(runner.run(crowd(port, told["callers"], told["seconds"])))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
