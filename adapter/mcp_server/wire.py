"""Tools and results as MCP has them: a text that a model may read, and the same as structured content."""

from dataclasses import asdict

from mcp.types import CallToolResult, TextContent, Tool, ToolAnnotations

from adapter.mcp_server.choice import Refusal
from adapter.tool_calls.decision import Transfer
from adapter.tool_calls.tools import Toolset
from adapter.transfers.plan import PlannedTransfer
from adapter.transfers.resolution import NextStep, Resolution

INSTRUCTIONS = """\
These tools decide where a phone call is transferred. They do not dial: each result says what to do next.
- Call one tool at a time, and only when the caller needs it. Never tell callers that you are connecting them before a \
result says so.
- Say the words of a result to the caller exactly as they stand, and add nothing.
- When a result is an error, do what it says: call again as it asks, or answer the caller in words.
- If a transfer comes back unanswered, call again for another destination."""

_HINTS = ToolAnnotations(read_only_hint=False, destructive_hint=False, idempotent_hint=True, open_world_hint=False)
"""A choice changes nothing but what may be chosen next, and the same one again changes nothing at all."""


def mcp_tools(toolset: Toolset) -> list[Tool]:
    """The tools with the names, descriptions and schemas that every other API gets."""
    return [_tool(definition["function"]) for definition in toolset.tools("chat")]


def _tool(function: object) -> Tool:
    assert isinstance(function, dict)  # noqa: S101 - as Chat Completions have it
    return Tool(
        name=function["name"],
        description=function["description"],
        input_schema=function["parameters"],
        annotations=_HINTS,
    )


def mcp_result(told: Resolution | Refusal, toolset: Toolset, *, show_numbers: bool) -> CallToolResult:
    """What a client gets for a tool call. Without `show_numbers` it has no configured number, whatever is announced."""
    if isinstance(told, Refusal):
        return _result("ask_again", "", told.text, told.reason, transfer=None, show_numbers=show_numbers)
    say = told.say if show_numbers else toolset.directory.numbers.mask(told.say)
    text = _text(told, say, show_numbers=show_numbers)
    return _result(told.next, say, text, told.decision.reason, transfer=told.transfer, show_numbers=show_numbers)


def _result(
    following: NextStep, say: str, text: str, reason: str, *, transfer: PlannedTransfer | None, show_numbers: bool
) -> CallToolResult:
    key = None if transfer is None else transfer.key
    content: dict[str, object] = {"next": following, "say": say, "key": key, "reason": reason}
    if show_numbers:
        content["transfer"] = None if transfer is None else asdict(transfer)
    return CallToolResult(
        content=[TextContent(type="text", text=text)],
        structured_content=content,
        is_error=following == "ask_again",
    )


def _text(told: Resolution, say: str, *, show_numbers: bool) -> str:
    first = f'Say to the caller, word for word: "{say}"' if say else "Say nothing."
    if told.transfer is not None:
        then = _transferred(told, told.transfer, show_numbers=show_numbers)
    elif told.next == "hang_up":
        then = "Then end the call."
    else:
        then = "Then wait for the caller's answer."
    return f"{first}\n{then}"


def _transferred(told: Resolution, transfer: PlannedTransfer, *, show_numbers: bool) -> str:
    wished = told.decision.destination if isinstance(told.decision, Transfer) else transfer.key
    where = transfer.key if wished == transfer.key else f"{transfer.key}, in place of {wished}"
    if not show_numbers:
        return f"Then the call is connected with {where}. Call no further tool unless it comes back."
    shown = f"show {transfer.caller_id_number} ({transfer.caller_id_name})"
    extension = f", then the extension {transfer.extension}" if transfer.extension else ""
    ringing = "" if transfer.ring_seconds is None else f", let it ring for {transfer.ring_seconds} seconds"
    return f"Then connect the call with {where}: dial {transfer.number}{extension}, {shown}{ringing}."
