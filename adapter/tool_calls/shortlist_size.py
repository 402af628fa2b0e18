"""How large a shortlist is, and what is always in it."""

from collections.abc import Collection, Sequence
from typing import Final

from adapter.directory import Directory
from adapter.errors import ToolsetError
from adapter.tool_calls.tool_definitions import NONE_OF_THESE

USUAL: Final = 20
LARGE: Final = 50
"""Beyond `LARGE_FROM` destinations, where the right one is often further down."""
LARGE_FROM: Final = 1_000
MAX_LISTED: Final = 250
"""Values of a shortlist: beyond so many OpenAI limits their characters (structured outputs), and models choose worse.
"""
MAX_SHORTLIST: Final = 90
"""Destinations of a turn: those that are listed on `none_of_these` have to fit in beside them."""


def shortlist_size(reachable: int, wanted: int | None) -> int:
    """How many destinations fit what was said. Raises `ToolsetError` for a number that no shortlist can have."""
    if wanted is None:
        return LARGE if reachable > LARGE_FROM else USUAL
    if not 1 <= wanted <= MAX_SHORTLIST:
        raise ToolsetError(f"a shortlist has 1 to {MAX_SHORTLIST} destinations: ADAPTER_SHORTLIST")
    return wanted


def always_listed(reachable: Sequence[str], directory: Directory, size: int) -> tuple[str, ...]:
    """The values of the shortlist for somebody who has said nothing: all keys where they are that few, else those that
    are pinned, the fallback, and `none_of_these`."""
    if len(reachable) <= size:
        return tuple(reachable)
    pinned = [key for key in reachable if directory.destinations[key].policy.pinned]
    if directory.fallback is not None and directory.fallback in reachable and directory.fallback not in pinned:
        pinned.append(directory.fallback)
    return (*pinned, NONE_OF_THESE)


def further(size: int) -> int:
    """How many destinations `none_of_these` brings at most: the next, and some that fit the model's own words."""
    return size + size // 2


def check_room(listed: Sequence[str], reachable: Collection[str], size: int) -> None:
    """Raises `ToolsetError` where what is always listed leaves no room, or a key is taken."""
    if NONE_OF_THESE in reachable:
        raise ToolsetError(f"{NONE_OF_THESE} is a value of its own in a shortlist: rename the key")
    room = MAX_LISTED - 1 - size - further(size)
    always = len(listed) - 1
    if NONE_OF_THESE in listed and always > room:
        raise ToolsetError(
            f"{always} destinations are always listed (policy.pinned, and the fallback), but a shortlist of {size} has"
            f" room for {room} beside what fits: pin fewer, or lower ADAPTER_SHORTLIST"
        )
