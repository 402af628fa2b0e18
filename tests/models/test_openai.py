"""The real openai client over real HTTP on loopback: what is sent, what each answer becomes, when it is asked again."""

import asyncio
import gzip
import json
import logging
import os
import traceback
from contextlib import aclosing

import httpx2
import pytest

from adapter.errors import (
    ModelAuthError,
    ModelError,
    ModelOverloaded,
    ModelRedirected,
    ModelReplyTooLarge,
    ModelReplyUnreadable,
    ModelRequestRejected,
    ModelServerError,
    ModelTimeout,
    ModelUnreachable,
)
from adapter.models.openai import OpenAIModel
from adapter.models.request_fields import request_fields
from adapter.models.retry import FIRST_WAIT, JITTER
from adapter.models.stream import streaming
from adapter.models.transport import MAX_ERROR_BODY
from adapter.tool_calls.conversation import ToolCall
from adapter.tool_calls.reply import ModelReply, Usage
from adapter.tool_calls.reply_size import MAX_BODY, MAX_ITEMS, MAX_TEXT, MAX_VALUES
from adapter.tool_calls.request import ModelApi
from tests.models.wire import (
    BODIES,
    BULKY,
    KEY,
    OK,
    REQUEST,
    Answer,
    Server,
    answer,
    break_off,
    drip,
    flood,
    hang_up,
    meeting,
    say_nothing,
    stall,
)

pytestmark = pytest.mark.anyio


@pytest.fixture(autouse=True)
def _bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.startswith("OPENAI_") or name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)


@pytest.mark.parametrize(("api", "path"), [("chat", "/v1/chat/completions"), ("responses", "/v1/responses")])
async def test_the_body_of_the_request_arrives_as_it_was_built_and_the_reply_is_read(api: ModelApi, path: str) -> None:
    async with meeting(answer(body=json.dumps(BODIES[api]).encode()), api=api) as met:
        reply = await met.reply()
        assert met.server.paths == [path]
        assert met.server.bodies == [request_fields(api).body(REQUEST, "m")]
        assert REQUEST.toolset.encoded(api) in met.server.bodies[0]
        assert met.server.headers[0]["authorization"] == f"Bearer {KEY}"
        assert met.server.headers[0]["content-type"] == "application/json"
        assert met.server.headers[0]["accept-encoding"] == "identity"
    assert reply == ModelReply(
        text="One moment.",
        tool_calls=(ToolCall(name="transfer_to_cards", arguments="{}", id="c1"),),
        finish="tool_calls" if api == "chat" else "completed",
        model="gpt-4.1-mini-2025-04-14",
        usage=Usage(input_tokens=90, output_tokens=7, cached_tokens=64),
    )


async def test_requests_one_after_the_other_share_a_connection() -> None:
    async with meeting(answer(503), OK) as met:
        await met.reply()
        await met.reply()
        assert len(met.server.bodies) == 3
        assert met.server.connections == 1


