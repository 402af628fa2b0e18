"""What a process costs before it does anything: the command line, one decision, and pytest with the idle plugin.

Run with `python benchmarks/start_up.py`. CPU of whole processes, user and system, with compiled caches that a first run
has made; the contenders take turns, so that what else the machine does meets them alike.
"""

import os
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).parent.parent
COMMAND = str(Path(sys.executable).parent / "transfer-adapter")
DIRECTORY = str(ROOT / "examples" / "bank" / "directory.yaml")
ROUNDS = 15

PYTEST = (sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider")


@dataclass(frozen=True, kw_only=True)
class Contender:
    """A process to start, and the CPU seconds that it may take."""

    name: str
    command: Sequence[str]
    limit: float | None = None


CONTENDERS = (
    Contender(name="python", command=(sys.executable, "-c", "pass")),
    Contender(name="import adapter", command=(sys.executable, "-c", "import adapter")),
    Contender(
        name="import what a loop of one's own uses",
        command=(sys.executable, "-c", "from adapter import Directory, Toolset, decide"),
    ),
    Contender(name="transfer-adapter --help", command=(COMMAND, "--help"), limit=0.35),
    Contender(
        name="transfer-adapter decide, offline",
        command=(COMMAND, "decide", "--directory", DIRECTORY, "--model", "offline", "--text", "I lost my card"),
        limit=0.6,
    ),
    Contender(name="pytest, one test, no plugin", command=PYTEST),
    Contender(name="pytest, one test, the idle plugin", command=(*PYTEST, "-p", "adapter.testing.pytest_plugin")),
)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "test_one.py").write_text("def test_one():\n    pass\n")
        environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("ADAPTER_", "OPENAI_"))},
            "PYTHONPYCACHEPREFIX": str(Path(folder, "compiled")),
            "PYTHONDONTWRITEBYTECODE": "",
            "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
        }
        spent: dict[str, list[float]] = {contender.name: [] for contender in CONTENDERS}
        for each in range(ROUNDS + 1):
            for contender in CONTENDERS:
                seconds = cpu(contender.command, folder, environment)
                if each:  # the first one compiles
                    spent[contender.name].append(seconds)
    show(spent)


def cpu(command: Sequence[str], folder: str, environment: Mapping[str, str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def show(spent: Mapping[str, Sequence[float]]) -> None:
    table = Table(title=f"CPU milliseconds of a process, {ROUNDS} rounds in turn")
    table.add_column("")
    for column in ("least", "median", "limit"):
        table.add_column(column, justify="right")
    for contender in CONTENDERS:
        seconds = spent[contender.name]
        limit = "" if contender.limit is None else f"{contender.limit * 1e3:.0f}"
        table.add_row(contender.name, f"{min(seconds) * 1e3:.0f}", f"{statistics.median(seconds) * 1e3:.0f}", limit)
    console = Console(width=100)
    console.print(table)
    without, idle = (spent[contender.name] for contender in CONTENDERS[-2:])
    more = [after - before for before, after in zip(without, idle, strict=True)]
    ratio = statistics.median(after / before for before, after in zip(without, idle, strict=True))
    console.print(f"the idle plugin: {statistics.median(more) * 1e3:.1f} ms more, × {ratio:.3f} (limit 20 ms)")


if __name__ == "__main__":
    main()
