"""Gemini's generateContent: tools and conversation out, replies in, in the spelling of its JSON or of its package."""

from collections.abc import Iterable, Mapping
from typing import Annotated, Any

import pydantic_core
from pydantic import AliasChoices, BeforeValidator, Field

from adapter.tool_calls.conversation import AssistantMessage, Conversation, ToolCall, ToolResult, UserMessage
from adapter.tool_calls.lenient import (
    ArgumentText,
    Lenient,
    Text,
    count_of,
    first_mapping,
    mapping_or_none,
    parts_of,
    text_of,
)
from adapter.tool_calls.reply import ModelReply, Usage
from adapter.tool_calls.reply_size import MAX_EVENTS, MAX_TEXT, check_items, check_length

FINISHES = {"STOP": "stop", "MAX_TOKENS": "length"}
BLOCKED = frozenset({"SAFETY", "RECITATION", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "LANGUAGE"})
"""Its words for a reply or a prompt that its filters have stopped."""


def gemini_tools(definitions: Iterable[Mapping[str, object]]) -> list[dict[str, object]]:
    """The `tools` of a request: one with all function declarations, none without any.

    Its schemas are a subset of OpenAPI's, in which `additionalProperties` has no place everywhere.
    """
    declarations = [_declaration(definition) for definition in definitions]
    return [{"functionDeclarations": declarations}] if declarations else []


def _declaration(definition: Mapping[str, object]) -> dict[str, object]:
    schema = definition["parameters"]
    known = schema if isinstance(schema, Mapping) else {}
    parameters = {name: value for name, value in known.items() if name != "additionalProperties"}
    return {**definition, "parameters": parameters}


def gemini_contents(conversation: Conversation) -> list[dict[str, object]]:
    """The `contents` of a request; the system prompt is a field of its own."""
    contents: list[dict[str, object]] = []
    names: dict[str, str] = {}
    for message in conversation:
        match message:
            case UserMessage():
                _append(contents, "user", {"text": message.text})
            case ToolResult():
                response = {"name": names.get(message.call_id, ""), "response": {"result": message.text}}
                _append(contents, "user", {"functionResponse": response})
            case AssistantMessage():
                if message.text:
                    _append(contents, "model", {"text": message.text})
                for call in message.tool_calls:
                    names[call.id] = call.name
                    arguments = pydantic_core.from_json(call.arguments) if call.arguments else {}
                    _append(contents, "model", {"functionCall": {"name": call.name, "args": arguments}})
    return contents


def _append(contents: list[dict[str, object]], role: str, part: dict[str, object]) -> None:
    """Adds a part to the last content where that is the same side's: the two sides take turns."""
    last = contents[-1] if contents else None
    parts = last["parts"] if last is not None and last["role"] == role else None
    if isinstance(parts, list):
        parts.append(part)
    else:
        contents.append({"role": role, "parts": [part]})


def _either(camel: str, snake: str) -> AliasChoices:
    return AliasChoices(camel, snake)


def _word(value: object) -> str:
    """A text, or the value of the package's enum."""
    return text_of(getattr(value, "value", value))


class _FunctionCall(Lenient):
    id: Text = ""
    name: Text = ""
    args: ArgumentText = ""


class _Part(Lenient):
    text: Text = ""
    thought: Annotated[bool, BeforeValidator(bool)] = False
    function_call: Annotated[_FunctionCall | None, BeforeValidator(mapping_or_none)] = Field(
        None, validation_alias=_either("functionCall", "function_call")
    )


class _Content(Lenient):
    parts: Annotated[list[_Part], BeforeValidator(parts_of)] = Field(default_factory=list)


class _Candidate(Lenient):
    content: Annotated[_Content | None, BeforeValidator(mapping_or_none)] = None
    finish_reason: Annotated[str, BeforeValidator(_word)] = Field(
        "", validation_alias=_either("finishReason", "finish_reason")
    )


class _Feedback(Lenient):
    block_reason: Annotated[str, BeforeValidator(_word)] = Field(
        "", validation_alias=_either("blockReason", "block_reason")
    )


