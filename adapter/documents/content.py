"""The content of a document as a record: everything that is wrong with it, in plain words and with its line."""

from itertools import islice
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from adapter.documents.document import MAX_PROBLEMS, Document, check_plain, told
from adapter.documents.validation_messages import validation_messages
from adapter.errors import DocumentError, Problem

Content = TypeVar("Content", bound=BaseModel)


def content_of(document: Document, model: type[Content]) -> Content:
    """The record that a document holds. Raises `DocumentError` with every problem, in file order."""
    problems = [problem for _, problem in document.problems]
    if problems:
        raise DocumentError(*told(problems))
    check_plain(document)
    try:
        return model.model_validate(document.data)
    except ValidationError as error:
        raise DocumentError(*told(refused(document, error, model))) from None


def refused(document: Document, error: ValidationError, model: type[BaseModel]) -> tuple[Problem, ...]:
    """What a model refuses in a document, in file order."""
    found = islice(validation_messages(error, document.data, model), MAX_PROBLEMS + 1)
    problems = [document.problem_at(path, message) for path, message in found]
    return tuple(dict.fromkeys(sorted(problems, key=lambda problem: problem.line or 0)))
