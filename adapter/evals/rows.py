"""Results: what came of each case, one JSON object a line, as it is written to and read from `results.jsonl`."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Final, Literal, TypeAlias, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from adapter.documents.document import printable_path
from adapter.documents.validation_messages import validation_messages
from adapter.errors import CasesError, few

NO_RESULT: Final = "this is no result of this release's `transfer-adapter eval`"

Outcome: TypeAlias = Literal[
    "right",  # an expected destination; where none is, words, a question, a farewell or a refusal
    "wrong_destination",  # a transfer, but not to one that is expected
    "missed",  # words or a question where a transfer was expected
    "false_transfer",  # a transfer where none was expected
    "hung_up",  # the model ended the call where a transfer was expected
    "multiple_calls",  # several tool calls that exclude each other
    "unknown_tool",  # a tool that was not offered
    "bad_arguments",  # arguments of which no offered destination can be read
    "refusal",  # the model declined where a transfer was expected, or nothing of its reply can be used
    "provider_error",  # the server failed, also after the retries of the transport
    "timeout",  # no decision in the time that a call has
]
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
FAULTS: frozenset[Outcome] = frozenset({"provider_error", "timeout"})
"""Outcomes that tell of the provider and not of the model's choice."""

RESULTS = "results.jsonl"
SUMMARY = "summary.json"
FORMAT: Final = 2
"""Of a result folder. The second has texts.json and wrong.csv."""


class _Frozen(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class WrittenCall(_Frozen):
    """A tool call as the model wrote it."""

    name: str
    arguments: str


class WrittenReply(_Frozen):
    """A reply as the model gave it; the second of a row answers the re-ask."""

    text: str = ""
    refusal: str = ""
    finish: str = ""
    tool_calls: list[WrittenCall] = []


class Row(_Frozen):
    """What came of one case at one repeat.

    `got` is the key that was decided for, None for no transfer. `seconds` and the tokens are those of the real
    requests, also where a kept reply was used. `repeat` counts from 1.
    """

    id: str
    repeat: Annotated[int, Field(ge=1)]
    expect: str | list[str] | None
    got: str | None
    outcome: Outcome
    must: bool = False
    tags: list[str] = []
    language: str = ""
    """The language in which the caller is answered; "" in results of before it was written."""
    kind: str
    """The decision's kind, such as `transfer` or `reply`."""
    reason: str
    """The decision's reason code."""
    first: str | None = None
    """The reason code of what the first reply came to, where the model was asked again; None where it was not."""
    offered: bool | None = None
    """Whether a key that would have been right was in the shortlist of the first request; None where there was none,
    and where no transfer is expected."""
    said: list[dict[str, str]] = []
    """The dialogue of the case, as `role` and `content`."""
    replies: list[WrittenReply] = []
    error: str | None = None
    """The code of the model error, None without one."""
    seconds: float = 0.0
    input_tokens: int = 0
    cached_tokens: int = 0
    """Of the input tokens, those that came from the provider's own prompt cache."""
    output_tokens: int = 0
    model: str = ""
    """What the server calls the model that answered, such as a dated version of the name that it was asked by."""

    @property
    def right(self) -> bool:
        """Whether the outcome is right."""
        return self.outcome == "right"

    @property
    def accepted(self) -> tuple[str, ...]:
        """The keys that would have been right; empty where no transfer was."""
        return () if self.expect is None else (self.expect,) if isinstance(self.expect, str) else tuple(self.expect)


def dump_row(row: Row) -> str:
    """A row as one line of `results.jsonl`."""
    return row.model_dump_json()


def load_rows(path: Path) -> tuple[Row, ...]:
    """Reads `results.jsonl`, or the one in a result folder. Raises `CasesError` with every line that is not one."""
    file = path / RESULTS if path.is_dir() else path
    try:
        text = file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CasesError(f"{file}: {getattr(error, 'strerror', None) or 'not UTF-8'}") from error
    # Not splitlines(): JSON leaves the other line separators of Unicode as they are within a text.
    lines = text.removesuffix("\n").split("\n") if text else []
    rows: list[Row] = []
    wrong: list[str] = []
    for number, line in enumerate(lines, 1):
        try:
            rows.append(Row.model_validate_json(line))
        except ValidationError as error:
            wrong.append(_not_a_row(f"{file}:{number}", line, error))
    if wrong:
        raise CasesError(few(wrong))
    return tuple(rows)


def by_repeat(rows: Iterable[Row]) -> dict[tuple[str, int], Row]:
    """Rows by case and repeat."""
    return {(row.id, row.repeat): row for row in rows}


def _not_a_row(where: str, line: str, error: ValidationError) -> str:
    path, message = next(validation_messages(error, decoded_json(line), Row))
    return f"{where}: {printable_path(path) or 'row'}: {message}; {NO_RESULT}"


def decoded_json(text: str | bytes) -> object:
    """What a text says, None where it is no JSON."""
    try:
        value: object = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return value
