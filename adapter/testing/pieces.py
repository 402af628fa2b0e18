"""The pieces in which a stream brings a text, and how an event is written."""

import re
from collections.abc import Iterator

import pydantic_core

ARGUMENT_PIECE = 8
"""Characters of tool call arguments in one piece: few enough that keys and values are torn apart, as providers do."""

_WORD = re.compile(r"\s*\S+\s*\Z|\s*\S+|\s+")


def text_pieces(text: str) -> Iterator[str]:
    """A text word by word, nothing lost."""
    return (match[0] for match in _WORD.finditer(text))


def argument_pieces(arguments: str, size: int) -> Iterator[str]:
    """Argument text in pieces of so many characters."""
    return (arguments[start : start + size] for start in range(0, len(arguments), size))


def sse(data: object, event: str | None = None) -> bytes:
    """One server-sent event."""
    head = b"" if event is None else f"event: {event}\n".encode()
    return head + b"data: " + pydantic_core.to_json(data) + b"\n\n"
