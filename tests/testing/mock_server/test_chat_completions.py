"""Chat Completions of the mock server, asked by the real openai client."""

import json
import re
from collections.abc import AsyncIterator
from typing import Literal

import pytest
from openai import AsyncOpenAI
from openai.types.chat import ChatCompletion, ChatCompletionChunk, ChatCompletionToolUnionParam
from pydantic import TypeAdapter

from adapter import Toolset
from adapter.testing.mock_server.server import RunningMock

pytestmark = pytest.mark.anyio

Finish = Literal["stop", "tool_calls", "length", "content_filter"]


@pytest.fixture
async def client(scenes: RunningMock) -> AsyncIterator[AsyncOpenAI]:
    async with AsyncOpenAI(base_url=scenes.base_url, api_key="none", max_retries=0) as client:
        yield client


@pytest.fixture
def chat_tools(tools: Toolset) -> list[ChatCompletionToolUnionParam]:
    return TypeAdapter(list[ChatCompletionToolUnionParam]).validate_python(tools.tools("chat"))


async def whole(client: AsyncOpenAI, tools: list[ChatCompletionToolUnionParam], said: str) -> ChatCompletion:
    return await client.chat.completions.create(
        model="gpt-x", messages=[{"role": "system", "content": "s"}, {"role": "user", "content": said}], tools=tools
    )


async def chunks(
    client: AsyncOpenAI, tools: list[ChatCompletionToolUnionParam], said: str, *, usage: bool = False
) -> list[ChatCompletionChunk]:
    stream = await client.chat.completions.create(
        model="gpt-x",
        messages=[{"role": "system", "content": "s"}, {"role": "user", "content": said}],
        tools=tools,
        stream=True,
        stream_options={"include_usage": usage},
    )
    return [chunk async for chunk in stream]


@pytest.mark.parametrize(
    ("said", "content", "refusal", "calls", "finish"),
    [
        ("words", "Good morning,  what is it about? ", None, [], "stop"),
        ("call", None, None, ["transfer_to_cards"], "tool_calls"),
        ("both", "One moment.", None, ["transfer_to_cards"], "tool_calls"),
        ("two", None, None, ["transfer_to_cards", "transfer_to_fraud"], "tool_calls"),
        ("refusal", None, "I cannot help with that.", [], "stop"),
        ("length", "I would like to", None, [], "length"),
        ("filter", "Well", None, [], "content_filter"),
        ("nothing", "", None, [], "stop"),
        ("raw", None, None, ["fly_to"], "tool_calls"),
        ("offline: I lost my card", None, None, ["transfer_to_cards"], "tool_calls"),
    ],
)
async def test_whole_and_streamed_answers_say_the_same(
    client: AsyncOpenAI,
    chat_tools: list[ChatCompletionToolUnionParam],
    said: str,
    content: str | None,
    refusal: str | None,
    calls: list[str],
    finish: Finish,
) -> None:
    (choice,) = (await whole(client, chat_tools, said)).choices
    async with client.chat.completions.stream(
        model="gpt-x", messages=[{"role": "user", "content": said}], tools=chat_tools
    ) as stream:
        # what the package's helper makes of a stream that is complete; it raises for one that is cut off by purpose
        gathered = None if finish in ("length", "content_filter") else (await stream.get_final_completion()).choices[0]
    for answer in (choice, gathered):
        if answer is not None:
            assert (answer.message.content or None, answer.message.refusal) == (content or None, refusal)
            assert [call.function.name for call in answer.message.tool_calls or [] if call.type == "function"] == calls
            assert answer.finish_reason == finish
    assert choice.message.content == content


async def test_a_call_carries_its_arguments_and_an_id(
    client: AsyncOpenAI, chat_tools: list[ChatCompletionToolUnionParam]
) -> None:
    (choice,) = (await whole(client, chat_tools, "call")).choices
    (call,) = choice.message.tool_calls or []
    assert call.type == "function"
    assert re.fullmatch(r"[a-zA-Z0-9]{9}", call.id)
    assert json.loads(call.function.arguments) == {"reason": "mocked", "language": "de"}


async def test_an_answer_names_the_model_and_counts_its_tokens(
    client: AsyncOpenAI, chat_tools: list[ChatCompletionToolUnionParam]
) -> None:
    answer = await whole(client, chat_tools, "words")
    assert (answer.model, answer.object) == ("gpt-x", "chat.completion")
    assert answer.id.startswith("chatcmpl-")
    assert answer.created > 1_700_000_000
    assert answer.usage is not None
    assert answer.usage.prompt_tokens > 1_000
    assert answer.usage.total_tokens == answer.usage.prompt_tokens + answer.usage.completion_tokens


async def test_an_answer_without_choices_is_one(
    client: AsyncOpenAI, chat_tools: list[ChatCompletionToolUnionParam]
) -> None:
    assert (await whole(client, chat_tools, "choiceless")).choices == []
    assert all(chunk.choices == [] for chunk in await chunks(client, chat_tools, "choiceless"))


async def test_a_stream_brings_role_words_and_finish_in_this_order(
    client: AsyncOpenAI, chat_tools: list[ChatCompletionToolUnionParam]
) -> None:
    received = await chunks(client, chat_tools, "words")
    choices = [chunk.choices[0] for chunk in received]
    assert choices[0].delta.role == "assistant"
    assert [choice.delta.content for choice in choices[1:-1]] == [
        "Good",
        " morning,",
        "  what",
        " is",
        " it",
        " about? ",
    ]
    assert [choice.finish_reason for choice in choices] == [None] * (len(choices) - 1) + ["stop"]
    assert {(chunk.id, chunk.created, chunk.object) for chunk in received} == {
        (received[0].id, received[0].created, "chat.completion.chunk")
    }
    assert all("usage" not in chunk.model_fields_set or chunk.usage is None for chunk in received)


async def test_a_stream_brings_each_call_by_name_first_and_then_its_arguments_in_pieces(
    client: AsyncOpenAI, chat_tools: list[ChatCompletionToolUnionParam]
) -> None:
    deltas = [chunk.choices[0].delta for chunk in await chunks(client, chat_tools, "two")]
    parts = [call for delta in deltas for call in delta.tool_calls or []]
    for index, name in enumerate(["transfer_to_cards", "transfer_to_fraud"]):
        head, *pieces = [part for part in parts if part.index == index]
        assert head.function is not None
        assert (head.function.name, head.function.arguments, head.type) == (name, "", "function")
        assert head.id
        assert len(pieces) > 2
        assert all(piece.id is None and piece.function and piece.function.name is None for piece in pieces)
        text = "".join(piece.function.arguments or "" for piece in pieces if piece.function)
        assert json.loads(text)["reason"] == "mocked"
    assert [part.index for part in parts] == sorted(part.index for part in parts)


async def test_usage_ends_a_stream_that_asks_for_it(
    client: AsyncOpenAI, chat_tools: list[ChatCompletionToolUnionParam]
) -> None:
    *rest, last = await chunks(client, chat_tools, "words", usage=True)
    assert last.choices == []
    assert last.usage is not None
    assert last.usage == (await whole(client, chat_tools, "words")).usage
    assert all("usage" in chunk.model_fields_set and chunk.usage is None for chunk in rest)


async def test_models_can_be_listed_and_looked_up(client: AsyncOpenAI) -> None:
    assert [model.id async for model in client.models.list()] == ["gpt-4.1-mini", "gpt-x"]
    assert (await client.models.retrieve("gpt-x")).id == "gpt-x"
