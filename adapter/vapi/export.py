"""What lies in an export of Vapi's API or dashboard: transfer tools, destinations and assistants, wherever they are.

People have an assistant, a squad, a phone number, a list of any of them, an answer of the API around it, or a node of a
workflow. What is sought is known by its own fields, so whatever lies around it does not matter.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

from adapter.vapi.tolerance import Path

Role: TypeAlias = Literal["listed", "fallback", "hook"]
"""Where a destination stands that is in no transferCall tool: in a list, as a phone number's `fallbackDestination`, or
as what a hook does."""

_TRANSFER: Final = "transferCall"
_DESTINATIONS: Final = ("number", "sip", "assistant", "step")
_TOOL_LISTS: Final = ("tools", "tools:append", "functions")
_KNOWN_TOOLS: Final = frozenset(
    (
        *("apiRequest", "bash", "code", "computer", "dtmf", "endCall", "function", "ghl", "handoff", "make", "mcp"),
        *("output", "query", "sipRequest", "sms", "textEditor", "voicemail"),
    )
)
_WORDS: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


@dataclass(frozen=True, kw_only=True)
class Found:
    """One part of an export: where it stands, and what is there."""

    path: Path
    data: Mapping[str, object]


@dataclass(frozen=True, kw_only=True)
class FoundDestination(Found):
    """A destination that stands in no transferCall tool."""

    role: Role


@dataclass(frozen=True, kw_only=True)
class LeftBehind:
    """Something that only its own platform can do: what it is, by its name where it has one, and why it stays there."""

    path: Path
    what: str
    why: str


@dataclass(kw_only=True)
class Export:
    """Everything that was found, in file order."""

    tools: list[Found] = field(default_factory=list)
    destinations: list[FoundDestination] = field(default_factory=list)
    assistants: list[Found] = field(default_factory=list)
    ends_calls: bool = False
    """Whether an assistant of it has Vapi's endCall tool."""
    left_behind: list[LeftBehind] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    """Of everything that has one."""
    elsewhere: list[tuple[Path, list[object]]] = field(default_factory=list)
    """Ids of tools, as assistants name them, and where."""
    variables: dict[str, str] = field(default_factory=dict)
    """Values of Liquid variables that the export gives (`variableValues`)."""

    @property
    def empty(self) -> bool:
        """Whether there is nothing in it that a call could be transferred to."""
        return not (self.tools or self.destinations)


def find_in_export(data: object) -> Export:
    """Looks through decoded JSON for what can be used. Time grows with its size alone; it is not changed."""
    export = Export()
    waiting: list[tuple[Path, object]] = [((), data)]
    while waiting:
        path, part = waiting.pop()
        if isinstance(part, list):
            waiting += [((*path, index), item) for index, item in reversed(list(enumerate(part)))]
        elif isinstance(part, dict) and not _taken(export, path, part):
            waiting += [((*path, name), inner) for name, inner in reversed(part.items()) if not _is_text_of(name)]
    for path, ids in export.elsewhere:
        if unknown := [one for one in ids if not (isinstance(one, str) and one in export.ids)]:
            export.left_behind.append(
                LeftBehind(
                    path=path,
                    what=f"toolIds ({len(unknown)})",
                    why="tools that are named by their ids are not in this file: get them (GET https://api.vapi.ai/tool)"
                    " and import them together with it, in one list",
                )
            )
    return export


def named(data: Mapping[str, object], name: str) -> object:
    """A field by its name on the wire, or as Vapi's Python package spells it: `firstMessage`, `first_message`."""
    return data.get(name, data.get(_WORDS.sub("_", name).lower()))


def tool_name(tool: Mapping[str, object]) -> str:
    """The name of a tool for people, "" where it has none."""
    function = tool.get("function")
    for holder in (function if isinstance(function, dict) else {}, tool):
        if isinstance(name := holder.get("name"), str) and name.strip():
            return name.strip()
    return ""


def _is_text_of(name: object) -> bool:
    """Fields whose content is a schema or free text of the caller's, in which `type` means something else."""
    return name in ("schema", "parameters", "messages", "metadata", "edges")


def _taken(export: Export, path: Path, part: dict[str, object]) -> bool:
    """Notes what an object is. True where nothing more is sought in it."""
    kind = part.get("type")
    if isinstance(part.get("id"), str):
        export.ids.add(str(part["id"]))
    if kind == _TRANSFER or (kind is None and _has_destinations(part)):
        export.tools.append(Found(path=path, data=part))
        return True
    if _is_destination(part, path):
        export.destinations.append(FoundDestination(path=path, data=part, role=_role(path)))
        return True
    if _is_other_tool(part, path):
        _note_tool(export, path, part)
        return True
    if _is_assistant(part):
        export.assistants.append(Found(path=path, data=part))
    _note_references(export, path, part)
    return False


