"""Reads a directory file: the only place here that touches the disk."""

import errno
from contextlib import suppress
from pathlib import Path

from adapter.documents.document import Document
from adapter.documents.json_text import read_json
from adapter.errors import DirectoryError, DocumentError, Problem

MAX_BYTES = 20 * 1024 * 1024
"""A directory of ten thousand destinations in six languages is a tenth of that."""

_REASONS = {
    errno.ENOENT: "there is no such file",
    errno.EISDIR: "this is a folder; name the file in it",
    errno.EACCES: "may not be read: permission denied",
}


def read_document(path: str | Path) -> Document:
    """Reads YAML or JSON, UTF-8 with or without a byte order mark, at most 20 MiB.

    `.json` is JSON. Anything else is YAML, unless it begins like JSON and is: a list pasted into a `.yaml` file keeps
    its tabs. Raises `DirectoryError`.
    """
    file = str(path)
    text = _text(file)
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


def _text(file: str) -> str:
    try:
        with Path(file).open("rb") as stream:
            content = stream.read(MAX_BYTES + 1)
    except OSError as error:
        reason = _REASONS.get(error.errno or 0, error.strerror or "cannot be read")
        raise DirectoryError(Problem(file=file, message=reason)) from error
    except ValueError:
        raise DirectoryError(Problem(file=file.replace("\0", "?"), message="this cannot be a file's name")) from None
    if len(content) > MAX_BYTES:
        raise DirectoryError(Problem(file=file, message=f"is larger than {MAX_BYTES // 1024 // 1024} MiB"))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise DirectoryError(Problem(file=file, line=line, message="is not UTF-8: save it in that encoding")) from None
