"""`transfer-adapter cases …`: labelled cases for evaluation."""

import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape

from adapter.cli.cases_from_csv import from_csv
from adapter.cli.imported_table import show_imported
from adapter.cli.options import DirectoryOption, PromptOption, print_json
from adapter.directory import Directory
from adapter.errors import CasesError
from adapter.evals.cases import Case, CaseFile, case_schema, cases_from_record, dump_case, load_cases, read_case_file
from adapter.evals.cases.checks import CaseFinding, check_cases
from adapter.evals.cases.csv_table import is_table
from adapter.evals.cases.departments import Departments
from adapter.evals.cases.importing import cases_from_csv
from adapter.evals.cases.leaks import Leak, directory_texts, leaks, leaks_into, prompt_texts
from adapter.evals.cases.splits import SHARES, SPLITS, Shares
from adapter.evals.cases.splits import split as split_cases
from adapter.wiring import prompt_of, read_settings

cases = typer.Typer(help="Labelled cases for evaluation.", no_args_is_help=True)

CaseFileArgument = Annotated[Path, typer.Argument(metavar="FILE", help="A case file (JSON Lines).")]
CheckedArgument = Annotated[Path, typer.Argument(metavar="FILE", help="A case file (JSON Lines), or a table (CSV).")]


@cases.callback()
def _cases() -> None:
    """Labelled cases for evaluation."""


@cases.command("check")
def check(
    file: CheckedArgument,
    directory: DirectoryOption = None,
    prompt: PromptOption = None,
    against: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="OTHER", help="A case file that was trained on: no case of FILE may be in it. Repeatable."
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the findings as JSON on stdout.")] = False,
) -> None:
    """Look for wrong keys, contradictions, duplicates, and cases that stand where a router may have learned them.

    Cases are compared with each other, with the prompt, and with the directory where one is named: its keys,
    descriptions and examples. Exit code 1 if there are errors, which leaks are; 0 otherwise. The report for people
    goes to stderr.

    Example: `transfer-adapter cases check cases.jsonl --directory directory.yaml --against train.jsonl`
    """
    settings = read_settings(directory=directory, prompt=prompt)
    loaded = Directory.load(settings.directory) if settings.directory else None
    texts = prompt_texts(prompt_of(settings))
    if loaded is not None:
        texts |= directory_texts(loaded)
    read = _read(file, loaded, Console(stderr=True, highlight=False))
    findings = check_cases(read.cases, loaded)
    leaked = [*leaks_into(texts, read.cases)]
    for other in against or ():
        leaked += leaks(load_cases(other), read.cases)
    failed = bool(leaked) or any(finding.severity == "error" for finding in findings)
    if as_json:
        print_json(
            {
                "ok": not failed,
                "cases": len(read.cases),
                "must": sum(case.must for case in read.cases),
                "expect": _by_expectation(read.cases),
                "tags": _by_tag(read.cases),
                "findings": [{"lines": _lines(read, finding.ids), **asdict(finding)} for finding in findings],
                "leaks": [{"line": read.lines[leak.id], **asdict(leak)} for leak in leaked],
            }
        )
    else:
        _show(read, findings, leaked)
    raise typer.Exit(1 if failed else 0)


def _read(file: Path, directory: Directory | None, console: Console) -> CaseFile:
    """The cases of a case file, or of a table as `eval` takes it."""
    if not is_table(file):
        return read_case_file(file)
    imported = cases_from_csv(file, departments=Departments.of(directory))
    show_imported(imported, console)
    return CaseFile(path=file, cases=imported.cases, lines=imported.lines)


@cases.command("split")
def split(
    file: CaseFileArgument,
    out: Annotated[Path, typer.Option(metavar="DIR", help="Where train.jsonl, validation.jsonl and test.jsonl go.")],
    seed: Annotated[int, typer.Option(help="Another seed gives another division.")] = 0,
    shares: Annotated[
        str, typer.Option(metavar="A,B,C", help="How much training, validation and test get.")
    ] = ",".join(f"{share:g}" for share in SHARES),
    force: Annotated[bool, typer.Option("--force", help="Replace files that hold another division.")] = False,
) -> None:
    """Divide cases into training, validation and a held-out test; cases that are alike stay together.

    Alike are cases with nearly the same words and those that share a tag `group:NAME`, such as translations. A tag
    `split:test` (or `split:train`, `split:validation`) sends a case and its like there.

    Example: `transfer-adapter cases split cases.jsonl --out splits --shares 40,30,30`
    """
    wanted = _shares(shares)
    divided = split_cases(load_cases(file), seed=seed, shares=wanted)
    parts = {out / f"{name}.jsonl": getattr(divided, name) for name in SPLITS}
    try:
        _write_parts(out, {path: _dumped(part).encode() for path, part in parts.items()}, force=force)
    except OSError as error:
        raise CasesError(f"{error.filename or out}: {error.strerror}") from error
    for path, part in parts.items():
        print(f"{path}: {len(part)} cases", file=sys.stderr)


