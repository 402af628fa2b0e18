"""Who may see and use the page: whoever holds the token, by header or cookie; without one, this machine alone."""

from collections.abc import Iterator

import httpx2
import pytest

from adapter import Assistant, Directory, OfflineModel
from adapter.service.app import create_app
from adapter.service.login import COOKIE
from tests.conftest import EXAMPLES
from tests.playground.browser import Browser
from tests.playground.conftest import Serve
from tests.serving import serving

BANK = EXAMPLES / "bank" / "directory.yaml"
TOKEN = "a-token-of-the-desk"
HTML = {"Accept": "text/html,*/*;q=0.8"}
JSON = {"content-type": "application/json"}


@pytest.fixture(scope="module")
def guarded(serve: Serve) -> httpx2.Client:
    """A playground with a token."""
    return serve(BANK, token=TOKEN)


@pytest.fixture
def stranger(guarded: httpx2.Client) -> Iterator[httpx2.Client]:
    """Somebody without anything."""
    with httpx2.Client(base_url=guarded.base_url, timeout=30) as client:
        yield client


@pytest.fixture
def signed_in(stranger: httpx2.Client) -> httpx2.Client:
    """The same after the form."""
    response = stranger.post("/login", data={"token": TOKEN, "page": "playground"})
    assert (response.status_code, response.headers["location"]) == (303, "playground")
    assert COOKIE in stranger.cookies
    return stranger


def test_the_page_shows_the_form_to_a_stranger_and_the_routes_refuse(stranger: httpx2.Client) -> None:
    page = stranger.get("/playground", headers=HTML)
    assert page.status_code == 401
    assert 'value="playground"' in page.text
    for method, path in (
        ("GET", "/playground/options"),
        ("POST", "/playground/calls"),
        ("GET", "/playground/calls/x"),
        ("PUT", "/playground/calls/x/edits"),
        ("DELETE", "/playground/runs/x"),
        ("GET", "/playground/assets/index.html"),
    ):
        response = stranger.request(method, path, headers=JSON)
        assert response.status_code == 401, path
        assert response.headers["content-type"] == "application/problem+json"


def test_whoever_has_signed_in_uses_all_of_it_and_nothing_else(signed_in: httpx2.Client) -> None:
    assert signed_in.get("/playground", headers=HTML).status_code == 200
    browser = Browser(signed_in)
    browser.begin()
    assert browser.says("I have lost my card")["leads_to"] == "cards"
    browser.edits(cards="Cards.")
    browser.send("DELETE", f"/calls/{browser.call}", status=204)
    assert signed_in.post("/v1/decide", json={"messages": []}).status_code == 401
    assert signed_in.get("/v1/tools").status_code == 401
    assert signed_in.post("/playground/../v1/decide", json={}).status_code in (401, 404)


@pytest.mark.parametrize("header", [{"X-API-TOKEN": TOKEN}, {"Authorization": f"Bearer {TOKEN}"}])
def test_programs_use_it_with_the_token(stranger: httpx2.Client, header: dict[str, str]) -> None:
    assert stranger.post("/playground/calls", json={}, headers=header).status_code == 201


@pytest.mark.parametrize("origin", ["https://evil.example", "http://127.0.0.1:1", "null"])
def test_a_page_of_another_origin_cannot_use_somebodys_cookie(signed_in: httpx2.Client, origin: str) -> None:
    response = signed_in.post("/playground/calls", json={}, headers={"Origin": origin})
    assert response.status_code == 403
    own = str(signed_in.base_url).rstrip("/")
    assert signed_in.post("/playground/calls", json={}, headers={"Origin": own}).status_code == 201


def test_a_page_of_another_origin_is_refused_without_a_token_too(client: httpx2.Client) -> None:
    response = client.post("/playground/calls", json={}, headers={"Origin": "https://evil.example"})
    assert response.status_code == 403
    assert client.get("/playground", headers={"Host": "evil.example"}).status_code == 403


@pytest.mark.parametrize("media_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
def test_what_a_form_can_send_changes_nothing(client: httpx2.Client, media_type: str) -> None:
    headers = {"content-type": media_type} if media_type else {}
    assert client.post("/playground/calls", content=b'{"setup":{}}', headers=headers).status_code == 415


def test_the_page_and_its_files_keep_to_this_service(client: httpx2.Client) -> None:
    page = client.get("/playground")
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    for name in ("index.html", "..%2f__init__.py", "nothing.js", "..%2findex.html"):
        assert client.get(f"/playground/assets/{name}").status_code in (404, 405), name


def test_no_answer_is_kept_by_anybody(client: httpx2.Client) -> None:
    browser = Browser(client)
    browser.begin()
    for path in ("", "/options", f"/calls/{browser.call}", f"/calls/{browser.call}/destinations"):
        assert client.get(f"/playground{path}").headers["cache-control"] == "no-store", path


@pytest.mark.parametrize("size", [300_000, 3_000_000])
def test_a_body_that_is_too_large_is_refused(client: httpx2.Client, size: int) -> None:
    content = b'{"setup":{"prompt":"' + b"x" * size + b'"}}'
    assert client.post("/playground/calls", content=content, headers=JSON).status_code == 413


def test_nothing_that_was_sent_is_repeated(client: httpx2.Client) -> None:
    odd = "s3cr3t-words"
    browser = Browser(client)
    browser.begin()
    for method, path, body in (
        ("POST", "/calls", {"setup": {"directory": odd}}),
        ("POST", "/calls", {"setup": {"prompt": odd}}),
        ("POST", "/calls", {"setup": {"at": odd}}),
        ("POST", "/calls", {odd: odd}),
        ("POST", f"/calls/{browser.call}/events", {"kind": odd}),
        ("POST", f"/calls/{browser.call}/cases", {"turn": 1, "expect": odd}),
        ("PUT", f"/calls/{browser.call}/edits", {"destinations": {odd: {"description": "x"}}}),
        ("POST", "/runs", {"call": odd}),
    ):
        response = client.request(method, f"/playground{path}", json=body)
        assert odd not in response.text, (path, response.text)


def test_nothing_of_a_call_is_logged(client: httpx2.Client, caplog: pytest.LogCaptureFixture) -> None:
    browser = Browser(client)
    browser.begin()
    browser.says("my secret word is xyzzy and I lost my card")
    browser.edits(cards="plugh cards")
    assert "xyzzy" not in caplog.text
    assert "plugh" not in caplog.text


def test_where_it_is_not_asked_for_there_is_no_page() -> None:
    with serving(create_app(Assistant(Directory.load(BANK), OfflineModel()))) as url:
        assert httpx2.get(f"{url}/playground").status_code == 404
