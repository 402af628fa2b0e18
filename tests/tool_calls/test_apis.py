"""Every API, in both directions: the vendors' own packages take what we make, and replies are read alike."""

import json
from collections.abc import Callable, Mapping
from typing import Any

import anthropic.types
import pytest
from google.genai import types as gemini
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from adapter import Directory, Toolset, TransferTools, decide
from adapter.tool_calls.apis.anthropic import AnthropicAccumulator, anthropic_messages
from adapter.tool_calls.apis.gemini import GeminiAccumulator, gemini_contents
from adapter.tool_calls.conversation import AssistantMessage, Conversation, ToolCall, ToolResult, UserMessage
from adapter.tool_calls.read_reply import read_reply
from adapter.tool_calls.reply import ModelReply

ARGUMENTS = {"reason": "lost card", "language": "de"}
CALL = ToolCall(name="transfer_to_cards", arguments=json.dumps(ARGUMENTS), id="call00001")
TALK: Conversation = (
    UserMessage(text="Meine Karte ist weg."),
    AssistantMessage(text="Einen Moment.", tool_calls=(CALL,)),
    ToolResult(call_id="call00001", text="Nobody answered."),
    UserMessage(text="Und jetzt?"),
)


def claude(*content: Mapping[str, object], stop: str = "end_turn") -> dict[str, Any]:
    usage = {"input_tokens": 12, "output_tokens": 3, "cache_read_input_tokens": 8}
    return {
        "id": "msg_1",
        "type": "message",
        "role": "assistant",
        "model": "claude",
        "content": list(content),
        "stop_reason": stop,
        "stop_sequence": None,
        "usage": usage,
    }


def candidate(*parts: Mapping[str, object], finish: str = "STOP", **response: object) -> dict[str, Any]:
    counted = {"promptTokenCount": 12, "candidatesTokenCount": 3, "cachedContentTokenCount": 8}
    found = {"content": {"role": "model", "parts": list(parts)}, "finishReason": finish}
    return {"candidates": [found], "usageMetadata": counted, "modelVersion": "gemini", **response}


USED = {"type": "tool_use", "id": "toolu_1", "name": "transfer_to_cards", "input": ARGUMENTS}
CALLED = {"functionCall": {"name": "transfer_to_cards", "args": ARGUMENTS}}


def test_the_vendors_packages_take_our_tools(bank: Directory) -> None:
    tools = Toolset(bank, hang_up=True)
    for tool in TypeAdapter(list[anthropic.types.ToolParam]).validate_python(tools.tools("anthropic")):
        assert tool["input_schema"]["type"] == "object"
    (one,) = TypeAdapter(list[gemini.Tool]).validate_python(tools.tools("gemini"))
    assert one.function_declarations is not None
    assert [known.name for known in one.function_declarations] == [tool["name"] for tool in tools.tools("anthropic")]
    assert one.function_declarations[0].parameters is not None
    assert Toolset(bank, offered=()).tools("gemini") == []


def test_the_vendors_packages_take_a_conversation_of_ours() -> None:
    messages = TypeAdapter(list[anthropic.types.MessageParam]).validate_python(anthropic_messages(TALK))
    assert [message["role"] for message in messages] == ["user", "assistant", "user"]
    contents = TypeAdapter(list[gemini.Content]).validate_python(gemini_contents(TALK))
    assert [content.role for content in contents] == ["user", "model", "user"]
    answered = (contents[2].parts or [])[0].function_response
    assert answered is not None
    assert answered.name == "transfer_to_cards"


@pytest.mark.parametrize(
    ("body", "sdk"),
    [
        (claude({"type": "text", "text": "Gern."}, USED, stop="tool_use"), anthropic.types.Message),
        (candidate({"text": "Gern."}, CALLED), gemini.GenerateContentResponse),
    ],
)
def test_a_reply_is_read_from_its_body_its_decoded_form_and_the_packages_object(body: Any, sdk: Any) -> None:
    for held in (body, json.dumps(body), json.dumps(body).encode(), sdk.model_validate(body)):
        reply = read_reply(held)
        (call,) = reply.tool_calls
        assert (reply.text, call.name, json.loads(call.arguments)) == ("Gern.", "transfer_to_cards", ARGUMENTS)
        assert (reply.usage.input_tokens, reply.usage.output_tokens, reply.usage.cached_tokens) == (12, 3, 8)


@pytest.mark.parametrize(
    "body",
    [
        claude({"type": "thinking", "thinking": "transfer_to_fraud?"}, {"type": "text", "text": "Worum geht es?"}),
        candidate({"thought": True, "text": "transfer_to_fraud?"}, {"text": "Worum geht es?"}),
    ],
)
def test_thoughts_are_not_part_of_the_text(bank: Directory, body: dict[str, Any]) -> None:
    assert read_reply(body).text == "Worum geht es?"
    assert decide(body, Toolset(bank)).kind == "reply"


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (claude(stop="refusal"), "refusal"),
        (candidate(finish="SAFETY"), "refusal"),
        ({"promptFeedback": {"blockReason": "PROHIBITED_CONTENT"}}, "refusal"),
        (claude({"type": "text", "text": "Ich wei"}, stop="max_tokens"), "cut_off"),
        (candidate({"text": "Ich wei"}, finish="MAX_TOKENS"), "cut_off"),
        (claude(), "empty"),
        (candidate(), "empty"),
    ],
)
def test_why_a_model_stopped_is_understood(bank: Directory, body: dict[str, Any], reason: str) -> None:
    assert decide(body, Toolset(bank)).reason == reason


