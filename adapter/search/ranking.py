"""Rankings: in which order a shortlist takes destinations, by what a caller has said."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from hashlib import blake2b
from typing import Final, Generic, Protocol, TypeVar

from adapter.search.lexical import LexicalIndex
from adapter.search.weights import WEIGHTS
from adapter.search.wish import wish_of

TURNS: Final = 3
"""Turns at the end of a dialogue that are read."""
REMEMBERED: Final = 512
"""Dialogues whose order is kept: whoever sends whole histories asks for the order of every turn again and again."""

T = TypeVar("T")


class Ranking(Protocol):
    """Orders destinations by what was said, oldest turn first. Safe under threads: one is shared by all calls."""

    @property
    def name(self) -> str:
        """What it goes by: `words`, or the `id` of an embedding model."""
        ...

    @property
    def remote(self) -> bool:
        """Whether `hear` waits for a network, and so has no place on an event loop."""
        ...

    def hear(self, turns: Sequence[str]) -> None:
        """Makes ready what `best` needs of what was said. A remote one raises `ModelError`."""
        ...

    def best(self, turns: Sequence[str], limit: int) -> Sequence[str]:
        """The keys that fit, the best first, at most `limit`; none where nothing was said that has content.

        The same for the same turns. Never waits: a remote one that has not heard them goes by their words alone.
        """
        ...

    def close(self) -> None:
        """Gives back connections and files. May be called twice."""
        ...


class LexicalRanking:
    """By shared words. Needs nothing beside Python."""

    name = "words"
    remote = False

    def __init__(self, keys: Sequence[str], index: LexicalIndex) -> None:
        """`index` has the text of each key, in the same order."""
        self._keys = keys
        self._index = index
        self._found: Remembered[tuple[str, ...]] = Remembered(REMEMBERED)

    def hear(self, turns: Sequence[str]) -> None:
        """Nothing to make ready."""

    def close(self) -> None:
        """Nothing to give back."""

    def best(self, turns: Sequence[str], limit: int) -> Sequence[str]:
        """As `Ranking` has it: only what shares a word."""
        said = wishes(turns)
        return self._found.of((*said, str(limit)), lambda: self._best(said, limit)) if said else ()

    def _best(self, said: Sequence[str], limit: int) -> tuple[str, ...]:
        shares = relative_scores(self._index, said, limit)
        best = sorted(shares, key=lambda position: (-shares[position], position))
        return tuple(self._keys[position] for position in best[:limit])


def wishes(turns: Sequence[str]) -> list[str]:
    """What is wished for in the last `TURNS`, oldest first: without what is denied, and without words of every call."""
    return [wish for turn in turns[-TURNS:] if (wish := wish_of(turn))]


def relative_scores(index: LexicalIndex, said: Sequence[str], limit: int) -> dict[int, float]:
    """The lexical score of the best positions, as a share of the best one: the last turn's, and some of all turns'."""
    last = _relative(index, said[-1], limit)
    if len(said) == 1:
        return last
    # the latest first: of a long text only the beginning is read
    together = _relative(index, " ".join(reversed(said)), limit)
    return {
        position: WEIGHTS.last * last.get(position, 0.0) + (1 - WEIGHTS.last) * together.get(position, 0.0)
        for position in {**last, **together}
    }


def _relative(index: LexicalIndex, text: str, limit: int) -> dict[int, float]:
    hits = index.best(text, limit)
    return {position: score / hits[0][1] for position, score in hits}


class Remembered(Generic[T]):
    """Values by the texts that they are of, the latest used. Of the texts only a digest is kept."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[bytes, T] = OrderedDict()
        self._changing = threading.Lock()

    def get(self, texts: Sequence[str]) -> T | None:
        """The value, if it is known."""
        key = _digest(texts)
        with self._changing:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def put(self, texts: Sequence[str], value: T) -> None:
        """Keeps a value, and makes room for it."""
        with self._changing:
            self._kept[_digest(texts)] = value
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)

    def of(self, texts: Sequence[str], made: Callable[[], T]) -> T:
        """The value, made if it is not known."""
        found = self.get(texts)
        if found is None:
            found = made()
            self.put(texts, found)
        return found


def _digest(texts: Sequence[str]) -> bytes:
    return blake2b("\0".join(texts).encode("utf-8", "surrogatepass"), digest_size=16).digest()
