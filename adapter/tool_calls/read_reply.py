"""Reads a model's reply, whatever it is held in: a body, a message, a tool call, an SDK's object, a text.

Nothing here judges, `decide` does.
"""

import codecs
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pydantic_core
from pydantic import ValidationError

from adapter.directory.unseen import without_unseen
from adapter.errors import ModelReplyUnreadable
from adapter.tool_calls.apis.anthropic import is_anthropic, read_anthropic
from adapter.tool_calls.apis.chat import read_chat_body, read_chat_message
from adapter.tool_calls.apis.gemini import is_gemini, read_gemini
from adapter.tool_calls.apis.realtime import read_realtime
from adapter.tool_calls.apis.responses import read_response
from adapter.tool_calls.conversation import ToolCall
from adapter.tool_calls.lenient import MAPPINGS
from adapter.tool_calls.reply import ModelReply
from adapter.tool_calls.reply_size import MAX_TEXT, check_body, check_items, check_length
from adapter.tool_calls.thoughts import without_thoughts

_BODY = re.compile(r"\s{0,1000}(?:\{|\[\s{0,1000}[\[\]{\"])")
"""How a body in JSON begins."""
_MESSAGE_FIELDS = ("content", "tool_calls", "function_call", "refusal")


def read_reply(payload: object) -> ModelReply:
    """Reads the reply of any API: its body (bytes or text), its decoded form, or an object of a vendor's package.

    A Chat Completions message without its surroundings, a list of Responses output items, the `response.done` event of
    a Realtime session, one tool call or a list of them, and a plain text are understood too. The first choice counts.
    Thoughts, and characters that nobody sees, are taken out here, whatever the reply is held in, so that nobody after
    this meets one.

    Raises `ModelReplyUnreadable` when it is none of these, and `ModelReplyTooLarge` when it is larger than any reply.
    Nothing else.
    """
    reply = payload if isinstance(payload, ModelReply) else _read(payload)
    _check_size(reply)
    text = without_thoughts(without_unseen(reply.text)) if reply.text else ""
    calls = tuple(map(_visible, reply.tool_calls))
    return reply if (text, calls) == (reply.text, reply.tool_calls) else replace(reply, text=text, tool_calls=calls)


def _visible(call: ToolCall) -> ToolCall:
    name, arguments = without_unseen(call.name), without_unseen(call.arguments)
    return call if (name, arguments) == (call.name, call.arguments) else replace(call, name=name, arguments=arguments)


def _check_size(reply: ModelReply) -> None:
    check_items(reply.tool_calls)
    kept = len(reply.text) + len(reply.refusal) + len(reply.finish) + len(reply.model)
    for call in reply.tool_calls:
        kept += len(call.id) + len(call.name) + len(call.arguments)
    check_length(kept, MAX_TEXT, "characters")


def _read(payload: object) -> ModelReply:
    try:
        data = _decoded(payload)
        if isinstance(data, MAPPINGS):
            return _from_mapping(data)
        if isinstance(data, str):
            return ModelReply(text=data.encode("utf-8", "replace").decode())
        if isinstance(data, list | tuple):
            check_items(data)
            return _from_list([_dumped(item) for item in data])
    except (ValidationError, ValueError, RecursionError, TypeError) as error:
        raise ModelReplyUnreadable("the model's body is not a reply of a known API") from error
    raise ModelReplyUnreadable("the model's body is not a reply of a known API")


def read_or_empty(payload: object) -> ModelReply:
    """The same; an empty reply for what is none."""
    try:
        return read_reply(payload)
    except ModelReplyUnreadable:
        return ModelReply()


def _from_mapping(data: Mapping[str, Any]) -> ModelReply:
    if "choices" in data:
        return read_chat_body(data)
    if is_gemini(data):
        return read_gemini(data)
    if is_anthropic(data):
        return read_anthropic(data)
    if "output" in data and data.get("type") != "function_call_output":
        return read_response(data)
    if isinstance(data.get("response"), Mapping):
        return read_realtime(data)
    if any(field in data for field in _MESSAGE_FIELDS):
        return read_chat_message(data)
    if data.get("type") == "function_call":
        return read_response({"output": [data]})
    if _is_call(data):
        return read_chat_message({"tool_calls": [_as_call(data)]})
    raise ValueError("not a reply")


def _from_list(items: list[object]) -> ModelReply:
    if items and all(isinstance(item, Mapping) and _is_call(item) for item in items):
        return read_chat_message({"tool_calls": [_as_call(item) for item in items if isinstance(item, Mapping)]})
    return read_response({"output": items})


def _is_call(data: Mapping[str, Any]) -> bool:
    """Whether it is a tool call by itself: `{"function": {…}}`, or a name with arguments."""
    return data.get("type") in (None, "function") and (
        isinstance(data.get("function"), Mapping) or ("name" in data and "arguments" in data)
    )


def _as_call(data: Mapping[str, Any]) -> Mapping[str, Any]:
    if isinstance(data.get("function"), Mapping):
        return data
    return {"id": data.get("id"), "function": {"name": data["name"], "arguments": data["arguments"]}}


def _decoded(payload: object) -> object:
    if isinstance(payload, (bytes, bytearray)):
        return _json(bytes(payload).removeprefix(codecs.BOM_UTF8))
    if isinstance(payload, str):
        return _json_or_text(payload.removeprefix("\ufeff"))
    return _dumped(payload)


def _json_or_text(text: str) -> object:
    """A body in JSON, or the words of a model, which may begin with a mark such as [TOOL_CALLS]."""
    return _json(text) if _BODY.match(text) else text


def _json(text: bytes | str) -> object:
    check_body(text)
    return pydantic_core.from_json(text)


def _dumped(value: object) -> object:
    dump = getattr(value, "model_dump", None)
    # The openai package does not check what it builds, and a warning about it would show the values: a caller's words.
    return dump(warnings=False) if callable(dump) else value
