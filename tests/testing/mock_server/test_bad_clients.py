"""The mock server survives bad clients, and a thousand good ones at once."""

import asyncio
import json
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapter.testing import running_mock
from adapter.testing.mock_server.request_body import MAX_BODY
from adapter.testing.mock_server.request_log import LoggedRequest, RequestLog
from adapter.testing.mock_server.server import RunningMock
from adapter.testing.scenario.file import parse_scenario
from adapter.testing.scenario.rules import Match, Rule, Scenario, Words
from adapter.testing.scenario.scripted_reply import ScriptedReply

PATHS = ("/v1/chat/completions", "/v1/responses")
STREAMS = 1_000

SCENARIO = """
rules:
  - {match: {words: drip}, reply: {fault: slow-drip, slow_ms: 60000, say: Never to be read to its end.}}
  - {match: {words: stall}, reply: {fault: stall-mid-body, say: Never to be ended.}}
  - {match: {words: waves}, reply: {say: one two three}}
unmatched: offline
"""


@pytest.fixture(scope="module")
def server() -> Iterator[RunningMock]:
    with running_mock(parse_scenario(SCENARIO)) as server:
        yield server


@pytest.fixture(scope="module")
def http(server: RunningMock) -> Iterator[httpx2.Client]:
    with httpx2.Client(base_url=server.base_url.removesuffix("/v1"), timeout=10) as client:
        yield client


def address(server: RunningMock) -> tuple[str, int]:
    host, port = server.base_url.removeprefix("http://").removesuffix("/v1").split(":")
    return host, int(port)


def head(*lines: str, path: str = PATHS[0]) -> bytes:
    return "\r\n".join([f"POST {path} HTTP/1.1", "host: mock", *lines, "", ""]).encode("latin-1")


def request_for(said: str, *, stream: bool) -> bytes:
    body = json.dumps({"model": "m", "stream": stream, "messages": [{"role": "user", "content": said}]}).encode()
    return head(f"content-length: {len(body)}") + body


def sent(server: RunningMock, *parts: bytes) -> bytes:
    """What comes back, until the server or its patience ends it."""
    received = b""
    with socket.create_connection(address(server), timeout=10) as client:
        with suppress(ConnectionError):
            for part in parts:
                client.sendall(part)
        with suppress(ConnectionError):
            while chunk := client.recv(65_536):
                received += chunk
                if b"\r\n\r\n" in received:
                    break
    return received


def is_well(server: RunningMock) -> bool:
    return httpx2.get(f"{server.base_url}/models", timeout=10).status_code == 200


# What bad clients send


@pytest.mark.parametrize("path", PATHS)
def test_a_body_that_is_announced_as_too_large_is_refused_before_it_comes(server: RunningMock, path: str) -> None:
    answer = sent(server, head(f"content-length: {10**12}", path=path))
    assert answer.startswith(b"HTTP/1.1 413 ")
    assert is_well(server)


