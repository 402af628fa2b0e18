"""Cases from a decision record: what callers said, with what was decided, to be reviewed by a person."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from adapter.errors import CasesError
from adapter.evals.cases.case_file import Case, CaseMessage, file_lines


@dataclass(frozen=True, kw_only=True, slots=True)
class RecordLine:
    """A line of a record. `case` is None for what was done without the model, such as after a key was pressed."""

    call: str
    turn: int
    entry: Mapping[str, object]
    case: Case | None


def cases_from_record(path: Path) -> Iterator[Case]:
    """Cases from a decision record, one for each decision of the model, with what was decided as the expectation.

    They are to be reviewed: what was decided is not what was right. Needs a record that keeps words. Raises
    `CasesError` for a line that is none of a record, or one without words.
    """
    for line in read_record(path):
        if line.case is not None:
            yield line.case


def read_record(path: Path) -> Iterator[RecordLine]:
    """The lines of a decision record that keeps words. Raises `CasesError` as `cases_from_record` does."""
    for number, line in enumerate(file_lines(path), 1):
        yield _read(f"{path}:{number}", line)


def _read(where: str, line: str) -> RecordLine:
    try:
        entry = json.loads(line)
        call, turn = entry["call"], entry["turn"]
        if not isinstance(call, str) or not isinstance(turn, int):
            raise TypeError
        return RecordLine(call=call, turn=turn, entry=entry, case=_case(where, call, turn, entry))
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise CasesError(
            f"{where}: not a line of a decision record: each is one JSON object with call, turn, said, conversation and"
            " decision; one that was damaged can be deleted"
        ) from error


def _case(where: str, call: str, turn: int, entry: Mapping[str, object]) -> Case | None:
    if "said" not in entry:
        return None
    decision, conversation = entry["decision"], entry.get("conversation")
    if not isinstance(decision, Mapping) or not isinstance(conversation or [], list):
        raise TypeError
    if not isinstance(conversation, list) or not conversation:
        raise CasesError(f"{where}: has no words in it: record with ADAPTER_RECORD_CLEAR=true to make cases of calls")
    kind = decision["kind"]
    messages = [CaseMessage.model_validate(message) for message in _until_the_caller(conversation)]
    single = messages[0].content if len(messages) == 1 else None
    return Case(
        id=f"{call}-{turn}",
        text=single,
        messages=None if single is not None else messages,
        expect=decision["destination"] if kind == "transfer" else None,
        tags=["from-record", f"decided-{kind}"],
    )


def _until_the_caller(conversation: Iterable[Mapping[str, str]]) -> list[Mapping[str, str]]:
    messages = list(conversation)
    while messages and messages[-1]["role"] != "user":
        messages.pop()
    return messages
