"""What pydantic refuses in a file of whatever kind, in plain words and with the field that was probably meant."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Final, TypeAlias

from pydantic import BaseModel, ValidationError

from adapter.documents.document import Path
from adapter.documents.records import field_names, records_at

Misplaced: TypeAlias = Callable[[Path, type[BaseModel]], str]
"""Where a field belongs that stands at a path where none of its name is known: `it belongs under policy`, "" if it
cannot be told. The model is the one that refused it."""

MISSING: Final = "is missing"

LISTED: Final = 16
"""Fields of a record up to which all of them are named where none is like the one that was written."""

_MAY_BE_MISSING: Final = ("missing", "union_tag_not_found", "unknown_type")
"""Errors whose last step may lead to a field that is not there."""

_OF_A_NAME: Final = "[key]"
"""The last step to the name of an entry and not to its value."""

_TYPES: Final = {
    **dict.fromkeys(("list_type", "tuple_type", "set_type", "frozen_set_type", "iterable_type"), "a list"),
    **dict.fromkeys(
        ("model_type", "model_attributes_type", "dict_type", "mapping_type", "dataclass_type"),
        "an object",
    ),
}
"""What a value must be that is of another type."""

_IS_OF_A_TYPE: Final = ("string_type", "bool_type", "float_type", "int_type", "none_required", *_TYPES)
"""Errors that say no more than that a value has another type."""


@dataclass(frozen=True, kw_only=True)
class _Refused:
    kind: str
    path: Path
    message: str


def validation_messages(
    error: ValidationError, raw: object, model: type[BaseModel], *, misplaced: Misplaced = lambda _path, _model: ""
) -> Iterator[tuple[Path, str]]:
    """Path and message of each thing refused, in the file's own names. `raw` is what `model` refused.

    A value that may be of several types is refused once, whatever each of them lacks.
    """
    found = [*_each(error, raw, model, misplaced)]
    inner = {item.path[:length] for item in found for length in range(len(item.path))}
    told: dict[Path, list[_Refused]] = {}
    for item in found:
        # Where something inside is wrong, the value was of the right type.
        if item.kind not in _IS_OF_A_TYPE or item.path not in inner:
            told.setdefault(item.path, []).append(item)
    for path, items in told.items():
        yield from ((path, message) for message in _merged(items))


def _each(error: ValidationError, raw: object, model: type[BaseModel], misplaced: Misplaced) -> Iterator[_Refused]:
    for item in error.errors(include_url=False, include_input=False):
        kind, context, location = item["type"], item.get("ctx", {}), item["loc"]
        if kind in ("union_tag_not_found", "union_tag_invalid"):
            location = (*location, _unquoted(context["discriminator"]))
        path, value = _located(location, raw, may_be_missing=kind in _MAY_BE_MISSING)
        if kind == "extra_forbidden":
            message = f"is no known field{_meant(path, model, misplaced)}"
        elif location[-1:] == (_OF_A_NAME,) and path:
            said = _message(kind, item["msg"], context, path[-1])
            message = f"the name {said}" if said.startswith("must ") else said
        else:
            message = _message(kind, item["msg"], context, value)
        yield _Refused(kind=kind, path=path, message=message)


def _merged(items: Sequence[_Refused]) -> list[str]:
    """The messages of one place, those of its possible types as one."""
    messages = list(dict.fromkeys(item.message for item in items))
    if len(messages) < 2 or not all(item.kind in _IS_OF_A_TYPE for item in items):
        return messages
    wanted = " or ".join(message.removeprefix("must be ").partition(":")[0].partition(",")[0] for message in messages)
    return [f"must be {wanted}"]


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
    if isinstance(whole, Mapping):
        return (whole[step],) if step in whole else None
    return (whole[step],) if isinstance(whole, list) and isinstance(step, int) and step < len(whole) else None


def _message(kind: str, message: str, context: Mapping[str, Any], value: object) -> str:
    match kind:
        case "missing" | "union_tag_not_found":
            return MISSING
        case "json_invalid" | "json_type":
            return "is not JSON"
        case "string_type" if isinstance(value, (bool, int, float)):
            return "must be text: put it in quotes"
        case "string_type" | "string_sub_type" | "string_unicode":
            return "must be text"
        case "string_too_short" | "too_short" if isinstance(value, str):
            return f"must have at least {context['min_length']} characters" if value else "must not be empty"
        case "string_too_long" | "too_long" if isinstance(value, str):
            return f"must have at most {context['max_length']} characters, not {len(value)}"
        case "string_pattern_mismatch" if context["pattern"] == r"\S":
            return "must not be blank"
        case "string_pattern_mismatch":
            return "is not written as it has to be"
        case "literal_error" | "enum":
            return f"must be {_unquoted(context['expected'])}{_closest(value, context['expected'])}"
        case "bool_type" | "bool_parsing":
            return f"must be true or false{', without quotes' if value in ('true', 'false') else ''}"
        case "float_type" | "int_type" | "float_parsing" | "int_parsing":
            quoted = kind.endswith("_type") and isinstance(value, str) and value.isdecimal()
            return f"must be a number{', without quotes' if quoted else ''}"
        case "int_from_float":
            return "must be a whole number"
        case "int_parsing_size" | "finite_number":
            return "is no number that can be used"
        case "greater_than":
            return f"must be more than {context['gt']:g}"
        case "greater_than_equal":
            return f"must be at least {context['ge']:g}"
        case "less_than":
            return f"must be less than {context['lt']:g}"
        case "less_than_equal":
            return f"must be at most {context['le']:g}"
        case "too_short":
            return "must not be an empty list"
        case "too_long":
            return f"must have at most {context['max_length']} entries, not {context['actual_length']}"
        case "union_tag_invalid":
            return f"must be one of {_unquoted(context['expected_tags'])}"
        case "none_required":
            return "must be null"
        case "recursion_loop":
            return "is nested too deeply"
        case _ if kind in _TYPES:
            return f"must be {_TYPES[kind]}"
        case _:
            # What a validator of ours has said, in our words.
            said = message.removeprefix("Value error, ").replace("Input should be ", "must be ")
            return said[:1].lower() + said[1:]


def _meant(path: Path, model: type[BaseModel], misplaced: Misplaced) -> str:
    """`: did you mean …?`, where a field of that name belongs, or which fields there are."""
    names = list(dict.fromkeys(name for record in records_at(model, path[:-1]) for name in field_names(record)))
    close = close_name(str(path[-1]), names)
    if close is not None:
        return f": did you mean {close}?"
    if elsewhere := misplaced(path, model):
        return f": {elsewhere}"
    return f": there are {', '.join(names)}" if 0 < len(names) <= LISTED else ""


def close_name(name: str, names: Sequence[str]) -> str | None:
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
