"""The rows that were not right: grouped by what was expected and what came of it, and as a table for spreadsheets."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from adapter.evals.cases.spreadsheet_cells import guarded
from adapter.evals.rows import FAULTS, Outcome, Row

WRONG: Final = "wrong.csv"
NO_TRANSFER: Final = "no transfer"

_COLUMNS: Final = (
    *("id", "text", "expect", "got", "outcome", "must", "said before", "reply", "reason", "tags", "repeat", "error"),
)
_BETWEEN: Final = "|"


@dataclass(frozen=True, kw_only=True, slots=True)
class WrongGroup:
    """Rows of which the same was expected and the same came: two destinations, or none.

    `outcome` is what they have in common.
    """

    expected: str
    got: str
    outcome: Outcome
    rows: tuple[Row, ...]


def wrong_groups(rows: Iterable[Row]) -> tuple[WrongGroup, ...]:
    """The rows that were decided and are not right, the largest group first; in it must cases first.

    Rows at which the provider failed are left out: they tell nothing of what the model chooses.
    """
    found: dict[tuple[str, str, Outcome], list[Row]] = {}
    for row in rows:
        if not row.right and row.outcome not in FAULTS:
            expected = " or ".join(row.accepted) or NO_TRANSFER
            found.setdefault((expected, row.got or NO_TRANSFER, row.outcome), []).append(row)
    groups = (
        WrongGroup(expected=expected, got=got, outcome=outcome, rows=tuple(sorted(group, key=lambda row: not row.must)))
        for (expected, got, outcome), group in found.items()
    )
    return tuple(sorted(groups, key=lambda group: -len(group.rows)))


def wrong_csv(rows: Sequence[Row]) -> bytes:
    """The rows that are not right, errors of the provider included, as CSV that a spreadsheet opens by a double click.

    It is UTF-8 with a mark, by which Excel knows it, and no cell in it is a formula. `text` and `expect` are what
    `cases from-csv` reads again.
    """
    written = io.StringIO(newline="")
    writer = csv.writer(written, quoting=csv.QUOTE_ALL)
    writer.writerow(_COLUMNS)
    for group in wrong_groups(rows):
        writer.writerows(map(_cells, group.rows))
    writer.writerows(_cells(row) for row in rows if row.outcome in FAULTS)
    return written.getvalue().encode("utf-8-sig", "replace")


def reply_of(row: Row) -> str:
    """What the model answered last: its words and its tool calls, a line for each."""
    if not row.replies:
        return ""
    last = row.replies[-1]
    calls = [f"{call.name}({call.arguments})" for call in last.tool_calls]
    return "\n".join(part for part in (last.text, last.refusal, *calls) if part)


def _cells(row: Row) -> list[str]:
    *before, last = row.said or [{"role": "user", "content": ""}]
    return [
        guarded(cell)
        for cell in (
            row.id,
            last.get("content", ""),
            _BETWEEN.join(row.accepted) or "none",
            row.got or "none",
            row.outcome,
            "must" if row.must else "",
            "\n".join(f"{message.get('role')}: {message.get('content')}" for message in before),
            reply_of(row),
            row.reason,
            _BETWEEN.join(row.tags),
            str(row.repeat),
            row.error or "",
        )
    ]
