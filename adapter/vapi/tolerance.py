"""What real files carry beyond Vapi's schema, brought into its form, every change with a notice."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, TypeAlias, get_args

from adapter.vapi.destination import TransferDestinationNumber
from adapter.vapi.record import Record, named_by_type
from adapter.vapi.tool import TransferCallTool
from adapter.vapi.transfer_plan import (
    ContextEngineeringPlanAll,
    ContextEngineeringPlanLastNMessages,
    ContextEngineeringPlanNone,
    SummaryPlan,
    TransferMode,
    TransferPlan,
)

Path: TypeAlias = tuple[str | int, ...]

_OLD_MODES: Final[Mapping[str, TransferMode]] = {
    # Vapi's server still rewrites these, and a page of its docs still teaches them (gitops notes, call-forwarding).
    "warm-transfer-with-message": "warm-transfer-say-message",
    "warm-transfer-with-summary": "warm-transfer-say-summary",
    "warm-transfer-with-twiml": "warm-transfer-twiml",
}

_STORAGE = "it says how Vapi stores the tool"
_NO_ASSISTANT = "the caller is connected at once, no second assistant talks to whoever answers"
_UNUSED: Final[Mapping[type[Record], Mapping[str, str]]] = {
    TransferCallTool: {
        "id": _STORAGE,
        "orgId": _STORAGE,
        "createdAt": _STORAGE,
        "updatedAt": _STORAGE,
        "function": "the tools that the model sees are made from the destinations",
        "async": "a transfer is always decided within the call",
        "server": "destinations come from the file, no server is asked for them",
    },
    TransferDestinationNumber: {"transferAssistant": _NO_ASSISTANT},
    TransferPlan: {
        "transferAssistant": _NO_ASSISTANT,
        "voicemailDetectionType": "the transfer action cannot tell a person from a voicemail",
    },
    SummaryPlan: {"useAssistantLlm": "the transfer action carries no summary"},
}
"""Fields outside the published schema that exports, old examples and Vapi's guides have nevertheless."""


_IDLE: Final = frozenset(
    (SummaryPlan, ContextEngineeringPlanAll, ContextEngineeringPlanLastNMessages, ContextEngineeringPlanNone)
)
"""Records of which nothing is carried out here: a field that they have besides can do no harm."""

_EMPTY: Final[Mapping[type[Record], frozenset[str]]] = {TransferDestinationNumber: frozenset(("extension",))}
"""Texts that mean nothing when they are empty; an empty message, for one, means silence."""

_OURS: Final = "policy"
"""Not Vapi's, but ours: judged where it is read."""


@dataclass(frozen=True, kw_only=True)
class Notice:
    """One thing that was read otherwise than written. `path` leads there in the names of the file."""

    path: Path
    message: str


def normalise(raw: object) -> tuple[object, tuple[Notice, ...]]:
    """A destination, a list of them or a transferCall tool in the form of Vapi's schema, and what was changed for that.

    - snake_case names of fields become camelCase, unless both spellings are there;
    - old names of transfer modes become today's;
    - fields that exports have and nothing here uses are left out;
    - fields that are null are left out unless they are required: a dump from Vapi's Python package has them beside
      snake_case names, and a newer export has some that are not in the schema yet;
    - an extension that is empty is left out;
    - unknown fields are left out where nothing of the whole object is carried out.

    Everything else stays as it is, for validation to judge. The argument is not changed; parts that need no change,
    such as `policy` or a summary's messages, are shared with it.
    """
    notices: list[Notice] = []
    is_tool = isinstance(raw, dict) and (raw.get("type") == "transferCall" or "destinations" in raw)
    record = TransferCallTool if is_tool else TransferDestinationNumber
    return _normal(raw, (record,), (), notices), tuple(notices)


def _normal(raw: object, records: tuple[type[Record], ...], path: Path, notices: list[Notice]) -> object:
    if isinstance(raw, list):
        return [_normal(item, records, (*path, index), notices) for index, item in enumerate(raw)]
    record = named_by_type(raw, records)
    if record is None or not isinstance(raw, dict):
        return raw
    required, members = _required(record), _members(record)
    spelt = raw.keys() <= members.keys()
    spellings = Counter() if spelt else Counter(_wire_name(record, key) for key in raw)
    normal: dict[Any, object] = {}
    empty: list[str] = []
    for key, value in raw.items():
        name = key if spelt else _wire_name(record, key)
        where = (*path, key if isinstance(key, int) else str(key))
        if name is None and value is None and isinstance(key, str) and key != _OURS:
            empty.append(key)
        elif name is None and record in _IDLE and isinstance(key, str):
            notices.append(Notice(path=where, message=f"{key} is not used: nothing of this part is carried out here"))
        elif name is not None and name not in members:
            notices.append(Notice(path=where, message=f"{key} is not used: {_UNUSED[record][name]}"))
        elif name is None or (name != key and spellings[name] > 1):
            normal[key] = value
        elif value is None and name not in required:
            empty.append(key)
        elif value == "" and name in _EMPTY.get(record, ()):
            notices.append(Notice(path=where, message=f"an empty {key} is read as not given"))
        else:
            if name != key:
                notices.append(Notice(path=where, message=f"{key} is read as {name}, which is how Vapi spells it"))
            if record is TransferPlan and name == "mode" and isinstance(value, str) and value in _OLD_MODES:
                mode = _OLD_MODES[value]
                notices.append(Notice(path=where, message=f"the old mode name {value} is read as {mode}"))
                value = mode
            normal[name] = _normal(value, members[name], where, notices) if members[name] else value
    if empty:
        notices.append(Notice(path=path, message=f"null is read as not given: {', '.join(empty)}"))
    return normal


def _alias(record: type[Record], name: str) -> str:
    return record.model_fields[name].alias or name


@cache
def _required(record: type[Record]) -> frozenset[str]:
    return frozenset(_alias(record, name) for name, field in record.model_fields.items() if field.is_required())


@cache
def _members(record: type[Record]) -> Mapping[str, tuple[type[Record], ...]]:
    """The fields of a record by their names on the wire, each with the records that may stand in it."""
    return {_alias(record, name): _records_in(field.annotation) for name, field in record.model_fields.items()}


def _records_in(annotation: object) -> tuple[type[Record], ...]:
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return (annotation,)
    return tuple(record for part in get_args(annotation) for record in _records_in(part))


@cache
def _snake_forms(record: type[Record]) -> Mapping[str, re.Pattern[str]]:
    """How each name of several words is written in snake_case.

    A number inside a name is written in several ways: Vapi's Python package has `number_e_164_check_enabled`, other
    converters `number_e164_check_enabled` or `number_e_1_6_4_check_enabled`.
    """
    forms = {}
    for name in (*_members(record), *_UNUSED.get(record, {})):
        words = [re.sub(r"(\d)", r"_?\1", word.lower()) for word in re.findall(r"[A-Z]?[^A-Z]+", name)]
        if len(words) > 1:
            forms[name] = re.compile("_".join(words))
    return forms


def _wire_name(record: type[Record], key: object) -> str | None:
    """The name on the wire that a key stands for in either spelling; None for anything that is no field."""
    if not isinstance(key, str):
        return None
    if key in _members(record) or key in _UNUSED.get(record, {}):
        return key
    return next((name for name, form in _snake_forms(record).items() if form.fullmatch(key)), None)
