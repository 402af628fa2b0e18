"""Tools: the function definitions that a model sees. They carry keys and descriptions, never a number."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from typing import Literal, TypeAlias

import pydantic_core

from adapter.directory import Directory
from adapter.errors import ToolsetError
from adapter.tool_calls.apis.anthropic import anthropic_tool
from adapter.tool_calls.apis.chat import chat_tool
from adapter.tool_calls.apis.gemini import gemini_tools
from adapter.tool_calls.apis.realtime import realtime_tool
from adapter.tool_calls.apis.responses import responses_tool
from adapter.tool_calls.reply import Api
from adapter.tool_calls.shortlist_size import always_listed, check_room, shortlist_size
from adapter.tool_calls.tool_definitions import (
    EACH_PREFIX,
    HANG_UP_NAME,
    NONE_OF_THESE,
    SINGLE_NAME,
    described_once,
    each_tool,
    hang_up_tool,
    line_of,
    shortlist_tool,
    single_tool,
)
from adapter.vapi.texts import joined

__all__ = [
    "EACH_PREFIX",
    "HANG_UP_NAME",
    "NONE_OF_THESE",
    "NO_TOOLS",
    "SINGLE_NAME",
    "Exposure",
    "Toolset",
    "without_strict",
]

Exposure: TypeAlias = Literal["auto", "each", "single", "shortlist"]

EACH_UP_TO = 20
"""Up to this many destinations `auto` offers a tool for each, beyond it one tool for all."""
SINGLE_UP_TO = 200
"""Beyond this many `auto` offers those that fit what was said."""

MAX_TOOLS = 128
"""Function tools in one request (OpenAI, Chat Completions)."""
MAX_DESCRIPTION = 1024
"""Characters of a function description. OpenAI answers 400 above it; descriptions of arguments have no such limit."""
MAX_ENUM = 1000
"""Enum values in one strict schema (OpenAI, structured outputs)."""
MAX_LARGE_ENUM_CHARACTERS = 15_000
"""All values of one enum together, once it has more than 250 of them (OpenAI, structured outputs)."""

NO_TOOLS = b"[]"
"""What `Toolset.encoded` is where nothing can be called."""

KEPT = 64
"""Narrower toolsets that are kept beside one: what is closed or tried out leaves it, and callers say different things.
"""


class Toolset:
    """The tools offered in one request.

    Deterministic: the same directory and keys give the same tools in the same order and, by `encoded`, the same bytes,
    so that a provider's prompt cache hits. Serialised once; a turn does no work for each destination.

    `offered` limits the tools to these keys (order and unknown keys do not matter); left out, all that can be dialled
    are offered. `tones`: the platform dials the extensions that are sent as tones.
    `hang_up` adds a tool with which the model ends the call. `languages` are those that the directory may not
    know, a prompt's: where there are several with its own, the model is asked for the caller's.

    With the exposure `shortlist` it has one tool, for what is always listed; `listing` gives the one for what fits what
    was said. `shortlist` is how many destinations that are, left out 20, beyond 1,000 destinations 50.

    Raises `ToolsetError` where a provider would refuse the tools, naming the key and the limit.
    """

    listed: tuple[str, ...] = ()
    """The values of a shortlist, in order: keys, and `none_of_these` where more can be listed."""
    shortlist: int = 0
    """How many destinations a turn adds to a shortlist at most; 0 with another exposure."""

    def __init__(
        self,
        directory: Directory,
        *,
        exposure: Exposure = "auto",
        offered: Iterable[str] | None = None,
        hang_up: bool = False,
        languages: Iterable[str] = (),
        tones: bool = False,
        shortlist: int | None = None,
    ) -> None:
        wanted = directory.destinations.keys() if offered is None else set(offered)
        self.directory = directory
        self.whole = self
        """The toolset that this one is narrower than."""
        self.offered: tuple[str, ...] = tuple(
            key
            for key, destination in directory.destinations.items()
            if key in wanted and destination.dialled_by(tones=tones)
        )
        self.reachable = frozenset(self.offered)
        """All keys that the tools can lead to, those included that a shortlist does not list now."""
        self.hang_up = hang_up
        self.exposure: Literal["each", "single", "shortlist"] = _size(exposure, len(self.offered))
        self.languages = joined(directory.languages, languages)
        self._requested_exposure: Exposure = exposure
        self._tones = tones
        if self.exposure == "shortlist":
            self.shortlist = shortlist_size(len(self.offered), shortlist)
            self.listed = always_listed(self.offered, directory, self.shortlist)
            check_room(self.listed, self.reachable, self.shortlist)
            self.offered = tuple(value for value in self.listed if value != NONE_OF_THESE)
        self.keys = frozenset(self.offered)
        self._known_lines: dict[str, str] = {}
        self._definitions = self._define()
        self._encoded: dict[tuple[Api, bool], bytes] = {}
        self._narrower: dict[frozenset[str] | tuple[str, ...], Toolset] = {}
        _check_limits(self._definitions)

    def tools(self, api: Api = "chat") -> list[dict[str, object]]:
        """The tools as an API takes them: fresh objects that the caller may change."""
        decoded: list[dict[str, object]] = pydantic_core.from_json(self.encoded(api))
        return decoded

    def encoded(self, api: Api = "chat", *, strict: bool = True) -> bytes:
        """The same as JSON bytes, serialised once; without the field `strict` for a server that refuses it."""
        known = self._encoded.get((api, strict))
        if known is None:
            forms = _FORMS[api](self._definitions)
            sent = forms if strict else [without_strict(form) for form in forms]
            known = self._encoded[api, strict] = pydantic_core.to_json(sent)
        return known

    def call_of(self, key: str, *, reason: str) -> tuple[str, str]:
        """Name and argument text of a well-formed call for a destination, as a conversation records it."""
        if self.exposure == "each":
            return f"{EACH_PREFIX}{key}", pydantic_core.to_json({"reason": reason}).decode()
        return SINGLE_NAME, pydantic_core.to_json({"reason": reason, "destination": key}).decode()

    def without(self, keys: Iterable[str]) -> "Toolset":
        """The same tools less these keys, kept so that a second call with them costs nothing."""
        kept = self.keys.difference(keys)
        if kept == self.keys:
            return self
        if kept not in self._narrower:
            narrower = Toolset(
                self.directory,
                exposure=self._requested_exposure,
                offered=kept,
                hang_up=self.hang_up,
                languages=self.languages,
                tones=self._tones,
            )
            narrower.whole = self.whole
            self._keep(kept, narrower)
        return self._narrower[kept]

    def listing(self, values: Sequence[str]) -> "Toolset":
        """The shortlist of these values in their order: keys that can be reached, and `none_of_these`.

        Kept, so that a second call with them costs nothing.
        """
        listed = tuple(values)
        if listed == self.listed:
            return self
        if (known := self._narrower.get(listed)) is not None:
            return known
        narrower = copy(self)
        narrower.listed = listed
        narrower.offered = tuple(value for value in listed if value != NONE_OF_THESE)
        narrower.keys = frozenset(narrower.offered)
        narrower._definitions = narrower._define()
        narrower._encoded = {}
        narrower._narrower = {}
        self._keep(listed, narrower)
        return narrower

    def lines(self, values: Sequence[str]) -> str:
        """What the model is told of values of a shortlist, a line for each."""
        return "\n".join(self._lines_of(values))

    def _lines_of(self, values: Sequence[str]) -> list[str]:
        # made once: many callers are offered the same destinations
        known, destinations = self.whole._known_lines, self.directory.destinations
        return [known.get(value) or known.setdefault(value, line_of(value, destinations)) for value in values]

    def _keep(self, values: "frozenset[str] | tuple[str, ...]", narrower: "Toolset") -> None:
        if len(self._narrower) >= KEPT:
            self._narrower.clear()
        self._narrower[values] = narrower

    def _define(self) -> list[dict[str, object]]:
        definitions: list[dict[str, object]] = []
        destinations = self.directory.destinations
        if self.exposure == "each":
            definitions += [each_tool(destinations[key], self.languages) for key in self.offered]
        elif self.exposure == "shortlist" and self.listed:
            definitions.append(shortlist_tool(self.listed, self._lines_of(self.listed), self.languages))
        elif self.offered:
            definitions.append(single_tool([destinations[key] for key in self.offered], self.languages))
        if self.hang_up:
            definitions.append(hang_up_tool())
        return described_once(definitions)


def without_strict(form: dict[str, object]) -> dict[str, object]:
    """A tool without `strict`, which Chat Completions have inside the function."""
    function = form.get("function")
    inner = {"function": without_strict(function)} if isinstance(function, dict) else {}
    return {name: value for name, value in form.items() if name != "strict"} | inner


def _size(exposure: Exposure, offered: int) -> Literal["each", "single", "shortlist"]:
    if exposure != "auto":
        return exposure
    if offered <= EACH_UP_TO:
        return "each"
    return "single" if offered <= SINGLE_UP_TO else "shortlist"


_FORMS: dict[Api, Callable[[Sequence[Mapping[str, object]]], list[dict[str, object]]]] = {
    "chat": lambda definitions: [chat_tool(definition) for definition in definitions],
    "responses": lambda definitions: [responses_tool(definition) for definition in definitions],
    "realtime": lambda definitions: [realtime_tool(definition) for definition in definitions],
    "anthropic": lambda definitions: [anthropic_tool(definition) for definition in definitions],
    "gemini": gemini_tools,
}


def _check_limits(definitions: list[dict[str, object]]) -> None:
    if len(definitions) > MAX_TOOLS:
        raise ToolsetError(
            f"{len(definitions)} tools, but a request takes {MAX_TOOLS}: use exposure single or shortlist, or fewer"
            " destinations"
        )
    for definition in definitions:
        name, description = str(definition["name"]), str(definition["description"])
        if len(description) > MAX_DESCRIPTION:
            raise ToolsetError(
                f"{name}: its description has {len(description)} characters, but a tool takes {MAX_DESCRIPTION}:"
                " shorten the destination's description or its policy.examples, or use exposure single"
            )
        if name == SINGLE_NAME:
            _check_enum(definition)


def _check_enum(definition: dict[str, object]) -> None:
    keys = definition["parameters"]["properties"]["destination"]["enum"]  # type: ignore[index]  # built above
    characters = sum(map(len, keys))
    if len(keys) > MAX_ENUM or (len(keys) > 250 and characters > MAX_LARGE_ENUM_CHARACTERS):
        raise ToolsetError(
            f"{len(keys)} destinations with {characters} characters of keys, but one tool takes {MAX_ENUM} keys and,"
            f" above 250 keys, {MAX_LARGE_ENUM_CHARACTERS} characters: use exposure shortlist, or shorten the keys"
        )
