"""`transfer-adapter cases from-csv`: a spreadsheet's rows as cases, with departments as people write them."""

import codecs
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from adapter.cli import completion
from adapter.cli.imported_table import asking, show_imported
from adapter.cli.options import DirectoryOption
from adapter.directory import Directory
from adapter.evals.cases import dump_case
from adapter.evals.cases.columns import Columns
from adapter.evals.cases.departments import Departments, mapping_of
from adapter.evals.cases.importing import cases_from_csv
from adapter.wiring import read_settings


def from_csv(
    table: Annotated[Path, typer.Argument(metavar="FILE", help="A CSV file whose first line names columns.")],
    directory: DirectoryOption = None,
    text: Annotated[
        str | None, typer.Option(metavar="COLUMN", help="The column of what callers say. [found]", show_default=False)
    ] = None,
    expect: Annotated[
        str | None,
        typer.Option(
            metavar="COLUMN",
            help="The column of the department; several accepted ones with | between. [found]",
            show_default=False,
        ),
    ] = None,
    mapped: Annotated[
        list[str] | None,
        typer.Option(
            "--map",
            metavar="NAME=KEY",
            help="What a department is called in the directory; none: no transfer. Repeatable.",
            autocompletion=completion.mapped_keys,
        ),
    ] = None,
    none: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="A department that means no transfer; '' for empty cells. Repeatable."),
    ] = None,
    identity: Annotated[
        str | None,
        typer.Option(
            "--id", metavar="COLUMN", help="The column of ids. [one named id; else file and line name a case]"
        ),
    ] = None,
    tags: Annotated[
        str | None,
        typer.Option(metavar="COLUMN", help="The column of tags, separated by comma, semicolon or |. [one named tags]"),
    ] = None,
    delimiter: Annotated[
        str | None,
        typer.Option(metavar="CHARACTER", help="Between cells; else comma, semicolon, tab or | as the file shows."),
    ] = None,
    encoding: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="Of the file, such as cp1252 or mac-roman. [UTF-8, UTF-16 by its mark, else Windows-1252]",
        ),
    ] = None,
) -> None:
    """Turn a table into cases, on stdout: departments as people write them become keys of the directory.

    A department is read by key, by a name that the directory has for it, or by the nearest one; for the others there is
    a question on a terminal, and `--map`. Without a directory departments are keys. What was understood goes to stderr.

    Example: `transfer-adapter cases from-csv calls.csv -d directory.yaml --map "Plastic=cards" > cases.jsonl`
    """
    if delimiter is not None and len(delimiter) != 1:
        raise typer.BadParameter("must be one character", param_hint="--delimiter")
    settings = read_settings(directory=directory)
    loaded = Directory.load(settings.directory) if settings.directory else None
    console = Console(stderr=True, highlight=False)
    departments = _departments(loaded, mapped or (), none or ())
    asked = loaded is not None and sys.stdin.isatty() and console.is_terminal
    imported = cases_from_csv(
        table,
        Columns(text=text, expect=expect, id=identity, tags=tags),
        departments=departments,
        delimiter=delimiter,
        encoding=_known(encoding),
        ask=asking(departments, console) if asked else None,
    )
    sys.stdout.write("".join(f"{dump_case(case)}\n" for case in imported.cases))
    show_imported(imported, console)


def _departments(directory: Directory | None, mapped: Sequence[str], none: Sequence[str]) -> Departments:
    try:
        return Departments.of(directory, mapped=mapping_of(mapped), none=none)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--map") from error


def _known(encoding: str | None) -> str | None:
    try:
        return None if encoding is None else codecs.lookup(encoding).name
    except LookupError as error:
        raise typer.BadParameter(
            f"no encoding {encoding!r}; there are utf-8, utf-16-le, cp1252, iso8859-15, mac-roman and others",
            param_hint="--encoding",
        ) from error
