"""The table in which a person labels recorded calls: a spreadsheet opens it, and `cases from-csv` reads it again."""

import csv
import io
from collections.abc import Iterable
from typing import Final

from adapter.evals.cases.case_file import Case, CaseMessage
from adapter.evals.cases.columns import ACCEPT, BEFORE
from adapter.evals.cases.spreadsheet_cells import guarded
from adapter.evals.cases.suggestions import Suggestion

_COLUMNS: Final = (ACCEPT, "expect", "text", BEFORE, "decided", "why", "id", "tags")
_YES: Final = frozenset({"yes", "y", "x", "ok", "true", "1", "✓", "✔", "ja", "j", "oui", "o", "si", "sí", "tak"})
_NO: Final = frozenset({"", "no", "n", "false", "0", "-", "nein", "non", "nie"})


def review_csv(suggestions: Iterable[Suggestion]) -> bytes:
    """Recorded decisions as CSV. `expect` holds a suggestion where there is one and is empty elsewhere, `accept` is
    empty in every row.

    It is UTF-8 with a mark, by which Excel knows it, and no cell in it is a formula.
    """
    written = io.StringIO(newline="")
    writer = csv.writer(written, quoting=csv.QUOTE_ALL)
    writer.writerow(_COLUMNS)
    for suggestion in suggestions:
        case = suggestion.case
        *before, last = case.messages or [CaseMessage(role="user", content=case.text or "")]
        writer.writerow(
            guarded(cell)
            for cell in (
                "",
                suggestion.suggested or "",
                last.content,
                "\n".join(f"{message.role}: {_one_line(message.content)}" for message in before),
                "|".join(case.accepted) or "none",
                suggestion.why,
                case.id,
                "|".join(case.tags),
            )
        )
    return written.getvalue().encode("utf-8-sig", "replace")


def accepts(cell: str) -> bool | None:
    """Whether a person has said yes in a cell of the column `accept`, None where it says neither yes nor no."""
    said = cell.strip().casefold()
    return True if said in _YES else False if said in _NO else None


def with_earlier(case: Case, before: str) -> Case:
    """The case as a dialogue, with what a cell of the column `said before` holds ahead of its words.

    A line that names nobody goes on with the one above; what stands before the first name is left out.
    """
    messages: list[CaseMessage] = []
    for line in before.split("\n"):
        role, colon, said = line.partition(": ")
        if colon and role == "user" and said.strip():
            messages.append(CaseMessage(role="user", content=said.strip()))
        elif colon and role == "assistant" and said.strip():
            messages.append(CaseMessage(role="assistant", content=said.strip()))
        elif messages and line.strip():
            last = messages.pop()
            messages.append(last.model_copy(update={"content": f"{last.content} {line.strip()}"}))
    if not messages:
        return case
    last = CaseMessage(role="user", content=case.text or "")
    return Case(id=case.id, messages=[*messages, last], expect=case.expect, tags=case.tags, must=case.must)


def _one_line(text: str) -> str:
    return " ".join(text.split())
