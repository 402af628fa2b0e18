"""The report of a comparison: the verdict, what it rests on, and every changed case side by side."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass

from adapter.evals.comparison.comparison import Changed, Comparison, Group, Judgement
from adapter.evals.comparison.gate import Evidence
from adapter.evals.metrics.formatting import p_is, p_value, percent, points
from adapter.evals.report.page import page
from adapter.evals.report.plots import Scale, duration, whisker
from adapter.evals.report.rows import shown

SHOWN = 100
"""Changed cases of each kind that are shown; a page with more is slow on a phone."""

_VERDICTS: Mapping[Judgement, tuple[str, str]] = {
    "better": ("B is better", "better"),
    "no worse": ("B is at most 2 points worse, if at all", "better"),
    "identical": ("A and B are identical", "better"),
    "worse": ("B is worse", "worse"),
    "must regressed": ("B gets cases wrong that may never fail", "worse"),
    "cannot tell": ("It cannot be told from these cases", ""),
}


@dataclass(frozen=True, kw_only=True)
class Story:
    """How B came about: what was decided, the steps as name and text, and what was changed for it, as a diff."""

    title: str
    lines: Sequence[tuple[str, str]]
    diff: str = ""
    good: bool = True


def comparison_html(
    comparison: Comparison,
    *,
    story: Story | None = None,
    simulation: Sequence[tuple[str, str]] = (),
) -> str:
    """One self-contained page. `story` tells how B came about, where more was decided than this comparison says.

    `simulation` tells, as name and text, how often choosing by the best score errs, and choosing by the gate.
    """
    verdict, tone = _VERDICTS[comparison.judgement]
    evidence = comparison.evidence
    scale = _scale(evidence)
    return page(
        "comparison",
        f"{story.title if story else verdict} · {comparison.before.name} → {comparison.after.name}",
        headline=f"{comparison.before.name} → {comparison.after.name}",
        verdict=verdict,
        verdict_tone=tone,
        findings=list(_findings(comparison)),
        difference=[
            whisker(name, found.difference, *found.interval, scale=scale, form=points)
            for name, found in (("all cases", evidence), ("without provider errors", comparison.without_faults))
            if found is not None
        ],
        scale=f"{100 * scale.high:.0f}",
        rates=[
            whisker(name, side.accuracy, *side.interval, note=f"{side.right} of {side.rows}")
            for name, side in (("A", comparison.before), ("B", comparison.after))
        ],
        tiles=list(_tiles(comparison)),
        identities=[
            {
                "name": line.name.replace("_", " "),
                "before": line.before or "not said",
                "after": line.after or "not said",
                "differs": line.differs,
            }
            for line in comparison.identities
        ],
        groups=[
            _changed(title, cases, opened=opened)
            for title, cases, opened in (
                ("Regressions", comparison.regressions, True),
                ("Improvements", comparison.improvements, False),
                ("Neither, but otherwise than before", comparison.otherwise, False),
            )
            if cases
        ],
        tables=[_group(group) for group in (*comparison.destinations, *comparison.tags)],
        story=None if story is None else {**asdict(story), "lines": _lines(story.lines)},
        simulation=_lines(simulation),
    )


def _lines(pairs: Sequence[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"name": name, "value": value} for name, value in pairs]


def _scale(evidence: Evidence) -> Scale:
    """Wide enough for the interval, the same on both sides, and never so narrow that nothing looks like something."""
    reach = max(0.05, abs(evidence.interval.low), abs(evidence.interval.high))
    reach = min(1.0, -(-reach // 0.05) * 0.05)
    return Scale(low=-reach, high=reach)


def _findings(comparison: Comparison) -> Iterator[str]:
    evidence = comparison.evidence
    yield (
        f"{points(evidence.difference)} points ({points(evidence.interval.low)} to"
        f" {points(evidence.interval.high)}): {evidence.better} cases better, {evidence.worse} worse of"
        f" {evidence.cases}. By chance alone a split at least as uneven comes with {p_is(evidence.p)} (exact McNemar"
        " test)."
    )
    if comparison.must_regressions:
        yield f"Must cases that regressed: {', '.join(case.id for case in comparison.must_regressions)}."
    if comparison.needed is not None:
        yield f"About {comparison.needed.cases:,} cases of this kind would tell."
    yield from (f"{warning[:1].upper()}{warning[1:]}." for warning in comparison.warnings)


def _tiles(comparison: Comparison) -> Iterator[dict[str, str]]:
    for name, side in (("A", comparison.before), ("B", comparison.after)):
        yield {
            "title": f"{name} right",
            "value": percent(side.accuracy),
            "note": f"{percent(side.interval.low)} to {percent(side.interval.high)}, {side.right} of {side.rows}",
        }
    false = comparison.false_transfers
    if false.cases:
        yield {
            "title": "false transfers, A → B",
            "value": f"{false.rows - false.before} → {false.rows - false.after}",
            "note": f"of {false.rows}, {p_is(false.p)}",
        }
    yield {
        "title": "time of a turn, A → B",
        "value": f"{duration(comparison.before.seconds)} → {duration(comparison.after.seconds)}",
        "note": "mean",
    }
    yield {
        "title": "tokens, A → B",
        "value": f"{comparison.before.tokens:,} → {comparison.after.tokens:,}",
        "note": "read and written",
    }


def _changed(title: str, cases: Sequence[Changed], *, opened: bool) -> dict[str, object]:
    return {
        "title": f"{title} ({len(cases)})",
        "pairs": [
            {
                **shown(case.after),
                "title": case.id
                if case.repeats == 1
                else f"{case.id}, right {case.right_before} → {case.right_after} of {case.repeats}",
                "must": case.must,
                "before": shown(case.before),
                "after": shown(case.after),
                "open": opened and number < 3,
            }
            for number, case in enumerate(cases[:SHOWN])
        ],
        "more": max(0, len(cases) - SHOWN),
    }


def _group(group: Group) -> dict[str, object]:
    return {
        "name": group.name,
        "cases": group.cases,
        "before": percent(group.before / group.rows),
        "after": percent(group.after / group.rows),
        "better": group.better,
        "worse": group.worse,
        "p": p_value(group.p),
        "adjusted": p_value(group.adjusted),
    }
