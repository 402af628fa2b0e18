"""Deltas: the pieces in which a stream brings a text."""

import re
from collections.abc import Iterator

ARGUMENT_DELTA = 8
"""Characters of tool call arguments in one piece: few enough that keys and values are torn apart, as providers do."""

_WORD = re.compile(r"\s*\S+\s*\Z|\s*\S+|\s+")


def text_deltas(text: str) -> Iterator[str]:
    """A text word by word, nothing lost."""
    return (match[0] for match in _WORD.finditer(text))


def argument_deltas(arguments: str, size: int) -> Iterator[str]:
    """Argument text in pieces of so many characters."""
    return (arguments[start : start + size] for start in range(0, len(arguments), size))
