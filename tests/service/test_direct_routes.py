"""Routes that are answered before the application's routing: by the same rules and with the same errors as all."""

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import httpx2
import pytest
from fastapi import FastAPI
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import InMemoryMetricReader
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from adapter import Assistant, Directory
from adapter.service.app import create_app
from adapter.service.body import MAX_BYTES, MODEL_BYTES, BoundedBody, body_of
from adapter.service.direct_routes import AnsweredBy, answer_first
from adapter.testing import ScriptedModel
from tests.serving import serving

TOKEN = "a-token"
EVENT = {"type": "session_start", "session": {"id": "s", "account_id": "a", "phone_number": "+492115566000"}}


class Listener:
    """Somebody who listens to FastAPI's metrics, and the routes that were told."""

    def __init__(self) -> None:
        self._reader = InMemoryMetricReader()
        self.provider = MeterProvider(metric_readers=[self._reader])

    def routes(self) -> set[object]:
        data = self._reader.get_metrics_data()
        assert data is not None
        metrics = [metric for of in data.resource_metrics for scope in of.scope_metrics for metric in scope.metrics]
        measured = next(metric for metric in metrics if metric.name == "http.server.request.duration")
        return {(point.attributes or {})["http.route"] for point in measured.data.data_points}


@pytest.fixture
def listener() -> Iterator[Listener]:
    listener = Listener()
    yield listener
    listener.provider.shutdown()


@pytest.fixture
def clients(bank: Directory, listener: Listener) -> Iterator[tuple[httpx2.Client, httpx2.Client]]:
    """Of a service, and of the same with somebody who listens to all of its requests."""
    with ExitStack() as stack:
        alone, heard = (create_app(Assistant(bank, ScriptedModel()), token=TOKEN) for _ in range(2))
        listening = FastAPI(telemetry={"meter_provider": listener.provider}, openapi_url=None)
        listening.mount("", heard)
        yield tuple(
            stack.enter_context(httpx2.Client(base_url=url, timeout=20, headers={"x-api-token": TOKEN}))
            for url in (stack.enter_context(serving(app)) for app in (alone, listening))
        )  # type: ignore[misc]


REQUESTS: dict[str, tuple[str, str, dict[str, Any]]] = {
    "an event": ("POST", "/webhook", {"json": EVENT}),
    "no event": ("POST", "/webhook", {"json": {"type": "session_start"}}),
    "no JSON": ("POST", "/webhook", {"content": b"{"}),
    "too large an event": ("POST", "/webhook", {"content": b" " * (MAX_BYTES + 1)}),
    "another method": ("GET", "/webhook", {}),
    "a wrong token": ("POST", "/webhook", {"json": EVENT, "headers": {"x-api-token": "another"}}),
    "a slash behind": ("POST", "/webhook/", {"json": EVENT}),
    "no request": ("POST", "/v1/chat/completions", {"content": b"["}),
    "too large a request": ("POST", "/v1/chat/completions", {"content": b" " * (MODEL_BYTES + 1)}),
    "a request without messages": ("POST", "/chat/completions", {"json": {"model": "m"}}),
    "a question for the model": ("GET", "/v1/chat/completions", {}),
    "a wrong key": ("POST", "/v1/chat/completions", {"json": {}, "headers": {"x-api-token": ""}}),
}


@pytest.mark.parametrize("name", REQUESTS)
def test_an_answer_is_the_same_whether_somebody_listens_or_not(
    clients: tuple[httpx2.Client, httpx2.Client], name: str
) -> None:
    method, path, sent = REQUESTS[name]
    one, other = (client.request(method, path, **sent) for client in clients)
    assert (one.status_code, one.content) == (other.status_code, other.content)
    assert {**one.headers, "date": ""} == {**other.headers, "date": ""}
    assert name == "an event" or one.is_error


def test_whoever_listens_is_told_which_route_it_was(
    clients: tuple[httpx2.Client, httpx2.Client], listener: Listener
) -> None:
    for path in ("/webhook", "/v1/chat/completions"):
        clients[1].post(path, content=b"[")
    assert listener.routes() == {"/webhook", "/v1/chat/completions"}


async def long(request: Request) -> Response:
    return PlainTextResponse(f"{len(await body_of(request.receive))}")


async def broken(_: Request) -> Response:
    raise LookupError


async def slow(_: Request) -> Response:
    raise TimeoutError


async def too_late(_: Request, __: Exception) -> Response:
    return PlainTextResponse("too late", 504)


@pytest.fixture
def client() -> Iterator[httpx2.Client]:
    app = FastAPI(exception_handlers={OSError: too_late})
    answer_first(
        app,
        {
            "/long": AnsweredBy(long, max_body_size=2 * MAX_BYTES),
            "/broken": AnsweredBy(broken),
            "/slow": AnsweredBy(slow),
        },
    )
    app.add_middleware(BoundedBody)
    with serving(app) as url, httpx2.Client(base_url=url) as client:
        yield client


def test_a_route_may_have_a_limit_of_its_own(client: httpx2.Client) -> None:
    for content in (b" " * 2 * MAX_BYTES, iter((b" ", b" " * (2 * MAX_BYTES - 1)))):
        assert client.post("/long", content=content).text == str(2 * MAX_BYTES)
    assert client.post("/long", content=b" " * (2 * MAX_BYTES + 1)).status_code == 413


def test_an_error_of_a_kind_that_is_known_is_answered_as_its_kind(client: httpx2.Client) -> None:
    assert (client.post("/slow").status_code, client.post("/slow").text) == (504, "too late")


def test_any_other_error_is_500_and_is_logged_with_its_trace(
    client: httpx2.Client, caplog: pytest.LogCaptureFixture
) -> None:
    assert client.post("/broken").status_code == 500
    (logged,) = [record for record in caplog.records if record.exc_info]
    assert logged.exc_info
    assert logged.exc_info[0] is LookupError
