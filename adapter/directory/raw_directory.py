"""The shapes that a directory file may have, brought to one: settings, a tool, and destinations with their paths."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from adapter.directory.merged_tools import TOOL_PARTS, merge_tools
from adapter.documents.document import Document, Path
from adapter.errors import DirectoryError, Problem
from adapter.vapi.export import Export, find_in_export

_TOOL = "transferCall"


@dataclass(frozen=True, kw_only=True)
class RawDestination:
    """One destination as the file has it. `key` is the one that the file gives, None in a list."""

    path: Path
    key: str | None = None
    data: object


@dataclass(frozen=True, kw_only=True)
class RawDirectory:
    """A directory as the file has it, whatever its shape. `settings` and `tool`, a transferCall tool without its
    destinations, stand at `top`."""

    top: Path = ()
    destinations_path: Path
    settings: Mapping[str, object] = field(default_factory=dict)
    tool: Mapping[str, object] = field(default_factory=lambda: {"type": _TOOL})
    destinations: tuple[RawDestination, ...]
    left_behind: tuple[tuple[Path, str], ...] = ()
    """What else the file has that no directory can hold: where it stands, and why."""


def raw_directory(document: Document) -> RawDirectory:
    """Recognises our own mapping, a list of destinations, a transferCall tool, or an export in which such tools are: an
    assistant, a squad, a list of them or of tools, an answer of the API around them.

    Raises `DirectoryError` where it is none of them, saying what is there instead.
    """
    data = document.data
    if isinstance(data, list):
        export = find_in_export(data)
        if not export.tools and export.assistants and not export.destinations:
            raise _unusable(document, _what_is(export.assistants[0].data))
        if not export.tools:
            return RawDirectory(destinations_path=(), destinations=_listed(data, ()))
        return _tool(data[0], (0,)) if len(data) == 1 and export.tools[0].path == (0,) else _export(export)
    if not isinstance(data, dict):
        raise _unusable(document, "the file is empty" if data is None else "is neither an object nor a list")
    if data.get("type") == _TOOL:
        return _tool(data, ())
    if "destinations" not in data:
        export = find_in_export(data)
        if not export.tools:
            raise _unusable(document, _what_is(data))
        return _export(export)
    return _own(document, data)


def _own(document: Document, data: dict[str, object]) -> RawDirectory:
    settings = dict(data)
    written = settings.pop("destinations")
    tool = {name: settings.pop(name) for name in TOOL_PARTS if name in settings}
    destinations: tuple[RawDestination, ...]
    if isinstance(written, dict):
        destinations = tuple(
            RawDestination(path=("destinations", key), key=key, data=part) for key, part in written.items()
        )
    elif isinstance(written, list):
        destinations = _listed(written, ("destinations",))
    elif written is None:
        destinations = ()
    else:
        raise DirectoryError(
            Problem(
                file=document.file,
                line=document.line(("destinations",)),
                field="destinations",
                message="must be an object of destinations by key, or a list of destinations",
            )
        )
    return RawDirectory(
        destinations_path=("destinations",), settings=settings, tool={"type": _TOOL, **tool}, destinations=destinations
    )


def _tool(data: dict[str, object], top: Path) -> RawDirectory:
    destinations_path: Path = (*top, "destinations")
    written = data.get("destinations")
    tool = {name: part for name, part in data.items() if name != "destinations"}
    if written is not None and not isinstance(written, list):
        # Left in, for the tool's own check to say what it must be.
        return RawDirectory(top=top, destinations_path=destinations_path, tool=data, destinations=())
    return RawDirectory(
        top=top, destinations_path=destinations_path, tool=tool, destinations=_listed(written or [], destinations_path)
    )


def _export(export: Export) -> RawDirectory:
    """The transfer tools of an export as one. What only an import can use is named."""
    merged = merge_tools(export.tools, (found for found in export.destinations if found.role == "listed"))
    behind = [*merged.lost, *((one.path, f"{one.what} is not used: {one.why}") for one in export.left_behind)]
    behind += [
        (
            found.path,
            "greeting and system prompt are not read from here: transfer-adapter import makes a prompt of them",
        )
        for found in export.assistants
    ]
    behind += [
        (found.path, "stands in no transferCall tool: transfer-adapter import takes it as well")
        for found in export.destinations
        if found.role != "listed"
    ]
    return RawDirectory(
        top=merged.top,
        destinations_path=(*merged.top, "destinations"),
        tool=merged.tool,
        destinations=tuple(RawDestination(path=found.path, data=found.data) for found in merged.destinations),
        left_behind=tuple(behind),
    )


def _listed(parts: list[object], path: Path) -> tuple[RawDestination, ...]:
    return tuple(RawDestination(path=(*path, index), data=part) for index, part in enumerate(parts))


def _what_is(data: Mapping[str, object]) -> str:
    if "number" in data or data.get("type") in ("number", "sip", "assistant"):
        return "is a single destination: put it into a list, or under destinations with a key"
    if "model" in data or "tools" in data:
        return "looks like an assistant that has no transferCall tool: give only its transferCall tool"
    if isinstance(data.get("type"), str):
        return "is a tool of another type: a directory is made from a transferCall tool"
    return "has no destinations: give them under destinations, or as a list"


def _unusable(document: Document, message: str) -> DirectoryError:
    return DirectoryError(Problem(file=document.file, message=message))
