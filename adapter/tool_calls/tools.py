"""Tools: the function definitions that a model sees. They carry keys and descriptions, never a number."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Literal, TypeAlias

import pydantic_core

from adapter.directory import Destination, Directory
from adapter.errors import ToolsetError
from adapter.tool_calls.apis.anthropic import anthropic_tool
from adapter.tool_calls.apis.chat import chat_tool
from adapter.tool_calls.apis.gemini import gemini_tools
from adapter.tool_calls.apis.realtime import realtime_tool
from adapter.tool_calls.apis.responses import responses_tool
from adapter.tool_calls.reply import Api
from adapter.vapi.texts import joined

Exposure: TypeAlias = Literal["auto", "each", "single"]

EACH_PREFIX = "transfer_to_"
SINGLE_NAME = "transfer_call"
HANG_UP_NAME = "hang_up"

EACH_UP_TO = 20
"""Up to this many destinations `auto` offers a tool for each, beyond it one tool for all."""

MAX_TOOLS = 128
"""Function tools in one request (OpenAI, Chat Completions)."""
MAX_DESCRIPTION = 1024
"""Characters of a function description. OpenAI answers 400 above it; descriptions of arguments have no such limit."""
MAX_ENUM = 1000
"""Enum values in one strict schema (OpenAI, structured outputs)."""
MAX_LARGE_ENUM_CHARACTERS = 15_000
"""All values of one enum together, once it has more than 250 of them (OpenAI, structured outputs)."""

_SAY = ' Callers say: "'
_REASON = "Why the caller needs this, in a few words. For the record; it is not spoken."
_LANGUAGE = "The language that the caller is speaking."


class Toolset:
    """The tools offered in one request.

    Deterministic: the same directory and keys give the same tools in the same order and, by `encoded`, the same bytes,
    so that a provider's prompt cache hits. Serialised once; a turn does no work for each destination.

    `offered` limits the tools to these keys (order and unknown keys do not matter); left out, all that can be dialled
    are offered. `tones`: the platform dials the extensions that are sent as tones.
    `hang_up` adds a tool with which the model ends the call. `languages` are those that the directory may not
    know, a prompt's: where there are several with its own, the model is asked for the caller's.

    Raises `ToolsetError` where a provider would refuse the tools, naming the key and the limit.
    """

    def __init__(
        self,
        directory: Directory,
        *,
        exposure: Exposure = "auto",
        offered: Iterable[str] | None = None,
        hang_up: bool = False,
        languages: Iterable[str] = (),
        tones: bool = False,
    ) -> None:
        wanted = directory.destinations.keys() if offered is None else set(offered)
        self.directory = directory
        self.offered = tuple(
            key
            for key, destination in directory.destinations.items()
            if key in wanted and destination.dialled_by(tones=tones)
        )
        self.keys = frozenset(self.offered)
        self.hang_up = hang_up
        self.exposure: Literal["each", "single"] = _size(exposure, len(self.offered))
        self.languages = joined(directory.languages, languages)
        self._requested_exposure: Exposure = exposure
        self._tones = tones
        self._definitions = self._define()
        self._encoded: dict[tuple[Api, bool], bytes] = {}
        self._narrower: dict[frozenset[str], Toolset] = {}
        _check_limits(self._definitions)

    def tools(self, api: Api = "chat") -> list[dict[str, object]]:
        """The tools as an API takes them: fresh objects that the caller may change."""
        decoded: list[dict[str, object]] = pydantic_core.from_json(self.encoded(api))
        return decoded

    def encoded(self, api: Api = "chat", *, strict: bool = True) -> bytes:
        """The same as JSON bytes, serialised once; without the field `strict` for a server that refuses it."""
        if (api, strict) not in self._encoded:
            forms = _FORMS[api](self._definitions)
            sent = forms if strict else [without_strict(form) for form in forms]
            self._encoded[api, strict] = pydantic_core.to_json(sent)
        return self._encoded[api, strict]

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
            if len(self._narrower) >= 64:
                self._narrower.clear()
            self._narrower[kept] = Toolset(
                self.directory,
                exposure=self._requested_exposure,
                offered=kept,
                hang_up=self.hang_up,
                languages=self.languages,
                tones=self._tones,
            )
        return self._narrower[kept]

    def _define(self) -> list[dict[str, object]]:
        definitions: list[dict[str, object]] = []
        destinations = [self.directory.destinations[key] for key in self.offered]
        if self.exposure == "each":
            definitions += [_each(destination, self.languages) for destination in destinations]
        elif destinations:
            definitions.append(_single(destinations, self.languages))
        if self.hang_up:
            definitions.append(
                _function(
                    HANG_UP_NAME,
                    "End the call. Use it only when the caller has said goodbye or wants nothing more.",
                    {"reason": {"type": "string", "description": _REASON}},
                )
            )
        return _described_once(definitions)


def _described_once(definitions: list[dict[str, object]]) -> list[dict[str, object]]:
    """The tools with each argument described where it first occurs: repeated per tool, it is a seventh of a prompt."""
    described: set[object] = set()
    for definition in definitions:
        for argument in definition["parameters"]["properties"].values():  # type: ignore[index]  # built above
            text = argument.pop("description")
            if text not in described:
                argument["description"] = text
            described.add(text)
    return definitions


def without_strict(form: dict[str, object]) -> dict[str, object]:
    """A tool without `strict`, which Chat Completions have inside the function."""
    function = form.get("function")
    inner = {"function": without_strict(function)} if isinstance(function, dict) else {}
    return {name: value for name, value in form.items() if name != "strict"} | inner


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


def _size(exposure: Exposure, offered: int) -> Literal["each", "single"]:
    if exposure == "auto":
        return "each" if offered <= EACH_UP_TO else "single"
    return exposure


def _each(destination: Destination, languages: tuple[str, ...]) -> dict[str, object]:
    title = destination.key.replace("_", " ")
    return _function(
        f"{EACH_PREFIX}{destination.key}",
        f"Transfer the call to {title}. When: {when(destination)}",
        {
            "reason": {"type": "string", "description": _REASON},
            **_language_choice(languages),
        },
    )


def _single(destinations: list[Destination], languages: tuple[str, ...]) -> dict[str, object]:
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


def _language_choice(languages: tuple[str, ...]) -> dict[str, object]:
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
            f"{len(definitions)} tools, but a request takes {MAX_TOOLS}: use exposure single, or fewer destinations"
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
            f" above 250 keys, {MAX_LARGE_ENUM_CHARACTERS} characters: shorten the keys or offer fewer destinations"
        )
