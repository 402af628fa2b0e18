"""Keys: what a model has to write letter by letter."""

from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import combinations

from adapter.directory.directory import Directory
from adapter.directory.lint.finding import Finding, Rule
from adapter.search import terms

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


def key_of_a_tool(directory: Directory) -> Iterator[Finding]:
    """A transfer tool is named `transfer_to_` and the key, beside `transfer_call` and `hang_up`."""
    for key in directory.destinations:
        if key.startswith(("transfer_to", "transfer_call")) or key == "hang_up":
            yield Finding(
                code="key_of_a_tool",
                keys=(key,),
                message="has a key that reads like the name of a tool",
                mend="name what callers find there, such as cards",
            )


def key_of_another(directory: Directory) -> Iterator[Finding]:
    """A key that says what another destination's description says, and its own does not."""
    described = {key: {*terms(d.record.description or "")} for key, d in directory.destinations.items()}
    if len(described) > COMPARED_UP_TO:
        return
    for key, own in described.items():
        words = {*terms(key.replace("_", " "))}
        if not words or words & own or not own:
            continue
        other = next((name for name, theirs in described.items() if name != key and words <= theirs), None)
        if other is not None:
            yield Finding(
                code="key_of_another",
                keys=(key, other),
                message="the key of the first says what the description of the second says",
                mend="give the first a key that its own description explains",
            )


def derived_key(directory: Directory) -> Iterator[Finding]:
    """A description is edited whenever somebody tunes it; cases, reports and hours name the key."""
    keys = tuple(key for key, destination in directory.destinations.items() if destination.key_from == "description")
    if keys:
        several = len(keys) > 1
        yield Finding(
            code="derived_key",
            keys=keys,
            message=f"{'have keys that are' if several else 'has a key that is'} made from the first words of the"
            " description: an edit of them renames the tool, and labelled cases no longer find it",
            mend="give each a name, or write the keys down: transfer-adapter import FILE -o directory.yaml",
        )


def _ratio(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


RULES: tuple[Rule, ...] = (confusing_keys, key_of_a_tool, key_of_another, derived_key)
