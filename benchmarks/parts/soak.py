"""A service with many calls for long: answers stay as fast as the model, memory stops growing, nothing is left open."""

import json
import re
import statistics
import sys
import threading
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

from benchmarks.parts.load import MODEL_MS
from benchmarks.parts.webhook import DESTINATIONS, service_variables
from benchmarks.served import Served, served
from benchmarks.suite.figures import Figure
from benchmarks.suite.processes import ROOT, cpu_seconds, running
from benchmarks.suite.run import Part, Run

CALLERS = {"smallest": 5, "quick": 1_000, "full": 1_000}
EVERY = {"smallest": 0.5, "quick": 5, "full": 5}
"""Seconds between a caller's turns."""
SAMPLE = 2.0
AT_REST = 20.0
"""Seconds after the last call in which connections that nobody uses any more are closed."""
NAME = "1,000 calls, a turn each 5 s"


def measure(run: Run) -> list[Figure]:
    variables = service_variables(run.url("either", milliseconds=MODEL_MS), run.store)
    folder = run.folder / "soak"
    variables |= {"ADAPTER_RECORD": str(folder / "decisions.jsonl")}
    asked = {
        "model": run.model_port,
        "path": f"/says/{MODEL_MS}/0/v1/chat/completions",
        "callers": CALLERS[run.size],
        "every": EVERY[run.size],
    }
    with served(folder, variables, directory=run.directory(DESTINATIONS), checkout=ROOT) as service:
        # the first callers open what is opened once and stays open
        _played(asked | {"port": service.port, "callers": min(20, CALLERS[run.size]), "seconds": EVERY[run.size]})
        rests = AT_REST if run.size != "smallest" else 0.0
        time.sleep(rests)
        before, used = descriptors_of(service), cpu_seconds(service.pid)
        memory, over = list[float](), threading.Event()
        watching = threading.Thread(target=_watch, args=(service, memory, over))
        watching.start()
        try:
            told = _played(asked | {"port": service.port, "seconds": run.minutes * 60})
        finally:
            over.set()
            watching.join()
        used = cpu_seconds(service.pid) - used
        time.sleep(rests)
        left = descriptors_of(service) - before
    if told["wrong"]:
        print(f"wrong: {told['wrong']}", file=sys.stderr)
    if left:
        print(f"descriptors left: {dict(left)}", file=sys.stderr)
    return list(_figures(told, memory, left.total(), used / (run.minutes * 60)))


def _figures(told: dict[str, dict[str, float]], memory: list[float], left: int, share: float) -> list[Figure]:
    found = []
    for measured, title in {"p99": "99th percentile", "p50": "median"}.items():
        service, model = told["service"][measured], told["model"][measured]
        theirs = f"the model itself: {title}"
        found.append(Figure(name=theirs, unit="ms", values=(model,)))
        found.append(
            Figure(name=f"{NAME}: {title}", unit="ms", values=(service,), against=theirs, ratios=(service / model,))
        )
    tenth = max(1, len(memory) // 10)
    middle, end = statistics.median(memory[len(memory) // 2 :][:tenth]), statistics.median(memory[-tenth:])
    in_the_middle = f"{NAME}: memory in the middle"
    return [
        *found,
        Figure(name=f"{NAME}: errors", unit="turns", values=(sum(told["wrong"].values()),)),
        Figure(name=f"{NAME}: CPU", unit="of a core", values=(share,)),
        Figure(name=in_the_middle, unit="MiB", values=(middle,)),
        Figure(
            name=f"{NAME}: memory at the end", unit="MiB", values=(end,), against=in_the_middle, ratios=(end / middle,)
        ),
        Figure(name=f"{NAME}: descriptors left", unit="descriptors", values=(left,)),
    ]


def _played(asked: dict[str, object]) -> dict[str, dict[str, float]]:
    with running("soak_callers.py", json.dumps(asked)) as callers:
        told: dict[str, dict[str, float]] = callers.ready()
    return told


def _watch(service: Served, memory: list[float], over: threading.Event) -> None:
    """Resident memory now and then, and a word each minute to whoever waits."""
    memory.append(memory_of(service))
    while not over.wait(SAMPLE):
        memory.append(memory_of(service))
        if len(memory) % 30 == 0:
            opened = descriptors_of(service).total()
            minutes = len(memory) * SAMPLE / 60
            print(f"soak: {minutes:.0f} min, {memory[-1]:.1f} MiB, {opened} descriptors", file=sys.stderr, flush=True)


def memory_of(service: Served) -> float:
    """Resident MiB."""
    found = re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{service.pid}/status").read_text())
    assert found is not None
    return int(found[1]) / 1024


def descriptors_of(service: Served) -> Counter[str]:
    """What is open, by kind."""
    opened: Counter[str] = Counter()
    for each in Path(f"/proc/{service.pid}/fd").iterdir():
        with suppress(FileNotFoundError):  # closed meanwhile
            opened[re.sub(r":\[\d+\]", "", str(each.readlink()))] += 1
    return opened


PART = Part(
    name="soak",
    title="Many calls for long",
    says=(
        f"1,000 callers at once of one worker, who speak every 5 s; the model takes {MODEL_MS} ms. A call has 3 to"
        " 20 turns and ends with a transfer, then another begins. The service keeps a decision record. Beside them"
        " some ask the model itself. Memory at the end is the median of the last tenth, in the middle that of the"
        " tenth after it."
    ),
    measure=measure,
    alone=True,
)
