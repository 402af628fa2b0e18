"""Request checks: the messages and tools that OpenAI refuses, and what it says then.

Messages, `param` and `code` are those that the API answers (August 2026). What a mock lets through and the provider
refuses would be found out in a call.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from adapter.errors import RequestError
from adapter.tool_calls.request import ModelApi

MAX_TOOLS: Final = 128
MAX_NAME: Final = 64
"""Characters."""
_NAME: Final = "^[a-zA-Z0-9_-]+$"
ROLES = ("system", "assistant", "user", "function", "tool", "developer")


class BadRequest(RequestError):  # noqa: N818 - HTTP's own name for it
    """A request that OpenAI would answer with 400. `param` and `code` are those of its error body."""

    def __init__(self, message: str, *, param: str | None = None, code: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.param = param
        self.code = code


def check_messages(messages: Sequence[Mapping[str, object]]) -> None:
    """Raises `BadRequest` unless every message has a role and every tool call is followed at once by its result."""
    waiting: list[object] = []
    caller = 0
    for position, message in enumerate([*messages, {"role": "user"}]):
        role = message.get("role")
        if role not in ROLES:
            _refuse_role(role, position)
        if role == "tool":
            if message.get("tool_call_id") not in waiting:
                raise BadRequest(
                    "Invalid parameter: messages with role 'tool' must be a response to a preceding message with"
                    " 'tool_calls'.",
                    param=f"messages.[{position}].role",
                )
            waiting.remove(message["tool_call_id"])
            continue
        if waiting:
            raise BadRequest(
                "An assistant message with 'tool_calls' must be followed by tool messages responding to each"
                " 'tool_call_id'. The following tool_call_ids did not have response messages:"
                f" {', '.join(map(str, waiting))}",
                param=f"messages.[{caller}].role",
            )
        calls = message.get("tool_calls")
        waiting = [call.get("id") for call in calls if isinstance(call, Mapping)] if isinstance(calls, list) else []
        caller = position


def check_input_items(items: Sequence[Mapping[str, object]]) -> None:
    """Raises `BadRequest` unless every function call has its output, and every output its call."""
    called = [item.get("call_id") for item in items if item.get("type") == "function_call"]
    answered = [item.get("call_id") for item in items if item.get("type") == "function_call_output"]
    for identity in called:
        if identity not in answered:
            raise BadRequest(f"No tool output found for function call {identity}.", param="input")
    for identity in answered:
        if identity not in called:
            raise BadRequest(f"No tool call found for function call output with call_id {identity}.", param="input")


def _refuse_role(role: object, position: int) -> None:
    param = f"messages[{position}].role"
    if role is None:
        raise BadRequest(f"Missing required parameter: '{param}'.", param=param, code="missing_required_parameter")
    choices = ", ".join(f"'{known}'" for known in ROLES)
    raise BadRequest(f"Invalid value: '{role}'. Supported values are: {choices}.", param=param, code="invalid_value")


def check_tools(tools: Sequence[object], api: ModelApi) -> None:
    """Raises `BadRequest` for more tools than there may be, and for names that cannot be called."""
    if len(tools) > MAX_TOOLS:
        raise BadRequest(
            f"Invalid 'tools': array too long. Expected an array with maximum length {MAX_TOOLS}, but got an array with"
            f" length {len(tools)} instead.",
            param="tools",
            code="array_above_max_length",
        )
    place = "tools[{}].function" if api == "chat" else "tools[{}]"
    for position, tool in enumerate(tools):
        function = tool.get("function") if api == "chat" and isinstance(tool, Mapping) else tool
        _check_name(function, place.format(position))


def check_called_names(messages: Sequence[Mapping[str, object]], api: ModelApi) -> None:
    """Raises `BadRequest` for an earlier tool call under a name that no tool can have."""
    for position, message in enumerate(messages):
        if api == "responses" and message.get("type") == "function_call":
            _check_name(message, f"input[{position}]")
        calls = message.get("tool_calls") if api == "chat" else None
        for index, call in enumerate(calls if isinstance(calls, list) else ()):
            if isinstance(call, Mapping):
                _check_name(call.get("function"), f"messages[{position}].tool_calls[{index}].function")


def _check_name(function: object, place: str) -> None:
    name = function.get("name") if isinstance(function, Mapping) else None
    if not isinstance(name, str):
        return
    param = f"{place}.name"
    if not re.fullmatch(_NAME, name):
        raise BadRequest(
            f"Invalid '{param}': string does not match pattern. Expected a string that matches the pattern '{_NAME}'.",
            param=param,
            code="invalid_value",
        )
    if len(name) > MAX_NAME:
        raise BadRequest(
            f"Invalid '{param}': string too long. Expected a string with maximum length {MAX_NAME}, but got a string"
            f" with length {len(name)} instead.",
            param=param,
            code="string_above_max_length",
        )
