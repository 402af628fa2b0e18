"""YAML text read by the rules of YAML 1.2's core schema, with the line of every part.

PyYAML's own loaders follow YAML 1.1, where `no` (Norwegian) is false, `08:00` a number and a second key of the same
name overrides the first without a word. So only its parser is used here.
"""

import re
from collections.abc import Iterator
from typing import TypeAlias

import yaml

from adapter.documents.document import (
    MAX_ANCHORS,
    MAX_DEPTH,
    MAX_PROBLEMS,
    MAX_VALUES,
    Document,
    Located,
    Path,
    check_plain,
    printable,
    printable_path,
    told,
)
from adapter.documents.yaml_syntax import syntax_message
from adapter.errors import DocumentError, Problem

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# YAML 1.2.2, 10.3.2: what a plain scalar stands for. Whatever matches nothing is text.
_NULL = re.compile(r"~|null|Null|NULL|")
_TRUE = re.compile(r"true|True|TRUE")
_FALSE = re.compile(r"false|False|FALSE")
_INTEGER = re.compile(r"[-+]?[0-9]+")
_OCTAL = re.compile(r"0o[0-7]+")
_HEXADECIMAL = re.compile(r"0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_INFINITE = re.compile(r"([-+]?)\.(inf|Inf|INF)")
_NAN = re.compile(r"\.(nan|NaN|NAN)")

_MAX_DIGITS = 1000  # Python refuses to convert more than 4300; no honest number comes near either
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")

_TEXT_TAGS = ("!", "tag:yaml.org,2002:str")
_MERGE = "<<"

_Event: TypeAlias = yaml.Event
_Tagged: TypeAlias = yaml.MappingStartEvent | yaml.SequenceStartEvent | yaml.ScalarEvent


def load_yaml(text: str, file: str, *, first_line: int = 1) -> Document:
    """Reads one YAML document with which nothing is wrong, as JSON could hold it. Raises `DocumentError`.

    `first_line` is the line of the file in which the text begins; `file` names it in messages.
    """
    document = read_yaml(text, file, first_line=first_line)
    if document.problems:
        raise DocumentError(*told([problem for _, problem in document.problems]))
    check_plain(document)
    return document


def read_yaml(text: str, file: str, *, first_line: int = 1) -> Document:
    """The same, with what leaves the rest readable among the document's `problems`.

    Raises `DocumentError` with the line of a syntax error.
    """
    builder = _Builder(file, first_line)
    try:
        events = yaml.parse(text, Loader=_LOADER)
        data = builder.document(events)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + first_line if mark else None
        message = error.problem or error.context or ""
        raise DocumentError(Problem(file=file, line=line, message=_syntax(message, text, mark))) from None
    except yaml.YAMLError:
        control = _CONTROL.search(text)
        line = text.count("\n", 0, control.start()) + first_line if control else None
        message = "not valid YAML: it holds a control character"
        raise DocumentError(Problem(file=file, line=line, message=message)) from None
    return Document(file=file, data=data, lines=builder.lines, problems=tuple(builder.problems))


def _syntax(message: str, text: str, mark: yaml.Mark | None) -> str:
    row = "" if mark is None else next((line for at, line in enumerate(text.splitlines()) if at == mark.line), "")
    return syntax_message(message, row, None if mark is None else mark.column)


class _Builder:
    """Builds data from the parser's events. Nesting is bounded, so hostile files cannot exhaust the stack."""

    def __init__(self, file: str, first_line: int) -> None:
        self.lines: dict[Path, int] = {}
        self.problems: list[Located] = []
        self._file = file
        self._first_line = first_line
        self._anchors: dict[str, object] = {}
        self._values = self._references = 0

    def document(self, events: Iterator[_Event]) -> object:
        data: object = None
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise self._error(event, "a second document starts here (---): one file holds one document")
            elif isinstance(event, yaml.NodeEvent):
                data = self._node(event, events, ())
        return data

    def _node(self, event: _Event, events: Iterator[_Event], path: Path) -> object:
        if len(path) > MAX_DEPTH:
            raise self._error(event, f"nested more than {MAX_DEPTH} levels deep")
        self.lines.setdefault(path, self._line(event))
        self._values += 1
        if self._values > MAX_VALUES:
            raise self._error(event, f"there are more than {MAX_VALUES:,} values")
        self._references += getattr(event, "anchor", None) is not None
        if self._references > MAX_ANCHORS:
            raise self._error(event, f"there are more than {MAX_ANCHORS:,} anchors and aliases: write the values out")
        if isinstance(event, yaml.AliasEvent):
            name = str(event.anchor)
            if name not in self._anchors:
                raise self._error(event, f"the alias *{printable(name)} names nothing above it")
            return self._anchors[name]
        data: object
        if isinstance(event, yaml.MappingStartEvent):
            data = self._mapping(event, events, path)
        elif isinstance(event, yaml.SequenceStartEvent):
            data = self._sequence(event, events, path)
        elif isinstance(event, yaml.ScalarEvent):
            data = self._scalar(event, path)
        else:
            raise self._error(event, "cannot be read")
        anchor = getattr(event, "anchor", None)
        if anchor is not None:
            self._anchors[anchor] = data
        return data

    def _mapping(self, start: yaml.MappingStartEvent, events: Iterator[_Event], path: Path) -> dict[str, object]:
        self._refuse_tag(start, path)
        found: dict[str, object] = {}
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            if not isinstance(event, yaml.ScalarEvent):
                raise self._error(event, "a key must be plain text")
            key, where, line = str(event.value), (*path, str(event.value)), self._line(event)
            merge = key == _MERGE and bool(event.implicit[0])
            if key in found:
                message = f"is given twice, first in line {self.lines[where]}"
                self._add_problem(where, line, message)
            self.lines.setdefault(where, line)
            value = self._node(next(events), events, where)
            if merge:
                message = "<< is not in YAML 1.2: write the fields out, or use an alias for a whole object"
                self._add_problem(path, line, message)
            else:
                found.setdefault(key, value)
        return found

    def _sequence(self, start: yaml.SequenceStartEvent, events: Iterator[_Event], path: Path) -> list[object]:
        self._refuse_tag(start, path)
        found: list[object] = []
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            found.append(self._node(event, events, (*path, len(found))))
        return found

    def _scalar(self, event: yaml.ScalarEvent, path: Path) -> object:
        text, tag = str(event.value), event.tag
        if tag is not None:
            if tag not in _TEXT_TAGS:
                self._refuse_tag(event, path)
            return text
        return text if not event.implicit[0] or len(text) > _MAX_DIGITS else _plain(text)

    def _refuse_tag(self, event: _Tagged, path: Path) -> None:
        if event.tag is not None and event.tag not in ("!", "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq"):
            message = "has a YAML tag (!…), which is not supported: remove it"
            self._add_problem(path, self._line(event), message)

    def _add_problem(self, path: Path, line: int, message: str) -> None:
        if len(self.problems) > MAX_PROBLEMS:
            return
        field = printable_path(path) or None
        self.problems.append((path, Problem(file=self._file, line=line, field=field, message=message)))

    def _line(self, event: _Event) -> int:
        return (int(event.start_mark.line) if event.start_mark else 0) + self._first_line

    def _error(self, event: _Event, message: str) -> DocumentError:
        return DocumentError(Problem(file=self._file, line=self._line(event), message=message))


def _plain(text: str) -> object:
    """What an unquoted scalar stands for."""
    if _NULL.fullmatch(text):
        return None
    if _TRUE.fullmatch(text):
        return True
    if _FALSE.fullmatch(text):
        return False
    if _INTEGER.fullmatch(text):
        return int(text)
    if _OCTAL.fullmatch(text):
        return int(text, 8)
    if _HEXADECIMAL.fullmatch(text):
        return int(text, 16)
    if _FLOAT.fullmatch(text):
        return float(text)
    if infinite := _INFINITE.fullmatch(text):
        return float(f"{infinite[1]}inf")
    return float("nan") if _NAN.fullmatch(text) else text