# What a server does, the error that the caller sees (None: a reply), and how often the server was asked.
FAULTS: list[tuple[str, list[Answer], type[ModelError] | None, int]] = [
    ("400", [answer(400), OK], ModelRequestRejected, 1),
    ("401", [answer(401), OK], ModelAuthError, 1),
    ("403", [answer(403), OK], ModelAuthError, 1),
    ("404", [answer(404), OK], ModelRequestRejected, 1),
    ("409", [answer(409), OK], ModelRequestRejected, 1),
    ("422", [answer(422), OK], ModelRequestRejected, 1),
    ("429 with no credit left", [answer(429, b'{"error":{"code":"insufficient_quota"}}'), OK], ModelOverloaded, 1),
    ("408 once", [answer(408), OK], None, 2),
    ("429 once", [answer(429), OK], None, 2),
    ("500 twice", [answer(500), answer(500), OK], None, 3),
    ("429 for ever", [answer(429)], ModelOverloaded, 3),
    ("503 for ever", [answer(503, b"<html>busy</html>", "text/html")], ModelServerError, 3),
    ("hangs up once", [hang_up, OK], None, 2),
    ("hangs up for ever", [hang_up], ModelUnreachable, 3),
    ("half a body once", [break_off, OK], None, 2),
    ("another protocol", [b"SSH-2.0-OpenSSH_9.6\r\n\r\n"], ModelUnreachable, 3),
    ("a header without end", [b"HTTP/1.1 200 OK\r\nX-Long: " + b"x" * 100_000 + b"\r\n\r\n"], ModelUnreachable, 3),
    ("an error with status 200 once", [answer(body=b'{"error":{"code":502}}'), OK], None, 2),
    (
        "a failed response",
        [answer(body=b'{"status":"failed","output":[],"error":{"code":"server_error"}}')],
        ModelServerError,
        3,
    ),
    ("no body", [answer(body=b""), OK], ModelReplyUnreadable, 1),
    ("204", [b"HTTP/1.1 204 Nothing\r\n\r\n", OK], ModelReplyUnreadable, 1),
    ("HTML", [answer(body=b"<html>Welcome</html>", kind="text/html; charset=utf-8"), OK], ModelReplyUnreadable, 1),
    ("HTML that claims to be JSON", [answer(body=b"<html>Welcome</html>"), OK], ModelReplyUnreadable, 1),
    ("JSON that claims to be text", [OK.replace(b"application/json", b"text/plain"), OK], ModelReplyUnreadable, 1),
    ("another JSON", [answer(body=b'{"hello":"world"}'), OK], ModelReplyUnreadable, 1),
    ("broken JSON", [answer(body=b'{"choices":['), OK], ModelReplyUnreadable, 1),
    ("no content type", [OK.replace(b"Content-Type: application/json\r\n", b"")], None, 1),
    ("a JSON dialect", [OK.replace(b"application/json", b"application/x.chat+json; charset=utf-8")], None, 1),
    ("moved 301", [answer(301, Location="/v2"), OK], ModelRedirected, 1),
    ("moved 302", [answer(302, Location="/v2"), OK], ModelRedirected, 1),
    ("moved 303", [answer(303, Location="/v2"), OK], ModelRedirected, 1),
    ("moved 307", [answer(307, Location="/v2"), OK], ModelRedirected, 1),
    ("moved 308", [answer(308, Location="/v2"), OK], ModelRedirected, 1),
    ("moved to nobody says where", [answer(307), OK], ModelRedirected, 1),
    ("moved to nowhere", [answer(307, Location="ftp://127.0.0.1/"), OK], ModelRedirected, 1),
    ("too long a reply", [flood(200), OK], ModelReplyTooLarge, 1),
    ("too long an error", [flood(500), OK], None, 2),
    ("too long a redirect", [answer(307, b" " * (MAX_ERROR_BODY + 1), Location="/v2"), OK], ModelRedirected, 1),
    (
        "not compressed, though it says so",
        [OK.replace(b"Content-Length", b"Content-Encoding: gzip\r\nContent-Length")],
        ModelReplyUnreadable,
        1,
    ),
    ("compressed", [answer(body=gzip.compress(OK.partition(b"\r\n\r\n")[2]), Content_Encoding="gzip")], None, 1),
    (
        "compressed to burst",
        [answer(body=BULKY, Content_Encoding="gzip")],
        ModelReplyTooLarge,
        1,
    ),
]


@pytest.mark.parametrize("stream", [False, True], ids=["whole", "streamed"])
@pytest.mark.parametrize(
    ("answers", "error", "asked"), [fault[1:] for fault in FAULTS], ids=[fault[0] for fault in FAULTS]
)
async def test_every_fault_of_a_server_ends_in_one_error_or_is_mended_by_asking_again(
    answers: list[Answer], error: type[ModelError] | None, asked: int, stream: bool
) -> None:
    async with meeting(*answers, stream=stream) as met:
        if error is None:
            assert (await met.reply()).text == "One moment."
        else:
            assert type(await met.error()) is error
        assert len(met.server.bodies) == asked
        # Each attempt sends the whole body again.
        body = request_fields("chat").body(REQUEST, "m")
        assert set(met.server.bodies) == {streaming(body, "chat") if stream else body}


