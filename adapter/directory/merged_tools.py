"""Several transferCall tools as one: a directory has one tool's messages and one rejectionPlan."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from adapter.documents.document import Path
from adapter.vapi.export import Found, named

TOOL_PARTS = ("messages", "rejectionPlan", "rejection_plan")


@dataclass(frozen=True, kw_only=True)
class MergedTool:
    """The parts that hold for all destinations, the destinations by path, and what could not be kept: path and why."""

    top: Path
    tool: Mapping[str, object]
    destinations: tuple[Found, ...]
    lost: tuple[tuple[Path, str], ...] = ()


def merge_tools(tools: Sequence[Found], loose: Iterable[Found] = ()) -> MergedTool:
    """One tool with the destinations of all, and with those of `loose`, which stand in no tool.

    What is said when a tool is called, and its rejectionPlan, holds for its own destinations. Where the tools differ in
    what they say, it becomes each destination's own message; of a rejectionPlan nothing is kept then, because it would
    hold for the others as well. A destination that stands there twice with the same content is taken once.
    """
    lost: list[tuple[Path, str]] = []
    alike = len({_shared_parts(tool.data) for tool in tools}) <= 1
    listed: list[Found] = []
    for tool in tools:
        own = list(_destinations(tool))
        listed += own if alike else [_with_message(destination, tool) for destination in own]
        if not alike and named(tool.data, "rejectionPlan"):
            lost.append((tool.path, _LOST_PLAN))
        if not own:
            lost.append((tool.path, _no_destinations(tool.data)))
    kept: list[Found] = []
    known: set[str] = set()
    for found in (*listed, *loose):
        content = json.dumps(found.data, sort_keys=True)
        if content in known:
            lost.append((found.path, "stands there twice, and is taken once"))
        else:
            known.add(content)
            kept.append(found)
    first = tools[0].data if tools else {}
    parts = {name: part for name, part in first.items() if name != "destinations"} if alike and tools else {}
    return MergedTool(
        top=tools[0].path if tools else (),
        tool={**parts, "type": "transferCall"},
        destinations=tuple(kept),
        lost=tuple(lost),
    )


_LOST_PLAN = (
    "rejectionPlan: the transferCall tools have different ones, and a directory has one for all: write it there"
)


def _shared_parts(tool: Mapping[str, object]) -> str:
    # JSON data compare by their text, too: the order of keys is kept on the way through an API.
    return repr([tool.get(name) or None for name in TOOL_PARTS])


def _no_destinations(tool: Mapping[str, object]) -> str:
    if isinstance(tool.get("server"), dict):
        return "this transferCall tool has no destinations, a server is asked for them: write them into the directory"
    return "this transferCall tool has no destinations: what the model names would be dialled"


def _destinations(tool: Found) -> Iterator[Found]:
    listed = tool.data.get("destinations")
    for index, part in enumerate(listed if isinstance(listed, list) else ()):
        yield Found(path=(*tool.path, "destinations", index), data=part)


def _with_message(destination: Found, tool: Found) -> Found:
    """The destination with what its tool says, where it says nothing itself."""
    if not isinstance(destination.data, dict) or destination.data.get("message") is not None:
        return destination
    said = _said_by(tool.data, destination.data.get("number"))
    return destination if said is None else Found(path=destination.path, data={**destination.data, "message": said})


def _said_by(tool: Mapping[str, object], number: object) -> object:
    """The request-start message that is said for a destination: one with a condition on it, else one without any."""
    messages = tool.get("messages")
    starts = [
        message
        for message in (messages if isinstance(messages, list) else ())
        if isinstance(message, dict) and message.get("type") == "request-start"
    ]
    chosen = next((message for message in starts if _is_for(message, number)), None)
    chosen = chosen or next((message for message in starts if not message.get("conditions")), None)
    if chosen is None:
        return None
    texts = {name: chosen[name] for name in ("content", "contents") if chosen.get(name) is not None}
    return {"type": "custom-message", **texts} if "contents" in texts else texts.get("content")


def _is_for(message: Mapping[str, object], number: object) -> bool:
    conditions = message.get("conditions")
    return isinstance(conditions, list) and conditions == [{"param": "destination", "operator": "eq", "value": number}]
