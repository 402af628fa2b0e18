"""Which column of a table holds what callers say, which the department, and which ids and tags."""

import shlex
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from adapter.errors import CasesError
from adapter.evals.cases.csv_table import Table
from adapter.evals.cases.similarity import normal

_TEXT: Final = """
text utterance utterances transcript said says phrase sentence wording words message query question request input caller
customer anliegen äußerung satz anrufer kunde frage wortlaut demande appelant texto frase
"""
_EXPECT: Final = """
expect expected key label department dept destination team queue route routing category intent target transfer abteilung
ziel zuständig stelle kategorie service servicio departamento destino reparto destinazione
"""
_ID: Final = frozenset({"id", "case id", "case"})
_TAGS: Final = frozenset({"tag", "tags", "labels", "stichworte"})
_MOST_WORDS: Final = 200
_LIKELY: Final = 0.5
"""The share of a column's cells that have to be departments for it to be taken as that column."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Columns:
    """Which column holds what, by the names in the first line. `text` and `expect` left out are found."""

    text: str | None = None
    expect: str | None = None
    id: str | None = None
    tags: str | None = None

    @property
    def named(self) -> tuple[str, ...]:
        """The columns that a file must have."""
        return tuple(name for name in (self.text, self.expect, self.id, self.tags) if name is not None)


@dataclass(frozen=True, kw_only=True, slots=True)
class FoundColumns:
    """The same with nothing left open but ids and tags."""

    text: str
    expect: str
    id: str | None
    tags: str | None


def find_columns(table: Table, asked: Columns, is_department: Callable[[str], bool] | None) -> FoundColumns:
    """The columns as asked for; others by their name, and where `is_department` can tell, by what is in them.

    A column of ids is taken only if each is there once. Raises `CasesError` with what to say.
    """
    header = table.header
    _check(table, asked.named)
    called = _called(header, _EXPECT, asked.named)
    expect = asked.expect or _only(called, table, is_department, asked.named)
    if expect is not None and asked.expect is None and not called and is_department is not None:
        _check_first_line(table, expect, is_department)
    if expect is None:
        raise _unknown(table, "--expect", "the department")
    taken = {*asked.named, expect}
    text = asked.text or _most_words(table, _called(header, _TEXT, taken) or _named(header, taken))
    if text is None:
        raise _unknown(table, "--text", "what callers say")
    found = replace(asked, text=text, expect=expect)
    rest = _named(header, found.named)
    identity = asked.id or next((name for name in rest if normal(name) in _ID and _unique(table, name)), None)
    tags = asked.tags or next((name for name in rest if normal(name) in _TAGS), None)
    return FoundColumns(text=text, expect=expect, id=identity, tags=tags)


def _check(table: Table, names: Sequence[str]) -> None:
    for name in names:
        if table.header.count(name) == 1:
            continue
        wrong = "comes twice" if name in table.header else "is not there"
        shown = ", ".join(map(repr, table.header)) or "none, the file is empty"
        raise CasesError(
            f"{table.path}:1: column {name!r} {wrong}; separated by {table.delimiter!r} the columns are {shown}"
        )


def _check_first_line(table: Table, expect: str, is_department: Callable[[str], bool]) -> None:
    """Raises `CasesError` where the name of a column that was found by its cells is a department itself."""
    if is_department(expect):
        raise CasesError(
            f"{table.path}:1: the first line has to name the columns, and this one looks like a row; put one such as"
            f" text{table.delimiter}department before it, or say that it is a name: --expect {shlex.quote(expect)}"
        )


def _unknown(table: Table, option: str, what: str) -> CasesError:
    shown = ", ".join(map(repr, filter(None, table.header))) or "none, the file is empty"
    return CasesError(
        f"{table.path}:1: which column holds {what}? Say it with {option}; separated by {table.delimiter!r} the columns"
        f" are {shown}"
    )


def _named(header: Sequence[str], taken: Collection[str]) -> list[str]:
    """The columns that are still open and can be named: with a name, which no other has."""
    return [name for name in header if name and name not in taken and header.count(name) == 1]


def _called(header: Sequence[str], names: str, taken: Collection[str]) -> list[str]:
    """Columns with one of the words in their name; those that are nothing but it first."""
    words, open_ones = names.split(), _named(header, taken)
    whole = [name for name in open_ones if normal(name) in words]
    return whole or [name for name in open_ones if set(normal(name).split()) & set(words)]


def _only(
    called: Sequence[str], table: Table, is_department: Callable[[str], bool] | None, taken: Collection[str]
) -> str | None:
    """The column of departments: by its cells where these can be judged, else by its name."""
    if len(called) == 1:
        return called[0]
    if is_department is None:
        return None
    shares = {name: _share(table, name, is_department) for name in called or _named(table.header, taken)}
    best = max(shares, key=shares.__getitem__, default=None)
    return best if best is not None and shares[best] >= _LIKELY else None


def _share(table: Table, name: str, is_department: Callable[[str], bool]) -> float:
    cells = list(_cells(table, name))
    return sum(map(is_department, cells)) / len(cells) if cells else 0.0


def _most_words(table: Table, names: Sequence[str]) -> str | None:
    def words(name: str) -> float:
        cells = list(_cells(table, name))
        return sum(len(cell.split()) for cell in cells) / len(cells) if cells else 0.0

    return max(names, key=words, default=None)


def _unique(table: Table, name: str) -> bool:
    cells = [row[name] for _, row in table.rows]
    return all(cells) and len(set(cells)) == len(cells)


def _cells(table: Table, name: str) -> Iterator[str]:
    """The cells of a column that hold something, of the first rows: those tell what it is."""
    return (row[name] for _, row in table.rows[:_MOST_WORDS] if row[name])
