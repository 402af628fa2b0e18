"""Tool call arguments: from raw text to an object, by the repairs that can change no meaning."""

import json
import re
from typing import NamedTuple

import pydantic_core

from adapter.tool_calls.decision import Repair

MAX_CHARACTERS = 20_000
"""Longer argument text is not read: no valid call comes near it, and a part of it could mean something else."""

_ENCODED = 3
"""How often arguments may be JSON within a JSON string."""

_FENCE = re.compile(r"```[a-zA-Z_]*(?P<inner>.*?)(?:```\s*)?", re.DOTALL)
_SINGLE_QUOTED = re.compile(r"'((?:[^'\\]|\\.)*+)'")


class JsonObject(dict[str, object]):
    """A JSON object that remembers which of its keys were given more than once.

    `conflicting` are the keys given with different values, of which the first is kept; `repeated` is true where a key
    was given again with the same value. Trimming and case make no difference.
    """

    def __init__(self, pairs: list[tuple[str, object]]) -> None:
        super().__init__(pairs)
        self.pairs = tuple(pairs)
        self.repeated = False
        self.conflicting: tuple[str, ...] = ()
        if len(self) < len(pairs):
            self._keep_the_first()

    def _keep_the_first(self) -> None:
        self.clear()
        conflicting: dict[str, None] = {}
        for key, value in self.pairs:
            if key not in self:
                self[key] = value
            elif _plain(self[key]) == _plain(value):
                self.repeated = True
            else:
                conflicting[key] = None
        self.conflicting = tuple(conflicting)

    def values_of(self, key: str) -> tuple[object, ...]:
        """Every value that was given for a key, in order."""
        return tuple(value for name, value in self.pairs if name == key)


_with_all_pairs = json.JSONDecoder(object_pairs_hook=JsonObject).raw_decode  # `loads` makes one for every text


class Arguments(NamedTuple):
    """The object, or None if there is none to be read, and what it took."""

    values: JsonObject | None
    repairs: tuple[Repair, ...]


def read_arguments(text: str) -> Arguments:
    """Reads the raw argument text of a tool call. Never raises.

    Repairs, in this order and only where plain JSON fails: a code fence, text around the object, single quotes, JSON
    within a JSON string. Nothing is guessed: an object that is cut off stays unreadable, and so does text in which
    another one is. Several whole objects, as some servers send them for parallel calls, are read as one, so that what
    they disagree about shows. Empty text is an empty object, as some servers send it for a call without arguments.
    """
    text = text.strip().lstrip("\ufeff")
    if not text:
        return Arguments(JsonObject([]), ())
    if len(text) > MAX_CHARACTERS:
        return Arguments(None, ())
    repairs: list[Repair] = []
    value = decoded(text)
    if value is None and text.startswith("```") and (match := _FENCE.fullmatch(text)):
        text = match["inner"].strip()
        repairs.append("code_fence")
        value = decoded(text)
    if value is None and "{" in text:
        value = _objects_within(text)
        if value is not None:
            repairs.append("surrounding_text")
    if value is None and "'" in text:
        value = decoded(_double_quoted(text))
        if value is not None:
            repairs.append("single_quotes")
    for _ in range(_ENCODED):
        if not isinstance(value, str):
            break
        value = decoded(value)
        if "encoded_twice" not in repairs:
            repairs.append("encoded_twice")
    if not isinstance(value, JsonObject):
        return Arguments(None, ())
    if value.repeated:
        repairs.append("repeated_key")
    return Arguments(value, tuple(repairs))


_BLANKS = " \t\r\n"
"""What JSON takes for blanks."""


def decoded(text: str) -> object:
    """The value of a JSON text, with its objects as `JsonObject`; None where it is no JSON, or JSON's own null."""
    try:
        # It refuses what json takes and no later use bears: halves of surrogate pairs, NaN, hundreds of levels.
        pydantic_core.from_json(text, allow_inf_nan=False)
        value: object = _with_all_pairs(text.lstrip(_BLANKS))[0]
    except (ValueError, TypeError, RecursionError):  # TypeError: the text holds half a surrogate pair
        return None
    return value


def object_end(text: str, start: int, brackets: str = "{}") -> int:
    """Where the object (or, with `[]`, the list) that begins at `start` ends, -1 if it is never closed."""
    depth, quoted, escaped = 0, False, False
    for position in range(start, len(text)):
        character = text[position]
        if quoted:
            escaped, quoted = character == "\\" and not escaped, character != '"' or escaped
        elif character == '"':
            quoted = True
        elif character in brackets:
            depth += 1 if character == brackets[0] else -1
            if depth == 0:
                return position + 1
    return -1


def _objects_within(text: str) -> JsonObject | None:
    """All the objects in a text as one, None if one of them is broken."""
    pairs: list[tuple[str, object]] = []
    start = text.find("{")
    while start >= 0:
        end = object_end(text, start)
        value = decoded(text[start:end]) if end > 0 else None
        if not isinstance(value, JsonObject):
            return None
        pairs.extend(value.pairs)
        start = text.find("{", end)
    return JsonObject(pairs)


def _double_quoted(text: str) -> str:
    return _SINGLE_QUOTED.sub(lambda match: '"' + match[1].replace('"', '\\"').replace("\\'", "'") + '"', text)


def _plain(value: object) -> object:
    return value.strip().lower() if isinstance(value, str) else value
