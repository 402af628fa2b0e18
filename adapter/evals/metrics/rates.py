"""Rates with their 95 % intervals, also where a case was asked several times."""

import math
from collections.abc import Iterable, Sequence
from statistics import NormalDist
from typing import Final

from pydantic import BaseModel, ConfigDict

from adapter.evals.metrics.statistics import Interval, clustered_bootstrap, wilson

SEED: Final = 20260617
"""The same rows give the same intervals."""
FEW: Final = 30
"""Cases below which a bootstrap's interval is too narrow."""
MANY: Final = 500
"""Cases beyond which a bootstrap takes long and tells nothing more."""
_Z: Final = NormalDist().inv_cdf(0.975)


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
    with them whole cases are drawn in a bootstrap; with `MANY` cases, where that is slow, it is the Wilson interval of
    as many independent rows as vary alike. Where there are few cases, or all agree, so that nothing can be seen of how
    they vary, it is the Wilson interval over the cases, as if each had been asked once.
    """
    groups: dict[str, list[bool]] = {}
    for case, happened in events:
        groups.setdefault(case, []).append(happened)
    count, total = sum(map(sum, groups.values())), sum(map(len, groups.values()))
    low, high = _interval(list(groups.values()), count, total)
    return Rate(count=count, total=total, value=count / total if total else None, low=low, high=high)


def mean_interval(groups: Sequence[Sequence[float]]) -> Interval:
    """The interval of the mean over all values, where the values of one group belong together: by a bootstrap, and
    beyond `MANY` groups, where it comes to the same, by the normal distribution."""
    if len(groups) <= MANY:
        return clustered_bootstrap(groups, seed=SEED)
    mean = math.fsum(map(math.fsum, groups)) / sum(map(len, groups))
    reach = _Z * math.sqrt(_variance(groups, mean))
    return Interval(mean - reach, mean + reach)


def _interval(groups: list[list[bool]], count: int, total: int) -> Interval:
    if len(groups) == total:
        return wilson(count, total)
    rate = count / total
    cases = len(groups)
    if cases >= FEW and len({sum(group) / len(group) for group in groups}) > 1:
        if cases <= MANY:
            return clustered_bootstrap(groups, seed=SEED)
        cases = round(rate * (1 - rate) / _variance(groups, rate))
    # Between two whole counts the wider end of each holds.
    return Interval(wilson(math.floor(rate * cases), cases).low, wilson(math.ceil(rate * cases), cases).high)


def _variance(groups: Sequence[Sequence[float]], mean: float) -> float:
    """The variance of the mean, by how far whole groups are from it (linearisation of a ratio)."""
    away = math.fsum((math.fsum(group) - mean * len(group)) ** 2 for group in groups)
    return away / sum(map(len, groups)) ** 2