async def test_a_reply_of_the_greatest_length_is_read() -> None:
    body = OK.partition(b"\r\n\r\n")[2]
    async with meeting(answer(body=body + b" " * (MAX_BODY - len(body)))) as met:
        assert (await met.reply()).text == "One moment."


def _body(**message: object) -> bytes:
    return json.dumps({"choices": [{"message": message, "finish_reason": "stop"}]}).encode()


TOO_LARGE = {
    "choices": b'{"choices":[' + b"{}," * 1_300_000 + b"{}]}",
    "bytes": b'{"choices":[{"message":{"content":"Hi."}}]}' + b" " * MAX_BODY,
    "values": b'{"choices":[{"message":{"content":"Hi."}}],"x":[' + b"[]," * (MAX_VALUES // 2) + b"0]}",
    "nesting": b"[" * (MAX_VALUES + 1),
    "tool calls": _body(tool_calls=[{"function": {"name": "transfer_to_cards"}}] * (MAX_ITEMS + 1)),
    "text": _body(content="a" * (MAX_TEXT + 1)),
    "arguments": _body(tool_calls=[{"function": {"name": "transfer_to_cards", "arguments": "{" * 30_000}}] * 2),
}


@pytest.mark.parametrize("body", TOO_LARGE.values(), ids=TOO_LARGE)
async def test_a_reply_that_is_larger_than_any_is_an_error_that_says_so(body: bytes) -> None:
    async with meeting(answer(body=body), OK) as met:
        error = await met.error()
        assert isinstance(error, ModelReplyTooLarge)
        assert error.code == "model_reply_unreadable"
        assert "too large: more than " in str(error)
        assert len(met.server.bodies) == 1


async def test_a_client_of_ones_own_bounds_nothing_and_gets_the_same_errors() -> None:
    async with (
        Server(answer(body=TOO_LARGE["bytes"]), answer(307, Location="/v2"), OK) as server,
        httpx2.AsyncClient(follow_redirects=True) as client,
    ):
        model = OpenAIModel("m", base_url=server.url, http_client=client)
        for error in (ModelReplyTooLarge, ModelRedirected):
            with pytest.raises(error):
                await model.reply(REQUEST)
        assert len(server.bodies) == 2


ELSEWHERE = {
    "https://models.example.com/v1/chat/completions": "OPENAI_BASE_URL=https://models.example.com/v1 if",
    "/openai/v1/chat/completions": "/openai/v1 if",
    "https://me:secret@models.example.com/v1": "OPENAI_BASE_URL=https://models.example.com/v1 if",
    "https://models.example.com/v1?key=sk-secret1": "OPENAI_BASE_URL=https://models.example.com/v1 if",
    "https://models.example.com/+4921155660001": "OPENAI_BASE_URL to the address",
    "//[": "OPENAI_BASE_URL to the address",
}


@pytest.mark.parametrize("location", ELSEWHERE)
@pytest.mark.parametrize("stream", [False, True], ids=["whole", "streamed"])
async def test_a_redirect_says_what_to_set_and_nothing_goes_there(location: str, stream: bool) -> None:
    async with meeting(answer(307, Location=location), OK, stream=stream) as met:
        error = await met.error()
        assert isinstance(error, ModelRedirected)
        assert ELSEWHERE[location] in str(error)
        assert "secret" not in str(error)
        assert "4921155660001" not in str(error)
        assert len(met.server.bodies) == 1


@pytest.mark.parametrize(
    ("headers", "asked"), [({"Retry_After": "2"}, 2.0), ({"Retry_After_Ms": "700"}, 0.7), ({}, FIRST_WAIT)]
)
async def test_the_wait_is_the_one_that_the_server_asks_for(headers: dict[str, str], asked: float) -> None:
    async with meeting(answer(429, b"", "application/json", **headers), OK) as met:
        await met.reply()
        assert asked <= met.waits[0] <= asked + JITTER


@pytest.mark.parametrize("when", ["16", "Fri, 01 Jan 2100 00:00:00 GMT"])
async def test_a_wait_that_passes_the_deadline_is_not_begun(when: str) -> None:
    async with meeting(answer(429, Retry_After=when), OK, seconds=15.0) as met:
        error = await met.error()
        assert isinstance(error, ModelOverloaded)
        assert error.retry_after is not None
        assert error.retry_after >= 16
        assert met.waits == []
        assert len(met.server.bodies) == 1


@pytest.mark.parametrize(
    "slow",
    [say_nothing, stall(200), drip(200), stall(500), drip(500)],
    ids=["says nothing", "stalls", "drips", "stalls in an error", "drips in an error"],
)
async def test_the_deadline_ends_whatever_does_not_end_and_closes_its_connection(slow: Answer) -> None:
    async with meeting(slow, OK, seconds=0.5) as met:
        assert isinstance(await met.error(), ModelTimeout)
        await met.server.left.wait()
        assert len(met.server.bodies) == 1


async def test_the_deadline_holds_for_all_attempts_together() -> None:
    async with meeting(answer(503, Retry_After="0"), say_nothing, seconds=0.6) as met:
        assert isinstance(await met.error(), ModelTimeout)
        assert len(met.server.bodies) == 2


@pytest.mark.parametrize("slow", [say_nothing, stall(200), stall(500)], ids=["silent", "in a reply", "in an error"])
async def test_a_cancelled_request_closes_its_connection_and_the_next_one_is_answered(slow: Answer) -> None:
    async with meeting(slow, OK) as met:
        asking = asyncio.ensure_future(met.reply())
        await met.server.asked.wait()
        asking.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asking
        await met.server.left.wait()
        assert (await met.reply()).text == "One moment."
        assert met.server.connections == 2


async def test_a_limit_of_the_caller_is_not_mistaken_for_the_deadline() -> None:
    async with meeting(say_nothing) as met:
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.02):
                await met.reply()


