"""A destination as people have it, brought into the form that a directory takes: every change with a note."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from pydantic import ValidationError

from adapter.directory.misplaced_fields import right_place
from adapter.documents.document import Path
from adapter.documents.validation_messages import validation_messages
from adapter.vapi import LANGUAGES, TransferDestinationNumber, normalise, undialled_reason, unsupported_reason
from adapter.vapi.destination import number_problem
from adapter.vapi.number_spelling import placeholder_in, without_punctuation

_EXTENSION: Final = re.compile(r"(.*?)\s*(?:,+|;?\s*ext(?:ension)?\.?\s*=?|;|x|#)\s*([0-9]{1,10})\s*", re.IGNORECASE)
_MOST_STEPS: Final = 200
_REQUIRED: Final = (("type",), ("number",))
_DEFAULT_MODE: Final = "blind-transfer"


@dataclass(frozen=True, kw_only=True)
class Repaired:
    """The record under Vapi's names, None for one that stays behind, and why; what was read otherwise than written.

    `undialled` says what is wrong with a number that a person has to write: the record is kept with it, and a directory
    withdraws it until then.
    """

    record: dict[str, Any] | None
    why: str = ""
    undialled: str | None = None
    notes: tuple[tuple[Path, str], ...] = ()


def repaired(raw: object) -> Repaired:
    """Reads a destination. What no directory takes is left out with a note; it stays behind if it has no number."""
    if not isinstance(raw, dict):
        return Repaired(record=None, why="is no object with type, number and description")
    why = unsupported_reason(raw)
    if why is not None:
        return Repaired(record=None, why=why)
    normal, notices = normalise({name: part for name, part in raw.items() if name != "policy"})
    record = dict(normal) if isinstance(normal, dict) else {}
    notes = [(notice.path, notice.message) for notice in notices if not notice.message.startswith("null is read")]
    if record.get("message", "") is None:
        del record["message"]
    record.setdefault("type", "number")
    if "number" not in record:
        return Repaired(record=None, why="has no number")
    notes += _mend_number(record)
    notes += _mend_transfer_plan(record)
    notes += _mend_languages(record)
    undialled = undialled_reason(record)
    number, checked = record["number"], record.get("numberE164CheckEnabled")
    if undialled is not None:
        record = {**record, "number": "000", "numberE164CheckEnabled": False}
    valid, more = _valid(record)
    if valid is None:
        return Repaired(record=None, why="; ".join(message for _, message in more), notes=tuple(notes))
    record = valid
    if undialled is not None:
        record["number"] = number
        record.pop("numberE164CheckEnabled")
        if checked is not None:
            record["numberE164CheckEnabled"] = checked
    return Repaired(record=record, undialled=undialled, notes=(*notes, *more))


def _mend_number(record: dict[str, Any]) -> list[tuple[Path, str]]:
    """Without spaces and punctuation, as text, and with its extension in a field of its own."""
    notes: list[tuple[Path, str]] = []
    where: Path = ("number",)
    if isinstance(record["number"], int) and not isinstance(record["number"], bool):
        record["number"] = str(record["number"])
        notes.append((where, "is written as text"))
    number, checked = record["number"], record.get("numberE164CheckEnabled", True) is not False
    if not isinstance(number, str) or number_problem(number, checked=checked) is None or placeholder_in(number):
        return notes
    plain = without_punctuation(number)
    if number_problem(plain, checked=checked) is None:
        record["number"] = plain
        return [*notes, (where, f"is written as {plain[:3]}…{plain[-2:]}, without spaces and punctuation")]
    split = _EXTENSION.fullmatch(unicodedata.normalize("NFKC", number))
    if split is not None and not record.get("extension"):
        plain = without_punctuation(split[1])
        if number_problem(plain, checked=checked) is None:
            record["number"], record["extension"] = plain, split[2]
            notes.append((where, "holds an extension, which is written as a field of its own"))
    return notes


def _mend_transfer_plan(record: dict[str, Any]) -> list[tuple[Path, str]]:
    """A mode that the schema has not is what every platform can do."""
    plan = record.get("transferPlan")
    if not isinstance(plan, dict):
        return []
    try:
        TransferDestinationNumber.model_validate(
            {"type": "number", "number": "+14155550101", "transferPlan": {"mode": plan.get("mode")}}
        )
    except ValidationError:
        mode = plan.get("mode")
        record["transferPlan"] = {**plan, "mode": _DEFAULT_MODE}
        if mode is None:
            return []
        shown = re.sub(r"[^A-Za-z-]", "", str(mode))[:60]
        return [(("transferPlan", "mode"), f"{shown} is no mode of Vapi's schema: the call is connected at once")]
    return []


def _mend_languages(record: dict[str, Any]) -> list[tuple[Path, str]]:
    """A text names its language without a region."""
    notes: list[tuple[Path, str]] = []
    waiting: list[tuple[Path, Any]] = [
        ((name,), record[name]) for name in ("message", "transferPlan") if name in record
    ]
    while waiting:
        path, part = waiting.pop()
        if isinstance(part, list):
            waiting += [((*path, index), item) for index, item in enumerate(part)]
        elif isinstance(part, dict):
            language = part.get("language")
            if isinstance(language, str) and language not in LANGUAGES:
                base = re.split(r"[-_]", language.lower())[0]
                if base in LANGUAGES:
                    part["language"] = base
                    notes.append(((*path, "language"), f"is written as {base}: a text names no region"))
            waiting += [((*path, str(name)), inner) for name, inner in part.items()]
    return notes


def _valid(record: dict[str, Any]) -> tuple[dict[str, Any] | None, list[tuple[Path, str]]]:
    """The record without what its schema refuses; None where that is something it cannot do without."""
    left_out: list[tuple[Path, str]] = []
    for _ in range(_MOST_STEPS):
        try:
            TransferDestinationNumber.model_validate(record)
        except ValidationError as error:
            path, message = next(
                iter(validation_messages(error, record, TransferDestinationNumber, misplaced=right_place))
            )
            while path and not _removed(record, path):
                path = path[:-1]
            if path in _REQUIRED or not path:
                return None, [(path, f"{path[0] if path else 'it'} {message}")]
            left_out.append((path, f"is left out: it {message}"))
        else:
            return record, left_out
    return None, [((), "too much is wrong with it")]


def _removed(whole: dict[str, Any], path: Path) -> bool:
    """Takes out what stands at a path; False where nothing does."""
    part: Any = whole
    for step in path[:-1]:
        part = part[step] if _has(part, step) else None
    if not _has(part, path[-1]):
        return False
    if path not in _REQUIRED:
        del part[path[-1]]
    return True


def _has(part: object, step: str | int) -> bool:
    if isinstance(part, Mapping):
        return step in part
    return isinstance(part, list) and isinstance(step, int) and 0 <= step < len(part)
