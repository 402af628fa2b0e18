"""The mock server as any HTTP client meets it: errors in OpenAI's shape, headers, the request log."""

import hashlib
import json
from collections.abc import Iterator

import httpx2
import pytest

from adapter.testing import running_mock
from adapter.testing.mock_server.request_body import MAX_BODY
from adapter.testing.mock_server.server import RunningMock
from adapter.testing.scenario import Scenario

CHAT, RESPONSES = "/v1/chat/completions", "/v1/responses"
USER = [{"role": "user", "content": "words"}]


@pytest.fixture
def http(scenes: RunningMock) -> Iterator[httpx2.Client]:
    with httpx2.Client(base_url=scenes.base_url.removesuffix("/v1"), timeout=20) as client:
        yield client


def error(response: httpx2.Response) -> dict[str, object]:
    assert response.headers["content-type"] == "application/json"
    assert response.headers["x-request-id"].startswith("req_")
    body = response.json()
    assert list(body) == ["error"]
    assert set(body["error"]) == {"message", "type", "param", "code"}
    found = body["error"]
    assert isinstance(found, dict)
    return found


@pytest.mark.parametrize("path", [CHAT, RESPONSES])
@pytest.mark.parametrize("raw", [b"", b"{", b"\xff", b"7", b"[]", b'"x"', b"[" * 100_000])
def test_a_body_that_is_no_json_object_is_refused(http: httpx2.Client, path: str, raw: bytes) -> None:
    response = http.post(path, content=raw)
    assert response.status_code == 400
    assert str(error(response)["message"]).startswith("We could not parse the JSON body of your request")


@pytest.mark.parametrize(
    ("path", "body", "param", "code"),
    [
        (CHAT, {"messages": USER}, None, None),
        (CHAT, {"model": 7, "messages": USER}, "model", "invalid_type"),
        (CHAT, {"model": "gpt-x"}, "messages", "missing_required_parameter"),
        (CHAT, {"model": "gpt-x", "messages": []}, "messages", "empty_array"),
        (CHAT, {"model": "gpt-x", "messages": "words"}, "messages", "invalid_type"),
        (CHAT, {"model": "gpt-x", "messages": ["words"]}, "messages[0]", "invalid_type"),
        (CHAT, {"model": "gpt-x", "messages": USER, "tools": {}}, "tools", "invalid_type"),
        (CHAT, {"model": "gpt-x", "messages": USER, "stream": "yes"}, "stream", "invalid_type"),
        (CHAT, {"model": "gpt-x", "messages": USER, "n": 2}, "n", "invalid_value"),
        (CHAT, {"model": "gpt-x", "messages": USER, "tool_choice": "auto"}, "tool_choice", None),
        (CHAT, {"model": "gpt-x", "messages": USER, "stream_options": {}}, "stream_options", None),
        (CHAT, {"model": "gpt-x", "messages": USER, "tools": [{}] * 129}, "tools", "array_above_max_length"),
        (RESPONSES, {"model": "gpt-x", "input": "words", "tools": [{}] * 129}, "tools", "array_above_max_length"),
        (
            CHAT,
            {"model": "gpt-x", "messages": USER, "tools": [{}, {"function": {"name": "to cards"}}]},
            "tools[1].function.name",
            "invalid_value",
        ),
        (
            RESPONSES,
            {"model": "gpt-x", "input": "words", "tools": [{"type": "function", "name": "x" * 65}]},
            "tools[0].name",
            "string_above_max_length",
        ),
        (RESPONSES, {"input": "words"}, None, None),
        (RESPONSES, {"model": "gpt-x"}, "input", "missing_required_parameter"),
        (RESPONSES, {"model": "gpt-x", "input": 7}, "input", "invalid_type"),
        (RESPONSES, {"model": "gpt-x", "input": [None]}, "input[0]", "invalid_type"),
        (
            RESPONSES,
            {"model": "gpt-x", "input": "words", "previous_response_id": "resp_1"},
            "previous_response_id",
            "previous_response_not_found",
        ),
    ],
)
def test_a_request_that_openai_would_refuse_is_refused(
    http: httpx2.Client, path: str, body: dict[str, object], param: str | None, code: str | None
) -> None:
    response = http.post(path, json=body)
    found = error(response)
    assert (response.status_code, found["param"], found["code"]) == (400, param, code)
    assert (found["type"], bool(found["message"])) == ("invalid_request_error", True)


