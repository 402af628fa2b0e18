"""Files that people write for tests, scenarios and cassettes: read as directory files are, mistakes told by place."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from adapter.documents.document import MAX_PROBLEMS, Document, told
from adapter.documents.files import file_text as text_of_file
from adapter.documents.yaml_text import read_yaml
from adapter.errors import DocumentError, OperatorError

Content = TypeVar("Content", bound=BaseModel)
_PYDANTIC_STEPS = ("function-", "literal", "list[")
"""How pydantic names what it tried, among the fields of a location."""


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
        raise problem("\n".join(map(str, told([found for _, found in document.problems]))))
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
        findings = []
        for item in error.errors(include_url=False, include_input=False)[:MAX_PROBLEMS]:
            steps = [step for step in item["loc"] if isinstance(step, int) or not step.startswith(_PYDANTIC_STEPS)]
            line = document.line(tuple(steps))
            where = document.file if line is None else f"{document.file}:{line}"
            findings.append(
                ": ".join([where, *_names(steps, document, title), item["msg"].removeprefix("Value error, ")])
            )
        raise problem("\n".join(findings)) from error


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
