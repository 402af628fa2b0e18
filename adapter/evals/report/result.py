"""The report of a result: what was measured, how sure that is, and every case that was not right."""

import json
from collections.abc import Iterator, Sequence

from adapter.evals.metrics.confusion import ERROR, NONE, Confusion
from adapter.evals.metrics.formatting import percent
from adapter.evals.metrics.rates import Rate
from adapter.evals.metrics.summary import Summary
from adapter.evals.report.page import page
from adapter.evals.report.plots import duration, line, steps, whisker
from adapter.evals.report.rows import NO_TRANSFER, shown, title
from adapter.evals.rows import Row

SHOWN = 300
"""Rows that are shown with their dialogue; a page with more is slow on a phone."""

_TITLES = {
    "accuracy": "right, of all",
    "transfer_right": "right, of those to be transferred",
    "wrong_destination": "wrong destination",
    "missed": "not transferred, but should be",
    "no_transfer_right": "right, of those not to be transferred",
    "false_transfer": "transferred, but should not be",
    "asked_again": "asked again",
    "provider_error": "provider failed",
    "must": "right, of must cases",
}


def report_html(summary: Summary, rows: Sequence[Row], *, tools: Sequence[object] = (), system: str = "") -> str:
    """One self-contained page. `tools` and `system` are what the model was sent, for whoever wants to see it."""
    wrong = [row for row in rows if not row.right]
    # what may never happen first
    wrong.sort(key=lambda row: not row.must)
    accuracy = summary.rates["accuracy"]
    headline = f"{percent(summary.accuracy)} right, {percent(accuracy.low)} to {percent(accuracy.high)}"
    return page(
        "result",
        f"{headline} · {summary.identity.model} · {summary.identity.directory}",
        headline=headline,
        tiles=list(_tiles(summary)),
        outcomes=[
            {"outcome": outcome, "title": title(outcome), "count": count}
            for outcome, count in summary.outcomes.items()
            if count
        ],
        rates=[rate_whisker(_TITLES.get(name, title(name)), rate) for name, rate in summary.rates.items()],
        repeated=summary.identity.repeats > 1,
        confusion=_confusion(summary.confusion),
        destinations=[
            {
                "key": key,
                "precision": _rate(rates.precision),
                "recall": _rate(rates.recall),
                "f1": "–" if rates.f1 is None else f"{rates.f1:.2f}",
                "expected": rates.recall.total,
                "got": rates.precision.total,
            }
            for key, rates in summary.destinations.items()
        ],
        tags=[rate_whisker(tag, rate) for tag, rate in summary.tags.items()],
        accuracy_at=f"{100 * summary.accuracy:.2f}",
        reliability=_reliability(summary),
        latency=_latency(rows),
        costs=list(_costs(summary)),
        failures_title=_failures_title(len(wrong)),
        failures=[shown(row) for row in wrong[:SHOWN]],
        more=max(0, len(wrong) - SHOWN),
        identity=list(_identity(summary)),
        tools=json.dumps(list(tools), indent=2, ensure_ascii=False),
        tool_count=len(tools),
        system=system,
    )


def rate_whisker(label: str, rate: Rate) -> dict[str, str]:
    """A rate as the template `whiskers` draws it."""
    return whisker(label, rate.value, rate.low, rate.high, note=f"{rate.count} of {rate.total}")


def _tiles(summary: Summary) -> Iterator[dict[str, str]]:
    for name in ("transfer_right", "no_transfer_right", "false_transfer"):
        rate = summary.rates[name]
        value = "–" if rate.value is None else percent(rate.value)
        yield {
            "title": _TITLES[name],
            "value": value,
            "note": f"{percent(rate.low)} to {percent(rate.high)}, {rate.count} of {rate.total}",
        }
    failed = len(summary.must.failed)
    yield {
        "title": "must cases",
        "value": f"{summary.must.cases - failed} of {summary.must.cases}",
        "tone": "bad" if failed else "good" if summary.must.cases else "",
        "note": ", ".join(summary.must.failed[:3]) or "none failed",
    }
    errors = summary.rates["provider_error"]
    yield {
        "title": "provider errors",
        "value": str(errors.count),
        "tone": "odd" if errors.count else "",
        "note": "counted as not right, and as nothing else",
    }


