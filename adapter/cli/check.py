"""`transfer-adapter check`: mistakes in a directory file, and what becomes of every field on a platform."""

from dataclasses import asdict, replace
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from adapter.cli.options import ExposureOption, PromptOption, print_json
from adapter.directory import Directory
from adapter.directory.field_support import FieldSupport, field_support
from adapter.directory.lint import Finding, lint
from adapter.errors import DirectoryError, OperatorError, Problem
from adapter.platforms import CAPABILITIES
from adapter.transfers.assistant_config import AssistantConfig
from adapter.transfers.template_check import check_templates
from adapter.wiring import config_of, read_settings, who_answers

_COLOURS = {"honoured": "green", "translated": "cyan", "not in force yet": "yellow", "ignored": "red"}


def check(
    file: Annotated[Path, typer.Argument(help="The directory file (YAML or JSON).")],
    prompt: PromptOption = None,
    exposure: ExposureOption = None,
    platform: Annotated[
        str, typer.Option(metavar="|".join(CAPABILITIES), help="The voice platform that carries the calls.")
    ] = "sipgate",
    as_json: Annotated[bool, typer.Option("--json", help="Print the findings as JSON on stdout.")] = False,
) -> None:
    """Look for mistakes in a directory file and say what becomes of every field that is set.

    Exit code 1 if there are errors, 0 otherwise. The report for people goes to stderr.
    """
    if platform not in CAPABILITIES:
        raise typer.BadParameter(f"there is {', '.join(CAPABILITIES)}", param_hint="--platform")
    settings = read_settings(directory=file, prompt=prompt, exposure=exposure)
    try:
        directory = Directory.load(file)
    except DirectoryError as error:
        _refused(error.problems, as_json)
        raise typer.Exit(1) from error
    problems: tuple[Problem, ...] = ()
    spoken: tuple[str, ...] | None = None
    config = AssistantConfig(directory=directory)
    try:
        config = config_of(directory, settings)
        spoken = config.prompt.languages
    except OperatorError as error:
        problems = (Problem(file=str(file), message=str(error)),)
    capabilities = CAPABILITIES[platform]
    wrong = check_templates(replace(config, capabilities=capabilities), file=str(file), now=datetime.now(UTC))
    problems += wrong
    findings = lint(directory, spoken=spoken)
    report = tuple(_as_rendered(row, wrong) for row in field_support(directory, capabilities))
    failed = bool(problems) or any(finding.severity == "error" for finding in findings)
    if as_json:
        print_json(
            {
                "ok": not failed,
                "directory": directory.fingerprint,
                "platform": platform,
                "errors": [asdict(problem) for problem in problems],
                "chain": list(who_answers(settings, directory)),
                "notices": [asdict(notice) for notice in directory.notices],
                "findings": [asdict(finding) for finding in findings],
                "capabilities": [asdict(row) for row in report],
            }
        )
    else:
        _show(directory, platform, problems, findings, report, ", else ".join(who_answers(settings, directory)))
    raise typer.Exit(1 if failed else 0)


def _as_rendered(row: FieldSupport, wrong: tuple[Problem, ...]) -> FieldSupport:
    """What becomes of a field, also where its text cannot be rendered."""
    named = any(problem.key == row.key and (problem.field or "").startswith(row.field) for problem in wrong)
    return replace(row, status="ignored", note="it cannot be rendered: see the errors") if named else row


def _refused(problems: tuple[Problem, ...], as_json: bool) -> None:
    if as_json:
        print_json({"ok": False, "errors": [asdict(problem) for problem in problems]})
        return
    for problem in problems:
        typer.echo(str(problem), err=True)


def _show(
    directory: Directory,
    platform: str,
    problems: tuple[Problem, ...],
    findings: tuple[Finding, ...],
    report: tuple[FieldSupport, ...],
    chain: str,
) -> None:
    console = Console(stderr=True, highlight=False)
    console.print(f"[bold]What becomes of each field on {platform}[/]")
    width = max(len(line.field) for line in report)
    for key, lines in groupby(report, key=lambda line: line.key):
        console.print(f"\n[bold]{key or 'the whole directory'}[/]")
        table = Table(box=None, show_header=False, padding=(0, 1, 0, 1))
        table.add_column(min_width=width, no_wrap=True)
        table.add_column(min_width=len("not in force yet"), no_wrap=True)
        table.add_column(overflow="fold")
        for line in lines:
            table.add_row(line.field, f"[{_COLOURS[line.status]}]{line.status}[/]", escape(line.note))
        console.print(table)
    console.print()
    for notice in directory.notices:
        console.print(f"[cyan]note[/]     {escape(str(notice))}", soft_wrap=True)
    for finding in findings:
        colour = "red" if finding.severity == "error" else "yellow"
        where = f"{', '.join(finding.keys)}: " if finding.keys else ""
        console.print(
            f"[{colour}]{finding.severity:8}[/] {escape(where + finding.message)} ({finding.code})"
            f"\n         [dim]{escape(finding.mend)}[/]",
            soft_wrap=True,
        )
    for problem in problems:
        console.print(f"[red]error[/]    {escape(str(problem))}", soft_wrap=True)
    console.print(f"who decides: {chain}", soft_wrap=True)
    errors = len(problems) + sum(finding.severity == "error" for finding in findings)
    warnings = len(findings) - sum(finding.severity == "error" for finding in findings)
    console.print(
        f"{directory.fingerprint}: {len(directory.destinations)} destinations,"
        f" languages {', '.join(directory.languages) or 'not named'}, {errors} errors, {warnings} warnings",
        soft_wrap=True,
    )
