"""Pages for people: whoever holds the token sees them, signed in by a form and a cookie; nothing else opens by it."""

import logging
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from typing import Any

import httpx2
import pytest
from fastapi import FastAPI
from hypothesis import given
from hypothesis import strategies as st
from starlette.datastructures import Headers

from adapter import Assistant, Directory, OfflineModel
from adapter.service.app import create_app
from adapter.service.login import COOKIE, LASTS, MAX_FORM, Login
from adapter.telemetry import Sparing
from tests.serving import serving

Serve = Callable[..., httpx2.Client]

TOKEN = "a token with sécrets & signs"
BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
PAGES = ("/docs", "/docs/start.js", "/docs/swagger-ui-bundle.js", "/docs/swagger-ui.css", "/openapi.json")
PROGRAMS = ("/v1/tools", "/v1/models", "/readyz/", "/docs/../v1/tools")


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 11, 20, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def client(bank: Directory, clock: Clock) -> Iterator[httpx2.Client]:
    """A browser without cookies before a service with a token."""
    app = create_app(Assistant(bank, OfflineModel(), now=clock), token=TOKEN)
    with serving(app) as url, httpx2.Client(base_url=url, timeout=20) as asking:
        yield asking


def signed_in(client: httpx2.Client, **fields: str) -> httpx2.Response:
    return client.post("/login", data={"token": TOKEN, **fields})


@pytest.mark.parametrize("path", PAGES)
def test_a_page_opens_by_header_by_bearer_and_by_the_cookie_of_whoever_has_signed_in(
    client: httpx2.Client, path: str
) -> None:
    assert client.get(path).status_code == 401
    key = TOKEN.encode()
    assert client.get(path, headers=[(b"x-api-token", key)]).status_code == 200
    assert client.get(path, headers=[(b"authorization", b"Bearer " + key)]).status_code == 200
    signed_in(client)
    assert client.get(path).status_code == 200


def test_signing_in_leads_to_the_page_that_was_wanted_and_no_further(client: httpx2.Client) -> None:
    for page in ("docs", "openapi.json"):
        assert signed_in(client, page=page).headers["location"] == page
    for page in ("", "v1/tools", "//evil.example", "https://evil.example/docs", "docs\r\nX: y", "../docs", "docs?x=1"):
        answer = signed_in(client, page=page)
        assert (answer.status_code, answer.headers["location"]) == (303, "docs")


def test_the_cookie_is_for_no_script_no_other_site_and_does_not_hold_the_token(client: httpx2.Client) -> None:
    answer = signed_in(client)
    cookie = SimpleCookie(answer.headers["set-cookie"])[COOKIE]
    assert (cookie["httponly"], cookie["samesite"].lower(), cookie["path"]) == (True, "strict", "/")
    assert cookie["max-age"] == str(LASTS)
    assert not cookie["secure"], "on plain HTTP a browser would not send it"
    assert TOKEN not in cookie.value
    assert re.fullmatch(r"\d+\.[0-9a-f]{64}", cookie.value)
    assert answer.headers["cache-control"] == "no-store"
    proxied = client.post("/login", data={"token": TOKEN}, headers={"X-Forwarded-Proto": "https"})
    assert SimpleCookie(proxied.headers["set-cookie"])[COOKIE]["secure"] is True


@pytest.mark.parametrize("path", PROGRAMS)
def test_the_cookie_opens_nothing_but_pages(client: httpx2.Client, path: str) -> None:
    signed_in(client)
    assert client.get(path).status_code in (401, 404)
    assert client.post("/webhook", json={"type": "session_start", "session": {"id": "c"}}).status_code == 401
    assert client.post("/v1/decide", json={}).status_code == 401


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_the_cookie_changes_nothing(client: httpx2.Client, method: str) -> None:
    signed_in(client)
    assert client.request(method, "/docs").status_code == 401


def test_the_cookie_is_good_for_a_working_day_and_no_longer(client: httpx2.Client, clock: Clock) -> None:
    signed_in(client)
    clock.now += timedelta(seconds=LASTS - 1)
    assert client.get("/docs").status_code == 200
    clock.now += timedelta(seconds=1)
    assert client.get("/docs").status_code == 401


@given(st.text(max_size=80) | st.from_regex(r"[0-9]{1,20}\.[0-9a-f]{64}", fullmatch=True))
def test_no_made_up_cookie_is_known(value: str) -> None:
    login = Login("secret", Clock())
    assert not login.knows(Headers(raw=[(b"cookie", f"{COOKIE}={value}".encode("utf-8", "replace"))]))


def test_a_cookie_is_void_with_another_token_and_when_it_says_that_it_lasts_longer() -> None:
    def bears(value: str) -> Headers:
        return Headers({"cookie": f"other=1; {COOKIE}={value}"})

    clock = Clock()
    login = Login("secret", clock)
    good = login.cookie()
    assert login.knows(bears(good))
    assert not Login("another", clock).knows(bears(good))
    until, _, proof = good.partition(".")
    assert not login.knows(bears(f"{int(until) + 1}.{proof}"))
    clock.now -= timedelta(days=1)
    assert not login.knows(bears(good)), "a clock that was set back does not make it last"


