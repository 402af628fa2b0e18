"""What is written at once leaves at once: head and body of an answer in one packet, for one call of the system."""

import asyncio
from collections.abc import Callable
from typing import Any, Final

AT_MOST: Final = 64 * 1024
"""Bytes that are gathered. What is larger leaves as it comes."""


class GatheredWrites(asyncio.Transport):
    """A transport that gathers what is written until the event loop has done what it is about.

    uvicorn writes the head of an answer and its body one after the other, which costs two calls of the system and wakes
    the other side twice. `close` is called in place of the transport's own, when everything has been written.
    """

    def __init__(
        self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop, close: Callable[[], None]
    ) -> None:
        super().__init__()
        self.transport = transport
        self._loop = loop
        self._close = close
        self._gathered: list[bytes | bytearray | memoryview] = []
        self._size = 0

    def write(self, data: bytes | bytearray | memoryview) -> None:
        if not self._gathered:
            self._loop.call_soon(self.flush)
        self._gathered.append(data)
        self._size += len(data)
        if self._size > AT_MOST:
            self.flush()

    def flush(self) -> None:
        """Writes what has been gathered."""
        if self._gathered:
            data = self._gathered[0] if len(self._gathered) == 1 else b"".join(self._gathered)
            self._gathered = []
            self._size = 0
            self.transport.write(data)

    def close(self) -> None:
        self.flush()
        self._close()

    def abort(self) -> None:
        self.transport.abort()

    def is_closing(self) -> bool:
        return self.transport.is_closing()

    def get_extra_info(self, name: str, default: Any = None) -> Any:
        return self.transport.get_extra_info(name, default)

    def get_protocol(self) -> asyncio.BaseProtocol:
        return self.transport.get_protocol()

    def set_protocol(self, protocol: asyncio.BaseProtocol) -> None:
        self.transport.set_protocol(protocol)

    def pause_reading(self) -> None:
        self.transport.pause_reading()

    def resume_reading(self) -> None:
        self.transport.resume_reading()
