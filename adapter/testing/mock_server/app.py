"""The mock server: Chat Completions, Responses and models over HTTP, answered by a scenario."""

import time
from collections.abc import Callable
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from adapter.models.offline import OfflineModel
from adapter.testing.mock_server.model_server import JSON, ModelServer, application
from adapter.testing.mock_server.request_log import LoggedRequest
from adapter.testing.mock_server.response_body import event_stream, json_body
from adapter.testing.mock_server.transport import (
    BodyEnd,
    ChunkedResponse,
    DroppedConnection,
    slow_chunks,
)
from adapter.testing.scenario import Scenario, read_scenario
from adapter.testing.scenario.http_errors import RATE_LIMIT, ErrorResponse, model_not_found, rate_limit_headers
from adapter.testing.scenario.mocked_reply import offline_answer
from adapter.testing.scenario.received_request import ReceivedRequest, read_request
from adapter.testing.scenario.request_checks import BadRequest
from adapter.testing.scenario.run import MockResponse, ScenarioRun, StandIn
from adapter.testing.scenario.scripted_reply import RawResponse
from adapter.tool_calls.reply import ModelReply
from adapter.tool_calls.request import ModelApi

CREATED = 1_735_689_600
"""When the mock's models were made, in seconds since 1970: they are as old as that in every run."""
SENT_AT_ONCE = 0.001
"""Seconds that the mock says an answer without a delay has taken."""

_EVENTS = "text/event-stream; charset=utf-8"
_MISLABELLED = "text/plain; charset=utf-8"

_ENDS: dict[str | None, BodyEnd] = {"reset-mid-body": "reset", "stall-mid-body": "stall"}


class MockServer(ModelServer):
    """The state of a mock server: its run of the scenario and its request log."""

    created = CREATED

    def __init__(self, scenario: Scenario, now: Callable[[], float], *, stand_in: StandIn = offline_answer) -> None:
        super().__init__()
        self.scenario = scenario
        self._run = ScenarioRun(scenario, stand_in=stand_in)
        self._now = now

    async def answer(self, request: Request, api: ModelApi) -> Response:
        """The answer to a request of one of the APIs."""
        raw = await self.received(request)
        if not isinstance(raw, bytes):
            return raw
        path = request.url.path
        try:
            received = read_request(raw, api)
            response = self._run.play(received)
        except BadRequest as refused:
            error = ErrorResponse(status=400, message=refused.message, param=refused.param, code=refused.code)
            self.log.add(LoggedRequest(path=path, raw=raw, rule=None, answer="400"))
            return self.error(error)
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

    def error(self, error: ErrorResponse) -> Response:
        """An answer that is an error."""
        # what a gateway answers itself knows nothing of the API behind it
        own = self.headers() if error.sender == "openai" else {}
        return Response(error.content, error.status, own | error.headers(self._now()))

    def _rendered(self, received: ReceivedRequest, response: MockResponse, reply: ModelReply) -> Response:
        broken = response.broken
        if broken in ("reset", "stall"):
            return DroppedConnection(self, stalled=broken == "stall")
        kind = _MISLABELLED if broken == "content-type" else _EVENTS if received.stream else JSON
        headers = self.headers() | rate_limit_headers(left=RATE_LIMIT - 1, wait=0.12)
        headers |= {"content-type": kind, "openai-processing-ms": _milliseconds(response.delay)}
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

    def headers(self) -> dict[str, str]:
        """What OpenAI's answers carry."""
        return super().headers() | {
            "openai-version": "2020-10-01",
            "openai-organization": self.owner,
            "openai-processing-ms": _milliseconds(0.0),
        }


def create_app(
    scenario: Scenario | str | Path | None = None,
    *,
    now: Callable[[], float] = time.time,
    stand_in: StandIn = offline_answer,
    stand_in_name: str = OfflineModel.name,
) -> Starlette:
    """The mock server as an application. `scenario` is one or the path of its file; without it, the offline model.

    `stand_in` answers in place of the offline model, under its name. `app.state.mock` is its `MockServer`. Raises
    `ScenarioError` for a file that cannot be used.
    """
    mock = MockServer(read_scenario(scenario), now, stand_in=stand_in)
    scenario = mock.scenario
    named = [rule.match.model for rule in scenario.rules if rule.match.model is not None]
    models = scenario.models or list(dict.fromkeys(named)) or [stand_in_name]

    async def chat_completions(request: Request) -> Response:
        return await mock.answer(request, "chat")

    async def responses(request: Request) -> Response:
        return await mock.answer(request, "responses")

    async def list_models(_: Request) -> Response:
        return mock.json({"object": "list", "data": [mock.model(name) for name in models]})

    async def retrieve_model(request: Request) -> Response:
        name = request.path_params["model"]
        known = scenario.models is None or name in scenario.models
        return mock.json(mock.model(name)) if known else mock.error(model_not_found(name))

    return application(
        mock,
        Route("/v1/chat/completions", chat_completions, methods=["POST"]),
        Route("/v1/responses", responses, methods=["POST"]),
        Route("/v1/models", list_models),
        Route("/v1/models/{model:path}", retrieve_model),
    )


def _milliseconds(seconds: float) -> str:
    return str(round(max(seconds, SENT_AT_ONCE) * 1_000))
