"""Results to compare: rows, and what they were measured of, out of a folder or fresh from an evaluation."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from adapter.errors import CasesError
from adapter.evals.identity import Identity
from adapter.evals.rows import FORMAT, SUMMARY, Row, load_rows
from adapter.evals.texts import TEXTS, Text, load_texts


class Results(BaseModel):
    """Rows, with the name of where they come from and what was measured: prompt, directory, model …, by name."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    rows: tuple[Row, ...]
    identity: dict[str, str] = {}
    texts: tuple[Text, ...] | None = None
    """What it was measured with, word for word; None where that is not known."""
    warnings: tuple[str, ...] = ()


def load_results(folder: Path) -> Results:
    """Reads a result folder, or a lone `results.jsonl`. A summary that is missing or broken is a warning.

    Raises `CasesError` for rows that cannot be read, where there are none, and for a folder of a newer format.
    """
    place = folder if folder.is_dir() else folder.parent
    file = place / SUMMARY
    identity: dict[str, str] = {}
    problem = "names nothing"
    try:
        summary = json.loads(file.read_bytes())
        if isinstance(summary, dict):
            _check_format(file, summary.get("format", 1))
            identity = dict(_leaves(summary.get("identity")))
    except FileNotFoundError:
        problem = "is missing"
    except (OSError, ValueError):
        problem = "cannot be read"
    rows = load_rows(folder)
    if not rows:
        raise CasesError(f"{folder}: no results in it")
    warnings = () if identity else (f"{file} {problem}: what was measured is not known",)
    return Results(name=str(folder), rows=rows, identity=identity, texts=load_texts(place / TEXTS), warnings=warnings)


def fresh_results(name: str, identity: Identity, rows: Sequence[Row], texts: Sequence[Text]) -> Results:
    """The same of rows that were written nowhere."""
    said = dict(_leaves(identity.model_dump(mode="json")))
    return Results(name=name, rows=tuple(rows), identity=said, texts=tuple(texts))


def unknown_texts(before: Results, after: Results) -> Iterator[str]:
    """Where the hashes say that a text was changed, and nothing says which."""
    differ = any(
        name in after.identity and before.identity.get(name, after.identity[name]) != after.identity[name]
        for name in ("directory", "prompt")
    )
    lacking = [name for name, results in (("A", before), ("B", after)) if results.texts is None]
    if differ and lacking:
        yield (
            f"{' and '.join(lacking)} without {TEXTS}: what was changed in descriptions and prompt cannot be shown;"
            " evaluate again to have it written"
        )


def _check_format(file: Path, said: object) -> None:
    """A folder without a format is of the first, which differs from this one by what it lacks."""
    if said not in (1, FORMAT):
        raise CasesError(
            f"{file}: its format is not one of this version, which reads 1 and {FORMAT}; evaluate again, or compare"
            " with the version that wrote it"
        )


def _leaves(value: object, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _leaves(inner, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list):
        yield path, ", ".join(map(str, value))
    elif value is not None and path:
        yield path, str(value)
