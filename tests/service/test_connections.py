"""Connections that bring no request, or too much of one: bounded in size, time and number."""

import asyncio
import gc
import json
import logging
import socket
import threading
import weakref
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from typing import Any

import httpx2
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from websockets.sync.client import connect

from adapter import Assistant, Directory, OfflineModel
from adapter.service.app import create_app
from adapter.service.connections import BoundedHttp, Limits
from tests.service.raw_http import answer, closed, connected, head
from tests.serving import serving

Serve = Callable[..., httpx2.Client]


@pytest.fixture
def serve_within(bank: Directory) -> Iterator[Callable[..., httpx2.Client]]:
    """Starts the service with limits of a test's own: `serve_within(connections=2)` gives a client for it."""
    with ExitStack() as stack:

        def start(**given: Any) -> httpx2.Client:
            class Within(BoundedHttp):
                limits = Limits(**given)

            app = create_app(Assistant(bank, OfflineModel()))
            url = stack.enter_context(serving(app, http=Within))
            return stack.enter_context(httpx2.Client(base_url=url, timeout=20))

        yield start


def sent(connection: socket.socket, data: bytes) -> None:
    """Sends as much as the other side takes before it closes the connection."""
    with suppress(ConnectionError):
        connection.sendall(data)


@pytest.mark.parametrize(
    "large",
    [
        b"GET /" + b"a" * 2_000_000,
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: " + b"a" * 2_000_000,
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n" + b"a" * 2_000_000,
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n" + b"a: b\r\n" * 101,
        head("/healthz", *(f"X-{number}: {'a' * 1000}" for number in range(90)), method="GET"),
        head("/webhook", "Transfer-Encoding: chunked") + b"0\r\n" + b"a: b\r\n" * 101,
        head("/webhook", "Transfer-Encoding: chunked") + b"0\r\na: " + b"a" * 2_000_000,
        head("/webhook", "Transfer-Encoding: chunked") + b"1;" + b"a" * 2_000_000,
    ],
    ids=["path", "header", "name", "headers", "whole", "trailers", "trailer", "chunk extension"],
)
def test_a_head_that_is_too_large_is_refused_before_it_is_whole(serve: Serve, large: bytes) -> None:
    with connected(serve()) as connection:
        sent(connection, large)
        with suppress(ConnectionError):  # the answer is lost where there was still something to be read
            assert answer(connection)[0] == 431
        assert closed(connection)


def test_a_head_within_the_limits_is_taken_in_pieces_too(serve: Serve) -> None:
    with connected(serve()) as connection:
        for byte in head("/healthz", *(f"X-{number}: {'a' * 500}" for number in range(90)), method="GET"):
            connection.sendall(bytes((byte,)))
        assert answer(connection)[0] == 200


def test_a_large_body_is_no_large_head(serve: Serve) -> None:
    client = serve()
    with connected(client) as connection:
        connection.sendall(head("/webhook", "Content-Length: 200000", "Expect: 100-continue"))
        assert connection.recv(100).startswith(b"HTTP/1.1 100 ")
        connection.sendall(b" " * 199_999)
        assert client.get("/healthz").status_code == 200, "after the server has read that"
        connection.sendall(b" ")
        assert answer(connection)[0] == 422


@pytest.mark.parametrize(
    "beginning",
    [
        b"",
        b"\r\n",
        b"POST /webhook HT",
        b"POST /webhook HTTP/1.1\r\nHost: 127.0.0.1\r\n",
        head("/healthz", method="GET") + b"GET",
        head("/healthz", "Content-Length: 10", method="GET") + b"12345",
    ],
    ids=["nothing", "no line", "half a line", "half a head", "half a second", "half a body"],
)
def test_what_never_becomes_a_request_is_closed_in_time(
    serve_within: Callable[..., httpx2.Client], beginning: bytes
) -> None:
    with connected(serve_within(request_seconds=0.05)) as connection:
        connection.sendall(beginning)
        assert closed(connection)


