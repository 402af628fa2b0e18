"""What pydantic refuses in a directory file, in plain words and with the field that was probably meant."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel, ValidationError

from adapter.directory.policy import DirectorySettings, Policy
from adapter.directory.voices import AzureTts, Voice
from adapter.documents.document import Path, printable_path
from adapter.vapi import (
    Condition,
    CustomMessage,
    GroupCondition,
    MessageTarget,
    RegexCondition,
    RejectionPlan,
    SummaryPlan,
    TextContent,
    ToolMessageDelayed,
    ToolMessageFailed,
    ToolMessageStart,
    TransferCallTool,
    TransferDestinationNumber,
    TransferFallbackPlan,
    TransferPlan,
)

_PLACES: Mapping[str, type[BaseModel]] = {
    "": TransferDestinationNumber,
    "message": CustomMessage,
    "transferPlan": TransferPlan,
    "transferPlan.fallbackPlan": TransferFallbackPlan,
    "transferPlan.summaryPlan": SummaryPlan,
    "policy": Policy,
}
"""Where in a destination which fields stand; what is put in the wrong place is sent to the right one."""


_ELSEWHERE: tuple[type[BaseModel], ...] = (
    *(TextContent, Condition, ToolMessageStart, ToolMessageDelayed, ToolMessageFailed),
    *(RejectionPlan, RegexCondition, MessageTarget, GroupCondition, Voice, AzureTts),
)
"""What may stand in all other places, where the field's path does not tell which it is."""


_MAY_BE_MISSING = ("missing", "union_tag_not_found", "unknown_type")
"""Errors whose last step may lead to a field that is not there."""


def validation_messages(error: ValidationError, raw: object, model: type[BaseModel]) -> Iterator[tuple[Path, str]]:
    """Path and message of each thing refused, in the file's own names. `raw` is what `model` refused."""
    for item in error.errors(include_url=False, include_input=False):
        kind, context, location = item["type"], item.get("ctx", {}), item["loc"]
        if kind in ("union_tag_not_found", "union_tag_invalid"):
            location = (*location, _unquoted(context["discriminator"]))
        path, value = _located(location, raw, may_be_missing=kind in _MAY_BE_MISSING)
        yield path, _message(kind, item["msg"], context, value, path, model)


def field_names(model: type[BaseModel]) -> list[str]:
    """The fields of a record as they are written in a file."""
    return [field.alias or name for name, field in model.model_fields.items()]


def _located(location: tuple[int | str, ...], raw: object, *, may_be_missing: bool) -> tuple[Path, object]:
    """The path without pydantic's own steps, such as the member of a union that it tried, and the value there."""
    path: list[int | str] = []
    part = raw
    for index, step in enumerate(location):
        inner = _part(part, step)
        if inner is not None:
            path.append(step)
            (part,) = inner
        elif may_be_missing and index == len(location) - 1:
            path.append(step)
            part = None
    return tuple(path), part


def _part(whole: object, step: int | str) -> tuple[object] | None:
    """What stands at a step, in a tuple because it may be null; None where there is nothing."""
    if isinstance(whole, dict):
        return (whole[step],) if step in whole else None
    return (whole[step],) if isinstance(whole, list) and isinstance(step, int) else None


def _message(
    kind: str, message: str, context: Mapping[str, Any], value: object, path: Path, model: type[BaseModel]
) -> str:
    match kind:
        case "missing" if path == ("type",) and model is TransferDestinationNumber:
            return "is missing: write type: number"
        case "missing" | "union_tag_not_found":
            return "is missing"
        case "extra_forbidden":
            return f"is no known field{_meant(path, model)}"
        case "string_type" if isinstance(value, (bool, int, float)):
            return "must be text: put it in quotes"
        case "string_type" | "string_sub_type" | "string_unicode":
            return "must be text"
        case "string_too_short" | "too_short" if isinstance(value, str):
            return f"must have at least {context['min_length']} characters" if value else "must not be empty"
        case "string_too_long" | "too_long" if isinstance(value, str):
            return f"must have at most {context['max_length']} characters, not {len(value)}"
        case "string_pattern_mismatch":
            return "must not be blank" if context["pattern"] == r"\S" else f"must match {context['pattern']}"
        case "literal_error":
            return f"must be {_unquoted(context['expected'])}{_closest(value, context['expected'])}"
        case "bool_type" | "bool_parsing":
            return f"must be true or false{', without quotes' if value in ('true', 'false') else ''}"
        case "float_type" | "int_type":
            quoted = isinstance(value, str) and value.isdecimal()
            return f"must be a number{', without quotes' if quoted else ''}"
        case "int_from_float":
            return "must be a whole number"
        case "greater_than_equal":
            return f"must be at least {context['ge']:g}"
        case "less_than_equal":
            return f"must be at most {context['le']:g}"
        case "tuple_type" | "list_type":
            return "must be a list"
        case "too_short":
            return "must not be an empty list"
        case "model_type" | "model_attributes_type" | "dict_type" | "mapping_type":
            return "must be an object"
        case "union_tag_invalid":
            return f"must be one of {_unquoted(context['expected_tags'])}"
        case _:
            return message[:1].lower() + message[1:]


def _meant(path: Path, model: type[BaseModel]) -> str:
    """`: did you mean …?`, or where a field of that name belongs."""
    name = str(path[-1])
    here = printable_path(tuple(step for step in path[:-1] if isinstance(step, str)))
    at = _at(here, model)
    names = [name for record in (_ELSEWHERE if at is None else (at,)) for name in field_names(record)]
    close = close_name(name, names)
    if close is not None:
        return f": did you mean {close}?"
    if model in (TransferDestinationNumber, Policy):
        for place, record in _PLACES.items():
            if name in field_names(record):
                return f": it belongs {'under ' + place if place else 'beside number and description'}"
    if model is DirectorySettings and name in field_names(TransferDestinationNumber):
        return ": it belongs to a destination"
    if model is TransferCallTool and name in field_names(DirectorySettings):
        return ": a file with settings of its own has them beside destinations, and no type"
    return ""


def _at(place: str, model: type[BaseModel]) -> type[BaseModel] | None:
    """The record that stands at a place; None where it may be one of several."""
    if model is TransferDestinationNumber:
        return _PLACES.get(place)
    return model if place == "" else None


def close_name(name: str, names: list[str]) -> str | None:
    """The one of `names` that was probably meant, whatever its capitals and underscores."""
    plain = {other.replace("_", "").lower(): other for other in names}
    close = get_close_matches(name.replace("_", "").lower(), plain, n=1, cutoff=0.75)
    return plain[close[0]] if close else None


def _closest(value: object, expected: str) -> str:
    choices = _unquoted(expected).replace(" or ", ", ").split(", ")
    close = get_close_matches(value.lower(), choices, n=1) if isinstance(value, str) and len(choices) > 2 else []
    return f": did you mean {close[0]}?" if close else ""


def _unquoted(names: str) -> str:
    return names.replace("'", "")
