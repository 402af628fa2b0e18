"""Signing in with the token, for people in a browser, which sends no header of ours: `POST /login`, and a cookie."""

import base64
import hashlib
import hmac
import logging
import re
from collections.abc import Callable
from datetime import datetime
from typing import Final
from urllib.parse import parse_qsl

from fastapi import APIRouter, Request, Response
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import cookie_parser
from starlette.responses import HTMLResponse, RedirectResponse

from adapter.service.pages import page_text, policy
from adapter.telemetry import Sparing

logger = logging.getLogger(__name__)
logger.addFilter(Sparing())

COOKIE: Final = "transfer_adapter"
LASTS: Final = 12 * 3600
"""Seconds that somebody stays signed in: a working day."""
MAX_FORM: Final = 8 * 1024
"""Bytes of the form: a token, and the name of a page."""

_PAGES: Final = re.compile(
    r"/(?P<shown>docs|openapi\.json)(?:/[a-z0-9.-]+)?|/(?P<used>playground)(?:/(?!\.+(?:/|$))[A-Za-z0-9_.-]+)*"
)
"""What a browser shows, with what it loads for it; what is used there is also sent to."""
_PATH: Final = "/login"


class Login:
    """Whoever has once shown the token may see the pages, by a cookie.

    The cookie is good for the pages alone and for `LASTS` seconds of `now`. It does not hold the token but proves it:
    every worker and host knows it, and with another token it is void.
    """

    def __init__(self, token: str, now: Callable[[], datetime]) -> None:
        self._token = token.encode()
        self._now = now

    def takes(self, token: str) -> bool:
        """Whether this is the token; it takes as long for a nearly right one."""
        return hmac.compare_digest(token.encode(), self._token)

    def cookie(self) -> str:
        """A value of the cookie that is good from now on."""
        return self._signed(int(self._now().timestamp()) + LASTS)

    def knows(self, headers: Headers) -> bool:
        """Whether a request bears a cookie that is good now."""
        given = cookie_parser(headers.get("cookie", "")).get(COOKIE, "")
        until, _, _ = given.partition(".")
        if not (until.isascii() and until.isdigit() and len(until) < 16):
            return False
        left = int(until) - self._now().timestamp()
        return 0 < left <= LASTS and hmac.compare_digest(given.encode(), self._signed(int(until)).encode())

    def _signed(self, until: int) -> str:
        return f"{until}.{hmac.digest(self._token, f'{COOKIE} until {until}'.encode(), 'sha256').hex()}"


def page_of(path: str) -> str | None:
    """The page that a path belongs to, None for a path of programs."""
    found = _PAGES.fullmatch(path)
    return found["shown"] or found["used"] if found else None


def takes_cookie(method: str, path: str) -> bool:
    """Whether the cookie opens a path for a request of this method: a page to be looked at, or one to be used."""
    found = _PAGES.fullmatch(path)
    return found is not None and (method in ("GET", "HEAD") or found["used"] is not None)


def signs_in(method: str, path: str) -> bool:
    """Whether a request is one to sign in."""
    return method == "POST" and path == _PATH


def login_page(page: str, *, refused: bool = False) -> Response:
    """The form, 401, that leads on to a page when the token is right."""
    style = page_text("login.css")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    told = '<p role="alert">This is not the token.</p>' if refused else ""
    # Nothing that was sent stands in it: `page` is a name that we know.
    text = page_text("login.html").replace("{style}", style).replace("{page}", page).replace("{refused}", told)
    return HTMLResponse(text, 401, policy(style=f"'sha256-{digest}'"))


def login_routes(login: Login) -> APIRouter:
    """`POST /login`: form field `token`, and `page` for where to go then."""
    router = APIRouter(include_in_schema=False)

    @router.post(_PATH, max_body_size=MAX_FORM)
    async def sign_in(request: Request) -> Response:
        form = _form(await request.body())
        page = page_of(f"/{form.get('page', '')}") or "docs"
        if not login.takes(form.get("token", "")):
            logger.warning("somebody tried to sign in with a wrong token")
            return login_page(page, refused=True)
        response = RedirectResponse(page, 303, policy())
        response.set_cookie(
            COOKIE,
            login.cookie(),
            max_age=LASTS,
            path=request.scope.get("root_path") or "/",
            secure=_encrypted(request),
            httponly=True,
            samesite="strict",
        )
        return response

    return router


def _form(body: bytes) -> dict[str, str]:
    """The fields of a form. Raises `HTTPException` for what is none."""
    try:
        return dict(parse_qsl(body.decode("ascii"), keep_blank_values=True, max_num_fields=8))
    except ValueError:
        raise HTTPException(422, "Not a form") from None


def _encrypted(request: Request) -> bool:
    """Whether the browser speaks TLS, with us or with a proxy before us. Who lies about it harms their own cookie."""
    return "https" in (request.url.scheme, request.headers.get("x-forwarded-proto", "").strip().lower())
