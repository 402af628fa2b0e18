"""What is said of a request that does not fit a route: names and rules of ours, nothing of what was sent."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from fastapi import FastAPI

SHOWN: Final = 3
"""Errors that are named; a body has room for thousands."""

_FROM_THE_SCHEMA: Final = frozenset(
    {
        "missing",
        "extra_forbidden",
        "too_many_fields",
        "json_invalid",
        "literal_error",
        "string_type",
        "string_too_short",
        "string_too_long",
        "list_type",
        "dict_type",
        "model_type",
        "model_attributes_type",
        "too_short",
        "too_long",
    }
)
"""Errors whose messages pydantic and FastAPI make of the schema alone. Others may quote what they are about."""


def what_is_wrong(errors: Sequence[Any], names: frozenset[str]) -> str:
    """The first errors of a validation. Of where they are, only names that the API page has are told, and positions."""
    told = "; ".join(dict.fromkeys(_one(error, names) for error in errors[:SHOWN]))
    return told if len(errors) <= SHOWN else f"{told}; and more"


def known_names(app: FastAPI) -> frozenset[str]:
    """The names of all fields and parameters of an application's routes."""
    page = app.openapi()
    names = {name for schema in page["components"]["schemas"].values() for name in schema.get("properties", ())}
    operations = (operation for methods in page["paths"].values() for operation in methods.values())
    return frozenset(names | {known["name"] for operation in operations for known in operation.get("parameters", ())})


def _one(error: Mapping[str, Any], names: frozenset[str]) -> str:
    where = [str(part) for part in error["loc"][1:] if isinstance(part, int) or part in names]
    what = error["msg"] if error["type"] in _FROM_THE_SCHEMA else "This is not valid"
    return f"{'.'.join(where) or 'body'}: {what}"
