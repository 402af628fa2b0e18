"""A model server of somebody else's, as it may be met: with a key, a window, a path, a template that drops tools.

It answers as our mock does, over real HTTP, but does not say that it is a mock.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from adapter.testing.mock_server.app import MockServer
from adapter.testing.mock_server.model_server import application
from adapter.testing.mock_server.server import RunningMock
from adapter.testing.scenario import parse_scenario
from adapter.testing.scenario.http_errors import ErrorResponse, model_not_found
from adapter.tool_calls.request import ModelApi

Refuses = Callable[[Mapping[str, object]], ErrorResponse | None]


@dataclass(kw_only=True)
class Kind:
    """What a server is like. `refuses` looks at a decoded body; `rules` are a scenario's, else it answers offline."""

    models: tuple[str, ...] | None = ("m",)
    """None: any model, and no list."""
    lists: bool = True
    any_model: bool = False
    key: str | None = None
    window: int | None = None
    tells_window: bool = True
    drops_tools: bool = False
    path: str = "/v1"
    apis: tuple[ModelApi, ...] = ("chat", "responses")
    rules: list[object] = field(default_factory=list)
    refuses: Refuses | None = None
    props: dict[str, object] | None = None
    delay: float = 0.0


class StrangeServer(MockServer):
    """The state of such a server."""

    def __init__(self, kind: Kind) -> None:
        models = None if kind.any_model or kind.models is None else list(kind.models)
        rules = {"rules": kind.rules, "unmatched": "offline", **({} if models is None else {"models": models})}
        super().__init__(parse_scenario(rules), lambda: 0.0)
        self.kind = kind
        self.lists = 0

    def model(self, name: str) -> dict[str, object]:
        told = {"meta": {"n_ctx": self.kind.window}} if self.kind.window and self.kind.tells_window else {}
        return super().model(name) | {"owned_by": "somebody"} | told

    def refused_key(self, request: Request) -> Response | None:
        key = self.kind.key
        sent = request.headers.get("authorization", "").removeprefix("Bearer ")
        if key is None or sent == key:
            return None
        message = f"Incorrect API key provided: {sent}. You can find your API key at https://example.com."
        return self.error(ErrorResponse(status=401, message=message, code="invalid_api_key"))

    async def received(self, request: Request) -> bytes | Response:
        refused = self.refused_key(request)
        if refused is not None:
            return refused
        raw = await super().received(request)
        if not isinstance(raw, bytes):
            return raw
        if self.kind.delay:
            await self.pause(self.kind.delay)
        body = json.loads(raw)
        if self.kind.drops_tools:
            body.pop("tools", None)
        error = self.kind.refuses(body) if self.kind.refuses else None
        if error is not None:
            return self.error(error)
        tokens = len(json.dumps(body)) // 4
        window = self.kind.window
        if window is not None and tokens > window:
            message = f"the request exceeds the available context size ({window} tokens), try increasing it"
            told = {"code": 400, "message": message, "type": "exceed_context_size_error"}
            return Response(json.dumps({"error": {**told, "n_prompt_tokens": tokens, "n_ctx": window}}), 400)
        return json.dumps(body).encode()


def model_server(kind: Kind | None = None) -> RunningMock:
    """The server in a thread, for the time of a `with` statement. Its `base_url` ends with `/v1`, whatever its path."""
    kind = kind or Kind()
    return RunningMock(_application(kind), 0)


def _application(kind: Kind) -> Starlette:
    server = StrangeServer(kind)

    async def chat_completions(request: Request) -> Response:
        return await server.answer(request, "chat")

    async def responses(request: Request) -> Response:
        return await server.answer(request, "responses")

    async def models(request: Request) -> Response:
        server.lists += 1
        if kind.models is None or not kind.lists:
            return server.error(model_not_found("models"))
        return server.refused_key(request) or server.json({"data": [server.model(name) for name in kind.models]})

    async def props(_: Request) -> Response:
        return server.json(kind.props)

    routes = [Route(f"{kind.path}/models", models)]
    if "chat" in kind.apis:
        routes.append(Route(f"{kind.path}/chat/completions", chat_completions, methods=["POST"]))
    if "responses" in kind.apis:
        routes.append(Route(f"{kind.path}/responses", responses, methods=["POST"]))
    if kind.props is not None:
        routes.append(Route("/props", props))
    return application(server, *routes)
