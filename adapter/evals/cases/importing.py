"""Cases from a table that a spreadsheet or a labelling tool has saved as CSV."""

import codecs
import csv
import io
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from adapter.errors import CasesError
from adapter.evals.cases import Case

DELIMITERS = (",", ";", "\t", "|")
"""What a file may use; the one that makes its first line hold the columns that are asked for."""

_SEVERAL = "|"
_SEP = re.compile(r"(\"?sep=(.)\"?)\r?\n", re.IGNORECASE)
"""The first line by which Excel tells the delimiter."""
_TAGS = re.compile(r"[,;|]")


@dataclass(frozen=True, kw_only=True, slots=True)
class Columns:
    """Which column holds what, by the names in the first line."""

    text: str
    expect: str
    id: str | None = None
    tags: str | None = None

    @property
    def named(self) -> tuple[str, ...]:
        """The columns that a file must have."""
        return tuple(name for name in (self.text, self.expect, self.id, self.tags) if name is not None)


def cases_from_csv(
    path: Path, columns: Columns, *, none: Collection[str] = (), delimiter: str | None = None
) -> tuple[Case, ...]:
    """Cases from a CSV file whose first line names the columns: UTF-8 with or without its mark, or Excel's "Unicode
    text", which is UTF-16; a line `sep=;` may stand before it.

    The label column holds a key, several accepted ones with `|` between, or one of the values `none` for no transfer;
    an empty label is an error unless `none` holds "". Tags are separated by comma, semicolon or `|`. Without an id
    column a case is named by the file and its line. Raises `CasesError` with every line that cannot be used.
    """
    text = _decoded(path)
    if (told := _SEP.match(text)) is not None:
        # the line stays as an empty one, so that line numbers are the file's
        text, delimiter = text[told.end(1) :], delimiter or told[2]
    delimiter = delimiter or _delimiter(path, text, columns)
    rows = _rows(path, text, delimiter)
    header = [name.strip() for name in next((cells for _, cells in rows if cells), [])]
    _check_header(path, header, columns, delimiter)
    cases: list[Case] = []
    lines: dict[str, int] = {}
    wrong: list[str] = []
    for line, cells in rows:
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(header):
            wrong.append(f"{path}:{line}: {len(cells)} cells where the first line names {len(header)} columns")
            continue
        row = {name: cell.strip() for name, cell in zip(header, cells, strict=True)}
        identity = row[columns.id] if columns.id else f"{path.stem}-{line}"
        problems = list(_problems(row, columns, none))
        if identity in lines:
            problems.append(f"{columns.id}: {identity!r} has come before, in line {lines[identity]}")
        wrong += (f"{path}:{line}: {problem}" for problem in problems)
        lines.setdefault(identity, line)
        if not problems:
            cases.append(_case(identity, row, columns, none))
    if wrong:
        raise CasesError("\n".join(wrong))
    return tuple(cases)


def _decoded(path: Path) -> str:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise CasesError(f"{path}: {error.strerror}") from error
    encoding = "utf-16" if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise CasesError(
            f'{path}:{line}: not UTF-8; save it as "CSV UTF-8", or convert it: iconv -f WINDOWS-1252 -t UTF-8'
        ) from error


def _delimiter(path: Path, text: str, columns: Columns) -> str:
    headers = {delimiter: _header(path, text, delimiter) for delimiter in DELIMITERS}
    for delimiter, names in headers.items():
        if set(columns.named) <= {name.strip() for name in names}:
            return delimiter
    return max(DELIMITERS, key=lambda delimiter: len(headers[delimiter]))


def _header(path: Path, text: str, delimiter: str) -> list[str]:
    """The first line's cells; none where a quoted name is followed by something else than this delimiter."""
    try:
        return next((cells for _, cells in _rows(path, text, delimiter) if cells), [])
    except CasesError:
        return []


def _check_header(path: Path, header: Sequence[str], columns: Columns, delimiter: str) -> None:
    for name in columns.named:
        if header.count(name) == 1:
            continue
        wrong = "comes twice" if name in header else "is not there"
        shown = ", ".join(map(repr, header)) or "none, the file is empty"
        raise CasesError(f"{path}:1: column {name!r} {wrong}; separated by {delimiter!r} the columns are {shown}")


def _rows(path: Path, text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Each row with the number of its first line: a quoted cell may hold line breaks."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for row in reader:
            yield line, row
            line = reader.line_num + 1
    except csv.Error as error:
        raise CasesError(f"{path}:{line}: {error}") from error


def _problems(row: dict[str, str], columns: Columns, none: Collection[str]) -> Iterator[str]:
    if not row[columns.text]:
        yield f"{columns.text}: empty; a case needs what the caller says"
    if columns.id and not row[columns.id]:
        yield f"{columns.id}: empty; each case needs an id of its own"
    label = row[columns.expect]
    if label in none:
        return
    if not label:
        yield f"{columns.expect}: empty; write a key, or say that empty means no transfer (--none '')"
    elif not all(_keys(label)):
        yield f"{columns.expect}: a key is missing beside {_SEVERAL}"


def _case(identity: str, row: dict[str, str], columns: Columns, none: Collection[str]) -> Case:
    label = row[columns.expect]
    keys = _keys(label)
    tags = [tag.strip() for tag in _TAGS.split(row[columns.tags])] if columns.tags else []
    return Case(
        id=identity,
        text=row[columns.text],
        expect=None if label in none else keys[0] if len(keys) == 1 else keys,
        tags=[tag for tag in tags if tag],
    )


def _keys(label: str) -> list[str]:
    return [key.strip() for key in label.split(_SEVERAL)]
