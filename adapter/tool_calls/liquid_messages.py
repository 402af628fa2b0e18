"""What the Liquid engine says of a template that it refuses, in words of those who wrote it, and in which line."""

import re
from typing import Final

from liquid.exceptions import LiquidError

_MEANINGS: Final = tuple(
    (re.compile(pattern), meaning)
    for pattern, meaning in (
        (r"expected '(\}\}|%\})', found end of file", r"a \1 is missing at the end of a variable or tag"),
        (r"missing tag name or closing delimiter", "a {% is not closed by %}"),
        (r"expected tag (\w+)", r"{% \1 %} is missing"),
        (r"unexpected tag '(end\w+|else|elsif|when)'", r"{% \1 %} has no beginning"),
        (r"unexpected tag '(raw|comment|doc)'", r"{% end\1 %} is missing"),
        (r"unexpected tag '(\w+)'", r"there is no tag {% \1 %}"),
        (r"unexpected ['\"]+", "a quotation mark is opened and never closed"),
        (r"expected in, found", "write {% for item in list %}"),
        (r"expected '='", "write {% assign name = value %}"),
        (r"^missing expression", "a condition or value is missing in a tag"),
        (r"expected word, found end", "the name of a filter is missing behind |"),
        (r"primitive expression|path segment|expected .*found end of expression", "something is missing in {{ … }}"),
        (
            r"expected end of expression, found",
            "too much stands in a {{ … }} or {% … %}: one value, then filters behind |",
        ),
        (r"unknown filter '(\w+)'", r"there is no filter \1"),
        (r"(\w+)\(\) (takes|missing|got)", r"the filter \1 has other arguments"),
        (r"loop iteration limit", "a loop runs too often"),
    )
)


def liquid_message(error: LiquidError) -> str:
    """What is wrong with a template."""
    said = str(error.message)
    if type(error).__name__ == "TemplateNotFoundError":
        return "other files cannot be included: write the text here"
    for pattern, meaning in _MEANINGS:
        found = pattern.search(said)
        if found is not None:
            return found.expand(meaning)
    return said


def liquid_line(error: LiquidError, text: str) -> int | None:
    """In which line of a template it is wrong, counted from 0; None where that is not known."""
    token = error.token
    if token is None or not 0 <= token.start_index <= len(text):
        return None
    return text.count("\n", 0, token.start_index)
