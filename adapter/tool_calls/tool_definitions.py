"""The definitions of tools, as no API has them yet: names, descriptions and arguments."""

from collections.abc import Mapping, Sequence
from typing import Final

from adapter.directory import Destination

EACH_PREFIX = "transfer_to_"
SINGLE_NAME = "transfer_call"
HANG_UP_NAME = "hang_up"
NONE_OF_THESE: Final = "none_of_these"
"""The value by which a model says that nothing in a shortlist is what the caller needs."""

_SAY = ' Callers say: "'
_REASON = "Why the caller needs this, in a few words. For the record; it is not spoken."
_LANGUAGE = "The language that the caller is speaking."
NOT_LISTED: Final = "what the caller needs is not in this list. Further destinations are then listed once."
"""When to choose it."""


def each_tool(destination: Destination, languages: Sequence[str]) -> dict[str, object]:
    """A destination's own tool."""
    title = destination.key.replace("_", " ")
    return _function(
        f"{EACH_PREFIX}{destination.key}",
        f"Transfer the call to {title}. When: {when(destination)}",
        {
            "reason": {"type": "string", "description": _REASON},
            **_language_choice(languages),
        },
    )


def single_tool(destinations: Sequence[Destination], languages: Sequence[str]) -> dict[str, object]:
    """The tool for all destinations."""
    lines = "\n".join(f"{destination.key}: {when(destination)}" for destination in destinations)
    return _function(
        SINGLE_NAME,
        "Transfer the call to the one destination that the caller needs.",
        {
            "reason": {"type": "string", "description": _REASON},
            "destination": {
                "type": "string",
                "enum": [destination.key for destination in destinations],
                "description": f"Where to transfer the call, and when to choose it:\n{lines}",
            },
            **_language_choice(languages),
        },
    )


def shortlist_tool(listed: Sequence[str], lines: Sequence[str], languages: Sequence[str]) -> dict[str, object]:
    """The tool for the values of a shortlist. What grows stands last, the long text before the short values: so much
    of it as there can be stays the same from turn to turn, for a provider's prompt cache. `lines` are as `line_of` has
    them."""
    return _function(
        SINGLE_NAME,
        "Transfer the call to the one destination that the caller needs.",
        {
            "reason": {"type": "string", "description": _REASON},
            **_language_choice(languages),
            "destination": {
                "type": "string",
                "description": "\n".join(("Where to transfer the call, and when to choose it:", *lines)),
                "enum": list(listed),
            },
        },
    )


def line_of(value: str, destinations: Mapping[str, Destination]) -> str:
    """What a model is told of a value of a shortlist: the value, and when to choose it."""
    return f"{value}: {NOT_LISTED if value == NONE_OF_THESE else when(destinations[value])}"


def hang_up_tool() -> dict[str, object]:
    """The tool with which the model ends the call."""
    return _function(
        HANG_UP_NAME,
        "End the call. Use it only when the caller has said goodbye or wants nothing more.",
        {"reason": {"type": "string", "description": _REASON}},
    )


def described_once(definitions: list[dict[str, object]]) -> list[dict[str, object]]:
    """The tools with each argument described where it first occurs: repeated per tool, it is a seventh of a prompt."""
    described: set[object] = set()
    for definition in definitions:
        for argument in definition["parameters"]["properties"].values():  # type: ignore[index]  # built above
            if argument["description"] in described:
                del argument["description"]
            else:
                described.add(argument["description"])
    return definitions


def when(destination: Destination) -> str:
    """When to choose a destination: its description and how callers say it, as the model and the search read it."""
    text = (destination.record.description or "").strip() or f"the caller asks for {destination.key.replace('_', ' ')}."
    if destination.policy.examples:
        said = ", ".join(f'"{example}"' for example in destination.policy.examples)
        text = f"{text}{_SAY}{said[1:]}."
    return text


def read_when(text: str) -> tuple[str, tuple[str, ...]]:
    """Description and examples of what `when` wrote; all of another text is its description."""
    description, said, examples = text.strip().rpartition(_SAY)
    if not said or not examples.endswith('".'):
        return text, ()
    return description, tuple(examples.removesuffix('".').split('", "'))


def _language_choice(languages: Sequence[str]) -> dict[str, object]:
    if len(languages) < 2:
        return {}
    return {"language": {"type": "string", "enum": list(languages), "description": _LANGUAGE}}


def _function(name: str, description: str, properties: dict[str, object]) -> dict[str, object]:
    return {
        "name": name,
        "description": description,
        "parameters": {
            "type": "object",
            "properties": properties,
            "required": list(properties),
            "additionalProperties": False,
        },
    }