@cases.command("schema")
def schema() -> None:
    """Print the JSON Schema of a line of a case file.

    Example: `transfer-adapter cases schema > case.schema.json`
    """
    print_json(case_schema())


cases.command("from-csv")(from_csv)


@cases.command("from-record")
def from_record(
    record: Annotated[Path, typer.Argument(help="A decision record that keeps words (ADAPTER_RECORD_CLEAR=true).")],
) -> None:
    """Turn recorded decisions into cases, on stdout, to be reviewed: what was decided is not always what was right.

    Example: `transfer-adapter cases from-record decisions.jsonl > cases.jsonl`
    """
    count = 0
    for case in cases_from_record(record):
        sys.stdout.write(dump_case(case) + "\n")
        count += 1
    print(f"{count} cases; look at each `expect` before you use them", file=sys.stderr)


def _shares(text: str) -> Shares:
    try:
        train, validation, test = map(float, text.split(","))
        split_cases((), shares=(train, validation, test))
    except ValueError as error:
        raise typer.BadParameter(
            "three numbers with commas between, such as 40,30,30; not all 0", param_hint="--shares"
        ) from error
    return train, validation, test


def _write_parts(out: Path, contents: Mapping[Path, bytes], *, force: bool) -> None:
    changed = [path for path, content in contents.items() if path.exists() and path.read_bytes() != content]
    if changed and not force:
        raise CasesError(
            f"{changed[0]}: holds another division; a case that was held out and is trained on is held out no more,"
            " so write elsewhere, or --force"
        )
    out.mkdir(parents=True, exist_ok=True)
    for path, content in contents.items():
        path.write_bytes(content)


def _dumped(of: Iterable[Case]) -> str:
    return "".join(f"{dump_case(case)}\n" for case in of)


def _by_expectation(of: Iterable[Case]) -> dict[str, int]:
    return dict(Counter(" or ".join(case.accepted) or "no transfer" for case in of).most_common())


def _by_tag(of: Iterable[Case]) -> dict[str, int]:
    """Without the tags that name groups: they are many, and say nothing together."""
    return dict(Counter(tag for case in of for tag in case.reported_tags).most_common())


def _lines(read: CaseFile, ids: Sequence[str]) -> list[int]:
    return [read.lines[identity] for identity in ids]


def _show(read: CaseFile, findings: Sequence[CaseFinding], leaked: Sequence[Leak]) -> None:
    console = Console(stderr=True, highlight=False)
    for leak in leaked:
        console.print(
            f"[red]leak[/]     {escape(f'{read.path}:{read.lines[leak.id]}: {leak}')}; what is measured on it is too"
            " good: drop or reword one",
            soft_wrap=True,
        )
    for finding in findings:
        colour = "red" if finding.severity == "error" else "yellow"
        places = ",".join(map(str, _lines(read, finding.ids)))
        where = f"{read.path}:{places}" if places else str(read.path)
        ids = f"case {', '.join(map(repr, finding.ids))}: " if finding.ids else ""
        console.print(
            f"[{colour}]{finding.severity:8}[/] {escape(f'{where}: {ids}{finding.message}')} ({finding.code})",
            soft_wrap=True,
        )
    for title, counts in (("expect", _by_expectation(read.cases)), ("tags", _by_tag(read.cases))):
        if counts:
            shown = ", ".join(f"{name} {count}" for name, count in counts.items())
            console.print(f"[bold]{title}[/]: {escape(shown)}", soft_wrap=True)
    errors = len(leaked) + sum(finding.severity == "error" for finding in findings)
    must = sum(case.must for case in read.cases)
    console.print(
        f"{escape(str(read.path))}: {len(read.cases)} cases, {must} that must not fail,"
        f" {errors} errors, {len(findings) + len(leaked) - errors} warnings",
        soft_wrap=True,
    )
