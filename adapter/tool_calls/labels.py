"""Labels: names such as `production` for versions of prompts, kept in one small file beside them."""

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from pydantic import ConfigDict, RootModel

from adapter.documents.content import content_of
from adapter.documents.document import Document
from adapter.documents.files import exists, file_text
from adapter.documents.yaml_text import load_yaml
from adapter.errors import DocumentError, PromptError, few

LABELS_FILE = "labels.yaml"

_LABEL = re.compile(r"(?!v[0-9])[a-z][a-z0-9_-]*")
_VERSION = re.compile(r"v([1-9][0-9]*)")


class _Labels(RootModel[dict[str, dict[str, str]]]):
    """Labels by prompt, and the version of each: `receptionist: {production: v1}`."""

    model_config = ConfigDict(strict=True)


def read_labels(folder: Path, name: str) -> Mapping[str, int]:
    """The labels of a prompt and the numbers of their versions; none without a file in the folder.

    Raises `PromptError` for a file that cannot be read, naming the label and what would be right.
    """
    path = folder / LABELS_FILE
    if not exists(path):
        return {}
    try:
        document = load_yaml(file_text(path), str(path))
    except DocumentError as error:
        raise PromptError(str(error)) from error
    data = {} if document.data is None else document.data
    if not isinstance(data, dict):
        raise PromptError(f"{path}: labels: {_mend('must be a mapping')}")
    try:
        read = content_of(replace(document, data=data), _Labels)
    except DocumentError as error:
        raise PromptError(few([_mend(str(problem)) for problem in error.problems])) from error
    return {label: _version(document, name, label, version) for label, version in read.root.get(name, {}).items()}


def _version(document: Document, name: str, label: str, version: str) -> int:
    match = _VERSION.fullmatch(version)
    if not _LABEL.fullmatch(label):
        message = "a label is a word in lower case that does not look like a version"
    elif match is None:
        message = "a version is written as v1"
    else:
        return int(match[1])
    raise PromptError(str(document.problem_at((name, label), message)))


def _mend(message: str) -> str:
    return f"{message}; a line is such as: receptionist: {{production: v1}}"
