"""A comparison of two results as tables for people."""

from collections.abc import Iterator, Sequence

from rich import markup
from rich.console import Console
from rich.table import Table

from adapter.cli.terminal import visible
from adapter.evals.comparison.comparison import NO_TRANSFER, Changed, Comparison, Difference, Group, Judgement, Side
from adapter.evals.comparison.gate import SIGNIFICANT, Evidence
from adapter.evals.metrics.formatting import p_is, p_value, percent, points
from adapter.evals.results import Row

_VERDICTS: dict[Judgement, tuple[str, str]] = {
    "better": ("green", "B is better"),
    "no worse": ("green", "B is at most 2 points worse, if at all"),
    "identical": ("green", "A and B are identical"),
    "worse": ("red", "B is worse"),
    "must regressed": ("red", "B gets cases wrong that may never fail"),
    "cannot tell": ("yellow", "Cannot tell"),
}


def show_comparison(comparison: Comparison, limit: int, console: Console) -> None:
    """Prints at most `limit` changed cases of each kind, groups, both sides, and the verdict with its evidence."""
    # Not folded: a line that is copied or searched for stays one.
    for warning in comparison.warnings:
        console.print(f"[bold yellow]warning[/]  {_escape(warning)}", soft_wrap=True)
    _show_changed(console, "Regressions", comparison.regressions, limit)
    _show_changed(console, "Improvements", comparison.improvements, limit)
    _show_changed(console, "Neither, but otherwise than before", comparison.otherwise, limit)
    _show_groups(console, comparison)
    console.print()
    for name, side in (("A", comparison.before), ("B", comparison.after)):
        console.print(f"[bold]{name}[/]  {_side(side)}", soft_wrap=True)
    for line in _what_differs(comparison.identities):
        console.print(f"   {line}", soft_wrap=True)
    console.print()
    colour, verdict = _VERDICTS[comparison.judgement]
    console.print(f"[bold {colour}]{verdict}[/]: {_evidence(comparison.evidence)}", soft_wrap=True)
    for line in _notes(comparison):
        console.print(f"   {line}", soft_wrap=True)


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
    table = Table(box=None, title="\nBy destination and tag", title_justify="left", title_style="bold")
    table.add_column("")
    table.add_column("")
    for heading in ("cases", "A right", "B right", "better", "worse", "p", "p (Holm)"):
        table.add_column(heading, justify="right")
    for kind, group in changed:
        table.add_row(kind, _escape(group.name), *_figures(group))
    if comparison.false_transfers.cases:
        table.add_row("", "no false transfer", *_figures(comparison.false_transfers, alone=True))
    console.print(table)
    console.print(
        "[dim]Of twenty groups one has p < .05 by chance alone: the last column allows for that (Holm). A hint where"
        " to look; what counts is the line below.[/]"
    )


def _figures(group: Group, *, alone: bool = False) -> list[str]:
    return [
        str(group.cases),
        percent(group.before / group.rows),
        percent(group.after / group.rows),
        str(group.better),
        str(group.worse),
        p_value(group.p),
        "" if alone else p_value(group.adjusted),
    ]


def _side(side: Side) -> str:
    low, high = side.interval
    faults = f", [bold yellow]{side.faults} errors of the provider[/]" if side.faults else ""
    return (
        f"{percent(side.accuracy)} right ({100 * low:.1f} to {100 * high:.1f}) of {side.rows}{faults},"
        f" {side.seconds:.2f} s a turn, {side.tokens:,} tokens: {_escape(side.name)}"
    )


def _what_differs(identities: Sequence[Difference]) -> Iterator[str]:
    for line in identities:
        if line.differs:
            yield f"[bold]{_escape(line.name)}[/]: {_escape(line.before or 'none')} → {_escape(line.after or 'none')}"
    alike = [f"{line.name} {line.before}" for line in identities if line.before and line.before == line.after]
    if alike:
        yield f"[dim]the same: {_escape(', '.join(alike))}[/]"
    for name, lines in (
        ("A", [f"{line.name} {line.before}" for line in identities if line.after is None]),
        ("B", [f"{line.name} {line.after}" for line in identities if line.before is None]),
    ):
        if lines:
            yield f"[dim]only {name} says: {_escape(', '.join(lines))}[/]"


def _evidence(evidence: Evidence) -> str:
    low, high = evidence.interval
    return (
        f"{points(evidence.difference)} points ({points(low)} to {points(high)}), {evidence.better} cases better,"
        f" {evidence.worse} worse of {evidence.cases}, {p_is(evidence.p)}"
    )


def _notes(comparison: Comparison) -> Iterator[str]:
    identities = comparison.identities
    if identities and not comparison.identical and all(line.before == line.after for line in identities):
        yield "the same was measured twice: whatever changed came by itself"
    if comparison.must_regressions:
        regressed = ", ".join(case.id for case in comparison.must_regressions)
        yield f"[red]must cases that regressed: {_escape(regressed)}[/]"
    if comparison.without_faults is not None:
        yield f"[yellow]without the cases at which the provider failed: {_evidence(comparison.without_faults)}[/]"
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
        yield f"about {needed.cases:,} cases would tell, of the kind of these {comparison.evidence.cases:,}:"
        if needed.to_show_worse is not None:
            yield f"  {needed.to_show_worse:,} to show that B is worse, if it is as much worse as it looks"
        yield f"  {needed.to_show_no_worse:,} to show that it is at most 2 points worse, if both are equally good"


def _escape(text: str) -> str:
    """A text that is no markup of ours and no control of the terminal."""
    return markup.escape(visible(text))
