"""What so many cases can prove, told before they are asked."""

from typing import Final

from adapter.evals.metrics.statistics import cases_needed

CHANGED: Final = 0.145
"""The share of cases that come out differently with another text, where nothing better is known: that of the simulated
routers of `benchmarks/selection.py`."""
LARGE: Final = 0.10
"""A gain beyond which few searches get: cases that prove no smaller one are few."""


def provable_gain(cases: int) -> float | None:
    """The smallest gain, in whole points as a share of 1, that the gate finds with so many held-out cases in 80 % of
    searches; None where not even a candidate that makes every case right is found so often."""
    return next((points / 100 for points in range(1, 101) if cases_to_prove(points / 100) <= cases), None)


def cases_to_prove(gain: float) -> int:
    """How many held-out cases it takes to find a gain in 80 % of searches."""
    return cases_needed(max(CHANGED, gain), gain)