def _rate(rate: Rate) -> str:
    return "–" if rate.value is None else f"{percent(rate.value)} ({100 * rate.low:.0f}–{100 * rate.high:.0f})"


def _confusion(confusion: Confusion) -> dict[str, object]:
    names = {NONE: NO_TRANSFER, ERROR: "provider error"}
    rows = []
    for name, counts in zip(confusion.expected, confusion.counts, strict=True):
        total = sum(counts)
        cells = [
            {
                "count": count,
                "kind": "zero" if not count else "hit" if name == got else "miss",
                "share": f"{0.15 + 0.75 * count / total:.2f}" if count else "0",
            }
            for got, count in zip(confusion.got, counts, strict=True)
        ]
        rows.append({"name": names.get(name, name), "cells": cells, "total": total})
    return {
        "columns": [names.get(name, name) for name in confusion.got],
        "rows": rows,
        "note": "Blue is right, red is not. Where several destinations are accepted, the line is the one taken.",
    }


def _reliability(summary: Summary) -> dict[str, object]:
    stability = summary.stability
    rates = [summary.accuracy] if stability is None else stability.pass_k
    note = (
        "Every case was asked once; --repeat 5 would show how often the same question gets another answer."
        if stability is None
        else f"Decided differently from repeat to repeat: {_rate(stability.flips)} of the cases."
    )
    return {
        "title": "Right k times out of k",
        "points": line(rates),
        "y": ["100 %", "50 %", "0 %"],
        "x": [f"k = {k}" for k in range(1, len(rates) + 1)],
        "marks": [],
        "note": note,
    }


def _latency(rows: Sequence[Row]) -> dict[str, object]:
    seconds = [row.seconds for row in rows if row.outcome != "provider_error"]
    end = max(seconds, default=0.0)
    return {
        "title": "Share of turns decided within …",
        "points": steps(seconds),
        "y": ["100 %", "50 %", "0 %"],
        "x": [duration(share * end) for share in (0, 0.25, 0.5, 0.75, 1)],
        "marks": [],
        "note": "As measured at the first real request; a kept reply keeps its time.",
    }


def _costs(summary: Summary) -> Iterator[dict[str, str]]:
    latency = summary.latency
    if latency is not None:
        yield {
            "name": "time of a turn",
            "value": f"half within {duration(latency.p50)}, 95 % within {duration(latency.p95)}, 99 % within"
            f" {duration(latency.p99)}, the slowest {duration(latency.max)}",
        }
    tokens = summary.tokens
    yield {
        "name": "tokens",
        "value": f"{tokens.input:,} read ({tokens.cached:,} from the provider's cache), {tokens.output:,} written",
    }
    money = summary.money
    yield {
        "name": "money",
        "value": "unknown: give a price table with --prices"
        if money is None
        else f"{money.total:,.4f} {money.currency}, {money.per_thousand:,.4f} {money.currency} for a thousand turns",
    }
    cost = summary.weighted_cost
    yield {
        "name": "weighted cost",
        "value": f"{cost.value:.3f} a turn ({cost.low:.3f} to {cost.high:.3f}), by the weights "
        + ", ".join(f"{title(outcome)} {weight:g}" for outcome, weight in summary.weights.items() if weight),
    }


def _identity(summary: Summary) -> Iterator[dict[str, str]]:
    for name, value in summary.identity.model_dump(mode="json").items():
        text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
        if text and value is not None:
            yield {"name": name.replace("_", " "), "value": text}


def _failures_title(count: int) -> str:
    return (
        "Every case was right" if not count else "1 row was not right" if count == 1 else f"{count} rows were not right"
    )
