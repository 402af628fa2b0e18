"""Responses: tools and conversation out, replies in."""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from adapter.tool_calls.conversation import AssistantMessage, Conversation, ToolCall, ToolResult, UserMessage
from adapter.tool_calls.lenient import (
    ArgumentText,
    Lenient,
    Text,
    mapping_or_none,
    mappings,
    parts_of,
    text_of,
    usage_of,
)
from adapter.tool_calls.reply import ModelReply, Usage
from adapter.tool_calls.thoughts import is_thought


def responses_tool(definition: Mapping[str, object]) -> dict[str, object]:
    """A function tool."""
    return {"type": "function", **definition, "strict": True}


def responses_input(conversation: Conversation) -> list[dict[str, object]]:
    """The `input` of a Responses request; the system prompt goes into `instructions`."""
    items: list[dict[str, object]] = []
    for message in conversation:
        match message:
            case UserMessage():
                items.append({"type": "message", "role": "user", "content": message.text})
            case AssistantMessage():
                if message.text:
                    items.append({"type": "message", "role": "assistant", "content": message.text})
                items.extend(
                    {"type": "function_call", "call_id": call.id, "name": call.name, "arguments": call.arguments}
                    for call in message.tool_calls
                )
            case ToolResult():
                items.append({"type": "function_call_output", "call_id": message.call_id, "output": message.text})
    return items


class _OutputItem(Lenient):
    type: Text = ""
    content: Any = None
    name: Text = ""
    arguments: ArgumentText = ""
    call_id: Text = ""
    channel: Text = ""
    status: Text = ""


class _Reason(Lenient):
    reason: Text = ""


class _Body(Lenient):
    model: Text = ""
    output: Annotated[list[_OutputItem], BeforeValidator(mappings)] = Field(default_factory=list)
    status: Text = ""
    incomplete_details: Annotated[_Reason | None, BeforeValidator(mapping_or_none)] = None
    error: Any = None
    max_output_tokens: Any = None


def read_response(data: Mapping[str, Any]) -> ModelReply:
    """The reply in a decoded body with `output`. Raises `ValidationError`."""
    body = _Body.model_validate(data)
    usage = usage_of(data.get("usage"))
    calls: list[ToolCall] = []
    texts: list[str] = []
    refusals: list[str] = []
    for item in body.output:
        if item.channel == "analysis":
            continue
        if item.type == "function_call":
            calls.append(ToolCall(name=item.name, arguments=item.arguments, id=item.call_id))
        elif item.type == "message":
            for part in parts_of(item.content) if not isinstance(item.content, str) else [{"text": item.content}]:
                if not isinstance(part, Mapping) or is_thought(part):
                    continue
                kind = part.get("type")
                target = refusals if kind == "refusal" else texts
                target.append(text_of(part.get("refusal" if kind == "refusal" else "text")))
    return ModelReply(
        api="responses",
        text="".join(texts),
        tool_calls=tuple(calls),
        refusal="".join(refusals),
        finish=_finish(body, usage),
        model=body.model,
        usage=usage,
    )


def _finish(body: _Body, usage: Usage) -> str:
    """Why the model stopped. Servers that imitate this API say `completed` where it was stopped: then the details, an
    item's own status or the tokens that were used tell it."""
    if body.incomplete_details and body.incomplete_details.reason:
        return body.incomplete_details.reason
    if body.status not in ("", "completed"):
        return body.status
    if body.error:
        return "failed"
    if any(item.status in ("incomplete", "in_progress") for item in body.output if item.type in _ANSWERS):
        return "incomplete"
    limit = body.max_output_tokens
    if isinstance(limit, int) and 0 < limit <= usage.output_tokens:
        return "max_output_tokens"
    return body.status


_ANSWERS = frozenset({"message", "function_call"})
