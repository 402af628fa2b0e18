"""Responses of the mock server, asked by the real openai client."""

import json
import re
from collections.abc import AsyncIterator

import pytest
from openai import AsyncOpenAI
from openai.types.responses import (
    Response,
    ResponseFunctionToolCall,
    ResponseOutputMessage,
    ResponseOutputRefusal,
    ResponseStreamEvent,
    ToolParam,
)
from pydantic import TypeAdapter

from adapter import Toolset
from adapter.testing.mock_server.server import RunningMock

pytestmark = pytest.mark.anyio

Said = tuple[str, str, list[str], str | None]


@pytest.fixture
async def client(scenes: RunningMock) -> AsyncIterator[AsyncOpenAI]:
    async with AsyncOpenAI(base_url=scenes.base_url, api_key="none", max_retries=0) as client:
        yield client


@pytest.fixture
def given(tools: Toolset) -> list[ToolParam]:
    return TypeAdapter(list[ToolParam]).validate_python(tools.tools("responses"))


async def whole(client: AsyncOpenAI, tools: list[ToolParam], said: str) -> Response:
    return await client.responses.create(model="gpt-x", instructions="s", input=said, tools=tools, store=False)


async def events(client: AsyncOpenAI, tools: list[ToolParam], said: str) -> list[ResponseStreamEvent]:
    stream = await client.responses.create(
        model="gpt-x", instructions="s", input=[{"role": "user", "content": said}], tools=tools, stream=True
    )
    return [event async for event in stream]


def said_in(response: Response) -> Said:
    messages = [item for item in response.output if isinstance(item, ResponseOutputMessage)]
    refusals = [part.refusal for m in messages for part in m.content if isinstance(part, ResponseOutputRefusal)]
    calls = [item.name for item in response.output if isinstance(item, ResponseFunctionToolCall)]
    reason = response.incomplete_details.reason if response.incomplete_details else None
    return response.output_text, "".join(refusals), calls, reason


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("words", ("Good morning,  what is it about? ", "", [], None)),
        ("call", ("", "", ["transfer_to_cards"], None)),
        ("both", ("One moment.", "", ["transfer_to_cards"], None)),
        ("two", ("", "", ["transfer_to_cards", "transfer_to_fraud"], None)),
        ("refusal", ("", "I cannot help with that.", [], None)),
        ("length", ("I would like to", "", [], "max_output_tokens")),
        ("filter", ("Well", "", [], "content_filter")),
        ("nothing", ("", "", [], None)),
        ("choiceless", ("", "", [], None)),
        ("raw", ("", "", ["fly_to"], None)),
        ("offline: I lost my card", ("", "", ["transfer_to_cards"], None)),
    ],
)
async def test_whole_and_streamed_answers_say_the_same(
    client: AsyncOpenAI, given: list[ToolParam], said: str, expected: Said
) -> None:
    response = await whole(client, given, said)
    last = (await events(client, given, said))[-1]
    assert last.type in ("response.completed", "response.incomplete")
    for answer in (response, last.response):
        assert said_in(answer) == expected
        assert answer.status == ("incomplete" if expected[3] else "completed")


@pytest.mark.parametrize("said", ["words", "both", "two", "refusal", "nothing"])
async def test_the_packages_own_reader_of_streams_gathers_the_same_response(
    client: AsyncOpenAI, given: list[ToolParam], said: str
) -> None:
    async with client.responses.stream(model="gpt-x", input=said, tools=given) as stream:
        gathered = await stream.get_final_response()
    assert said_in(gathered) == said_in(await whole(client, given, said))


async def test_a_call_carries_its_arguments_and_ids(client: AsyncOpenAI, given: list[ToolParam]) -> None:
    (call,) = (await whole(client, given, "call")).output
    assert isinstance(call, ResponseFunctionToolCall)
    assert re.fullmatch(r"[a-zA-Z0-9]{9}", call.call_id)
    assert call.id
    assert call.id != call.call_id
    assert json.loads(call.arguments) == {"reason": "mocked", "language": "de"}


async def test_a_response_repeats_what_was_asked_and_counts_its_tokens(
    client: AsyncOpenAI, given: list[ToolParam]
) -> None:
    response = await whole(client, given, "words")
    assert (response.model, response.instructions, response.tool_choice) == ("gpt-x", "s", "auto")
    assert len(response.tools) == len(given)
    assert response.usage is not None
    assert response.usage.input_tokens > 1_000
    assert response.usage.total_tokens == response.usage.input_tokens + response.usage.output_tokens


async def test_a_message_arrives_in_the_order_of_the_real_api(client: AsyncOpenAI, given: list[ToolParam]) -> None:
    received = await events(client, given, "words")
    assert [event.type for event in received] == [
        "response.created",
        "response.in_progress",
        "response.output_item.added",
        "response.content_part.added",
        *["response.output_text.delta"] * 6,
        "response.output_text.done",
        "response.content_part.done",
        "response.output_item.done",
        "response.completed",
    ]
    deltas = [event.delta for event in received if event.type == "response.output_text.delta"]
    assert "".join(deltas) == "Good morning,  what is it about? "


async def test_calls_arrive_one_after_the_other(client: AsyncOpenAI, given: list[ToolParam]) -> None:
    received = await events(client, given, "two")
    places = [event.output_index for event in received if hasattr(event, "output_index")]
    assert places == sorted(places)
    for index in (0, 1):
        mine = [event for event in received if getattr(event, "output_index", None) == index]
        kinds = list(dict.fromkeys(event.type for event in mine))
        assert kinds == [
            "response.output_item.added",
            "response.function_call_arguments.delta",
            "response.function_call_arguments.done",
            "response.output_item.done",
        ]
        deltas = [event.delta for event in mine if event.type == "response.function_call_arguments.delta"]
        (done,) = [event.arguments for event in mine if event.type == "response.function_call_arguments.done"]
        assert len(deltas) > 2
        assert "".join(deltas) == done


async def test_a_refusal_arrives_in_pieces_too(client: AsyncOpenAI, given: list[ToolParam]) -> None:
    deltas = [e.delta for e in await events(client, given, "refusal") if e.type == "response.refusal.delta"]
    assert "".join(deltas) == "I cannot help with that."


@pytest.mark.parametrize("said", ["words", "both", "two", "refusal", "length", "choiceless"])
async def test_events_are_numbered_without_a_gap(client: AsyncOpenAI, given: list[ToolParam], said: str) -> None:
    numbers = [event.sequence_number for event in await events(client, given, said)]
    assert numbers == list(range(len(numbers)))


async def test_a_conversation_with_calls_and_results_is_understood(client: AsyncOpenAI, given: list[ToolParam]) -> None:
    response = await client.responses.create(
        model="gpt-x",
        input=[
            {"role": "user", "content": [{"type": "input_text", "text": "offline: I lost my card"}]},
            {"type": "function_call", "call_id": "abcdefgh1", "name": "transfer_to_cards", "arguments": "{}"},
            {"type": "function_call_output", "call_id": "abcdefgh1", "output": "nobody answered"},
        ],
        tools=given,
    )
    assert response.output_text.endswith("?")
