"""Realtime sessions: tools and items of a conversation out, replies in.

A reply is the `response` of the server's `response.done` event; its items are those of Responses, its text parts may be
transcripts of audio.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from adapter.tool_calls.apis.responses import read_response
from adapter.tool_calls.conversation import AssistantMessage, Conversation, ToolResult, UserMessage
from adapter.tool_calls.lenient import mappings, parts_of
from adapter.tool_calls.reply import ModelReply


def realtime_tool(definition: Mapping[str, object]) -> dict[str, object]:
    """A function tool. Realtime sessions take none with `strict`."""
    return {"type": "function", **definition}


def realtime_items(conversation: Conversation) -> list[dict[str, object]]:
    """The items of a conversation, each for a `conversation.item.create` event."""
    items: list[dict[str, object]] = []
    for message in conversation:
        match message:
            case UserMessage():
                items.append(_message("user", "input_text", message.text))
            case AssistantMessage():
                if message.text:
                    items.append(_message("assistant", "output_text", message.text))
                items.extend(
                    {"type": "function_call", "call_id": call.id, "name": call.name, "arguments": call.arguments}
                    for call in message.tool_calls
                )
            case ToolResult():
                items.append({"type": "function_call_output", "call_id": message.call_id, "output": message.text})
    return items


def read_realtime(data: Mapping[str, Any]) -> ModelReply:
    """The reply in a `response.done` event. Raises `ValidationError`."""
    response = data["response"]
    output = [_with_transcripts(item) for item in mappings(response.get("output"))]
    return replace(read_response({**response, "output": output}), api="realtime")


def _with_transcripts(item: Any) -> dict[str, object]:
    parts = [
        {**part, "text": part.get("text") or part.get("transcript")}
        for part in parts_of(item.get("content"))
        if isinstance(part, Mapping)
    ]
    return {**item, "content": parts}


def _message(role: str, kind: str, text: str) -> dict[str, object]:
    return {"type": "message", "role": role, "content": [{"type": kind, "text": text}]}