def test_a_chunked_body_that_does_not_end_is_refused_at_the_limit(server: RunningMock) -> None:
    chunk = b"100000\r\n" + b" " * 0x100000 + b"\r\n"
    answer = sent(server, head("transfer-encoding: chunked"), *[chunk] * (MAX_BODY // 0x100000 + 1))
    assert answer.startswith(b"HTTP/1.1 413 ")
    assert is_well(server)


@pytest.mark.parametrize("begun", [b"", b"{", b'{"model": '])
def test_a_body_that_stops_coming_is_given_up(
    server: RunningMock, monkeypatch: pytest.MonkeyPatch, begun: bytes
) -> None:
    monkeypatch.setattr("adapter.testing.mock_server.request_body.BODY_WITHIN", 0.05)
    assert sent(server, head("content-length: 99"), begun).startswith(b"HTTP/1.1 408 ")
    assert sent(server, head("transfer-encoding: chunked"), b"ff\r\n" + begun).startswith(b"HTTP/1.1 408 ")


def test_a_cassette_server_gives_it_up_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "replies.yaml"
    path.write_text("cassette: 1\ninteractions: []\n", "utf-8")
    monkeypatch.setattr("adapter.testing.mock_server.request_body.BODY_WITHIN", 0.05)
    with running_mock(cassette=path) as server:
        assert sent(server, head("content-length: 99"), b"{").startswith(b"HTTP/1.1 408 ")
        assert sent(server, head(f"content-length: {MAX_BODY + 1}"), b"{").startswith(b"HTTP/1.1 413 ")


@pytest.mark.parametrize(
    "raw",
    [
        b"\x00\x01\x02\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",  # TLS spoken to a port that has none
        b"GET\r\n\r\n",
        b"POST /v1/responses HTTP/9.9\r\n\r\n",
        head("content-length: many"),
        head("content-length: -1"),
        head("content-length: 2", "content-length: 3") + b"{}",
        head("transfer-encoding: chunked") + b"not a length\r\n",
        head("no colon here"),
        head("x: \x00"),
        head(f"x: {'y' * 200_000}", "content-length: 0"),
        head("content-encoding: gzip", "content-length: 2") + b"{}",
        head("content-type: \xff\xfe", "content-length: 2") + b"{}",
        head("expect: 100-continue", "content-length: 2") + b"{}",
    ],
)
def test_what_is_no_proper_http_harms_nobody(
    server: RunningMock, capfd: pytest.CaptureFixture[str], raw: bytes
) -> None:
    host, port = address(server)
    with socket.create_connection((host, port), timeout=10) as client, suppress(ConnectionError):
        client.sendall(raw)
        client.shutdown(socket.SHUT_WR)
        answer = client.recv(65_536)
        assert answer == b"" or answer.startswith((b"HTTP/1.1 4", b"HTTP/1.1 100 "))
    assert is_well(server)
    assert capfd.readouterr() == ("", "")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from(["user", "tool", "words"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["role", "content", "type", "text", "tool_calls", "id", "call_id", "function", "name"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)
FIELDS = [
    "messages",
    "input",
    "tools",
    "stream",
    "stream_options",
    "tool_choice",
    "instructions",
    "n",
    "metadata",
    "user",
]


@given(fields=st.dictionaries(st.sampled_from(FIELDS), JSON), model=st.just("m") | JSON, path=st.sampled_from(PATHS))
def test_whatever_json_it_is_asked_it_answers_or_says_why_not(
    http: httpx2.Client, fields: dict[str, object], model: object, path: str
) -> None:
    response = http.post(path, content=json.dumps({"model": model, **fields}).encode())
    assert response.status_code in (200, 400)
    if response.status_code == 400:
        assert response.json()["error"]["message"]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("odd", [r'"\ud800"', r'"\u0000"', "NaN", "1e999", "9" * 5_000, "[" * 300 + "]" * 300])
def test_odd_values_in_any_place_are_answered_or_refused(http: httpx2.Client, path: str, odd: str) -> None:
    for field in ("instructions", "metadata", "user", "tools", "tool_choice", "input", "model"):
        content = (
            f'{{"model": "m", "messages": [{{"role": "user", "content": {odd}}}], "input": "x", "{field}": {odd}}}'
        )
        assert http.post(path, content=content.encode()).status_code in (200, 400)


# Clients that leave, or do not read


@pytest.mark.parametrize("said", ["drip", "stall", "waves"])
@pytest.mark.parametrize("stream", [False, True])
def test_a_client_that_leaves_in_the_middle_harms_nobody(
    server: RunningMock, capfd: pytest.CaptureFixture[str], said: str, stream: bool
) -> None:
    for _ in range(5):
        with socket.create_connection(address(server), timeout=10) as client:
            client.sendall(request_for(said, stream=stream))
            assert client.recv(20).startswith(b"HTTP/1.1 200")
    assert is_well(server)
    assert capfd.readouterr() == ("", "")


def test_no_client_keeps_the_server_from_closing() -> None:
    scenario = Scenario(
        rules=[
            Rule(match=Match(words=Words(all=["vast"])), reply=[ScriptedReply(say="x" * 20_000_000)]),
            Rule(reply=[ScriptedReply(fault="stall-mid-body")]),
        ]
    )
    with ExitStack() as stack, running_mock(scenario) as server:
        clients = [stack.enter_context(socket.create_connection(address(server), timeout=10)) for _ in range(5)]
        begun = (
            request_for("vast", stream=False),
            request_for("x", stream=True),
            head("content-length: 99") + b"{",
            head("transfer-encoding: chunked") + b"5\r\nabcde\r\n",
            b"POST /v1/resp",
        )
        for client, raw in zip(clients, begun, strict=True):
            client.sendall(raw)
        assert server.wait_for_requests(2, timeout=10)
        closing = time.monotonic()
    assert time.monotonic() - closing < 5


def test_the_request_log_does_not_grow_with_what_clients_send(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("adapter.testing.mock_server.request_log.MAX_LOGGED_BYTES", 400)
    log, large = RequestLog(), b" " * 100
    for number in range(10):
        log.add(LoggedRequest(path=str(number), raw=large, rule=None, answer="reply"))
    assert [entry.path for entry in log.entries()] == ["6", "7", "8", "9"]
    log.add(LoggedRequest(path="vast", raw=large * 5, rule=None, answer="reply"))
    assert [entry.path for entry in log.entries()] == ["vast"]
    assert log.wait_for(11, timeout=0)


# A thousand at once


@pytest.fixture
def many_files() -> Iterator[None]:
    """Room for both ends of every connection, where the system's limit is smaller."""
    resource = pytest.importorskip("resource", reason="only Unix has limits of this kind")
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    needed = 2 * STREAMS + 500
    if soft < needed:
        if hard != resource.RLIM_INFINITY and hard < needed:
            pytest.skip(f"the system allows {hard} open files, and {needed} are needed")
        resource.setrlimit(resource.RLIMIT_NOFILE, (needed, hard))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


@pytest.mark.anyio
@pytest.mark.usefixtures("many_files")
async def test_a_thousand_streams_at_once_are_all_answered_in_full(
    server: RunningMock, figure: Callable[[str], None]
) -> None:
    host, port = address(server)
    raw = request_for("waves", stream=True).replace(b"host: mock", b"host: mock\r\nconnection: close")
    all_connected = asyncio.Barrier(STREAMS)

    async def ask() -> bytes:
        reader, writer = await asyncio.open_connection(host, port)
        await all_connected.wait()
        writer.write(raw)
        received = await reader.read()
        writer.close()
        return received

    begun = time.monotonic()
    answers = await asyncio.gather(*(ask() for _ in range(STREAMS)))
    took = time.monotonic() - begun
    assert all(answer.startswith(b"HTTP/1.1 200 OK") for answer in answers)
    assert all(answer.count(b"data: ") == 6 and b"data: [DONE]\n\n" in answer for answer in answers)
    figure(f"mock server: {STREAMS} streams at once, all open before the first is asked, answered in {took:.1f} s")
