"""How a measured process is told what to do: a line on its stdin, and a line of JSON in answer.

It says that it is ready first: its port if it serves, else null. `collect` is for the garbage; a number is so many
pieces of work, one after the other; two are so many, the second at the same time. Its end is the end of stdin. Whoever
started it looks at its CPU clock.
"""

import asyncio
import gc
import json
import sys
from collections.abc import Awaitable, Callable
from typing import NoReturn

Work = Callable[[], Awaitable[object]]


def work_as_told(work: Work, close: Callable[[], Awaitable[object]] | None = None) -> None:
    """Works until stdin ends."""

    async def several(number: int) -> None:
        for _ in range(number):
            await work()

    async def together(number: int, at_once: int = 1) -> None:
        await asyncio.gather(*(several(number // at_once) for _ in range(at_once)))

    async def closed() -> None:
        if close is not None:
            await close()

    with asyncio.Runner() as runner:
        tell(None)
        for line in sys.stdin:
            if line.strip() == "collect":
                gc.collect()
            else:
                runner.run(together(*map(int, line.split())))
            tell(None)
        runner.run(closed())


def tell(value: object) -> None:
    """One line of JSON."""
    print(json.dumps(value), flush=True)


def cannot(reason: str) -> NoReturn:
    """Says that this checkout or machine has no such thing, which is no fault."""
    tell({"cannot": reason})
    sys.exit(0)
