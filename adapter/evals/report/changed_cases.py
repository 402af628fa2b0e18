"""The cases that came out differently, as entries with both sides, and what they are filtered and sorted by."""

from collections.abc import Sequence
from typing import Final

from adapter.evals.comparison.comparison import Changed, Comparison
from adapter.evals.metrics.confusion import got_of
from adapter.evals.report.entries import (
    MUST,
    Badge,
    Entry,
    Side,
    destinations_of,
    dialogue_of,
    expected_title,
    outcome_badge,
    reported_tags,
    side_of,
    titled,
    words_of,
)
from adapter.evals.report.listing import Facet
from adapter.evals.report.orders import natural, ranked
from adapter.evals.rows import Row

WORSE: Final = "worse"
BETTER: Final = "better"
OTHERWISE: Final = "otherwise"
ORDERS: Final = ("must first, then worse, better, otherwise", "case id", "expected destination")


def changed_entries(comparison: Comparison) -> list[Entry]:
    """Every changed case, those that got worse first and of them those that may never fail."""
    cases = [
        *((WORSE, case) for case in comparison.regressions),
        *((BETTER, case) for case in comparison.improvements),
        *((OTHERWISE, case) for case in comparison.otherwise),
    ]
    kinds = (WORSE, BETTER, OTHERWISE)
    ranks = ranked(
        cases,
        lambda case: (kinds.index(case[0]), not case[1].must),
        lambda case: natural(case[1].id),
        lambda case: expected_title(case[1].after),
    )
    return [_entry(kind, case, rank) for (kind, case), rank in zip(cases, ranks, strict=True)]


def changed_facets(comparison: Comparison, entries: Sequence[Entry]) -> tuple[Facet, ...]:
    """What changed cases are filtered by."""
    order = [group.name for group in comparison.destinations]
    return tuple(
        Facet(name=name, title=title, every=every, values=_met(name, entries, first))
        for name, title, every, first in (
            ("change", "Change", "all", [WORSE, BETTER, OTHERWISE]),
            ("destination", "Destination", "any, expected or got", order),
            ("tag", "Tag", "all", []),
            ("language", "Language", "all", []),
        )
    )


def _met(name: str, entries: Sequence[Entry], first: Sequence[str]) -> list[str]:
    met = {value for entry in entries for value in entry.facets[name]}
    return [*(value for value in first if value in met), *sorted(met.difference(first))]


def _entry(kind: str, case: Changed, ranks: tuple[int, ...]) -> Entry:
    before, after = case.before, case.after
    often = "" if case.repeats == 1 else f", right {case.right_before} → {case.right_after} of {case.repeats}"
    return Entry(
        id=case.id,
        name=f"{case.id}{often}",
        words=words_of(after),
        note=f"expected {expected_title(after)}: {titled(got_of(before))} → {titled(got_of(after))}",
        badges=(Badge(name=kind, title=kind), *([MUST] if case.must else [])),
        said=dialogue_of(after),
        sides=tuple(
            side_of(row, title=name, badges=(outcome_badge(row.outcome),))
            for name, row in (("A", before), ("B", after))
        ),
        facets={
            "change": (kind,),
            "destination": destinations_of(before, after),
            "tag": reported_tags(after),
            "language": tuple(dict.fromkeys(row.language for row in (before, after) if row.language)),
        },
        ranks=ranks,
    )


def _side(name: str, row: Row) -> Side:
    return side_of(row, title=name, badges=(outcome_badge(row.outcome),))
