"""The gateway between a voice platform and the model: CPU of a request, and how much later the first text comes."""

import json
import time
from contextlib import ExitStack, closing
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.served import served
from benchmarks.suite.figures import Figure, paired
from benchmarks.suite.litellm import running_litellm
from benchmarks.suite.processes import ROOT, cpu_seconds
from benchmarks.suite.race import AT_ONCE, LineUp, line_up, race
from benchmarks.suite.raw_stream import RawClient
from benchmarks.suite.run import Part, Run

RATE = 50
"""Tokens a second at which first texts are waited for."""
OURS, THEIRS, NOTHING = "gateway", "LiteLLM", "nothing between"
PATH = "/v1/chat/completions"
KINDS = {"whole": False, "streamed": True}
"""Kinds of answers, and whether they are streams."""
NUMBERS = [f"+4921155660{number:03d}" for number in range(1, 11)]


def function(name: str, properties: dict[str, Any]) -> dict[str, Any]:
    parameters = {"type": "object", "properties": properties, "required": list(properties)}
    return {"type": "function", "function": {"name": name, "description": f"Does {name}.", "parameters": parameters}}


TOOLS = [
    function("transferCall", {"destination": {"type": "string", "enum": NUMBERS}}),
    *(function(f"look_up_{place}", {"account": {"type": "string"}}) for place in range(19)),
]


def request(*, stream: bool) -> bytes:
    said = [{"role": "system", "content": "You answer the telephone of a bank. Be brief."}]
    said += [{"role": "user", "content": "Good morning"}]
    return json.dumps({"model": "m", "messages": said, "tools": TOOLS, "stream": stream}).encode()


def measure(run: Run) -> list[Figure]:
    found: list[Figure] = []
    with ExitStack() as stack, line_up(run) as contestants:
        contestants.works("yardstick", contestants.start("yardstick.py"))
        at_once = _between(run, stack, "at once", rate=0)
        for kind, stream in KINDS.items():
            for name, (client, pid) in at_once.items():
                if pid is not None:
                    add_requests(contestants, f"{name}, {kind}", client, pid, stream=stream)
        taken = contestants.figures("gateway")[1:]
        found += taken
        if run.full:
            for kind in KINDS:
                ours, theirs = f"{OURS}, {kind}", f"{THEIRS}, {kind}"
                found.append(paired(taken, f"{ours}, against {THEIRS}", ours, theirs))
    with ExitStack() as stack:
        slow = _between(run, stack, "slowly", rate=RATE)
        visits = {name: partial(first_text, client) for name, (client, _) in slow.items()}
        for visit in visits.values():
            visit()
        late = race("gateway, first text", visits, rounds=run.rounds, visits=run.visits)
    nothing = late.pop(NOTHING)
    for name, times in late.items():
        later = tuple(one - other for one, other in zip(times, nothing, strict=True))
        found.append(Figure(name=f"{name}, first text later", unit="ms", values=later))
    return found


def _between(run: Run, stack: ExitStack, name: str, *, rate: int) -> dict[str, tuple[RawClient, int | None]]:
    """Clients of the model server, and of whoever stands before it."""
    found: dict[str, tuple[RawClient, int | None]] = {
        NOTHING: (RawClient(port=run.model_port, path=f"/says/0/{rate}{PATH}"), None),
        OURS: gateway_service(run, stack, name, rate=rate),
    }
    if run.full:
        proxy = stack.enter_context(running_litellm(run.folder, run.url("says", rate=rate)))
        found[THEIRS] = (RawClient(port=proxy.port, path=PATH, headers=proxy.headers), proxy.pid)
    for client, _ in found.values():
        stack.enter_context(closing(client))
    return found


def gateway_service(
    run: Run, stack: ExitStack, name: str, *, rate: int = 0, checkout: Path = ROOT
) -> tuple[RawClient, int]:
    """A client of a checkout's gateway before the model server, and the service's process."""
    variables = {
        "OPENAI_BASE_URL": run.url("says", rate=rate),
        "ADAPTER_MODEL": "m",
        "ADAPTER_STORE": "memory://",
        "ADAPTER_WARM_UP": "false",
    }
    service = stack.enter_context(served(run.folder / f"gateway {name}", variables, checkout=checkout))
    return RawClient(port=service.port, path=PATH), service.pid


def add_requests(
    contestants: LineUp, name: str, client: RawClient, pid: int, *, stream: bool, against: str = "yardstick"
) -> None:
    """Requests for a whole or streamed answer take part, with the CPU of the process that is asked."""
    body = request(stream=stream)

    def several(number: int) -> None:
        for _ in range(number):
            (*_, (_, said)) = client.ask(body)
            assert b"Good" in said, said

    def visit() -> float:
        before = cpu_seconds(pid)
        several(AT_ONCE)
        return (cpu_seconds(pid) - before) * 1000 / AT_ONCE

    several(3 * AT_ONCE)
    contestants.add(name, visit, against=against)


def first_text(client: RawClient) -> float:
    """Milliseconds from the request to the first text."""
    began, first = time.perf_counter(), 0.0
    for came, said in client.ask(request(stream=True)):
        if not first and b'"content":"G' in said.replace(b" ", b""):
            first = (came - began) * 1000
    assert first, "no text"
    return first


PART = Part(
    name="gateway",
    title="The gateway",
    says=(
        "One request with 20 tools, among them a platform's own transfer tool, over a connection that stays open;"
        f" the answer is a text of 14 tokens, whole or streamed. First text: at {RATE} tokens a second, how much"
        " later than from the model itself."
    ),
    measure=measure,
)
