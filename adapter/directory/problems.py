"""Collects what is wrong or noteworthy in one file, so that all of it is reported at once and in file order."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import islice

from pydantic import BaseModel, ValidationError

from adapter.directory.misplaced_fields import right_place
from adapter.documents.document import MAX_PROBLEMS, Document, Located, Path, printable, printable_path, told
from adapter.documents.validation_messages import MISSING, validation_messages
from adapter.errors import DirectoryError, Problem
from adapter.vapi import TransferDestinationNumber


class Problems:
    """Errors and notices of one document, by path. A destination's path is known by its key once it is `named`."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._errors: list[Located] = [*document.problems]
        self._notices: list[Located] = []
        self._withdrawn: list[tuple[Path, str]] = []
        self._needed: dict[Path, str] = {}
        self._keys: dict[Path, str] = {}

    def named(self, path: Path, key: str) -> None:
        """From here on, what stands at `path` is destination `key`."""
        self._keys[path] = key

    def error(self, path: Path, message: str) -> None:
        if len(self._errors) <= MAX_PROBLEMS:
            self._errors.append((path, self._document.problem_at(path, message)))

    def notice(self, path: Path, message: str) -> None:
        if len(self._notices) <= MAX_PROBLEMS:
            self._notices.append((path, self._document.problem_at(path, message)))

    def withdrawn(self, path: Path, message: str) -> None:
        """Why a destination cannot be served: a notice where the others can, an error where anything else is wrong."""
        self._withdrawn.append((path, message))

    def needed(self, path: Path, why: str = "") -> None:
        """What stands at `path` is withdrawn and cannot be left out, so that it is an error. `why` ends its message."""
        self._needed[path] = why

    def refused(self, path: Path, error: ValidationError, raw: object, model: type[BaseModel]) -> None:
        """One error for each thing that pydantic refuses in what stands at `path`."""
        for where, message in islice(validation_messages(error, raw, model, misplaced=right_place), MAX_PROBLEMS + 1):
            if model is TransferDestinationNumber and where == ("type",) and message == MISSING:
                message = f"{MISSING}: write type: number"
            self.error((*path, *where), message)

    def raise_errors(self) -> None:
        """Raises `DirectoryError` if there is any error; it tells of what is withdrawn as well."""
        if self._errors or self._needed:
            for path, message in self._withdrawn:
                self.error(path, message + self._needed.get(path[:-1], ""))
            raise DirectoryError(*told(self._in_file_order(self._errors)))

    def notices(self) -> tuple[Problem, ...]:
        found = [
            (path, self._document.problem_at(path, f"{message}; until then this destination is withdrawn"))
            for path, message in self._withdrawn
        ]
        return told(self._in_file_order([*found, *self._notices]))

    def _in_file_order(self, found: Iterable[Located]) -> tuple[Problem, ...]:
        ordered = sorted(found, key=lambda located: (located[1].line or 0, self._document.position(located[0])))
        return tuple(dict.fromkeys(self._with_key(path, problem) for path, problem in ordered))

    def _with_key(self, path: Path, problem: Problem) -> Problem:
        """The problem told by its destination's key and the field in that, where it is about a destination."""
        for length in range(1, len(path) + 1):
            if path[:length] in self._keys:
                key, field = printable(self._keys[path[:length]]), printable_path(path[length:])
                return replace(problem, key=key, field=field or None)
        return problem
