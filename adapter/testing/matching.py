"""Matching: whether a request is one that a rule of a scenario is for, and what speaks against it."""

import re
import unicodedata
from collections.abc import Iterator

from adapter.testing.asked import Asked
from adapter.testing.scenario import Match

_WORD = re.compile(r"\w+")
_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i"})


def misses(match: Match, asked: Asked) -> dict[str, str]:
    """The conditions that a request does not meet, by field; empty if the rule is for it."""
    return dict(_misses(match, asked))


def conditions(match: Match) -> int:
    """How many conditions there are."""
    return len(match.model_fields_set)


def _misses(match: Match, asked: Asked) -> Iterator[tuple[str, str]]:
    if match.words is not None:
        said = _folded(asked.last_said)
        lacking = [words for words in match.words.all if _folded(words) not in said]
        if lacking:
            yield "words", f"not said: {', '.join(lacking)}"
        elif match.words.any and not any(_folded(words) in said for words in match.words.any):
            yield "words", f"none said of: {', '.join(match.words.any)}"
    if match.regex is not None and not re.search(match.regex, asked.last_said):
        yield "regex", f"not found: {match.regex}"
    if match.model is not None and match.model != asked.model:
        yield "model", f"not {match.model}"
    if match.turn is not None and match.turn != asked.turn:
        yield "turn", f"not {match.turn}"
    absent = [tool for tool in match.tools if tool not in asked.offered.names and tool not in asked.offered.keys]
    if absent:
        yield "tools", f"not offered: {', '.join(absent)}"


def _folded(text: str) -> str:
    """The words of a text between blanks, without case and accents: whole words can then be found in it."""
    parts = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    return f" {' '.join(_WORD.findall(''.join(part for part in parts if not unicodedata.combining(part))))} "
