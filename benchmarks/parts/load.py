"""Many callers at once, with a model that takes its time: how long the slowest of a hundred wait."""

import json
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial

from benchmarks.parts.webhook import DESTINATIONS, question_of, service_variables
from benchmarks.served import served
from benchmarks.suite.figures import Figure, figures
from benchmarks.suite.processes import ROOT, Worker
from benchmarks.suite.race import LineUp, line_up, race
from benchmarks.suite.run import Part, Run

MODEL_MS = 300
SECONDS = {"smallest": 0.5, "quick": 3.0, "full": 8.0}
"""In which callers of one service speak, in each round."""
PREPARED = "FastAPI + prepared bytes"


@dataclass(frozen=True, kw_only=True, slots=True)
class Crowd:
    """So many callers at once of a service with such a store."""

    callers: int
    name: str
    store: str


CROWDS = (
    Crowd(callers=200, name="memory", store="memory://"),
    Crowd(callers=100, name="SQLite", store="sqlite:///calls.db"),
)


def measure(run: Run) -> list[Figure]:
    seen: dict[str, list[dict[str, float]]] = {}
    with ExitStack() as stack, line_up(run) as contestants:
        prepared = _prepared(contestants)
        lines: dict[str, tuple[Worker, int]] = {}
        against: dict[str, str] = {}
        for crowd in CROWDS:
            plain, ours = f"{crowd.callers} at once, {PREPARED}", f"{crowd.callers} at once, {crowd.name}"
            lines |= {plain: (prepared, crowd.callers), ours: (_service(run, stack, contestants, crowd), crowd.callers)}
            against[ours] = plain

        def visit(name: str) -> float:
            line, callers = lines[name]
            asked = {"callers": callers if run.size != "smallest" else 5, "seconds": SECONDS[run.size]}
            found = line.ask(json.dumps(asked))
            seen.setdefault(name, []).append(found)
            return float(found["p99"])

        race("load", {name: partial(visit, name) for name in lines}, rounds=run.rounds)
    found: list[Figure] = []
    for measured, title in {"p99": "99th percentile", "p50": "median"}.items():
        values = {f"{name}: {title}": [each[measured] for each in every] for name, every in seen.items()}
        found += figures("ms", values, {f"{ours}: {title}": f"{plain}: {title}" for ours, plain in against.items()})
    wrong = {f"{name}: wrong or late answers": [each["wrong"] for each in seen[name]] for name in against}
    return [*found, *figures("of a round", wrong, {})]


def _prepared(contestants: LineUp) -> Worker:
    """Callers of the least that FastAPI and a request take."""
    question, slow = question_of(contestants), contestants.run.url(milliseconds=MODEL_MS)
    worker = contestants.start("plain.py", "prepared_webhook", slow, question)
    return contestants.start("callers.py", str(worker.ready()))


def _service(run: Run, stack: ExitStack, contestants: LineUp, crowd: Crowd) -> Worker:
    variables = service_variables(run.url(milliseconds=MODEL_MS), crowd.store)
    folder = run.folder / f"load {crowd.name}"
    service = stack.enter_context(served(folder, variables, directory=run.directory(DESTINATIONS), checkout=ROOT))
    return contestants.start("callers.py", str(service.port))


PART = Part(
    name="load",
    title="Many callers at once",
    says=(
        f"The model takes {MODEL_MS} ms; callers speak, each in a new call, and speak again as soon as they are"
        " answered. Callers, model server and service share the cores of one machine. Late is an answer that is a"
        " hold sentence, because no decision came within 3 s."
    ),
    measure=measure,
)
