"""A figure: what was measured in each round, and its ratio to something else that was measured in the same round."""

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Figure:
    """One line of a table. Everything is a cost: less is better, unless a goal says otherwise.

    `values` are those of the rounds; of a figure that was read from a file its least, median and most. `ratios` are to
    the figure named `against`, each of its own round.
    """

    name: str
    unit: str
    values: tuple[float, ...]
    against: str = ""
    ratios: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        if not self.values or bool(self.against) != bool(self.ratios):
            raise ValueError(f"{self.name}: a figure has values, and ratios to something named")

    @property
    def median(self) -> float:
        """Of all rounds."""
        return statistics.median(self.values)

    @property
    def ratio(self) -> float | None:
        """The median of the rounds' ratios: not the ratio of the medians, whose rounds may differ."""
        return statistics.median(self.ratios) if self.ratios else None


def figures(unit: str, measured: Mapping[str, Sequence[float]], against: Mapping[str, str]) -> list[Figure]:
    """A figure for each thing that was measured, as `against` pairs them."""
    return [
        Figure(
            name=name,
            unit=unit,
            values=tuple(values),
            against=against.get(name, ""),
            ratios=ratios(values, measured[against[name]]) if name in against else (),
        )
        for name, values in measured.items()
    ]


def ratios(these: Sequence[float], those: Sequence[float]) -> tuple[float, ...]:
    """Round by round."""
    return tuple(one / other for one, other in zip(these, those, strict=True))


def paired(measured: Sequence[Figure], name: str, one: str, other: str) -> Figure:
    """One thing that was measured against another than it was measured against first."""
    values = {figure.name: figure.values for figure in measured}
    (figure,) = figures(
        next(each.unit for each in measured if each.name == one),
        {name: values[one], other: values[other]},
        {name: other},
    )[:1]
    return figure