@pytest.fixture
def lenient() -> Iterator[httpx2.Client]:
    """A server that takes histories as OpenAI does."""
    scenario = Scenario(unmatched="offline", history="any")
    with (
        running_mock(scenario) as mock,
        httpx2.Client(base_url=mock.base_url.removesuffix("/v1"), timeout=20) as client,
    ):
        yield client


@pytest.mark.parametrize("path", [CHAT, RESPONSES])
def test_odd_but_allowed_requests_are_answered(lenient: httpx2.Client, path: str) -> None:
    odd: list[object] = [*USER, {"role": "assistant", "content": [{"text": 7}], "tool_calls": [None]}]
    lists = {"messages": odd, "input": [*odd, {}, {"type": "item_reference", "id": "x"}]}
    tools: list[object] = [None, 7, {}]
    body = {"model": "gpt-x", **lists, "tools": tools, "tool_choice": "auto", "stream": None}
    assert lenient.post(path, json=body).status_code == 200


def call(identity: str) -> dict[str, object]:
    return {"id": identity, "type": "function", "function": {"name": "f", "arguments": "{}"}}


RESULT = {"role": "tool", "tool_call_id": "c1", "content": "done"}


@pytest.mark.parametrize(
    ("messages", "param"),
    [
        ([*USER, {"role": "assistant", "tool_calls": [call("c1")]}], "messages.[1].role"),
        ([*USER, {"role": "assistant", "tool_calls": [call("c1"), call("c2")]}, RESULT, *USER], "messages.[1].role"),
        ([*USER, {"role": "assistant", "tool_calls": [call("c1")]}, *USER, RESULT], "messages.[1].role"),
        ([*USER, RESULT], "messages.[1].role"),
        ([*USER, {"role": "assistant", "tool_calls": [call("c1")]}, RESULT, RESULT], "messages.[3].role"),
        ([{"content": "words"}], "messages[0].role"),
        ([{"role": "caller", "content": "words"}], "messages[0].role"),
    ],
)
def test_a_history_that_openai_would_refuse_is_refused(
    http: httpx2.Client, messages: list[dict[str, object]], param: str
) -> None:
    response = http.post(CHAT, json={"model": "gpt-x", "messages": messages})
    assert (response.status_code, error(response)["param"]) == (400, param)


@pytest.mark.parametrize(
    ("items", "message"),
    [
        ([{"type": "function_call", "call_id": "c1", "name": "f", "arguments": "{}"}], "No tool output found"),
        ([{"type": "function_call_output", "call_id": "c1", "output": "done"}], "No tool call found"),
    ],
)
def test_items_that_openai_would_refuse_are_refused(
    http: httpx2.Client, items: list[dict[str, object]], message: str
) -> None:
    response = http.post(RESPONSES, json={"model": "gpt-x", "input": [*USER, *items]})
    assert response.status_code == 400
    assert str(error(response)["message"]).startswith(message)


@pytest.mark.parametrize("name", ["", "to cards", "überweisen", "transfer.cards"])
def test_a_history_with_a_call_of_an_impossible_name_is_refused(http: httpx2.Client, name: str) -> None:
    called = {"id": "c1", "type": "function", "function": {"name": name, "arguments": "{}"}}
    item = {"type": "function_call", "call_id": "c1", "name": name, "arguments": "{}"}
    output = {"type": "function_call_output", "call_id": "c1", "output": "done"}
    messages = [*USER, {"role": "assistant", "tool_calls": [called]}, RESULT, *USER]
    for path, given, param in (
        (CHAT, {"messages": messages}, "messages[1].tool_calls[0].function.name"),
        (RESPONSES, {"input": [*USER, item, output]}, "input[1].name"),
    ):
        response = http.post(path, json={"model": "gpt-x", **given})
        found = error(response)
        assert (response.status_code, found["param"], found["code"]) == (400, param, "invalid_value")


def test_a_history_of_calls_and_results_is_answered(http: httpx2.Client, lenient: httpx2.Client) -> None:
    second = {**RESULT, "tool_call_id": "c2"}
    messages = [*USER, {"role": "assistant", "tool_calls": [call("c1"), call("c2")]}, second, RESULT, *USER]
    assert lenient.post(CHAT, json={"model": "gpt-x", "messages": messages}).status_code == 200
    refused = http.post(CHAT, json={"model": "gpt-x", "messages": messages})
    assert (refused.status_code, error(refused)["code"]) == (400, "invalid_request_message_order")
    first, other = (f"abcdefgh{number}" for number in (1, 2))
    strict = [
        *USER,
        {"role": "assistant", "tool_calls": [call(first)]},
        {**RESULT, "tool_call_id": first},
        {"role": "assistant", "tool_calls": [call(other)]},
        {**RESULT, "tool_call_id": other},
        {"role": "assistant", "content": "Done."},
        *USER,
    ]
    assert http.post(CHAT, json={"model": "gpt-x", "messages": strict}).status_code == 200


