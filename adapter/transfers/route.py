"""Where a decided transfer really leads now: along `policy.closed`, never to a spent or the call's own number."""

import re
from collections.abc import Collection, Mapping
from datetime import datetime
from itertools import pairwise
from typing import Literal, TypeAlias

from adapter.directory import Destination, Directory
from adapter.directory.numbers import country_code
from adapter.frozen import dataclass
from adapter.transfers.call_info import CallInfo
from adapter.transfers.hours import is_open

_SIGNS = re.compile(r"[0-9A-Za-z]")

Obstacle: TypeAlias = Literal[
    "closed",  # outside its hours, and nothing is named to use instead
    "spent",  # this call has tried it as often as it may
    "loop",  # its number is the caller's, the called or the assistant's own
]


INSTEAD: Mapping[Obstacle, Literal["closed", "unavailable"]] = {
    "closed": "closed",
    "spent": "unavailable",
    "loop": "unavailable",
}
"""The sentence of the prompt that the caller hears instead of being transferred."""

_WHY: Mapping[str, str] = {
    "closed": "it is closed",
    "spent": "it was tried as often as this call may",
    "loop": "its number is one of the call's own",
    "rejected": "the rejectionPlan does not allow it now",
    "not_offered": "the directory does not offer it",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class BlockedTransfer:
    """A transfer that was not made as it was meant, and why, for the log and the record.

    `rejected`: the directory's rejectionPlan did not allow it. `not_offered`: it is not in the directory any more, or
    cannot be dialled. `instead` is the key that stands in, None where nobody does and the caller is told.
    """

    obstacle: Obstacle | Literal["rejected", "not_offered"]
    destination: str
    instead: str | None = None

    def __str__(self) -> str:
        return f"no transfer to {self.destination}, {_WHY[self.obstacle]}; instead: {self.instead or 'none'}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Route:
    """Where a transfer leads that is meant for a destination: to `key`, or only as far as there because of an obstacle.

    `closed` are the closed ones that it passes, in order.
    """

    key: str
    obstacle: Obstacle | None = None
    closed: tuple[str, ...] = ()

    def blocked(self, instead: str | None = None) -> tuple[BlockedTransfer, ...]:
        """The transfers that the route does not make. `instead` is what stands in where it ends before an obstacle."""
        if not self.closed and self.obstacle is None:
            return ()
        stops = pairwise((*self.closed, self.key))
        passed = tuple(BlockedTransfer(obstacle="closed", destination=key, instead=onward) for key, onward in stops)
        if self.obstacle is None:
            return passed
        return (*passed, BlockedTransfer(obstacle=self.obstacle, destination=self.key, instead=instead))


def route_to(
    key: str, directory: Directory, call: CallInfo, now: datetime, *, exhausted: Collection[str] = ()
) -> Route:
    """The route to a destination of the directory: itself when it is open, else along `policy.closed`.

    `exhausted` are the keys that this call may not try any more. A directory with a circle of `closed` does not load.
    """
    closed: tuple[str, ...] = ()
    while True:
        destination = directory.destinations[key]
        if key in exhausted:
            return Route(key=key, obstacle="spent", closed=closed)
        if is_open(destination, now):
            return Route(key=key, obstacle="loop" if loops(destination, call) else None, closed=closed)
        if destination.policy.closed is None:
            return Route(key=key, obstacle="closed", closed=closed)
        closed = (*closed, key)
        key = destination.policy.closed


def fallback_route(
    directory: Directory, call: CallInfo, now: datetime, *, exhausted: Collection[str] = ()
) -> Route | None:
    """The route to the directory's fallback, None where it has none."""
    if directory.fallback is None:
        return None
    return route_to(directory.fallback, directory, call, now, exhausted=exhausted)


def reachable_fallback(
    directory: Directory, call: CallInfo, now: datetime, *, exhausted: Collection[str] = ()
) -> str | None:
    """The destination that the directory's fallback leads to, None where nobody can be reached by it.

    A fallback that is closed and names nothing to use instead is no way out: nobody would answer.
    """
    route = fallback_route(directory, call, now, exhausted=exhausted)
    return None if route is None or route.obstacle else route.key


def closed_keys(directory: Directory, now: datetime, *, exhausted: Collection[str] = ()) -> frozenset[str]:
    """The keys that are closed and lead nowhere else: they leave the tools until they open."""
    if not directory.timed:
        return frozenset()
    return frozenset(key for key in directory.timed if is_closed(key, directory, now, exhausted=exhausted))


def is_closed(key: str, directory: Directory, now: datetime, *, exhausted: Collection[str] = ()) -> bool:
    """Whether a destination is closed and leads nowhere else."""
    destination = directory.destinations[key]
    return (
        destination.policy.hours is not None
        and not is_open(destination, now)
        and not _leads_on(destination, directory, now, exhausted)
    )


def _leads_on(destination: Destination, directory: Directory, now: datetime, exhausted: Collection[str]) -> bool:
    key = destination.policy.closed
    while key is not None and key not in exhausted:
        destination = directory.destinations[key]
        if is_open(destination, now):
            return True
        key = destination.policy.closed
    return False


def loops(destination: Destination, call: CallInfo) -> bool:
    """Whether a transfer would ring at one of the call's own numbers: who called, who was called, the assistant's
    line.

    Platforms write them with or without a plus, and a withheld one not at all. What is dialled counts, with its
    extension.
    """
    record = destination.record
    appended = destination.policy.extension == "append" and record.extension
    dialled = _plain(f"{record.number}{record.extension}" if appended else record.number)
    for number in {call.from_number, call.to_number, call.own_number}:  # two of them are often the same
        if number and _same(dialled, _plain(number)):
            return True
    return False


def same_number(one: str, other: str) -> bool:
    """Whether two spellings are the same number: with a plus, `00`, neither, or in the national form, however spaced.

    Two numbers that both name their country are the same only if the country is.
    """
    return _same(_plain(one), _plain(other))


def _same(one: str, other: str) -> bool:
    """The same of numbers that are plain."""
    if one.startswith("+") == other.startswith("+"):
        return one == other and len(one) > 1
    plus, bare = (one, other) if one.startswith("+") else (other, one)
    digits = plus[1:]
    return bool(bare) and bare in (digits, digits.removeprefix(country_code(plus)))


def _plain(number: str) -> str:
    """A number without what is written between its digits; an exit code as a plus, and without a trunk zero."""
    if number[:1] == "+" and number[1:].isdigit() and number.isascii():
        return number
    signs = "".join(_SIGNS.findall(number.replace("(0)", ""))).lower()
    if number.lstrip().startswith("+"):
        return f"+{signs}"
    return f"+{signs[2:]}" if signs.startswith("00") else signs.removeprefix("0")
