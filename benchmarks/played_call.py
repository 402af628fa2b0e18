"""What a whole played call costs: a greeting, a wish, an announcement, a transfer, nobody answers, the call comes back.

Run with `python benchmarks/played_call.py`. Six events and five answers each, with the offline model so that no model
is waited for. "a pytest test each" is a run of pytest over many copies of one test, less a run over as many empty ones.
Over HTTP it is `transfer-adapter serve` on loopback, in a process of its own whose CPU is not counted; its store is
memory, as in process.
"""

import os
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from rich.console import Console
from rich.table import Table

from adapter import Assistant, Directory, OfflineModel
from adapter.testing import PlayedCall

BANK = Path(__file__).parents[1] / "examples" / "bank" / "directory.yaml"
CALLS = 100
ROUNDS = 3
TESTS = 300

PLAYED = """\
import pytest


@pytest.mark.parametrize("number", range({count}))
def test_a_whole_call(call, number):
    call.says("Ich habe meine Karte verloren")
    call.hears("Kartenservice")
    call.was_transferred_to("cards")
    call.comes_back()
    call.hears("niemand frei")
"""
EMPTY = """\
import pytest


@pytest.mark.parametrize("number", range({count}))
def test_nothing(number):
    pass
"""


class Cost(NamedTuple):
    """Seconds that pass, and seconds that this process (or pytest's) computes in them."""

    seconds: float
    cpu: float


def main() -> None:
    directory = Directory.load(BANK)
    assistant = Assistant(directory, OfflineModel())
    table = Table(title=f"A whole played call; the median of {ROUNDS} rounds")
    table.add_column("played")
    for column in ("ms a call", "CPU ms a call", "calls a second"):
        table.add_column(column, justify="right")
    with serving() as url:
        rows = {
            "in process": measured(lambda: PlayedCall(assistant)),
            "over HTTP, on loopback": measured(lambda: PlayedCall(url, directory=directory)),
            "in process, a pytest test each": measured_in_pytest(),
        }
    for name, (seconds, cpu) in rows.items():
        table.add_row(name, f"{1000 * seconds:.1f}", f"{1000 * cpu:.1f}", f"{1 / seconds:,.0f}")
    Console(width=100).print(table)


def measured(call_to: Callable[[], PlayedCall]) -> Cost:
    """What a call costs, one after the other."""
    play(call_to)  # what happens once: tools, search index, connections
    rounds = []
    for _ in range(ROUNDS):
        began, cpu = time.perf_counter(), time.process_time()
        for _ in range(CALLS):
            play(call_to)
        rounds.append(Cost((time.perf_counter() - began) / CALLS, (time.process_time() - cpu) / CALLS))
    return median(rounds)


def play(call_to: Callable[[], PlayedCall]) -> None:
    with call_to() as call:
        call.says("Ich habe meine Karte verloren")
        call.hears("Kartenservice")
        call.was_transferred_to("cards")
        call.comes_back()
        call.hears("niemand frei")


def measured_in_pytest() -> Cost:
    """What a test with a played call costs more than an empty one."""
    rounds = []
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(ROUNDS):
            played, empty = run_pytest(Path(folder), PLAYED), run_pytest(Path(folder), EMPTY)
            rounds.append(Cost((played.seconds - empty.seconds) / TESTS, (played.cpu - empty.cpu) / TESTS))
    return median(rounds)


def run_pytest(folder: Path, source: str) -> Cost:
    path = folder / "test_it.py"
    path.write_text(source.format(count=TESTS))
    options = ["-q", "-p", "no:cacheprovider", "-o", f"transfer_directory={BANK}", f"--rootdir={folder}"]
    bare = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "pytest", "-p", "adapter.testing.pytest_plugin", *options, str(path)]
    began, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, env=bare, cwd=folder, capture_output=True, text=True, check=True)
    assert f"{TESTS} passed" in done.stdout
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(time.perf_counter() - began, cpu)


def median(costs: list[Cost]) -> Cost:
    return Cost(statistics.median(cost.seconds for cost in costs), statistics.median(cost.cpu for cost in costs))


@contextmanager
def serving() -> Iterator[str]:
    """The service with the offline model, on a free port of loopback."""
    command = [str(Path(sys.executable).parent / "transfer-adapter"), "serve", "--directory", str(BANK), "--port", "0"]
    command += ["--model", "offline", "--store", "memory://"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        said = ""
        while not (ready := re.search(r"ready: (http://\S+)", said)):
            line = server.stderr.readline()
            assert line, f"the service did not start: {said}"
            said += line
        # it logs every decision, and would wait for somebody to read that
        drain = threading.Thread(target=server.stderr.read)
        drain.start()
        yield ready[1]
        server.terminate()
        drain.join()


if __name__ == "__main__":
    main()
