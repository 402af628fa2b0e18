"""Anthropic's Messages API: tools and conversation out, replies in."""

from collections.abc import Mapping
from typing import Annotated, Any

import pydantic_core
from pydantic import BeforeValidator, Field

from adapter.tool_calls.conversation import AssistantMessage, Conversation, ToolCall, ToolResult, UserMessage
from adapter.tool_calls.lenient import ArgumentText, Lenient, Text, parts_of, text_of, usage_of
from adapter.tool_calls.reply import ModelReply
from adapter.tool_calls.reply_size import MAX_TEXT, check_items, check_length

FINISHES = {"end_turn": "stop", "stop_sequence": "stop", "tool_use": "tool_calls", "max_tokens": "length"}
"""Its words for why a model stopped, in those of Chat Completions; every other one stays as it is."""


def anthropic_tool(definition: Mapping[str, object]) -> dict[str, object]:
    """A tool, as `tools` takes it."""
    return {
        "name": definition["name"],
        "description": definition["description"],
        "input_schema": definition["parameters"],
    }


def anthropic_messages(conversation: Conversation) -> list[dict[str, object]]:
    """The `messages` of a request; the system prompt is a field of its own.

    The results of an assistant's calls are the first blocks of one user message, as the API wants them.
    """
    messages: list[dict[str, object]] = []
    for message in conversation:
        match message:
            case UserMessage():
                _append(messages, "user", {"type": "text", "text": message.text})
            case ToolResult():
                result = {"type": "tool_result", "tool_use_id": message.call_id, "content": message.text}
                _append(messages, "user", result)
            case AssistantMessage():
                if message.text:
                    _append(messages, "assistant", {"type": "text", "text": message.text})
                for call in message.tool_calls:
                    arguments = pydantic_core.from_json(call.arguments) if call.arguments else {}
                    used = {"type": "tool_use", "id": call.id, "name": call.name, "input": arguments}
                    _append(messages, "assistant", used)
    return messages


def _append(messages: list[dict[str, object]], role: str, block: Mapping[str, object]) -> None:
    """Adds a block to the last message where that is the same side's: the two sides take turns."""
    last = messages[-1] if messages else None
    blocks = last["content"] if last is not None and last["role"] == role else None
    if isinstance(blocks, list):
        blocks.append(block)
    else:
        messages.append({"role": role, "content": [block]})


class _Block(Lenient):
    type: Text = ""
    text: Text = ""
    id: Text = ""
    name: Text = ""
    input: ArgumentText = ""


class _Message(Lenient):
    model: Text = ""
    stop_reason: Text = ""
    content: Annotated[list[_Block], BeforeValidator(parts_of)] = Field(default_factory=list)


def is_anthropic(data: Mapping[str, Any]) -> bool:
    """Whether a decoded body is a message of this API: of its type, with a list of blocks."""
    return data.get("type") == "message" and isinstance(data.get("content"), list) and "stop_reason" in data


def read_anthropic(data: Mapping[str, Any]) -> ModelReply:
    """The reply in a decoded message. Thoughts are blocks of their own and left out. Raises `ValidationError`."""
    message = _Message.model_validate(data)
    calls = [block for block in message.content if block.type == "tool_use"]
    return ModelReply(
        text="".join(block.text for block in message.content if block.type == "text"),
        tool_calls=tuple(ToolCall(name=call.name, arguments=call.input, id=call.id) for call in calls),
        finish=FINISHES.get(message.stop_reason, message.stop_reason),
        model=message.model,
        usage=usage_of(data.get("usage")),
        api="anthropic",
    )


class AnthropicAccumulator:
    """The events of a streamed message, put together to the message that they make."""

    def __init__(self) -> None:
        self._message: dict[str, Any] = {}
        self._blocks: dict[object, dict[str, Any]] = {}
        self._open: set[object] = set()
        self._length = 0
        self._stop = ""

    @property
    def complete(self) -> bool:
        """Whether the reason for stopping has come."""
        return bool(self._stop)

    @property
    def speaking(self) -> bool:
        """Whether a text or a call has begun and goes on."""
        return any(self._blocks[index].get("type") in ("text", "tool_use") for index in self._open)

    @property
    def text(self) -> str:
        """The text so far; thoughts are blocks of their own."""
        return "".join(block["text"] for block in self._blocks.values() if block.get("type") == "text")

    @property
    def calling(self) -> bool:
        """Whether a call has begun."""
        return any(block.get("type") == "tool_use" for block in self._blocks.values())

    def add(self, chunk: object) -> None:
        """Takes the next event; none behind the reason for stopping, which comes with what is counted."""
        if not isinstance(chunk, Mapping) or self._stop:
            return
        index, delta = chunk.get("index"), chunk.get("delta")
        index = index if isinstance(index, int | str) else None
        match chunk.get("type"):
            case "message_start" if isinstance(chunk.get("message"), Mapping):
                self._message = dict(chunk["message"])
            case "content_block_start" if isinstance(chunk.get("content_block"), Mapping):
                block = dict(chunk["content_block"])
                self._blocks[index] = {**block, "text": text_of(block.get("text")), "json": ""}
                self._open.add(index)
                check_items(self._blocks)
            case "content_block_delta" if isinstance(delta, Mapping) and index in self._blocks:
                for field, piece in (("text", delta.get("text")), ("json", delta.get("partial_json"))):
                    self._blocks[index][field] += text_of(piece)
                    self._length += len(text_of(piece))
                check_length(self._length, MAX_TEXT, "characters")
            case "content_block_stop":
                self._open.discard(index)
            case "message_delta" if isinstance(delta, Mapping):
                self._stop = text_of(delta.get("stop_reason")) or self._stop
                usage = chunk.get("usage")
                if isinstance(usage, Mapping):
                    self._message["usage"] = {**(self._message.get("usage") or {}), **usage}

    def body(self) -> Mapping[str, object]:
        """What has come, as a message."""
        content = [
            {**block, "input": block["json"] or block.get("input")} if block.get("type") == "tool_use" else block
            for block in self._blocks.values()
        ]
        return {**self._message, "type": "message", "content": content, "stop_reason": self._stop}
