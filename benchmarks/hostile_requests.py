"""How long another call waits while somebody harms the service: the worst answer of its webhook, attack by attack.

The service is `transfer-adapter serve` as a process with one worker, 256 descriptors, a token, SQLite and a decision
record; its model is a server of ours on loopback that answers at once, so that an answer's time is the service's own.
The attacks run in a process of their own, again and again for as long as they are measured.

    python -m benchmarks.hostile_requests --seconds 10 --rows 2 3
    PYTHONPATH=../other python -m benchmarks.hostile_requests      # the service of another checkout
"""

import argparse
import asyncio
import fcntl
import json
import multiprocessing
import multiprocessing.connection
import re
import sys
import tempfile
import time
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.served import served

TOKEN = "benchmark"
DESCRIPTORS = 256
WANTED = 0.5
HOSTILE = "hostile"


@dataclass(frozen=True, kw_only=True)
class Target:
    """The service under attack."""

    port: int
    record: Path


Attack = Callable[[Target], Coroutine[Any, Any, None]]


async def large_reply(target: Target) -> None:
    """Five calls at once whose model replies with 4 MB: 1.3 million choices."""
    await asyncio.gather(*(post(target, "/webhook", event(f"hostile-{time.time_ns()}", HOSTILE)) for _ in range(5)))


async def endless_body(target: Target) -> None:
    """A gigabyte without an announced length."""
    piece = b"100000\r\n" + b" " * 0x100000 + b"\r\n"
    await say(target, head("/v1/decide", "Transfer-Encoding: chunked"), *([piece] * 1000))


async def large_json(target: Target) -> None:
    """100 MB of JSON, announced."""
    await say(target, head("/v1/decide", "Content-Length: 100000000"), *([b"[" + b"{}," * 333_333] * 100))


async def dripped_bodies(target: Target) -> None:
    """Twenty bodies, a byte at a time."""
    await asyncio.gather(
        *(say(target, head("/webhook", "Content-Length: 1000"), *[b" "] * 20, pause=0.1) for _ in range(20))
    )


async def many_items(target: Target) -> None:
    """The worst JSON within the limit: unknown fields, empty items, depth."""
    fields = b'{"messages":[{"role":"user","content":"x"}],' + b",".join(b'"%d":0' % n for n in range(27_000)) + b"}"
    for body in (fields, b"[" + b",".join([b"{}"] * 87_000) + b"]", b"[" * 262_144, b'{"a":' * 52_000):
        for path in ("/v1/decide", "/v1/resolve", "/webhook"):
            await post(target, path, body)


async def large_headers(target: Target) -> None:
    """A header of 60 MB, and a million headers, without the token."""
    await say(target, b"GET /webhook HTTP/1.1\r\nX: ", *([b"a" * 1_000_000] * 60))
    await say(target, b"GET /webhook HTTP/1.1\r\n", *([b"a: b\r\n" * 10_000] * 100))


async def idle_connections(target: Target) -> None:
    """300 connections, of which every third has sent half a head."""
    opened = await asyncio.gather(
        *(asyncio.open_connection("127.0.0.1", target.port) for _ in range(300)), return_exceptions=True
    )
    writers = [each[1] for each in opened if not isinstance(each, BaseException)]
    for writer in writers[::3]:
        writer.write(b"POST /webhook HTTP/1.1\r\nHo")
    await asyncio.sleep(1)
    for writer in writers:
        writer.close()


