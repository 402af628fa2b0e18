"""JSON text read with the line of every part; a key given twice is a problem and not an override."""

import json
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cached_property

from adapter.documents.document import MAX_DEPTH, MAX_PROBLEMS, MAX_VALUES, Document, Located, Path, printable_path
from adapter.errors import DocumentError, Problem

_SPACE = re.compile(r"[ \t\r\n]*")
_MEANINGS = {
    "Expecting value": "a value is missing here, or a text has no double quotes",
    "Unterminated string starting at": "a text is opened and never closed",
    "Invalid control character at": "a text holds a line break or a tab: write \\n or \\t",
    "Invalid \\escape": "a backslash begins an escape that there is not: write two of them",
    "Invalid \\uXXXX escape": "behind \\u come four digits, 0 to 9 and a to f",
}
"""What Python's decoder says of a value, in words of those who wrote it."""
_NEWLINE = re.compile(r"\n")


def read_json(text: str, file: str) -> Document:
    """Reads one JSON value (RFC 8259). Raises `DocumentError` with the line of a syntax error.

    A text without mistakes is decoded by Python's own decoder, in a tenth of the time; its lines are looked for once
    somebody asks for one.
    """
    with suppress(ValueError, RecursionError):
        if sum(map(text.count, ",[{")) < MAX_VALUES:
            data: object = _DECODER.decode(text)
            return Document(file=file, data=data, lines=_LazyLines(text, file))
    reader = _Reader(text, file)
    data = reader.whole()
    return Document(file=file, data=data, lines=reader.lines, problems=tuple(reader.problems))


def _given_once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key is given twice")
    return found


class _LazyLines(Mapping[Path, int]):
    """The lines of a text's parts, looked for when the first of them is needed: for what is wrong, or odd."""

    def __init__(self, text: str, file: str) -> None:
        self._text = text
        self._file = file

    @cached_property
    def _lines(self) -> Mapping[Path, int]:
        reader = _Reader(self._text, self._file)
        reader.whole()
        return reader.lines

    def __getitem__(self, path: Path) -> int:
        return self._lines[path]

    def __iter__(self) -> Iterator[Path]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)


class _Reader:
    def __init__(self, text: str, file: str) -> None:
        self.lines: dict[Path, int] = {}
        self.problems: list[Located] = []
        self._text = text
        self._file = file
        self._newlines = [match.start() for match in _NEWLINE.finditer(text)]
        self._values = 0
        self._decoder = json.JSONDecoder(parse_constant=_refuse_constant)

    def whole(self) -> object:
        """The value that is the whole text."""
        data, end = self.value(self.skip(0), ())
        if self.skip(end) != len(self._text):
            raise self.error("there is more after the end of the value", self.skip(end))
        return data

    def line(self, position: int) -> int:
        return bisect_right(self._newlines, position - 1) + 1

    def error(self, message: str, position: int) -> DocumentError:
        return DocumentError(Problem(file=self._file, line=self.line(position), message=f"not valid JSON: {message}"))

    def skip(self, position: int) -> int:
        match = _SPACE.match(self._text, position)
        return match.end() if match else position

    def value(self, position: int, path: Path) -> tuple[object, int]:
        if len(path) > MAX_DEPTH:
            raise self.error(f"nested more than {MAX_DEPTH} levels deep", position)
        self._values += 1
        if self._values > MAX_VALUES:
            raise self.error(f"there are more than {MAX_VALUES:,} values", position)
        self.lines.setdefault(path, self.line(position))
        match self._text[position : position + 1]:
            case "{":
                return self._object(position + 1, path)
            case "[":
                return self._array(position + 1, path)
            case _:
                return self._scalar(position)

    def _object(self, position: int, path: Path) -> tuple[object, int]:
        found: dict[str, object] = {}
        position = self.skip(position)
        if self._text.startswith("}", position):
            return found, position + 1
        while True:
            if not self._text.startswith('"', position):
                raise self.error("expected a name in double quotes", position)
            start = position
            name, position = self._scalar(position)
            where = (*path, str(name))
            first = self.lines.setdefault(where, self.line(start))
            position = self.value_start(position)
            value, position = self.value(position, where)
            if name in found and len(self.problems) <= MAX_PROBLEMS:
                line, message = self.line(start), f"is given twice, first in line {first}"
                problem = Problem(file=self._file, line=line, field=printable_path(where), message=message)
                self.problems.append((where, problem))
            found.setdefault(str(name), value)
            position, ended = self._next(position, "}")
            if ended:
                return found, position

    def value_start(self, position: int) -> int:
        position = self.skip(position)
        if not self._text.startswith(":", position):
            raise self.error("expected a colon", position)
        return self.skip(position + 1)

    def _array(self, position: int, path: Path) -> tuple[object, int]:
        found: list[object] = []
        position = self.skip(position)
        if self._text.startswith("]", position):
            return found, position + 1
        while True:
            value, position = self.value(position, (*path, len(found)))
            found.append(value)
            position, ended = self._next(position, "]")
            if ended:
                return found, position

    def _next(self, position: int, end: str) -> tuple[int, bool]:
        """What follows a member: the end, or a comma and where the next one starts."""
        position = self.skip(position)
        if self._text.startswith(end, position):
            return position + 1, True
        if not self._text.startswith(",", position):
            raise self.error(f"expected a comma or {end}", position)
        after = self.skip(position + 1)
        if self._text.startswith(end, after):
            raise self.error(f"a comma before {end}", position)
        return after, False

    def _scalar(self, position: int) -> tuple[object, int]:
        try:
            value, end = self._decoder.raw_decode(self._text, position)
        except json.JSONDecodeError as error:
            raise self.error(_MEANINGS.get(error.msg, _lower_first(error.msg)), error.pos) from None
        except ValueError:
            # NaN and Infinity, and integers beyond Python's limit of digits.
            raise self.error("not a number that JSON has", position) from None
        return value, end


def _refuse_constant(name: str) -> None:
    raise ValueError(name)


_DECODER = json.JSONDecoder(parse_constant=_refuse_constant, object_pairs_hook=_given_once)


def _lower_first(message: str) -> str:
    return message[:1].lower() + message[1:]
