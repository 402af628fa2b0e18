"""Cases: labelled utterances and dialogues, one JSON object a line, and how real calls become such cases."""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from adapter.errors import CasesError


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, hide_input_in_errors=True)


class CaseMessage(_Strict):
    """One message of a dialogue."""

    role: Literal["user", "assistant"]
    content: Annotated[str, Field(min_length=1)]


class Case(_Strict):
    """One labelled utterance (`text`) or dialogue (`messages`, ending with the caller).

    `expect` is the key that is right, a list of keys of which each is, or null for no transfer. `must` cases may never
    fail.
    """

    id: Annotated[str, Field(min_length=1)]
    text: Annotated[str | None, Field(min_length=1)] = None
    messages: Annotated[list[CaseMessage] | None, Field(min_length=1)] = None
    expect: str | list[str] | None
    tags: list[str] = []
    must: bool = False

    @model_validator(mode="after")
    def _says_one_thing(self) -> Self:
        if (self.text is None) == (self.messages is None):
            raise ValueError("give text, or messages for a dialogue")
        if self.messages is not None and self.messages[-1].role != "user":
            raise ValueError("messages must end with the caller's words")
        return self


def load_cases(path: Path) -> tuple[Case, ...]:
    """Reads a case file. Raises `CasesError` with every line that cannot be used, and ids that come twice."""
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CasesError(f"{path}: {getattr(error, 'strerror', None) or 'not UTF-8'}") from error
    cases: dict[str, Case] = {}
    wrong: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            case = Case.model_validate_json(line)
        except ValidationError as error:
            wrong += (
                f"{path}:{number}: {'.'.join(map(str, item['loc'])) or 'case'}: {item['msg']}"
                for item in error.errors()
            )
            continue
        if case.id in cases:
            wrong.append(f"{path}:{number}: id: {case.id!r} has come before")
        cases[case.id] = case
    if wrong:
        raise CasesError("\n".join(wrong))
    return tuple(cases.values())


def cases_from_record(path: Path) -> Iterator[Case]:
    """Cases from a decision record, one for each decision, with what was decided as the expectation.

    They are to be reviewed: what was decided is not what was right. Needs a record that keeps words. Raises
    `CasesError` for a line that is none of a record, or one without words.
    """
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise CasesError(f"{path}: {getattr(error, 'strerror', None) or 'not UTF-8'}") from error
    for number, line in enumerate(lines, 1):
        yield _from_line(f"{path}:{number}", line)


def _from_line(where: str, line: str) -> Case:
    try:
        entry = json.loads(line)
        decision, call, turn = entry["decision"], entry["call"], entry["turn"]
        conversation = entry.get("conversation")
        kind = decision["kind"]
    except (ValueError, KeyError, TypeError) as error:
        raise CasesError(f"{where}: not a line of a decision record") from error
    if not conversation:
        raise CasesError(f"{where}: has no words in it: record with ADAPTER_RECORD_CLEAR=true to make cases of calls")
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


def dump_case(case: Case) -> str:
    """A case as one line of a case file."""
    return (
        case.model_dump_json(exclude_defaults=True, exclude={"expect"})[:-1] + f',"expect":{json.dumps(case.expect)}}}'
    )
