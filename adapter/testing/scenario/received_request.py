"""A request as a mocked model receives it: read from the body of either API, or from a `ModelRequest` without HTTP."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import pydantic_core

from adapter.models.offered_tools import OfferedTools, offered_tools
from adapter.testing.scenario.request_checks import (
    BadRequest,
    check_called_names,
    check_input_items,
    check_messages,
    check_tools,
)
from adapter.tool_calls.apis.chat import chat_messages
from adapter.tool_calls.apis.responses import responses_input
from adapter.tool_calls.conversation import (
    AssistantMessage,
    Conversation,
    Message,
    ToolCall,
    ToolResult,
    UserMessage,
)
from adapter.tool_calls.history import utterances
from adapter.tool_calls.request import ModelApi, ModelRequest


@dataclass(frozen=True, kw_only=True)
class ReceivedRequest:
    """A request to a model, whichever way it came. `body` is the decoded body, empty without HTTP."""

    model: str
    conversation: Conversation
    api: ModelApi = "chat"
    system: str = ""
    tools: bytes = b"[]"
    tool_choice: object = "auto"
    stream: bool = False
    include_usage: bool = False
    body: Mapping[str, object] = field(default_factory=dict, repr=False)

    @property
    def offered(self) -> OfferedTools:
        """The tools that the model may call."""
        return offered_tools(self.tools)

    @property
    def system_identity(self) -> str:
        """The content hash of the system prompt: the same in process and over both APIs, "" without a prompt."""
        return f"sha256:{hashlib.sha256(self.system.encode()).hexdigest()[:12]}" if self.system else ""

    @property
    def last_said(self) -> str:
        """The caller's last words, "" before the first."""
        said = utterances(self.conversation)
        return said[-1] if said else ""

    @property
    def turn(self) -> int:
        """How often the caller has spoken: 1 for the first utterance."""
        return len(utterances(self.conversation))

    @property
    def characters(self) -> int:
        """How much the model is given to read."""
        return len(self.system) + len(self.tools) + sum(len(message.text) for message in self.conversation)


def received_in_process(request: ModelRequest, model: str, api: ModelApi = "chat") -> ReceivedRequest:
    """The same for a request that never becomes HTTP. Raises `BadRequest` as reading it from HTTP would."""
    if api == "chat":
        messages = chat_messages(request.system, request.conversation)
        check_messages(messages)
    else:
        messages = responses_input(request.conversation)
        check_input_items(messages)
    check_called_names(messages, api)
    return ReceivedRequest(
        model=model,
        api=api,
        system=request.system,
        conversation=request.conversation,
        tools=request.toolset.encoded(api),
        tool_choice=request.tool_choice,
    )


def read_request(raw: bytes, api: ModelApi) -> ReceivedRequest:
    """Reads the body of `POST /v1/chat/completions` or `POST /v1/responses`.

    Raises `BadRequest` for what OpenAI answers with 400: no JSON object, no model, no messages, wrong types, tool calls
    without results. Parts that a mock has no use for, such as images, are left out.
    """
    try:
        body = pydantic_core.from_json(raw)
    except ValueError as error:
        raise BadRequest(f"We could not parse the JSON body of your request: {error}.") from error
    if not isinstance(body, Mapping):
        raise BadRequest("We could not parse the JSON body of your request: it is not a JSON object.")
    if not body.get("model"):
        raise BadRequest("you must provide a model parameter")
    if not isinstance(body["model"], str):
        raise _wrong_type("model", "a string", body["model"])
    if body.get("stream") not in (None, True, False):
        raise _wrong_type("stream", "a boolean", body["stream"])
    tools = body.get("tools")
    if tools is not None and not isinstance(tools, list):
        raise _wrong_type("tools", "an array of objects", tools)
    check_tools(tools or [], api)
    system, conversation = _CONVERSATIONS[api](body)
    options = body.get("stream_options")
    return ReceivedRequest(
        model=body["model"],
        api=api,
        system=system,
        conversation=conversation,
        tools=pydantic_core.to_json(tools or []),
        tool_choice=body.get("tool_choice") or "auto",
        stream=body.get("stream") is True,
        include_usage=isinstance(options, Mapping) and options.get("include_usage") is True,
        body=body,
    )


