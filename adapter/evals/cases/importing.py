"""Cases from a table, with departments as people write them, and what was understood of it."""

import re
import shlex
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias

from adapter.errors import CasesError
from adapter.evals.cases.case_file import Case
from adapter.evals.cases.columns import Columns, FoundColumns, find_columns
from adapter.evals.cases.csv_table import Table, read_table
from adapter.evals.cases.departments import Departments, Reading
from adapter.evals.cases.spreadsheet_cells import unguarded
from adapter.telemetry import masked

_TAGS: Final = re.compile(r"[,;|]")
_MOST: Final = 20
"""Problems that are told before the others are counted."""
_LABEL: Final = 60
_MOST_LABELS: Final = 200
"""Labels that cannot be read beyond which they are no departments: a column of words or dates was taken for them."""


@dataclass(frozen=True, kw_only=True, slots=True)
class UnclearLabel:
    """A label of which it is not clear what it means: in how many rows, where first, and what may be meant.

    `text` is what the caller says in the first of them.
    """

    label: str
    rows: int
    line: int
    text: str
    nearest: tuple[str, ...]


Ask: TypeAlias = Callable[[UnclearLabel], str | None]
"""Asks somebody what a label means: a key, several with `|` between, "" for no transfer; None leaves it open."""


@dataclass(frozen=True, kw_only=True)
class ImportedCases:
    """The cases of a table, and the line of each by its id. `readings` say how each label was read, with the number of
    its rows, in the order of the file; `answers` what was asked for."""

    table: Table
    columns: FoundColumns
    cases: tuple[Case, ...]
    lines: Mapping[str, int]
    readings: Mapping[str, tuple[Reading, int]]
    answers: Mapping[str, str]


def cases_from_csv(
    path: Path,
    columns: Columns | None = None,
    *,
    departments: Departments | None = None,
    delimiter: str | None = None,
    encoding: str | None = None,
    ask: Ask | None = None,
) -> ImportedCases:
    """Cases from a CSV file whose first line names the columns, which are found where they are not told.

    The label column holds departments (`Departments`; left out, keys), several accepted ones with `|` between. An empty
    label is an error unless it was said to mean no transfer. Tags are separated by comma, semicolon or `|`. Without an
    id column a case is named by the file and its line. `ask` is called with each label that is not clear. Raises
    `CasesError` with every line that cannot be used.
    """
    departments = departments or Departments.of(None)
    columns = columns or Columns()
    table = read_table(path, columns=columns.named, delimiter=delimiter, encoding=encoding)
    found = find_columns(table, columns, _judge(departments))
    rows = Counter(row[found.expect] for _, row in table.rows)
    _check_column(path, found.expect, rows, departments)
    readings = {label: departments.read(label) for label in rows}
    unclear = _unclear(table, found, departments, rows, readings)
    answers: dict[str, str] = {}
    for label in unclear if ask is not None else ():
        answer = ask(label) if ask is not None else None
        if answer is not None:
            answers[label.label] = answer
            readings[label.label] = departments.with_meaning(label.label, answer).read(label.label)
    unclear = [label for label in unclear if label.label not in answers]
    problems = sorted([*table.problems, *_problems(table, found, unclear, departments)], key=lambda one: one[0])
    if problems:
        told = [f"{path}:{line}: {problem}" for line, problem in problems]
        more = [f"and {len(told) - _MOST} more problems"] if len(told) > _MOST else []
        raise CasesError("\n".join([*told[:_MOST], *more]))
    read = {label: (reading, rows[label]) for label, reading in readings.items() if reading is not None}
    cases = {line: _case(path, line, row, found, read[row[found.expect]][0]) for line, row in table.rows}
    return ImportedCases(
        table=table,
        columns=found,
        cases=tuple(cases.values()),
        lines={case.id: line for line, case in cases.items()},
        readings=read,
        answers=answers,
    )


def _judge(departments: Departments) -> Callable[[str], bool] | None:
    return None if departments.keys is None else lambda label: departments.known(label) is not None


def _check_column(path: Path, column: str, labels: Iterable[str], departments: Departments) -> None:
    """Raises `CasesError` where a column can hold no departments, before each is compared with every name."""
    strange = sum(departments.known(label) is None for label in labels)
    if departments.keys is not None and strange > _MOST_LABELS:
        raise CasesError(
            f"{path}:1: column {column!r} holds {strange:,} different texts that are no department; is another column"
            " meant? Say it with --expect"
        )


def _unclear(
    table: Table,
    columns: FoundColumns,
    departments: Departments,
    rows: Mapping[str, int],
    readings: Mapping[str, Reading | None],
) -> list[UnclearLabel]:
    """The labels that could not be read, in the order of the file."""
    unread = {label for label, reading in readings.items() if reading is None}
    found: list[UnclearLabel] = []
    for line, row in table.rows:
        label = row[columns.expect]
        if label in unread:
            unread.remove(label)
            nearest = departments.nearest(label)
            found.append(
                UnclearLabel(label=label, rows=rows[label], line=line, text=row[columns.text], nearest=nearest)
            )
    return found


def _problems(
    table: Table, columns: FoundColumns, unclear: Sequence[UnclearLabel], departments: Departments
) -> Iterator[tuple[int, str]]:
    for label in unclear:
        yield label.line, f"{columns.expect}: {_mend(label, departments)}"
    lines: dict[str, int] = {}
    for line, row in table.rows:
        if not row[columns.text]:
            yield line, f"{columns.text}: empty; a case needs what the caller says"
        if columns.id is None:
            continue
        identity = row[columns.id]
        if not identity:
            yield line, f"{columns.id}: empty; each case needs an id of its own"
        elif identity in lines:
            yield line, f"{columns.id}: {identity!r} has come before, in line {lines[identity]}"
        lines.setdefault(identity, line)


def _mend(unclear: UnclearLabel, departments: Departments) -> str:
    more = f" ({unclear.rows} rows)" if unclear.rows > 1 else ""
    if not unclear.label:
        return f"empty{more}; write a key, or say that empty means no transfer (--none '')"
    if departments.keys is None:
        return f"a key is missing beside |{more}"
    label = masked(unclear.label[:_LABEL])
    near = unclear.nearest
    known = f"nearest is {' or '.join(near)}" if near else f"there are {departments.listed}"
    example = shlex.quote(f"{label}={near[0] if near else 'KEY'}")
    return (
        f"the directory has no destination {label!r}{more}; {known}: --map {example}, or --none {shlex.quote(label)}"
        " where no transfer is right"
    )


def _case(path: Path, line: int, row: Mapping[str, str], columns: FoundColumns, reading: Reading) -> Case:
    keys = list(reading.keys)
    tags = [tag.strip() for tag in _TAGS.split(row[columns.tags])] if columns.tags else []
    return Case(
        id=row[columns.id] if columns.id else f"{path.stem}-{line}",
        text=unguarded(row[columns.text]),
        expect=None if not keys else keys[0] if len(keys) == 1 else keys,
        tags=[tag for tag in tags if tag],
    )
