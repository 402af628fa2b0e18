"""Faults as they look on the wire: statuses, headers and bytes of real providers and of the gateways before them."""

import json
import socket
import time
from collections.abc import Callable, Iterator
from email.utils import parsedate_to_datetime
from typing import Any

import httpx2
import pytest
from openai import APIError, APIStatusError, AsyncOpenAI

from adapter import Toolset
from adapter.testing import running_mock
from adapter.testing.mock_server.server import RunningMock
from adapter.testing.scenario import parse_scenario
from adapter.tool_calls.request import ModelApi

SCENARIO = """
rules:
  - {match: {words: seconds}, reply: {fault: 429, retry_after: 1.5}}
  - {match: {words: date}, reply: {fault: 429-date, retry_after: 30}}
  - {match: {words: plain}, reply: {fault: 429}}
  - {match: {words: context}, reply: {fault: 400-context}}
  - {match: {words: cloudflare}, reply: {fault: 502}}
  - {match: {words: nginx}, reply: {fault: 503-html}}
  - {match: {words: broken}, reply: {fault: reset-mid-body, say: One two three four five six.}}
  - {match: {words: silent}, reply: {fault: stall-mid-body, say: One two three four five six.}}
  - {match: {words: headers}, reply: {fault: slow-headers, slow_ms: 120, say: One two.}}
  - {match: {words: drip}, reply: {fault: slow-drip, slow_ms: 1000, say: Größe und Maß.}}
  - {match: {words: endless}, reply: {fault: truncated-stream, say: One two three four.}}
  - {match: {words: torn}, reply: {fault: truncated-stream, call: cards, arguments: '{"reason":"lost"}'}}
  - {match: {words: split}, reply: {fault: split-arguments, call: cards, arguments: '{"reason":"Größe"}'}}
  - {match: {words: empty}, reply: {fault: empty-arguments, call: cards}}
  - {match: {words: reported}, reply: {fault: 200-error}}
  - {match: {words: labelled}, reply: {fault: content-type, say: One two.}}
  - {match: {words: well}, reply: {say: One two.}}
"""
CHAT_AND_RESPONSES: tuple[ModelApi, ModelApi] = ("chat", "responses")

apis = pytest.mark.parametrize("api", CHAT_AND_RESPONSES)
streams = pytest.mark.parametrize("stream", [False, True])

Post = Callable[..., httpx2.Response]


@pytest.fixture(scope="module")
def server() -> Iterator[RunningMock]:
    with running_mock(parse_scenario(SCENARIO)) as server:
        yield server


def body_of(api: ModelApi, said: str, stream: bool, tools: Toolset) -> dict[str, object]:
    messages = [{"role": "user", "content": said}]
    given = {"messages": messages} if api == "chat" else {"input": messages}
    return {"model": "m", "stream": stream, "tools": tools.tools(api), **given}


def path_of(api: ModelApi) -> str:
    return "/chat/completions" if api == "chat" else "/responses"


@pytest.fixture
def post(server: RunningMock, tools: Toolset) -> Post:
    def ask(api: ModelApi, said: str, *, stream: bool = False) -> httpx2.Response:
        return httpx2.post(f"{server.base_url}{path_of(api)}", json=body_of(api, said, stream, tools), timeout=20)

    return ask


def raw_request(server: RunningMock, api: ModelApi, said: str, stream: bool, tools: Toolset) -> socket.socket:
    body = json.dumps(body_of(api, said, stream, tools)).encode()
    host, port = server.base_url.removeprefix("http://").removesuffix("/v1").split(":")
    client = socket.create_connection((host, int(port)), timeout=10)
    client.sendall(f"POST /v1{path_of(api)} HTTP/1.1\r\nhost: x\r\ncontent-length: {len(body)}\r\n\r\n".encode() + body)
    return client


def read(client: socket.socket) -> tuple[bytes, OSError | None]:
    """What arrives, and how the connection ends where it does not end in order."""
    received = b""
    try:
        while chunk := client.recv(65_536):
            received += chunk
    except OSError as error:
        return received, error
    return received, None


def events(response: httpx2.Response) -> list[dict[str, Any]]:
    """The decoded data of a stream, and that it consists of whole events."""
    *whole, rest = response.text.split("\n\n")
    assert rest == ""
    data = [event.rpartition("data: ")[2] for event in whole]
    return [json.loads(text) for text in data if text != "[DONE]"]


