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
from adapter.testing.mock_server.response_body import streamed, whole_body
from adapter.testing.mock_server.transport import End, Line, Pieces, Unanswered, in_drips
from adapter.testing.scenario import Scenario, read_scenario
from adapter.testing.scenario.http_errors import RATE_LIMIT, ErrorAnswer, rate_limit_headers, unknown_model
from adapter.testing.scenario.received_request import Asked, read_asked
from adapter.testing.scenario.request_checks import Refused
from adapter.testing.scenario.run import Played, Player
from adapter.testing.scenario.scripted_reply import RawAnswer
from adapter.tool_calls.reply import ModelReply
from adapter.tool_calls.request import ModelApi

CREATED = 1_735_689_600
"""When the mock's models were made, in seconds since 1970: they are as old as that in every run."""
SENT_AT_ONCE = 0.001
"""Seconds that the mock says an answer without a delay has taken."""

_JSON = "application/json"
_EVENTS = "text/event-stream; charset=utf-8"
_MISLABELLED = "text/plain; charset=utf-8"

_ENDS: dict[str | None, End] = {"reset-mid-body": "reset", "stall-mid-body": "stall"}


class Mock(Line):
    """The state of a mock server: its player and its request log."""

    def __init__(self, scenario: Scenario, now: Callable[[], float]) -> None:
        super().__init__()
        self.scenario = scenario
        self.log = RequestLog()
        self._player = Player(scenario)
        self._now = now
        self._answers = 0

    async def answer(self, request: Request, api: ModelApi) -> Response:
        """The answer to a request of one of the APIs."""
        raw = await self._read(request)
        if not isinstance(raw, bytes):
            return raw
        path = request.url.path
        try:
            asked = read_asked(raw, api)
        except Refused as refused:
            error = ErrorAnswer(status=400, message=refused.message, param=refused.param, code=refused.code)
            self.log.add(LoggedRequest(path=path, raw=raw, rule=None, answer="400"))
            return self.error(error)
        played = self._player.play(asked)
        self.log.add(
            LoggedRequest(
                path=path,
                raw=raw,
                rule=played.rule,
                answer=played.kind,
                system=asked.system_identity,
                unexpected=None
                if played.expected or not isinstance(played.answer, ErrorAnswer)
                else played.answer.message,
            )
        )
        if played.delay:
            await self.pause(played.delay)
        if isinstance(played.answer, ErrorAnswer):
            return self.error(played.answer)
        if isinstance(played.answer, RawAnswer):
            return Response(played.answer.content, played.answer.status, played.answer.sent_headers)
        return self._rendered(asked, played, played.answer)

    def json(self, body: object) -> Response:
        """An answer with a JSON body."""
        return Response(pydantic_core.to_json(body), headers=self._headers() | {"content-type": _JSON})

    def error(self, error: ErrorAnswer) -> Response:
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
            return Unanswered(self)
        return self.error(ErrorAnswer(status=body, message=TOO_LARGE if body == 413 else TOO_SLOW))

    def _rendered(self, asked: Asked, played: Played, reply: ModelReply) -> Response:
        broken = played.broken
        if broken in ("reset", "stall"):
            return Unanswered(self, stalled=broken == "stall")
        kind = _MISLABELLED if broken == "content-type" else _EVENTS if asked.stream else _JSON
        headers = self._headers(reply, played.delay) | {"content-type": kind}
        created, number = int(self._now()), played.number
        if asked.stream:
            headers["cache-control"] = "no-cache"
            pieces = streamed(reply, asked, number=number, created=created, broken=broken)
            if not played.drip and broken not in _ENDS:
                return Pieces(self, pieces, headers=headers)
            content = b"".join(pieces)
        else:
            content = whole_body(reply, asked, number=number, created=created, broken=broken)
        length = None if asked.stream else len(content)
        if broken in _ENDS:
            return Pieces(self, [content[: len(content) // 2]], headers=headers, length=length, end=_ENDS[broken])
        drips = in_drips(content) if played.drip else [content]
        return Pieces(self, drips, headers=headers, length=length, pause=played.drip / len(drips))

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

    `app.state.mock` is its `Mock`. Raises `ScenarioError` for a file that cannot be used.
    """
    mock = Mock(read_scenario(scenario), now)
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
        return mock.json(_model(name)) if known else mock.error(unknown_model(name))

    async def list_requests(_: Request) -> Response:
        return mock.json([request.as_wire() for request in mock.log.entries()])

    async def not_served(request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 500
        where = f"{request.method} {request.url.path}"
        if status == 405:
            return mock.error(ErrorAnswer(status=405, message=f"Not allowed: {where}", code="method_not_supported"))
        return mock.error(ErrorAnswer(status=status, message=f"Invalid URL ({where})"))

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