async def locked_record(target: Target) -> None:
    """Another process holds the lock of the decision record for a second."""
    with target.record.with_name(f"{target.record.name}.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        await asyncio.sleep(1)
    await asyncio.sleep(0.1)


ATTACKS: tuple[tuple[int, Attack], ...] = (
    (1, large_reply),
    (2, endless_body),
    (2, large_json),
    (2, dripped_bodies),
    (2, many_items),
    (3, large_headers),
    (3, idle_connections),
    (4, locked_record),
)


def head(path: str, *lines: str) -> bytes:
    lines = ("Host: 127.0.0.1", f"X-API-TOKEN: {TOKEN}", "Content-Type: application/json", *lines)
    return "\r\n".join((f"POST {path} HTTP/1.1", *lines, "", "")).encode()


def event(call: str, text: str) -> bytes:
    return json.dumps({"type": "user_speak", "session": {"id": call}, "text": text}).encode()


async def say(target: Target, *pieces: bytes, pause: float = 0.0) -> bytes:
    """Sends pieces until the service has had enough, and gives the beginning of what it answers."""
    writer = None
    try:
        reader, writer = await asyncio.open_connection("127.0.0.1", target.port)
        for piece in pieces:
            writer.write(piece)
            await writer.drain()
            if pause:
                await asyncio.sleep(pause)
        return await asyncio.wait_for(reader.read(4096), 20)
    except (OSError, TimeoutError):
        return b""
    finally:
        if writer is not None:
            writer.close()


async def post(target: Target, path: str, body: bytes) -> bytes:
    return await say(target, head(path, f"Content-Length: {len(body)}", "Connection: close"), body)


def attacking(attack: Attack, target: Target) -> None:
    """The attacks' process."""

    async def again() -> None:
        while True:
            await attack(target)

    asyncio.run(again())


async def answering(seconds: float, target: Target, label: str) -> tuple[float, int, int]:
    """The worst answer in seconds, how many there were, and how many were none: a call every 50 ms."""
    worst, answers, lost = 0.0, 0, 0

    async def call(number: int) -> None:
        nonlocal worst, answers, lost
        began = time.perf_counter()
        status = await post(target, "/webhook", event(f"{label}-{number}", "I have lost my card"))
        worst = max(worst, time.perf_counter() - began)
        answers += 1
        lost += not status.startswith(b"HTTP/1.1 200")

    until = time.perf_counter() + seconds
    calls: list[asyncio.Task[None]] = []
    while time.perf_counter() < until:
        calls.append(asyncio.create_task(call(len(calls))))
        await asyncio.sleep(0.05)
    await asyncio.gather(*calls)
    return worst, answers, lost


def model_server(pipe: multiprocessing.connection.Connection) -> None:
    """A model that answers at once: with a transfer to cards, or with 4 MB where the caller is hostile."""
    call = {"id": "call_1", "type": "function", "function": {"name": "transfer_to_cards", "arguments": "{}"}}
    message = {"role": "assistant", "content": None, "tool_calls": [call]}
    choice = {"index": 0, "message": message, "finish_reason": "tool_calls"}
    usual = json.dumps(
        {"id": "1", "object": "chat.completion", "created": 1, "model": "m", "choices": [choice]}
    ).encode()
    large = b'{"id":"1","object":"chat.completion","created":1,"model":"m","choices":[' + b"{}," * 1_300_000 + b"{}]}"

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError, asyncio.IncompleteReadError):
            while top := await reader.readuntil(b"\r\n\r\n"):
                length = re.search(rb"content-length: (\d+)", top, re.IGNORECASE)
                body = await reader.readexactly(int(length[1]) if length else 0)
                reply = large if HOSTILE.encode() in body else usual
                writer.write(
                    b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(reply)
                )
                writer.write(reply)
                await writer.drain()
        writer.close()

    async def serve() -> None:
        server = await asyncio.start_server(answer, "127.0.0.1", 0)
        pipe.send(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(serve())


@contextmanager
def running(folder: Path, model_port: int) -> Iterator[Target]:
    """The service, in a folder of its own."""
    record = folder / "decisions.jsonl"
    variables = {
        "OPENAI_BASE_URL": f"http://127.0.0.1:{model_port}/v1",
        "OPENAI_API_KEY": "none",
        "ADAPTER_MODEL": "m",
        "ADAPTER_TOKEN": TOKEN,
        "ADAPTER_RECORD": str(record),
        "ADAPTER_WARM_UP": "false",
    }
    with served(folder, variables, descriptors=DESCRIPTORS) as service:
        yield Target(port=service.port, record=record)


def measure(attack: Attack | None, seconds: float, model_port: int) -> tuple[float, int, int]:
    with tempfile.TemporaryDirectory() as folder, running(Path(folder), model_port) as target:
        asyncio.run(answering(2, target, "before"))  # what is made ready with the first calls is no part of it
        if attack is None:
            return asyncio.run(answering(seconds, target, "call"))
        attacker = multiprocessing.get_context("spawn").Process(target=attacking, args=(attack, target), daemon=True)
        attacker.start()
        try:
            return asyncio.run(answering(seconds, target, "call"))
        finally:
            attacker.kill()
            attacker.join()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=10, help="for which each attack is measured (default: 10)")
    rows = sorted({row for row, _ in ATTACKS})
    parser.add_argument("--rows", type=int, nargs="+", choices=rows, default=rows, help="which attacks (default: all)")
    options = parser.parse_args()
    here, there = multiprocessing.Pipe()
    model = multiprocessing.get_context("spawn").Process(target=model_server, args=(there,), daemon=True)
    model.start()
    port = here.recv()
    print(f"worst webhook answer of another call within {options.seconds:g} s; wanted: below {WANTED} s, none lost\n")
    print("| row | attack | worst answer s | answers | lost |\n|---|---|---|---|---|")
    over = 0
    for row, attack in ((0, None), *((row, attack) for row, attack in ATTACKS if row in options.rows)):
        worst, answers, lost = measure(attack, options.seconds, port)
        over += worst >= WANTED or lost > 0
        name = attack.__name__.replace("_", " ") if attack else "none"
        print(f"| {row or '-'} | {name} | {worst:.2f} | {answers} | {lost} |", flush=True)
    model.kill()
    model.join()
    sys.exit(over > 0)


if __name__ == "__main__":
    main()
