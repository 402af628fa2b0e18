"""What one client records, clients in other languages replay: OpenAI's for Node and for Python."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openai import OpenAI

from adapter.testing import running_mock
from adapter.testing.mock_server.server import RunningMock
from adapter.tool_calls.request import ModelApi, ModelRequest
from tests.testing.node_client import ask_node

pytestmark = pytest.mark.clients


def by_node(server: RunningMock, api: ModelApi, bodies: list[dict[str, Any]]) -> list[Any]:
    """Text and calls of each answer, as OpenAI's client for Node reads them."""
    return [(answer["text"], answer["calls"]) for answer in ask_node(server.base_url, api, bodies)]


def by_python(server: RunningMock, api: ModelApi, bodies: list[dict[str, Any]]) -> list[Any]:
    """The same as the openai package reads them, which puts streams together itself."""
    with OpenAI(base_url=server.base_url, api_key="none", max_retries=0) as client:
        if api == "responses":
            return [_from_response(_response(client, body)) for body in bodies]
        return [_from_chat(_completion(client, body)) for body in bodies]


def _completion(client: OpenAI, body: dict[str, Any]) -> Any:
    if not body["stream"]:
        return client.chat.completions.create(**body)
    with client.chat.completions.stream(**{name: value for name, value in body.items() if name != "stream"}) as stream:
        return stream.get_final_completion()


def _response(client: OpenAI, body: dict[str, Any]) -> Any:
    answer = client.responses.create(**body)
    return [*answer][-1].response if body["stream"] else answer


def _from_chat(completion: Any) -> tuple[str, list[list[str]]]:
    message = completion.choices[0].message
    calls = [[call.function.name, call.function.arguments] for call in message.tool_calls or []]
    return message.content or "", calls


def _from_response(response: Any) -> tuple[str, list[list[str]]]:
    calls = [[item.name, item.arguments] for item in response.output if item.type == "function_call"]
    return response.output_text, calls


@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize("api", ["chat", "responses"])
def test_what_python_records_node_replays_and_the_other_way_round(
    tmp_path: Path, asking: Callable[..., ModelRequest], api: ModelApi, stream: bool
) -> None:
    options = {"stream_options": {"include_usage": True}} if stream and api == "chat" else {}
    said = ("I lost my card", "Ich möchte einen Kredit", "Lovely weather")
    bodies = [{**json.loads(asking(text).body(api, "m")), "stream": stream, **options} for text in said]
    with running_mock() as upstream:
        expected = by_python(upstream, api, bodies)
        assert [calls[0][0] for _, calls in expected if calls] == ["transfer_to_cards", "transfer_to_loans"]
        for position, (record, replay) in enumerate([(by_python, by_node), (by_node, by_python)]):
            path = tmp_path / f"{position}.yaml"
            with running_mock(cassette=path, record="all", upstream=upstream.base_url) as recorder:
                assert record(recorder, api, bodies) == expected
            with running_mock(cassette=path, speed=0) as replayed:
                assert replay(replayed, api, bodies) == expected
                replayed.assert_complete()
