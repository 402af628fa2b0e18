"""Brings the shapes that a directory file may have to one: settings, tool parts, and destinations with their paths."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from adapter.documents.document import Document, Path
from adapter.errors import DirectoryError, Problem

_TOOL = "transferCall"
_TOOL_PARTS = ("messages", "rejectionPlan", "rejection_plan")


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One destination as the file has it. `key` is the one that the file gives, None in a list."""

    path: Path
    key: str | None = None
    raw: object


@dataclass(frozen=True, kw_only=True)
class Shape:
    """A directory in one form. `head` and `tool` stand at `top`, the destinations in what stands at `container`. `tool`
    is a transferCall tool without its destinations."""

    top: Path = ()
    container: Path
    head: Mapping[str, object] = field(default_factory=dict)
    tool: Mapping[str, object] = field(default_factory=lambda: {"type": _TOOL})
    entries: tuple[Entry, ...]


def arrange(document: Document) -> Shape:
    """Recognises our own mapping, a list of destinations, or a transferCall tool (also alone in a list).

    Raises `DirectoryError` where it is none of them, saying what is there instead.
    """
    data = document.data
    if isinstance(data, list):
        tools = [part for part in data if isinstance(part, dict) and part.get("type") == _TOOL]
        if not tools:
            return Shape(container=(), entries=_listed(data, ()))
        if len(data) > 1:
            raise _unusable(document, "holds several tools: a directory is made from one transferCall tool, alone")
        return _tool(tools[0], (0,))
    if not isinstance(data, dict):
        raise _unusable(document, "the file is empty" if data is None else "is neither an object nor a list")
    if data.get("type") == _TOOL:
        return _tool(data, ())
    if "destinations" not in data:
        raise _unusable(document, _what_is(data))
    return _own(document, data)


def _own(document: Document, data: dict[str, object]) -> Shape:
    head = dict(data)
    written = head.pop("destinations")
    tool = {name: head.pop(name) for name in _TOOL_PARTS if name in head}
    entries: tuple[Entry, ...]
    if isinstance(written, dict):
        entries = tuple(Entry(path=("destinations", key), key=key, raw=raw) for key, raw in written.items())
    elif isinstance(written, list):
        entries = _listed(written, ("destinations",))
    elif written is None:
        entries = ()
    else:
        raise DirectoryError(
            Problem(
                file=document.file,
                line=document.line(("destinations",)),
                field="destinations",
                message="must be an object of destinations by key, or a list of destinations",
            )
        )
    return Shape(container=("destinations",), head=head, tool={"type": _TOOL, **tool}, entries=entries)


def _tool(data: dict[str, object], top: Path) -> Shape:
    container: Path = (*top, "destinations")
    written = data.get("destinations")
    tool = {name: part for name, part in data.items() if name != "destinations"}
    if written is not None and not isinstance(written, list):
        # Left in, for the tool's own check to say what it must be.
        return Shape(top=top, container=container, tool=data, entries=())
    return Shape(top=top, container=container, tool=tool, entries=_listed(written or [], container))


def _listed(raws: list[object], path: Path) -> tuple[Entry, ...]:
    return tuple(Entry(path=(*path, index), raw=raw) for index, raw in enumerate(raws))


def _what_is(data: Mapping[str, object]) -> str:
    if "number" in data or data.get("type") in ("number", "sip", "assistant"):
        return "is a single destination: put it into a list, or under destinations with a key"
    if "model" in data or "tools" in data:
        return "looks like an assistant: give only its transferCall tool"
    if isinstance(data.get("type"), str):
        return "is a tool of another type: a directory is made from a transferCall tool"
    return "has no destinations: give them under destinations, or as a list"


def _unusable(document: Document, message: str) -> DirectoryError:
    return DirectoryError(Problem(file=document.file, message=message))
