"""The report of a result: what is wrong first, then how sure the figures are, and every row to be found."""

import json
from collections.abc import Sequence
from typing import Final

from adapter.evals.metrics.confusion import Confusion
from adapter.evals.metrics.formatting import percent
from adapter.evals.metrics.summary import Summary
from adapter.evals.report.entries import outcome_title, titled
from adapter.evals.report.figures import (
    RATE_TITLES,
    costs,
    identity,
    latency,
    rate_text,
    rate_whisker,
    reliability,
    tiles,
)
from adapter.evals.report.listing import Facet, choice, listing
from adapter.evals.report.page import page
from adapter.evals.report.result_rows import ORDERS, mixups_of, pair_title, row_entries, row_facets
from adapter.evals.report.texts import shown
from adapter.evals.rows import Row

MIXUPS: Final = 12
"""Kinds of mistakes that stand above the list; the filter and the table have all of them."""
_LINES: Final = 60
"""Lines and columns of the table: a thousand of each are a million cells, which no browser shows and nobody reads."""
_DEPTHS: Final = 5
"""Depths of colour in the table: more cannot be told apart, and the deepest still leaves its figure readable."""


def report_html(summary: Summary, rows: Sequence[Row], *, tools: Sequence[object] = (), system: str = "") -> str:
    """One self-contained page. `tools` and `system` are what the model was sent, for whoever wants to see it."""
    accuracy = summary.rates["accuracy"]
    headline = f"{percent(summary.accuracy)} right, {percent(accuracy.low)} to {percent(accuracy.high)}"
    measured = summary.identity
    mixups = mixups_of(rows)
    facets = row_facets(summary, rows, mixups)
    return page(
        "result",
        f"{headline} · {measured.model} · {measured.directory}",
        headline=headline,
        measured=f"{_cases(summary.cases)} · {measured.model} · {measured.prompt} · {measured.directory}",
        tiles=list(tiles(summary)),
        failures_title=_failures_title(mixups.total()),
        outcomes=_outcomes(summary, facets),
        mixups=[
            {"title": pair, "count": count, "choose": choice(facets, "pair", pair)}
            for pair, count in mixups.most_common(MIXUPS)
        ],
        more_mixups=max(0, len(mixups) - MIXUPS),
        list=listing(row_entries(rows, mixups), facets, ORDERS, noun="row"),
        rates=[rate_whisker(RATE_TITLES.get(name, name), rate) for name, rate in summary.rates.items()],
        repeated=measured.repeats > 1,
        tags=[{**rate_whisker(tag, rate), "choose": choice(facets, "tag", tag)} for tag, rate in summary.tags.items()],
        accuracy_at=f"{100 * summary.accuracy:.2f}",
        confusion=_confusion(summary, facets),
        destinations=[
            {
                "key": key,
                "choose": choice(facets, "destination", key),
                "precision": rate_text(rates.precision),
                "recall": rate_text(rates.recall),
                "f1": "–" if rates.f1 is None else f"{rates.f1:.2f}",
                "expected": rates.recall.total,
                "got": rates.precision.total,
            }
            for key, rates in summary.destinations.items()
        ],
        reliability=reliability(summary),
        latency=latency(summary, rows),
        costs=list(costs(summary)),
        identity=list(identity(summary)),
        tools=shown(json.dumps(list(tools), indent=2, ensure_ascii=False)),
        tool_count=len(tools),
        system=shown(system),
    )


def _outcomes(summary: Summary, facets: Sequence[Facet]) -> list[dict[str, object]]:
    parts: list[dict[str, object]] = []
    before = 0
    for outcome, count in summary.outcomes.items():
        if count:
            parts.append(
                {
                    "outcome": outcome,
                    "title": outcome_title(outcome),
                    "count": count,
                    "from": f"{100 * before / summary.rows:.2f}",
                    "width": f"{100 * count / summary.rows:.2f}",
                    "choose": choice(facets, "outcome", outcome_title(outcome)),
                }
            )
        before += count
    return parts


def _confusion(summary: Summary, facets: Sequence[Facet]) -> dict[str, object]:
    confusion = summary.confusion
    lines, columns = _shown_confusion(confusion)
    rows = []
    for line in lines:
        expected, counts = confusion.expected[line], confusion.counts[line]
        total = sum(counts)
        cells = []
        for column in columns:
            got, count = confusion.got[column], counts[column]
            pair = pair_title(expected, got)
            depth = min(_DEPTHS, 1 + _DEPTHS * count // total)
            kind = f"{'hit' if expected == got else 'miss'} d{depth}" if count else ""
            choose = choice(facets, "pair", pair) if count else ""
            cells.append({"count": count, "kind": kind, "title": pair, "choose": choose})
        rows.append({"name": titled(expected), "cells": cells, "total": total})
    note = "Blue is right, red is not. Where several destinations are accepted, the line is the one taken."
    left = len(confusion.expected) - len(lines)
    return {
        "columns": [titled(confusion.got[column]) for column in columns],
        "rows": rows,
        "note": f"{note} {left:,} more lines, with fewer mistakes, are left out." if left else note,
    }


def _shown_confusion(confusion: Confusion) -> tuple[list[int], list[int]]:
    """The lines and columns that are shown, by their places: of many those with the most mistakes."""
    lines, columns = range(len(confusion.expected)), range(len(confusion.got))

    def mistakes(line: int) -> int:
        names = zip(confusion.got, confusion.counts[line], strict=True)
        return sum(count for got, count in names if got != confusion.expected[line])

    shown = sorted(sorted(lines, key=mistakes, reverse=True)[:_LINES])
    met = sorted(columns, key=lambda column: sum(confusion.counts[line][column] for line in shown), reverse=True)
    return shown, sorted(met[:_LINES])


def _cases(count: int) -> str:
    return f"{count:,} case" if count == 1 else f"{count:,} cases"


def _failures_title(count: int) -> str:
    if not count:
        return "Every case was right"
    return "1 row was not right" if count == 1 else f"{count:,} rows were not right"
