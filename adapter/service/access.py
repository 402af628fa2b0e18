"""Who may ask: whoever has the token; where there is none, whoever asks from this machine and is no web page."""

import hmac
import logging
from collections.abc import Collection
from typing import Final

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocket

from adapter.service.problem import problem
from adapter.telemetry import Sparing
from adapter.wiring import is_loopback

logger = logging.getLogger(__name__)
logger.addFilter(Sparing())

HEADER: Final = "x-api-token"
"""The platform's header (sipgate AI Flow docs, authentication). One example of theirs shows X-API-Key; their own apps
check this one."""

OPEN_PATHS: Final = frozenset({"/healthz", "/readyz"})
"""Anybody may ask them, and only who may ask everything is told details."""

_MAY: Final = "transfer_adapter.may_ask"


def may_ask(scope: Scope) -> bool:
    """Whether who asks could ask any route, and not only an open one."""
    return bool(scope.get(_MAY))


class Access:
    """Lets a request, or the upgrade to a WebSocket, pass only from who may ask.

    With a token: by the token, compared in constant time; an `Origin` is looked at where `origins` are given. Without
    one a web page is kept out by its `Origin`, and by the `Host` where its own name has been pointed at this machine.
    """

    def __init__(self, app: ASGIApp, token: str | None = None, origins: Collection[str] = ()) -> None:
        self._app = app
        self._token = token.encode() if token else None
        self._origins = frozenset(origins)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        refusal = self._refusal(scope)
        scope[_MAY] = refusal is None
        if refusal is None or _is_open(scope):
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await WebSocket(scope, receive, send).send_denial_response(refusal)
        else:
            await refusal(scope, receive, send)

    def _refusal(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        hosts = [host.lower() for host in headers.getlist("host")]
        if self._token is not None:
            if not hmac.compare_digest(headers.get(HEADER, "").encode("latin-1"), self._token):
                return problem(401, "No or wrong token", "send it in the header X-API-TOKEN")
        elif not (_on_loopback(scope.get("server")) and _on_loopback(scope.get("client"))):
            logger.warning("a request that came over a network was refused: set ADAPTER_TOKEN to be asked over one")
            return problem(403, "Not from this machine", "without a token only this machine may ask")
        elif not hosts or not all(is_loopback(_name(host)) for host in hosts):
            logger.warning("a request for another host's name was refused: set ADAPTER_TOKEN to be asked by one")
            return problem(403, "Not this host", "without a token the host is localhost, or an address of loopback")
        origins = headers.getlist("origin")
        if origins and (self._token is None or self._origins):
            own = {f"{scheme}://{host}" for host in hosts for scheme in ("http", "https")}
            if not own.union(self._origins).issuperset(origins):
                logger.warning("a web page of another origin was refused; ADAPTER_ALLOWED_ORIGINS would let it in")
                return problem(403, "Not from this origin", "web pages of other origins may not ask")
        return None


def _is_open(scope: Scope) -> bool:
    # Mounted in another application, the path begins with where that is.
    return scope["type"] == "http" and scope["path"].removeprefix(scope.get("root_path", "")) in OPEN_PATHS


def _on_loopback(address: tuple[str, int | None] | None) -> bool:
    return address is not None and is_loopback(address[0])


def _name(host: str) -> str:
    """The name in a `Host` header, without its port."""
    name, colon, port = host.rpartition(":")
    return name if colon and port.isdecimal() else host
