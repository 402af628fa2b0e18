"""A table that a spreadsheet or a labelling tool has saved as CSV: its encoding, its delimiter, its rows by line."""

import codecs
import csv
import io
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from adapter.documents.files import file_bytes
from adapter.errors import CasesError, DocumentError

DELIMITERS: Final = (",", ";", "\t", "|")
"""What a file may use, unless it is said."""
SUFFIXES: Final = frozenset({".csv", ".tsv", ".tab", ".xlsx", ".xls", ".ods"})
"""Names of tables, and of workbooks, which are refused with what would be right."""
MAX_BYTES: Final = 64 * 1024 * 1024

_FALLBACK: Final = "cp1252"
"""What Excel saves as plain "CSV" in Europe and America."""
_SEP: Final = re.compile(r"(\"?sep=(.)\"?)\r?\n", re.IGNORECASE)
"""The first line by which Excel tells the delimiter."""
_WORKBOOKS: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How files of Excel and LibreOffice begin."""
_LOOKED_AT: Final = 50
"""Rows by which a delimiter is judged."""
_FOREIGN: Final = re.compile(r"\S*[^\x00-\x7f]\S*")
_SHOWN: Final = 30


@dataclass(frozen=True, kw_only=True, slots=True)
class Encoding:
    """How a file's bytes were read. `sample` is the first word that shows whether that was right, by its line, where it
    was a guess."""

    name: str
    sample: tuple[int, str] | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """Rows under the names of the first line, each with the number of its first line; spaces around cells are gone.

    `problems` are rows that have another number of cells, by their line.
    """

    path: Path
    header: tuple[str, ...]
    rows: tuple[tuple[int, Mapping[str, str]], ...]
    delimiter: str
    encoding: Encoding
    problems: tuple[tuple[int, str], ...]


def is_table(path: Path) -> bool:
    """Whether a file is a table by its name."""
    return path.suffix.lower() in SUFFIXES


def read_table(
    path: Path, *, columns: Collection[str] = (), delimiter: str | None = None, encoding: str | None = None
) -> Table:
    """Reads a CSV file: UTF-8 with or without its mark, Excel's "Unicode text", which is UTF-16, or another `encoding`.

    What is none of these is read as Windows-1252, which `Table.encoding` then says. A line `sep=;` may stand before the
    header. Else the delimiter is that by which the first line holds the `columns`, or the rows are as long as it.
    Raises `CasesError`.
    """
    text, how = _decoded(path, encoding)
    if (told := _SEP.match(text)) is not None:
        # the line stays as an empty one, so that line numbers are the file's
        text, delimiter = text[told.end(1) :], delimiter or told[2]
    delimiter = delimiter or _delimiter(path, text, columns)
    lines = _lines(path, text, delimiter)
    header = tuple(name.strip() for name in next((cells for _, cells in lines if any(cells)), []))
    rows: list[tuple[int, Mapping[str, str]]] = []
    problems: list[tuple[int, str]] = []
    for line, written in lines:
        cells = _trimmed(written, len(header))
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) == len(header):
            rows.append((line, {name: cell.strip() for name, cell in zip(header, cells, strict=True)}))
            continue
        mend = f"; quote a cell that has {delimiter!r} in it" if len(cells) > len(header) else ""
        problems.append((line, f"{len(cells)} cells where the first line names {len(header)} columns{mend}"))
    return Table(
        path=path, header=header, rows=tuple(rows), delimiter=delimiter, encoding=how, problems=tuple(problems)
    )


def _decoded(path: Path, encoding: str | None) -> tuple[str, Encoding]:
    content = _content(path)
    if encoding is not None:
        return _by_name(path, content, encoding), Encoding(name=encoding)
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _by_name(path, content, "utf-16"), Encoding(name="UTF-16")
    if b"\0" in content[:1024]:
        raise CasesError(
            f"{path}:1: no text, or UTF-16 without its mark; save it as CSV UTF-8, or --encoding utf-16-le"
        )
    try:
        return content.decode("utf-8-sig"), Encoding(name="UTF-8")
    except UnicodeDecodeError:
        text = _by_name(path, content, _FALLBACK)
    # what is all ASCII is UTF-8, so there is such a word
    found = ((line, _FOREIGN.search(said)) for line, said in enumerate(text.split("\n"), 1))
    sample = next((line, word[0][:_SHOWN]) for line, word in found if word)
    return text, Encoding(name="Windows-1252", sample=sample)


def _content(path: Path) -> bytes:
    try:
        content = file_bytes(path, max_bytes=MAX_BYTES)
    except DocumentError as error:
        raise CasesError(str(error)) from error
    if content.startswith(_WORKBOOKS):
        raise CasesError(f'{path}: a workbook and no table; save the sheet as "CSV UTF-8"')
    return content


def _by_name(path: Path, content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise CasesError(
            f'{path}:{line}: not UTF-8, nor {encoding}; save it as "CSV UTF-8", or name its --encoding'
            if encoding == _FALLBACK
            else f'{path}:{line}: not {encoding}; save it as "CSV UTF-8", or name another --encoding'
        ) from error


def _delimiter(path: Path, text: str, columns: Collection[str]) -> str:
    heads = {delimiter: _head(path, text, delimiter) for delimiter in DELIMITERS}
    if columns:
        for delimiter, rows in heads.items():
            if rows and set(columns) <= {name.strip() for name in rows[0]}:
                return delimiter

    def likeness(delimiter: str) -> tuple[bool, float, int]:
        rows = heads[delimiter]
        width = len(rows[0]) if rows else 0
        alike = sum(len(_trimmed(cells, width)) == width for cells in rows)
        return width > 1, alike / max(1, len(rows)), width

    return max(DELIMITERS, key=likeness)


def _head(path: Path, text: str, delimiter: str) -> list[list[str]]:
    """The first rows by a delimiter; as far as they can be read, since a quoted name may be followed by another one."""
    rows: list[list[str]] = []
    try:
        for _, cells in _lines(path, text, delimiter):
            if any(cells):
                rows.append(cells)
            if len(rows) == _LOOKED_AT:
                break
    except CasesError:
        return rows
    return rows


def _trimmed(cells: Sequence[str], width: int) -> Sequence[str]:
    """Without the empty cells beyond the last column, which spreadsheets leave behind."""
    return cells[:width] if len(cells) > width and not any(cell.strip() for cell in cells[width:]) else cells


def _lines(path: Path, text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Each row with the number of its first line: a quoted cell may hold line breaks."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for row in reader:
            yield line, row
            line = reader.line_num + 1
    except csv.Error as error:
        raise CasesError(f"{path}:{line}: {_MENDS.get(str(error), error)}") from error


_MENDS: Final = {
    "unexpected end of data": "a quotation mark is opened and never closed; double it where it is part of the words",
}
