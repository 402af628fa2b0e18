"""How soon a caller hears something while the model still writes, and how soon a call of a tool is known."""

import json
import re
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from itertools import count
from typing import Any
from urllib.parse import urlencode

from websockets.sync.client import connect

from benchmarks.served import Served, served
from benchmarks.suite.figures import Figure, figures
from benchmarks.suite.processes import ROOT
from benchmarks.suite.race import race
from benchmarks.suite.raw_stream import RawClient
from benchmarks.suite.run import Part, Run

RATES = {"smallest": (100,), "quick": (50,), "full": (20, 50, 100)}
"""Tokens a second."""
CALLER = {"AccountSid": "ACbenchmark", "From": "+4915112345678", "To": "+493023125000", "Direction": "inbound"}
WORDS = "When does the branch in the old town open?"
_numbers = count()


def measure(run: Run) -> list[Figure]:
    found: list[Figure] = []
    for rate in RATES[run.size]:
        with ExitStack() as stack:
            found += _at(run, rate, stack)
    return found


def _at(run: Run, rate: int, stack: ExitStack) -> list[Figure]:
    variables = {
        "OPENAI_BASE_URL": run.url("tells", rate=rate),
        "ADAPTER_MODEL": "m",
        "ADAPTER_STORE": "memory://",
        "ADAPTER_STREAM": "true",
        "ADAPTER_RESPOND_WITHIN": "30",
    }
    service = stack.enter_context(
        served(run.folder / f"early {rate}", variables, directory=run.directory(10), checkout=ROOT)
    )
    clients = {
        reply: RawClient(port=run.model_port, path=f"/{reply}/0/{rate}/v1/chat/completions")
        for reply in ("tells", "transfer")
    }
    for client in clients.values():
        stack.enter_context(closing(client))
    named = f"{rate} tokens/s"
    sentence, whole = f"{named}: the model has written a sentence", f"{named}: the model has written all"
    heard, name, call = (
        f"{named}: Twilio is told something to say",
        f"{named}: the tool's name is known",
        f"{named}: the call of the tool is whole",
    )
    contestants: dict[str, Callable[[], float]] = {
        whole: lambda: _seconds(clients["tells"], lambda content: content.endswith("[DONE]")),
        sentence: lambda: _seconds(clients["tells"], lambda content: '"content": "."' in content),
        heard: lambda: first_words(service),
        call: lambda: _seconds(clients["transfer"], lambda content: content.endswith("[DONE]")),
        name: lambda: _seconds(clients["transfer"], lambda content: '"transfer_' in content),
    }
    first_words(service)
    taken = race(named, contestants, rounds=run.rounds)
    found = figures("s", taken, {sentence: whole, heard: whole})
    for title, early, late in (("the caller hears something", heard, whole), ("the tool is known", name, call)):
        earlier = tuple(one - other for one, other in zip(taken[late], taken[early], strict=True))
        found.append(Figure(name=f"{named}: {title} earlier by", unit="s", values=earlier))
    return found


def _seconds(client: RawClient, seen: Callable[[str], bool]) -> float:
    """From the request to what is waited for; the stream is read to its end."""
    tool = {"type": "function", "function": {"name": "transfer_to_d0", "parameters": {"type": "object"}}}
    messages = [{"role": "user", "content": WORDS}]
    body = json.dumps({"model": "m", "stream": True, "messages": messages, "tools": [tool]}).encode()
    began, found = time.perf_counter(), 0.0
    for came, said in client.ask(body):
        if not found and any(seen(line) for line in _lines(said)):
            found = came - began
    assert found, "never seen"
    return found


def _lines(said: bytes) -> Iterator[str]:
    return (line for line in said.decode().splitlines() if line.startswith("data: "))


def first_words(service: Served) -> float:
    """Seconds from a caller's words, in a new call, to the first frame that Twilio is to speak. All is read."""
    origin = f"127.0.0.1:{service.port}"
    form = {**CALLER, "CallSid": f"CA{next(_numbers):032x}", "CallStatus": "ringing"}
    asked = urllib.request.Request(f"http://{origin}/conversation-relay/voice", urlencode(form).encode())
    with urllib.request.urlopen(asked) as answer:
        document = answer.read().decode()
    found = re.search(r'\burl="wss?://[^/"]+(/[^"]+)"', document)
    assert found, document
    place = found[1].replace("&amp;", "&")
    with connect(f"ws://{origin}{place}") as socket:
        setup = {"sessionId": "VX1", "callSid": form["CallSid"], "accountSid": form["AccountSid"]}
        ends = {"from": CALLER["From"], "to": CALLER["To"], "direction": "inbound", "customParameters": {}}
        socket.send(json.dumps({"type": "setup", **setup, **ends}))
        began, first, frames = time.perf_counter(), 0.0, list[dict[str, Any]]()
        socket.send(json.dumps({"type": "prompt", "voicePrompt": WORDS, "lang": "en-US", "last": True}))
        while not frames or not frames[-1].get("last"):
            frames.append(json.loads(socket.recv(timeout=30)))
            if not first and frames[-1]["type"] == "text" and frames[-1]["token"].strip():
                first = time.perf_counter() - began
    spoken = "".join(frame.get("token", "") for frame in frames)
    assert re.search("Our branch in the old town .* anything else", spoken), spoken
    return first


PART = Part(
    name="early",
    title="Early words",
    says=(
        "A model that streams a reply of three sentences, or a call of a tool, at so many tokens a second. How"
        " soon Twilio is told something to say over its WebSocket, beside when the model had written its first"
        " sentence and its last; and how soon the tool's name is known, beside the whole call. Seconds since the"
        " caller's words."
    ),
    measure=measure,
)
