"""What a call keeps while nothing happens: in the process, and in a store."""

from contextlib import ExitStack

from benchmarks.suite.figures import Figure
from benchmarks.suite.processes import running
from benchmarks.suite.race import progress
from benchmarks.suite.redis_server import running_redis
from benchmarks.suite.run import Part, Run

CALLS = {"smallest": 10, "quick": 50, "full": 500}
ROUNDS = 3
"""At most: nothing here depends on what else the machine does."""
CALL = "idle call after three turns"


def measure(run: Run) -> list[Figure]:
    taken: dict[str, list[float]] = {}
    with ExitStack() as stack:
        redis = stack.enter_context(running_redis(run.folder))
        rounds = min(run.rounds, ROUNDS) if run.full else 1
        for number in range(rounds):
            progress("idle calls", number, rounds)
            stores = {"in memory": "memory://", "SQLite": f"sqlite:///{run.folder}/idle{number}.db", "Redis": redis}
            for name, store in stores.items():
                arguments = (run.url("says"), run.directory(10), store, str(CALLS[run.size]))
                with running("idle_calls.py", *arguments) as worker:
                    found = worker.ready()
                where = "objects" if name == "in memory" else "store"
                taken.setdefault(f"{CALL}, {name}", []).append(found[where] / 1024)
    return [Figure(name=name, unit="KiB", values=tuple(values)) for name, values in taken.items()]


PART = Part(
    name="memory",
    title="Memory of a call",
    says=(
        "Three questions that the model answers in words, then silence: what Python's objects have grown by for"
        " each call with the memory store, and the pages of SQLite's file or the keys of Redis. Memory that is"
        " free again and not given back is not counted: what a service takes after hours of calls is the soak's to"
        " say."
    ),
    measure=measure,
)
