"""What a call keeps while nothing happens: in the process, in a store, and with a connection of its own."""

import asyncio
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial

import aiohttp

from benchmarks.parts.soak import memory_of
from benchmarks.parts.webhook import service_variables
from benchmarks.served import served
from benchmarks.suite.figures import Figure
from benchmarks.suite.processes import ROOT, running
from benchmarks.suite.race import progress
from benchmarks.suite.redis_server import running_redis
from benchmarks.suite.run import Part, Run

CALLS = {"smallest": 10, "quick": 50, "full": 500}
RESIDENT = 1_500
"""Calls until pages of memory tell what one takes."""
SOCKETS = 400
"""Each is a descriptor here and there."""
FIRST_SOCKETS = 20
ROUNDS = 3
"""At most: nothing here depends on what else the machine does."""
CALL = "idle call after three turns"


def measure(run: Run) -> list[Figure]:
    taken: dict[str, list[float]] = {}
    with ExitStack() as stack:
        redis = stack.enter_context(running_redis(run.folder))
        rounds = min(run.rounds, ROUNDS) if run.full else 1
        for number in range(rounds):
            progress("idle calls", number, rounds)
            for look in _looks(run, number, redis):
                for name, size in look().items():
                    taken.setdefault(name, []).append(size / 1024)
    return [Figure(name=name, unit="KiB", values=tuple(values)) for name, values in taken.items()]


def _looks(run: Run, number: int, redis: str) -> list[Callable[[], dict[str, float]]]:
    looks: list[Callable[[], dict[str, float]]] = [
        partial(_by_store, run, "objects", CALLS[run.size], redis, f"idle{number}")
    ]
    if run.full and number == 0:  # pages tell the same each time
        looks.append(partial(_by_store, run, "resident", RESIDENT, redis, "resident"))
        looks.append(partial(_open_sockets, run))
    return looks


def _by_store(run: Run, measured: str, calls: int, redis: str, name: str) -> dict[str, float]:
    """Bytes of a call by what they are."""
    found: dict[str, float] = {}
    stores = {"in memory": "memory://", "SQLite": f"sqlite:///{run.folder}/{name}.db", "Redis": redis}
    for where, store in stores.items():
        arguments = (measured, run.url("says"), run.directory(10), store, str(calls))
        with running("idle_calls.py", *arguments) as worker:
            told = worker.ready()
        if measured == "resident":
            found[f"{CALL}, resident, {where}"] = told["process"]
        else:
            found[f"{CALL}, {where}"] = told["process" if where == "in memory" else "store"]
    return found


def _open_sockets(run: Run) -> dict[str, float]:
    """Bytes by which a worker grows for each call whose WebSocket to `/webhook` is open."""
    variables = service_variables(run.url("says"), "memory://")
    with served(run.folder / "sockets", variables, directory=run.directory(10), checkout=ROOT) as service:

        async def opened() -> float:
            async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as http:
                sockets = [await _greeted(http, service.port, each) for each in range(FIRST_SOCKETS)]
                before = memory_of(service)
                sockets += [await _greeted(http, service.port, FIRST_SOCKETS + each) for each in range(SOCKETS)]
                grown = memory_of(service) - before
                for socket in sockets:
                    await socket.close()
            return grown * 2**20 / SOCKETS

        return {"open WebSocket after the greeting, resident": asyncio.run(opened())}


async def _greeted(http: aiohttp.ClientSession, port: int, number: int) -> aiohttp.ClientWebSocketResponse:
    socket = await http.ws_connect(f"ws://127.0.0.1:{port}/webhook")
    await socket.send_json({"type": "session_start", "session": {"id": f"call-{number}"}})
    await socket.receive()
    return socket


PART = Part(
    name="memory",
    title="Memory of a call",
    says=(
        "Three questions that the model answers in words, then silence: what Python's objects have grown by for"
        " each call with the memory store, and the pages of SQLite's file or the keys of Redis. Resident is what"
        f" the process has grown by over {RESIDENT:,} calls, with what its allocator keeps; a store's process"
        " remembers the calls that it has answered. What a service takes after hours of calls is the soak's to say."
    ),
    measure=measure,
    rounds=ROUNDS,
)
