"""The gateway's routes: the API of a model, for voice platforms that let people set its base URL."""

import asyncio
import json
import time
from collections.abc import Mapping
from typing import Any, Final

import pydantic_core
from fastapi import APIRouter, FastAPI, Request
from starlette.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send

from adapter.errors import (
    ModelAuthError,
    ModelError,
    ModelOverloaded,
    ModelRedirected,
    ModelRequestRejected,
    ModelTimeout,
    RequestError,
)
from adapter.gateway.relay import Gateway
from adapter.gateway.relayed import Relayed
from adapter.service.body import body_of
from adapter.service.failure import BASES, model_error
from adapter.service.gateway_page import OPERATION, errors

MAX_VALUES: Final = 100_000
"""Objects, lists and their members in it, by its brackets and commas."""

router = APIRouter(tags=["gateway"])


async def models(request: Request) -> Response:
    """The one model that there is."""
    return _json({"object": "list", "data": [_model(request.app.state.gateway)]})


async def model(model_id: str, request: Request) -> Response:
    """The model, under whatever name a platform has for it: every one is answered by the same."""
    return _json({**_model(request.app.state.gateway), "id": model_id[:200]})


for base in BASES:
    for path, answer in (("models", models), ("models/{model_id:path}", model)):
        router.add_api_route(
            f"{base}/{path}",
            answer,
            include_in_schema=base == "/v1",
            response_class=JSONResponse,
            responses=errors(s401="No or wrong token"),
        )


def mount(app: FastAPI) -> None:
    """Puts the gateway's routes into an application, but for `DIRECT`.

    That of chat completions is none of FastAPI's, which would wait for what it returns; so the API page is told of it
    here.
    """
    app.include_router(router)
    of_the_others = app.openapi

    def openapi() -> dict[str, Any]:
        page = of_the_others()
        page["paths"]["/v1/chat/completions"] = {"post": {"tags": router.tags, **OPERATION}}
        return page

    app.openapi = openapi  # type: ignore[method-assign]  # the way that FastAPI's documentation names


class ChatCompletions:
    """Text passes at once; a transfer is held, judged, and leaves as the call that the platform carries out.

    The response begins when the first frame is there, so that a failure before has a status. When the client has gone,
    the request to the model ends with it.
    """

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request. Raises `RequestError` for what is none, and what `BoundedBody` raises."""
        body = _decoded(await body_of(receive))
        gateway: Gateway = scope["app"].state.gateway
        try:
            async with gateway.answering(body) as relayed:
                leaving = asyncio.create_task(_gone(receive, relayed))
                try:
                    if body.get("stream") is True:
                        await _stream(relayed, send)
                    elif whole := await relayed.whole():
                        await _json_bytes(whole)(scope, receive, send)
                finally:
                    leaving.cancel()
        except ModelError as error:
            await model_error(_status(error), _said(error))(scope, receive, send)


DIRECT: Final = {f"{base}/chat/completions": ChatCompletions() for base in BASES}


async def _stream(relayed: Relayed, send: Send) -> None:
    begun = False
    async for frame in relayed.frames():
        if not begun:
            await send({"type": "http.response.start", "status": 200, "headers": _HEADERS})
            begun = True
        await send({"type": "http.response.body", "body": frame, "more_body": not relayed.ended})
    if begun and not relayed.ended:
        await send({"type": "http.response.body", "body": b"", "more_body": False})


_HEADERS: Final = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-cache"),
    (b"x-accel-buffering", b"no"),  # nginx would hold the frames back
]


async def _gone(receive: Receive, relayed: Relayed) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    relayed.give_up()


def _decoded(body: bytes) -> dict[str, Any]:
    if sum(map(body.count, (b"{", b"[", b","))) > MAX_VALUES:
        raise RequestError(f"the body holds more than {MAX_VALUES} values")
    try:
        value = pydantic_core.from_json(body)
    except ValueError:
        # JavaScript writes a text that was cut inside an emoji with half a surrogate pair, which only json reads.
        try:
            value = json.loads(body)
        except (ValueError, RecursionError):
            raise RequestError("the body is not JSON") from None
    if not isinstance(value, dict):
        raise RequestError("the body is not a JSON object")
    return value


def _status(error: ModelError) -> int:
    """What a platform is told of a model that has failed: never that its own key is wrong."""
    if isinstance(error, ModelTimeout):
        return 504
    if isinstance(error, ModelOverloaded):
        return 429
    if isinstance(error, ModelRequestRejected) and not isinstance(error, ModelAuthError | ModelRedirected):
        return 400
    return 502


def _said(error: ModelError) -> str:
    return f"the model behind this gateway could not be asked ({error.code})"


def _model(gateway: Gateway) -> dict[str, object]:
    return {"id": gateway.upstream.name, "object": "model", "created": _STARTED, "owned_by": "transfer-adapter"}


_STARTED: Final = int(time.time())


def _json(value: Mapping[str, object]) -> Response:
    return _json_bytes(pydantic_core.to_json(value))


def _json_bytes(body: bytes) -> Response:
    return Response(body, media_type="application/json")
