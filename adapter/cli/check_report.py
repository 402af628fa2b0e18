"""What `check` has found, for people: what needs attention first, each thing in one line; the rest on demand."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from adapter.directory import Directory
from adapter.directory.field_support import FieldSupport, several, unmet_lines
from adapter.directory.lint import Finding
from adapter.errors import Problem

SHOWN: Final = 8
"""Lines of a kind that are shown without `--all`."""

_COLOURS: Final = {"honoured": "green", "translated": "cyan", "not in force yet": "yellow", "ignored": "red"}


@dataclass(frozen=True, kw_only=True)
class Report:
    """What was found of a file that loads: problems with its texts or settings, findings, and what becomes of its
    fields on a platform. `chain` is who decides a call."""

    directory: Directory
    platform: str
    problems: tuple[Problem, ...]
    findings: tuple[Finding, ...]
    fields: tuple[FieldSupport, ...]
    chain: tuple[str, ...]

    @property
    def failed(self) -> bool:
        """Whether anything makes transfers go wrong."""
        return bool(self.problems) or any(finding.severity == "error" for finding in self.findings)


def show(report: Report, *, everything: bool) -> None:
    """Prints the report to stderr."""
    console = Console(stderr=True, highlight=False, soft_wrap=True)
    errors = [finding for finding in report.findings if finding.severity == "error"]
    warnings = [finding for finding in report.findings if finding.severity != "error"]
    _lines(console, "[red]error[/]  ", [*map(str, report.problems), *_told(errors)], everything=everything)
    _lines(console, "[yellow]warning[/]", _told(warnings), everything=everything)
    ignored = unmet_lines(report.fields)
    _lines(console, f"[yellow]ignored[/] on {report.platform}:", ignored, everything=everything)
    _lines(console, "[cyan]note[/]   ", [*map(str, report.directory.notices)], everything=everything)
    if everything:
        _table(console, report)
    console.print(escape(f"who decides: {', else '.join(report.chain)}"))
    console.print(escape(_sum(report, len(report.problems) + len(errors), len(warnings))))
    if not everything:
        console.print(escape(f"{_fields(report)}; --all says what becomes of each"))


def _told(findings: Iterable[Finding]) -> list[str]:
    """A line for each thing that was found, with all destinations of which it is found."""
    same: dict[tuple[str, str, str], list[str]] = {}
    for finding in findings:
        same.setdefault((finding.message, finding.mend, finding.code), []).append(" and ".join(finding.keys))
    return [
        f"{several(keys)}: {message}: {mend} ({code})" if any(keys) else f"{message}: {mend} ({code})"
        for (message, mend, code), keys in same.items()
    ]


def _lines(console: Console, mark: str, lines: Sequence[str], *, everything: bool) -> None:
    shown = lines if everything or len(lines) <= SHOWN + 1 else lines[:SHOWN]
    for line in shown:
        console.print(f"{mark} {escape(line)}")
    if len(lines) > len(shown):
        console.print(f"{mark} and {len(lines) - len(shown)} more: --all names them")


def _table(console: Console, report: Report) -> None:
    console.print(f"\n[bold]What becomes of each field on {report.platform}[/]")
    width = max(len(line.field) for line in report.fields)
    for key, lines in groupby(report.fields, key=lambda line: line.key):
        console.print(f"\n[bold]{escape(key or 'the whole directory')}[/]")
        table = Table(box=None, show_header=False, padding=(0, 1, 0, 1))
        table.add_column(min_width=width, no_wrap=True)
        table.add_column(min_width=len("not in force yet"), no_wrap=True)
        table.add_column(overflow="fold")
        for line in lines:
            table.add_row(line.field, f"[{_COLOURS[line.status]}]{line.status}[/]", escape(line.note))
        console.print(table)
    console.print()


def _sum(report: Report, errors: int, warnings: int) -> str:
    directory = report.directory
    return (
        f"{directory.fingerprint}: {len(directory.destinations)} destinations,"
        f" languages {', '.join(directory.languages) or 'not named'}, {errors} errors, {warnings} warnings"
    )


def _fields(report: Report) -> str:
    counted = Counter(row.status for row in report.fields)
    told = ", ".join(f"{count} {status}" for status, count in counted.most_common())
    return f"fields on {report.platform}: {told}"
