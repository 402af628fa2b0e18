"""One scenario: the same replies in process, to the openai package, to plain curl and to OpenAI's client for Node."""

import json
import shutil
import subprocess
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeAlias

import pytest
from openai import APIStatusError, OpenAI

from adapter.errors import ModelError
from adapter.testing import MockModel, running_mock
from adapter.testing.scenario import Scenario, parse_scenario
from adapter.testing.scenario.http_errors import ErrorResponse
from adapter.testing.scenario.received_request import received_in_process
from adapter.testing.scenario.run import ScenarioRun
from adapter.testing.scripted import UnexpectedRequest
from adapter.tool_calls.read_reply import read_reply
from adapter.tool_calls.reply import ModelReply
from adapter.tool_calls.request import ModelApi, ModelRequest
from tests.testing.node_client import ask_node

SCENARIO = """
unmatched: error
rules:
  - {match: {words: words, turn: 1}, reply: {say: 'Guten Morgen!  "Größe" 😀 \\ and so on. '}}
  - {match: {words: call}, reply: {call: cards, language: de, usage: {input_tokens: 900, output_tokens: 20}}}
  - {match: {words: both}, reply: {call: cards, say: One moment., language: en}}
  - {match: {words: raw}, reply: {name: fly_to, arguments: '{"where": "the m'}}
  - {match: {words: refuse}, reply: {refuse: I cannot help with that.}}
  - {match: {words: offline}, reply: {offline: true}}
  - {match: {words: sequence}, reply: [{say: first}, {fault: 500}, {say: third}]}
  - {match: {words: once}, once: true, reply: {say: only once}}
  - {match: {words: two}, reply: {fault: two-calls}}
  - {match: {words: same}, reply: {fault: duplicate-call}}
  - {match: {words: split}, reply: {fault: split-arguments, call: loans}}
  - {match: {words: nothing}, reply: {fault: empty-reply}}
  - {match: {words: empty}, reply: {fault: empty-arguments}}
  - {match: {words: unknown}, reply: {fault: unknown-tool}}
  - {match: {words: nowhere}, reply: {fault: unknown-key}}
  - {match: {words: bad}, reply: {fault: bad-arguments}}
  - {match: {words: cut}, reply: {fault: length}}
  - {match: {words: filter}, reply: {fault: content-filter, say: Well}}
  - {match: {words: slow}, reply: {fault: slow-drip, slow_ms: 20, call: cards}}
  - {match: {words: late}, reply: {fault: slow-headers, slow_ms: 20, say: At last.}}
  - {match: {words: wait, tools: [cards, loans]}, reply: {fault: 429, retry_after: 1}}
  - {match: {words: date}, reply: {fault: 429-date}}
  - {match: {words: key}, reply: {fault: 401}}
  - {match: {words: model}, reply: {fault: 404-model}}
  - {match: {words: context}, reply: {fault: 400-context}}
  - {match: {words: gateway}, reply: {fault: 502}}
  - {match: {words: page}, reply: {fault: 503-html}}
"""
SAID = [
    "words", "call", "both", "raw", "refuse", "offline: I lost my card", "offline: bye", "sequence", "sequence",
    "sequence", "once", "once", "two cards", "the same card", "split", "nothing", "empty card", "unknown", "nowhere",
    "bad", "cut", "filter", "slow", "late", "wait", "date", "key", "model", "context", "gateway", "page",
    "none of these",
]  # fmt: skip

Got: TypeAlias = dict[str, object]
Client: TypeAlias = Callable[[str, ModelApi, list[dict[str, Any]]], list[Got]]


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return parse_scenario(SCENARIO)


def reply_got(reply: ModelReply) -> Got:
    return {
        "text": reply.text,
        "refusal": reply.refusal,
        "calls": [[call.name, call.arguments] for call in reply.tool_calls],
        "finish": reply.finish,
        "tokens": [reply.usage.input_tokens, reply.usage.output_tokens],
    }


def error_got(status: int, body: object) -> Got:
    error = body.get("error", body) if isinstance(body, Mapping) else {}
    return {"status": status, "code": error.get("code")}


def path_of(api: ModelApi) -> str:
    return "/chat/completions" if api == "chat" else "/responses"


