"""Chat Completions: tools and conversation out, replies in."""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from adapter.tool_calls.conversation import AssistantMessage, Conversation, ToolCall, ToolResult, UserMessage
from adapter.tool_calls.lenient import (
    ArgumentText,
    Lenient,
    Text,
    UsageOrNone,
    first_mapping,
    is_call,
    mapping_or_none,
    mappings,
    parts_of,
    text_of,
)
from adapter.tool_calls.reply import ModelReply, Usage


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


class _Function(Lenient):
    """A call's name and arguments, under the names that servers give them."""

    name: Text = ""
    arguments: ArgumentText = ""
    parameters: ArgumentText = ""
    args: ArgumentText = ""
    input: ArgumentText = ""

    @property
    def given(self) -> str:
        return self.arguments or self.parameters or self.args or self.input


_FunctionOrNone = Annotated[_Function | None, BeforeValidator(mapping_or_none)]


class _ChatToolCall(_Function):
    """A call with its function within it, or flat."""

    id: Text = ""
    function: _FunctionOrNone = None

    def called(self) -> ToolCall | None:
        function = self.function or (self if self.name else None)
        return ToolCall(name=function.name, arguments=function.given, id=self.id) if function else None


class _ChatMessage(Lenient):
    content: Any = None
    refusal: Text = ""
    tool_calls: Annotated[list[_ChatToolCall], BeforeValidator(mappings)] = Field(default_factory=list)
    function_call: _FunctionOrNone = None
    stop_reason: Text = ""


class _Choice(Lenient):
    message: Annotated[_ChatMessage | None, BeforeValidator(mapping_or_none)] = None
    finish_reason: Text = ""
    error: Any = None


class _Body(Lenient):
    model: Text = ""
    usage: UsageOrNone = None
    choices: Annotated[list[_Choice], BeforeValidator(first_mapping)] = Field(default_factory=list)


def read_chat_body(data: Mapping[str, Any]) -> ModelReply:
    """The reply in a decoded body with `choices`. The first choice counts. Raises `ValidationError`."""
    body = _Body.model_validate(data)
    choice = body.choices[0] if body.choices else _Choice()
    # Gateways say so where what they stand before broke off, beside what had come.
    return _reply(choice.message or _ChatMessage(), "error" if choice.error else choice.finish_reason, body)


def read_chat_message(data: Mapping[str, Any]) -> ModelReply:
    """The reply in one message without its surroundings. Raises `ValidationError`."""
    message = _ChatMessage.model_validate(data)
    return _reply(message, message.stop_reason, _Body.model_validate(data))


def _reply(message: _ChatMessage, finish: str, body: _Body) -> ModelReply:
    # Anthropic's API, and servers in front of it, have calls among the parts of the content.
    parts = [_ChatToolCall.model_validate(part) for part in parts_of(message.content) if is_call(part)]
    calls = [call for sent in message.tool_calls or parts if (call := sent.called()) is not None]
    if message.function_call is not None and not calls:
        calls = [ToolCall(name=message.function_call.name, arguments=message.function_call.given)]
    return ModelReply(
        text=text_of(message.content),
        tool_calls=tuple(calls),
        refusal=message.refusal,
        finish=finish,
        model=body.model,
        usage=body.usage.counted() if body.usage else Usage(),
    )
