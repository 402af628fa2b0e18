"""A comparison of two results as tables for people."""

from collections.abc import Iterator, Sequence

from rich import markup
from rich.console import Console
from rich.table import Table

from adapter.cli.changed_texts import show_changes
from adapter.cli.terminal import visible
from adapter.evals.comparison.comparison import NO_TRANSFER, Changed, Comparison, Judgement
from adapter.evals.comparison.gate import SIGNIFICANT, Evidence
from adapter.evals.comparison.needed import MARGIN
from adapter.evals.comparison.verdict import verdict_sentence
from adapter.evals.metrics.formatting import p_is, p_value, percent, points
from adapter.evals.rows import Row

_COLOURS: dict[Judgement, str] = {
    "better": "green",
    "no worse": "green",
    "identical": "green",
    "worse": "red",
    "must regressed": "red",
    "cannot tell": "yellow",
}


def show_comparison(comparison: Comparison, limit: int, console: Console) -> None:
    """Prints what was changed, at most `limit` changed cases of each kind, groups, both sides, and what follows."""
    # Not folded: a line that is copied or searched for stays one.
    for warning in comparison.warnings:
        console.print(f"[bold yellow]warning[/]  {_escape(warning)}", soft_wrap=True)
    show_changes(comparison, limit, console)
    _show_changed(console, "Regressions", comparison.regressions, limit)
    _show_changed(console, "Improvements", comparison.improvements, limit)
    _show_changed(console, "Neither, but otherwise than before", comparison.otherwise, limit)
    _show_groups(console, comparison)
    _show_sides(console, comparison)
    console.print()
    for line in _figures_behind(comparison):
        console.print(line, soft_wrap=True)
    colour = _COLOURS[comparison.judgement]
    console.print(f"\n[bold {colour}]{_escape(verdict_sentence(comparison))}[/]", soft_wrap=True)


def _show_changed(console: Console, title: str, changed: Sequence[Changed], limit: int) -> None:
    shown = [case for place, case in enumerate(changed) if place < limit or (case.must and title == "Regressions")]
    if not shown:
        if changed:
            console.print(f"\n[bold]{title} ({len(changed)})[/]: --limit {len(changed)} shows them", soft_wrap=True)
        return
    table = Table(title=f"\n{title} ({len(changed)})", title_justify="left", title_style="bold", expand=True)
    for heading, ratio in (("case", 3), ("A", 4), ("B", 4)):
        table.add_column(heading, overflow="fold", ratio=ratio)
    for case in shown:
        table.add_row(_case(case), _answer(case.before), _answer(case.after), end_section=True)
    console.print(table)
    if len(shown) < len(changed):
        console.print(f"… and {len(changed) - len(shown)} more: --limit {len(changed)}, or --json", soft_wrap=True)


def _case(case: Changed) -> str:
    words = case.after.said or case.before.said
    repeats = f"\nright {case.right_before} → {case.right_after} of {case.repeats}" if case.repeats > 1 else ""
    return (
        ("[bold red]must[/] " if case.must else "")
        + f"[bold]{_escape(case.id)}[/]"
        + (f"\n“{_escape(words[-1].get('content', ''))}”" if words else "")
        + f"\nexpected {_escape(' or '.join(case.after.accepted) or NO_TRANSFER)}{repeats}"
    )


def _answer(row: Row) -> str:
    colour = "green" if row.right else "red"
    outcome = row.outcome.replace("_", " ")
    return "\n".join([f"[{colour}]{outcome}[/]: {_escape(row.got or NO_TRANSFER)}", *map(_escape, _written(row))])


def _written(row: Row) -> Iterator[str]:
    for reply in row.replies:
        if reply.text:
            yield f"“{reply.text}”"
        if reply.refusal:
            yield f"refused: {reply.refusal}"
        for call in reply.tool_calls:
            yield f"{call.name}({call.arguments})"
    if row.error:
        yield row.error


