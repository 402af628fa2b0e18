"""The rows that were not right as people read them: what was expected, what came of it, and what the caller said."""

from collections.abc import Sequence

from rich.console import Console
from rich.markup import escape

from adapter.cli.terminal import visible
from adapter.evals.rows import Row
from adapter.evals.wrong_rows import wrong_groups

SHOWN = 20
_WORDS = 100


def show_wrong(rows: Sequence[Row], console: Console, *, more: str) -> None:
    """Prints the first rows that are not right by group; `more` says where all of them are."""
    groups = wrong_groups(rows)
    count = sum(len(group.rows) for group in groups)
    if not count:
        return
    console.print(f"\n[bold]not right: {count} of {len(rows)}[/], by expected → got", soft_wrap=True)
    for group, shown in zip(groups, _shares([len(group.rows) for group in groups]), strict=False):
        outcome = group.outcome.replace("_", " ")
        console.print(
            f"  [red]{escape(group.expected)} → {escape(group.got)}[/] ({outcome}): {len(group.rows)}", soft_wrap=True
        )
        for row in group.rows[:shown]:
            console.print(f"    {_row(row)}", soft_wrap=True)
    if count > SHOWN:
        console.print(f"  … and {count - SHOWN} more: {escape(more)}", soft_wrap=True)


def _shares(sizes: Sequence[int]) -> list[int]:
    """How many rows of each group are shown: one of each, the largest first, then another one, until it is enough."""
    shares = [0] * min(len(sizes), SHOWN)
    while sum(shares) < min(SHOWN, sum(sizes)):
        for place, share in enumerate(shares):
            if share < sizes[place] and sum(shares) < SHOWN:
                shares[place] += 1
    return shares


def _row(row: Row) -> str:
    repeat = f", repeat {row.repeat}" if row.repeat > 1 else ""
    must = "[bold red]must[/] " if row.must else ""
    words = " ".join(row.said[-1].get("content", "").split()) if row.said else ""
    words = words if len(words) <= _WORDS else f"{words[: _WORDS - 1]}…"
    return f"{must}{escape(visible(row.id))}{repeat}: “{escape(visible(words))}”"
