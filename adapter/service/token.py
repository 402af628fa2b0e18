"""The shared secret that the platform sends with every event."""

import hmac

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocket

from adapter.service.problem import problem

HEADER = "x-api-token"
"""The platform's header (sipgate AI Flow docs, authentication). One example of theirs shows X-API-Key; their own apps
check this one."""

OPEN_PATHS = frozenset({"/healthz", "/readyz"})


class TokenGuard:
    """Lets a request, or the upgrade to a WebSocket, pass only with the token, where there is one.

    Compares in constant time.
    """

    def __init__(self, app: ASGIApp, token: str | None = None) -> None:
        self._app = app
        self._token = token.encode() if token else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._may_pass(scope):
            await self._app(scope, receive, send)
            return
        refusal = problem(401, "No or wrong token", "send it in the header X-API-TOKEN")
        if scope["type"] == "websocket":
            await WebSocket(scope, receive, send).send_denial_response(refusal)
        else:
            await refusal(scope, receive, send)

    def _may_pass(self, scope: Scope) -> bool:
        if self._token is None or scope["type"] == "lifespan":
            return True
        # Mounted in another application, the path begins with where that is.
        if scope["type"] == "http" and scope["path"].removeprefix(scope.get("root_path", "")) in OPEN_PATHS:
            return True
        given = Headers(scope=scope).get(HEADER, "").encode("latin-1")
        return hmac.compare_digest(given, self._token)
