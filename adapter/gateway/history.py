"""The messages of a request as the model is sent them: keys for numbers, and in the order that every server takes."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import pydantic_core

from adapter.directory import ConfiguredNumbers, Directory
from adapter.gateway.native_tools import NativeTool, key_called
from adapter.tool_calls.apis.chat import chat_messages
from adapter.tool_calls.conversation import (
    AssistantMessage,
    Message,
    ToolCall,
    ToolResult,
    UserMessage,
    caller_words,
    recordable,
)
from adapter.tool_calls.history import valid_history
from adapter.tool_calls.lenient import text_of
from adapter.tool_calls.tools import EACH_PREFIX, SINGLE_NAME, Toolset
from adapter.transfers.masked_values import masked_mapping, masked_text, masked_value

_SYSTEM: Final = frozenset(("system", "developer"))
_ROLES: Final = frozenset(("user", "assistant", "tool"))
_PLAIN: Final = frozenset(("role", "content", "tool_calls", "tool_call_id", "name", "refusal"))
"""Fields of a message that can be brought into another order. Others may belong to the server, which gave them."""
_FAILED: Final = re.compile(
    r"\b(?:fail\w*|error|busy|no[ _-]?answer|not answer\w*|unanswered|unavailable|unreachable|declin\w+|reject\w+"
    r"|cancel\w*|timed?[ _-]?out|voicemail|could ?n.t|cannot|unable|invalid|not (?:connected|possible|transferred))\b",
    re.IGNORECASE,
)
_NOT_FAILED: Final = re.compile(r"\"?\berrors?\"?\s*[:=]\s*(?:null|none|false|\[\]|\"\")|\bno errors?\b", re.IGNORECASE)
_SUCCESS: Final = re.compile(r"\"success\"\s*:\s*false", re.IGNORECASE)


class History:
    """What was said and called, read from the messages of a request."""

    def __init__(self, messages: Sequence[Mapping[str, Any]], native: Sequence[NativeTool], toolset: Toolset) -> None:
        self._messages = messages
        self._toolset = toolset
        self._directory: Directory = toolset.directory
        self._native = {tool.name: tool for tool in native}

    def tried(self) -> dict[str, int]:
        """How often each key was called in vain, by what the platform says of the calls."""
        called: dict[str, str] = {}
        tried: dict[str, int] = {}
        for message in self._messages:
            for call in _calls(message):
                key = self._key(call)
                if key is not None:
                    called[call.id] = key
            if message.get("role") == "tool":
                key = called.pop(str(message.get("tool_call_id", "")), None)
                if key is not None and has_failed(text_of(message.get("content"))):
                    tried[key] = tried.get(key, 0) + 1
        return tried

    def as_sent(self, note: str) -> list[dict[str, Any]]:
        """The messages for the model: no configured number in them, native calls as calls of ours, `note` at the end
        of the system prompt.

        A history of more than text is left in its order: what it holds cannot be moved.
        """
        if not all(_is_plain(message) for message in self._messages):
            sent = [self._translated(message) for message in self._messages]
            return _with_note(sent, note)
        system = "\n\n".join(self._masked(text) for text in self._leading_system() if text.strip())
        system = "\n\n".join(part for part in (system, note) if part)
        history = valid_history(tuple(self._conversation()))
        messages = chat_messages(system, tuple(_masked_message(message, self._numbers) for message in history))
        return messages if system else messages[1:]

    @property
    def _numbers(self) -> ConfiguredNumbers:
        return self._directory.numbers

    def _masked(self, text: str) -> str:
        return self._numbers.mask(text_of(text))

    def _leading_system(self) -> Iterator[str]:
        for message in self._messages:
            if message.get("role") not in _SYSTEM:
                return
            yield text_of(message.get("content"))

    def _conversation(self) -> Iterator[Message]:
        """Everything behind the system prompt. What the platform tells the model later is a note."""
        leading = True
        for message in self._messages:
            role, text = message.get("role"), text_of(message.get("content"))
            leading = leading and role in _SYSTEM
            if role == "tool":
                yield ToolResult(call_id=str(message.get("tool_call_id", "")), text=text.strip() or "[nothing]")
            elif role == "assistant":
                calls = tuple(self._ours(call) for call in _calls(message))
                yield AssistantMessage(text=text, tool_calls=calls)
            elif role in _SYSTEM:
                if not leading and text.strip():
                    yield UserMessage(text=f"[{' '.join(text.split())}]")
            else:
                yield UserMessage(text=caller_words(text))

    def _key(self, call: ToolCall) -> str | None:
        """The key of a transfer, by a native call or one of ours."""
        tool = self._native.get(call.name)
        if tool is not None:
            return key_called(tool, call.arguments, self._directory)
        if call.name.startswith(EACH_PREFIX):
            key = call.name.removeprefix(EACH_PREFIX)
            return key if key in self._directory.destinations else None
        if call.name == SINGLE_NAME:
            return _destination(call.arguments, self._directory)
        return None

    def _ours(self, call: ToolCall) -> ToolCall:
        """A call as the model is to remember it: it never learns that a number can be called."""
        if call.name not in self._native:
            return ToolCall(name=call.name, arguments=call.arguments, id=call.id)
        key = self._key(call)
        name, arguments = (SINGLE_NAME, "{}") if key is None else self._toolset.call_of(key, reason="transferred")
        return ToolCall(name=name, arguments=arguments, id=call.id)

    def _translated(self, message: Mapping[str, Any]) -> dict[str, Any]:
        """The same message, masked, with calls of ours."""
        entry = masked_mapping(message, self._numbers)
        calls = message.get("tool_calls")
        if isinstance(calls, list):
            entry["tool_calls"] = [self._translated_call(call) for call in calls]
        return entry

    def _translated_call(self, call: object) -> object:
        read, entry = _call(call), masked_value(call, self._numbers)
        if read is None or read.name not in self._native or not isinstance(entry, Mapping):
            return entry
        ours = self._ours(read)
        return {**entry, "function": {"name": ours.name, "arguments": ours.arguments}}


def has_failed(result: str) -> bool:
    """Whether what a platform says of a transfer, mostly in English, says that it did not come about."""
    return bool(_SUCCESS.search(result) or _FAILED.search(_NOT_FAILED.sub(" ", result[:4_000])))


def _masked_message(message: Message, numbers: ConfiguredNumbers) -> Message:
    match message:
        case UserMessage():
            return UserMessage(text=masked_text(message.text, numbers))
        case ToolResult():
            return ToolResult(call_id=message.call_id, text=masked_text(message.text, numbers))
        case AssistantMessage():
            calls = tuple(_masked_call(call, numbers) for call in message.tool_calls)
            return AssistantMessage(text=masked_text(message.text, numbers), tool_calls=calls)


def _masked_call(call: ToolCall, numbers: ConfiguredNumbers) -> ToolCall:
    name, arguments = numbers.mask(text_of(call.name)), masked_text(call.arguments, numbers)
    return recordable(ToolCall(name=name, arguments=arguments), call.id)


def _with_note(messages: list[dict[str, Any]], note: str) -> list[dict[str, Any]]:
    """The messages with a note at the end of the last system message, which is made where there is none."""
    if not note:
        return messages
    at = next((at for at in reversed(range(len(messages))) if messages[at].get("role") in _SYSTEM), None)
    if at is None:
        return [{"role": "system", "content": note}, *messages]
    text = text_of(messages[at].get("content"))
    noted = {**messages[at], "content": f"{text}\n\n{note}" if text.strip() else note}
    return [*messages[:at], noted, *messages[at + 1 :]]


def _is_plain(message: Mapping[str, Any]) -> bool:
    content = message.get("content")
    parts = content if isinstance(content, list) else ()
    calls = message.get("tool_calls")
    return (
        message.get("role") in _ROLES | _SYSTEM
        and all(value is None or name in _PLAIN for name, value in message.items())
        and all(isinstance(part, Mapping) and part.get("type") in ("text", "refusal") for part in parts)
        and all(
            isinstance(call, Mapping) and call.keys() <= {"id", "type", "function", "index"}
            for call in (calls if isinstance(calls, list) else ())
        )
    )


def _calls(message: Mapping[str, Any]) -> list[ToolCall]:
    calls = message.get("tool_calls")
    return [read for call in (calls if isinstance(calls, list) else ()) if (read := _call(call)) is not None]


def _call(call: object) -> ToolCall | None:
    function = call.get("function") if isinstance(call, Mapping) else None
    if not isinstance(call, Mapping) or not isinstance(function, Mapping):
        return None
    arguments = function.get("arguments")
    text = arguments if isinstance(arguments, str) else pydantic_core.to_json(arguments or {}).decode()
    name, call_id = (text_of(str(value)) for value in (function.get("name", ""), call.get("id", "")))
    return ToolCall(name=name, arguments=text_of(text), id=call_id)


def _destination(arguments: str, directory: Directory) -> str | None:
    try:
        value = pydantic_core.from_json(arguments)
    except ValueError:
        return None
    key = value.get("destination") if isinstance(value, Mapping) else None
    return key if isinstance(key, str) and key in directory.destinations else None
