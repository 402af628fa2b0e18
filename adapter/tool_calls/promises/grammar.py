"""How a transfer is promised in a language: by verbs, persons and tenses, by who comes to the line, and what denies it.

A grammar is made of regular expressions that are matched against whole words in lower case, a single space between two
of them. `promises`, `promises_while_holding` and `holds` are matched without accents ("müller's" is `muller s`), what
takes a promise back with them, because "si" and "sí" are two words.
"""

import re
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True, kw_only=True, eq=False)
class Grammar:
    """The regular expressions of a language."""

    promises: tuple[str, ...]
    """A caller who hears one of these waits to be connected."""
    promises_while_holding: tuple[str, ...] = ()
    """The same, where the caller is asked to hold as well: "Off to the box office we go, hold tight." """
    holds: tuple[str, ...] = ()
    """Ask the caller to stay on the line. What they say is left out before anything else is looked at: "don't hang up"
    denies nothing."""
    conditions: tuple[str, ...] = ()
    """Anywhere in a sentence these make it depend on something, or leave it to the caller."""
    own_conditions: tuple[str, ...] = ()
    """The same, of words that other languages have with another meaning."""
    denials: tuple[str, ...] = ()
    """In the same clause these deny a promise, or make it no more than possible or past."""
    now: tuple[str, ...] = ()
    """Where a question ends the reply, only these make a promise: "I will connect you. What is it about?" offers."""

    @cached_property
    def promise(self) -> re.Pattern[str]:
        """What promises."""
        return any_of(self.promises)

    @cached_property
    def promise_while_holding(self) -> re.Pattern[str]:
        """What promises to a caller who is asked to hold."""
        return any_of(self.promises_while_holding)

    @cached_property
    def hold(self) -> re.Pattern[str]:
        """What asks to hold."""
        return any_of(self.holds)

    @cached_property
    def condition(self) -> re.Pattern[str]:
        """What a promise depends on."""
        return any_of((*self.conditions, *self.own_conditions))

    @cached_property
    def denial(self) -> re.Pattern[str]:
        """What denies a promise."""
        return any_of(self.denials)


def any_of(patterns: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the patterns, as whole words of a text that has a space around each. None of no patterns."""
    return re.compile(f"(?<= )(?:{'|'.join(patterns)})(?= )" if patterns else "(?!)")
