"""What was understood of a table of cases, as people read it, and the question where something was not."""

import shlex
from collections.abc import Iterator

import typer
from rich.console import Console
from rich.markup import escape

from adapter.cli.terminal import visible
from adapter.evals.cases.departments import Departments, How
from adapter.evals.cases.importing import Ask, ImportedCases, UnclearLabel

_WAYS: tuple[tuple[How, str], ...] = (
    ("key", "by key"),
    ("name", "by name"),
    ("nearest", "by the nearest name"),
    ("mapped", "as told"),
    ("no transfer", "no transfer"),
)
_DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab"}
_WORDS = 60


def show_imported(imported: ImportedCases, console: Console) -> None:
    """Prints how a table was read: its encoding and delimiter, the columns, and what each department was taken for."""
    for line in _lines(imported):
        console.print(line, soft_wrap=True)


def asking(departments: Departments, console: Console) -> Ask:
    """Asks on the terminal what a label means, until the answer is a key, several, or no transfer."""

    def ask(unclear: UnclearLabel) -> str | None:
        rows = "1 row" if unclear.rows == 1 else f"{unclear.rows} rows"
        console.print(
            f"“{_shown(unclear.label)}” in {rows}, first in line {unclear.line}: “{_shown(unclear.text)}”",
            soft_wrap=True,
        )
        console.print(f"  destinations: {escape(departments.listed)}", soft_wrap=True)
        while True:
            answer = str(
                typer.prompt(
                    "  which one? (none: no transfer, skip: leave it)",
                    default=unclear.nearest[0] if unclear.nearest else None,
                    err=True,
                )
            ).strip()
            if answer == "skip":
                return None
            try:
                departments.with_meaning(unclear.label, answer)
            except ValueError:
                console.print(f"  [yellow]there is no {_shown(answer)}[/]", soft_wrap=True)
                continue
            return answer

    return ask


def _lines(imported: ImportedCases) -> Iterator[str]:
    table, columns = imported.table, imported.columns
    delimiter = _DELIMITERS.get(table.delimiter, table.delimiter)
    yield (
        f"{_shown(str(table.path), 500)}: {len(imported.cases)} cases; {escape(delimiter)} between the cells,"
        f" {escape(table.encoding.name)}"
    )
    if table.encoding.sample is not None:
        line, word = table.encoding.sample
        yield (
            f"  [yellow]not UTF-8, so read as {table.encoding.name}[/]: line {line} has “{_shown(word)}”; if that is"
            " wrong, name the --encoding of cases from-csv"
        )
    named = {"callers say": columns.text, "department": columns.expect, "ids": columns.id, "tags": columns.tags}
    yield "  " + ", ".join(f"{what}: column “{_shown(name)}”" for what, name in named.items() if name)
    for how, words in _WAYS:
        read = [
            f"{_meaning(label, reading.keys)} ({rows})"
            for label, (reading, rows) in imported.readings.items()
            if reading.how == how
        ]
        if read:
            title = f"[yellow]{words}[/]" if how == "nearest" else words
            yield f"  {title}: {', '.join(read)}"
    if imported.answers:
        told = " ".join(shlex.join(["--map", f"{label}={key}"]) for label, key in imported.answers.items())
        yield f"  the same without a question: {_shown(told, 2_000)}"


def _meaning(label: str, keys: tuple[str, ...]) -> str:
    shown, key = _shown(label) or "empty", "|".join(keys)
    return shown if label == key or not keys else f"{shown} → {escape(key)}"


def _shown(text: str, most: int = _WORDS) -> str:
    text = " ".join(text.split())
    return escape(visible(text if len(text) <= most else f"{text[: most - 1]}…"))
