"""Nothing that was sent comes back in an error or stands in a log: a marker, anywhere in any request."""

import json
import logging
from collections.abc import Iterator
from typing import Any

import httpx2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adapter import Assistant, Directory, OfflineModel
from adapter.service.app import create_app
from tests.service.raw_http import connected, everything
from tests.serving import serving

MARK = "Qz7mark9Xw"
MARKERS = (MARK, "4915199988877", "\x1b[31m" + MARK, MARK * 200)
PATHS = (
    *("/webhook", "/v1/decide", "/v1/resolve", "/v1/tools", "/healthz", "/readyz"),
    *("/docs", "/docs/start.js", "/openapi.json", "/login", "/"),
)

SAID = {"role": "user", "content": "Karte"}
BODIES: dict[str, Any] = {
    "/webhook": {"type": "user_speak", "text": "hello", "barged_in": False},
    "/v1/decide": {"messages": [SAID], "session": {"id": "c"}, "progress": {"tried": {}}},
    "/v1/resolve": {"name": "transfer_to_cards", "arguments": "{}", "messages": [SAID], "session": {"id": "c"}},
}
UPGRADE = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
}


@pytest.fixture(scope="module")
def clients(bank: Directory) -> Iterator[tuple[httpx2.Client, ...]]:
    """A service without a token, and one with."""
    opened = (create_app(Assistant(bank, OfflineModel())), create_app(Assistant(bank, OfflineModel()), token="secret"))
    with (
        serving(opened[0]) as one,
        serving(opened[1]) as two,
        httpx2.Client(base_url=one, timeout=20) as without,
        httpx2.Client(base_url=two, timeout=20) as guarded,
    ):
        yield without, guarded


@st.composite
def marked(draw: st.DrawFn, value: Any, mark: str) -> Any:
    """A JSON value with the marker in one place: a key, a value, beside one, or around all."""
    if isinstance(value, dict) and value and draw(st.booleans()):
        key = draw(st.sampled_from(sorted(value)))
        return {**value, key: draw(marked(value[key], mark))}
    if isinstance(value, list) and value and draw(st.booleans()):
        return [draw(marked(value[0], mark)), *value[1:]]
    forms = [mark, [mark], {mark: 1}, {mark: {mark: mark}}]
    if isinstance(value, dict):
        forms += [{**value, mark: mark}, {**value, "session": {"id": 7, mark: mark}}]
    return draw(st.sampled_from(forms))


@st.composite
def requests(draw: st.DrawFn) -> tuple[str, bytes]:
    """A request with a marker in it, as bytes."""
    mark = draw(st.sampled_from(MARKERS))
    line, path = mark.replace("\x1b", ""), draw(st.sampled_from(PATHS))
    method, version, query = ("POST" if path in BODIES else "GET"), "HTTP/1.1", ""
    headers = {"Host": "127.0.0.1", "X-API-TOKEN": "secret", "Content-Type": "application/json"}
    body = json.dumps(BODIES.get(path, {}))
    match draw(st.sampled_from(["line", "header", "name", "json", "text", "upgrade", "chunk"])):
        case "line":
            place = draw(st.sampled_from(["method", "path", "tail", "query", "api", "version", "slash"]))
            method = line if place == "method" else method
            path += {"path": line, "tail": f"/{line}", "slash": "/"}.get(place, "")
            query = {"query": f"?{line}={line}", "api": f"?api={line}", "slash": f"?{line}"}.get(place, "")
            version = line if place == "version" else version
        case "header":
            name = draw(st.sampled_from(["Host", "X-API-TOKEN", "Origin", "Content-Type", "Content-Length", "Cookie"]))
            headers[name] = mark
        case "name":
            headers[line] = line
        case "json":
            body = json.dumps(draw(marked(BODIES.get(path, {}), mark)))
        case "text":
            cut = draw(st.integers(0, len(body)))
            body = body[:cut] + mark + body[cut:]
        case "upgrade":
            path, method, body = "/webhook", "GET", ""
            headers |= UPGRADE
            others = ("Sec-WebSocket-Protocol", "Sec-WebSocket-Extensions", "Origin")
            headers[draw(st.sampled_from([*UPGRADE, *others]))] = line
        case _:
            headers["Transfer-Encoding"] = "chunked"
            body = f"{line}\r\n{body}\r\n"
    if "Transfer-Encoding" not in headers:
        headers.setdefault("Content-Length", str(len(body.encode())))
    top = [f"{method} {path}{query} {version}", *(f"{name}: {value}" for name, value in headers.items()), "", ""]
    return mark, "\r\n".join(top).encode("latin-1") + body.encode()


@given(requests(), st.booleans())
@settings(suppress_health_check=list(HealthCheck))
def test_a_marker_comes_back_in_no_error_and_stands_in_no_log(
    clients: tuple[httpx2.Client, ...], caplog: pytest.LogCaptureFixture, asked: tuple[str, bytes], guarded: bool
) -> None:
    caplog.clear()
    mark, sent = asked
    with caplog.at_level(logging.INFO), connected(clients[guarded]) as connection:
        connection.sendall(sent)
        said = everything(connection)
    for form in {mark, mark.lower(), mark[-10:], mark[-10:].lower()}:
        if not said or said.split(b" ", 2)[1] >= b"300":
            assert form.encode() not in said
            assert len(said) < 2000
        assert form not in caplog.text
