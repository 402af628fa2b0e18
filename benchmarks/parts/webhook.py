"""The whole webhook: a caller's words are posted to a service under uvicorn, which asks the model and answers."""

from contextlib import ExitStack
from pathlib import Path

from benchmarks.served import served
from benchmarks.suite.figures import Figure
from benchmarks.suite.processes import ROOT
from benchmarks.suite.race import LineUp, line_up
from benchmarks.suite.redis_server import running_redis
from benchmarks.suite.run import Part, Run

DESTINATIONS = 50
CONNECTIONS = 32
REQUESTS = 5 * CONNECTIONS
"""To each before the next one has its turn."""
MINIMAL, PREPARED = "webhook, FastAPI + openai create", "webhook, FastAPI + prepared bytes"


def measure(run: Run) -> list[Figure]:
    with ExitStack() as stack, line_up(run) as contestants:
        question = question_of(contestants)
        for name, workload in {MINIMAL: "minimal", PREPARED: "prepared_webhook"}.items():
            worker = contestants.start("plain.py", workload, run.url(), question)
            callers = contestants.start("callers.py", str(worker.ready()), str(CONNECTIONS))
            contestants.works(name, callers, pid=worker.pid, at_once=REQUESTS)
        for name, store in stores(run, stack).items():
            add_service(contestants, stack, name, store, against=MINIMAL)
        if run.full:
            record = {"ADAPTER_RECORD": str(run.folder / "decisions.jsonl")}
            add_service(contestants, stack, "webhook, memory, decision record", "memory://", record, against=MINIMAL)
            alone = "webhook, memory, one connection"
            add_service(contestants, stack, alone, "memory://", against=MINIMAL, connections=1)
        return contestants.figures("webhook")


def question_of(contestants: LineUp) -> Path:
    """What a turn of ours asks, for those who are compared with it."""
    run = contestants.run
    asking = contestants.start("ours.py", "turn", run.url(), run.directory(DESTINATIONS), "each")
    return run.question(asking, "webhook")


def stores(run: Run, stack: ExitStack) -> dict[str, str]:
    """Every kind of store, by the name of its figure."""
    redis = stack.enter_context(running_redis(run.folder))
    return {
        "webhook, memory": "memory://",
        "webhook, SQLite": "sqlite:///calls.db",
        "webhook, Redis": redis,
    }


def add_service(
    contestants: LineUp,
    stack: ExitStack,
    name: str,
    store: str,
    more: dict[str, str] | None = None,
    *,
    checkout: Path = ROOT,
    against: str = "",
    connections: int = CONNECTIONS,
) -> None:
    """`transfer-adapter serve` takes part."""
    run = contestants.run
    variables = service_variables(run.url(), store) | (more or {})
    folder = run.folder / name
    service = stack.enter_context(served(folder, variables, directory=run.directory(DESTINATIONS), checkout=checkout))
    callers = contestants.start("callers.py", str(service.port), str(connections))
    contestants.works(name, callers, pid=service.pid, at_once=REQUESTS, against=against)


def service_variables(url: str, store: str) -> dict[str, str]:
    """The settings of a measured service: a tool per destination, as what it is compared with has."""
    return {"OPENAI_BASE_URL": url, "ADAPTER_MODEL": "m", "ADAPTER_STORE": store, "ADAPTER_EXPOSURE": "each"}


PART = Part(
    name="webhook",
    title="The webhook",
    says=(
        "`transfer-adapter serve` with one worker and 50 destinations; each request is a caller's words in a new"
        f" call, over {CONNECTIONS} connections at once, the model answers at once. Against a FastAPI route of a few"
        " lines that awaits `create` and returns an action: it checks, says and keeps nothing. Redis is a server on"
        " this machine, whose own CPU is not counted."
    ),
    measure=measure,
)
