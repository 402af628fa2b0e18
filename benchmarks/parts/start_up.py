"""What a process costs before it does anything: an import, the command line, a service until it is ready, pytest."""

import resource
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from benchmarks.served import BANK, served
from benchmarks.suite.figures import Figure, figures
from benchmarks.suite.processes import ROOT, cpu_seconds, environment
from benchmarks.suite.race import race
from benchmarks.suite.run import Part, Run

COMMAND = (sys.executable, "-c", "from adapter.cli import start; start()")
PYTEST = (sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider")
PYTHON, NO_PLUGIN, PLUGIN = "python", "pytest, one test, no plugin", "pytest, one test, the idle plugin"


def measure(run: Run) -> list[Figure]:
    folder = run.folder / "start up"
    folder.mkdir()
    (folder / "test_one.py").write_text("def test_one():\n    pass\n")
    compiled = {"PYTHONPYCACHEPREFIX": str(folder / "compiled")}
    env = {**environment(), **compiled, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    decide = ("decide", "--directory", str(BANK / "directory.yaml"), "--model", "offline", "--text", "I lost my card")
    commands = {
        PYTHON: (sys.executable, "-c", "pass"),
        "import adapter": (sys.executable, "-c", "import adapter"),
        "import what a loop of one's own uses": (
            sys.executable,
            "-c",
            "from adapter import Directory, Toolset, decide",
        ),
        "transfer-adapter --help": (*COMMAND, "--help"),
        "transfer-adapter decide, offline": (*COMMAND, *decide),
    }
    if run.full:
        commands |= {NO_PLUGIN: PYTEST, PLUGIN: (*PYTEST, "-p", "adapter.testing.pytest_plugin")}
    contestants: dict[str, Callable[[], float]] = {
        name: partial(cpu, command, folder, env) for name, command in commands.items()
    }
    contestants["serve, until it is ready"] = partial(ready, run, compiled)
    for visit in contestants.values():
        visit()  # the first one compiles
    visits = 3 if run.full else 1
    taken = race("start-up", contestants, rounds=run.rounds, visits=visits)
    against = {name: PYTHON for name in taken if name not in (PYTHON, PLUGIN)}
    if run.full:
        against[PLUGIN] = NO_PLUGIN
    return figures("ms CPU", taken, against)


def cpu(command: Sequence[str], folder: Path, env: dict[str, str]) -> float:
    """Milliseconds of a whole process."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, cwd=folder, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1000


def ready(run: Run, compiled: dict[str, str]) -> float:
    """Milliseconds of a service of ten destinations until it says that it is ready."""
    folder = run.folder / "ready"
    variables = {"OPENAI_BASE_URL": run.url(), "ADAPTER_MODEL": "m", **compiled}
    with served(folder, variables, checkout=ROOT) as service:
        taken = cpu_seconds(service.pid) * 1000
    shutil.rmtree(folder)
    return taken


PART = Part(
    name="start-up",
    title="Start-up",
    says=(
        "CPU of whole processes with what Python has compiled before; a service with ten destinations, SQLite and"
        " a model server until it says that it is ready. Against a Python that does nothing; the idle pytest"
        " plugin against pytest without it."
    ),
    measure=measure,
)
