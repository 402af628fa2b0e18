"""Plots: where on a scale things stand, as numbers that a template draws with."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from adapter.evals.metrics.formatting import percent


@dataclass(frozen=True, kw_only=True, slots=True)
class Scale:
    """A scale whose ends are `low` and `high`."""

    low: float = 0.0
    high: float = 1.0

    def at(self, value: float) -> float:
        """Where a value stands, from 0 to 100; what is beyond an end stands at it."""
        share = (value - self.low) / (self.high - self.low)
        return 100 * min(1.0, max(0.0, share))


RATES = Scale()


def duration(seconds: float) -> str:
    """Seconds as people read them, such as `1.2 s` or `85 ms`."""
    return f"{seconds:.2g} s" if seconds >= 1 else f"{1000 * seconds:.3g} ms"


def whisker(
    label: str,
    point: float | None,
    low: float,
    high: float,
    *,
    note: str = "",
    scale: Scale = RATES,
    form: Callable[[float], str] = percent,
) -> dict[str, str]:
    """A point with its interval on a scale. Without a point, as of a rate of nothing, the interval stands alone."""
    return {
        "label": label,
        "point": "–" if point is None else form(point),
        "low": form(low),
        "high": form(high),
        "note": note,
        "from": f"{scale.at(low):.2f}",
        "to": f"{scale.at(high):.2f}",
        "at": "" if point is None else f"{scale.at(point):.2f}",
    }


def steps(values: Sequence[float]) -> str:
    """How the share of values up to x grows with x, from 0 to the largest, as a line in a field of 100 × 100."""
    ordered = sorted(values)
    end = (ordered[-1] if ordered else 0.0) or 1.0
    points = ["0,100"]
    for position, value in enumerate(ordered):
        x = 100 * value / end
        points += [f"{x:.2f},{100 - 100 * share / len(ordered):.2f}" for share in (position, position + 1)]
    return " ".join(points)


def line(values: Sequence[float]) -> str:
    """Rates at equal distances, as a line in a field of 100 × 100."""
    rates = [*values, *values] if len(values) == 1 else values
    return " ".join(
        f"{100 * position / (len(rates) - 1):.2f},{100 - 100 * rate:.2f}" for position, rate in enumerate(rates)
    )
