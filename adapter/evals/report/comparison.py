"""The report of a comparison: the verdict, what was changed beside what came of it, and every changed case."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass

from adapter.evals.comparison.comparison import Comparison, Group, Judgement
from adapter.evals.comparison.gate import SIGNIFICANT, Evidence
from adapter.evals.comparison.verdict import verdict_sentence
from adapter.evals.metrics.formatting import p_is, p_value, percent, points
from adapter.evals.report.changed_cases import ORDERS, changed_entries, changed_facets
from adapter.evals.report.changed_texts import changes_shown
from adapter.evals.report.listing import Facet, choice, listing
from adapter.evals.report.page import page
from adapter.evals.report.plots import Scale, duration, whisker
from adapter.evals.report.texts import shown

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
    entries = changed_entries(comparison)
    facets = changed_facets(comparison, entries)
    return page(
        "comparison",
        f"{story.title if story else verdict} · {comparison.before.name} → {comparison.after.name}",
        headline=f"{comparison.before.name} → {comparison.after.name}",
        verdict=verdict,
        verdict_tone=tone,
        sentence=verdict_sentence(comparison),
        warnings=list(_warnings(comparison)),
        evidence=_evidence(comparison.evidence),
        without_faults=None if comparison.without_faults is None else _evidence(comparison.without_faults),
        changes=changes_shown(comparison, facets),
        unknown=not comparison.changes and any(line.differs for line in comparison.identities),
        rates=[
            whisker(name, side.accuracy, *side.interval, note=f"{side.right} of {side.rows}")
            for name, side in (("A", comparison.before), ("B", comparison.after))
        ],
        false_transfers=_false_transfers(comparison.false_transfers),
        costs=list(_costs(comparison)),
        identities=[
            {
                "name": line.name.replace("_", " "),
                "before": line.before or "not said",
                "after": line.after or "not said",
                "differs": line.differs,
            }
            for line in comparison.identities
        ],
        changed_title=_changed_title(comparison),
        list=listing(entries, facets, ORDERS, noun="case"),
        tables=[
            _table(title, facet, groups, facets)
            for title, facet, groups in (
                ("By destination", "destination", comparison.destinations),
                ("By tag", "tag", comparison.tags),
            )
            if groups
        ],
        story=None if story is None else _story(story, comparison),
        simulation=_lines(simulation),
    )


def _story(story: Story, comparison: Comparison) -> dict[str, object]:
    worded = any(change.kind != "setting" for change in comparison.changes)
    return {**asdict(story), "lines": _lines(story.lines), "diff": "" if worded else shown(story.diff)}


def _lines(pairs: Sequence[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"name": name, "value": value} for name, value in pairs]


def _warnings(comparison: Comparison) -> Iterator[str]:
    if comparison.must_regressions:
        yield f"Must cases that regressed: {', '.join(case.id for case in comparison.must_regressions)}."
    yield from (f"{warning[:1].upper()}{warning[1:]}." for warning in comparison.warnings)


def _evidence(evidence: Evidence) -> dict[str, object]:
    """One answer to one question: how far B is from A, and whether that may be chance."""
    scale = _scale(evidence)
    return {
        "text": f"{points(evidence.difference)} points ({points(evidence.interval.low)} to"
        f" {points(evidence.interval.high)}): better in {evidence.better}, worse in {evidence.worse} of"
        f" {evidence.cases} cases. By chance alone a split at least as uneven comes with {p_is(evidence.p)} (exact"
        " McNemar test).",
        "difference": [whisker("B − A", evidence.difference, *evidence.interval, scale=scale, form=points)],
        "scale": f"{100 * scale.high:.0f}",
    }


def _scale(evidence: Evidence) -> Scale:
    """Wide enough for the interval, the same on both sides, and never so narrow that nothing looks like something."""
    reach = max(0.05, abs(evidence.interval.low), abs(evidence.interval.high))
    reach = min(1.0, -(-reach // 0.05) * 0.05)
    return Scale(low=-reach, high=reach)


def _false_transfers(group: Group) -> str:
    if not group.cases:
        return ""
    return (
        f"Of {group.rows} rows in which nobody may be transferred, A transferred {group.rows - group.before} and B"
        f" {group.rows - group.after} ({p_is(group.p)})."
    )


def _costs(comparison: Comparison) -> Iterator[dict[str, str]]:
    before, after = comparison.before, comparison.after
    yield {"name": "mean time of a turn", "before": duration(before.seconds), "after": duration(after.seconds)}
    yield {"name": "tokens, read and written", "before": f"{before.tokens:,}", "after": f"{after.tokens:,}"}


def _changed_title(comparison: Comparison) -> str:
    worse, better = len(comparison.regressions), len(comparison.improvements)
    other = len(comparison.otherwise)
    if not (worse or better or other):
        return "No case came out differently"
    return f"{worse} worse, {better} better" + (f", {other} otherwise than before" if other else "")


def _table(title: str, facet: str, groups: Sequence[Group], facets: Sequence[Facet]) -> dict[str, object]:
    """Groups in which something changed, and apart from them those in which nothing did."""
    changed = [group for group in groups if group.better or group.worse]
    alike = [group for group in groups if not (group.better or group.worse)]
    return {
        "title": title,
        "lines": [_group(group, facet, facets) for group in changed],
        "alike": ", ".join(f"{group.name} {group.after} of {group.rows}" for group in alike),
    }


def _group(group: Group, facet: str, facets: Sequence[Facet]) -> dict[str, object]:
    return {
        "name": group.name,
        "choose": choice(facets, facet, group.name),
        "cases": group.cases,
        "before": percent(group.before / group.rows),
        "after": percent(group.after / group.rows),
        "better": group.better,
        "worse": group.worse,
        "chance": "no" if group.adjusted < SIGNIFICANT else "yes",
        "adjusted": p_value(group.adjusted),
    }