def test_what_comes_after_an_answer_and_is_no_request_is_closed_in_time(
    serve_within: Callable[..., httpx2.Client],
) -> None:
    with connected(serve_within(request_seconds=0.05)) as connection:
        connection.sendall(head("/healthz", method="GET"))
        answer(connection)
        connection.sendall(b"\r\n")
        assert closed(connection)


def test_pieces_do_not_begin_the_time_of_a_head_anew(serve_within: Callable[..., httpx2.Client]) -> None:
    with connected(serve_within(request_seconds=0.05)) as connection:
        connection.sendall(b"POST /webhook HTTP/1.1\r\nX: ")
        connection.settimeout(0.01)
        assert any(_over(connection) for _ in range(2000))


def _over(connection: socket.socket) -> bool:
    """Whether the connection is closed when another byte is sent."""
    try:
        connection.sendall(b"a")
        return connection.recv(1) == b""
    except TimeoutError:
        return False
    except ConnectionError:
        return True


def test_a_request_that_takes_its_time_to_be_answered_is_not_closed(serve_within: Callable[..., httpx2.Client]) -> None:
    client = serve_within(request_seconds=0.05)
    with connected(client) as connection:
        connection.sendall(head("/webhook", "Content-Length: 50", "Expect: 100-continue"))
        assert connection.recv(100).startswith(b"HTTP/1.1 100 ")
        with connected(client) as idle:
            assert closed(idle), "as long as an idle connection has"
        connection.sendall(b'{"type":"session_start","session":{"id":"c-12345"}}'[:50])
        assert answer(connection)[0] == 422


def test_a_connection_that_has_been_answered_waits_for_the_next_request(
    serve_within: Callable[..., httpx2.Client],
) -> None:
    client = serve_within(request_seconds=0.05)
    with connected(client) as connection:
        connection.sendall(head("/healthz", method="GET"))
        assert answer(connection)[0] == 200
        with connected(client) as idle:
            assert closed(idle)
        connection.sendall(head("/healthz", method="GET"))
        assert answer(connection)[0] == 200


def test_whoever_does_not_read_an_answer_is_cut_off() -> None:
    class Within(BoundedHttp):
        limits = Limits(unread_seconds=0.05)

    async def much(_: Request) -> Response:
        return Response(b"a" * 50_000_000)

    app = Starlette(routes=[Route("/", much, methods=["POST"])])
    with serving(app, http=Within) as url, httpx2.Client(base_url=url) as client, connected(client) as connection:
        connection.sendall(head("/", f"Content-Length: {10**12}"))
        with pytest.raises(ConnectionError):
            _send_for_ever(connection)


def _send_for_ever(connection: socket.socket) -> None:
    while True:
        connection.sendall(b"a")


def test_the_rest_of_a_body_that_has_been_answered_is_read_to_a_limit(
    serve_within: Callable[..., httpx2.Client],
) -> None:
    refused, rest = head("/webhook", "Content-Length: 300000"), b" " * 300_000
    with connected(serve_within(rest_bytes=400_000)) as connection:
        for _ in range(2):
            connection.sendall(refused)
            assert answer(connection)[0] == 413
            connection.sendall(rest)
        connection.sendall(head("/healthz", method="GET"))
        assert answer(connection)[0] == 200
    with connected(serve_within(rest_bytes=200_000, request_seconds=60)) as connection:
        connection.sendall(refused)
        assert answer(connection)[0] == 413
        sent(connection, rest[:-1])
        assert closed(connection)


@pytest.mark.parametrize("length", ["Content-Length: 300000", "Transfer-Encoding: chunked"])
def test_an_answer_within_a_body_that_may_be_long_is_the_last_one_and_is_read(
    serve_within: Callable[..., httpx2.Client], length: str
) -> None:
    client = serve_within(rest_bytes=200_000, request_seconds=60)
    too_much = b"40000\r\n" + b" " * 0x40000 + b"\r\n1\r\n \r\n" if "chunked" in length else b""
    with connected(client) as connection:
        connection.sendall(head("/webhook", length) + too_much)
        status, said = answer(connection)
        assert (status, b"\r\nconnection: close" in said) == (413, True)
        connection.sendall(b" " * 150_000)
        connection.shutdown(socket.SHUT_WR)
        assert closed(connection)


