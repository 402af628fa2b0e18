"""A client of a model server that reads the wire itself: when the first text came, and what."""

import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(kw_only=True)
class RawClient:
    """One connection, which stays open, as those of platforms do."""

    port: int
    path: str
    headers: str = ""
    _socket: socket.socket | None = field(default=None)

    def ask(self, body: bytes) -> Iterator[tuple[float, bytes]]:
        """What has come so far, each time that something has, and when. The last is the whole answer.

        Raises `RuntimeError` for an answer that is not 200.
        """
        if self._socket is None:
            self._socket = socket.create_connection(("127.0.0.1", self.port), timeout=60)
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        head = f"POST {self.path} HTTP/1.1\r\nhost: 127.0.0.1\r\n{self.headers}content-type: application/json\r\n"
        self._socket.sendall(f"{head}content-length: {len(body)}\r\n\r\n".encode() + body)
        said = b""
        while not _ended(said):
            piece = self._socket.recv(65536)
            said += piece
            if not piece or b" 200 " not in said[:20]:
                raise RuntimeError(f"{self.path} was answered with {said[:600]!r}")
            yield time.perf_counter(), said

    def close(self) -> None:
        """Hangs up."""
        if self._socket is not None:
            self._socket.close()


def _ended(said: bytes) -> bool:
    """Whether an answer is whole, by its length or its last chunk."""
    head, end, body = said.partition(b"\r\n\r\n")
    if not end:
        return False
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return len(body) >= int(line.partition(b":")[2])
    return body.endswith(b"0\r\n\r\n")
