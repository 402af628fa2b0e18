"""Whatever comes to Vapi's server URL, it is answered by one of five statuses, and nothing of it is repeated."""

import json
import logging
from collections.abc import Iterator
from typing import Any

import httpx2
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import response_schema_conformance

from adapter import Assistant, Directory, OfflineModel
from adapter.platforms import Vapi
from adapter.service.app import create_app
from adapter.service.vapi import MAX_BYTES
from tests.platforms.vapi.messages import destination_request, status_update, tool_call, tool_calls
from tests.service.raw_http import answer, connected, head
from tests.serving import serving

MARK = "Qz7mark9Xw"
MESSAGES = [
    tool_calls(tool_call("transfer_to_cards"), said=[("user", "Hello")]),
    destination_request(("user", "Hello")),
    status_update("ended", "assistant-forwarded-call"),
]


@pytest.fixture(scope="module")
def clients(bank: Directory) -> Iterator[tuple[httpx2.Client, httpx2.Client]]:
    """A service without a secret, and one with."""
    one, two = Assistant(bank, OfflineModel()), Assistant(bank, OfflineModel())
    # nowhere to post to: no test of these is about that
    opened = create_app(one, platforms=[one.on(Vapi(control_hosts=()))])
    guarded = create_app(two, platforms=[two.on(Vapi(secret="secret", control_hosts=()))])
    with (
        serving(opened) as first,
        serving(guarded) as second,
        httpx2.Client(base_url=first, timeout=20) as without,
        httpx2.Client(base_url=second, timeout=20) as with_secret,
    ):
        yield without, with_secret


@st.composite
def marked(draw: st.DrawFn, value: Any) -> Any:
    """A message with the marker in one place: a key, a value, beside one, or around all."""
    if isinstance(value, dict) and value and draw(st.integers(0, 3)):
        key = draw(st.sampled_from(sorted(value)))
        return {**value, key: draw(marked(value[key]))}
    if isinstance(value, list) and value and draw(st.booleans()):
        return [draw(marked(value[0])), *value[1:]]
    return draw(st.sampled_from([MARK, [MARK], {MARK: 1}, {MARK: {MARK: MARK}}, MARK * 200]))


@st.composite
def bodies(draw: st.DrawFn) -> bytes:
    text = json.dumps(draw(st.sampled_from(MESSAGES).flatmap(marked)))
    match draw(st.sampled_from(["json", "cut", "in", "bytes"])):
        case "cut":
            return text[: draw(st.integers(0, len(text)))].encode()
        case "in":
            place = draw(st.integers(0, len(text)))
            return f"{text[:place]}{MARK}{text[place:]}".encode()
        case "bytes":
            return draw(st.binary(max_size=50)) + MARK.encode()
    return text.encode()


HEADERS = st.sampled_from(
    [
        {},
        {"authorization": "Bearer secret"},
        {"authorization": f"Bearer {MARK}"},
        {"x-vapi-secret": MARK},
        {"x-signature": MARK, "x-timestamp": MARK},
        {"x-signature": "0" * 64, "x-timestamp": "9" * 400},
        {"x-signature": "é".encode().decode("latin-1"), "x-timestamp": "²"},
        {"x-api-token": MARK},
    ]
)


@given(bodies(), HEADERS, st.booleans())
@settings(suppress_health_check=list(HealthCheck))
def test_whatever_comes_is_answered_and_not_repeated(
    clients: tuple[httpx2.Client, httpx2.Client],
    caplog: pytest.LogCaptureFixture,
    body: bytes,
    headers: dict[str, str],
    guarded: bool,
) -> None:
    caplog.clear()
    sent = [(name.encode(), value.encode("latin-1")) for name, value in headers.items()]
    with caplog.at_level(logging.INFO):
        given_back = clients[guarded].post("/vapi", content=body, headers=sent)
    assert given_back.status_code in (200, 401, 403, 422)
    if given_back.status_code == 200:
        given_back.json()
    else:
        assert MARK not in given_back.text
        assert len(given_back.content) < 500
    told = [line for line in caplog.text.splitlines() if "call " not in line]  # the id of a call stands in its lines
    assert MARK not in "\n".join(told)


@pytest.mark.parametrize("mode", list(GenerationMode))
def test_the_route_keeps_what_the_api_page_promises(
    clients: tuple[httpx2.Client, httpx2.Client], mode: GenerationMode
) -> None:
    page = schemathesis.openapi.from_url(f"{str(clients[0].base_url).rstrip('/')}/openapi.json")

    @given(page["/vapi"]["POST"].as_strategy(generation_mode=mode))
    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    def hold(case: Any) -> None:
        response = case.call()
        case.validate_response(response, checks=[not_a_server_error, response_schema_conformance])

    hold()


def test_a_body_that_is_larger_than_a_message_is_refused(clients: tuple[httpx2.Client, httpx2.Client]) -> None:
    with connected(clients[0]) as connection:
        connection.sendall(head("/vapi", f"Content-Length: {MAX_BYTES + 1}"))
        assert answer(connection)[0] == 413
    with connected(clients[0]) as connection:
        connection.sendall(head("/vapi", "Transfer-Encoding: chunked"))
        for _ in range(MAX_BYTES // 0x10000):
            connection.sendall(b"10000\r\n" + b" " * 0x10000 + b"\r\n")
        connection.sendall(b"1\r\n \r\n")
        assert answer(connection)[0] == 413
    message = status_update("in-progress")
    message["message"]["transcript"] = "x" * (MAX_BYTES - 10_000)
    assert clients[0].post("/vapi", json=message).status_code == 200


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_only_posts_are_taken(clients: tuple[httpx2.Client, httpx2.Client], method: str) -> None:
    assert clients[0].request(method, "/vapi").status_code == 405
