"""What a turn, a played call and a webhook request cost, in two minutes: as ratios, because machines differ.

    make bench-quick                                # against the openai client by itself and a minimal FastAPI webhook
    make bench-quick ARGS="--against ../before"     # against another checkout of this project: new / old

Each workload (`quick_worker.py`) runs in a process of its own, and all of them ask one mock model server on loopback.
A round comes to each of them several times, forwards and backwards, so that whatever else the machine does meets all
alike. A ratio is taken within a round. Read its interval, the smallest and the largest of all rounds: one figure says
little. CPU is user and system time of the measured process for one turn, call or request.
"""

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

HERE = Path(__file__).resolve().parents[1]
WORKER = Path(__file__).resolve().with_name("quick_worker.py")
BANK = HERE / "examples" / "bank" / "directory.yaml"
PACKAGES = ("openai", "httpx2", "aiohttp", "pydantic", "fastapi", "uvicorn")
TURN, CALL, MEMORY, SQLITE = "a turn", "a played call", "webhook, memory", "webhook, SQLite"
CREATE, MINIMAL = "openai client", "FastAPI + openai client"
PEERS = {TURN: CREATE, CALL: CREATE, MEMORY: MINIMAL, SQLITE: MINIMAL}
AT_ONCE = 10
"""Requests before the next process has its turn: fewer than the other work of a busy machine takes to come and go."""
WARM_UP = 100


class Worker:
    """A process of `quick_worker.py`, with the package of a checkout."""

    def __init__(self, checkout: Path, *arguments: str) -> None:
        own = checkout / ".venv" / "bin" / "python"
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("ADAPTER_", "OPENAI_"))}
        self._process = subprocess.Popen(
            [own if own.exists() else sys.executable, WORKER, *arguments],
            env={**kept, "PYTHONPATH": str(checkout), "PYTHONHASHSEED": "0"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def hear(self) -> Any:
        """Its next line. The first one comes when it is ready."""
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise SystemExit("a process of the benchmark has ended")
        return json.loads(line)

    def ask(self, line: str) -> Any:
        assert self._process.stdin is not None
        print(line, file=self._process.stdin, flush=True)
        return self.hear()

    def close(self) -> None:
        """Its stdin ends, and so does it."""
        self._process.communicate()


Start = Callable[..., Worker]


@dataclass(kw_only=True, slots=True)
class Contestant:
    """A measured process, what makes it work (itself, or a caller of its webhook), and what each round found."""

    process: Worker
    driver: Worker
    cpu_us: list[float] = field(default_factory=list)
    median_ms: list[float] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True, slots=True)
class Comparison:
    """Two contestants by their CPU: the ratio of each round, its median and its interval."""

    name: str
    against: str
    cpu_us: list[float]
    against_cpu_us: list[float]
    median_ms: list[float]
    against_median_ms: list[float]
    ratios: list[float]
    ratio: float
    low: float
    high: float


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--against", type=Path, metavar="PATH", help="another checkout; its .venv is used if it has one"
    )
    parser.add_argument("--rounds", type=int, default=5, help="rounds, each with a ratio of its own (default: 5)")
    parser.add_argument("--requests", type=int, default=400, help="of each process in a round (default: 400)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures of every round")
    options = parser.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))

        def start(checkout: Path, *arguments: object) -> Worker:
            worker = Worker(checkout, *map(str, arguments))
            stack.callback(worker.close)
            return worker

        url = start(HERE, "mock").hear()
        workers = ours(start, HERE, url, folder / "new.db")
        if options.against is None:
            pairs = list(PEERS.items())
            workers |= peers(start, url, folder / "question.json")
        else:
            before = ours(start, checkout_at(options.against), url, folder / "old.db")
            pairs = [(name, f"{name}, before") for name in before]
            workers |= {f"{name}, before": worker for name, worker in before.items()}
        # next to what it is compared with, so that as little as possible happens between the two
        side_by_side = dict.fromkeys(name for pair in pairs for name in pair)
        contestants = lined_up(start, {name: workers[name] for name in side_by_side})
        load = os.getloadavg()[0]
        race(list(contestants.values()), options.rounds, options.requests)
    comparisons = [compared(contestants, *pair) for pair in pairs]
    Console(width=110).print(
        table(comparisons, f"{options.rounds} rounds of {options.requests} each, load {load:.1f} before")
    )
    if options.json is not None:
        figures = {
            "python": platform.python_version(),
            "packages": {name: version(name) for name in PACKAGES},
            "rounds": options.rounds,
            "requests": options.requests,
            "load": load,
            "comparisons": [asdict(each) for each in comparisons],
        }
        options.json.write_text(json.dumps(figures, indent=2) + "\n")


