"""Rates with their 95 % intervals, also where a case was asked several times."""

import math
from collections.abc import Iterable
from typing import Final

from pydantic import BaseModel, ConfigDict

from adapter.evals.statistics import Interval, clustered_bootstrap, wilson

SEED: Final = 20260617
"""The same rows give the same intervals."""
FEW: Final = 30
"""Cases below which a bootstrap's interval is too narrow."""


class Rate(BaseModel):
    """How often something happened: `count` out of `total`, with the ends of the 95 % interval.

    `value` is None where nothing was counted; the interval is then 0 to 1.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    count: int
    total: int
    value: float | None
    low: float
    high: float


def rate_of(events: Iterable[tuple[str, bool]]) -> Rate:
    """The rate of events, each with the id of its case.

    A case asked once: the Wilson interval. Repeats of a case are alike and count for less than as many cases would, so
    with them whole cases are drawn in a bootstrap; where that has too few cases, or no width because all cases agree,
    it is the Wilson interval over the cases, as if each had been asked once.
    """
    groups: dict[str, list[bool]] = {}
    for case, happened in events:
        groups.setdefault(case, []).append(happened)
    count, total = sum(map(sum, groups.values())), sum(map(len, groups.values()))
    low, high = _interval(list(groups.values()), count, total)
    return Rate(count=count, total=total, value=count / total if total else None, low=low, high=high)


def _interval(groups: list[list[bool]], count: int, total: int) -> Interval:
    if len(groups) == total:
        return wilson(count, total)
    shares = {sum(group) / len(group) for group in groups}
    if len(groups) >= FEW and len(shares) > 1:
        return clustered_bootstrap(groups, seed=SEED)
    cases = len(groups)
    alike = count / total * cases
    # Between two whole counts the wider end of each holds.
    return Interval(wilson(math.floor(alike), cases).low, wilson(math.ceil(alike), cases).high)
