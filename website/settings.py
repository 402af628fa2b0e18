"""Every setting, from `Settings`."""

import types
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import SecretStr
from pydantic.fields import FieldInfo

from adapter.wiring import PREFIX, Settings
from website.markdown import code, table

INTRODUCTION = """# Settings

Every variable that the service and the commands read. The options of a command override them. The model's key and
server are the openai package's own variables, `OPENAI_API_KEY` and `OPENAI_BASE_URL`. What is empty counts as not set.
"""


def page() -> str:
    """The page."""
    rows = [
        (code(_variable(name, field)), _values(field), _default(field), field.description or "")
        for name, field in _fields()
    ]
    return f"{INTRODUCTION}\n{table(('variable', 'values', 'default', 'what it is'), rows)}\n"


def _fields() -> list[tuple[str, FieldInfo]]:
    return list(Settings.model_fields.items())


def _variable(name: str, field: FieldInfo) -> str:
    return str(field.validation_alias or f"{PREFIX}{name.upper()}")


def _default(field: FieldInfo) -> str:
    default = field.default
    if isinstance(default, tuple):
        default = ",".join(map(str, default))
    return "" if default in (None, "") else code(str(default).lower() if isinstance(default, bool) else str(default))


def _values(field: FieldInfo) -> str:
    return ", ".join(filter(None, [_kind(field.annotation), *_limits(field.metadata)]))


def _limits(rules: Iterable[object]) -> list[str]:
    return [
        f"{word} {getattr(rule, name)}"
        for rule in rules
        for name, word in _BOUNDS
        if getattr(rule, name, None) is not None
    ]


_BOUNDS = (("ge", "from"), ("gt", "more than"), ("le", "to"), ("lt", "less than"))
_KINDS: dict[object, str] = {
    str: "text",
    Path: "path",
    dict: "object",
    bool: "true or false",
    int: "whole number",
    float: "number",
    SecretStr: "secret",
}


def _kind(annotation: Any) -> str:
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Literal:
        return " or ".join(code(str(value)) for value in arguments)
    if origin is tuple:
        return f"{_kind(arguments[0])}, several by comma"
    if origin is Annotated:
        rules = [rule for part in arguments[1:] for rule in (getattr(part, "metadata", None) or [part])]
        return ", ".join(filter(None, [_kind(arguments[0]), *_limits(rules)]))
    if origin in (Union, types.UnionType):
        return " or ".join(filter(None, (_kind(part) for part in arguments if part is not type(None))))
    return _KINDS.get(origin or annotation, "")
