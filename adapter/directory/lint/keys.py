"""Keys: what a model has to write letter by letter."""

from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import combinations

from adapter.directory.directory import Directory
from adapter.directory.lint.finding import Finding, Rule

ALIKE = 0.85
"""Likeness (difflib's ratio) of two keys from which on a model is likely to write one for the other."""

COMPARED_UP_TO = 300
"""Keys: comparing each with each takes time that grows with the square of their count."""


def confusing_keys(directory: Directory) -> Iterator[Finding]:
    keys = list(directory.destinations)
    if len(keys) > COMPARED_UP_TO:
        return
    for one, other in combinations(keys, 2):
        if one.rstrip("0123456789_") == other.rstrip("0123456789_") or _ratio(one, other) >= ALIKE:
            yield Finding(
                code="confusing_keys",
                keys=(one, other),
                message="have keys that differ so little that a model may write one for the other",
                mend="give each a key that says what only it is for",
            )


def _ratio(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


RULES: tuple[Rule, ...] = (confusing_keys,)
