"""Labels: names such as `production` for versions of prompts, kept in one small file beside them."""

import re
from collections.abc import Mapping
from pathlib import Path

import yaml
from pydantic import RootModel, ValidationError

from adapter.errors import PromptError

LABELS_FILE = "labels.yaml"

_LABEL = re.compile(r"(?!v[0-9])[a-z][a-z0-9_-]*")
_VERSION = re.compile(r"v([1-9][0-9]*)")


class _Labels(RootModel[dict[str, dict[str, str]]]):
    """Labels by prompt, and the version of each: `receptionist: {production: v1}`."""


def read_labels(folder: Path, name: str) -> Mapping[str, int]:
    """The labels of a prompt and the numbers of their versions; none without a file in the folder.

    Raises `PromptError` for a file that cannot be read, naming the label and what would be right.
    """
    path = folder / LABELS_FILE
    try:
        content = path.read_text("utf-8-sig")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise PromptError(f"{path}: {getattr(error, 'strerror', None) or 'not UTF-8'}") from error
    try:
        read = _Labels.model_validate(yaml.safe_load(content) or {}, strict=True)
    except ValidationError as error:
        lines = (
            f"{path}: {'.'.join(map(str, item['loc'])) or 'labels'}: {_mend(item['msg'])}" for item in error.errors()
        )
        raise PromptError("\n".join(lines)) from error
    except (yaml.YAMLError, ValueError) as error:
        raise PromptError(f"{path}: {' '.join(str(error).split())}") from error
    return {label: _version(path, name, label, version) for label, version in read.root.get(name, {}).items()}


def _version(path: Path, name: str, label: str, version: str) -> int:
    if not _LABEL.fullmatch(label):
        raise PromptError(f"{path}: {name}.{label}: a label is a word in lower case that does not look like a version")
    if (match := _VERSION.fullmatch(version)) is None:
        raise PromptError(f"{path}: {name}.{label}: a version is written as v1")
    return int(match[1])


def _mend(message: str) -> str:
    return f"{message}; a line is such as: receptionist: {{production: v1}}"
