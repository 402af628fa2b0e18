"""JSON text read with the line of every part; a key given twice is a flaw and not an override."""

import json
import re
from bisect import bisect_right

from adapter.documents.document import MAX_DEPTH, Document, Flaw, Path
from adapter.errors import DirectoryError, Problem

_SPACE = re.compile(r"[ \t\r\n]*")
_NEWLINE = re.compile(r"\n")


def read_json(text: str, file: str) -> Document:
    """Reads one JSON value (RFC 8259). Raises `DirectoryError` with the line of a syntax error."""
    reader = _Reader(text)
    try:
        data, end = reader.value(reader.skip(0), ())
        if reader.skip(end) != len(text):
            raise _SyntaxFault("there is more after the end of the value", reader.skip(end))
    except _SyntaxFault as fault:
        raise DirectoryError(
            Problem(file=file, line=reader.line(fault.position), message=f"not valid JSON: {fault.message}")
        ) from None
    return Document(file=file, data=data, lines=reader.lines, flaws=tuple(reader.flaws))


class _SyntaxFault(Exception):  # noqa: N818 - never leaves this module
    def __init__(self, message: str, position: int) -> None:
        super().__init__(message)
        self.message = message
        self.position = position


class _Reader:
    def __init__(self, text: str) -> None:
        self.lines: dict[Path, int] = {}
        self.flaws: list[Flaw] = []
        self._text = text
        self._newlines = [match.start() for match in _NEWLINE.finditer(text)]
        self._decoder = json.JSONDecoder(parse_constant=_refuse_constant)

    def line(self, position: int) -> int:
        return bisect_right(self._newlines, position - 1) + 1

    def skip(self, position: int) -> int:
        match = _SPACE.match(self._text, position)
        return match.end() if match else position

    def value(self, position: int, path: Path) -> tuple[object, int]:
        if len(path) > MAX_DEPTH:
            raise _SyntaxFault(f"nested more than {MAX_DEPTH} levels deep", position)
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
                raise _SyntaxFault("expected a name in double quotes", position)
            start = position
            name, position = self._scalar(position)
            where = (*path, str(name))
            first = self.lines.setdefault(where, self.line(start))
            position = self.value_start(position)
            value, position = self.value(position, where)
            if name in found:
                message = f"is given twice, first in line {first}"
                self.flaws.append(Flaw(path=where, line=self.line(start), message=message))
            found.setdefault(str(name), value)
            position, ended = self._next(position, "}")
            if ended:
                return found, position

    def value_start(self, position: int) -> int:
        position = self.skip(position)
        if not self._text.startswith(":", position):
            raise _SyntaxFault("expected a colon", position)
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
            raise _SyntaxFault(f"expected a comma or {end}", position)
        after = self.skip(position + 1)
        if self._text.startswith(end, after):
            raise _SyntaxFault(f"a comma before {end}", position)
        return after, False

    def _scalar(self, position: int) -> tuple[object, int]:
        try:
            value, end = self._decoder.raw_decode(self._text, position)
        except json.JSONDecodeError as error:
            raise _SyntaxFault(_lower_first(error.msg), error.pos) from None
        except ValueError:
            # NaN and Infinity, and integers beyond Python's limit of digits.
            raise _SyntaxFault("not a number that JSON has", position) from None
        return value, end


def _refuse_constant(name: str) -> None:
    raise ValueError(name)


def _lower_first(message: str) -> str:
    return message[:1].lower() + message[1:]
