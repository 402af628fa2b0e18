"""The gateway in front of a mock model server, and everybody who reads its answers."""

import json
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from openai import APIStatusError, OpenAI

from adapter import Assistant, Directory, OpenAIModel
from adapter.gateway.relay import Gateway
from adapter.models.openai_upstream import OpenAIUpstream
from adapter.service.app import create_app
from adapter.testing import RunningMock, running_mock
from adapter.testing.scenario import parse_scenario
from tests.conftest import NOON
from tests.gateway.voice_client import VoiceFrameworks, interpreter, running_frameworks
from tests.serving import serving
from tests.testing.node_client import NODE, ask_node

Reply: TypeAlias = Mapping[str, object]


@dataclass(frozen=True, kw_only=True)
class Gated:
    """A running gateway, and the mock server behind it."""

    base_url: str
    mock: RunningMock


@pytest.fixture
def gated(bank: Directory) -> Iterator[Callable[..., Gated]]:
    """`gated(reply, …)` is the gateway of the example bank before a model that gives these replies, in order."""
    with ExitStack() as stack:

        def start(*replies: Reply, directory: Directory = bank) -> Gated:
            scenario = parse_scenario(json.dumps({"rules": [{"reply": list(replies)}]}), file="scenario")
            mock = stack.enter_context(running_mock(scenario))
            model = OpenAIModel("upstream", base_url=mock.base_url, api_key="none", attempts=1)
            assistant = Assistant(directory, model, now=lambda: NOON)
            gateway = Gateway(assistant.config, OpenAIUpstream(model), now=lambda: NOON)
            url = stack.enter_context(serving(create_app(assistant, gateway=gateway)))
            return Gated(base_url=f"{url}/v1", mock=mock)

        yield start


@dataclass(frozen=True, kw_only=True)
class Read:
    """What somebody has read of an answer. `error` is a status, or what it is called there."""

    text: str = ""
    calls: Sequence[tuple[str, Mapping[str, Any]]] = ()
    tokens: tuple[int, int] | None = None
    error: object = None


Reader: TypeAlias = Callable[[str, list[dict[str, Any]], list[dict[str, Any]]], Read]


@pytest.fixture(scope="session")
def frameworks() -> Iterator[VoiceFrameworks]:
    """LiveKit Agents and Pipecat."""
    python = interpreter()
    if python is None:
        pytest.skip("LiveKit Agents and Pipecat are not installed: make test-voice installs them")
    with running_frameworks(python) as running:
        yield running


@pytest.fixture(
    params=[
        "python",
        "python whole",
        "node",
        "node whole",
        pytest.param("livekit", marks=pytest.mark.voice_frameworks),
        pytest.param("pipecat", marks=pytest.mark.voice_frameworks),
        pytest.param("ai sdk", marks=pytest.mark.voice_frameworks),
    ]
)
def reader(request: pytest.FixtureRequest) -> Reader:
    """Somebody who asks a base URL for an answer, and reads it by code that is not ours."""
    if request.param == "ai sdk":
        return _by_ai_sdk
    name, _, whole = request.param.partition(" ")
    if name == "python":
        return _whole_by_python if whole else _streamed_by_python
    if name == "node":
        return lambda url, messages, tools: _by_node(url, messages, tools, stream=not whole)
    frameworks: VoiceFrameworks = request.getfixturevalue("frameworks")

    def ask(url: str, messages: list[dict[str, Any]], tools: list[dict[str, Any]]) -> Read:
        return _read(frameworks.ask(framework=name, base_url=url, api_key="none", messages=messages, tools=tools))

    return ask


def _read(read: dict[str, Any]) -> Read:
    return Read(
        text="".join(read["text"]),
        calls=[(name, arguments) for name, arguments in read["calls"]],
        tokens=_tokens(read["tokens"]),
        error=read["error"],
    )


def _by_ai_sdk(url: str, messages: list[dict[str, Any]], tools: list[dict[str, Any]]) -> Read:
    folder = Path(__file__).parent / "node"
    if not (folder / "node_modules" / "ai").is_dir():
        pytest.skip("the AI SDK is not there: make test-voice fetches it from npm's registry")
    asked = json.dumps({"messages": messages, "tools": tools})
    done = subprocess.run([NODE, folder / "ask.mjs", url], input=asked, capture_output=True, text=True, timeout=60)
    assert (done.stderr, done.returncode) == ("", 0)
    return _read(json.loads(done.stdout))


def _streamed_by_python(url: str, messages: list[dict[str, Any]], tools: list[dict[str, Any]]) -> Read:
    with OpenAI(base_url=url, api_key="none", max_retries=0, timeout=20) as client:
        try:
            with client.chat.completions.stream(
                **_body(messages, tools), stream_options={"include_usage": True}
            ) as got:
                return _completion(got.get_final_completion())
        except APIStatusError as error:
            return Read(error=error.status_code)


def _whole_by_python(url: str, messages: list[dict[str, Any]], tools: list[dict[str, Any]]) -> Read:
    with OpenAI(base_url=url, api_key="none", max_retries=0, timeout=20) as client:
        try:
            return _completion(client.chat.completions.create(**_body(messages, tools)))
        except APIStatusError as error:
            return Read(error=error.status_code)


def _completion(completion: Any) -> Read:
    (choice,) = completion.choices
    calls = choice.message.tool_calls or ()
    assert choice.finish_reason == ("tool_calls" if calls else "stop")
    return Read(
        text=choice.message.content or "",
        calls=[(call.function.name, json.loads(call.function.arguments)) for call in calls],
        tokens=completion.usage and (completion.usage.prompt_tokens, completion.usage.completion_tokens),
    )


def _by_node(url: str, messages: list[dict[str, Any]], tools: list[dict[str, Any]], *, stream: bool) -> Read:
    options = {"stream": True, "stream_options": {"include_usage": True}} if stream else {}
    (read,) = ask_node(url, "chat", [{**_body(messages, tools), **options}])
    if "status" in read:
        return Read(error=read["status"])
    assert read["finish"] == ("tool_calls" if read["calls"] else "stop")
    return Read(
        text=read["text"],
        calls=[(name, json.loads(raw)) for name, raw in read["calls"]],
        tokens=_tokens(read["tokens"]),
    )


def _tokens(counted: list[int] | None) -> tuple[int, int] | None:
    return None if counted is None else (counted[0], counted[1])


def _body(messages: list[dict[str, Any]], tools: list[dict[str, Any]]) -> dict[str, Any]:
    return {"model": "voice", "messages": messages, **({"tools": tools} if tools else {})}