def _show_groups(console: Console, comparison: Comparison) -> None:
    groups = [("destination", group) for group in comparison.destinations]
    groups += [("tag", group) for group in comparison.tags]
    changed = [(kind, group) for kind, group in groups if group.better or group.worse]
    if not changed:
        return
    table = Table(
        box=None, title="\nWhere it changed: cases by destination and tag", title_justify="left", title_style="bold"
    )
    table.add_column("")
    table.add_column("")
    for heading in ("cases", "better", "worse", "p (Holm)"):
        table.add_column(heading, justify="right")
    for kind, group in changed:
        numbers = (str(group.cases), str(group.better), str(group.worse), p_value(group.adjusted))
        table.add_row(kind, _escape(group.name), *numbers)
    console.print(table)
    console.print(
        "[dim]A hint where to look. Of twenty groups one changes by chance alone; p (Holm) below .05 is one that is no"
        " chance although so many were looked at.[/]",
        soft_wrap=True,
    )


def _show_sides(console: Console, comparison: Comparison) -> None:
    """Rates without intervals: whether two of them overlap does not say whether B is better, and looks as if it did."""
    sides = (comparison.before, comparison.after)
    table = Table(box=None, title="\nBoth results", title_justify="left", title_style="bold")
    table.add_column("")
    for name in ("A", "B"):
        table.add_column(name, overflow="fold")
    table.add_row("result", *(_escape(side.name) for side in sides))
    table.add_row("right", *(f"{side.right} of {side.rows}, {percent(side.accuracy)}" for side in sides))
    false = comparison.false_transfers
    if false.rows:
        counts = (false.rows - false.before, false.rows - false.after)
        table.add_row("transferred, but should not be", *(f"{count} of {false.rows}" for count in counts))
    if any(side.faults for side in sides):
        table.add_row("errors of the provider", *(f"[yellow]{side.faults}[/]" for side in sides))
    table.add_row("seconds of a turn", *(f"{side.seconds:.2f}" for side in sides))
    if any(side.tokens for side in sides):
        table.add_row("tokens", *(f"{side.tokens:,}" for side in sides))
    console.print(table)


def _figures_behind(comparison: Comparison) -> Iterator[str]:
    """Each figure in a line of its own, with the question that it answers."""
    evidence = comparison.evidence
    yield f"[bold]By how much?[/]  {_difference(evidence)}"
    yield (
        f"[bold]By chance?[/]    {p_is(evidence.p)} (exact McNemar test): {evidence.better} cases better,"
        f" {evidence.worse} worse of {evidence.cases}"
    )
    for line in _notes(comparison):
        yield f"   {line}"


def _difference(evidence: Evidence) -> str:
    low, high = evidence.interval
    return f"{points(evidence.difference)} points; with 95 % confidence between {points(low)} and {points(high)}"


def _notes(comparison: Comparison) -> Iterator[str]:
    identities = comparison.identities
    if identities and not comparison.identical and all(line.before == line.after for line in identities):
        yield "the same was measured twice: whatever came out otherwise did so by itself"
    if comparison.must_regressions:
        regressed = ", ".join(case.id for case in comparison.must_regressions)
        yield f"[red]must cases that regressed: {_escape(regressed)}[/]"
    if comparison.without_faults is not None:
        yield f"[yellow]without the cases at which the provider failed: {_difference(comparison.without_faults)}[/]"
    by_group = comparison.evidence.p_by_group
    if by_group is not None and (by_group < SIGNIFICANT) != (comparison.evidence.p < SIGNIFICANT):
        yield (
            f"[yellow]taken by group of cases that are about the same thing, {p_is(by_group)}: they change together,"
            " so go by this one[/]"
        )
    if comparison.false_transfers.p < SIGNIFICANT:
        more = "more" if comparison.false_transfers.after < comparison.false_transfers.before else "fewer"
        yield (
            f"[yellow]B transfers {more} callers who must not be transferred ({p_is(comparison.false_transfers.p)})[/]"
        )
    if comparison.needed is not None:
        needed = comparison.needed
        yield (
            f"to show that B is at most {100 * MARGIN:g} points worse, if both are equally good:"
            f" {needed.to_show_no_worse:,} cases"
        )
        if needed.to_show_worse is not None:
            yield f"to show that B is worse, if it is as much worse as it looks: {needed.to_show_worse:,} cases"


def _escape(text: str) -> str:
    """A text that is no markup of ours and no control of the terminal."""
    return markup.escape(visible(text))
