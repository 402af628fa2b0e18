"""Faults of the mock server: what arrives, for both APIs, whole and streamed, and how clients get through."""

import json
from collections.abc import Callable, Iterator

import httpx2
import pytest
from openai import APIConnectionError, APITimeoutError, AsyncOpenAI, RateLimitError

from adapter.models.openai import OpenAIModel
from adapter.testing import running_mock
from adapter.testing.mock_server.server import RunningMock
from adapter.testing.scenario import Scenario, parse_scenario
from adapter.tool_calls.request import ModelApi, ModelRequest

FAULTS = """
rules:
  - {match: {words: '400'}, reply: {fault: 400}}
  - {match: {words: '401'}, reply: {fault: 401}}
  - {match: {words: '404'}, reply: {fault: 404-model}}
  - {match: {words: '429'}, reply: {fault: 429, retry_after: 7}}
  - {match: {words: '500'}, reply: {fault: 500}}
  - {match: {words: '503'}, reply: {fault: 503-html}}
  - {match: {words: reset}, reply: {fault: reset}}
  - {match: {words: stall}, reply: {fault: stall}}
  - {match: {words: cut}, reply: {fault: truncated-json, say: A sentence that is cut.}}
  - {match: {words: slow}, reply: {say: At last., delay_ms: 30}}
  - {match: {words: again}, reply: [{fault: 429, retry_after: 0}, {fault: reset}, {call: loans}]}
"""

APIS_AND_STREAMS = [(api, stream) for api in ("chat", "responses") for stream in (False, True)]


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return parse_scenario(FAULTS)


@pytest.fixture(scope="module")
def server(scenario: Scenario) -> Iterator[RunningMock]:
    with running_mock(scenario) as server:
        yield server


def post(server: RunningMock, api: ModelApi, said: str, *, stream: bool, timeout: float = 20) -> httpx2.Response:
    path = "/chat/completions" if api == "chat" else "/responses"
    messages = [{"role": "user", "content": said}]
    body = {"model": "m", "stream": stream, **({"messages": messages} if api == "chat" else {"input": messages})}
    return httpx2.post(f"{server.base_url}{path}", json=body, timeout=timeout)


@pytest.mark.parametrize(("api", "stream"), APIS_AND_STREAMS)
@pytest.mark.parametrize(
    ("said", "status", "code"),
    [
        ("400", 400, "invalid_value"),
        ("401", 401, "invalid_api_key"),
        ("404", 404, "model_not_found"),
        ("429", 429, "rate_limit_exceeded"),
        ("500", 500, None),
    ],
)
def test_a_fault_with_a_status_is_answered_with_an_error_object(
    server: RunningMock, api: ModelApi, stream: bool, said: str, status: int, code: str | None
) -> None:
    response = post(server, api, said, stream=stream)
    assert (response.status_code, response.headers["content-type"]) == (status, "application/json")
    assert response.json()["error"]["code"] == code
    assert response.headers.get("retry-after") == ("7" if status == 429 else None)


@pytest.mark.parametrize(("api", "stream"), APIS_AND_STREAMS)
def test_a_gateway_answers_with_a_page_of_html(server: RunningMock, api: ModelApi, stream: bool) -> None:
    response = post(server, api, "503", stream=stream)
    assert (response.status_code, response.headers["content-type"]) == (503, "text/html")
    assert response.text.startswith("<html>")


@pytest.mark.parametrize(("api", "stream"), APIS_AND_STREAMS)
def test_a_reset_closes_the_connection_before_anything_is_answered(
    server: RunningMock, api: ModelApi, stream: bool
) -> None:
    with pytest.raises((httpx2.RemoteProtocolError, httpx2.ReadError)):
        post(server, api, "reset", stream=stream)


@pytest.mark.parametrize(("api", "stream"), APIS_AND_STREAMS)
def test_a_stall_is_never_answered(server: RunningMock, api: ModelApi, stream: bool) -> None:
    with pytest.raises(httpx2.ReadTimeout):
        post(server, api, "stall", stream=stream, timeout=0.05)
    assert post(server, api, "slow", stream=stream).status_code == 200


@pytest.mark.parametrize("api", ["chat", "responses"])
def test_a_body_that_is_cut_is_no_json(server: RunningMock, api: ModelApi) -> None:
    response = post(server, api, "cut", stream=False)
    assert response.status_code == 200
    with pytest.raises(json.JSONDecodeError):
        response.json()


@pytest.mark.parametrize(("api", "end"), [("chat", "[DONE]"), ("responses", "response.completed")])
def test_a_stream_that_is_cut_has_no_end(server: RunningMock, api: ModelApi, end: str) -> None:
    text = post(server, api, "cut", stream=True).text
    assert text.startswith(("data: {", "event: "))
    assert end not in text
    assert not text.endswith("\n\n")
    assert end in post(server, api, "slow", stream=True).text


@pytest.mark.parametrize(("api", "stream"), APIS_AND_STREAMS)
def test_a_delay_comes_before_the_answer(server: RunningMock, api: ModelApi, stream: bool) -> None:
    response = post(server, api, "slow", stream=stream)
    assert response.elapsed.total_seconds() >= 0.03
    assert "last" in response.text


@pytest.mark.anyio
async def test_the_real_client_sees_the_providers_error_when_it_streams(server: RunningMock) -> None:
    async with AsyncOpenAI(base_url=server.base_url, api_key="none", max_retries=0) as client:
        with pytest.raises(RateLimitError) as raised:
            await client.responses.create(model="m", input="429", stream=True)
        assert (raised.value.code, raised.value.response.headers["retry-after"]) == ("rate_limit_exceeded", "7")
        with pytest.raises(APIConnectionError):
            await client.responses.create(model="m", input="reset", stream=True)
        with pytest.raises(APITimeoutError):
            await client.responses.create(model="m", input="stall", stream=True, timeout=0.05)


@pytest.mark.anyio
async def test_our_client_gets_through_faults_that_pass(
    server: RunningMock, asking: Callable[..., ModelRequest]
) -> None:
    model = OpenAIModel("m", base_url=server.base_url, attempts=3)
    reply = await model.reply(asking("again"))
    await model.aclose()
    assert [call.name for call in reply.tool_calls] == ["transfer_to_loans"]
    assert [request.answer for request in server.requests[-3:]] == ["429", "reset", "reply"]
