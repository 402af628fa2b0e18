"""A turn: the model is asked over HTTP and its choice becomes an announcement, against clients that only ask."""

import sys

from benchmarks.suite.figures import Figure, figures, paired
from benchmarks.suite.processes import MEASURED, CannotError, Worker, script_python
from benchmarks.suite.race import AT_ONCE, LineUp, line_up
from benchmarks.suite.run import Part, Run

SIZES = (5, 50, 127)
"""Destinations, a tool each and one to hang up: more than 128 no provider takes."""
BY_AUTO = (1_000, 10_000)
"""Destinations of which the product chooses by itself how to offer them."""
CALLERS = 8
"""At the same time, in a process that is busy: it need not go to sleep and find its memory gone for every turn."""
FRAMEWORKS = {"openai-agents": "openai_agents_turn.py", "pydantic-ai": "pydantic_ai_turn.py"}


def measure(run: Run) -> list[Figure]:
    found: list[Figure] = []
    for size in SIZES if run.size != "smallest" else SIZES[:1]:
        with line_up(run) as contestants:
            found += _of_size(contestants, size)
    with line_up(run) as contestants:
        contestants.works("yardstick", contestants.start("yardstick.py"))
        call = contestants.start("ours.py", "call", run.directory(5))
        contestants.works("played call, no HTTP", call, against="yardstick")
        found += contestants.figures("played call")
    return found


def _of_size(contestants: LineUp, size: int) -> list[Figure]:
    run, named = contestants.run, f"turn of {size}"
    ours, plain = f"{named}, Assistant", f"{named}, openai create"
    assistant = contestants.start("ours.py", "turn", run.url(), run.directory(size), "each")
    question = run.question(assistant, f"{size}")
    client = contestants.start("plain.py", "create", run.url(), question)
    contestants.works(plain, client)
    contestants.works(ours, assistant, against=plain)
    busy = f", {CALLERS} at once"
    contestants.works(f"{plain}{busy}", client, at_once=AT_ONCE // CALLERS, callers=CALLERS)
    contestants.works(f"{ours}{busy}", assistant, at_once=AT_ONCE // CALLERS, callers=CALLERS, against=f"{plain}{busy}")
    found: list[Figure] = []
    if run.full:
        prepared = contestants.start("plain.py", "prepared", run.url(), question)
        contestants.works(f"{named}, aiohttp with prepared bytes", prepared, against=plain)
        _other_ways(contestants, size, plain)
    if size == SIZES[0] and run.size != "smallest":
        found += _by_auto(contestants, ours)
    if size == 50 and run.full:
        for framework, script in FRAMEWORKS.items():
            worker = contestants.start(script, run.url(), question, python=script_python(MEASURED / script))
            contestants.works(f"{named}, {framework}", worker, against=plain)
    taken = contestants.figures(named)
    against = [f"{named}, {framework}" for framework in FRAMEWORKS] if size == 50 and run.full else []
    return [*taken, *(paired(taken, f"{named}, against {each.split(', ')[1]}", ours, each) for each in against), *found]


def _other_ways(contestants: LineUp, size: int, plain: str) -> None:
    """Streamed, over Responses, and without a call around it."""
    run, directory, named = contestants.run, contestants.run.directory(size), f"turn of {size}"
    for name, workload in {"Assistant, streamed": "streamed_turn", "asked and decided": "decision"}.items():
        worker = contestants.start("ours.py", workload, run.url(), directory, "each")
        contestants.works(f"{named}, {name}", worker, against=plain)
    ours = contestants.start("ours.py", "responses_turn", run.url(), directory, "each")
    question = run.question(ours, f"{size}.responses")
    by_client = f"{named}, openai responses.create"
    contestants.works(by_client, contestants.start("plain.py", "responses", run.url(), question))
    contestants.works(f"{named}, Assistant over Responses", ours, against=by_client)


def _by_auto(contestants: LineUp, few: str) -> list[Figure]:
    """Large directories take part where there is a way to offer them; the figures are the sizes of requests."""
    run = contestants.run
    kib = {"request of 20": [_request(run, contestants.start("ours.py", "turn", run.url(), run.directory(20), "auto"))]}
    for size in BY_AUTO:
        try:
            worker = contestants.start("ours.py", "turn", run.url(), run.directory(size), "auto")
        except CannotError as reason:
            print(f"{size:,} destinations cannot be measured: {reason}", file=sys.stderr)
            continue
        kib[f"request of {size:,} by auto"] = [_request(run, worker)]
        contestants.works(f"turn of {size:,} by auto, Assistant", worker, against=few)
    return figures("KiB", kib, {name: "request of 20" for name in kib if name != "request of 20"})


def _request(run: Run, worker: Worker) -> float:
    return len(run.asked(worker)) / 1024


PART = Part(
    name="turn",
    title="A turn",
    says=(
        "A caller speaks in a new call, the model is asked over HTTP and answers at once, the announcement is the"
        " answer: `Assistant.handle` with a memory store. Up to 127 destinations are a tool each (with the one to"
        " hang up 128), the same for all; what is compared with it sends the same messages and tools. One turn after"
        f" the other, or {CALLERS} at once, as in a process that is busy."
    ),
    measure=measure,
)