@pytest.mark.parametrize(
    ("body", "api"), [(claude({**USED, "name": "transfer_to_x"}), "anthropic"), (candidate({"text": ""}), "gemini")]
)
def test_asking_again_is_in_the_form_of_the_api(bank: Directory, body: dict[str, Any], api: str) -> None:
    offer = TransferTools(bank).offer([{"role": "user", "content": "my card"}])
    result = offer.resolve(body)
    assert result.next == "ask_again"
    assert result.retry is not None
    messages: list[Any] = list(result.retry)
    if api == "gemini":
        TypeAdapter(list[gemini.Content]).validate_python(messages)
    else:
        TypeAdapter(list[anthropic.types.MessageParam]).validate_python(messages)
        used, answered = (message["content"][0] for message in messages)
        assert used["id"] == answered["tool_use_id"] == "toolu_1"


CLAUDE_EVENTS: list[dict[str, Any]] = [
    {"type": "message_start", "message": {**claude(stop=""), "content": []}},
    {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}},
    {"type": "ping"},
    {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": "Gern. "}},
    {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": "Moment."}},
    {"type": "content_block_stop", "index": 0},
    {"type": "content_block_start", "index": 1, "content_block": {**USED, "input": {}}},
    {"type": "content_block_delta", "index": 1, "delta": {"type": "input_json_delta", "partial_json": '{"reason": '}},
    {"type": "content_block_delta", "index": 1, "delta": {"type": "input_json_delta", "partial_json": '"x"}'}},
    {"type": "content_block_stop", "index": 1},
    {"type": "message_delta", "delta": {"stop_reason": "tool_use"}, "usage": {"output_tokens": 9}},
    {"type": "message_stop"},
]
GEMINI_CHUNKS: list[dict[str, Any]] = [
    candidate({"thought": True, "text": "hm"}, finish=""),
    candidate({"text": "Gern. "}, finish=""),
    candidate({"text": "Moment."}, finish=""),
    candidate({"functionCall": {"name": "transfer_to_cards", "args": {"reason": "x"}}}),
]


@pytest.mark.parametrize(
    ("make", "chunks", "last"), [(AnthropicAccumulator, CLAUDE_EVENTS, 2), (GeminiAccumulator, GEMINI_CHUNKS, 1)]
)
def test_a_stream_comes_to_what_the_whole_reply_says(
    make: Callable[[], Any], chunks: list[dict[str, Any]], last: int
) -> None:
    gathered = make()
    for chunk in chunks[:-last]:
        gathered.add(chunk)
    assert not gathered.complete
    for chunk in chunks[-last:]:
        gathered.add(chunk)
    assert gathered.complete
    assert gathered.calling
    reply = read_reply(gathered.body())
    assert (reply.text, [call.name for call in reply.tool_calls]) == ("Gern. Moment.", ["transfer_to_cards"])
    assert json.loads(reply.tool_calls[0].arguments) == {"reason": "x"}


@pytest.mark.parametrize("chunks", [CLAUDE_EVENTS, GEMINI_CHUNKS])
def test_the_librarys_stream_speaks_whole_sentences_and_holds_the_call(
    bank: Directory, chunks: list[dict[str, Any]]
) -> None:
    stream = TransferTools(bank).offer([{"role": "user", "content": "Meine Karte ist weg"}]).stream()
    said = [stream.feed(chunk) for chunk in chunks]
    assert "".join(said) == "Gern. "
    result = stream.finish()
    assert (result.next, result.transfer is not None and result.transfer.key) == ("transfer", "cards")
    broken = TransferTools(bank).offer([{"role": "user", "content": "Meine Karte ist weg"}]).stream()
    for chunk in chunks[: -2 if chunks is CLAUDE_EVENTS else -1]:
        broken.feed(chunk)
    cut = broken.finish(last=True)
    assert cut.transfer is None or cut.transfer.key == bank.fallback


ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["type", "text", "content", "parts", "input", "args", "name"]), inner, max_size=4
        )
    ),
    max_leaves=10,
)


@given(ANY, ANY, st.text(max_size=12))
def test_whatever_stands_in_a_reply_gives_a_decision(bank: Directory, blocks: object, parts: object, stop: str) -> None:
    toolset = Toolset(bank)
    for body in (
        {"type": "message", "content": [blocks], "stop_reason": stop},
        {"type": "message", "content": blocks if isinstance(blocks, list) else [], "stop_reason": stop},
        {"candidates": [{"content": {"parts": parts}, "finishReason": stop}]},
        {"candidates": parts, "promptFeedback": blocks},
    ):
        assert decide(body, toolset).kind in ("transfer", "reply", "hang_up", "unclear", "failed")
        for gathered in (AnthropicAccumulator(), GeminiAccumulator()):
            gathered.add(body)
            gathered.add({"type": "content_block_start", "index": 0, "content_block": blocks})
            gathered.add({"type": "content_block_delta", "index": 0, "delta": parts})
            assert decide(gathered.body(), toolset).kind


def test_a_plain_chat_message_stays_one() -> None:
    assert read_reply({"role": "assistant", "content": "Hello."}) == ModelReply(text="Hello.")
