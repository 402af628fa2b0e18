"""Prepared bytes beneath the openai package's client: over which transport they go, and that they are sent the same."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import httpx2
import openai
import pytest

from adapter.models.direct import LARGE, DirectRequests
from adapter.models.transport import MAX_ERROR_BODY, open_client, open_transport
from tests.models.wire import KEY, OK, Server, answer, stall

pytestmark = pytest.mark.anyio

PATH = "/chat/completions"


@pytest.fixture(autouse=True)
def _no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@asynccontextmanager
async def requests_to(url: str, *, bare: bool = True) -> AsyncIterator[tuple[DirectRequests, list[httpx2.Response]]]:
    """Requests to a server, and the answers of it that httpx2 has seen."""
    seen: list[httpx2.Response] = []

    async def see(response: httpx2.Response) -> None:
        seen.append(response)

    transport = open_transport(connect=1.0)
    transport.event_hooks = {"response": [*transport.event_hooks["response"], see]}
    async with open_client(url, KEY, connect=1.0, http_client=transport) as client:
        yield DirectRequests(client, transport, PATH, bare=bare), seen


async def test_a_whole_answer_comes_from_aiohttp_without_a_way_through_httpx2() -> None:
    async with Server(OK) as server, requests_to(server.url) as (requests, seen):
        for _ in range(3):
            answered = await requests.whole(b'{"model":"m"}')
            assert (answered.status, answered.media_type) == (200, "application/json")
            assert answered.content in OK
        assert seen == []
        assert server.connections == 1


@pytest.mark.parametrize("length", [MAX_ERROR_BODY, MAX_ERROR_BODY + 1])
async def test_an_answer_that_was_read_gives_its_connection_back_however_long_it_is(length: int) -> None:
    body = b"1" * length
    async with Server(answer(200, body)) as server, requests_to(server.url) as (requests, _):
        for _ in range(2):
            assert (await requests.whole(b"{}")).content == body
        assert server.connections == 1


async def test_a_cookie_of_the_server_is_sent_back_whichever_way_a_request_goes() -> None:
    given = answer(200, b"{}", Set_Cookie="route=7; Path=/")
    async with Server(given) as server, requests_to(server.url.replace("127.0.0.1", "localhost")) as (requests, _):
        await requests.whole(b"{}")
        await requests.whole(b"{}")
        await requests.post(b"{}", stream=False)
        assert [headers.get("cookie") for headers in server.headers] == [None, "route=7", "route=7"]


async def test_a_proxy_of_the_environment_is_asked_in_the_servers_place(monkeypatch: pytest.MonkeyPatch) -> None:
    async with Server(OK) as proxy:
        monkeypatch.setenv("HTTP_PROXY", proxy.url.removesuffix("/v1"))
        async with requests_to("http://model.invalid/v1") as (requests, seen):
            for _ in range(2):
                assert (await requests.whole(b"{}")).status == 200
            assert len(seen) == 2
        assert proxy.paths == ["http://model.invalid/v1/chat/completions"] * 2


async def test_both_ways_send_the_same_headers() -> None:
    async with Server(OK) as server, requests_to(server.url) as (requests, seen):
        await requests.whole(b'{"model":"m"}')
        await requests.post(b'{"model":"m"}', stream=False)
        assert len(seen) == 1
        direct, through_httpx2 = server.headers
        assert direct == through_httpx2
        assert direct["authorization"] == f"Bearer {KEY}"
        assert [name for name in direct if name.startswith("x-stainless")] == []
        assert server.bodies[0] == server.bodies[1]


async def test_a_large_body_arrives_whole() -> None:
    body = b'{"model":"' + b"m" * LARGE + b'"}'
    async with Server(OK) as server, requests_to(server.url) as (requests, _):
        assert (await requests.whole(body)).status == 200
        assert server.bodies == [body]


async def test_a_status_that_is_no_success_is_the_openai_packages_error_with_the_servers_words() -> None:
    refused = answer(429, b'{"error":{"code":"slow_down","message":"Later."}}', Retry_After="2")
    async with Server(refused) as server, requests_to(server.url) as (requests, _):
        with pytest.raises(openai.RateLimitError) as raised:
            await requests.whole(b"{}")
        assert raised.value.code == "slow_down"
        assert raised.value.response.headers["retry-after"] == "2"
        assert str(raised.value.response.request.url) == f"{server.url}{PATH}"


EVENTS = answer(200, b"data: {}\n\ndata: [DONE]\n\n", kind="Text/Event-Stream; charset=utf-8")


async def test_a_streamed_answer_comes_from_aiohttp_and_its_connection_is_used_again_when_it_was_read() -> None:
    async with Server(EVENTS) as server, requests_to(server.url) as (requests, seen):
        for _ in range(3):
            answered = await requests.streamed(b"{}")
            assert (answered.status, answered.media_type) == (200, "text/event-stream")
            assert (await answered.whole()).content in EVENTS
            await answered.close()
        assert (seen, server.connections) == ([], 1)
        unread = await requests.streamed(b"{}")
        await unread.close()


async def test_a_streamed_answer_that_is_left_within_its_body_closes_the_connection() -> None:
    async with Server(stall(200)) as server, requests_to(server.url) as (requests, _):
        answered = await requests.streamed(b"{}")
        await answered.close()
        await server.left.wait()


async def test_a_stream_that_is_refused_is_the_openai_packages_error() -> None:
    refused = answer(404, b'{"error":{"code":"no_such_model"}}')
    async with Server(refused) as server, requests_to(server.url) as (requests, _):
        with pytest.raises(openai.APIStatusError) as raised:
            await requests.streamed(b"{}")
        assert (raised.value.status_code, raised.value.code) == (404, "no_such_model")


async def test_hooks_of_somebody_elses_transport_see_every_request() -> None:
    async with Server(OK, EVENTS) as server, requests_to(server.url, bare=False) as (requests, seen):
        assert (await requests.whole(b"{}")).content in OK
        answered = await requests.streamed(b"{}")
        assert (await answered.whole()).content in EVENTS
        await answered.close()
        assert len(seen) == 2


async def test_a_closed_client_asks_nobody() -> None:
    async with Server(OK) as server:
        async with requests_to(server.url) as (requests, _):
            await requests.whole(b"{}")
        with pytest.raises((RuntimeError, aiohttp.ClientError)):
            await requests.whole(b"{}")
        assert len(server.bodies) == 1
