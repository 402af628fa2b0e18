"""How a transfer is promised in a language: by verbs, persons and tenses, by who comes to the line, and what denies it.

A grammar is made of regular expressions that are matched against whole words in lower case, a single space between two
of them. `promises`, `promises_while_holding` and `holds` are matched without accents ("müller's" is `muller s`), what
takes a promise back with them, because "si" and "sí" are two words.
"""

from dataclasses import dataclass

from adapter.tool_calls.promises.patterns import Patterns


@dataclass(frozen=True, kw_only=True, eq=False)
class Grammar:
    """The regular expressions of a language."""

    promises: tuple[str, ...]
    """A caller who hears one of these waits to be connected."""
    promises_while_holding: tuple[str, ...] = ()
    """The same, where the caller is asked to hold as well: "Off to the box office we go, hold tight." """
    certain: tuple[str, ...] = ()
    """A sentence of these, or a clause, promises whatever the rest depends on or denies: "…, transferring you now." """
    holds: tuple[str, ...] = ()
    """Ask the caller to stay on the line. What they say is left out before anything else is looked at: "don't hang up"
    denies nothing."""
    conditions: tuple[str, ...] = ()
    """Anywhere in a sentence these make it depend on something, or leave it to the caller."""
    own_conditions: tuple[str, ...] = ()
    """The same, of words that other languages have with another meaning."""
    denials: tuple[str, ...] = ()
    """In the same clause these deny a promise, or make it no more than possible or past."""
    asides: tuple[str, ...] = ()
    """Behind a promise these take nothing back, whatever they deny: "… to a colleague who cannot …", "… because nobody
    here can …". """
    now: tuple[str, ...] = ()
    """Where a question ends the reply, only these make a promise: "I will connect you. What is it about?" offers."""
    tags: str = ""
    """Behind the last comma these make no question of what is told: "I'm putting you through now, okay?" """
    closings: str = ""
    """What a question asks for that ends a call and offers nothing of what is told before: "anything else". """
    closings_without: str = ""
    """What such a question asks besides: "… or shall I put you through?" """


@dataclass(frozen=True, kw_only=True, eq=False)
class Language:
    """A grammar ready to be looked for, and the signs."""

    promises: Patterns
    promises_while_holding: Patterns
    certain: Patterns
    signs: "Signs"


@dataclass(frozen=True, kw_only=True, eq=False)
class Signs:
    """What asks to hold, and what takes a promise back."""

    hold: Patterns
    condition: Patterns
    denial: Patterns
    aside: Patterns
    now: Patterns


@dataclass(frozen=True, kw_only=True, eq=False)
class Questions:
    """Those that take no promise back."""

    tag: Patterns
    closing: Patterns


def one_of(words: str) -> str:
    """A pattern for one of these words, separated by white space; an underscore in one is a space."""
    return f"(?:{'|'.join(words.split()).replace('_', ' ')})"
