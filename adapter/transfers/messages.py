"""The messages of a backend with its own loop, as a conversation, and as they may be sent on."""

from collections.abc import Iterable, Mapping
from typing import Any

from adapter.directory import ConfiguredNumbers
from adapter.errors import RequestError
from adapter.tool_calls.conversation import AssistantMessage, Conversation, Message, UserMessage, caller_words
from adapter.tool_calls.lenient import text_of
from adapter.transfers.masked_values import masked_mapping

MAX_MESSAGES = 200
"""The latest messages that are looked at."""


def conversation_of(messages: Iterable[object]) -> Conversation:
    """What caller and assistant have said, oldest first, from messages of Chat Completions or items of Responses.

    Objects of a vendor's package are read as their mappings. System prompts, tool calls and their results are left out:
    they are the backend's. Raises `RequestError` for a message that is no mapping.
    """
    latest = [_mapping(message) for message in messages][-MAX_MESSAGES:]
    return tuple(message for entry in latest if (message := _spoken(entry)) is not None)


def masked_messages(messages: Iterable[object], numbers: ConfiguredNumbers) -> list[dict[str, Any]]:
    """The same messages, in their own form, with configured numbers masked wherever they stand.

    A caller may have dictated one, and the model never sees it.
    """
    return [masked_mapping(_mapping(message), numbers) for message in messages]


def _mapping(message: object) -> Mapping[str, Any]:
    value = _dumped(message)
    if not isinstance(value, Mapping):
        raise RequestError("messages: each is an object with role and content")
    return value


def _dumped(value: object) -> object:
    dump = getattr(value, "model_dump", None)
    return dump(exclude_none=True, warnings=False) if callable(dump) else value


def _spoken(entry: Mapping[str, Any]) -> Message | None:
    text = text_of(entry.get("content"))
    match entry.get("role"):
        case "user" if text.strip():
            return UserMessage(text=caller_words(text))
        case "assistant" if text.strip():
            return AssistantMessage(text=text)
        case _:
            return None
