"""Many regular expressions over few words: which of them match is asked of all at once, in time that grows with the
text alone.

The patterns of the grammars look around themselves, which Python's expressions can and RE2's cannot. So an RE2 set of
the same patterns without that tells which may match, and only those are tried.
"""

import re
from collections.abc import Iterable, Iterator
from copy import copy
from functools import cached_property, lru_cache

import re2

_MEMORY = 24 << 20
"""Bytes that a set may take: the largest takes 12 MB when it is compiled, what it remembers of texts the rest."""


class Patterns:
    """Regular expressions that are looked for as whole words, in a text with a space around each of its words."""

    def __init__(self, sources: Iterable[str]) -> None:
        self.sources = tuple(sources)
        self._places = range(len(self.sources))
        self._candidates = lru_cache(maxsize=64)(self._asked_of_all)

    def part(self, places: range) -> "Patterns":
        """Those at these places, asked together with all others: for who asks one part after the other."""
        part = copy(self)
        part._places = places
        return part

    def may_match(self, text: str) -> bool:
        """Whether one of them could be in a text: where not, none of them is in any part of it that ends at a space."""
        candidates = self._candidates(text)
        return bool(candidates) and any(at in self._places for at in candidates)

    def found_in(self, text: str) -> bool:
        """Whether one of them is in a text."""
        return any(self.matches(text))

    def matches(self, text: str) -> Iterator[re.Match[str]]:
        """Where they are in a text, in no order."""
        for at in self._candidates(text):
            if at in self._places:
                yield from _compiled(self.sources[at]).finditer(text)

    def _asked_of_all(self, text: str) -> tuple[int, ...]:
        return tuple(self._set.Match(text) or ()) if self.sources else ()

    @cached_property
    def _set(self) -> "re2.Set":
        options = re2.Options()
        options.max_mem = _MEMORY
        found = re2.Set.SearchSet(options)
        for source in self.sources:
            found.Add(f" (?:{_widened(source)}) ")
        found.Compile()
        return found


@lru_cache(maxsize=2048)
def _compiled(source: str) -> re.Pattern[str]:
    return re.compile(f"(?<= )(?:{source})(?= )")


_PIECE = re.compile(
    r"\\(?P<escaped>.)|(?P<around>\(\?<?[=!])|(?P<open>\()|(?P<close>\))|\{(?P<times>\d+),?\d*\}\??|[^\\(){}]+"
)


_LONG = 60
"""Characters of a group. A shorter one takes RE2 not long, and tells more texts apart."""


def _widened(source: str) -> str:
    """A pattern that matches wherever `source` does, and more: what RE2 cannot do is left out, what takes it long to
    prepare is simpler (a word may come any number of times, and long lists of what may come several times are any
    words), and words are not ASCII alone."""
    kept: list[str] = []
    opened: list[int] = []  # where in them the groups begin that go on
    last = 0  # where the last of them begins, a character or a group
    skipped = 0  # how deep in what looks around
    for piece in _PIECE.finditer(source):
        before, last = last, len(kept)
        if piece["around"] or skipped:
            skipped += 1 if piece["around"] or piece["open"] else -1 if piece["close"] else 0
        elif piece["escaped"] == "w":
            kept.append("[^ ]")
        elif piece["times"] and _is_any_words("".join(kept[before:])):
            kept[before:] = ["(?:(?: [^ ]+)* ?)"]
        elif piece["times"]:
            kept.append("*" if piece["times"] == "0" else "+")
        elif piece["close"]:
            kept.append(")")
            last = opened.pop()
        else:
            if piece["open"]:
                opened.append(last)
            kept.append(piece[0])
    return "".join(kept)


def _is_any_words(group: str) -> bool:
    """Whether a long group begins with a space, whatever of it comes."""
    depth = 0
    for sign in group:
        depth += (sign == "(") - (sign == ")")
        if sign == "|" and depth == 1:
            return False
    return len(group) > _LONG and group.startswith("(?: ")
