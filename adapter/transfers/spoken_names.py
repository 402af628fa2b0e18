"""What destinations are called to callers, and finding those names among words."""

from collections.abc import Mapping
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

    def among(self, words: Words) -> set[str]:
        """The keys whose names stand among folded words."""
        return {
            key
            for at, word in enumerate(words)
            for name, key in self._beginning.get(word, ())
            if words[at : at + len(name)] == name
        }
