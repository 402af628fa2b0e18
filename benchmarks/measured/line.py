"""A connection to a webhook that costs its owner little: the cores that callers take, the service does not have."""

import asyncio
import json
import re
from collections.abc import Mapping
from typing import Any

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
PATIENCE = 30.0
"""Seconds for an answer; a caller would have hung up."""


class Line(asyncio.Protocol):
    """One connection, one request at a time."""

    def __init__(self) -> None:
        self._received = b""
        self._waiting: asyncio.Future[tuple[int, bytes]] | None = None
        self._transport: asyncio.Transport | None = None

    @classmethod
    async def open(cls, port: int) -> "Line":
        """To a service on loopback."""
        _, line = await asyncio.get_running_loop().create_connection(cls, "127.0.0.1", port)
        return line

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    async def post(self, event: Mapping[str, object], path: str = "/webhook") -> tuple[int, bytes]:
        """Status and body of the answer. Raises `OSError` where none comes."""
        assert self._transport is not None
        body = json.dumps(event).encode()
        head = f"POST {path} HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\n"
        self._received = b""
        self._waiting = asyncio.get_running_loop().create_future()
        # head and body at once: in two segments it would be chance whether a server reads them together
        self._transport.write(f"{head}content-length: {len(body)}\r\n\r\n".encode() + body)
        async with asyncio.timeout(PATIENCE):
            return await self._waiting

    def data_received(self, data: bytes) -> None:
        self._received += data
        end = self._received.find(b"\r\n\r\n")
        if end < 0 or self._waiting is None or self._waiting.done():
            return
        length = _LENGTH.search(self._received, 0, end)
        body = self._received[end + 4 :]
        if len(body) >= (int(length[1]) if length else 0):
            self._waiting.set_result((int(self._received[9:12]), body))

    def connection_lost(self, error: Exception | None) -> None:
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_exception(ConnectionResetError(str(error)))

    def close(self) -> None:
        """Hangs up."""
        if self._transport is not None:
            self._transport.close()


def actions(body: bytes) -> list[dict[str, Any]]:
    """Of an answer: one, several or none."""
    answered = json.loads(body) if body else []
    return answered if isinstance(answered, list) else [answered]
