"""The destinations of an export under their keys, each in the form that a directory takes."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from adapter.directory import ConfiguredNumbers
from adapter.directory.keys import derived_key, suggested_key
from adapter.directory.merged_tools import MergedTool, merge_tools
from adapter.directory.numbers import LONG
from adapter.documents.document import Path
from adapter.importing.repair import Repaired, repaired
from adapter.importing.texts import fill_in, fill_in_messages, for_the_model
from adapter.vapi.export import Export, Found, FoundDestination, named, tool_name
from adapter.vapi.number_spelling import without_punctuation

_GENERIC: Final = re.compile(
    r"(?:vapi_?)?(?:transfer|forward|handoff)_?(?:the_?)?(?:call|caller)?s?_?(?:tool|function)?", re.I
)
_PREFIX: Final = re.compile(r"^(?:transfer|forward|connect)_?(?:call)?_?to_?|^transfer_", re.I)
_CAMEL: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_FALLBACK: Final = "Everything that no other destination covers."
_TONES: Final = re.compile(r"[0-9]+")


@dataclass(frozen=True, kw_only=True)
class ImportedDestination:
    """One destination: its key, and its record under Vapi's names with our `policy`, if the export has one.

    `undialled` says what is wrong with its number: it is in the file, and withdrawn until a person has written it.
    `commented_out` says why it stands there as a comment only.
    """

    key: str
    path: Path
    record: Mapping[str, Any]
    undialled: str | None = None
    commented_out: str | None = None
    is_fallback: bool = False
    notes: tuple[tuple[Path, str], ...] = ()
    """What was read otherwise than written, by the field."""

    @property
    def live(self) -> bool:
        """Whether it is in the file and in force."""
        return self.undialled is None and self.commented_out is None

    @property
    def reachable(self) -> bool:
        """Whether callers can be connected with it on every platform."""
        policy = self.record.get("policy") or {}
        dialled = not self.record.get("extension") or policy.get("extension") == "append"
        return self.live and dialled


@dataclass(frozen=True, kw_only=True)
class ImportedDestinations:
    """The destinations in file order, the parts of the transferCall tool that hold for all of them, what is to be told
    of those, and what stayed behind: path, what it is called, and why."""

    destinations: tuple[ImportedDestination, ...]
    tool: Mapping[str, Any] = field(default_factory=dict)
    tool_path: Path = ()
    notes: tuple[tuple[Path, str], ...] = ()
    left_behind: tuple[tuple[Path, str, str], ...] = ()

    @property
    def numbers(self) -> Mapping[str, str]:
        """The number of each key, as far as it has one."""
        spelt = ((one.key, _sought(one.record["number"], one.undialled)) for one in self.destinations)
        return {key: number for key, number in spelt if number}

    def without(self, wrong: Mapping[str, str]) -> "ImportedDestinations":
        """The same with destinations as comments only, each with the reason why."""
        marked = (replace(one, commented_out=wrong.get(one.key, one.commented_out)) for one in self.destinations)
        return replace(self, destinations=tuple(marked))


def import_destinations(export: Export) -> ImportedDestinations:
    """Every destination of an export. Keys are those that the export has where it is used as a directory itself."""
    merged = merge_tools(export.tools, export.destinations)
    read = [(found, repaired(found.data)) for found in merged.destinations]
    mask = ConfiguredNumbers(_numbers(read)).mask
    taken: set[str] = set()
    destinations: list[ImportedDestination] = []
    behind: list[tuple[Path, str, str]] = [(path, "", why) for path, why in merged.lost]
    for position, (found, result) in enumerate(read, start=1):
        if result.record is None:
            raw = found.data if isinstance(found.data, Mapping) else {}
            taken.add(derived_key(raw.get("name"), raw.get("description"), position, taken)[0])
            behind.append((found.path, _called(raw), result.why))
            continue
        one = _destination(found, result, position, taken, export, mask)
        taken.add(one.key)
        destinations.append(one)
    tool, notes = _tool(merged, export)
    return ImportedDestinations(
        destinations=tuple(destinations),
        tool=tool,
        tool_path=merged.top,
        notes=tuple(notes),
        left_behind=tuple(behind),
    )


def _numbers(read: Sequence[tuple[Found, Repaired]]) -> Iterator[str]:
    for _, result in read:
        if result.record is not None:
            if number := _sought(result.record["number"], result.undialled):
                yield number
            caller_id = result.record.get("callerId")
            if isinstance(caller_id, str) and "{" not in caller_id:
                yield caller_id


def _sought(number: str, undialled: str | None) -> str:
    """The number as it is looked for in texts; of one that nobody can dial its digits, if they are many enough."""
    if undialled is None:
        return number
    plain = re.sub(r"[^+0-9]", "", without_punctuation(number))
    return plain if len(plain) > LONG else ""


def _destination(
    found: Found,
    result: Repaired,
    position: int,
    taken: set[str],
    export: Export,
    mask: Callable[..., str],
) -> ImportedDestination:
    record, notes = dict(result.record or {}), list(result.notes)
    alone = _tool_of(found, export)
    is_fallback = isinstance(found, FoundDestination) and found.role == "fallback"
    if not _text(record.get("description")) and alone is not None and _text(_function(alone).get("description")):
        record["description"] = _function(alone)["description"]
        notes.append((("description",), "is that of its tool's function"))
    # keys are made of the words that are there where an export is used as it is
    name, description = (_masked(record.get(field), mask) for field in ("name", "description"))
    key, _ = derived_key(name, description, position, taken)
    for field_name in ("name", "description"):
        if isinstance(record.get(field_name), str):
            record[field_name], more = for_the_model(record[field_name], export.variables, mask)
            notes += [((field_name,), message) for message in more]
    if not (_text(name) or _text(found.data.get("description"))):
        key = _key_of_tool(alone, taken) or key
        if is_fallback and not _text(description):
            key, record["description"] = derived_key("fallback", None, position, taken)[0], _FALLBACK
            notes.append((("description",), "is written, because it has none: a model chooses by it"))
    notes += fill_in(record, export.variables)
    if isinstance(found, FoundDestination) and found.role == "hook":
        notes.append(((), "stands in a hook, which Vapi carries out by itself; here the model may choose it"))
    policy = found.data.get("policy")
    record["policy"] = dict(policy) if isinstance(policy, dict) else {}
    notes += _dial_extension(record)
    return ImportedDestination(
        key=key,
        path=found.path,
        record=record,
        undialled=result.undialled,
        is_fallback=is_fallback,
        notes=tuple(notes),
    )


def _masked(text: object, mask: Callable[..., str]) -> str | None:
    return mask(text, " ") if isinstance(text, str) else None


def _dial_extension(record: dict[str, Any]) -> list[tuple[Path, str]]:
    """Vapi dials an extension once somebody has answered."""
    extension, policy = record.get("extension"), record["policy"]
    if not extension or "extension" in policy:
        return []
    if not _TONES.fullmatch(extension):
        return [(("extension",), "has signs that nobody can dial, so nobody is connected with it: write its digits")]
    policy["extension"] = "send"
    return [
        (
            ("extension",),
            "is sent as tones once somebody has answered, as Vapi does it (policy.extension: send); where a platform"
            " cannot do that nobody is connected with it, unless you write append: its digits then follow the number",
        )
    ]


def _tool(merged: MergedTool, export: Export) -> tuple[dict[str, Any], list[tuple[Path, str]]]:
    """The tool's messages and rejectionPlan, in whatever spelling, and what is to be told of them."""
    notes: list[tuple[Path, str]] = []
    messages = merged.tool.get("messages")
    if isinstance(messages, list):
        messages, notes = fill_in_messages(messages, export.variables)
    plan = named(merged.tool, "rejectionPlan")
    tool = {name: part for name, part in (("messages", messages), ("rejectionPlan", plan)) if part}
    return tool, [((*merged.top, *path), note) for path, note in notes]