# Statuses


@apis
@streams
def test_a_limit_tells_when_to_come_back_in_seconds_and_in_milliseconds(
    post: Post, api: ModelApi, stream: bool
) -> None:
    headers = post(api, "seconds", stream=stream).headers
    assert (headers["retry-after"], headers["retry-after-ms"]) == ("2", "1500")
    assert (headers["x-ratelimit-remaining-requests"], headers["x-ratelimit-reset-requests"]) == ("0", "1.5s")


@apis
@streams
def test_a_limit_can_tell_it_as_a_date(post: Post, api: ModelApi, stream: bool) -> None:
    asked = time.time()
    response = post(api, "date", stream=stream)
    assert response.status_code == 429
    assert "retry-after-ms" not in response.headers
    assert response.headers["retry-after"].endswith(" GMT")
    wait = parsedate_to_datetime(response.headers["retry-after"]).timestamp() - asked
    assert 30 <= wait < 32


def test_a_limit_may_tell_nothing(post: Post) -> None:
    headers = post("chat", "plain").headers
    assert not {"retry-after", "retry-after-ms"} & set(headers)
    assert headers["x-ratelimit-remaining-requests"] == "0"


@pytest.mark.parametrize(("api", "param"), [("chat", "messages"), ("responses", "input")])
@streams
def test_a_context_that_is_too_small_is_told_in_the_words_of_the_api(
    post: Post, api: ModelApi, param: str, stream: bool
) -> None:
    response = post(api, "context", stream=stream)
    error = response.json()["error"]
    assert (response.status_code, error["code"], error["param"]) == (400, "context_length_exceeded", param)
    assert "context" in error["message"]


@apis
@streams
def test_cloudflare_answers_for_a_server_that_it_cannot_reach(post: Post, api: ModelApi, stream: bool) -> None:
    response = post(api, "cloudflare", stream=stream)
    assert response.status_code == 502
    expected = b'{"error":{"code":502,"message":"Bad gateway.","param":null,"type":"cf_bad_gateway"}}'
    assert response.content == expected
    assert (response.headers["server"], response.headers["content-type"]) == ("cloudflare", "application/json")
    assert not [name for name in response.headers if name.startswith(("x-request", "openai", "x-ratelimit"))]


@apis
@streams
def test_nginx_answers_with_its_page(post: Post, api: ModelApi, stream: bool) -> None:
    response = post(api, "nginx", stream=stream)
    assert (response.status_code, response.headers["server"]) == (503, "nginx")
    title = "503 Service Temporarily Unavailable"
    assert response.text == (
        f"<html>\r\n<head><title>{title}</title></head>\r\n<body>\r\n<center><h1>{title}</h1></center>\r\n"
        "<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n"
    )


# Connections


