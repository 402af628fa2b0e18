"""Serving over stdin and stdout, where nothing but messages is written and every message has a limit."""

import logging
import sys
import time
from collections.abc import Callable
from typing import IO, Any, cast

import anyio
from mcp.server import NotificationOptions, Server
from mcp.server.stdio import stdio_server

logger = logging.getLogger(__name__)

MAX_MESSAGE = 1024 * 1024
"""Bytes of one message. A tool call takes a few hundred, with a whole conversation beside it some 100 kB."""
LAST_ANSWERS = 0.5
"""Seconds that the server goes on after the end of stdin: the SDK drops what is not answered then, and a client that is
a pipe from a file has closed it long before its last call is judged."""


async def serve_stdio(server: Server[Any]) -> None:
    """Serves until the client closes stdin. What else is written to stdout meanwhile goes to stderr."""
    lines = anyio.wrap_file(cast("IO[str]", BoundedLines(sys.stdin.buffer)))
    async with stdio_server(stdin=lines) as (incoming, outgoing):
        await server.run(
            incoming, outgoing, server.create_initialization_options(NotificationOptions(tools_changed=True))
        )


class BoundedLines:
    """The lines of a stream. One that is too long is left out, not kept whole. The end comes after a `wait`."""

    def __init__(self, raw: IO[bytes], *, limit: int = MAX_MESSAGE, wait: Callable[[float], None] = time.sleep) -> None:
        self._raw = raw
        self._limit = limit
        self._wait = wait

    def readline(self) -> str:
        """The next line that has at most as many bytes as are allowed, "" at the end."""
        while True:
            line = self._raw.readline(self._limit + 1)
            if not line:
                self._wait(LAST_ANSWERS)
            if len(line) <= self._limit:
                return line.decode("utf-8", "replace")
            logger.warning("a message of more than %d kB is left out", self._limit // 1024)
            while line and not line.endswith(b"\n"):
                line = self._raw.readline(self._limit)
