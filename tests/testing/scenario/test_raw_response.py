"""Raw answers: a provider's odd answer from a bug report, given back byte by byte, over HTTP and in process."""

import base64
import json
from collections.abc import Callable

import httpx2
import pytest

from adapter.errors import ModelError, ModelOverloaded, ModelReplyUnreadable, ModelServerError, ScenarioError
from adapter.models.openai import OpenAIModel
from adapter.testing import MockModel, running_mock
from adapter.testing.scenario import Scenario, parse_scenario
from adapter.tool_calls.reply import ModelReply
from adapter.tool_calls.request import ModelApi, ModelRequest

CHAT = json.dumps({"choices": [{"message": {"content": "One moment."}, "finish_reason": "stop"}]})
RESPONSE = json.dumps(
    {"status": "completed", "output": [{"type": "message", "content": [{"type": "output_text", "text": "Well"}]}]}
)
CHUNKS = 'data: {"choices":[{"index":0,"delta":{"content":"Hi"},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n'
EVENTS = {"content-type": "text/event-stream"}


def answering(**raw: object) -> Scenario:
    return parse_scenario(json.dumps({"rules": [{"reply": {"raw": raw}}]}))


def test_status_headers_and_body_are_as_given() -> None:
    odd = answering(status=529, headers={"X-Request-ID": "req_7", "Content-Type": "text/plain"}, body="überlastet\n")
    with running_mock(odd) as server:
        answer = httpx2.post(f"{server.base_url}/responses", json={"model": "m", "input": "x"})
        assert [request.answer for request in server.requests] == ["raw"]
        server.assert_complete()
    assert (answer.status_code, answer.content) == (529, "überlastet\n".encode())
    assert (answer.headers["x-request-id"], answer.headers["content-type"]) == ("req_7", "text/plain")
    assert "openai-version" not in answer.headers


@pytest.mark.parametrize("status", [204, 304])
def test_an_answer_without_a_body_is_sent(status: int) -> None:
    with running_mock(answering(status=status)) as server:
        answer = httpx2.post(f"{server.base_url}/responses", json={"model": "m", "input": "x"})
    assert (answer.status_code, answer.content) == (status, b"")


def test_bytes_that_are_no_text_are_sent() -> None:
    with running_mock(answering(base64=base64.b64encode(b"\x1f\x8b\x00").decode())) as server:
        answer = httpx2.post(f"{server.base_url}/responses", json={"model": "m", "input": "x"})
    assert (answer.content, answer.headers["content-type"]) == (b"\x1f\x8b\x00", "application/json")


@pytest.mark.anyio
@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize("api", ["chat", "responses"])
@pytest.mark.parametrize(
    "raw",
    [
        {"body": CHAT},
        {"body": RESPONSE},
        {"body": CHUNKS, "headers": EVENTS},
        {"body": CHUNKS[:60], "headers": EVENTS},
        {"body": "<html>", "headers": {"content-type": "text/html"}},
        {"body": CHAT, "headers": {"content-encoding": "gzip"}},
        {"body": "[]"},
        {"status": 204},
        {"status": 418, "body": "teapot"},
        {"status": 429, "headers": {"retry-after": "7"}},
        {"status": 529},
        {},
    ],
)
async def test_it_is_the_same_in_process_and_over_http(
    asking: Callable[..., ModelRequest], raw: dict[str, object], api: ModelApi, stream: bool
) -> None:
    request, scenario = asking("I lost my card"), answering(**raw)
    async with running_mock(scenario) as server:
        real = OpenAIModel("m", api=api, base_url=server.base_url, api_key="none", attempts=1, stream=stream)
        served = await outcome(real, request)
    assert await outcome(MockModel(scenario, api=api, stream=stream), request) == served


async def outcome(model: OpenAIModel | MockModel, request: ModelRequest) -> object:
    try:
        return await model.reply(request)
    except ModelError as error:
        return type(error), error.retry_after
    finally:
        await model.aclose()


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ({"body": CHAT}, ModelReply),
        ({"body": CHAT[:40]}, ModelReplyUnreadable),
        ({"status": 529}, ModelServerError),
        ({"status": 429}, ModelOverloaded),
    ],
)
async def test_in_process_it_is_what_our_client_makes_of_it(
    asking: Callable[..., ModelRequest], raw: dict[str, object], expected: type
) -> None:
    got = await outcome(MockModel(answering(**raw)), asking("I lost my card"))
    assert (got[0] if isinstance(got, tuple) else type(got)) is expected


@pytest.mark.parametrize(
    ("reply", "message"),
    [
        ("{raw: {}, say: x}", "say cannot stand beside raw"),
        ("{raw: {}, call: x}", "call cannot stand beside raw"),
        ("{raw: {}, fault: slow-drip}", "raw cannot stand beside fault slow-drip"),
        ("{raw: {status: 199}}", "raw.status: must be at least 200"),
        ("{raw: {body: a, base64: YQ==}}", "raw: base64 cannot stand beside body"),
        ("{raw: {base64: Y}}", "raw.base64: must be Base64"),
        ("{raw: {status: 204, body: a}}", "raw: an answer with status 204 has no body"),
        ("{raw: {headers: {Content-Length: '3'}}}", "raw: leave out Content-Length: the server sets how"),
        ('{raw: {headers: {x-odd: "a\\r\\nb"}}}', "raw.headers.x-odd: must be text in one line"),
        ('{raw: {headers: {"x odd": a}}}', "must be a header's name"),
    ],
)
def test_what_cannot_be_sent_is_refused_when_it_is_read(reply: str, message: str) -> None:
    with pytest.raises(ScenarioError) as raised:
        parse_scenario(f"rules: [{{reply: {reply}}}]", file="s.yaml")
    assert message in str(raised.value)
    assert str(raised.value).startswith("s.yaml:1: rule 1: reply")
