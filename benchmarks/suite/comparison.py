"""A run beside what the file says: which ratio is clearly worse, and which goals hold now."""

from collections.abc import Iterable, Mapping, Sequence

from rich.table import Table

from benchmarks.suite.figures import Figure
from benchmarks.suite.goals import GOALS, by_name
from benchmarks.suite.results import number, spread

MARGIN = 1.1
"""How far the medians have to be apart besides: a few rounds' spread may be narrower than what another hour brings."""


def clearly_worse(now: Figure, before: Figure | None) -> bool:
    """Whether every round's ratio is above every ratio of the file. Values are never compared: machines differ."""
    if before is None or before.against != now.against or now.ratio is None or before.ratio is None:
        return False
    return min(now.ratios) > max(before.ratios) and now.ratio > MARGIN * before.ratio


def clearly_better(now: Figure, before: Figure | None) -> bool:
    """The other way round: time to run `make bench`."""
    return before is not None and clearly_worse(before, now)


def compared(title: str, figures: Iterable[Figure], before: Mapping[str, Figure]) -> Table:
    """Each figure beside the file's."""
    shown = Table(title=title, title_justify="left")
    shown.add_column("measured")
    for heading in ("now", "× now", "× in the file", ""):
        shown.add_column(heading, justify="right" if heading else "left")
    for figure in figures:
        then = before.get(figure.name)
        mark = "[red]worse[/]" if clearly_worse(figure, then) else "better" if clearly_better(figure, then) else ""
        shown.add_row(
            figure.name,
            f"{number(figure.median)} {figure.unit}",
            _ratio(figure),
            "" if then is None else _ratio(then),
            mark,
        )
    return shown


def goals_met(figures: Sequence[Figure]) -> Table:
    """The goals whose figures this run has measured."""
    known = by_name(figures)
    shown = Table(title="Goals", title_justify="left")
    for heading in ("goal", "bound", "measured", ""):
        shown.add_column(heading)
    for goal in GOALS:
        measured, verdict = goal.measured(known), goal.verdict(known)
        if measured is not None:
            bound = f"{'≥' if goal.at_least else '≤'} {number(goal.bound)}{' ×' if goal.of == 'ratio' else ''}"
            said = "[red]not held[/]" if verdict == "not held" else verdict
            shown.add_row(goal.figure, bound, number(measured), said)
    return shown


def _ratio(figure: Figure) -> str:
    # rich reads brackets as markup
    return "" if figure.ratio is None else spread(figure.ratios, figure.ratio).replace("[", "\\[")
