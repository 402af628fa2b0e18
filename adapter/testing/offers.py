"""Offers: the tools that OpenAI refuses to offer to a model, and what it says then.

Messages, `param` and `code` are those that the API answers (August 2026). Tools that a mock takes and the provider
refuses would be found out in a call.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from adapter.testing.history import Refused
from adapter.tool_calls.request import ModelApi

MAX_TOOLS: Final = 128
MAX_NAME: Final = 64
"""Characters."""
_NAME: Final = "^[a-zA-Z0-9_-]+$"


def check_tools(tools: Sequence[object], api: ModelApi) -> None:
    """Raises `Refused` for more tools than there may be, and for names that cannot be called."""
    if len(tools) > MAX_TOOLS:
        raise Refused(
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
    """Raises `Refused` for a tool call in a history under a name that no tool can have. Responses calls them items."""
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
        raise Refused(
            f"Invalid '{param}': string does not match pattern. Expected a string that matches the pattern '{_NAME}'.",
            param=param,
            code="invalid_value",
        )
    if len(name) > MAX_NAME:
        raise Refused(
            f"Invalid '{param}': string too long. Expected a string with maximum length {MAX_NAME}, but got a string"
            f" with length {len(name)} instead.",
            param=param,
            code="string_above_max_length",
        )
