"""What a router's scores on labelled cases prove: the lowest threshold at which it is right often enough. Pure."""

import math
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from adapter.evals.metrics.statistics import clopper_pearson

STEP: Final = 0.05
"""Between the thresholds that are looked at. The more are tried, the likelier one of them passes by luck
(`benchmarks/calibration.py` shows by how much)."""
_MOST_STEPS: Final = 1_000
LOWEST: Final = 0.0
"""At a lower gate another destination, or none at all, is as near as the best one."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ScoredCase:
    """What the router makes of a case: the key it comes nearest to, None without any, and how sure it is of it.

    `accepted` are the keys that are right, none where no transfer is.
    """

    id: str
    accepted: tuple[str, ...]
    best: str | None
    gate: float

    @property
    def right(self) -> bool:
        """Whether a transfer to the nearest destination would be right."""
        return self.best in self.accepted


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """What happens at a threshold: of so many transfers so many are right, and the exact 95 % interval of that rate."""

    threshold: float
    transferred: int
    right: int
    low: float
    high: float

    @property
    def precision(self) -> float:
        """The share of the transfers that are right; 0 without any."""
        return self.right / self.transferred if self.transferred else 0.0


def standings(cases: Iterable[ScoredCase]) -> tuple[Standing, ...]:
    """What happens at each threshold, the lowest first, up to the highest at which anything is transferred."""
    surest = sorted((case for case in cases if _usable(case)), key=lambda case: case.gate)
    gates = [case.gate for case in surest]
    wrong_from = [0]
    for case in reversed(surest):
        wrong_from.append(wrong_from[-1] + (not case.right))
    found: list[Standing] = []
    for threshold in _thresholds(gates[-1]) if gates else ():
        transferred = len(gates) - bisect_left(gates, threshold)
        if not transferred:
            break
        right = transferred - wrong_from[transferred]
        low, high = clopper_pearson(right, transferred)
        found.append(Standing(threshold=threshold, transferred=transferred, right=right, low=low, high=high))
    return tuple(found)


def lowest_proven(found: Sequence[Standing], precision: float) -> Standing | None:
    """The lowest threshold whose interval lies at `precision` or above it as a whole, None where there is none."""
    return next((standing for standing in found if standing.low >= precision), None)


def transfers(case: ScoredCase, threshold: float) -> bool:
    """Whether a call would be transferred by itself at a threshold."""
    return _usable(case) and case.gate >= threshold


def _usable(case: ScoredCase) -> bool:
    return case.best is not None and math.isfinite(case.gate) and case.gate >= LOWEST


def _thresholds(highest: float) -> Iterable[float]:
    steps = min((highest - LOWEST) / STEP, _MOST_STEPS)
    return (round(LOWEST + STEP * step, 2) for step in range(math.floor(steps) + 2))
