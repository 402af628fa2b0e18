"""A text as plain data, and in which line each part of it stands."""

import datetime
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from adapter.errors import MORE_IS_WRONG, DocumentError, Problem
from adapter.telemetry import masked

Path: TypeAlias = tuple[str | int, ...]
"""Where something stands: keys of objects and indexes of lists, from the top of the file."""

Located: TypeAlias = tuple[Path, Problem]
"""A problem, and the path of what it is about."""

MAX_DEPTH = 64
"""Objects and lists inside one another. The deepest honest file, with nested rejection conditions, needs about ten."""
MAX_VALUES = 500_000
"""Values of a file, each use of a YAML alias counted: some thousand destinations, and the end of an alias bomb."""
MAX_ANCHORS = 1_000
"""Anchors and aliases of a YAML file together. Who writes one by hand has a dozen."""
MAX_PROBLEMS = 100
"""Problems of a file that are told. Who has mended so many looks again."""
NAMED = 20
"""Names in a line of a message: nobody reads those of a thousand destinations."""

_MAX_NUMBER = 10**18
_LONGEST = 40


@dataclass(frozen=True, kw_only=True)
class Document:
    """Decoded YAML or JSON. `lines` counts from 1 and may lack parts, or be empty for data that was never a file."""

    file: str
    data: object
    lines: Mapping[Path, int] = field(default_factory=dict)
    problems: tuple[Located, ...] = ()
    """What is wrong with the text itself and leaves the rest readable, such as a key that is given twice."""

    def problem_at(self, path: Path, message: str) -> Problem:
        """What is wrong with the part at a path."""
        return Problem(file=self.file, line=self.line(path), field=printable_path(path) or None, message=message)

    def line(self, path: Path) -> int | None:
        """The line of a part; of what surrounds it where that is not known, as for a field that is missing."""
        written = self._written(path)
        while written and written not in self.lines:
            written = written[:-1]
        return self.lines.get(written) if written else None

    def position(self, path: Path) -> tuple[int, ...]:
        """Orders parts as the file has them."""
        position: list[int] = []
        part = self.data
        for step in self._written(path):
            if isinstance(part, dict):
                position.append(next(place for place, name in enumerate(part) if name == step))
                part = part[step]
            elif isinstance(part, list) and isinstance(step, int):
                position.append(step)
                part = part[step]
        return tuple(position)

    def _written(self, path: Path) -> Path:
        """The path in the file's own spelling, as far as it is there: a field may be written in snake_case."""
        part = self.data
        written: list[str | int] = []
        for step in path:
            if isinstance(part, dict):
                name = step if step in part else next((key for key in part if _same_name(key, step)), None)
                if name is None:
                    break
                written.append(name)
                part = part[name]
            elif isinstance(part, list) and isinstance(step, int) and step < len(part):
                written.append(step)
                part = part[step]
            else:
                break
        return tuple(written)


def told(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """The problems of a file that are told: the first so many, and that there are more."""
    if len(problems) <= MAX_PROBLEMS:
        return tuple(problems)
    more = Problem(file=problems[0].file, message=f"{MORE_IS_WRONG} {MAX_PROBLEMS}: mend them and look again")
    return (*problems[:MAX_PROBLEMS], more)


def check_plain(document: Document) -> None:
    """Raises `DocumentError` for data that no JSON text could hold, that is too deep, or that is too much.

    What passes can be walked, hashed and written out without surprises.
    """
    if _is_plain(document.data):
        return
    problems: list[Problem] = []
    waiting: list[tuple[Path, object]] = [((), document.data)]
    values = 0
    while waiting:
        path, value = waiting.pop()
        values += 1
        if values > MAX_VALUES:
            raise DocumentError(
                Problem(file=document.file, message=f"holds more than {MAX_VALUES:,} values, aliases counted each time")
            )
        odd = _odd(value) if len(path) <= MAX_DEPTH else f"is nested more than {MAX_DEPTH} levels deep"
        if odd is not None:
            problems.append(document.problem_at(path, odd))
            if len(problems) > MAX_PROBLEMS:
                break
        elif isinstance(value, dict):
            waiting += [((*path, key), part) for key, part in reversed(value.items())]
        elif isinstance(value, list):
            waiting += [((*path, index), part) for index, part in reversed(list(enumerate(value)))]
    if problems:
        raise DocumentError(*told(problems))


def _is_plain(data: object) -> bool:
    """Whether nothing is wrong with data, told without the path of each part."""
    level, depth, values = [data], 0, 1
    while level:
        if depth > MAX_DEPTH or any(_odd(value) is not None for value in level):
            return False
        below: list[object] = []
        for value in level:
            if isinstance(value, dict):
                below += value.values()
            elif isinstance(value, list):
                below += value
        level, depth, values = below, depth + 1, values + len(below)
        if values > MAX_VALUES:
            return False
    return True


def _odd(value: object) -> str | None:
    if isinstance(value, str):
        return None if _whole(value) else "holds half a character (a lone surrogate)"
    if isinstance(value, dict):
        if not all(isinstance(key, str) for key in value):
            return "has a key that is no text: put it in quotes"
        return None if all(map(_whole, value)) else "has a key with half a character (a lone surrogate)"
    if value is None or isinstance(value, (bool, list)):
        return None
    if isinstance(value, (int, float)):
        if isinstance(value, float) and not math.isfinite(value):
            return "must be a finite number"
        return None if abs(value) < _MAX_NUMBER else "is too large for a number: put it in quotes"
    # What YAML readers other than ours make of an unquoted date.
    quotes = ": put it in quotes" if isinstance(value, (datetime.date, datetime.time)) else ""
    return f"was read as a {type(value).__name__}, which JSON does not have{quotes}"


def _whole(text: str) -> bool:
    return text.isascii() or not any("\ud800" <= character <= "\udfff" for character in text)


def _same_name(written: object, name: object) -> bool:
    return (
        isinstance(written, str)
        and isinstance(name, str)
        and written.replace("_", "").lower() == name.replace("_", "").lower()
    )


def printable(name: str) -> str:
    """A name out of a file as it may be printed: no phone number, no control characters, not endless."""
    text = "".join(character if character.isprintable() else "?" for character in masked(name[: 10 * _LONGEST]))
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def first_of(names: Iterable[str], most: int = NAMED) -> str:
    """Names for people, in a line; of many the first, and how many more there are."""
    every = list(names)
    more = f" and {len(every) - most:,} more" if len(every) > most else ""
    return ", ".join(every[:most]) + more


def printable_path(path: Path) -> str:
    """`transferPlan.timeout`, `message.contents[1].language`."""
    return "".join(_steps(path)).removeprefix(".")


def _steps(path: Path) -> Iterator[str]:
    for step in path:
        yield f"[{step}]" if isinstance(step, int) else f".{printable(step)}"
