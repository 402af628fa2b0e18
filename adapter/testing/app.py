"""The mock server: Chat Completions, Responses and models over HTTP, answered by a scenario."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from pathlib import Path

import pydantic_core
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from adapter.models.offline import OfflineModel
from adapter.routing.request import ModelApi
from adapter.testing.asked import Asked, read_asked
from adapter.testing.faults import ErrorAnswer, unknown_model
from adapter.testing.history import Refused
from adapter.testing.log import LoggedRequest, RequestLog
from adapter.testing.player import Played, Player
from adapter.testing.rendering import streamed, whole_body
from adapter.testing.scenario import Scenario, read_scenario

MAX_BODY = 32 * 1024 * 1024
"""Bytes of a request; a longer one is answered with 413."""


class Mock:
    """The state of a mock server: its player and its request log.

    Whoever runs the server provides `abort`, which drops the connection of a request (without it, an answer is begun
    and broken off), and sets `closing` to end all waiting when the server closes.
    """

    def __init__(self, scenario: Scenario, now: Callable[[], float]) -> None:
        self.scenario = scenario
        self.log = RequestLog()
        self.closing = asyncio.Event()
        self.abort: Callable[[Scope], None] | None = None
        self._player = Player(scenario)
        self._now = now
        self._answers = 0

    async def answer(self, request: Request, api: ModelApi) -> Response:
        """The answer to a request of one of the APIs."""
        try:
            raw = await _read(request)
        except ClientDisconnect:
            return _Dropped(self)
        if raw is None:
            return self.error(ErrorAnswer(status=413, message=f"The request is larger than {MAX_BODY} bytes."))
        path = request.url.path
        try:
            asked = read_asked(raw, api)
        except Refused as refused:
            error = ErrorAnswer(status=400, message=refused.message, param=refused.param, code=refused.code)
            self.log.add(LoggedRequest(path=path, raw=raw, rule=None, answer="400"))
            return self.error(error)
        played = self._player.play(asked)
        self.log.add(LoggedRequest(path=path, raw=raw, rule=played.rule, answer=played.kind))
        if played.delay:
            await self.until_closing(asyncio.sleep(played.delay))
        return self._rendered(api, asked, played)

    def json(self, body: object) -> Response:
        """An answer with a JSON body."""
        return self._sent(pydantic_core.to_json(body))

    def error(self, error: ErrorAnswer) -> Response:
        """An answer that is an error."""
        return Response(error.content, error.status, self._headers() | error.headers)

    async def until_closing(self, waiting: Coroutine[None, None, None]) -> None:
        """Waits, but no longer than until the server closes."""
        tasks = {asyncio.create_task(waiting), asyncio.create_task(self._closed())}
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()

    def _rendered(self, api: ModelApi, asked: Asked, played: Played) -> Response:
        reply, broken = played.answer, played.broken
        if isinstance(reply, ErrorAnswer):
            return self.error(reply)
        if broken in ("reset", "stall"):
            return _Dropped(self, stalled=broken == "stall")
        number, created = played.number, int(self._now())
        if not asked.stream:
            return self._sent(whole_body(api, reply, asked, number=number, created=created, broken=broken))
        events = streamed(api, reply, asked, number=number, created=created, broken=broken)
        headers = self._headers() | {"content-type": "text/event-stream; charset=utf-8", "cache-control": "no-cache"}
        return StreamingResponse(_one_by_one(events), headers=headers)

    async def _closed(self) -> None:
        await self.closing.wait()

    def _sent(self, content: bytes) -> Response:
        return Response(content, headers=self._headers() | {"content-type": "application/json"})

    def _headers(self) -> dict[str, str]:
        self._answers += 1
        return {"x-request-id": f"req_mock{self._answers}", "openai-version": "2020-10-01"}


class _Dropped(Response):
    """No answer: the connection is closed at once or, stalled, when the client has left."""

    def __init__(self, mock: Mock, *, stalled: bool = False) -> None:
        super().__init__()
        self._mock = mock
        self._stalled = stalled

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._stalled:
            await self._mock.until_closing(_left(receive))
        if self._mock.abort is None:
            await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"1")]})
            return
        self._mock.abort(scope)
        # a server takes a missing answer for a mistake of ours unless it has seen the end of the connection
        await _left(receive)


def create_app(scenario: Scenario | str | Path | None = None, *, now: Callable[[], float] = time.time) -> Starlette:
    """The mock server as an application. `scenario` is one or the path of its file; without it, the offline model.

    `app.state.mock` is its `Mock`. Raises `ScenarioError` for a file that cannot be used.
    """
    mock = Mock(read_scenario(scenario), now)
    models = mock.scenario.models or [OfflineModel.name]

    async def chat_completions(request: Request) -> Response:
        return await mock.answer(request, "chat")

    async def responses(request: Request) -> Response:
        return await mock.answer(request, "responses")

    async def list_models(_: Request) -> Response:
        return mock.json({"object": "list", "data": [_model(name) for name in models]})

    async def retrieve_model(request: Request) -> Response:
        name = request.path_params["model"]
        return mock.json(_model(name)) if name in models else mock.error(unknown_model(name))

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


async def _read(request: Request) -> bytes | None:
    """The body; None if it is too long."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BODY:
            return None
    return bytes(body)


async def _left(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _one_by_one(events: Iterator[bytes]) -> AsyncIterator[bytes]:
    for event in events:
        yield event


def _model(name: str) -> dict[str, object]:
    return {"id": name, "object": "model", "created": 0, "owned_by": "mock"}