def checkout_at(path: Path) -> Path:
    """The folder to import from. Without a package in it, an installed one would be measured."""
    checkout = path.resolve()
    if not (checkout / "adapter" / "__init__.py").is_file():
        raise SystemExit(f"{path}: no checkout of this project")
    return checkout


def ours(start: Start, checkout: Path, url: str, database: Path) -> dict[str, Worker]:
    return {
        TURN: start(checkout, "turn", url, BANK),
        CALL: start(checkout, "call", BANK),
        MEMORY: start(checkout, "webhook", url, BANK, "memory://"),
        SQLITE: start(checkout, "webhook", url, BANK, f"sqlite:///{database}"),
    }


def peers(start: Start, url: str, question: Path) -> dict[str, Worker]:
    """What ours are compared with. They ask the model what a turn of ours asks it, tools and all."""
    turn = start(HERE, "turn", url, BANK)
    turn.hear()
    turn.ask("1")
    with urllib.request.urlopen(url.removesuffix("/v1") + "/_requests") as log:
        question.write_text(json.dumps(json.load(log)[-1]["body"]))
    return {CREATE: start(HERE, "create", url, question), MINIMAL: start(HERE, "minimal", url, question)}


def lined_up(start: Start, workers: Mapping[str, Worker]) -> dict[str, Contestant]:
    """All of them ready and warm."""
    ports = {name: worker.hear() for name, worker in workers.items()}
    contestants = {}
    for name, worker in workers.items():
        driver = worker if ports[name] is None else start(HERE, "caller", ports[name])
        if driver is not worker:
            driver.hear()
        driver.ask(str(WARM_UP))
        contestants[name] = Contestant(process=worker, driver=driver)
    return contestants


def race(contestants: Sequence[Contestant], rounds: int, requests: int) -> None:
    for number in range(rounds):
        print(f"round {number + 1} of {rounds}", file=sys.stderr)
        cpu: list[list[float]] = [[] for _ in contestants]
        ms: list[list[float]] = [[] for _ in contestants]
        for contestant in contestants:
            contestant.process.ask("collect")
        order = list(range(len(contestants)))
        for _ in range(-(-requests // AT_ONCE)):
            for position in order:
                process, driver = contestants[position].process, contestants[position].driver
                before = process.ask("cpu")
                ms[position] += driver.ask(str(min(AT_ONCE, requests)))
                cpu[position].append(process.ask("cpu") - before)
            order.reverse()
        for contestant, seconds, taken in zip(contestants, cpu, ms, strict=True):
            contestant.cpu_us.append(sum(seconds) * 1e6 / len(taken))
            contestant.median_ms.append(statistics.median(taken))


def compared(contestants: Mapping[str, Contestant], name: str, against: str) -> Comparison:
    one, other = contestants[name], contestants[against]
    ratios = [ours / theirs for ours, theirs in zip(one.cpu_us, other.cpu_us, strict=True)]
    return Comparison(
        name=name,
        against=against,
        cpu_us=one.cpu_us,
        against_cpu_us=other.cpu_us,
        median_ms=one.median_ms,
        against_median_ms=other.median_ms,
        ratios=ratios,
        ratio=statistics.median(ratios),
        low=min(ratios),
        high=max(ratios),
    )


def table(comparisons: Sequence[Comparison], title: str) -> Table:
    shown = Table(title=title, caption="CPU µs and ms (latency) of ours, then of what it is compared with; × is CPU")
    shown.add_column("measured")
    shown.add_column("against")
    for heading in ("CPU µs", "ms", "×", "of all rounds"):
        shown.add_column(heading, justify="right")
    for each in comparisons:
        cpu, other_cpu = statistics.median(each.cpu_us), statistics.median(each.against_cpu_us)
        ms, other_ms = statistics.median(each.median_ms), statistics.median(each.against_median_ms)
        shown.add_row(
            each.name,
            each.against,
            f"{cpu:,.0f} / {other_cpu:,.0f}",
            f"{ms:.2f} / {other_ms:.2f}",
            f"{each.ratio:.3f}",
            f"[{each.low:.3f}, {each.high:.3f}]",
        )
    return shown


if __name__ == "__main__":
    main()
