"""By how much a handoff note delays the answer that announces its transfer: a millisecond counts, five are the limit.

    python -m benchmarks.handoff                          # 400 calls of each kind
    python -m benchmarks.handoff --against ../other       # and what the settings cost where they are not set

Two services on loopback, one with the settings and one without, are asked in turn; each call is new, and its first
words lead to a transfer. The receiver is a process of its own. CPU is all that the service's process takes for a call,
the note's way included. `--against` compares a service without the settings with
that of another checkout, whose `.venv` it runs in.
"""

import argparse
import asyncio
import http.client
import json
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.served import Served, served
from benchmarks.suite.processes import cpu_seconds

ROOT = Path(__file__).parents[1]
SECRET = "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="
SAID = "Ich habe meine Karte verloren, und jemand hat damit schon bezahlt"
WITHOUT = {"ADAPTER_MODEL": "offline", "ADAPTER_STORE": "memory://"}
RECEIVERS = {
    "up": "takes each at once",
    "slow": "takes each after two seconds, byte by byte",
    "failing": "answers 503",
    "hanging": "never answers",
    "down": "nobody listens",
}
FIRST = 30
"""Calls before the first that counts: what is imported and compiled once, and the certificates that are read."""
GOAL = 5.0
"""Milliseconds."""


@dataclass(frozen=True, kw_only=True)
class Delay:
    """Milliseconds of an answer, and of CPU that the service takes for a call, without and with what is compared."""

    without: list[float]
    with_it: list[float]
    cpu: tuple[float, float]

    @property
    def median(self) -> float:
        """By how much the median of the answers is later."""
        return statistics.median(self.with_it) - statistics.median(self.without)


def main() -> None:
    options = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    options.add_argument("--calls", type=int, default=400)
    options.add_argument("--against", type=Path, help="another checkout")
    options.add_argument("--receiver", choices=RECEIVERS, help=argparse.SUPPRESS)
    asked = options.parse_args()
    if asked.receiver:
        asyncio.run(receive(asked.receiver))
        return
    table = Table(title=f"Milliseconds to the announcement of a transfer, {asked.calls} calls each, in turn")
    for column in ("receiver", "median without", "with", "later by", "p99 without", "with", "CPU without", "with"):
        table.add_column(column, justify="left" if column == "receiver" else "right")
    late = []
    for kind, what in RECEIVERS.items():
        delay = delayed(kind, asked.calls)
        late += [kind] if delay.median > GOAL else []
        table.add_row(f"{kind}: {what}", *columns(delay))
    if asked.against is not None:
        delay = unset(asked.against, asked.calls)
        table.add_row("not set (without: the other checkout)", *columns(delay))
    Console(width=132).print(table)
    if late:
        sys.exit(f"later by more than {GOAL:g} ms: {', '.join(late)}")


def delayed(kind: str, calls: int) -> Delay:
    """What a note costs an answer with a receiver of this kind."""
    with tempfile.TemporaryDirectory() as folder, receiving(kind) as url:
        told = {**WITHOUT, "ADAPTER_HANDOFF_URL": url, "ADAPTER_HANDOFF_SECRET": SECRET}
        with served(Path(folder) / "a", WITHOUT) as without, served(Path(folder) / "b", told) as with_it:
            return in_turn(without, with_it, calls)


def unset(checkout: Path, calls: int) -> Delay:
    """What the settings cost where they are not set: this service against that of another checkout."""
    with (
        tempfile.TemporaryDirectory() as folder,
        served(Path(folder) / "a", WITHOUT, checkout=checkout) as before,
        served(Path(folder) / "b", WITHOUT) as now,
    ):
        return in_turn(before, now, calls)


def in_turn(without: Served, with_it: Served, calls: int) -> Delay:
    services = (without, with_it)
    ask, cpu = [asking(service) for service in services], [0.0, 0.0]
    took: list[list[float]] = [[], []]
    for number in range(FIRST + calls):
        for place in (0, 1) if number % 2 else (1, 0):
            if number == FIRST:
                cpu[place] = cpu_seconds(services[place].pid)
            milliseconds = ask[place](f"call-{number}")
            if number >= FIRST:
                took[place].append(milliseconds)
    spent = [1000 * (cpu_seconds(service.pid) - cpu[place]) / calls for place, service in enumerate(services)]
    return Delay(without=took[0], with_it=took[1], cpu=(spent[0], spent[1]))


def asking(service: Served) -> Callable[[str], float]:
    """Posts the words of a new call over a connection that stays open, and gives the milliseconds to its answer."""
    connection = http.client.HTTPConnection("127.0.0.1", service.port, timeout=20)

    def ask(call: str) -> float:
        session = {"id": call, "from_phone_number": "+4915112345678", "phone_number": "+493023125000"}
        event = json.dumps({"type": "user_speak", "session": session, "text": SAID})
        began = time.perf_counter()
        connection.request("POST", "/webhook", event, {"content-type": "application/json"})
        answer = connection.getresponse()
        body = answer.read()
        took = time.perf_counter() - began
        if answer.status != 200 or b"speak" not in body:
            sys.exit(f"no announcement: {answer.status} {body[:200]!r}")
        return 1000 * took

    return ask


def columns(delay: Delay) -> Iterator[str]:
    without, with_it = statistics.median(delay.without), statistics.median(delay.with_it)
    yield from (f"{without:.2f}", f"{with_it:.2f}", f"{delay.median:+.2f}")
    for found in (delay.without, delay.with_it):
        yield f"{statistics.quantiles(found, n=100)[98]:.2f}"
    yield from (f"{spent:.2f}" for spent in delay.cpu)


@contextmanager
def receiving(kind: str) -> Iterator[str]:
    """The address of a receiver of this kind, in a process of its own."""
    if kind == "down":
        with socket.socket() as bound:  # nobody else gets its port, and nobody listens
            bound.bind(("127.0.0.1", 0))
            yield f"http://127.0.0.1:{bound.getsockname()[1]}/handoff"
        return
    command = [sys.executable, "-m", "benchmarks.handoff", "--receiver", kind]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdout is not None
        yield f"http://127.0.0.1:{int(process.stdout.readline())}/handoff"
        process.kill()


async def receive(kind: str) -> None:
    """Takes notes, or does not, until it is killed."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(asyncio.IncompleteReadError, ConnectionError):
            while head := await reader.readuntil(b"\r\n\r\n"):
                fields = (line.lower().partition(b":") for line in head.splitlines())
                await reader.readexactly(int(next(value for name, _, value in fields if name == b"content-length")))
                await answer(kind, writer)
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


async def answer(kind: str, writer: asyncio.StreamWriter) -> None:
    """The answer of a receiver of this kind to one note."""
    if kind == "hanging":
        await asyncio.Event().wait()
    status = 503 if kind == "failing" else 204
    text = b"HTTP/1.1 %d x\r\ncontent-length: 0\r\n\r\n" % status
    if kind != "slow":
        writer.write(text)
        return
    for place in range(len(text)):
        await asyncio.sleep(2 / len(text))
        writer.write(text[place : place + 1])


if __name__ == "__main__":
    main()