def _tool_of(found: Found, export: Export) -> Mapping[str, object] | None:
    """The tool whose only destination this is."""
    tool = next((tool for tool in export.tools if (*tool.path, "destinations") == found.path[:-1]), None)
    listed = tool.data.get("destinations") if tool is not None else None
    return tool.data if tool is not None and isinstance(listed, list) and len(listed) == 1 else None


def _function(tool: Mapping[str, object]) -> Mapping[str, Any]:
    function = tool.get("function")
    return function if isinstance(function, dict) else {}


def _key_of_tool(tool: Mapping[str, object] | None, taken: set[str]) -> str | None:
    """The key that a tool's own name gives: `transferToSales` is `sales`; None for one that every such tool has."""
    name = tool_name(tool) if tool is not None else ""
    if not name or _GENERIC.fullmatch(name):
        return None
    key = suggested_key(_CAMEL.sub("_", _PREFIX.sub("", _CAMEL.sub("_", name))))
    return key if key is not None and key not in taken else None


def _called(raw: Mapping[str, Any]) -> str:
    """What a destination is for people; never its address."""
    for name in ("name", "assistantName", "assistant_name", "stepName", "description"):
        if _text(raw.get(name)):
            return f"{raw.get('type', 'destination')} {raw[name].strip().rstrip('.')}"
    return f"{raw.get('type', 'a destination')}"


def _text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())
