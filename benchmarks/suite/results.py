"""RESULTS.md: written by the suite and read by it, a section a part, so that a part can be measured anew by itself."""

import re
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from benchmarks.suite.figures import Figure
from benchmarks.suite.goals import GOALS, Goal, by_name

HEAD = """# What it costs

Written by `make bench` ([how it is measured and read](../docs/architecture.md#what-it-costs)); not edited by hand.
CPU is user and system time of the measured process for one turn, call or request. Each figure is the median of all
rounds, in brackets the least and the most; × is the ratio to what is named before it, taken within a round. Read the
ratios: milliseconds are the machine's.
"""
WIDTH = 120
_ROW = re.compile(
    r"\| (?P<name>[^|]+) \| (?P<value>[^|]+) \| (?P<unit>[^|]+) \| (?P<against>[^|]*) \| (?P<ratio>[^|]*) \|"
)
_SPREAD = re.compile(r"(\S+)(?: \[(\S+), (\S+)\])?")


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    """A part as it stands in the file. `measured`: when, where and with what."""

    title: str
    says: str
    measured: str
    figures: tuple[Figure, ...] = field(default=())


def written(sections: Sequence[Section], goals: Sequence[Goal] = GOALS) -> str:
    """The whole file."""
    figures = by_name(figure for section in sections for figure in section.figures)
    lines = [HEAD, "## Goals\n", *_goals(goals, figures), ""]
    for section in sections:
        lines += [f"## {section.title}\n", f"{_wrapped(section.says)}\n", f"{_wrapped(section.measured)}\n"]
        lines += ["| measured | median [least, most] | unit | against | × [least, most] |", "|---|---|---|---|---|"]
        lines += [*map(_row, section.figures), ""]
    return "\n".join(lines)


def read(text: str) -> list[Section]:
    """The sections of a file that was written, their figures as the least, median and most that it tells."""
    found = []
    for part in re.split(r"^## ", text, flags=re.MULTILINE)[1:]:
        title, _, rest = part.partition("\n")
        if title == "Goals":
            continue
        said, _, table = rest.strip().partition("\n\n| measured |")
        says, _, measured = said.rpartition("\n\n")
        rows = (_ROW.fullmatch(line) for line in table.splitlines())
        figures = tuple(_figure(row) for row in rows if row and row["name"] != "---")
        found.append(
            Section(title=title, says=" ".join(says.split()), measured=" ".join(measured.split()), figures=figures)
        )
    return found


def _wrapped(text: str) -> str:
    return textwrap.fill(text, WIDTH, break_long_words=False, break_on_hyphens=False)


def merged(before: Iterable[Section], now: Iterable[Section], order: Sequence[str]) -> list[Section]:
    """What was measured now in the place of what was measured before, in the order of these titles."""
    sections = {section.title: section for section in (*before, *now)}
    return [sections[title] for title in order if title in sections]


def number(value: float) -> str:
    """Three digits, as people write them: 1,234 · 12.3 · 0.0123."""
    if value == 0:
        return "0"
    return f"{value:,.0f}" if abs(value) >= 1000 else _plain(f"{value:.3g}")


def spread(values: Sequence[float], median: float) -> str:
    """The median, and where there are several the least and the most."""
    if len(values) == 1:
        return number(median)
    return f"{number(median)} [{number(min(values))}, {number(max(values))}]"


def _plain(text: str) -> str:
    """Without an exponent."""
    return f"{float(text):f}".rstrip("0").rstrip(".") if "e" in text else text


def _goals(goals: Sequence[Goal], figures: Mapping[str, Figure]) -> list[str]:
    rows = ["| goal | bound | measured | | from |", "|---|---|---|---|---|"]
    for goal in goals:
        figure, verdict = figures.get(goal.figure), goal.verdict(figures)
        verdict_shown = f"**{verdict}**" if verdict == "not held" else verdict
        values = () if figure is None else figure.ratios if goal.of == "ratio" else figure.values
        median = goal.measured(figures)
        shown = "" if median is None else _sized(spread(values, median), goal, figure)
        bound = f"{'≥' if goal.at_least else '≤'} {_sized(number(goal.bound), goal, figure)}"
        rows.append(f"| {goal.figure} | {bound} | {shown} | {verdict_shown} | {goal.source} |")
    return rows


def _sized(text: str, goal: Goal, figure: Figure | None) -> str:
    if goal.of == "ratio":
        return f"{text} ×"
    return f"{text} {figure.unit}" if figure else text


def _row(figure: Figure) -> str:
    shown = "" if figure.ratio is None else spread(figure.ratios, figure.ratio)
    value = spread(figure.values, figure.median)
    return f"| {figure.name} | {value} | {figure.unit} | {figure.against} | {shown} |"


def _figure(row: re.Match[str]) -> Figure:
    return Figure(
        name=row["name"],
        unit=row["unit"],
        values=_values(row["value"]),
        against=row["against"],
        ratios=_values(row["ratio"]) if row["ratio"] else (),
    )


def _values(text: str) -> tuple[float, ...]:
    """Least, median and most, or the one there is."""
    found = _SPREAD.fullmatch(text)
    if found is None:
        raise ValueError(f"no figure of RESULTS.md: {text!r}")
    numbers = [float(each.replace(",", "")) for each in found.groups() if each is not None]
    return tuple(numbers)