def test_a_long_body_that_is_read_keeps_its_connection(serve_within: Callable[..., httpx2.Client]) -> None:
    text = json.dumps({"messages": [{"role": "user", "content": "a" * 100_000}]}).encode()
    with connected(serve_within(rest_bytes=50_000)) as connection:
        for _ in range(2):
            connection.sendall(head("/v1/chat/completions", f"Content-Length: {len(text)}") + text)
            status, said = answer(connection)
            assert (status, b"\r\nconnection: close" in said) == (200, False)


def test_a_client_that_is_refused_a_long_body_asks_on_without_a_fault(
    serve_within: Callable[..., httpx2.Client],
) -> None:
    client = serve_within()
    for _ in range(20):
        assert client.post("/v1/chat/completions", content=b" " * 3_000_000).status_code == 413
        assert client.get("/healthz").status_code == 200


def test_near_the_limit_the_longest_idle_connection_gives_way(
    serve_within: Callable[..., httpx2.Client], caplog: pytest.LogCaptureFixture
) -> None:
    client = serve_within(connections=8)
    with ExitStack() as stack, caplog.at_level(logging.INFO):
        answered = stack.enter_context(connected(client))
        answered.sendall(head("/healthz", method="GET"))
        answer(answered)
        idle = [stack.enter_context(connected(client)) for _ in range(40)]
        for connection in idle[:32]:
            assert closed(connection)
        for connection in (answered, *idle[-6:]):
            connection.sendall(head("/healthz", method="GET"))
            assert answer(connection)[0] == 200, "has never been idle for longest"
        assert client.get("/healthz").status_code == 200
    assert [record.levelname for record in caplog.records if "the longest idle" in record.getMessage()] == ["WARNING"]


def test_one_that_has_been_answered_gives_way_where_no_other_is_idle(
    serve_within: Callable[..., httpx2.Client],
) -> None:
    client = serve_within(connections=8)
    with ExitStack() as stack:
        answered = [stack.enter_context(connected(client)) for _ in range(8)]
        for connection in answered:
            connection.sendall(head("/healthz", method="GET"))
            answer(connection)
        with connected(client) as another:
            another.sendall(head("/healthz", method="GET"))
            assert answer(another)[0] == 200
        assert closed(answered[0])


def test_where_none_is_idle_a_new_connection_is_told_so(serve_within: Callable[..., httpx2.Client]) -> None:
    client = serve_within(connections=8)
    with ExitStack() as stack:
        busy = [stack.enter_context(waiting(client)) for _ in range(8)]
        with connected(client) as connection:
            assert answer(connection)[0] == 503
            assert closed(connection)
        for connection in busy:
            connection.sendall(b"1234567890")
            assert answer(connection)[0] == 422


@contextmanager
def waiting(client: httpx2.Client) -> Iterator[socket.socket]:
    """A connection on which a request is under way."""
    with connected(client) as connection:
        connection.sendall(head("/webhook", "Content-Length: 10", "Expect: 100-continue"))
        assert connection.recv(100).startswith(b"HTTP/1.1 100 ")
        yield connection


def test_a_connection_that_is_over_leaves_nothing_for_the_garbage_collector(bank: Directory) -> None:
    gone = threading.Semaphore(0)

    class Watched(BoundedHttp):
        def connection_made(self, transport: asyncio.BaseTransport) -> None:
            weakref.finalize(self, gone.release)
            super().connection_made(transport)

    app = create_app(Assistant(bank, OfflineModel()))
    collecting = gc.isenabled()
    with serving(app, http=Watched) as url:
        gc.disable()
        try:
            for _ in range(3):
                assert httpx2.get(f"{url}/healthz").status_code == 200
                assert gone.acquire(timeout=20)
                with connect(f"{url.replace('http', 'ws')}/webhook") as call:
                    call.send("{}")
                assert gone.acquire(timeout=20)
        finally:
            if collecting:
                gc.enable()