def test_a_request_without_a_rule_is_told_what_was_asked(http: httpx2.Client) -> None:
    response = http.post(CHAT, json={"model": "gpt-x", "messages": [{"role": "user", "content": "something else"}]})
    assert (response.status_code, error(response)["code"]) == (400, "no_rule_fits")
    assert 'last words "something else"' in str(error(response)["message"])


def test_a_model_that_is_not_there_is_not_found(http: httpx2.Client) -> None:
    responses = (http.get("/v1/models/gpt-9"), http.post(CHAT, json={"model": "gpt-9", "messages": USER}))
    assert [(response.status_code, error(response)["code"]) for response in responses] == [(404, "model_not_found")] * 2


@pytest.mark.parametrize(
    ("method", "path", "status"), [("GET", "/", 404), ("POST", "/v1/embeddings", 404), ("GET", CHAT, 405)]
)
def test_other_paths_and_methods_are_refused_in_the_same_shape(
    http: httpx2.Client, method: str, path: str, status: int
) -> None:
    response = http.request(method, path)
    assert response.status_code == status
    assert error(response)["type"] == "invalid_request_error"


def test_a_body_beyond_the_limit_is_refused(http: httpx2.Client) -> None:
    assert http.post(CHAT, content=b" " * (MAX_BODY + 1)).status_code == 413
    assert http.get("/v1/models").status_code == 200


def test_answers_have_request_ids_of_their_own(http: httpx2.Client) -> None:
    responses = [
        http.post(path, json={"model": "gpt-x", "messages": USER, "input": USER}) for path in (CHAT, RESPONSES)
    ]
    assert len({response.headers["x-request-id"] for response in responses}) == 2
    assert {response.headers["content-type"] for response in responses} == {"application/json"}


def test_a_stream_of_chat_completions_ends_with_done(http: httpx2.Client) -> None:
    response = http.post(CHAT, json={"model": "gpt-x", "messages": USER, "stream": True})
    assert response.headers["content-type"] == "text/event-stream; charset=utf-8"
    lines = response.text.split("\n\n")
    assert lines[-2:] == ["data: [DONE]", ""]
    assert all(line.startswith("data: {") for line in lines[:-2])


def test_a_stream_of_responses_names_each_event(http: httpx2.Client) -> None:
    response = http.post(RESPONSES, json={"model": "gpt-x", "input": "words", "stream": True})
    for event in response.text.strip().split("\n\n"):
        head, data = event.split("\n")
        assert head == f"event: {json.loads(data.removeprefix('data: '))['type']}"


def test_what_was_asked_can_be_read_in_this_process_and_in_others(http: httpx2.Client, scenes: RunningMock) -> None:
    raw = b'{ "model": "gpt-x", "instructions": "Be brief.", "input": "call" , "tools": []}'
    http.post(RESPONSES, content=raw, headers={"authorization": "Bearer sk-secret"})
    http.post(CHAT, content=b"{")
    call, broken = scenes.requests[-2:]
    assert (call.path, call.raw, call.body) == (RESPONSES, raw, json.loads(raw))
    assert (call.rule, call.answer) == ("rule 2 (call)", "400")  # cards is not offered
    assert (broken.raw, broken.body, broken.rule, broken.answer) == (b"{", None, None, "400")
    listed = http.get("/_requests").json()[-2:]
    assert listed[0] == {
        "path": RESPONSES,
        "rule": "rule 2 (call)",
        "answer": "400",
        "system": f"sha256:{hashlib.sha256(b'Be brief.').hexdigest()[:12]}",
        "unexpected": "rule 2 (call): it calls cards, but the request offers nothing",
        "body": json.loads(raw),
    }
    assert "sk-secret" not in http.get("/_requests").text


def test_without_a_scenario_the_server_has_one_model() -> None:
    with running_mock() as server, httpx2.Client(base_url=server.base_url) as http:
        assert [model["id"] for model in http.get("/models").json()["data"]] == ["offline"]
        answer = http.post("/chat/completions", json={"model": "anything", "messages": USER}).json()
        assert answer["choices"][0]["message"]["content"].endswith("?")
