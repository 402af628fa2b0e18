"""`transfer-adapter check`: mistakes in a directory file, and what becomes of every field on a platform."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from adapter.cli.check_report import Report, show
from adapter.cli.options import DirectoryOption, ExposureOption, PromptOption, print_json
from adapter.directory import Directory
from adapter.directory.field_support import FieldSupport, field_support
from adapter.directory.lint import lint
from adapter.errors import DirectoryError, OperatorError, Problem, ToolsetError, few
from adapter.platforms import CAPABILITIES
from adapter.transfers.assistant_config import AssistantConfig
from adapter.transfers.template_check import check_templates
from adapter.wiring import PREFIX, Settings, config_of, read_settings, who_answers


def check(
    file: Annotated[
        Path | None, typer.Argument(metavar="FILE", help="The directory file (YAML or JSON), as --directory.")
    ] = None,
    directory: DirectoryOption = None,
    prompt: PromptOption = None,
    exposure: ExposureOption = None,
    platform: Annotated[
        str, typer.Option(metavar="|".join(CAPABILITIES), help="The voice platform that carries the calls.")
    ] = "sipgate",
    everything: Annotated[bool, typer.Option("--all", help="Say what becomes of every field, and name all.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print everything as JSON on stdout.")] = False,
) -> None:
    """Look for mistakes in a directory file and say what becomes of every field that is set.

    What needs attention comes first, and alone unless `--all` is given. Exit code 1 if there are errors, 0 otherwise.
    The report for people goes to stderr.

    Example: `transfer-adapter check directory.yaml --platform vapi`
    """
    if platform not in CAPABILITIES:
        raise typer.BadParameter(f"there is {', '.join(CAPABILITIES)}", param_hint="--platform")
    if file is not None and directory is not None and file != directory:
        raise typer.BadParameter("give the file once, as FILE or with --directory", param_hint="--directory")
    settings = read_settings(directory=file or directory, prompt=prompt, exposure=exposure)
    if settings.directory is None:
        raise typer.BadParameter(
            f"which directory file? give it as check FILE, with --directory or in {PREFIX}DIRECTORY", param_hint="FILE"
        )
    try:
        loaded = Directory.load(settings.directory)
    except DirectoryError as error:
        _refused(error.problems, platform, as_json=as_json, everything=everything)
        raise typer.Exit(1) from error
    report = _report(settings, settings.directory, loaded, platform)
    if as_json:
        print_json(_as_json(report))
    else:
        show(report, everything=everything)
    raise typer.Exit(1 if report.failed else 0)


def _report(settings: Settings, file: Path, directory: Directory, platform: str) -> Report:
    problems: tuple[Problem, ...] = ()
    spoken: tuple[str, ...] | None = None
    config = AssistantConfig(directory=directory)
    try:
        config = config_of(directory, settings)
        spoken = config.prompt.languages
    except OperatorError as error:
        problems = (Problem(file=str(file) if isinstance(error, ToolsetError) else "settings", message=str(error)),)
    capabilities = CAPABILITIES[platform]
    wrong = check_templates(replace(config, capabilities=capabilities), file=str(file), now=datetime.now(UTC))
    return Report(
        directory=directory,
        platform=platform,
        problems=problems + wrong,
        findings=lint(directory, spoken=spoken, capabilities=capabilities),
        fields=tuple(_as_rendered(row, wrong) for row in field_support(directory, capabilities)),
        chain=who_answers(settings, directory),
    )


def _as_rendered(row: FieldSupport, wrong: tuple[Problem, ...]) -> FieldSupport:
    """What becomes of a field, also where its text cannot be rendered."""
    named = any(problem.key == row.key and (problem.field or "").startswith(row.field) for problem in wrong)
    return replace(row, status="ignored", note="it cannot be rendered: see the errors") if named else row


def _refused(problems: Sequence[Problem], platform: str, *, as_json: bool, everything: bool) -> None:
    """Says what is wrong with a file that does not load."""
    if as_json:
        errors = [asdict(problem) for problem in problems]
        nothing: dict[str, object] = {"notices": [], "findings": [], "capabilities": []}
        print_json({"ok": False, "platform": platform, "errors": errors, **nothing})
    elif everything or few(problems) == "\n".join(map(str, problems)):
        typer.echo("\n".join(map(str, problems)), err=True)
    else:
        typer.echo(f"{DirectoryError(*problems)}: --all names them", err=True)


def _as_json(report: Report) -> dict[str, object]:
    return {
        "ok": not report.failed,
        "directory": report.directory.fingerprint,
        "platform": report.platform,
        "errors": [asdict(problem) for problem in report.problems],
        "chain": list(report.chain),
        "notices": [asdict(notice) for notice in report.directory.notices],
        "findings": [asdict(finding) for finding in report.findings],
        "capabilities": [asdict(row) for row in report.fields],
    }
