"""The rows of a result as entries: those that are not right first, and what all are filtered and sorted by."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from adapter.evals.metrics.confusion import expected_of, got_of
from adapter.evals.metrics.summary import Summary
from adapter.evals.report.entries import (
    MUST,
    NO_TRANSFER,
    Entry,
    anchor,
    destinations_of,
    dialogue_of,
    expected_title,
    outcome_badge,
    outcome_title,
    reported_tags,
    side_of,
    titled,
    words_of,
)
from adapter.evals.report.listing import Facet
from adapter.evals.report.orders import natural, ranked
from adapter.evals.rows import OUTCOMES, Row

NOT_RIGHT: Final = "not right"
ORDERS: Final = (
    "must first, then the most frequent",
    "as in the case file",
    "case id",
    "slowest first",
    "most tokens first",
)


def pair_title(expected: str, got: str) -> str:
    """A cell of the confusion matrix in words."""
    return f"{titled(expected)} → {titled(got)}"


def mixups_of(rows: Sequence[Row]) -> Counter[str]:
    """What went wrong and how often: what was expected, and what came of it."""
    return Counter(_pair(row) for row in rows if not row.right)


def row_facets(summary: Summary, rows: Sequence[Row], mixups: Counter[str]) -> tuple[Facet, ...]:
    """What rows are filtered by. A page opens with those that are not right, where there are any."""
    outcomes = [outcome_title(outcome) for outcome in OUTCOMES if summary.outcomes[outcome]]
    met = {name for row in rows for name in destinations_of(row)}
    order = (*summary.destinations, *summary.confusion.expected, *summary.confusion.got)
    return (
        Facet(
            name="outcome",
            title="Outcome",
            every="all",
            values=[NOT_RIGHT, *outcomes] if mixups else outcomes,
            chosen=NOT_RIGHT if mixups else None,
        ),
        Facet(
            name="destination",
            title="Destination",
            every="any, expected or got",
            values=list(dict.fromkeys([*(titled(name) for name in order if titled(name) in met), *sorted(met)])),
        ),
        Facet(
            name="pair",
            title="Expected → got",
            every="all",
            values=list(dict.fromkeys([*(pair for pair, _ in mixups.most_common()), *map(_pair, rows)])),
        ),
        Facet(
            name="tag",
            title="Tag",
            every="all",
            values=sorted({tag for row in rows for tag in reported_tags(row)}),
        ),
        Facet(
            name="language",
            title="Language",
            every="all",
            values=sorted({row.language for row in rows if row.language}),
        ),
    )


def row_entries(rows: Sequence[Row], mixups: Mapping[str, int]) -> list[Entry]:
    """An entry for each row."""
    ranks = ranked(
        rows,
        lambda row: (row.right, not row.must, -mixups.get(_pair(row), 0), _pair(row)),
        lambda _: 0,
        lambda row: natural(anchor(row)),
        lambda row: -row.seconds,
        lambda row: -(row.input_tokens + row.output_tokens),
    )
    return [_entry(row, rank) for row, rank in zip(rows, ranks, strict=True)]


def _pair(row: Row) -> str:
    return pair_title(expected_of(row), got_of(row))


def _entry(row: Row, ranks: tuple[int, ...]) -> Entry:
    came = row.got or NO_TRANSFER
    outcome = outcome_title(row.outcome)
    return Entry(
        id=anchor(row),
        name=row.id if row.repeat == 1 else f"{row.id}, repeat {row.repeat}",
        words=words_of(row),
        note=f"{came}, as expected" if row.right else f"expected {expected_title(row)}, got {came}",
        badges=(outcome_badge(row.outcome), *([MUST] if row.must else [])),
        said=dialogue_of(row),
        sides=(side_of(row),),
        facets={
            "outcome": (outcome,) if row.right else (NOT_RIGHT, outcome),
            "destination": destinations_of(row),
            "pair": (_pair(row),),
            "tag": reported_tags(row),
            "language": (row.language,) if row.language else (),
        },
        ranks=ranks,
    )
