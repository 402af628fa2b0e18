"""Cases for training, for validation, and held out for the test: what is alike is never divided."""

import hashlib
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

from adapter.errors import CasesError
from adapter.evals.cases import Case
from adapter.evals.cases.similarity import case_text, clusters, near_pairs

Shares: TypeAlias = tuple[float, float, float]
"""How much training, validation and test get, in any unit."""

SHARES: Shares = (40, 30, 30)
"""Nearly a third is held out, since the test alone decides whether a change is an improvement."""

SPLITS = ("train", "validation", "test")
PIN = "split:"
"""`split:test` and the like among a case's tags: its group goes there whatever the shares are."""

_FEW = 3  # groups of one expectation that each split could get one of


@dataclass(frozen=True, kw_only=True, slots=True)
class Splits:
    """Cases by what they are for, each in the order of the file. Every case is in exactly one of the three."""

    train: tuple[Case, ...]
    validation: tuple[Case, ...]
    test: tuple[Case, ...]


def split(cases: Sequence[Case], *, seed: int = 0, shares: Shares = SHARES) -> Splits:
    """Divides cases by `shares`, every expectation by itself as far as groups allow.

    Cases that share a `group:` tag, are nearly equal, or are linked by a chain of such cases, stay together. The result
    depends on the cases, the seed and the shares, not on the order of the file. Raises `CasesError` where one group is
    pinned to two splits or a pin names none, `ValueError` for shares that are negative, not finite, or all 0.
    """
    if min(shares) < 0 or not math.isfinite(sum(shares)) or not sum(shares):
        raise ValueError("shares: three numbers that are not negative, and not all 0")
    place: dict[str, int] = {}
    for stratum in _strata(groups(cases)):
        total = sum(map(len, stratum))
        target = [total * share / sum(shares) for share in shares]
        # The largest first, so that the small ones even out what those left uneven.
        for group in sorted(stratum, key=lambda group: (_pin(group) is None, -len(group), _shuffled(group, seed))):
            pinned = _pin(group)
            chosen = max(range(len(SPLITS)), key=target.__getitem__) if pinned is None else pinned
            target[chosen] -= len(group)
            place |= {case.id: chosen for case in group}
    train, validation, test = (
        tuple(case for case in cases if place[case.id] == number) for number in range(len(SPLITS))
    )
    return Splits(train=train, validation=validation, test=test)


def groups(cases: Sequence[Case]) -> list[list[Case]]:
    """The cases in groups that must not be divided, in the order of the file."""
    named: dict[str, list[int]] = {}
    for position, case in enumerate(cases):
        for name in case.groups:
            named.setdefault(name, []).append(position)
    links = [link for positions in named.values() for link in pairwise(positions)]
    links += near_pairs([case_text(case) for case in cases])
    return [[cases[position] for position in positions] for positions in clusters(len(cases), links)]


def _strata(of: Sequence[list[Case]]) -> Iterator[list[list[Case]]]:
    """The groups by what most of their cases expect; those of rare expectations together, so that none is left out."""
    by_expectation: dict[tuple[str, ...], list[list[Case]]] = {}
    for group in of:
        counted = Counter(tuple(sorted(case.accepted)) for case in group)
        expectation = min(counted, key=lambda accepted: (-counted[accepted], accepted))
        by_expectation.setdefault(expectation, []).append(group)
    rare: list[list[Case]] = []
    for stratum in by_expectation.values():
        if len(stratum) < _FEW:
            rare += stratum
        else:
            yield stratum
    yield rare


def _pin(group: Sequence[Case]) -> int | None:
    wanted = {tag.removeprefix(PIN): case.id for case in group for tag in case.tags if tag.startswith(PIN)}
    for name, identity in wanted.items():
        if name not in SPLITS:
            raise CasesError(f"case {identity!r}: tags: {PIN}{name} is no split; there are {', '.join(SPLITS)}")
    if len(wanted) > 1:
        raise CasesError(
            f"cases {', '.join(map(repr, wanted.values()))}: tags: one group pinned to {' and '.join(wanted)};"
            " cases of a group, or with nearly the same words, cannot be divided"
        )
    return SPLITS.index(next(iter(wanted))) if wanted else None


def _shuffled(group: Sequence[Case], seed: int) -> bytes:
    """An order that the seed decides, and nothing that the cases were sorted by."""
    return hashlib.sha256(f"{seed}\n{min(case.id for case in group)}".encode()).digest()
