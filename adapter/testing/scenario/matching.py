"""Matching: whether a request is one that a rule of a scenario is for, and what speaks against it."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from difflib import get_close_matches
from functools import lru_cache

from adapter.testing.scenario.received_request import Asked
from adapter.testing.scenario.rules import Match, System, Words

_WORD = re.compile(r"\w+")
_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i"})


def fits(match: Match, asked: Asked) -> bool:
    """Whether a rule is for a request."""
    return next(_misses(match, asked, _plain), None) is None


def misses(match: Match, asked: Asked) -> dict[str, str]:
    """The conditions that a request does not meet, by field, and what looks like them; empty if the rule is for it."""
    return dict(_misses(match, asked, _almost))


def conditions(match: Match) -> int:
    """How many conditions there are."""
    return len(match.model_fields_set)


_Told = Callable[[str, Iterable[str]], str]
"""How something that is missing is told of, knowing what there is."""


def _plain(wanted: str, _: Iterable[str]) -> str:
    return wanted


def _almost(wanted: str, there: Iterable[str]) -> str:
    """With what could have been meant: a plural, a mistake in typing."""
    near = get_close_matches(_folded(wanted).strip(), list(dict.fromkeys(there)), n=1, cutoff=0.7)
    return f'{wanted} (but "{near[0]}")' if near else wanted


def _misses(match: Match, asked: Asked, told: _Told) -> Iterator[tuple[str, str]]:
    if match.words is not None and (lack := _lack(match.words, asked.last_said, "said", told)):
        yield "words", lack
    if match.regex is not None and not re.search(match.regex, asked.last_said):
        yield "regex", f"not found: {match.regex}"
    if match.model is not None and match.model != asked.model:
        yield "model", f"not {match.model}"
    if match.turn is not None and match.turn != asked.turn:
        yield "turn", f"not {match.turn}"
    absent = [tool for tool in match.tools if tool not in asked.offered.names and tool not in asked.offered.keys]
    if absent:
        there = sorted({*asked.offered.keys, *asked.offered.names})
        yield "tools", f"not offered: {', '.join(told(each, there) for each in absent)}"
    if match.system is not None and (lack := _system(match.system, asked, told)):
        yield "system", lack


def _system(system: System, asked: Asked, told: _Told) -> str:
    if system.words is not None and (lack := _lack(system.words, asked.system, "in it", told)):
        return lack
    if system.regex is not None and not re.search(system.regex, asked.system):
        return f"not found: {system.regex}"
    if system.identity is not None and system.identity != asked.system_identity:
        return f"not {system.identity}"
    return ""


def _lack(words: Words, text: str, where: str, told: _Told) -> str:
    """Which words a text lacks, "" if it has them."""
    folded = _folded(text)
    lacking = [each for each in words.all if _folded(each) not in folded]
    if lacking:
        return f"not {where}: {', '.join(told(each, folded.split()) for each in lacking)}"
    if words.any and not any(_folded(each) in folded for each in words.any):
        return f"none {where} of: {', '.join(told(each, folded.split()) for each in words.any)}"
    return ""


@lru_cache(maxsize=512)
def _folded(text: str) -> str:
    """The words of a text between blanks, without case and accents: whole words can then be found in it."""
    parts = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    return f" {' '.join(_WORD.findall(''.join(part for part in parts if not unicodedata.combining(part))))} "
