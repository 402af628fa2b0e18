"""Matching: whether a request is one that a rule of a scenario is for, and what speaks against it."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from adapter.testing.asked import Asked
from adapter.testing.scenario import Match, System, Words

_WORD = re.compile(r"\w+")
_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i"})


def misses(match: Match, asked: Asked) -> dict[str, str]:
    """The conditions that a request does not meet, by field; empty if the rule is for it."""
    return dict(_misses(match, asked))


def conditions(match: Match) -> int:
    """How many conditions there are."""
    return len(match.model_fields_set)


def _misses(match: Match, asked: Asked) -> Iterator[tuple[str, str]]:
    if match.words is not None and (lack := _lack(match.words, asked.last_said, "said")):
        yield "words", lack
    if match.regex is not None and not re.search(match.regex, asked.last_said):
        yield "regex", f"not found: {match.regex}"
    if match.model is not None and match.model != asked.model:
        yield "model", f"not {match.model}"
    if match.turn is not None and match.turn != asked.turn:
        yield "turn", f"not {match.turn}"
    absent = [tool for tool in match.tools if tool not in asked.offered.names and tool not in asked.offered.keys]
    if absent:
        yield "tools", f"not offered: {', '.join(absent)}"
    if match.system is not None and (lack := _system(match.system, asked)):
        yield "system", lack


def _system(system: System, asked: Asked) -> str:
    if system.words is not None and (lack := _lack(system.words, asked.system, "in it")):
        return lack
    if system.regex is not None and not re.search(system.regex, asked.system):
        return f"not found: {system.regex}"
    if system.identity is not None and system.identity != asked.system_identity:
        return f"not {system.identity}"
    return ""


def _lack(words: Words, text: str, where: str) -> str:
    """Which words a text lacks, "" if it has them."""
    folded = _folded(text)
    lacking = [each for each in words.all if _folded(each) not in folded]
    if lacking:
        return f"not {where}: {', '.join(lacking)}"
    if words.any and not any(_folded(each) in folded for each in words.any):
        return f"none {where} of: {', '.join(words.any)}"
    return ""


@lru_cache(maxsize=512)
def _folded(text: str) -> str:
    """The words of a text between blanks, without case and accents: whole words can then be found in it."""
    parts = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    return f" {' '.join(_WORD.findall(''.join(part for part in parts if not unicodedata.combining(part))))} "
