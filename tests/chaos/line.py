"""How a platform reaches the service: over connections that break, to hosts that die, again until it is answered."""

import asyncio
import json
import random
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

AGAIN = (0.02, 0.6)
"""Seconds until the platform asks again for an answer that it has not read."""
PATIENCE = 20.0
"""Seconds for which it asks again. The service promises an answer to whoever does so for less than 30."""
TWICE = 0.05
"""Share of the events that are sent to two hosts at once."""
LOST = 0.12
"""Share of the requests whose connection the platform closes before it is answered."""


class Host(Protocol):
    """A service that may be down right now, and is somewhere else when it is up again."""

    port: int


@dataclass(frozen=True, kw_only=True)
class Answered:
    """What was read in answer to one event. `times`: how often the event was sent."""

    actions: list[dict[str, Any]]
    times: int
    tried: tuple[str, ...]
    """What became of each attempt, for whoever has to find out what went wrong."""


class Line:
    """The way from one call's platform to the hosts."""

    def __init__(self, hosts: Sequence[Host], randomly: random.Random, counts: Counter[str]) -> None:
        self._hosts = hosts
        self._randomly = randomly
        self._counts = counts

    async def ask(self, event: dict[str, Any]) -> Answered:
        """Sends an event until an answer has been read. Raises `TimeoutError` if there is none for long."""
        body = json.dumps(event).encode()
        if self._randomly.random() < TWICE:
            self._counts["events sent to two hosts at once"] += 1
            both = await asyncio.gather(*(self._until_read(body) for _ in range(2)))
            return Answered(
                actions=[action for answered in both for action in answered.actions],
                times=sum(answered.times for answered in both),
                tried=tuple(f"twice: {tried}" for answered in both for tried in answered.tried),
            )
        return await self._until_read(body)

    async def _until_read(self, body: bytes) -> Answered:
        tried: list[str] = []
        async with asyncio.timeout(PATIENCE):
            while True:
                host = self._randomly.choice(self._hosts)
                started = time.monotonic()
                actions = await self._once(host, body)
                outcome = "lost" if actions is None else f"{len(actions)} actions"
                tried.append(
                    f"at {started % 1000:.3f} port {host.port} {outcome} after {time.monotonic() - started:.3f}"
                )
                if actions is not None:
                    return Answered(actions=actions, times=len(tried), tried=tuple(tried))
                self._counts["answers that were lost"] += 1
                await asyncio.sleep(self._randomly.uniform(*AGAIN))

    async def _once(self, host: Host, body: bytes) -> list[dict[str, Any]] | None:
        """The actions of an answer that was read as a whole, None if it was lost."""
        hangs_up = self._randomly.uniform(0, 0.1) if self._randomly.random() < LOST else None
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", host.port)
        except OSError:
            return None
        try:
            head = (
                f"POST /webhook HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: {len(body)}\r\n\r\n"
            )
            writer.write(head.encode() + body)
            await writer.drain()
            if hangs_up is not None:
                await asyncio.sleep(hangs_up)
                writer.write_eof()  # what has been written by then is still read
            return _actions(await reader.read())
        except OSError:
            return None
        finally:
            writer.close()


def _actions(answer: bytes) -> list[dict[str, Any]] | None:
    head, blank, body = answer.partition(b"\r\n\r\n")
    if not blank:
        return None
    status = int(head.split(b" ", 2)[1])
    if status == 204:
        return []
    assert status == 200, head.decode()
    length = next(
        int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length")
    )
    if len(body) < length:
        return None
    actions = json.loads(body)
    return actions if isinstance(actions, list) else [actions]
