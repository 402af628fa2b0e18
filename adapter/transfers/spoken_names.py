"""What destinations are called to callers, and finding those names among words."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from adapter.directory import Destination
from adapter.tool_calls.language_names import folded_words

Words: TypeAlias = tuple[str, ...]


def spoken_name(destination: Destination) -> str:
    """What a destination is called to callers: its caller-ID name, else the words of its key."""
    return destination.policy.caller_id_name or destination.key.replace("_", " ")


class SpokenNames:
    """The names of a directory by their first words: time grows with the words that are looked through, not with how
    many names there are."""

    def __init__(self, destinations: Mapping[str, Destination]) -> None:
        self._beginning: dict[str, list[tuple[Words, str]]] = {}
        for key, destination in destinations.items():
            name = folded_words(spoken_name(destination))
            if name:
                self._beginning.setdefault(name[0], []).append((name, key))

    def among(self, words: Sequence[str]) -> dict[str, Words]:
        """The keys whose names stand among folded words, each with the words of its name."""
        return {
            key: name
            for first in self._beginning.keys() & set(words)
            for name, key in self._beginning[first]
            if has_phrase(words, name)
        }


def has_phrase(words: Sequence[str], phrase: Iterable[str]) -> bool:
    """Whether some words stand among others, one after the other."""
    sought = tuple(phrase)
    return bool(sought) and any(
        tuple(words[at : at + len(sought)]) == sought
        for at, word in enumerate(words[: len(words) - len(sought) + 1])
        if word == sought[0]
    )
