"""Routes of live calls, answered before the application's routing, which takes a tenth of what a request costs."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Final, cast

from fastapi import FastAPI
from fastapi.telemetry import get_telemetry_data
from starlette.middleware.body_limit import MAX_BODY_SIZE_SCOPE_KEY
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from adapter.service.access import path_of

METHOD: Final = "POST"
"""That of all events and questions of calls."""


def answer_first(app: FastAPI, routes: Mapping[str, ASGIApp]) -> None:
    """Answers these paths before an application's routing, within the middleware that is added from now on.

    They stand in the routing, too, before all others: for other methods, and for whoever listens to FastAPI's spans and
    metrics, which are told there which route it was. A route of FastAPI's own beside them is there for the API page.
    """
    app.router.routes[:0] = [Route(path, answers, methods=[METHOD]) for path, answers in routes.items()]
    app.add_middleware(DirectRoutes, routes=routes)


class DirectRoutes:
    """Hands a request for one of these paths to what answers it, and all others on.

    An error is answered by the handlers of the application, as everywhere.
    """

    def __init__(self, app: ASGIApp, routes: Mapping[str, ASGIApp]) -> None:
        self._app = app
        self._routes = dict(routes)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        direct = scope["type"] == "http" and scope["method"] == METHOD and self._routes.get(path_of(scope))
        if not direct or get_telemetry_data() is not None:
            await self._app(scope, receive, send)
            return
        try:
            await direct(scope, receive, send)
        except Exception as error:
            response = await _said_of(error, Request(scope, receive))
            if response is None:
                raise
            await response(scope, receive, send)


class AnsweredBy:
    """A function of a route as an application: no function, which a `Route` would take for what it is made of."""

    def __init__(self, answer: Callable[[Request], Awaitable[Response]], *, max_body_size: int | None = None) -> None:
        self._answer = answer
        self._max_body_size = max_body_size

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._max_body_size is not None:
            scope[MAX_BODY_SIZE_SCOPE_KEY] = self._max_body_size
        response = await self._answer(Request(scope, receive, send))
        await response(scope, receive, send)


async def _said_of(error: Exception, request: Request) -> Response | None:
    """What the application's handler of such an error answers, None where it has none."""
    handlers = request.app.exception_handlers
    handler = next((handlers[kind] for kind in type(error).__mro__ if kind in handlers), None)
    return None if handler is None else cast(Response, await handler(request, error))
