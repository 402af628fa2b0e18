"""The summary of a result as a table for people."""

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from adapter.cli.terminal import visible
from adapter.evals.metrics.formatting import percent
from adapter.evals.metrics.rates import Rate
from adapter.evals.metrics.summary import SHORTLIST_RECALL, Summary

_NAMES = {
    "accuracy": "right, of all",
    "transfer_right": "right, where a transfer is expected",
    "wrong_destination": "  wrong destination",
    "missed": "  missed",
    "no_transfer_right": "right, where none is expected",
    "false_transfer": "  transferred all the same",
    "must": "right, of the must cases",
    "asked_again": "asked again",
    "provider_error": "no decision (provider)",
}


def show_summary(summary: Summary, console: Console) -> None:
    """Prints rates with their intervals, destinations, tags, repeats, cost and latency."""
    table = _table("", "share", "95 % interval", "rows")
    for name, words in _NAMES.items():
        _add(table, words, summary.rates[name])
    if SHORTLIST_RECALL in summary.rates:
        words = f"in the shortlist (recall@{summary.identity.shortlist})"
        _add(table, words, summary.rates[SHORTLIST_RECALL])
    console.print(table)
    table = _table("destination", "recall", "95 % interval", "rows", "precision", "F1")
    for key, rates in summary.destinations.items():
        precision, f1 = rates.precision.value, rates.f1
        _add(table, escape(key), rates.recall, _share(precision), "–" if f1 is None else f"{f1:.2f}")
    console.print(table)
    if summary.tags:
        table = _table("tag", "right", "95 % interval", "rows")
        for tag, rate in summary.tags.items():
            _add(table, escape(visible(tag)), rate)
        console.print(table)
    for line in _lines(summary):
        console.print(visible(line), markup=False)


def _lines(summary: Summary) -> list[str]:
    counted = ", ".join(f"{count} {outcome}" for outcome, count in summary.outcomes.items() if count)
    cost = summary.weighted_cost
    lines = [
        f"outcomes: {counted}",
        f"weighted cost of a row: {cost.value:.3f}, 95 % interval {cost.low:.3f} to {cost.high:.3f}",
    ]
    if summary.stability is not None:
        shares = ", ".join(f"{_share(share)} ({k})" for k, share in enumerate(summary.stability.pass_k, 1))
        flips = summary.stability.flips
        lines.append(f"right k times in a row (k): {shares}; not decided alike: {flips.count} of {flips.total} cases")
    if summary.must.failed:
        lines.append(f"must cases not right: {', '.join(summary.must.failed)}")
    tokens = summary.tokens
    if tokens.input or tokens.output:
        lines.append(f"tokens: {tokens.input:,} in ({tokens.cached:,} of them cached), {tokens.output:,} out")
    if summary.money is not None:
        money = summary.money
        lines.append(f"cost: {money.total:.4f} {money.currency}; a thousand turns {money.per_thousand:.2f}")
    if summary.latency is not None:
        seconds = summary.latency
        lines.append(
            f"seconds of a turn: p50 {seconds.p50:.3f}, p95 {seconds.p95:.3f}, p99 {seconds.p99:.3f},"
            f" longest {seconds.max:.3f}"
        )
    return lines


def _table(*columns: str) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    for place, column in enumerate(columns):
        table.add_column(column, justify="right" if place else "left", no_wrap=True)
    return table


def _add(table: Table, name: str, rate: Rate, *more: str) -> None:
    interval = "–" if rate.value is None else f"{_share(rate.low)} to {_share(rate.high)}"
    table.add_row(name, _share(rate.value), interval, f"{rate.count} of {rate.total}", *more)


def _share(value: float | None) -> str:
    return "–" if value is None else percent(value)
