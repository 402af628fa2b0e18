"""The figures of a result as a page shows them: tiles, curves, time and cost, and what was measured."""

from collections.abc import Iterator, Sequence

from adapter.evals.metrics.formatting import percent
from adapter.evals.metrics.rates import Rate
from adapter.evals.metrics.summary import Summary
from adapter.evals.report.entries import outcome_title
from adapter.evals.report.plots import duration, line, steps, whisker
from adapter.evals.rows import Row

RATE_TITLES = {
    "accuracy": "right, of all",
    "transfer_right": "right, of those to be transferred",
    "wrong_destination": "wrong destination",
    "missed": "not transferred, but should be",
    "no_transfer_right": "right, of those not to be transferred",
    "false_transfer": "transferred, but should not be",
    "asked_again": "asked again",
    "provider_error": "provider failed",
    "must": "right, of must cases",
    "shortlist_recall": "in the shortlist, of those to be transferred",
}


def rate_whisker(label: str, rate: Rate) -> dict[str, str]:
    """A rate as the template `whiskers` draws it."""
    return whisker(label, rate.value, rate.low, rate.high, note=f"{rate.count} of {rate.total}")


def rate_text(rate: Rate) -> str:
    """A rate with its interval in a cell of a table."""
    return "–" if rate.value is None else f"{percent(rate.value)} ({100 * rate.low:.0f}–{100 * rate.high:.0f})"


def tiles(summary: Summary) -> Iterator[dict[str, str]]:
    """What to look at first, a figure each."""
    for name in ("transfer_right", "no_transfer_right", "false_transfer"):
        rate = summary.rates[name]
        yield {
            "title": RATE_TITLES[name],
            "value": "–" if rate.value is None else percent(rate.value),
            "note": f"{percent(rate.low)} to {percent(rate.high)}, {rate.count} of {rate.total}"
            if rate.total
            else "no case of that kind",
        }
    failed = len(summary.must.failed)
    yield {
        "title": "must cases",
        "value": f"{summary.must.cases - failed} of {summary.must.cases}",
        "tone": "bad" if failed else "good" if summary.must.cases else "",
        "note": "right every time; the others come first below"
        if failed
        else "right every time"
        if summary.must.cases
        else "no case is marked must",
    }
    errors = summary.rates["provider_error"]
    yield {
        "title": "provider errors",
        "value": str(errors.count),
        "tone": "odd" if errors.count else "",
        "note": "counted as not right, and as nothing else",
    }


def reliability(summary: Summary) -> dict[str, object] | None:
    """How often a case is right k times in a row, as a curve; None where every case was asked once."""
    stability = summary.stability
    if stability is None:
        return None
    return {
        "title": "Right k times out of k",
        "told": ", ".join(f"k = {k}: {percent(rate)}" for k, rate in enumerate(stability.pass_k, 1)),
        "points": line(stability.pass_k),
        "y": ["100 %", "50 %", "0 %"],
        "x": [f"k = {k}" for k in range(1, len(stability.pass_k) + 1)],
        "marks": [],
        "note": f"Decided differently from repeat to repeat: {rate_text(stability.flips)} of the cases.",
    }


def latency(summary: Summary, rows: Sequence[Row]) -> dict[str, object]:
    """How many turns were decided within which time, as a curve."""
    seconds = [row.seconds for row in rows if row.outcome != "provider_error"]
    end = max(seconds, default=0.0)
    return {
        "title": "Share of turns decided within …",
        "told": "" if summary.latency is None else f"half within {duration(summary.latency.p50)}",
        "points": steps(seconds),
        "y": ["100 %", "50 %", "0 %"],
        "x": [duration(share * end) for share in (0, 0.25, 0.5, 0.75, 1)],
        "marks": [],
        "note": "As measured at the first real request; a kept reply keeps its time.",
    }


def costs(summary: Summary) -> Iterator[dict[str, str]]:
    """Time, tokens and money, as name and text."""
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
        + ", ".join(f"{outcome_title(outcome)} {weight:g}" for outcome, weight in summary.weights.items() if weight),
    }


def identity(summary: Summary) -> Iterator[dict[str, str]]:
    """What was measured, as name and text."""
    for name, value in summary.identity.model_dump(mode="json").items():
        text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
        if text and value is not None:
            yield {"name": name.replace("_", " "), "value": text}
