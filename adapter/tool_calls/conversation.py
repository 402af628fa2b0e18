"""What was said in a call, as the model is told of it.

A conversation is a tuple of messages, oldest first. Every recorded tool call is followed at once by its result, and
nothing is rewritten afterwards, so that every later request built from it is valid for the provider.
"""

import re
from dataclasses import field
from typing import Literal, TypeAlias

import pydantic_core

from adapter.frozen import dataclass

_NAME = re.compile(r"[a-zA-Z0-9_-]{1,64}")


@dataclass(frozen=True, kw_only=True, slots=True)
class ToolCall:
    """What the model answered: a name and the raw text of the arguments, exactly as received."""

    name: str
    arguments: str
    id: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class UserMessage:
    """Words of the caller, or a bracketed note of what the caller did (a key pressed, silence)."""

    text: str
    role: Literal["user"] = "user"


@dataclass(frozen=True, kw_only=True, slots=True)
class AssistantMessage:
    """What the assistant said and the tools that it called."""

    text: str = ""
    tool_calls: tuple[ToolCall, ...] = field(default=())
    role: Literal["assistant"] = "assistant"


@dataclass(frozen=True, kw_only=True, slots=True)
class ToolResult:
    """What became of a tool call."""

    call_id: str
    text: str
    role: Literal["tool"] = "tool"


_BRACKETS = str.maketrans("[]<>", "()()")


def caller_words(text: str) -> str:
    """What a caller said, without the brackets that only our own notes and the chat templates of models have."""
    return text.translate(_BRACKETS)


Message: TypeAlias = UserMessage | AssistantMessage | ToolResult
Conversation: TypeAlias = tuple[Message, ...]


def recordable(call: ToolCall, call_id: str) -> ToolCall:
    """The same call, under an id of ours, in a form that every provider accepts when it is sent back.

    Providers refuse a history whose tool calls have no id or one that is there already, a name outside
    `[a-zA-Z0-9_-]{1,64}` or arguments that are not a JSON object, and models and their servers can produce all four.
    """
    name = call.name if _NAME.fullmatch(call.name) else "unknown_tool"
    return ToolCall(name=name, arguments=_object_text(call.arguments), id=call_id)


def _object_text(arguments: str) -> str:
    try:
        value = pydantic_core.from_json(arguments, allow_inf_nan=False)
    except (ValueError, TypeError):  # TypeError: the text holds half a surrogate pair
        return "{}"
    return arguments if isinstance(value, dict) else "{}"
