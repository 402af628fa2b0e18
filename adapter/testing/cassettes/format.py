"""The form of a cassette: what is kept of a request and of its reply, and reading the file."""

import json
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Final, Literal, NoReturn, Self

from pydantic import BaseModel, ConfigDict, Field, JsonValue, model_validator

from adapter.documents.shape import Shape
from adapter.errors import CassetteError
from adapter.testing.cassettes.yaml_writer import OneLine, write_yaml
from adapter.testing.yaml_file import content_of, file_text, yaml_document

VERSION: Final = 1
HEADER: Final = (
    "# Replies recorded from a language model. Keys, phone numbers and addresses are masked, headers left out.\n"
    f"cassette: {VERSION}\n"
)
MAX_BYTES: Final = 256 * 1024 * 1024
"""Bytes of a file. The replies to a thousand requests are a twentieth of that."""
MAX_NESTING: Final = 48
"""Objects and arrays of a body inside one another: fewer than the reader of the file takes."""

_Milliseconds = Annotated[int, Field(ge=0, le=600_000)]
_BODIES = ("body", "text", "base64")


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    def as_json(self) -> dict[str, object]:
        """What is written down: only what was given."""
        return self.model_dump(exclude_unset=True)


class RecordedRequest(_Strict):
    """A request in its canonical form. `path` begins after the base URL, so that it is the same for every server."""

    method: Annotated[str, Shape(r"^[A-Z]+$", "must be a method in capitals, such as POST")]
    path: Annotated[str, Shape(r"^/", "must begin with a slash, such as /chat/completions")]
    query: dict[str, str] = {}
    """Without parameters that carry a key."""
    body: dict[str, JsonValue] | None = None
    """A JSON body."""
    text: str | None = None
    """Any other body that is text."""
    base64: str | None = None
    """Any other body. It is kept as it is: nothing in it is masked."""

    @model_validator(mode="after")
    def _has_one_body_at_most(self) -> Self:
        _at_most_one(self, _BODIES)
        return self


class Event(_Strict):
    """One event of a stream: `data` (JSON) or `text`, with its name and id where the server gives one."""

    after_ms: _Milliseconds
    """Milliseconds since the event before, or since the reply began."""
    event: str | None = None
    id: str | None = None
    data: JsonValue = None
    text: str | None = None
    """Data that is no JSON, such as `[DONE]`."""
    comment: str | None = None
    """A line for nobody, by which servers keep a connection open."""

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not _at_most_one(self, ("data", "text", "comment")):
            raise ValueError("says nothing: give one of data, text, comment")
        return self


class RecordedReply(_Strict):
    """A reply: its status, how long it took to begin, and what it held."""

    status: Annotated[int, Field(ge=200, le=599)]
    after_ms: _Milliseconds = 0
    """Milliseconds from the request to the first of the body; without a stream, to the last."""
    type: str | None = None
    """The media type, where it is neither JSON nor a stream of events."""
    body: JsonValue = None
    """A JSON body."""
    events: list[Event] | None = None
    """A stream of server-sent events."""
    text: str | None = None
    base64: str | None = None
    """A body that is not text. It is kept as it is: nothing in it is masked."""

    @model_validator(mode="after")
    def _has_one_body_at_most(self) -> Self:
        _at_most_one(self, (*_BODIES, "events"))
        return self


class Interaction(_Strict):
    """A request and its reply."""

    request: RecordedRequest
    reply: RecordedReply


class CassetteFile(_Strict):
    """The file: interactions in the order in which they were asked for."""

    cassette: Literal[1]
    """The version of this form."""
    interactions: list[Interaction] = []


def cassette_schema() -> dict[str, object]:
    """The JSON Schema of a cassette file, for editors and validators."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **CassetteFile.model_json_schema()}


def write_interaction(interaction: Interaction) -> str:
    """The interaction as an item of the file's list. Events stand in a line each."""
    shown = interaction.as_json()
    reply = shown["reply"]
    if isinstance(reply, dict) and isinstance(reply.get("events"), list):
        reply["events"] = [OneLine(event) for event in reply["events"]]
    return write_yaml([shown])


def write_cassette(interactions: Sequence[str]) -> str:
    """The whole file, of interactions that are written already."""
    return HEADER + ("interactions:\n" + "".join(interactions) if interactions else "interactions: []\n")


def read_cassette(path: Path) -> list[Interaction]:
    """The interactions of a file. Raises `CassetteError`, which names line, interaction and field of every finding."""
    return parse_cassette(file_text(path, CassetteError, MAX_BYTES), file=str(path))


def parse_cassette(text: str, *, file: str = "cassette") -> list[Interaction]:
    """The interactions of a file's text. Raises `CassetteError`; `file` is the name that its messages use."""
    document = yaml_document(text, file, CassetteError)
    data = document.data
    if not isinstance(data, dict) or "cassette" not in data:
        raise CassetteError(f"{file}: not a cassette: it begins with `cassette: {VERSION}`")
    if data["cassette"] != VERSION:
        raise CassetteError(f"{file}: cassette: the version is {data['cassette']!r}, this reads version {VERSION}")
    return content_of(document, CassetteFile, _title, CassetteError).interactions


def _title(position: int, _: object) -> str:
    return f"interaction {position + 1}"


def json_value(text: str | bytes) -> JsonValue:
    """The value of a JSON text, halves of surrogate pairs as "?": no file can hold them.

    Raises `ValueError` for any other text, for NaN and infinity, which JSON does not know, and for what is nested
    deeper than `MAX_NESTING`.
    """
    try:
        value: JsonValue = json.loads(text, parse_constant=_no_json, parse_float=_finite)
        json.dumps(value, ensure_ascii=False).encode()
    except RecursionError:
        raise ValueError("nested too deeply") from None
    except UnicodeEncodeError:
        return json_value(json.dumps(value, ensure_ascii=False).encode("utf-8", "replace"))
    _check_nesting(value, MAX_NESTING)
    return value


def _check_nesting(value: JsonValue, left: int) -> None:
    if isinstance(value, dict | list):
        if not left:
            raise ValueError("nested too deeply")
        for part in value.values() if isinstance(value, dict) else value:
            _check_nesting(part, left - 1)


def _finite(text: str) -> float:
    value = float(text)
    return value if math.isfinite(value) else _no_json(text)


def _no_json(word: str) -> NoReturn:
    raise ValueError(f"{word} is not JSON")


def _at_most_one(model: BaseModel, names: Sequence[str]) -> bool:
    """Whether one of the fields was given. Raises `ValueError` for more than one."""
    given = [name for name in names if name in model.model_fields_set]
    if len(given) > 1:
        raise ValueError(f"{' and '.join(given)} cannot stand beside each other")
    return bool(given)
