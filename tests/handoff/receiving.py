"""Webhooks that take handoff notes, in this process and over HTTP on loopback. Each note is verified."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import httpx2
from standardwebhooks import Webhook

from adapter import Assistant, Directory
from adapter.handoff.delivery import Delivery
from adapter.handoff.listener import Handoff
from adapter.handoff.receiver import Receiver
from adapter.models.model import Model
from adapter.transfers.assistant_config import AssistantConfig

SECRET = "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="
URL = "https://desk.example/handoff-7d1f"

LOST = -1
"""As a status: the note is taken, and the connection breaks before the answer is out."""

Plan: TypeAlias = Callable[[int], int | bytes | None]
"""What the attempt of this number gets: a status, an answer as it is written to the connection, or nothing at all."""


@dataclass(kw_only=True)
class Taken:
    """What a webhook got: every attempt with its id and body, and the notes that it has taken, by id."""

    plan: Plan
    attempts: list[tuple[str, bytes]] = field(default_factory=list)
    notes: dict[str, dict[str, Any]] = field(default_factory=dict)
    opened: asyncio.Event = field(default_factory=asyncio.Event)
    """Until then a webhook on loopback hangs: it reads, and says nothing."""

    @property
    def data(self) -> list[dict[str, Any]]:
        """What the notes say, in the order in which they were first taken."""
        return [note["data"] for note in self.notes.values()]

    @property
    def bodies(self) -> dict[str, set[bytes]]:
        """The bodies that each id came with."""
        found: dict[str, set[bytes]] = {}
        for known, body in self.attempts:
            found.setdefault(known, set()).add(body)
        return found

    def attempt(self, headers: Mapping[str, str], body: bytes) -> int | bytes | None:
        """The answer to an attempt; one whose signature is wrong raises."""
        note = Webhook(SECRET).verify(body, dict(headers))
        known = headers["webhook-id"]
        self.attempts.append((known, body))
        answer = self.plan(len(self.attempts))
        if isinstance(answer, int) and (200 <= answer < 300 or answer == LOST):
            self.notes.setdefault(known, note)
        return None if answer == LOST else answer


def always(_: int) -> int:
    """Takes whatever comes."""
    return 204


async def at_once(_: float) -> None:
    """A wait that is over as soon as everything else has had its turn."""
    await asyncio.sleep(0)


def taking(plan: Plan = always, **options: Any) -> tuple[Taken, Delivery]:
    """A webhook in this process and the way to it. Its waits take no time."""
    taken = Taken(plan=plan)

    async def answer(request: httpx2.Request) -> httpx2.Response:
        given = taken.attempt(request.headers, request.content)
        if not isinstance(given, int):
            raise httpx2.ConnectError("connection refused by desk.example/handoff-7d1f")
        return httpx2.Response(given, headers={"location": "https://elsewhere.example/"})

    receiver = Receiver(URL, SECRET, transport=httpx2.MockTransport(answer))
    return taken, Delivery(receiver, **{"sleep": at_once, **options})


def told(
    directory: Directory | AssistantConfig, model: Model, delivery: Delivery, *, clear: bool = False, **options: Any
) -> Assistant:
    """An assistant whose transfers are told."""
    config = directory if isinstance(directory, AssistantConfig) else AssistantConfig(directory=directory)
    handoff = Handoff(delivery, config, model.name, clear=clear)
    return Assistant(
        config,
        model,
        on_turn=handoff,
        on_step=handoff.step,
        on_config=handoff.use,
        on_close=handoff.aclose,
        **options,
    )


@asynccontextmanager
async def listening(plan: Plan = always, *, hangs: bool = False) -> AsyncIterator[tuple[Taken, str]]:
    """A webhook on loopback, which speaks HTTP over connections that stay open, and its address."""
    taken = Taken(plan=plan)
    if not hangs:
        taken.opened.set()
    trouble: list[BaseException] = []
    held: dict[asyncio.StreamWriter, asyncio.Task[None]] = {}

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        held[writer] = task
        try:
            while (head := await reader.readuntil(b"\r\n\r\n")) and await _answered(taken, head, reader, writer):
                pass
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        except Exception as error:  # noqa: BLE001 - a note that no reader takes is raised below
            trouble.append(error)
        finally:
            held.pop(writer)
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        yield taken, f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/handoff"
    finally:
        server.close()
        taken.opened.set()
        for writer in held:
            writer.close()
        await asyncio.gather(*held.values())
    if trouble:
        raise trouble[0]


async def _answered(taken: Taken, head: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
    """Answers one request; whether another may come over the connection."""
    lines = head.decode().splitlines()[1:-1]
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    body = await reader.readexactly(int(headers["content-length"]))
    await taken.opened.wait()
    answer = taken.attempt(headers, body)
    if answer is None:
        return False
    if isinstance(answer, int):
        answer = f"HTTP/1.1 {answer} x\r\ncontent-length: 0\r\nlocation: http://127.0.0.1:9/\r\n\r\n".encode()
    writer.write(answer)
    await writer.drain()
    return True


def written(body: str) -> dict[str, Any]:
    """What a body says."""
    value: dict[str, Any] = json.loads(body)
    return value