class _Count(Lenient):
    prompt: Annotated[int, BeforeValidator(count_of)] = Field(
        0, validation_alias=_either("promptTokenCount", "prompt_token_count")
    )
    candidates: Annotated[int, BeforeValidator(count_of)] = Field(
        0, validation_alias=_either("candidatesTokenCount", "candidates_token_count")
    )
    cached: Annotated[int, BeforeValidator(count_of)] = Field(
        0, validation_alias=_either("cachedContentTokenCount", "cached_content_token_count")
    )


class _Response(Lenient):
    candidates: Annotated[list[_Candidate], BeforeValidator(first_mapping)] = Field(default_factory=list)
    model: Text = Field("", validation_alias=_either("modelVersion", "model_version"))
    feedback: Annotated[_Feedback | None, BeforeValidator(mapping_or_none)] = Field(
        None, validation_alias=_either("promptFeedback", "prompt_feedback")
    )
    usage: Annotated[_Count | None, BeforeValidator(mapping_or_none)] = Field(
        None, validation_alias=_either("usageMetadata", "usage_metadata")
    )


def is_gemini(data: Mapping[str, Any]) -> bool:
    """Whether a decoded body is a response of this API."""
    return "candidates" in data or "promptFeedback" in data or "prompt_feedback" in data


def read_gemini(data: Mapping[str, Any]) -> ModelReply:
    """The reply in a decoded response. The first candidate counts, thoughts are left out. Raises `ValidationError`."""
    response = _Response.model_validate(data)
    candidate = response.candidates[0] if response.candidates else _Candidate()
    parts = [part for part in (candidate.content or _Content()).parts if not part.thought]
    calls = [part.function_call for part in parts if part.function_call is not None]
    reason = candidate.finish_reason or (response.feedback.block_reason if response.feedback else "")
    counted = response.usage or _Count()
    return ModelReply(
        text="".join(part.text for part in parts),
        tool_calls=tuple(ToolCall(name=call.name, arguments=call.args, id=call.id) for call in calls),
        finish="content_filter" if reason in BLOCKED else FINISHES.get(reason, reason),
        model=response.model,
        usage=Usage(input_tokens=counted.prompt, output_tokens=counted.candidates, cached_tokens=counted.cached),
        api="gemini",
    )


class GeminiAccumulator:
    """The chunks of a streamed response, each a response with the parts that are new."""

    def __init__(self) -> None:
        self._parts: list[Mapping[str, Any]] = []
        self._last: Mapping[str, Any] = {}
        self._candidate: dict[str, Any] = {}
        self._text: list[str] = []
        self._length = 0
        self._calling = self._complete = False

    @property
    def complete(self) -> bool:
        """Whether the reason for stopping has come."""
        return self._complete

    @property
    def speaking(self) -> bool:
        """Whether a text or a call has begun and goes on."""
        return bool(self._parts) and not self.complete

    @property
    def text(self) -> str:
        """The text so far, without thoughts."""
        return "".join(self._text)

    @property
    def calling(self) -> bool:
        """Whether a call has come: they come whole."""
        return self._calling

    def add(self, chunk: object) -> None:
        """Takes the next chunk. Behind the reason for stopping only what is counted is still taken."""
        if not isinstance(chunk, Mapping):
            return
        self._last = {**self._last, **{name: value for name, value in chunk.items() if value is not None}}
        if self._complete:
            return
        read = read_gemini(chunk)
        self._text.append(read.text)
        self._length += len(read.text)
        self._calling = self._calling or bool(read.tool_calls)
        self._complete = bool(read.finish)
        for candidate in first_mapping(chunk.get("candidates")):
            if isinstance(candidate, Mapping):
                self._candidate |= {name: value for name, value in candidate.items() if value is not None}
                content = candidate.get("content")
                parts = parts_of(content.get("parts")) if isinstance(content, Mapping) else []
                self._parts += [part for part in parts if isinstance(part, Mapping)]
        check_length(self._length, MAX_TEXT, "characters")
        check_items(self._parts, MAX_EVENTS, "parts")

    def body(self) -> Mapping[str, object]:
        """What has come, as a response."""
        candidate = {**self._candidate, "content": {"role": "model", "parts": self._parts}}
        return {**self._last, "candidates": [candidate] if self._candidate else []}
