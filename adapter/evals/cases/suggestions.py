"""Labels that the way of a recorded call suggests: a caller who was transferred and did not come back."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from adapter.evals.cases.case_file import Case
from adapter.evals.cases.record import RecordLine, read_record

SETTLED: Final = timedelta(minutes=5)
"""After a transfer of which nobody told what came of it, a caller who is not back by then does not come back: no
destination rings for more than two minutes."""
LOOKED_AT: Final = 200
"""Lines of one call before and after a decision that are looked at: more have calls only whose ids are all alike."""

_REACHED: Final[Mapping[object, str]] = {
    "connected": "transferred, and answered there",
    "forwarded": "transferred, and handed over",
}
_MISSED: Final[Mapping[object, str]] = {
    "busy": "the line was busy",
    "no_answer": "nobody answered",
    "voicemail": "a voicemail answered",
    "cancelled": "the transfer was cancelled",
    "failed": "the transfer failed",
}
_KINDS: Final[Mapping[object, str]] = {
    "reply": "the assistant answered",
    "hang_up": "the assistant said goodbye",
    "unclear": "the assistant asked",
    "failed": "the model failed",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Suggestion:
    """A recorded decision for a person to label. `case` holds what was decided, which is no label.

    `suggested` is the key that the way of the call confirmed, None where it confirmed nothing; `why` says how.
    """

    case: Case
    suggested: str | None
    why: str


def suggestions_from_record(path: Path, *, now: datetime) -> tuple[Suggestion, ...]:
    """A suggestion for each decision of the model, in the order of the record. `now` is when it is looked at.

    Only a transfer is ever confirmed: to the destination that was decided, by no guard changed, after which the call
    was not with the assistant again. What a question or an answer should have been, no record tells. Raises
    `CasesError` as `cases_from_record` does.
    """
    lines = list(read_record(path))
    calls: dict[str, list[RecordLine]] = {}
    for line in lines:
        calls.setdefault(line.call, []).append(line)
    places = {id(line): place for told in calls.values() for place, line in enumerate(told)}
    found: list[Suggestion] = []
    names: dict[str, int] = {}
    for line in lines:
        if line.case is None:
            continue
        told, place = calls[line.call], places[id(line)]
        key, why = None, "the record does not name the call"
        if line.call:  # the gateway may not know it: then such lines are of any call
            if any(_same_decision(line, earlier) for earlier in told[max(0, place - LOOKED_AT) : place]):
                continue  # the gateway's client has asked again
            key, why = _confirmed(line, told[place + 1 : place + 1 + LOOKED_AT], now)
        names[line.case.id] = times = names.get(line.case.id, 0) + 1
        case = line.case if times == 1 else line.case.model_copy(update={"id": f"{line.case.id}-{times}"})
        found.append(Suggestion(case=case, suggested=key, why=why))
    return tuple(found)


def _confirmed(line: RecordLine, after: Sequence[RecordLine], now: datetime) -> tuple[str | None, str]:
    """The key of a decision that what came `after` it in the call confirms, and how; None with the reason."""
    decision = _mapping(line.entry.get("decision"))
    if decision.get("kind") != "transfer":
        return None, _KINDS.get(decision.get("kind"), "no transfer was decided")
    key = decision.get("destination")
    later = [other for other in after if not _same_decision(line, other)]
    about = _about(line, later)
    if any(other.entry.get("guards") for other in (line, *about)):
        return None, "a guard has led the call elsewhere"
    if not any(other.entry.get("leads_to") == key for other in (line, *about)):
        return None, "the transfer was not carried out"
    reached: str | None = None
    for other in later:
        told = _mapping(other.entry.get("transfer"))
        if told and told.get("destination") == key:
            reached = _REACHED.get(told.get("outcome"))
            if reached is None:
                return None, _MISSED.get(told.get("outcome"), "the transfer came back")
        elif told or ("decision" in other.entry and not any(other is one for one in about)):
            return None, "the call went on with the assistant"
    if reached is not None:
        return str(key), reached
    if now - _time(line) < SETTLED:
        return None, "the transfer is too recent to tell"
    return str(key), "transferred, and not back"


def _about(line: RecordLine, later: Iterable[RecordLine]) -> list[RecordLine]:
    """The lines that go on about the same decision: one that was kept for a later event is told again when it is
    delivered, and one without a decision tells of a guard."""
    decision = line.entry.get("decision")
    found: list[RecordLine] = []
    for other in later:
        if other.turn != line.turn or "said" in other.entry or other.entry.get("decision") not in (None, decision):
            break
        found.append(other)
    return found


def _same_decision(line: RecordLine, other: RecordLine) -> bool:
    """Whether it is the same turn, decided alike, told again as a whole."""
    return (
        "said" in other.entry
        and other.turn == line.turn
        and line.case is not None
        and other.case == line.case
        and _mapping(other.entry.get("decision")).get("destination")
        == _mapping(line.entry.get("decision")).get("destination")
    )


def _time(line: RecordLine) -> datetime:
    """When it was written. A line without a time that can be read is not old enough for anything."""
    told = line.entry.get("time")
    try:
        time = datetime.fromisoformat(told) if isinstance(told, str) else None
    except ValueError:
        time = None
    return time if time is not None and time.tzinfo is not None else datetime.max.replace(tzinfo=UTC)


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}
