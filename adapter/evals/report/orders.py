"""Orders: where each item comes by each of several keys, as whole numbers that a script can compare."""

import re
from collections.abc import Callable, Sequence
from typing import Any, Final, TypeVar

_Item = TypeVar("_Item")
_DIGITS: Final = re.compile(r"([0-9]+)")


def ranked(items: Sequence[_Item], *keys: Callable[[_Item], Any]) -> list[tuple[int, ...]]:
    """The place of each item in the order of each key; where a key does not tell, they stay as they are."""
    places = []
    for key in keys:
        order = sorted(range(len(items)), key=lambda place: key(items[place]))
        at = [0] * len(items)
        for rank, place in enumerate(order):
            at[place] = rank
        places.append(at)
    return list(zip(*places, strict=True))


def natural(name: str) -> list[tuple[bool, int, str]]:
    """A key by which `c2` comes before `c10`."""
    return [_part(place % 2 == 1, part) for place, part in enumerate(_DIGITS.split(name))]


def _part(digits: bool, text: str) -> tuple[bool, int, str]:
    # Compared by length first and never made a number: an id may have more digits than Python reads.
    number = text.lstrip("0")
    return (True, len(number), number) if digits else (False, 0, text)
