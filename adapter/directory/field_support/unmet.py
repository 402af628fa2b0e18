"""What a platform cannot do of a file, in few lines: fields that go the same way stand together."""

from collections.abc import Iterable, Sequence
from typing import Final

from adapter.directory.field_support.verdict import FieldSupport, Status
from adapter.documents.document import first_of

UNMET: Final[tuple[Status, ...]] = ("ignored", "not in force yet")
"""What does not become of a field what its author wanted."""
NAMED: Final = 5
"""Destinations that a line names; of more it gives the number."""


def unmet_lines(report: Iterable[FieldSupport]) -> tuple[str, ...]:
    """A line for all fields that are ignored or not in force for the same reason, with the destinations that have
    them."""
    keys: dict[tuple[str, Status, str], list[str]] = {}
    for row in report:
        if row.status in UNMET:
            keys.setdefault((row.field, row.status, row.note), []).extend([] if row.key is None else [row.key])
    fields: dict[tuple[tuple[str, ...], Status, str], list[str]] = {}
    for (field, status, note), of in keys.items():
        fields.setdefault((tuple(of), status, note), []).append(field)
    return tuple(_line(of, names, status, note) for (of, status, note), names in fields.items())


def _line(keys: Sequence[str], fields: Iterable[str], status: Status, note: str) -> str:
    why = note if status == "ignored" else f"{status}: {note}"
    return ": ".join([*([several(keys)] if keys else []), ", ".join(fields), why])


def several(keys: Iterable[str]) -> str:
    """Destinations in a line."""
    return first_of(keys, NAMED)
