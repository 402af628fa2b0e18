"""What callers say who need no destination: the sentences that a weak choice is held against, in every language."""

from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

import yaml

FILE: Final = Path(__file__).with_name("none_of_these.yaml")


@cache
def none_by_language() -> MappingProxyType[str, tuple[str, ...]]:
    """The sentences by language, in the order of their file."""
    data = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return MappingProxyType({language: tuple(sentences) for language, sentences in data.items()})


@cache
def none_of_these() -> tuple[str, ...]:
    """All sentences. Callers are compared with those of every language: who calls may speak another than we expect."""
    return tuple(sentence for sentences in none_by_language().values() for sentence in sentences)
