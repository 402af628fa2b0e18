"""Collects what is wrong or noteworthy in one file, so that all of it is reported at once and in file order."""

from dataclasses import dataclass

from pydantic import BaseModel, ValidationError

from adapter.directory.wording import findings
from adapter.documents.document import Document, Path, shown, shown_path
from adapter.errors import DirectoryError, Problem


@dataclass(frozen=True, kw_only=True)
class _Finding:
    path: Path
    line: int | None
    message: str


class Findings:
    """Errors and notices of one document, by path. A destination's path is known by its key once it is `named`."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._errors: list[_Finding] = []
        self._notices: list[_Finding] = []
        self._keys: dict[Path, str] = {}
        for flaw in document.flaws:
            self._errors.append(_Finding(path=flaw.path, line=flaw.line, message=flaw.message))

    def named(self, path: Path, key: str) -> None:
        """From here on, what stands at `path` is destination `key`."""
        self._keys[path] = key

    def error(self, path: Path, message: str) -> None:
        self._errors.append(_Finding(path=path, line=self._document.line(path), message=message))

    def notice(self, path: Path, message: str) -> None:
        self._notices.append(_Finding(path=path, line=self._document.line(path), message=message))

    def refused(self, path: Path, error: ValidationError, raw: object, model: type[BaseModel]) -> None:
        """One error for each finding of pydantic's in what stands at `path`."""
        for where, message in findings(error, raw, model):
            self.error((*path, *where), message)

    def raise_errors(self) -> None:
        """Raises `DirectoryError` if there is any error."""
        if self._errors:
            raise DirectoryError(*self._problems(self._errors))

    def notices(self) -> tuple[Problem, ...]:
        return self._problems(self._notices)

    def _problems(self, found: list[_Finding]) -> tuple[Problem, ...]:
        ordered = sorted(found, key=lambda finding: (finding.line or 0, self._document.position(finding.path)))
        return tuple(dict.fromkeys(self._problem(finding) for finding in ordered))

    def _problem(self, finding: _Finding) -> Problem:
        key, field = None, finding.path
        for length in range(1, len(finding.path) + 1):
            if finding.path[:length] in self._keys:
                key, field = shown(self._keys[finding.path[:length]]), finding.path[length:]
                break
        return Problem(
            file=self._document.file,
            line=finding.line,
            key=key,
            field=shown_path(field) or None,
            message=finding.message,
        )
