"""Native tools: the transfer tools of voice platforms that run the model loop themselves. They take a number.

A platform that does so needs no code here, only a row: what its tool is called, and which of its arguments holds what.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import pydantic_core

from adapter.directory import Destination, Directory
from adapter.transfers.plan import PlannedTransfer

MAX_ARGUMENTS: Final = 20_000
"""Characters of a call's arguments in the history that are looked at."""


@dataclass(frozen=True, kw_only=True, slots=True)
class NativeTool:
    """A platform's own transfer tool.

    `number` is the argument that holds the number. `announcement`: the one that the caller hears; without it the
    announcement is text before the call, unless the platform speaks a sentence of its own (`speaks`). `reasons`: those
    that say why, for whoever answers.
    """

    name: str
    number: str
    announcement: str | None = None
    reasons: tuple[str, ...] = ()
    speaks: bool = False


NATIVE_TOOLS: Final = (
    # Vapi docs, custom LLM: one parameter, an enum of the numbers; the destination's own message is spoken.
    NativeTool(name="transferCall", number="destination", speaks=True),
    # ElevenLabs docs, transfer to number: client_message is read to the caller, agent_message to whoever answers.
    NativeTool(
        name="transfer_to_number",
        number="transfer_number",
        announcement="client_message",
        reasons=("agent_message", "reason"),
    ),
)


def tool_named(setting: str) -> NativeTool:
    """The row of a setting `name:argument`."""
    name, _, argument = setting.partition(":")
    return NativeTool(name=name, number=argument)


@dataclass(frozen=True, kw_only=True)
class OfferedNativeTool:
    """A native tool as a request offers it: which arguments it has and needs, and which numbers it takes."""

    tool: NativeTool
    properties: Mapping[str, Any]
    required: tuple[str, ...]
    numbers: Mapping[str, str]
    """The numbers of its enum as they are written there, by their digits; empty where it takes any."""

    def takes(self, destination: Destination) -> bool:
        """Whether the platform would dial a destination's number, with its extension behind it or without."""
        return not self.numbers or not self.numbers.keys().isdisjoint(map(_digits, _dialled(destination)))

    def arguments(self, transfer: PlannedTransfer, announcement: str, reason: str) -> str:
        """The argument text of a call: only what the tool has, and all that it needs.

        The digits of an extension follow the number, unless the platform knows the number without them alone.
        """
        dialled = transfer.number + (transfer.extension or "")
        known = self.numbers.get(_digits(dialled)) or self.numbers.get(_digits(transfer.number))
        number = known or dialled
        given: dict[str, object] = {self.tool.number: number}
        if self.tool.announcement in self.properties or self.tool.announcement in self.required:
            given[str(self.tool.announcement)] = announcement
        for name in self.tool.reasons:
            if name in self.properties or name in self.required:
                given[name] = reason
        for name in self.required:
            given.setdefault(name, _filled(self.properties.get(name), reason))
        return pydantic_core.to_json(given).decode()

    @property
    def takes_announcement(self) -> bool:
        """Whether a call carries what the caller hears."""
        name = self.tool.announcement
        return name is not None and (name in self.properties or name in self.required)


def offered_native_tool(tools: object, known: Sequence[NativeTool] = NATIVE_TOOLS) -> OfferedNativeTool | None:
    """The native tool among the tools of a request, None where there is none."""
    for function in functions_of(tools):
        for tool in known:
            if function.get("name") != tool.name:
                continue
            parameters = _mapping(function.get("parameters"))
            properties = _mapping(parameters.get("properties"))
            if tool.number in properties:
                required = parameters.get("required")
                names = tuple(name for name in required if isinstance(name, str)) if isinstance(required, list) else ()
                enum = _mapping(properties[tool.number]).get("enum")
                numbers = [item for item in enum if isinstance(item, str)] if isinstance(enum, list) else []
                return OfferedNativeTool(
                    tool=tool,
                    properties=properties,
                    required=names,
                    numbers={_digits(number): number for number in numbers if _digits(number)},
                )
    return None


def functions_of(tools: object) -> Iterable[Mapping[str, Any]]:
    """The functions among the tools of a request."""
    for tool in tools if isinstance(tools, list) else ():
        if isinstance(tool, Mapping) and isinstance(tool.get("function"), Mapping):
            yield tool["function"]


def key_called(tool: NativeTool, arguments: object, directory: Directory) -> str | None:
    """The key that a native call in the history leads to, None where its number is not the directory's."""
    if isinstance(arguments, str) and len(arguments) <= MAX_ARGUMENTS:
        try:
            arguments = pydantic_core.from_json(arguments)
        except ValueError:
            return None
    number = _mapping(arguments).get(tool.number)
    digits = _digits(number) if isinstance(number, str) else ""
    for key, destination in directory.destinations.items():
        if digits and digits in map(_digits, _dialled(destination)):
            return key
    return None


def _dialled(destination: Destination) -> tuple[str, ...]:
    """The numbers by which a destination is known: its own, and with the digits that follow it."""
    record = destination.record
    appended = record.extension if destination.policy.extension == "append" else None
    return (record.number, record.number + appended) if appended else (record.number,)


def _digits(number: str) -> str:
    """The digits by which two spellings of a number are the same: +49 30 …, 0049 30 … and 4930…"""
    return re.sub(r"\D", "", number).removeprefix("00")


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _filled(schema: object, reason: str) -> object:
    """Something for an argument that a tool needs and nobody here knows."""
    kind = _mapping(schema).get("type")
    enum = _mapping(schema).get("enum")
    if isinstance(enum, list) and enum:
        return enum[0]
    return {"boolean": False, "integer": 0, "number": 0, "array": [], "object": {}}.get(str(kind), reason)
