"""Cases: labelled utterances and dialogues, one JSON object a line."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from adapter.documents.document import printable_path
from adapter.documents.files import file_text
from adapter.documents.json_text import read_json
from adapter.documents.validation_messages import validation_messages
from adapter.errors import CasesError, DocumentError, few
from adapter.evals.cases.csv_table import is_table

GROUP = "group:"
"""A tag that starts so names what a case is about in any wording and language. Cases of one group are never divided
between training and test."""

MAX_BYTES = 256 * 1024 * 1024
"""Of a file of cases, or of a record, which is set aside at a quarter of it."""

_EXPECT = "the key that is right, a list of keys of which each is, or null for no transfer"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, hide_input_in_errors=True)


class CaseMessage(_Strict):
    """One message of a dialogue."""

    role: Literal["user", "assistant"]
    content: Annotated[str, Field(min_length=1)]


Key = Annotated[str, Field(min_length=1)]


class Case(_Strict):
    """One labelled utterance (`text`) or dialogue (`messages`, ending with the caller).

    `expect` is the key that is right, a list of keys of which each is, or null for no transfer. `must` cases may never
    fail.
    """

    id: Annotated[str, Field(min_length=1, description="Names the case in results; each only once.")]
    text: Annotated[str | None, Field(min_length=1, description="What the caller says, for a single utterance.")] = None
    messages: Annotated[
        list[CaseMessage] | None,
        Field(min_length=1, description="Instead of text: a dialogue that ends with the user."),
    ] = None
    expect: Annotated[Key | Annotated[list[Key], Field(min_length=1)] | None, Field(description=f"Is {_EXPECT}.")]
    tags: Annotated[
        list[Key], Field(description=f"What results are also counted by; `{GROUP}NAME` keeps cases together.")
    ] = []
    must: Annotated[bool, Field(description="Whether it may never fail.")] = False

    @model_validator(mode="after")
    def _says_one_thing(self) -> Self:
        if (self.text is None) == (self.messages is None):
            raise ValueError("give text, or messages for a dialogue")
        if self.messages is not None and self.messages[-1].role != "user":
            raise ValueError("messages must end with the caller's words")
        return self

    @property
    def accepted(self) -> tuple[str, ...]:
        """The keys that are right; empty where no transfer is."""
        return () if self.expect is None else (self.expect,) if isinstance(self.expect, str) else tuple(self.expect)

    @property
    def groups(self) -> tuple[str, ...]:
        """The names of its groups, most often one or none."""
        return tuple(tag.removeprefix(GROUP) for tag in self.tags if tag.startswith(GROUP))

    @property
    def reported_tags(self) -> tuple[str, ...]:
        """The tags that results are counted by: all but those that name a group."""
        return tuple(tag for tag in self.tags if not tag.startswith(GROUP))


def case_schema() -> dict[str, Any]:
    """The JSON Schema of a line of a case file."""
    schema = Case.model_json_schema()
    one = {"minLength": 1, "type": "string"}
    many = {"items": {"$ref": "#/$defs/CaseMessage"}, "minItems": 1, "type": "array"}
    schema["properties"]["text"] = one | {"description": schema["properties"]["text"]["description"]}
    schema["properties"]["messages"] = many | {"description": schema["properties"]["messages"]["description"]}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **schema,
        "oneOf": [{"required": ["text"]}, {"required": ["messages"]}],
    }


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseFile:
    """The cases of a file, and the line of each, counted from 1, by its id."""

    path: Path
    cases: tuple[Case, ...]
    lines: Mapping[str, int]


def load_cases(path: Path) -> tuple[Case, ...]:
    """Reads a case file. Raises `CasesError` with every line that cannot be used, and ids that come twice."""
    return read_case_file(path).cases


def read_case_file(path: Path) -> CaseFile:
    """The same, with the number of each case's line. Raises `CasesError`."""
    if is_table(path):
        raise CasesError(
            f"{path}: a table, where a case file is needed; make one of it: transfer-adapter cases from-csv {path}"
        )
    cases: dict[str, Case] = {}
    lines: dict[str, int] = {}
    wrong: list[str] = []
    for number, line in enumerate(file_lines(path), 1):
        if not line.strip():
            continue
        try:
            case = Case.model_validate_json(line)
        except ValidationError as error:
            wrong += dict.fromkeys(_wrong(f"{path}:{number}", line, error))
            continue
        if case.id in cases:
            wrong.append(f"{path}:{number}: id: {case.id!r} has come before, in line {lines[case.id]}")
        cases[case.id] = case
        lines.setdefault(case.id, number)
    if wrong:
        raise CasesError(few(wrong))
    return CaseFile(path=path, cases=tuple(cases.values()), lines=lines)


def file_lines(path: Path) -> list[str]:
    """The lines of a file of cases or of a record. Raises `CasesError`."""
    try:
        text = file_text(path, max_bytes=MAX_BYTES)
    except DocumentError as error:
        raise CasesError(str(error)) from error
    # Not splitlines(): a JSON text may hold other characters that end a line, such as U+2028.
    return text.removesuffix("\n").split("\n") if text else []


def _wrong(where: str, line: str, error: ValidationError) -> Iterator[str]:
    """What is wrong with a line, by field."""
    try:
        raw = read_json(line, where).data
    except DocumentError as unread:
        message = unread.problems[0].message
        yield f"{where}: case: {message}; each line is one JSON object, with no comma after it"
        return
    for path, message in validation_messages(error, raw, Case):
        if path[:1] == ("expect",):
            yield f"{where}: expect: must be {_EXPECT}"
        else:
            yield f"{where}: {printable_path(path) or 'case'}: {message}"


def dump_case(case: Case) -> str:
    """A case as one line of a case file."""
    return (
        case.model_dump_json(exclude_defaults=True, exclude={"expect"})[:-1] + f',"expect":{json.dumps(case.expect)}}}'
    )
