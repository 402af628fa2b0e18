"""The mock server: Chat Completions, Responses and models over HTTP, answered by a scenario."""

import time
from collections.abc import Callable
from pathlib import Path

import pydantic_core
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from adapter.models.offline import OfflineModel
from adapter.testing.mock_server.request_body import TOO_LARGE, TOO_SLOW, read_body
from adapter.testing.mock_server.request_log import LoggedRequest, RequestLog
from adapter.testing.mock_server.response_body import event_stream, json_body
from adapter.testing.mock_server.transport import (
    BodyEnd,
    ChunkedResponse,
    ConnectionControl,
    DroppedConnection,
    slow_chunks,
)
from adapter.testing.scenario import Scenario, read_scenario
from adapter.testing.scenario.http_errors import RATE_LIMIT, ErrorResponse, model_not_found, rate_limit_headers
from adapter.testing.scenario.received_request import ReceivedRequest, read_request
from adapter.testing.scenario.request_checks import BadRequest
from adapter.testing.scenario.run import MockResponse, ScenarioRun
from adapter.testing.scenario.scripted_reply import RawResponse
from adapter.tool_calls.reply import ModelReply
from adapter.tool_calls.request import ModelApi

CREATED = 1_735_689_600
"""When the mock's models were made, in seconds since 1970: they are as old as that in every run."""
SENT_AT_ONCE = 0.001
"""Seconds that the mock says an answer without a delay has taken."""

_JSON = "application/json"
_EVENTS = "text/event-stream; charset=utf-8"
_MISLABELLED = "text/plain; charset=utf-8"

_ENDS: dict[str | None, BodyEnd] = {"reset-mid-body": "reset", "stall-mid-body": "stall"}


class MockServer(ConnectionControl):
    """The state of a mock server: its run of the scenario and its request log."""

    def __init__(self, scenario: Scenario, now: Callable[[], float]) -> None:
        super().__init__()
        self.scenario = scenario
        self.log = RequestLog()
        self._run = ScenarioRun(scenario)
        self._now = now
        self._answers = 0

    async def answer(self, request: Request, api: ModelApi) -> Response:
        """The answer to a request of one of the APIs."""
        raw = await self._read(request)
        if not isinstance(raw, bytes):
            return raw
        path = request.url.path
        try:
            received = read_request(raw, api)
        except BadRequest as refused:
            error = ErrorResponse(status=400, message=refused.message, param=refused.param, code=refused.code)
            self.log.add(LoggedRequest(path=path, raw=raw, rule=None, answer="400"))
            return self.error(error)
        response = self._run.play(received)
        self.log.add(
            LoggedRequest(
                path=path,
                raw=raw,
                rule=response.rule,
                answer=response.kind,
                system=received.system_identity,
                unexpected=None
                if response.expected or not isinstance(response.answer, ErrorResponse)
                else response.answer.message,
            )
        )
        if response.delay:
            await self.pause(response.delay)
        if isinstance(response.answer, ErrorResponse):
            return self.error(response.answer)
        if isinstance(response.answer, RawResponse):
            return Response(response.answer.content, response.answer.status, response.answer.sent_headers)
        return self._rendered(received, response, response.answer)

    def json(self, body: object) -> Response:
        """An answer with a JSON body."""
        return Response(pydantic_core.to_json(body), headers=self._headers() | {"content-type": _JSON})

    def error(self, error: ErrorResponse) -> Response:
        """An answer that is an error."""
        # what a gateway answers itself knows nothing of the API behind it
        own = self._headers() if error.sender == "openai" else {}
        return Response(error.content, error.status, own | error.headers(self._now()))

    async def _read(self, request: Request) -> bytes | Response:
        """The body, or what to answer where there is none that can be used."""
        body = await read_body(request, self.closing)
        if isinstance(body, bytes):
            return body
        if body is None:
            return DroppedConnection(self)
        return self.error(ErrorResponse(status=body, message=TOO_LARGE if body == 413 else TOO_SLOW))

    def _rendered(self, received: ReceivedRequest, response: MockResponse, reply: ModelReply) -> Response:
        broken = response.broken
        if broken in ("reset", "stall"):
            return DroppedConnection(self, stalled=broken == "stall")
        kind = _MISLABELLED if broken == "content-type" else _EVENTS if received.stream else _JSON
        headers = self._headers(reply, response.delay) | {"content-type": kind}
        created, number = int(self._now()), response.number
        if received.stream:
            headers["cache-control"] = "no-cache"
            pieces = event_stream(reply, received, number=number, created=created, broken=broken)
            if not response.drip and broken not in _ENDS:
                return ChunkedResponse(self, pieces, headers=headers)
            content = b"".join(pieces)
        else:
            content = json_body(reply, received, number=number, created=created, broken=broken)
        length = None if received.stream else len(content)
        if broken in _ENDS:
            return ChunkedResponse(
                self, [content[: len(content) // 2]], headers=headers, length=length, end=_ENDS[broken]
            )
        drips = slow_chunks(content) if response.drip else [content]
        return ChunkedResponse(self, drips, headers=headers, length=length, pause=response.drip / len(drips))

    def _headers(self, reply: ModelReply | None = None, took: float = 0.0) -> dict[str, str]:
        """What OpenAI's answers carry; with a reply also what is left of the limits."""
        self._answers += 1
        headers = {
            "x-request-id": f"req_mock{self._answers}",
            "openai-version": "2020-10-01",
            "openai-organization": "mock",
            "openai-processing-ms": str(round(max(took, SENT_AT_ONCE) * 1_000)),
        }
        return headers if reply is None else headers | rate_limit_headers(left=RATE_LIMIT - 1, wait=0.12)


def create_app(scenario: Scenario | str | Path | None = None, *, now: Callable[[], float] = time.time) -> Starlette:
    """The mock server as an application. `scenario` is one or the path of its file; without it, the offline model.

    `app.state.mock` is its `MockServer`. Raises `ScenarioError` for a file that cannot be used.
    """
    mock = MockServer(read_scenario(scenario), now)
    scenario = mock.scenario
    named = [rule.match.model for rule in scenario.rules if rule.match.model is not None]
    models = scenario.models or list(dict.fromkeys(named)) or [OfflineModel.name]

    async def chat_completions(request: Request) -> Response:
        return await mock.answer(request, "chat")

    async def responses(request: Request) -> Response:
        return await mock.answer(request, "responses")

    async def list_models(_: Request) -> Response:
        return mock.json({"object": "list", "data": [_model(name) for name in models]})

    async def retrieve_model(request: Request) -> Response:
        name = request.path_params["model"]
        known = scenario.models is None or name in scenario.models
        return mock.json(_model(name)) if known else mock.error(model_not_found(name))

    async def list_requests(_: Request) -> Response:
        return mock.json([request.as_wire() for request in mock.log.entries()])

    async def not_served(request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 500
        where = f"{request.method} {request.url.path}"
        if status == 405:
            return mock.error(ErrorResponse(status=405, message=f"Not allowed: {where}", code="method_not_supported"))
        return mock.error(ErrorResponse(status=status, message=f"Invalid URL ({where})"))

    app = Starlette(
        routes=[
            Route("/v1/chat/completions", chat_completions, methods=["POST"]),
            Route("/v1/responses", responses, methods=["POST"]),
            Route("/v1/models", list_models),
            Route("/v1/models/{model:path}", retrieve_model),
            Route("/_requests", list_requests),
        ],
        exception_handlers={HTTPException: not_served},
    )
    app.state.mock = mock
    return app


def _model(name: str) -> dict[str, object]:
    return {"id": name, "object": "model", "created": CREATED, "owned_by": "mock"}
