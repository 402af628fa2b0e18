"""Chat Completions: tools and conversation out, replies in."""

from collections.abc import Mapping
from typing import Any

from adapter.tool_calls.conversation import AssistantMessage, Conversation, ToolCall, ToolResult, UserMessage
from adapter.tool_calls.lenient import (
    MAPPINGS,
    arguments_of,
    first_mapping,
    is_call,
    mapping_of,
    mappings,
    parts_of,
    text_of,
    usage_of,
)
from adapter.tool_calls.reply import ModelReply


def chat_tool(definition: Mapping[str, object]) -> dict[str, object]:
    """A function tool."""
    return {"type": "function", "function": {**definition, "strict": True}}


def chat_messages(system: str, conversation: Conversation) -> list[dict[str, object]]:
    """The `messages` of a Chat Completions request."""
    return [{"role": "system", "content": system}, *chat_history(conversation)]


def chat_history(conversation: Conversation) -> list[dict[str, object]]:
    """The same without the system prompt."""
    messages: list[dict[str, object]] = []
    for message in conversation:
        match message:
            case UserMessage():
                messages.append({"role": "user", "content": message.text})
            case AssistantMessage():
                entry: dict[str, object] = {"role": "assistant", "content": message.text}
                if message.tool_calls:
                    entry["content"] = message.text or None
                    entry["tool_calls"] = [
                        {
                            "id": call.id,
                            "type": "function",
                            "function": {"name": call.name, "arguments": call.arguments},
                        }
                        for call in message.tool_calls
                    ]
                messages.append(entry)
            case ToolResult():
                messages.append({"role": "tool", "tool_call_id": message.call_id, "content": message.text})
    return messages


def read_chat_body(data: Mapping[str, Any]) -> ModelReply:
    """The reply in a decoded body with `choices`. The first choice counts. Raises `ModelReplyTooLarge`.

    Every field is taken on its own and by hand: a schema that forgives all of it takes four times as long, and this is
    read in every turn.
    """
    first = first_mapping(data.get("choices"))
    choice = first[0] if first else {}
    # Gateways say so where what they stand before broke off, beside what had come.
    finish = "error" if choice.get("error") else text_of(choice.get("finish_reason"))
    return _reply(mapping_of(choice.get("message")), finish, data)


def read_chat_message(data: Mapping[str, Any]) -> ModelReply:
    """The reply in one message without its surroundings. Raises `ModelReplyTooLarge`."""
    return _reply(data, text_of(data.get("stop_reason")), data)


def _reply(message: Mapping[str, object], finish: str, body: Mapping[str, object]) -> ModelReply:
    content = message.get("content")
    # Anthropic's API, and servers in front of it, have calls among the parts of the content.
    parts = [part for part in parts_of(content) if is_call(part)]
    calls = [call for sent in mappings(message.get("tool_calls")) or parts if (call := _call(sent)) is not None]
    alone = message.get("function_call")
    if not calls and isinstance(alone, MAPPINGS):
        calls = [ToolCall(name=text_of(alone.get("name")), arguments=_arguments(alone))]
    return ModelReply(
        text=text_of(content),
        tool_calls=tuple(calls),
        refusal=text_of(message.get("refusal")),
        finish=finish,
        model=text_of(body.get("model")),
        usage=usage_of(body.get("usage")),
    )


def _call(sent: Mapping[str, object]) -> ToolCall | None:
    """A call with its function within it, or flat."""
    function = sent.get("function")
    if not isinstance(function, MAPPINGS):
        function = sent
        if not text_of(sent.get("name")):
            return None
    return ToolCall(name=text_of(function.get("name")), arguments=_arguments(function), id=text_of(sent.get("id")))


def _arguments(function: Mapping[str, object]) -> str:
    """A call's arguments, under the names that servers give them."""
    for name in ("arguments", "parameters", "args", "input"):
        text = arguments_of(function.get(name))
        if text:
            return text
    return ""
