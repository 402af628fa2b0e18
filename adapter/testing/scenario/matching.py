"""Matching: whether a request is one that a rule of a scenario is for, and what speaks against it."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from difflib import get_close_matches
from functools import lru_cache

from adapter.testing.scenario.received_request import ReceivedRequest
from adapter.testing.scenario.rules import Match, System, Words

_WORD = re.compile(r"\w+")
_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i"})


def matches(match: Match, request: ReceivedRequest) -> bool:
    """Whether a rule is for a request."""
    return next(_mismatches(match, request, _as_wanted), None) is None


def mismatches(match: Match, request: ReceivedRequest) -> dict[str, str]:
    """The conditions that a request does not meet, by field, and what looks like them; empty if the rule is for it."""
    return dict(_mismatches(match, request, _with_lookalike))


def condition_count(match: Match) -> int:
    """How many conditions there are."""
    return len(match.model_fields_set)


_Description = Callable[[str, Iterable[str]], str]
"""How something that is missing is told of, knowing what there is."""


def _as_wanted(wanted: str, _: Iterable[str]) -> str:
    return wanted


def _with_lookalike(wanted: str, there: Iterable[str]) -> str:
    """With what could have been meant: a plural, a mistake in typing."""
    near = get_close_matches(_folded(wanted).strip(), list(dict.fromkeys(there)), n=1, cutoff=0.7)
    return f'{wanted} (but "{near[0]}")' if near else wanted


def _mismatches(match: Match, request: ReceivedRequest, describe: _Description) -> Iterator[tuple[str, str]]:
    if match.words is not None and (missing := _missing_words(match.words, request.last_said, "said", describe)):
        yield "words", missing
    if match.regex is not None and not re.search(match.regex, request.last_said):
        yield "regex", f"not found: {match.regex}"
    if match.model is not None and match.model != request.model:
        yield "model", f"not {match.model}"
    if match.turn is not None and match.turn != request.turn:
        yield "turn", f"not {match.turn}"
    absent = [tool for tool in match.tools if tool not in request.offered.names and tool not in request.offered.keys]
    if absent:
        there = sorted({*request.offered.keys, *request.offered.names})
        yield "tools", f"not offered: {', '.join(describe(each, there) for each in absent)}"
    if match.system is not None and (missing := _system(match.system, request, describe)):
        yield "system", missing


def _system(system: System, request: ReceivedRequest, describe: _Description) -> str:
    if system.words is not None and (missing := _missing_words(system.words, request.system, "in it", describe)):
        return missing
    if system.regex is not None and not re.search(system.regex, request.system):
        return f"not found: {system.regex}"
    if system.identity is not None and system.identity != request.system_identity:
        return f"not {system.identity}"
    return ""


def _missing_words(words: Words, text: str, where: str, describe: _Description) -> str:
    """Which words a text lacks, "" if it has them."""
    folded = _folded(text)
    missing = [each for each in words.all if _folded(each) not in folded]
    if missing:
        return f"not {where}: {', '.join(describe(each, folded.split()) for each in missing)}"
    if words.any and not any(_folded(each) in folded for each in words.any):
        return f"none {where} of: {', '.join(describe(each, folded.split()) for each in words.any)}"
    return ""


@lru_cache(maxsize=512)
def _folded(text: str) -> str:
    """The words of a text between blanks, without case and accents: whole words can then be found in it."""
    parts = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    return f" {' '.join(_WORD.findall(''.join(part for part in parts if not unicodedata.combining(part))))} "
