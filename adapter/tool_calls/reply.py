"""A model's reply: one small form for Chat Completions, Responses and what people hold in their hands.

Reading is tolerant, because compatible servers disagree: arguments come as text or as an object, content as text or as
a list of parts, lists as null. What is missing is empty; nothing here judges, `decide` does.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

import pydantic_core
from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from adapter.errors import ModelReplyUnreadable
from adapter.tool_calls.conversation import ToolCall


@dataclass(frozen=True, kw_only=True, slots=True)
class Usage:
    """Tokens as the provider counted them."""

    input_tokens: int = 0
    output_tokens: int = 0
    cached_tokens: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class ModelReply:
    """What came back: text, tool calls, a refusal, and why the model stopped (the provider's own word)."""

    text: str = ""
    tool_calls: tuple[ToolCall, ...] = ()
    refusal: str = ""
    finish: str = ""
    model: str = ""
    usage: Usage = Usage()


def _text(value: object) -> str:
    """Text from text, or from a list of content parts; everything else is empty. Half a surrogate pair is no text."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, list):
        parts = (part.get("text") if isinstance(part, Mapping) else part for part in value)
        return "".join(_text(part) for part in parts if isinstance(part, str))
    return ""


def _arguments(value: object) -> str:
    """Raw argument text. Some servers send the decoded object instead of its text."""
    if isinstance(value, str):
        return _text(value)
    return "" if value is None else pydantic_core.to_json(value, fallback=str, inf_nan_mode="null").decode()


def _mappings(value: object) -> list[object]:
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, list | tuple) else []


def _mapping_or_none(value: object) -> object:
    return value if isinstance(value, Mapping) else None


def _count(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else 0


_Text = Annotated[str, BeforeValidator(_text)]
_Arguments = Annotated[str, BeforeValidator(_arguments)]
_Count = Annotated[int, BeforeValidator(_count)]


class _Lenient(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class _Function(_Lenient):
    name: _Text = ""
    arguments: _Arguments = ""


_FunctionOrNone = Annotated[_Function | None, BeforeValidator(_mapping_or_none)]


class _ChatToolCall(_Lenient):
    id: _Text = ""
    function: _FunctionOrNone = None


class _ChatMessage(_Lenient):
    content: _Text = ""
    refusal: _Text = ""
    tool_calls: Annotated[list[_ChatToolCall], BeforeValidator(_mappings)] = []
    function_call: _FunctionOrNone = None


class _Choice(_Lenient):
    message: Annotated[_ChatMessage | None, BeforeValidator(_mapping_or_none)] = None
    finish_reason: _Text = ""


class _CachedTokens(_Lenient):
    cached_tokens: _Count = 0


_CachedOrNone = Annotated[_CachedTokens | None, BeforeValidator(_mapping_or_none)]


class _Usage(_Lenient):
    prompt_tokens: _Count = 0
    completion_tokens: _Count = 0
    input_tokens: _Count = 0
    output_tokens: _Count = 0
    prompt_tokens_details: _CachedOrNone = None
    input_tokens_details: _CachedOrNone = None

    def counted(self) -> Usage:
        details = self.prompt_tokens_details or self.input_tokens_details
        return Usage(
            input_tokens=self.prompt_tokens or self.input_tokens,
            output_tokens=self.completion_tokens or self.output_tokens,
            cached_tokens=details.cached_tokens if details else 0,
        )


_UsageOrNone = Annotated[_Usage | None, BeforeValidator(_mapping_or_none)]


class _OutputItem(_Lenient):
    type: _Text = ""
    content: Any = None
    name: _Text = ""
    arguments: _Arguments = ""
    call_id: _Text = ""


class _Reason(_Lenient):
    reason: _Text = ""


class _Body(_Lenient):
    """Chat Completions has `choices`, Responses has `output`."""

    model: _Text = ""
    usage: _UsageOrNone = None
    choices: Annotated[list[_Choice], BeforeValidator(_mappings)] = []
    output: Annotated[list[_OutputItem], BeforeValidator(_mappings)] = []
    status: _Text = ""
    incomplete_details: Annotated[_Reason | None, BeforeValidator(_mapping_or_none)] = None


def read_reply(payload: object) -> ModelReply:
    """Reads the reply of either API: its body (bytes or text), its decoded form, or an object of the openai package.

    A Chat Completions message without its surroundings, and a list of Responses output items, are understood too. The
    first choice counts.

    Raises `ModelReplyUnreadable` when it is none of these. Nothing else.
    """
    if isinstance(payload, ModelReply):
        return payload
    try:
        data = _decoded(payload)
        body = _Body.model_validate(data)
        if isinstance(data, Mapping) and "choices" in data:
            choice = body.choices[0] if body.choices else _Choice()
            return _from_message(choice.message or _ChatMessage(), choice.finish_reason, body)
        if isinstance(data, Mapping) and "output" in data:
            return _from_output(body)
        return _from_message(_ChatMessage.model_validate(data), "", body)
    except (ValidationError, ValueError, RecursionError, TypeError) as error:
        raise ModelReplyUnreadable("the model's body is not a reply of Chat Completions or Responses") from error


_REPLY_FIELDS = ("choices", "output", "content", "tool_calls", "function_call", "refusal")


def _decoded(payload: object) -> object:
    if isinstance(payload, str | bytes | bytearray):
        payload = pydantic_core.from_json(payload)
    payload = _dumped(payload)
    if isinstance(payload, list | tuple):
        return {"output": [_dumped(item) for item in payload]}
    if not isinstance(payload, Mapping) or not any(field in payload for field in _REPLY_FIELDS):
        raise ValueError("not a reply")
    return payload


def _dumped(value: object) -> object:
    dump = getattr(value, "model_dump", None)
    # The openai package does not check what it builds, and a warning about it would show the values: a caller's words.
    return dump(warnings=False) if callable(dump) else value


def _from_message(message: _ChatMessage, finish: str, body: _Body) -> ModelReply:
    calls = [
        ToolCall(name=call.function.name, arguments=call.function.arguments, id=call.id)
        for call in message.tool_calls
        if call.function is not None
    ]
    if message.function_call is not None and not calls:
        calls = [ToolCall(name=message.function_call.name, arguments=message.function_call.arguments)]
    return ModelReply(
        text=message.content,
        tool_calls=tuple(calls),
        refusal=message.refusal,
        finish=finish,
        model=body.model,
        usage=body.usage.counted() if body.usage else Usage(),
    )


def _from_output(body: _Body) -> ModelReply:
    calls: list[ToolCall] = []
    texts: list[str] = []
    refusals: list[str] = []
    for item in body.output:
        if item.type == "function_call":
            calls.append(ToolCall(name=item.name, arguments=item.arguments, id=item.call_id))
        elif item.type == "message":
            for part in _mappings(item.content) if not isinstance(item.content, str) else [{"text": item.content}]:
                kind = part.get("type") if isinstance(part, Mapping) else None
                target = refusals if kind == "refusal" else texts
                value = part.get("refusal" if kind == "refusal" else "text") if isinstance(part, Mapping) else None
                target.append(_text(value))
    return ModelReply(
        text="".join(texts),
        tool_calls=tuple(calls),
        refusal="".join(refusals),
        finish=body.incomplete_details.reason if body.incomplete_details else body.status,
        model=body.model,
        usage=body.usage.counted() if body.usage else Usage(),
    )
