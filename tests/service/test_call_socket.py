"""What comes over a WebSocket and is no message: bounded, and told in a line at most."""

import logging
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from socket import socket
from typing import ClassVar

import httpx2
import pytest
from starlette.applications import Starlette
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket

from adapter import Assistant, Directory, OfflineModel
from adapter.service.app import create_app
from adapter.service.body import MAX_BYTES
from adapter.service.call_socket import BoundedWebSocket
from tests.service.raw_http import answer, closed, connected, everything, head
from tests.serving import serving

Serve = Callable[..., httpx2.Client]

UPGRADE = (
    "Connection: Upgrade",
    "Upgrade: websocket",
    "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
)
TEXT, BINARY, PING, CONTINUED, LAST = 0x1, 0x2, 0x9, 0x0, 0x80


def frame(kind: int, data: bytes = b"", *, announced: int | None = None) -> bytes:
    """A frame as a client sends it, under a mask of zeros."""
    return struct.pack(">BBQI", kind, 0xFF, len(data) if announced is None else announced, 0) + data


@contextmanager
def upgraded(client: httpx2.Client) -> Iterator[socket]:
    with connected(client) as connection:
        connection.sendall(head("/webhook", *UPGRADE, method="GET"))
        read = b""
        while not read.endswith(b"\r\n\r\n"):
            read += connection.recv(1)
        assert read.startswith(b"HTTP/1.1 101 ")
        yield connection


def code(connection: socket) -> int:
    """The code with which the service closes."""
    read = b""
    while part := connection.recv(65536):
        read += part
    begins = read.rindex(b"\x88")  # what comes before it are pongs, what follows is a reason in ASCII
    return int.from_bytes(read[begins + 2 : begins + 4])


def quiet(caplog: pytest.LogCaptureFixture) -> bool:
    """Nothing is logged as an error, and nothing with a trace."""
    return not [record for record in caplog.records if record.levelno >= logging.ERROR or record.exc_info]


@pytest.mark.parametrize(
    ("frames", "expected"),
    [
        ([frame(TEXT | LAST, b"\xff\xfe")], 1007),
        ([frame(TEXT, b"\xc3"), frame(CONTINUED | LAST, b"a")], 1007),
        ([frame(TEXT | LAST, announced=MAX_BYTES + 1)], 1009),
        ([frame(BINARY, b"a" * MAX_BYTES), frame(CONTINUED | LAST, b"a")], 1009),
        ([frame(TEXT), *[frame(CONTINUED)] * 300], 1009),
        ([frame(0x3 | LAST)], 1002),
        ([frame(CONTINUED)], 1002),
    ],
    ids=["no UTF-8", "no UTF-8 in two", "too large", "too large in two", "pieces", "kind", "order"],
)
def test_what_is_no_message_closes_its_connection_and_nothing_else(
    serve: Serve, caplog: pytest.LogCaptureFixture, frames: list[bytes], expected: int
) -> None:
    client = serve()
    with caplog.at_level(logging.INFO), upgraded(client) as connection:
        connection.sendall(b"".join(frames))
        assert code(connection) == expected
    assert client.get("/healthz").status_code == 200
    assert quiet(caplog)


@pytest.mark.parametrize("flood", [frame(PING | LAST), frame(BINARY | LAST, b"{}")], ids=["pings", "messages"])
def test_more_frames_at_once_than_a_call_has_close_their_connection(
    serve: Serve, caplog: pytest.LogCaptureFixture, flood: bytes
) -> None:
    client = serve()
    with caplog.at_level(logging.INFO), upgraded(client) as connection:
        connection.sendall(flood * 5000)
        assert closed(connection)
    assert "(1008)" in caplog.text  # the code itself may be lost, with what was not read any more
    assert quiet(caplog)


def test_a_message_that_never_ends_is_given_up(bank: Directory, caplog: pytest.LogCaptureFixture) -> None:
    class Hurried(BoundedWebSocket):
        message_seconds: ClassVar[float] = 0.05

    app = create_app(Assistant(bank, OfflineModel()))
    with serving(app, ws=Hurried) as url, httpx2.Client(base_url=url) as client, upgraded(client) as connection:
        connection.sendall(frame(TEXT, b"{"))
        assert code(connection) == 1008
    assert quiet(caplog)


def test_a_frame_before_the_handshake_is_answered_does_no_harm(caplog: pytest.LogCaptureFixture) -> None:
    asked = threading.Event()

    async def undecided(socket: WebSocket) -> None:
        asked.set()
        while (await socket.receive())["type"] != "websocket.disconnect":
            pass

    app = Starlette(routes=[WebSocketRoute("/webhook", undecided)])
    with serving(app) as url, httpx2.Client(base_url=url) as client, connected(client) as connection:
        connection.sendall(head("/webhook", *UPGRADE, method="GET"))
        assert asked.wait(20)
        connection.sendall(frame(0x3 | LAST))
        assert closed(connection)
    assert [record for record in caplog.records if record.name == "asyncio"] == []


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        (UPGRADE[:2], 400),
        ((*UPGRADE, "Sec-WebSocket-Key: again"), 400),
        ((*UPGRADE, f"X: {'a' * 10_000}"), 431),
        ((*UPGRADE[:2], "Sec-WebSocket-Version: 99", UPGRADE[3]), 400),
    ],
    ids=["no version", "two keys", "long header", "another version"],
)
def test_an_upgrade_that_is_none_is_refused(
    serve: Serve, caplog: pytest.LogCaptureFixture, headers: tuple[str, ...], status: int
) -> None:
    with caplog.at_level(logging.INFO), connected(serve()) as connection:
        connection.sendall(head("/webhook", *headers, method="GET"))
        said, text = answer(connection)
        assert said == status
        assert len(text) < 500
        assert closed(connection)
    assert quiet(caplog)


@pytest.mark.parametrize(("path", "token"), [("/webhook", "wrong"), ("/nowhere", "secret"), ("/healthz", "")])
def test_a_refused_upgrade_is_no_error_of_ours(
    serve: Serve, caplog: pytest.LogCaptureFixture, path: str, token: str
) -> None:
    client = serve(token="secret")
    with caplog.at_level(logging.INFO), connected(client) as connection:
        connection.sendall(head(path, *UPGRADE, f"X-API-TOKEN: {token}", method="GET"))
        assert everything(connection).split(b" ")[1] in (b"401", b"403")
    assert client.get("/healthz").status_code == 200
    assert quiet(caplog)


def test_messages_that_are_no_events_are_told_of_in_one_line(serve: Serve, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO), upgraded(serve()) as connection:
        for _ in range(20):
            connection.sendall(frame(TEXT | LAST, b"[]"))
        connection.sendall(frame(TEXT | LAST, b'{"type": "session_start", "session": {"id": "c"}}'))
        assert connection.recv(1)
    assert len([record for record in caplog.records if "not an event" in record.getMessage()]) <= 1
