"""The tools of a request, read back from what a provider is sent: what a router that is no model may choose from."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import pydantic_core

from adapter.search import Hit, LexicalIndex
from adapter.tool_calls.conversation import ToolCall
from adapter.tool_calls.tools import EACH_PREFIX, HANG_UP_NAME, NONE_OF_THESE, SINGLE_NAME


@dataclass(frozen=True, kw_only=True, slots=True)
class OfferedDestination:
    """A destination as a request offers it: its key, the tool that reaches it, and what it is for."""

    key: str
    tool: str
    when: str
    languages: tuple[str, ...] = ()
    """The values of the tool's `language` argument; empty where it has none."""


class OfferedTools:
    """The tools of a request, read back from what a provider is sent. Tools of other people are names only."""

    def __init__(self, functions: Iterable[Mapping[str, object]]) -> None:
        self.destinations: dict[str, OfferedDestination] = {}
        self._arguments: dict[str, tuple[str, ...]] = {}
        for function in functions:
            name, properties = _text(function.get("name")), _properties(function)
            self._arguments[name] = tuple(properties)
            for destination in _destinations(name, _text(function.get("description")), properties):
                self.destinations[destination.key] = destination
        self.names = frozenset(self._arguments)
        self.keys = tuple(self.destinations)
        self._index = LexicalIndex([f"{title(key)}. {offer.when}" for key, offer in self.destinations.items()])

    @property
    def hang_up(self) -> bool:
        """Whether the model may end the call."""
        return HANG_UP_NAME in self.names

    def search(self, text: str) -> list[Hit]:
        """Destinations that share words with a text, best first; `Hit.position` counts in `keys`."""
        return self._index.search(text, limit=len(self.keys))

    def call_of(self, key: str, *, reason: str, language: str | None = None) -> ToolCall:
        """A well-formed call for an offered destination, or for `hang_up`: no argument that its tool does not take."""
        if key == HANG_UP_NAME:
            return ToolCall(name=HANG_UP_NAME, arguments=self._argument_text(HANG_UP_NAME, {"reason": reason}))
        offer = self.destinations[key]
        values = {"reason": reason, "destination": key}
        if offer.languages:
            values["language"] = language or offer.languages[0]
        return ToolCall(name=offer.tool, arguments=self._argument_text(offer.tool, values))

    def _argument_text(self, tool: str, values: Mapping[str, str]) -> str:
        taken = {name: values[name] for name in self._arguments[tool] if name in values}
        return pydantic_core.to_json(taken).decode()


@lru_cache(maxsize=64)
def offered_tools(encoded: bytes) -> OfferedTools:
    """Reads the `tools` of a Chat Completions or Responses request from their JSON bytes, once for the same bytes.

    Never raises: what is no function tool is not there.
    """
    try:
        return OfferedTools(_functions(pydantic_core.from_json(encoded)))
    except ValueError:
        return OfferedTools(())


def _functions(tools: object) -> Iterator[Mapping[str, object]]:
    for tool in tools if isinstance(tools, list) else ():
        function = tool.get("function", tool) if isinstance(tool, Mapping) else None
        if isinstance(function, Mapping) and _text(function.get("name")):
            yield function


def _properties(function: Mapping[str, object]) -> Mapping[str, object]:
    parameters = function.get("parameters")
    properties = parameters.get("properties") if isinstance(parameters, Mapping) else None
    return properties if isinstance(properties, Mapping) else {}


def _destinations(name: str, description: str, properties: Mapping[str, object]) -> Iterator[OfferedDestination]:
    languages = tuple(_choices(properties.get("language")))
    if name.startswith(EACH_PREFIX) and name != EACH_PREFIX:
        key = name.removeprefix(EACH_PREFIX)
        # the words that all our tools begin with would hide those of a destination that is about transfers
        when = description.removeprefix(f"Transfer the call to {title(key)}. When: ")
        yield OfferedDestination(key=key, tool=name, when=when, languages=languages)
    elif name == SINGLE_NAME:
        argument = properties.get("destination")
        keys = _choices(argument)
        explained = _text(argument.get("description")) if isinstance(argument, Mapping) else ""
        for key, when in _lines_by_key(explained, keys).items():
            if key == NONE_OF_THESE:
                continue  # no place that words could lead to
            yield OfferedDestination(key=key, tool=name, when=when, languages=languages)


def _lines_by_key(text: str, keys: Sequence[str]) -> dict[str, str]:
    """What "key: when" lines say about each key. A line without a key of its own goes on about the one before."""
    found = dict.fromkeys(keys, "")
    current: str | None = None
    for line in text.splitlines():
        key, colon, rest = line.partition(": ")
        if colon and key in found:
            current, line = key, rest
        if current is not None:
            found[current] = f"{found[current]} {line}".strip()
    return found


def _choices(argument: object) -> list[str]:
    values = argument.get("enum") if isinstance(argument, Mapping) else None
    return [value for value in values if isinstance(value, str)] if isinstance(values, list) else []


def title(key: str) -> str:
    """A key as words."""
    return key.replace("_", " ")


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
