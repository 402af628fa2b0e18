"""What all of Vapi's records share: strict types, camelCase on the wire, and reading an object by its `type`."""

from collections.abc import Iterable
from typing import Annotated, Any, TypeAlias, get_args

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, PlainSerializer, ValidationError
from pydantic.alias_generators import to_camel
from pydantic_core import InitErrorDetails, PydanticCustomError


class Record(BaseModel):
    """One object of Vapi's API.

    Unknown fields, wrong types and broken limits are a `ValidationError` whose text leaves the offending value out: it
    may be a phone number. Whoever prints `errors()` asks for `include_input=False`. A nested field's path is the one in
    the file, without pydantic's names for the members of a union.
    """

    model_config = ConfigDict(
        strict=True,
        extra="forbid",
        frozen=True,
        populate_by_name=True,
        alias_generator=to_camel,
        hide_input_in_errors=True,
        allow_inf_nan=False,
    )

    def to_wire(self) -> dict[str, Any]:
        """The record as JSON data under Vapi's own names, holding exactly what was given and no default."""
        return self.model_dump(mode="json", by_alias=True, exclude_unset=True)


def whole(text: str) -> str:
    """The text, unless it holds half of a surrogate pair."""
    try:
        text.encode()
    except UnicodeEncodeError:
        # JSON can write one; no speech request and no log could carry it.
        raise PydanticCustomError("broken_text", "holds half a character (a lone surrogate)") from None
    return text


def _without_needless_fraction(number: float) -> float | int:
    """JavaScript, which Vapi runs on, writes 30.0 as 30."""
    return int(number) if number.is_integer() else number


Text: TypeAlias = Annotated[str, AfterValidator(whole)]
Number: TypeAlias = Annotated[float, PlainSerializer(_without_needless_fraction)]

# An array arrives as a list, which strict mode would not take for a tuple.
ARRAY = Field(default=(), strict=False)


def type_of(record: type[Record]) -> str:
    """The value that a record's `type` has on the wire."""
    return str(get_args(record.model_fields["type"].annotation)[0])


def named_by_type(value: object, records: Iterable[type[Record]]) -> type[Record] | None:
    """The record that an object's `type` names; a single candidate needs no naming."""
    candidates = tuple(records)
    if not isinstance(value, dict):
        return None
    if len(candidates) == 1:
        return candidates[0]
    return next((record for record in candidates if type_of(record) == value.get("type")), None)


def read_by_type(value: object, *records: type[Record]) -> object:
    """Reads an object as the record that its `type` names; anything but an object is left to the field's own type."""
    record = named_by_type(value, records)
    if record is not None:
        return record.model_validate(value)
    if isinstance(value, dict):
        names = " or ".join(type_of(record) for record in records)
        raise ValidationError.from_exception_data(
            "type",
            [
                InitErrorDetails(
                    type=PydanticCustomError("unknown_type", "must be {names}", {"names": names}),
                    loc=("type",),
                    input=value.get("type"),
                )
            ],
        )
    if not isinstance(value, records):
        raise PydanticCustomError("not_an_object", "must be an object")
    return value
