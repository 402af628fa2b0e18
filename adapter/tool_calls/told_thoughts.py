"""The thoughts in a reply as it came, whatever marks them, for people who want to see why a model chose as it did."""

from collections.abc import Iterator, Mapping
from typing import Final

import pydantic_core

from adapter.tool_calls.thoughts import is_thought, thoughts_in

MAX_THOUGHTS: Final = 20
_DEPTH: Final = 12
_FIELDS: Final = ("reasoning_content", "reasoning", "thinking", "thoughts")
"""Fields of a message in which servers tell thoughts beside its content."""
_TEXTS: Final = ("text", "thinking", "content", "summary")
"""Fields of a part that is a thought by its type in which its words are."""


def told_thoughts(content: bytes) -> tuple[str, ...]:
    """The thoughts in a body, each once, in order. Total: what is no JSON has none."""
    try:
        data = pydantic_core.from_json(content)
    except ValueError:
        return ()
    found: dict[str, None] = {}
    for thought in _within(data, 0):
        found.setdefault(thought)
        if len(found) == MAX_THOUGHTS:
            break
    return tuple(found)


def _within(value: object, depth: int) -> Iterator[str]:
    if depth > _DEPTH:
        return
    if isinstance(value, list):
        for item in value:
            yield from _within(item, depth + 1)
    elif isinstance(value, Mapping):
        if is_thought(value):
            yield from _words(value, depth)
            return
        for name, item in value.items():
            if isinstance(item, str):
                told = (item.strip(),) if name in _FIELDS else thoughts_in(item) if name in _TEXTS else ()
                yield from (thought for thought in told if thought)
            else:
                yield from _within(item, depth + 1)


def _words(part: Mapping[str, object], depth: int) -> Iterator[str]:
    for name in _TEXTS:
        item = part.get(name)
        if isinstance(item, str):
            if item.strip():
                yield item.strip()
        else:
            yield from _within(item, depth + 1)