def _chat(body: Mapping[str, object]) -> tuple[str, Conversation]:
    messages = _items(body, "messages")
    if not messages:
        raise BadRequest(
            "Invalid 'messages': empty array. Expected an array with minimum length 1, but got an empty array instead.",
            param="messages",
            code="empty_array",
        )
    if body.get("n") not in (None, 1):
        raise BadRequest("Invalid value for 'n': this server gives one choice.", param="n", code="invalid_value")
    if body.get("tool_choice") is not None and not body.get("tools"):
        raise BadRequest(
            "Invalid value for 'tool_choice': 'tool_choice' is only allowed when 'tools' are specified.",
            param="tool_choice",
        )
    if body.get("stream_options") is not None and body.get("stream") is not True:
        raise BadRequest(
            "The 'stream_options' parameter is only allowed when 'stream' is enabled.", param="stream_options"
        )
    check_messages(messages)
    check_called_names(messages, "chat")
    return _system(messages), tuple(_spoken(messages))


def _responses(body: Mapping[str, object]) -> tuple[str, Conversation]:
    earlier = body.get("previous_response_id")
    if earlier is not None:
        # responses are not kept here, so none can be continued
        raise BadRequest(
            f"Previous response with id '{earlier}' not found.",
            param="previous_response_id",
            code="previous_response_not_found",
        )
    given = body.get("input")
    spoken = isinstance(given, str)
    items: list[Mapping[str, object]] = [{"role": "user", "content": given}] if spoken else _items(body, "input")
    check_input_items(items)
    check_called_names(items, "responses")
    instructions = body.get("instructions")
    system = (instructions if isinstance(instructions, str) else "", _system(items))
    return "\n\n".join(text for text in system if text), tuple(_spoken(items))


_CONVERSATIONS = {"chat": _chat, "responses": _responses}


def _items(body: Mapping[str, object], name: str) -> list[Mapping[str, object]]:
    items = body.get(name)
    if items is None:
        raise BadRequest(f"Missing required parameter: '{name}'.", param=name, code="missing_required_parameter")
    if not isinstance(items, list):
        raise _wrong_type(name, "an array of objects", items)
    for position, item in enumerate(items):
        if not isinstance(item, Mapping):
            raise _wrong_type(f"{name}[{position}]", "an object", item)
    return items


def _wrong_type(name: str, expected: str, value: object) -> BadRequest:
    kinds = {str: "a string", bool: "a boolean", int: "an integer", float: "a decimal", list: "an array"}
    got = kinds.get(type(value), "null" if value is None else "an object")
    message = f"Invalid type for '{name}': expected {expected}, but got {got} instead."
    return BadRequest(message, param=name, code="invalid_type")


def _system(items: list[Mapping[str, object]]) -> str:
    return "\n\n".join(_text(item.get("content")) for item in items if item.get("role") in ("system", "developer"))


def _spoken(items: list[Mapping[str, object]]) -> Iterator[Message]:
    for item in items:
        role, kind = item.get("role"), item.get("type")
        if role == "user":
            yield UserMessage(text=_text(item.get("content")))
        elif role == "assistant":
            yield AssistantMessage(text=_text(item.get("content")), tool_calls=tuple(_calls(item.get("tool_calls"))))
        elif role == "tool":
            yield ToolResult(call_id=_text(item.get("tool_call_id")), text=_text(item.get("content")))
        elif kind == "function_call":
            yield AssistantMessage(tool_calls=(_call(item, _text(item.get("call_id"))),))
        elif kind == "function_call_output":
            yield ToolResult(call_id=_text(item.get("call_id")), text=_text(item.get("output")))


def _calls(calls: object) -> Iterator[ToolCall]:
    for call in calls if isinstance(calls, list) else ():
        if isinstance(call, Mapping) and isinstance(call.get("function"), Mapping):
            yield _call(call["function"], _text(call.get("id")))


def _call(function: Mapping[str, object], identity: str) -> ToolCall:
    return ToolCall(name=_text(function.get("name")), arguments=_text(function.get("arguments")), id=identity)


def _text(value: object) -> str:
    if isinstance(value, list):
        return " ".join(_text(part.get("text")) for part in value if isinstance(part, Mapping)).strip()
    return value if isinstance(value, str) else ""
