"""Results to compare: rows, and what they were measured of, out of a folder or fresh from an evaluation."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from adapter.errors import CasesError
from adapter.evals.identity import Identity
from adapter.evals.results import SUMMARY, Row, load_rows


class Results(BaseModel):
    """Rows, with the name of where they come from and what was measured: prompt, directory, model …, by name."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    rows: tuple[Row, ...]
    identity: dict[str, str] = {}
    warnings: tuple[str, ...] = ()


def load_results(folder: Path) -> Results:
    """Reads a result folder, or a lone `results.jsonl`. A summary that is missing or broken is a warning.

    Raises `CasesError` for rows that cannot be read, and where there are none.
    """
    rows = load_rows(folder)
    if not rows:
        raise CasesError(f"{folder}: no results in it")
    file = (folder if folder.is_dir() else folder.parent) / SUMMARY
    identity: dict[str, str] = {}
    problem = "names nothing"
    try:
        summary = json.loads(file.read_bytes())
        if isinstance(summary, dict):
            identity = dict(_leaves(summary.get("identity")))
    except FileNotFoundError:
        problem = "is missing"
    except (OSError, ValueError):
        problem = "cannot be read"
    warnings = () if identity else (f"{file} {problem}: what was measured is not known",)
    return Results(name=str(folder), rows=rows, identity=identity, warnings=warnings)


def fresh_results(name: str, identity: Identity, rows: Sequence[Row]) -> Results:
    """The same of rows that were written nowhere."""
    return Results(name=name, rows=tuple(rows), identity=dict(_leaves(identity.model_dump(mode="json"))))


def _leaves(value: object, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _leaves(inner, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list):
        yield path, ", ".join(map(str, value))
    elif value is not None and path:
        yield path, str(value)
