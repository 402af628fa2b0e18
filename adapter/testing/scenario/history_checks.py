"""History checks: the orders of messages that some model server refuses, all of their rules at once.

Mistral's validator (mistral-common, `protocol/instruct/validator.py`), chat templates (Llama's take one tool call in a
message), the turns of Anthropic's Messages API and of Gemini's contents. Whoever keeps to all of them can send the same
history to every server; what a mock lets through and one of them refuses would be found out in a call.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from adapter.testing.scenario.request_checks import BadRequest
from adapter.tool_calls.conversation import AssistantMessage, Conversation, Message, ToolResult, UserMessage
from adapter.tool_calls.request import ModelApi

ORDER: Final = "invalid_request_message_order"
_ID: Final = re.compile(r"[a-zA-Z0-9]{9}")


def check_history(conversation: Conversation, api: ModelApi = "chat") -> None:
    """Raises `BadRequest` for a history, without its system prompt, that one of the servers refuses."""
    messages = _joined(conversation) if api == "responses" else conversation
    if not messages or not isinstance(messages[0], UserMessage):
        raise _refusal("The first message after the system prompt must have role 'user'.")
    if isinstance(messages[-1], AssistantMessage):
        raise _refusal("Expected last role User or Tool (or Assistant with prefix True) for serving but got assistant")
    seen: set[str] = set()
    for before, message in zip((None, *messages), messages, strict=False):
        if isinstance(before, ToolResult) and isinstance(message, UserMessage):
            raise _refusal("Unexpected role 'user' after role 'tool'")
        _check_content(message)
        if isinstance(message, AssistantMessage) and message.tool_calls:
            _check_calls(message, before, seen)
    _check_turns(messages)


def check_system_place(messages: object) -> None:
    """Raises `BadRequest` for a system message that is not the first of the messages of a body."""
    later = messages[1:] if isinstance(messages, list) else []
    if any(isinstance(message, Mapping) and message.get("role") in ("system", "developer") for message in later):
        raise _refusal("Only user, assistant and tool roles are supported after the first system message.")


def _check_content(message: Message) -> None:
    called = isinstance(message, AssistantMessage) and message.tool_calls
    if not called and not message.text.strip():
        raise _refusal(f"messages: text content blocks must be non-empty: role '{message.role}'")


def _check_calls(message: AssistantMessage, before: Message | None, seen: set[str]) -> None:
    if isinstance(before, AssistantMessage):
        raise _refusal(
            "Please ensure that function call turn comes immediately after a user turn or after a function response"
            " turn."
        )
    if len(message.tool_calls) > 1:
        raise _refusal("This model only supports single tool-calls at once!")
    for call in message.tool_calls:
        if not _ID.fullmatch(call.id):
            raise _refusal("Tool call IDs should be alphanumeric strings with length 9!")
        if call.id in seen:
            raise _refusal("messages: `tool_use` ids must be unique")
        seen.add(call.id)


def _check_turns(messages: Iterable[Message]) -> None:
    """User and assistant in turn; chat templates leave out tool calls and their results when they count."""
    spoken = [
        message.role
        for message in messages
        if not isinstance(message, ToolResult) and not (isinstance(message, AssistantMessage) and message.tool_calls)
    ]
    if any(role != ("assistant" if place % 2 else "user") for place, role in enumerate(spoken)):
        raise _refusal(
            "After the optional system message, conversation roles must alternate user and assistant roles except for"
            " tool calls and results."
        )


def _joined(conversation: Conversation) -> list[Message]:
    """With words and calls of one reply together, which Responses has as items of their own."""
    joined: list[Message] = []
    for message in conversation:
        last = joined[-1] if joined else None
        call = isinstance(message, AssistantMessage) and message.tool_calls and not message.text
        if call and isinstance(message, AssistantMessage) and isinstance(last, AssistantMessage):
            joined[-1] = AssistantMessage(text=last.text, tool_calls=(*last.tool_calls, *message.tool_calls))
        else:
            joined.append(message)
    return joined


def _refusal(message: str) -> BadRequest:
    return BadRequest(message, param="messages", code=ORDER)