def _has_destinations(part: Mapping[str, object]) -> bool:
    listed = part.get("destinations")
    return isinstance(listed, list) and any(_is_kind(item) for item in listed)


def _is_kind(item: object) -> bool:
    return isinstance(item, dict) and item.get("type") in _DESTINATIONS


def _is_destination(part: Mapping[str, object], path: Path) -> bool:
    """A schema of JSON has `type: number`, too, but no number."""
    kind = part.get("type")
    if kind == "number":
        return "number" in part and not isinstance(part["number"], dict)
    if kind == "sip":
        return isinstance(named(part, "sipUri"), str)
    where = next((step for step in reversed(path) if isinstance(step, str)), "")
    in_list = where in ("destinations", "assistantDestinations", "assistant_destinations") or len(path) == 1
    return kind in ("assistant", "step") and in_list


def _role(path: Path) -> Role:
    if "fallbackDestination" in path or "fallback_destination" in path:
        return "fallback"
    return "hook" if "hooks" in path else "listed"


def _is_other_tool(part: Mapping[str, object], path: Path) -> bool:
    where = [step for step in path if isinstance(step, str)][-1:]
    kind = part.get("type")
    listed = bool(path) and isinstance(path[-1], int) and where in [[name] for name in _TOOL_LISTS]
    is_tool = isinstance(kind, str) and (kind in _KNOWN_TOOLS or "function" in part or listed)
    return is_tool or (listed and where == ["functions"])


def _is_assistant(part: Mapping[str, object]) -> bool:
    model = part.get("model")
    if isinstance(model, dict) and {"provider", "model", "messages", "tools", "toolIds", "tool_ids"} & model.keys():
        return True
    return isinstance(named(part, "firstMessage"), str)


def _note_tool(export: Export, path: Path, part: Mapping[str, object]) -> None:
    kind = str(part.get("type") or "function")
    if kind == "endCall":
        export.ends_calls = True
        return
    name = tool_name(part)
    what = f"tool {name} ({kind})" if name and name != kind else f"tool {kind}"
    if kind == "handoff":
        why = "it hands the call to another assistant of Vapi's, and here one assistant has the whole call"
    else:
        why = "only transfers and the end of a call are decided here, other tools are your own backend's"
    export.left_behind.append(LeftBehind(path=path, what=what, why=why))


def _note_references(export: Export, path: Path, part: Mapping[str, object]) -> None:
    """What is named by an id and lies elsewhere."""
    ids = named(part, "toolIds")
    if isinstance(ids, list):
        export.elsewhere.append(((*path, "toolIds" if "toolIds" in part else "tool_ids"), ids))
    assistant_id = named(part, "assistantId")
    if isinstance(assistant_id, str) and "assistant" not in part and path[-2:-1] == ("members",):
        export.left_behind.append(
            LeftBehind(
                path=(*path, "assistantId" if "assistantId" in part else "assistant_id"),
                what="a member of the squad that is named by its id",
                why="its assistant is not in this file: get it, and import both in one list",
            )
        )
    if isinstance(part.get("nodes"), list) and isinstance(part.get("edges"), list):
        export.left_behind.append(
            LeftBehind(
                path=path,
                what="the workflow's steps and the ways between them",
                why="a call here is a conversation with one prompt; only transfer tools are taken out of it",
            )
        )
    for number in _numbers_of_old(part):
        export.destinations.append(FoundDestination(path=(*path, number[0]), data=number[1], role="listed"))
    values = named(part, "variableValues")
    if isinstance(values, dict):
        for name, value in values.items():
            if isinstance(name, str) and isinstance(value, (str, int, float)) and not isinstance(value, bool):
                export.variables.setdefault(name, str(value))


def _numbers_of_old(part: Mapping[str, object]) -> Iterator[tuple[str, Mapping[str, object]]]:
    """`forwardingPhoneNumber` of older assistants is a number alone; Vapi adds it to the tool's destinations."""
    for name in ("forwardingPhoneNumber", "forwarding_phone_number"):
        number = part.get(name)
        if isinstance(number, str) and number.strip():
            yield name, {"type": "number", "number": number}
