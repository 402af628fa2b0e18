"""The function tools to paste into an assistant of the platform (Vapi's OpenAPI document, CreateFunctionToolDTO)."""

from typing import Any

from adapter.tool_calls.tools import Toolset

PATH = "/vapi"


def function_tools(toolset: Toolset, public_url: str) -> list[dict[str, Any]]:
    """A tool for each of ours, whose calls come to the service at `public_url`.

    Its own sentence at the start is empty, because the announcement is spoken with the transfer. Of a JSON Schema the
    platform has no `additionalProperties`, and so `strict`, which needs it, is left out.
    """
    return [
        {
            "type": "function",
            "function": _function(tool["function"]),
            "server": {"url": f"{public_url.rstrip('/')}{PATH}"},
            "messages": [{"type": "request-start", "content": ""}],
        }
        for tool in toolset.tools("chat")
        if isinstance(tool["function"], dict)
    ]


def _function(function: dict[str, Any]) -> dict[str, Any]:
    parameters = {name: value for name, value in function["parameters"].items() if name != "additionalProperties"}
    return {"name": function["name"], "description": function["description"], "parameters": parameters}
