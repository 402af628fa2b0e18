"""Contestants measured in turn, forwards and backwards, so that whatever else the machine does meets all alike."""

import statistics
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

from benchmarks.suite.figures import Figure, figures
from benchmarks.suite.processes import ROOT, Worker, cpu_seconds
from benchmarks.suite.run import Run

Visit = Callable[[], float]
"""Measures once."""
AT_ONCE = 50
"""Pieces of work before the next process has its turn: so many that the first ones, for which everything has to come
back into the processor's caches, do not decide, and fewer than the other work of a busy machine takes to come and go.
"""
WARM_UP = 50


def race(title: str, contestants: Mapping[str, Visit], *, rounds: int, visits: int = 1) -> dict[str, list[float]]:
    """What each was measured to take in each round: the mean of the visits that it got."""
    taken: dict[str, list[float]] = {name: [] for name in contestants}
    order = list(contestants)
    for number in range(rounds):
        progress(title, number, rounds)
        values: dict[str, list[float]] = {name: [] for name in contestants}
        for _ in range(visits):
            for name in order:
                values[name].append(contestants[name]())
            order.reverse()
        for name, measured in values.items():
            taken[name].append(statistics.fmean(measured))
    return taken


def progress(title: str, number: int, rounds: int) -> None:
    """Tells people how far it is."""
    print(f"{title}: round {number + 1} of {rounds}", file=sys.stderr, flush=True)


class LineUp:
    """Contestants of a race, each with the one that it is compared with, and their processes."""

    def __init__(self, run: Run, stack: ExitStack) -> None:
        self.run = run
        self._stack = stack
        self._visits: dict[str, Visit] = {}
        self._against: dict[str, str] = {}
        self._workers: list[Worker] = []

    def start(self, script: str, *arguments: str | Path, python: str | None = None, checkout: Path = ROOT) -> Worker:
        """A process that is ready, and ends with the race. Raises `Cannot`."""
        worker = Worker(script, *arguments, python=python, checkout=checkout)
        self._stack.callback(worker.close)
        worker.ready()
        self._workers.append(worker)
        return worker

    def add(self, name: str, visit: Visit, *, against: str = "") -> None:
        """Takes part."""
        self._visits[name] = visit
        if against:
            self._against[name] = against

    def works(
        self,
        name: str,
        worker: Worker,
        *,
        pid: int | None = None,
        at_once: int = AT_ONCE,
        warm_up: int = WARM_UP,
        callers: int = 1,
        against: str = "",
    ) -> None:
        """Takes part with the CPU milliseconds that a piece of a worker's work takes: in its own process, or in that
        of the service that it makes work. `callers` are served at the same time."""
        measured = worker.pid if pid is None else pid
        worker.ask(warm_up if self.run.size != "smallest" else 1)

        def visit() -> float:
            before = cpu_seconds(measured)
            worker.ask(at_once if callers == 1 else f"{at_once * callers} {callers}")
            return (cpu_seconds(measured) - before) * 1000 / (at_once * callers)

        self.add(name, visit, against=against)

    def figures(self, title: str, unit: str = "ms CPU", *, visits: int | None = None) -> list[Figure]:
        """Runs the race."""
        for worker in self._workers:
            worker.ask("collect")
        taken = race(title, self._visits, rounds=self.run.rounds, visits=visits or self.run.visits)
        return figures(unit, taken, self._against)


@contextmanager
def line_up(run: Run) -> Iterator[LineUp]:
    """Its processes end with it."""
    with ExitStack() as stack:
        yield LineUp(run, stack)
