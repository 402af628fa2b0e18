"""Transport: a response on its way, at once, slowly, or only in part, and connections that are dropped."""

import asyncio
from collections.abc import Callable, Coroutine, Iterable, Mapping
from contextlib import suppress
from typing import Literal, TypeAlias

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

SLOW_CHUNKS = 50
"""Pieces in which a slow body comes: it never stops for long, as a limit per read would notice, yet takes its time."""

RESET_AFTER = 0.02
"""Seconds for the last bytes before a reset to arrive: it overtakes what is still on its way."""

BodyEnd: TypeAlias = Literal["whole", "reset", "stall"]


class ConnectionControl:
    """What a response can do to its connection, and how long it may wait.

    Whoever runs the server provides `abort`, which drops the connection of a request (without it, an answer is begun
    and broken off), and sets `closing` to end all waiting when the server closes.
    """

    def __init__(self) -> None:
        self.closing = asyncio.Event()
        self.abort: Callable[[Scope], None] | None = None

    async def pause(self, seconds: float) -> None:
        """Waits, but no longer than until the server closes."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self.closing.wait()

    async def until_closing(self, waiting: Coroutine[None, None, None]) -> None:
        """Waits for something, but no longer than until the server closes."""
        tasks = {asyncio.create_task(waiting), asyncio.create_task(self._closed())}
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()

    async def drop(self, scope: Scope, receive: Receive) -> None:
        """Drops the connection of a request, where the server lets us."""
        if self.abort is not None:
            self.abort(scope)
            # a server takes a missing answer for a mistake of ours unless it has seen the end of the connection
            await client_left(receive)

    async def _closed(self) -> None:
        await self.closing.wait()


class DroppedConnection(Response):
    """No answer: the connection is dropped at once or, stalled, when the client has left."""

    def __init__(self, control: ConnectionControl, *, stalled: bool = False) -> None:
        super().__init__()
        self._control = control
        self._stalled = stalled

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._stalled:
            await self._control.until_closing(client_left(receive))
        if self._control.abort is None:
            await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"1")]})
        await self._control.drop(scope, receive)


class ChunkedResponse(Response):
    """A body in pieces, with `pause` seconds between them.

    `length` is the length that it announces, None for a stream. An `end` other than `whole` leaves it unfinished: the
    connection is dropped at once, or when the client has left.
    """

    def __init__(
        self,
        control: ConnectionControl,
        chunks: Iterable[bytes],
        *,
        headers: Mapping[str, str],
        length: int | None = None,
        pause: float = 0.0,
        end: BodyEnd = "whole",
    ) -> None:
        self.status_code = 200
        self.background = None
        self.init_headers({**headers, **({} if length is None else {"content-length": str(length)})})
        self._control = control
        self._chunks = chunks
        self._pause = pause
        self._end = end

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
        for position, chunk in enumerate(self._chunks):
            if position and self._pause:
                await self._control.pause(self._pause)
            await send({"type": "http.response.body", "body": chunk, "more_body": True})
        if self._end == "whole":
            await send({"type": "http.response.body", "body": b""})
            return
        if self._end == "stall":
            await self._control.until_closing(client_left(receive))
        else:
            await self._control.pause(RESET_AFTER)
        await self._control.drop(scope, receive)


def slow_chunks(content: bytes) -> list[bytes]:
    """A body in at most `SLOW_CHUNKS` pieces of a size, torn wherever that falls."""
    size = -(-len(content) // SLOW_CHUNKS)
    return [content[start : start + size] for start in range(0, len(content), size)]


async def client_left(receive: Receive) -> None:
    """Waits until the client has left."""
    while (await receive())["type"] != "http.disconnect":
        pass