def gathered(api: ModelApi, events: Iterable[Mapping[str, Any]]) -> Got:
    """What a stream has brought."""
    if api == "responses":
        *_, last = events
        return reply_got(read_reply(last["response"]))
    message: dict[str, Any] = {"content": "", "refusal": "", "tool_calls": []}
    finish = usage = None
    for event in events:
        usage = event.get("usage") or usage
        for choice in event["choices"]:
            finish = choice["finish_reason"] or finish
            for field in ("content", "refusal"):
                message[field] += choice["delta"].get(field) or ""
            for part in choice["delta"].get("tool_calls") or []:
                if part["index"] == len(message["tool_calls"]):
                    message["tool_calls"].append({"function": {"name": part["function"]["name"], "arguments": ""}})
                message["tool_calls"][part["index"]]["function"]["arguments"] += part["function"]["arguments"]
    body = {"choices": [{"message": message, "finish_reason": finish}], "usage": usage}
    return reply_got(read_reply(body))


# The clients


def openai_package(url: str, api: ModelApi, bodies: list[dict[str, Any]]) -> list[Got]:
    with OpenAI(base_url=url, api_key="none", max_retries=0) as client:
        create: Callable[..., Any] = client.chat.completions.create if api == "chat" else client.responses.create

        def ask(body: dict[str, Any]) -> Got:
            try:
                answer = create(**body)
                if body["stream"]:
                    return gathered(api, (event.model_dump() for event in answer))
            except APIStatusError as error:
                return error_got(error.status_code, error.body)
            return reply_got(read_reply(answer))

        return [ask(body) for body in bodies]


def curl(url: str, api: ModelApi, bodies: list[dict[str, Any]]) -> list[Got]:
    if shutil.which("curl") is None:
        pytest.skip("there is no curl on this machine")
    command = ["curl", "--silent", "--show-error", "--no-buffer", "--noproxy", "*", "--data-binary", "@-"]
    command += ["--header", "content-type: application/json", "--write-out", "\n%{http_code}", url + path_of(api)]

    def ask(body: dict[str, Any]) -> Got:
        done = subprocess.run(command, input=json.dumps(body).encode(), capture_output=True, check=True, timeout=20)
        text, _, status = done.stdout.decode().rpartition("\n")
        if status != "200":
            return error_got(int(status), json.loads(text) if text.startswith("{") else None)
        if not body["stream"]:
            return reply_got(read_reply(text))
        data = (event.rpartition("data: ")[2] for event in text.split("\n\n") if event)
        return gathered(api, (json.loads(each) for each in data if each != "[DONE]"))

    return [ask(body) for body in bodies]


def node(url: str, api: ModelApi, bodies: list[dict[str, Any]]) -> list[Got]:
    return ask_node(url, api, bodies)


async def in_process(scenario: Scenario, api: ModelApi, requests: list[ModelRequest]) -> list[ModelReply | Exception]:
    model = MockModel(scenario, name="m", api=api)

    async def ask(request: ModelRequest) -> ModelReply | Exception:
        try:
            return await model.reply(request)
        except (ModelError, UnexpectedRequest) as error:
            return error

    return [await ask(request) for request in requests]


@pytest.mark.anyio
@pytest.mark.parametrize("client", [openai_package, curl, pytest.param(node, marks=pytest.mark.clients)])
@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize("api", ["chat", "responses"])
async def test_a_scenario_gives_the_same_replies_in_process_and_to_every_client(
    scenario: Scenario, asking: Callable[..., ModelRequest], api: ModelApi, stream: bool, client: Client
) -> None:
    requests = [asking(said) for said in SAID]
    options = {"stream_options": {"include_usage": True}} if stream and api == "chat" else {}
    bodies = [{**json.loads(request.body(api, "m")), "stream": stream, **options} for request in requests]
    with running_mock(scenario) as server:
        served = client(server.base_url, api, bodies)
        assert len(server.requests) == len(SAID)
    run = ScenarioRun(scenario)
    answers = [run.play(received_in_process(request, "m", api)).answer for request in requests]
    results = await in_process(scenario, api, requests)
    for said, response, refused, got in zip(SAID, results, answers, served, strict=True):
        if isinstance(response, ModelReply):
            assert (said, got) == (said, reply_got(response))
        else:
            assert isinstance(refused, ErrorResponse)
            kind = UnexpectedRequest if refused.code == "no_rule_fits" else type(refused.error)
            assert (said, type(response)) == (said, kind)
            content = json.loads(refused.content) if refused.sender != "nginx" else None
            assert (said, got) == (said, error_got(refused.status, content))
