"""The body of a request: bounded in size and time on every route, whoever reads it."""

import json
from collections.abc import Callable, Iterator

import httpx2
import pytest
from fastapi import APIRouter
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from adapter import Assistant, Directory, OfflineModel
from adapter.service.app import create_app
from adapter.service.body import MAX_BYTES, MODEL_BYTES, BoundedBody
from adapter.service.failure import gateway_path
from tests.service.raw_http import answer, connected, head
from tests.serving import serving

Serve = Callable[..., httpx2.Client]

LIMITS = {
    "/webhook": MAX_BYTES,
    "/v1/decide": MAX_BYTES,
    "/v1/resolve": MAX_BYTES,
    "/v1/tools": MAX_BYTES,
    "/v1/chat/completions": MODEL_BYTES,
}
PATHS = tuple(LIMITS)


@pytest.fixture(scope="module")
def client(bank: Directory) -> Iterator[httpx2.Client]:
    with (
        serving(create_app(Assistant(bank, OfflineModel()))) as url,
        httpx2.Client(base_url=url, timeout=20) as client,
    ):
        yield client


def test_every_route_that_takes_a_body_is_tried_here(client: httpx2.Client) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    assert sorted(PATHS) == sorted(path for path, methods in paths.items() if "requestBody" in methods.get("post", {}))


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("announced", [True, False])
def test_a_body_that_is_too_large_is_refused_announced_or_not(
    client: httpx2.Client, path: str, announced: bool
) -> None:
    large = b'{"type": "user_speak", "text": "' + b"a" * LIMITS[path] + b'"}'
    content = large if announced else iter((large[:1000], large[1000:]))
    sent = client.post(path, content=content, headers={"content-type": "application/json"})
    assert sent.status_code == 413
    if gateway_path(path):
        assert sent.json()["error"]["message"] == f"The body is larger than {MODEL_BYTES} bytes"
    else:
        assert sent.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("path", PATHS)
def test_of_a_body_without_end_no_more_is_read_than_the_limit(client: httpx2.Client, path: str) -> None:
    piece = b"10000\r\n" + b" " * 0x10000 + b"\r\n"
    with connected(client) as connection:
        connection.sendall(head(path, "Content-Type: application/json", "Transfer-Encoding: chunked"))
        for _ in range(LIMITS[path] // 0x10000 + 1):
            connection.sendall(piece)
        assert answer(connection)[0] == 413


@pytest.mark.parametrize("piece", [b"[", b'{"a":', b"1"])
@pytest.mark.parametrize("path", PATHS)
def test_a_body_that_is_deep_or_long_within_the_limit_is_unusable_and_nothing_worse(
    client: httpx2.Client, path: str, piece: bytes
) -> None:
    content = piece * (LIMITS[path] // len(piece))
    sent = client.post(path, content=content, headers={"content-type": "application/json"})
    assert sent.status_code in (400, 422)
    assert len(sent.content) < 1000


async def read(request: Request) -> Response:
    return PlainTextResponse(f"{len(await request.body())} bytes")


def too_slow(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return PlainTextResponse("too slow", error.status_code)


def reading(seconds: float) -> Starlette:
    app = Starlette(routes=[Route("/", read, methods=["POST"])], exception_handlers={HTTPException: too_slow})
    app.add_middleware(BoundedBody, seconds=seconds)
    return app


def test_a_body_that_does_not_arrive_in_time_is_refused() -> None:
    with serving(reading(0.01)) as url, httpx2.Client(base_url=url) as client, connected(client) as connection:
        connection.sendall(head("/", "Content-Length: 10") + b"12345")
        assert answer(connection)[0] == 408


def test_pieces_of_a_body_do_not_begin_its_time_anew() -> None:
    with serving(reading(0.05)) as url, httpx2.Client(base_url=url) as client, connected(client) as connection:
        connection.sendall(head("/", "Transfer-Encoding: chunked"))
        connection.settimeout(0.01)
        status = None
        for _ in range(2000):
            connection.sendall(b"1\r\na\r\n")
            try:
                status, _ = answer(connection)
                break
            except TimeoutError:
                pass
        assert status == 408


def test_a_body_in_time_is_read_and_what_comes_after_it_has_no_deadline() -> None:
    with serving(reading(20)) as url, httpx2.Client(base_url=url) as client:
        assert client.post("/", content=iter((b"12", b"345"))).text == "5 bytes"


def test_a_caller_who_hangs_up_within_a_body_is_no_error(serve: Serve, caplog: pytest.LogCaptureFixture) -> None:
    client = serve()
    with connected(client) as connection:
        connection.sendall(head("/webhook", "Content-Length: 10", "Expect: 100-continue"))
        assert connection.recv(100).startswith(b"HTTP/1.1 100 "), "the body is waited for"
    assert client.get("/healthz").status_code == 200
    assert [record for record in caplog.records if record.levelname == "ERROR"] == []


def test_a_route_may_raise_its_own_limit(bank: Directory) -> None:
    router = APIRouter(prefix="/included")

    @router.post("/large", max_body_size=4 * MAX_BYTES)
    async def large(request: Request) -> int:
        return len(await request.body())

    app = create_app(Assistant(bank, OfflineModel()))
    app.include_router(router)
    with serving(app) as url, httpx2.Client(base_url=url, timeout=20) as client:
        for content in (b" " * 3 * MAX_BYTES, iter((b" " * 3 * MAX_BYTES,))):
            assert client.post("/included/large", content=content).json() == 3 * MAX_BYTES
        # Whoever sends much too much is cut off before the answer can be read.
        assert client.post("/included/large", content=iter((b" " * (4 * MAX_BYTES + 1),))).status_code == 413
        assert client.post("/webhook", content=b" " * (MAX_BYTES + 1)).status_code == 413


def test_unknown_fields_without_number_are_refused_before_they_are_looked_at(client: httpx2.Client) -> None:
    fields = {f"f{number}": 0 for number in range(20_000)}
    for path, body in (
        ("/v1/decide", {"messages": [{"role": "user", "content": "Karte"}], **fields}),
        ("/v1/decide", {"messages": [{"role": "user", "content": "Karte", **fields}]}),
        ("/v1/resolve", {"name": "x", **fields}),
    ):
        sent = client.post(path, json=body)
        assert sent.status_code == 422
        assert "fields" in json.loads(sent.content)["detail"]
        assert len(sent.content) < 1000
