"""Serving over stdin and stdout, where nothing but messages is written and every message has a limit."""

import logging
import sys
from typing import IO, Any, cast

import anyio
from mcp.server import NotificationOptions, Server
from mcp.server.stdio import stdio_server

logger = logging.getLogger(__name__)

MAX_MESSAGE = 1024 * 1024
"""Bytes of one message. A tool call takes a few hundred, with a whole conversation beside it some 100 kB."""


async def serve_stdio(server: Server[Any]) -> None:
    """Serves until the client closes stdin. What else is written to stdout meanwhile goes to stderr."""
    lines = anyio.wrap_file(cast("IO[str]", BoundedLines(sys.stdin.buffer)))
    async with stdio_server(stdin=lines) as (incoming, outgoing):
        await server.run(
            incoming, outgoing, server.create_initialization_options(NotificationOptions(tools_changed=True))
        )


class BoundedLines:
    """The lines of a stream. One that is too long is left out without being kept whole."""

    def __init__(self, raw: IO[bytes], limit: int = MAX_MESSAGE) -> None:
        self._raw = raw
        self._limit = limit

    def readline(self) -> str:
        """The next line that has at most as many bytes as are allowed, "" at the end."""
        while True:
            line = self._raw.readline(self._limit + 1)
            if len(line) <= self._limit:
                return line.decode("utf-8", "replace")
            logger.warning("a message of more than %d bytes is left out", self._limit)
            while line and not line.endswith(b"\n"):
                line = self._raw.readline(self._limit)
