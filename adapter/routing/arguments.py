"""Tool call arguments: from raw text to an object, by the repairs that can change no meaning."""

import re
from typing import NamedTuple

import pydantic_core

from adapter.routing.decision import Repair

MAX_CHARACTERS = 20_000
"""Longer argument text is not looked at beyond this: no valid call comes near it."""

_FENCE = re.compile(r"\s*```[a-zA-Z]*\s*(?P<inner>.*?)\s*(?:```\s*)?", re.DOTALL)
_SINGLE_QUOTED = re.compile(r"'((?:[^'\\]|\\.)*)'")


class Arguments(NamedTuple):
    """The object, or None if there is none to be read, and what it took."""

    values: dict[str, object] | None
    repairs: tuple[Repair, ...]


def read_arguments(text: str) -> Arguments:
    """Reads the raw argument text of a tool call. Never raises.

    Repairs, in this order and only where plain JSON fails: a code fence, text around the object, single quotes, JSON
    within a JSON string. Nothing is guessed: an object that is cut off stays unreadable. Empty text is an empty object,
    as some servers send it for a call without arguments.
    """
    text = text[:MAX_CHARACTERS].strip().lstrip("\ufeff")
    if not text:
        return Arguments({}, ())
    repairs: list[Repair] = []
    value = _json(text)
    if value is None and (match := _FENCE.fullmatch(text)) and "```" in text:
        text = match["inner"]
        repairs.append("code_fence")
        value = _json(text)
    if value is None and "{" in text:
        start = text.index("{")
        value, rest = _first_object(text[start:])
        if value is not None and (start or rest):
            repairs.append("surrounding_text")
    if value is None and "'" in text:
        value = _json(_double_quoted(text))
        if value is not None:
            repairs.append("single_quotes")
    if isinstance(value, str):
        value = _json(value)
        repairs.append("encoded_twice")
    return Arguments(value, tuple(repairs)) if isinstance(value, dict) else Arguments(None, ())


def _json(text: str) -> object:
    try:
        value: object = pydantic_core.from_json(text, allow_inf_nan=False)
    except (ValueError, TypeError):  # TypeError: the text holds half a surrogate pair
        return None
    return value


def _first_object(text: str) -> tuple[object, str]:
    """The object that the text begins with, and what follows it."""
    depth, quoted, escaped = 0, False, False
    for position, character in enumerate(text):
        if quoted:
            escaped, quoted = character == "\\" and not escaped, character != '"' or escaped
        elif character == '"':
            quoted = True
        elif character in "{}":
            depth += 1 if character == "{" else -1
            if depth == 0:
                return _json(text[: position + 1]), text[position + 1 :].strip()
    return None, ""


def _double_quoted(text: str) -> str:
    return _SINGLE_QUOTED.sub(lambda match: '"' + match[1].replace('"', '\\"').replace("\\'", "'") + '"', text)
