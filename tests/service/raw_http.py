"""HTTP as no client library writes it: bytes over a connection of one's own."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import httpx2


@contextmanager
def connected(client: httpx2.Client) -> Iterator[socket.socket]:
    """A connection to the service that a client is for."""
    address = urlsplit(str(client.base_url))
    with socket.create_connection((address.hostname, address.port), timeout=20) as connection:
        yield connection


def head(path: str, *lines: str, method: str = "POST") -> bytes:
    """The beginning of a request to loopback, up to its body."""
    return "\r\n".join((f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", *lines, "", "")).encode("latin-1")


def answer(connection: socket.socket) -> tuple[int, bytes]:
    """Status, and everything that has come with it until the connection was closed or all of an answer was there."""
    read = b""
    while b"\r\n\r\n" not in read:
        read += (part := connection.recv(65536))
        assert part, f"the connection was closed after {read!r}"
    top, _, body = read.partition(b"\r\n\r\n")
    length = next((int(line[15:]) for line in top.lower().split(b"\r\n") if line.startswith(b"content-length:")), 0)
    while len(body) < length:
        body += (part := connection.recv(65536))
        assert part, f"the connection was closed after {body!r}"
    return int(top.split(b" ", 2)[1]), top + body


def closed(connection: socket.socket) -> bool:
    """Reads until the server has closed the connection, in whichever way."""
    try:
        while connection.recv(65536):
            pass
    except ConnectionError:
        pass
    return True


def everything(connection: socket.socket) -> bytes:
    """All that is answered to what was sent, which is all that this side will send."""
    connection.shutdown(socket.SHUT_WR)
    read = b""
    try:
        while part := connection.recv(65536):
            read += part
    except ConnectionError:
        pass
    return read
