"""The API from the docstrings: of every import place that `docs/architecture.md` names, what it names there."""

import importlib
import re
from collections.abc import Iterator
from pathlib import Path

import adapter

_ROW = re.compile(r"^\| (?P<places>`adapter\.[^|]+) \| (?P<names>[^|]+) \|$", re.MULTILINE)
_NAME = re.compile(r"`(\w+)`")
_PLACE = re.compile(r"`(adapter[\w.]*)`")


def page(checkout: Path) -> str:
    """The page. mkdocstrings puts in what stands in the code."""
    parts = ["# API\n", "What the library's callers import, as it is documented in the code.\n"]
    for place, names in places(checkout):
        parts.append(f"## {place}\n")
        parts += [f"::: {place}.{name}\n    options: {{heading_level: 3}}\n" for name in names]
    return "\n".join(parts)


def places(checkout: Path) -> Iterator[tuple[str, list[str]]]:
    """Each import place and the names that are to be had there."""
    yield "adapter", list(adapter.__all__)
    page = (checkout / "docs" / "architecture.md").read_text("utf-8")
    for row in _ROW.finditer(page):
        for place in _PLACE.findall(row["places"]):
            module = importlib.import_module(place)
            named = [name for name in _NAME.findall(row["names"]) if hasattr(module, name)]
            yield place, list(dict.fromkeys(named)) or list(module.__all__)
