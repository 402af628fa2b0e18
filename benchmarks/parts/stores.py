"""The stores of calls: what a change of a call takes, of one alone and of many at once."""

import time
from contextlib import ExitStack
from functools import partial

from benchmarks.suite.figures import Figure
from benchmarks.suite.processes import Worker
from benchmarks.suite.race import AT_ONCE, line_up
from benchmarks.suite.redis_server import running_redis
from benchmarks.suite.run import Part, Run

MANY = 32


def measure(run: Run) -> list[Figure]:
    found: list[Figure] = []
    with ExitStack() as stack:
        redis = stack.enter_context(running_redis(run.folder))
        stores = {"memory": "memory://", "SQLite": f"sqlite:///{run.folder / 'stores.db'}", "Redis": redis}
        with line_up(run) as contestants:
            contestants.works("yardstick", contestants.start("yardstick.py"))
            for name, url in stores.items():
                worker = contestants.start("store_changes.py", url, "1")
                contestants.works(f"a change, {name}", worker, against="yardstick")
            found += contestants.figures("stores")[1:]
        with line_up(run) as contestants:
            for name, url in stores.items():
                worker = contestants.start("store_changes.py", url, str(MANY))
                contestants.add(f"a change among {MANY} at once, {name}", partial(_milliseconds, worker))
            found += contestants.figures("stores, many calls", "ms")
    return found


def _milliseconds(worker: Worker) -> float:
    """Of the clock on the wall, for each change."""
    began = time.perf_counter()
    worker.ask(AT_ONCE)
    return (time.perf_counter() - began) * 1000 / AT_ONCE / MANY


PART = Part(
    name="stores",
    title="The stores",
    says=(
        "A call after a few turns is loaded and saved by compare and set: CPU of the process for one call alone,"
        " beside a piece of JSON work that never changes; then time of the clock, which disk and server take too,"
        " for each of many changes at once."
    ),
    measure=measure,
)