async def test_requests_in_flight_together_do_not_share_their_faults() -> None:
    async with meeting(*[answer(500), OK] * 10, attempts=20) as met:
        replies = await asyncio.gather(*(met.reply() for _ in range(10)))
        assert [reply.text for reply in replies] == ["One moment."] * 10
        assert len(met.server.bodies) == 20


async def test_a_refused_connection_is_unreachable_and_was_tried_again() -> None:
    async with meeting(OK) as met:
        async with Server(OK) as other:
            url = other.url
        async with aclosing(OpenAIModel("m", base_url=url)) as model:
            model.sleep = met.model.sleep
            with pytest.raises(ModelUnreachable, match="ConnectionRefusedError"):
                await model.reply(REQUEST)
        assert len(met.waits) == 2


async def test_a_handshake_that_stalls_leaves_time_for_another_attempt() -> None:
    async with meeting(say_nothing) as met:
        url = met.server.url.replace("http://", "https://")
        async with aclosing(OpenAIModel("m", base_url=url, timeout=0.8, attempts=2)) as model:
            model.sleep = met.model.sleep
            with pytest.raises(ModelUnreachable, match="TimeoutError"):
                await model.reply(REQUEST)
        assert met.server.connections == 2


async def test_closing_twice_is_allowed_and_asking_afterwards_is_an_error_of_ours() -> None:
    async with meeting(OK) as met:
        await met.reply()
        await met.model.aclose()
        await met.model.aclose()
        assert isinstance(await met.error(), ModelUnreachable)


async def test_closing_ends_a_request_in_flight_with_an_error_of_ours() -> None:
    async with meeting(say_nothing) as met:
        asking = asyncio.ensure_future(met.reply())
        await met.server.asked.wait()
        await met.model.aclose()
        with pytest.raises(ModelUnreachable):
            await asking


async def test_neither_key_nor_words_of_the_caller_reach_a_log_an_error_or_a_repr(
    caplog: pytest.LogCaptureFixture,
) -> None:
    echo = json.dumps({"error": {"message": f"{KEY} said my card is gone", "code": "invalid_api_key"}}).encode()
    with caplog.at_level(logging.DEBUG):
        async with meeting(answer(500, echo), answer(401, echo)) as met:
            error = await met.error()
            seen = "".join([caplog.text, *traceback.format_exception(error), repr(error), repr(met.model)])
    assert "invalid_api_key" in seen
    assert KEY not in seen
    assert "my card" not in seen
