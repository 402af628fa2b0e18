"""Request bodies, with a limit and a deadline for every route."""

import asyncio

from starlette.exceptions import HTTPException
from starlette.middleware.body_limit import MAX_BODY_SIZE_SCOPE_KEY
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from adapter.service.failure import gateway_path

MAX_BYTES = 256 * 1024
"""Of a body, and of a message over a WebSocket: an event is a few hundred bytes, a decide request one conversation.

A route that needs more says so where it is declared: `@router.post(…, max_body_size=…)`.
"""

MODEL_BYTES = 2 * 1024 * 1024
"""Of a request in the API of a model: platforms send the whole history and all tools with every turn. What is larger is
told in the form of that API, which a limit at the route would not."""

MAX_SECONDS = 10.0
"""For a body to arrive. The platform waits a few seconds for an answer, so a slower one is no event of a live call."""


class BoundedBody:
    """Whoever reads the body of a request gets no more than the limit, and not later than the deadline.

    What is too large is 413, what is too slow 408: `HTTPException`s, raised where the body is read. A body that nobody
    reads is nobody's.
    """

    def __init__(self, app: ASGIApp, seconds: float = MAX_SECONDS) -> None:
        self._app = app
        self._seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            receive = _Arriving(scope, receive, self._seconds).receive
        await self._app(scope, receive, send)


class _Arriving:
    """The body of one request. Once it is there, what is read is the end of the connection, which has no deadline."""

    def __init__(self, scope: Scope, receive: Receive, seconds: float) -> None:
        self._scope = scope
        self._receive = receive
        self._seconds = seconds
        self._until: float | None = None
        self._size = 0
        self._more = True

    async def receive(self) -> Message:
        if not self._more:
            return await self._receive()
        if self._until is None:
            self._until = asyncio.get_running_loop().time() + self._seconds
            self._check(_announced(self._scope))
        try:
            async with asyncio.timeout_at(self._until):
                message = await self._receive()
        except TimeoutError as error:
            raise HTTPException(408, f"The body did not arrive within {self._seconds:g} seconds") from error
        self._more = message["type"] == "http.request" and message.get("more_body", False)
        self._size += len(message.get("body", b""))
        self._check(self._size)
        return message

    def _check(self, size: int) -> None:
        usual = MODEL_BYTES if gateway_path(self._scope["path"]) else MAX_BYTES
        limit = self._scope.get(MAX_BODY_SIZE_SCOPE_KEY, usual)
        if size > limit:
            raise HTTPException(413, f"The body is larger than {limit} bytes")


async def body_of(receive: Receive) -> bytes:
    """The whole body of a request. Raises `ClientDisconnect` where whoever sends it hangs up meanwhile."""
    pieces: list[bytes] = []
    more = True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        pieces.append(message.get("body", b""))
        more = message.get("more_body", False)
    return pieces[0] if len(pieces) == 1 else b"".join(pieces)


def _announced(scope: Scope) -> int:
    """The length that a request says its body has; 0 where it says none."""
    given = next((value for name, value in scope["headers"] if name == b"content-length"), b"0")
    return int(given) if given.isdigit() and len(given) < 20 else 0