@apis
@streams
def test_a_reset_in_the_middle_comes_after_half_of_the_body(
    server: RunningMock, tools: Toolset, api: ModelApi, stream: bool
) -> None:
    with raw_request(server, api, "broken", stream, tools) as client:
        received, end = read(client)
    assert isinstance(end, ConnectionResetError)
    head, _, body = received.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200 OK")
    assert b"One" in body or api == "responses"
    assert body
    if not stream:
        announced = next(int(line[15:]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length"))
        assert len(body) == announced // 2


@apis
@streams
def test_a_stall_in_the_middle_leaves_the_connection_open(
    server: RunningMock, tools: Toolset, api: ModelApi, stream: bool
) -> None:
    with raw_request(server, api, "silent", stream, tools) as client:
        client.settimeout(0.3)
        received, end = read(client)
    assert isinstance(end, TimeoutError)
    assert received.startswith(b"HTTP/1.1 200 OK")
    assert not received.endswith((b"}", b"0\r\n\r\n"))


@apis
@streams
def test_slow_headers_come_late_and_the_body_at_once(post: Post, api: ModelApi, stream: bool) -> None:
    begun = time.monotonic()
    response = post(api, "headers", stream=stream)
    assert time.monotonic() - begun >= 0.12
    assert response.status_code == 200


@apis
@streams
def test_a_slow_body_comes_in_many_small_pieces_and_is_whole(
    server: RunningMock, post: Post, tools: Toolset, api: ModelApi, stream: bool
) -> None:
    url, body = f"{server.base_url}{path_of(api)}", body_of(api, "drip", stream, tools)
    with httpx2.stream("POST", url, json=body, timeout=20) as response:
        first = time.monotonic()
        pieces = list(response.iter_raw())
    assert len(pieces) > 10
    # where the head waits too, the body is there with it
    assert time.monotonic() - first > 0.1
    text = b"".join(pieces).decode()
    assert "Größe" in text
    assert text.endswith("}" if not stream else "data: [DONE]\n\n" if api == "chat" else "}}\n\n")


# Bodies


@apis
def test_a_stream_that_is_cut_between_events_has_no_finish(post: Post, api: ModelApi) -> None:
    for said in ("endless", "torn"):
        response = post(api, said, stream=True)
        assert "[DONE]" not in response.text
        received = events(response)
        if api == "chat":
            assert received[-1]["choices"][0]["delta"]
            assert {choice["finish_reason"] for event in received for choice in event["choices"]} == {None}
        else:
            assert received[-1]["type"].endswith(".delta")
            assert [event["sequence_number"] for event in received] == list(range(len(received)))
    assert "four" not in post(api, "endless", stream=True).text


def test_a_reply_that_was_cut_has_no_finish_either_where_it_is_not_streamed(post: Post) -> None:
    (choice,) = post("chat", "endless").json()["choices"]
    assert (choice["message"]["content"], choice["finish_reason"]) == ("One two", None)
    response = post("responses", "torn").json()
    assert (response["status"], response["incomplete_details"]) == ("in_progress", None)
    (item,) = response["output"]
    assert (item["name"], item["arguments"], item["status"]) == ("transfer_to_cards", '{"reason', "in_progress")


@apis
def test_split_arguments_come_character_by_character(post: Post, api: ModelApi) -> None:
    received = events(post(api, "split", stream=True))
    if api == "chat":
        calls = [call for event in received for call in event["choices"][0]["delta"].get("tool_calls", [])]
        pieces = [call["function"]["arguments"] for call in calls[1:]]
    else:
        pieces = [event["delta"] for event in received if event["type"].endswith("arguments.delta")]
    assert {len(piece) for piece in pieces} == {1}
    assert "".join(pieces) == '{"reason":"Größe"}'


@apis
def test_empty_arguments_are_no_text_at_all(post: Post, api: ModelApi) -> None:
    body = post(api, "empty").json()
    call = body["choices"][0]["message"]["tool_calls"][0]["function"] if api == "chat" else body["output"][0]
    assert (call["name"], call["arguments"]) == ("transfer_to_cards", "")
    assert post(api, "empty", stream=True).status_code == 200


def test_an_error_can_be_reported_after_the_status_200(post: Post) -> None:
    chat, response = post("chat", "reported"), post("responses", "reported")
    assert (chat.status_code, chat.json()["error"]["code"]) == (200, 502)
    assert (response.json()["status"], response.json()["error"]["code"]) == ("failed", "server_error")
    *_, last = events(post("chat", "reported", stream=True))
    assert last["error"]["code"] == 502
    *_, last = events(post("responses", "reported", stream=True))
    assert (last["type"], last["response"]["error"]["code"]) == ("response.failed", "server_error")


@apis
@streams
def test_a_wrong_label_is_all_that_is_wrong_with_the_content_type(post: Post, api: ModelApi, stream: bool) -> None:
    wrong, right = post(api, "labelled", stream=stream), post(api, "well", stream=stream)
    assert wrong.headers["content-type"] == "text/plain; charset=utf-8"
    assert right.headers["content-type"].startswith("text/event-stream" if stream else "application/json")
    assert len(wrong.content) == pytest.approx(len(right.content), abs=20)


# What the openai package sees of them where it streams


@pytest.mark.anyio
async def test_the_openai_package_raises_for_errors_before_and_in_a_stream(server: RunningMock, tools: Toolset) -> None:
    async with AsyncOpenAI(base_url=server.base_url, api_key="none", max_retries=0) as client:
        for said, status in (("context", 400), ("seconds", 429), ("cloudflare", 502), ("nginx", 503)):
            with pytest.raises(APIStatusError) as refused:
                await client.responses.create(model="m", input=said, stream=True)
            assert refused.value.status_code == status
        with pytest.raises(APIError, match="Provider returned error"):
            async for _ in await client.chat.completions.create(
                model="m", messages=[{"role": "user", "content": "reported"}], stream=True
            ):
                pass
