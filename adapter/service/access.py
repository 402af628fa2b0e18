"""Who may ask: whoever has the token; where there is none, whoever asks from this machine and is no web page."""

import hmac
import logging
import re
from collections.abc import Collection, Sequence
from typing import Final

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocket

from adapter.service.failure import failure, gateway_path
from adapter.service.login import Login, login_page, page_of, signs_in, takes_cookie
from adapter.telemetry import Sparing
from adapter.wiring import is_loopback

logger = logging.getLogger(__name__)
logger.addFilter(Sparing())

HEADER: Final = "x-api-token"
"""The platform's header (sipgate AI Flow docs, authentication). One example of theirs shows X-API-Key; their own apps
check this one."""

OPEN_PATHS: Final = frozenset({"/healthz", "/readyz"})
"""Anybody may ask them, and only who may ask everything is told details."""

_OWN_PROOF: Final = re.compile(r"/vapi|/conversation-relay(?:/[a-z]+)?")
"""Routes of platforms that prove a message by themselves (`Platform.verify`), and need no token of ours."""

_MAY: Final = "transfer_adapter.may_ask"


def may_ask(scope: Scope) -> bool:
    """Whether who asks could ask any route, and not only an open one."""
    return bool(scope.get(_MAY))


def from_this_machine(scope: Scope) -> bool:
    """Whether a request comes over loopback, for a host of loopback, and from no web page of somebody else's."""
    headers = Headers(scope=scope)
    hosts = headers.getlist("host")
    return not _over_network(scope) and not _for_other_host(hosts) and not headers.getlist("origin")


class Access:
    """Lets a request, or the upgrade to a WebSocket, pass only from who may ask.

    Routes of platforms with a proof of their own let everybody pass: who has sent a message is asked there.

    With a token: by the token, compared in constant time; an `Origin` is looked at where `origins` are given. Pages
    for people can be looked at by the cookie of `login`, too, and a browser that has none is shown its form. Without a
    token a web page is kept out by its `Origin`, and by the `Host` where its own name has been pointed at this machine.
    """

    def __init__(
        self,
        app: ASGIApp,
        token: str | None = None,
        origins: Collection[str] = (),
        login: Login | None = None,
    ) -> None:
        self._app = app
        self._token = token.encode() if token else None
        self._origins = frozenset(origins)
        self._login = login

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if _OWN_PROOF.fullmatch(path_of(scope)):
            await self._app(scope, receive, send)
            return
        refusal = self._refusal(scope)
        scope[_MAY] = refusal is None
        if refusal is None or _is_open(scope) or self._signs_in(scope):
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await WebSocket(scope, receive, send).send_denial_response(refusal)
        else:
            await refusal(scope, receive, send)

    def _refusal(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        path = path_of(scope)
        hosts = [host.lower() for host in headers.getlist("host")]
        by_cookie = False
        if self._token is not None:
            if not hmac.compare_digest(_given(headers, path), self._token):
                by_cookie = self._signed_in(scope, headers, path)
                if not by_cookie:
                    return self._no_token(headers, path)
        elif _over_network(scope):
            logger.warning("a request that came over a network was refused: set ADAPTER_TOKEN to be asked over one")
            return failure(path, 403, "Not from this machine", "without a token only this machine may ask")
        elif _for_other_host(hosts):
            logger.warning("a request for another host's name was refused: set ADAPTER_TOKEN to be asked by one")
            return failure(
                path, 403, "Not this host", "without a token the host is localhost, or an address of loopback"
            )
        origins = headers.getlist("origin")
        # A browser sends the cookie for pages of other ports of this host, too, whose it is not.
        if origins and (self._token is None or self._origins or by_cookie):
            own = {f"{scheme}://{host}" for host in hosts for scheme in ("http", "https")}
            if not own.union(self._origins).issuperset(origins):
                logger.warning("a web page of another origin was refused; ADAPTER_ALLOWED_ORIGINS would let it in")
                return failure(path, 403, "Not from this origin", "web pages of other origins may not ask")
        return None

    def _signs_in(self, scope: Scope) -> bool:
        return self._login is not None and scope["type"] == "http" and signs_in(scope["method"], path_of(scope))

    def _signed_in(self, scope: Scope, headers: Headers, path: str) -> bool:
        """Whether a page is looked at or used by somebody who has signed in. What is no page needs the token."""
        asks = scope["type"] == "http" and takes_cookie(scope["method"], path)
        return self._login is not None and asks and self._login.knows(headers)

    def _no_token(self, headers: Headers, path: str) -> Response:
        page = page_of(path)
        if page is not None and self._login is not None and "text/html" in headers.get("accept", ""):
            return login_page(page)
        key = " or as Authorization: Bearer" if _takes_key(path) else ""
        return failure(path, 401, "No or wrong token", f"send it in the header X-API-TOKEN{key}")


def _is_open(scope: Scope) -> bool:
    return scope["type"] == "http" and path_of(scope) in OPEN_PATHS


def path_of(scope: Scope) -> str:
    """The path of a request as the routes have it."""
    # Mounted in another application, the path begins with where that is.
    return str(scope["path"]).removeprefix(scope.get("root_path", ""))


def _takes_key(path: str) -> bool:
    """Whether the token may come as a key: of clients of the model's API, and for pages."""
    return path.startswith("/v1/") or gateway_path(path) or page_of(path) is not None


def _given(headers: Headers, path: str) -> bytes:
    """The token that a request bears."""
    given = headers.get(HEADER, "")
    if not given and _takes_key(path):
        scheme, _, given = headers.get("authorization", "").partition(" ")
        given = given.strip() if scheme.lower() == "bearer" else ""
    return given.encode("latin-1")


def _over_network(scope: Scope) -> bool:
    return not (_on_loopback(scope.get("server")) and _on_loopback(scope.get("client")))


def _for_other_host(hosts: Sequence[str]) -> bool:
    return not hosts or not all(is_loopback(_name(host)) for host in hosts)


def _on_loopback(address: tuple[str, int | None] | None) -> bool:
    return address is not None and is_loopback(address[0])


def _name(host: str) -> str:
    """The name in a `Host` header, without its port."""
    name, colon, port = host.rpartition(":")
    return name if colon and port.isdecimal() else host
