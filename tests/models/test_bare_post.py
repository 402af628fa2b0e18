"""Posts over aiohttp's connections without its objects: what comes on a connection, and what becomes of it."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import pytest

from adapter.models.bare_post import BareAnswer, BarePosts
from tests.models.wire import OK, Server, answer, hang_up, say_nothing

pytestmark = pytest.mark.anyio

HEADERS = ((b"host", b"127.0.0.1"), (b"content-type", b"application/json"), (b"authorization", b"Bearer none"))


@asynccontextmanager
async def posts_to(url: str) -> AsyncIterator[BarePosts]:
    """Ended after half a minute: an answer that is waited for in vain fails a test, and does not stop it."""
    async with asyncio.timeout(30), aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(sock_connect=5)) as session:
        yield BarePosts(session, f"{url}/chat/completions?region=eu", HEADERS)


async def answered(posts: BarePosts, body: bytes = b"{}") -> BareAnswer:
    found = await posts.post(body)
    assert found is not None
    return found


async def test_a_request_is_sent_as_it_is_and_its_connection_used_again() -> None:
    async with Server(OK) as server, posts_to(server.url) as posts:
        for _ in range(3):
            given = await answered(posts, b'{"model":"m"}')
            assert (given.status, given.content_length) == (200, len(OK.partition(b"\r\n\r\n")[2]))
            assert await given.read() in OK
        assert server.connections == 1
        assert server.paths == ["/v1/chat/completions?region=eu"] * 3
        assert server.bodies == [b'{"model":"m"}'] * 3
        told = {name.decode(): value.decode() for name, value in HEADERS}
        assert server.headers == [{**told, "content-length": "13"}] * 3


async def test_what_comes_before_the_answer_is_passed_over() -> None:
    early = b"HTTP/1.1 103 Early Hints\r\nLink: </style.css>\r\n\r\n" * 2
    async with Server(early + OK) as server, posts_to(server.url) as posts:
        for _ in range(2):
            given = await answered(posts)
            assert given.status == 200
            assert await given.read() in OK
        assert server.connections == 1


@pytest.mark.parametrize("last", [answer(Connection="close"), b"HTTP/1.1 200 OK\r\n\r\n{}"])
async def test_a_connection_that_the_server_ends_is_not_used_again(last: bytes) -> None:
    async def play(writer: asyncio.StreamWriter) -> None:
        writer.write(last)
        writer.close()

    async with Server(play) as server, posts_to(server.url) as posts:
        for _ in range(2):
            assert await (await answered(posts)).read() == b"{}"
        assert server.connections == 2


async def test_a_body_that_is_left_closes_its_connection() -> None:
    async with Server(answer(200, b" " * 9_999)[:-999], OK) as server, posts_to(server.url) as posts:
        given = await answered(posts)
        given.release()
        given.release()
        await server.left.wait()
        assert (await answered(posts)).status == 200
        assert server.connections == 2


async def test_an_answer_to_a_body_that_nobody_took_closes_its_connection() -> None:
    connections = 0
    left = asyncio.Event()

    async def refuse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal connections
        connections += 1
        await reader.readuntil(b"\r\n\r\n")
        writer.write(answer(413))
        await left.wait()
        writer.close()

    listener = socket.create_server(("127.0.0.1", 0))
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    port = listener.getsockname()[1]
    async with (
        await asyncio.start_server(refuse, sock=listener, limit=1024),
        posts_to(f"http://127.0.0.1:{port}/v1") as posts,
    ):
        for _ in range(2):
            given = await answered(posts, b" " * 32 * 1024 * 1024)
            assert (given.status, await given.read()) == (413, b"{}")
        assert connections == 2
        left.set()


async def test_what_is_no_answer_is_an_error_of_aiohttps() -> None:
    async with Server(b"HTTP/9 what\r\n\r\n", hang_up, OK) as server, posts_to(server.url) as posts:
        with pytest.raises(aiohttp.ClientResponseError):
            await posts.post(b"{}")
        with pytest.raises(aiohttp.ServerDisconnectedError):
            await posts.post(b"{}")
        assert (await answered(posts)).status == 200


async def test_a_post_that_is_given_up_closes_its_connection() -> None:
    async with Server(say_nothing) as server, posts_to(server.url) as posts:
        asking = asyncio.create_task(posts.post(b"{}"))
        await server.asked.wait()
        asking.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asking
        await server.left.wait()


async def test_where_aiohttp_is_another_one_nothing_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    async with Server(OK) as server, posts_to(server.url) as posts:
        with monkeypatch.context() as patch:
            patch.setattr("aiohttp.client_proto.ResponseHandler.set_response_params", lambda: None)
            assert await posts.post(b"{}") is None
        assert not posts.usable
        assert server.bodies == []


async def test_what_goes_wrong_before_a_request_is_sent_closes_the_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise aiohttp.ClientError

    async with Server(OK) as server, posts_to(server.url) as posts:
        with monkeypatch.context() as patch:
            patch.setattr("aiohttp.client_proto.ResponseHandler.set_response_params", refuse)
            with pytest.raises(aiohttp.ClientError):
                await posts.post(b"{}")
        await server.left.wait()
        assert await (await answered(posts)).read() in OK
        assert len(server.bodies) == 1


async def test_a_header_with_a_line_break_is_not_sent() -> None:
    async with aiohttp.ClientSession() as session:
        for value in (b"a\r\nb: c", b"a\nb", b"a\rb"):
            assert not BarePosts(session, "http://127.0.0.1:1/v1", [(b"x", value)]).usable
        assert BarePosts(session, "http://127.0.0.1:1/v1", HEADERS).usable
