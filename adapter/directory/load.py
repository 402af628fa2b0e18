"""Reads a directory file: the only place here that touches the disk."""

from contextlib import suppress
from pathlib import Path

from adapter.documents.document import Document
from adapter.documents.files import file_text
from adapter.documents.json_text import read_json
from adapter.errors import DirectoryError, DocumentError, Problem

MAX_BYTES = 20 * 1024 * 1024
"""A directory of ten thousand destinations in six languages is a tenth of that."""


def read_document(path: str | Path) -> Document:
    """Reads YAML or JSON, UTF-8 with or without a byte order mark, at most 20 MiB.

    `.json` is JSON. Anything else is YAML, unless it begins like JSON and is: a list pasted into a `.yaml` file keeps
    its tabs. Raises `DirectoryError`.
    """
    file = str(path)
    try:
        text = file_text(file, max_bytes=MAX_BYTES)
    except DocumentError as error:
        raise DirectoryError(*error.problems) from error
    if not text.strip():
        raise DirectoryError(Problem(file=file, message="the file is empty"))
    return parse_document(text, file)


def parse_document(text: str, file: str) -> Document:
    """The same from a text that `file` names. Raises `DirectoryError`."""
    try:
        return _json_or_yaml(text, file)
    except DocumentError as error:
        raise DirectoryError(*error.problems) from None


def _json_or_yaml(text: str, file: str) -> Document:
    if Path(file).suffix.lower() == ".json":
        return read_json(text, file)
    if text.lstrip()[0] in "[{":
        with suppress(DocumentError):  # flow-style YAML begins like that, too
            return read_json(text, file)
    # PyYAML takes as long to import as everything else here, and data that was decoded elsewhere does not need it.
    from adapter.documents.yaml_text import read_yaml

    return read_yaml(text, file)
