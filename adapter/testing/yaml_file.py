"""Files that people write for tests, scenarios and cassettes: read as directory files are, mistakes told by place."""

from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from adapter.documents.document import MAX_PROBLEMS, Document
from adapter.documents.files import file_text as text_of_file
from adapter.documents.validation_messages import validation_messages
from adapter.documents.yaml_text import read_yaml
from adapter.errors import DocumentError, OperatorError, few

Content = TypeVar("Content", bound=BaseModel)


def file_text(path: Path, problem: type[OperatorError], max_bytes: int) -> str:
    """The text of a file. Raises `problem` for one that cannot be read, is not UTF-8 or is larger."""
    try:
        return text_of_file(path, max_bytes=max_bytes)
    except DocumentError as error:
        raise problem(str(error)) from error


def yaml_document(text: str, file: str, problem: type[OperatorError]) -> Document:
    """The data of a YAML text. Raises `problem` with the line of everything that the reader finds wrong."""
    try:
        document = read_yaml(text, file)
    except DocumentError as error:
        raise problem(str(error)) from None
    if document.problems:
        raise problem(few([found for _, found in document.problems]))
    return document


def content_of(
    document: Document, model: type[Content], title: Callable[[int, object], str], problem: type[OperatorError]
) -> Content:
    """The validated content of a document. Raises `problem`, which names line, entry and field of every finding.

    `title` makes an entry's name for messages of its index and its data; entries are items of a list at the top.
    """
    try:
        return model.model_validate(document.data)
    except ValidationError as error:
        found = islice(validation_messages(error, document.data, model), MAX_PROBLEMS)
        findings = []
        for path, message in sorted(found, key=lambda item: document.line(item[0]) or 0):
            line = document.line(path)
            where = document.file if line is None else f"{document.file}:{line}"
            findings.append(": ".join([where, *_names(path, document, title), message]))
        raise problem(few(list(dict.fromkeys(findings)))) from error


def _names(steps: Sequence[int | str], document: Document, title: Callable[[int, object], str]) -> list[str]:
    """The entry and the field, as the file's author would look for them."""
    names = []
    match steps:
        case [str(entries), int(position), *rest]:
            data = document.data[entries][position] if isinstance(document.data, dict) else None
            names, steps = [title(position, data)], rest
    field = ""
    for step in steps:
        field += f" {step + 1}" if isinstance(step, int) else f".{step}" if field else step
    return [*names, *([field] if field else [])]