def test_a_browser_that_is_not_signed_in_is_shown_the_form_and_a_program_a_problem(client: httpx2.Client) -> None:
    shown = client.get("/docs", headers=BROWSER)
    assert (shown.status_code, shown.headers["content-type"]) == (401, "text/html; charset=utf-8")
    assert 'name="token" type="password"' in shown.text
    told = client.get("/docs")
    assert (told.status_code, told.headers["content-type"]) == (401, "application/problem+json")
    assert client.get("/v1/tools", headers=BROWSER).headers["content-type"] == "application/problem+json"


def test_a_wrong_token_is_told_without_repeating_it_and_logged_once(
    client: httpx2.Client, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logging.getLogger("adapter.service.login"), "filters", [Sparing()])  # has told nothing so far
    for _ in range(3):
        answer = client.post("/login", data={"token": "<b>wr0ng</b>", "page": "<i>docs</i>"}, headers=BROWSER)
        assert answer.status_code == 401
        assert "This is not the token." in answer.text
        assert "wr0ng" not in answer.text
        assert "<i>" not in answer.text
        assert "set-cookie" not in answer.headers
    lines = [record.getMessage() for record in caplog.records if record.name == "adapter.service.login"]
    assert len(lines) == 1
    assert "wr0ng" not in lines[0]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 401),
        (b"token", 401),
        (b"token=%ff%fe", 401),
        ("token=ü".encode(), 422),
        (b"&".join(b"a=1" for _ in range(99)), 422),
        (b"token=" + b"x" * MAX_FORM, 413),
        (b'{"token": "x"}', 401),
    ],
)
def test_a_form_has_a_size_and_few_fields(client: httpx2.Client, body: bytes, status: int) -> None:
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    assert client.post("/login", content=body, headers=form).status_code == status


@pytest.mark.parametrize("query", ["?token={}", "?X-API-TOKEN={}", "?access_token={}"])
def test_a_token_in_an_address_is_no_token(client: httpx2.Client, query: str) -> None:
    address = query.format(TOKEN.replace(" ", "%20").replace("&", "%26"))
    assert client.get(f"/docs{address}").status_code == 401
    assert client.post(f"/login{address}").status_code == 401


def test_without_a_token_the_page_opens_on_this_machine_and_there_is_nothing_to_sign_in_to(serve: Serve) -> None:
    client = serve()
    assert client.get("/docs").status_code == 200
    assert client.get("/openapi.json").status_code == 200
    assert client.post("/login", data={"token": "x"}).status_code == 404
    assert client.get("/docs", headers={"Origin": "https://evil.example"}).status_code == 403


class Loaded(HTMLParser):
    """What a page loads, and what is written into it to be run."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.inline: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.addresses += [given[name] for name in ("src", "href", "action") if name in given]
        self.inline += [name for name in given if name.startswith("on") or name == "style"]
        if tag == "script" and "src" not in given:
            self.inline.append(tag)


@pytest.mark.parametrize("path", ["/docs", "/login"])
def test_a_page_loads_nothing_from_elsewhere_and_its_policy_would_not_let_it(client: httpx2.Client, path: str) -> None:
    signed_in(client)
    answer = client.get(path) if path == "/docs" else client.post(path)
    loaded = Loaded(answer.text)
    assert loaded.inline == []
    assert not any(re.match(r"[a-z]+:|/", address) for address in loaded.addresses), "relative, wherever it is mounted"
    for address in loaded.addresses:
        if path == "/docs":
            assert client.get(f"/{address}").status_code == 200
    given = dict(part.strip().split(" ", 1) for part in answer.headers["content-security-policy"].split(";"))
    assert given["default-src"] == given["frame-ancestors"] == given["base-uri"] == "'none'"
    assert "unsafe" not in str(given)
    assert "http" not in str(given)
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_an_asset_is_one_of_those_that_there_are(client: httpx2.Client) -> None:
    signed_in(client)
    for name in ("__init__.py", "start.css", "..%2f__init__.py", "%2e%2e", ""):
        assert client.get(f"/docs/{name}").status_code in (401, 404)


@pytest.mark.anyio
async def test_mounted_in_an_application_of_ones_own_everything_stays_below_it(bank: Directory) -> None:
    outer = FastAPI()
    outer.mount("/phone", create_app(Assistant(bank, OfflineModel()), token="secret"))
    transport = httpx2.ASGITransport(app=outer)
    async with httpx2.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
        assert (await client.get("/phone/docs", headers=BROWSER)).status_code == 401
        answer = await client.post("/phone/login", data={"token": "secret"})
        assert SimpleCookie(answer.headers["set-cookie"])[COOKIE]["path"] == "/phone"
        assert answer.headers["location"] == "docs"
        assert (await client.get("/phone/docs")).status_code == 200
        schema = (await client.get("/phone/openapi.json")).json()
        assert schema["servers"] == [{"url": "/phone"}]
        assert (await client.get("/phone/v1/tools")).status_code == 401


def test_the_routes_as_data_say_which_want_the_token(client: httpx2.Client, serve: Serve) -> None:
    signed_in(client)
    schema: dict[str, Any] = client.get("/openapi.json").json()
    assert schema["components"]["securitySchemes"]["token"]["name"] == "X-API-TOKEN"
    assert schema["security"] == [{"token": []}]
    assert schema["paths"]["/healthz"]["get"]["security"] == []
    assert "security" not in schema["paths"]["/webhook"]["post"]
    assert not {"/docs", "/login", "/openapi.json"} & set(schema["paths"])
    assert "security" not in serve().get("/openapi.json").json()
