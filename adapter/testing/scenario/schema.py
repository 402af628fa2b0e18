"""The JSON Schema of a scenario file, for editors and validators."""

from collections.abc import Iterator, Sequence
from typing import Any, TypeAlias, get_args

from adapter.testing.scenario.faults import FaultName
from adapter.testing.scenario.rules import Scenario
from adapter.testing.scenario.scripted_reply import DELAY_FIELDS, FAULTS_WITH_A_REPLY, REPLY_KINDS, companion_fields

_Schema: TypeAlias = dict[str, Any]


def scenario_schema() -> dict[str, object]:
    """JSON Schema 2020-12 of a scenario file.

    It says what loads as it is written: a null stands for a field that is left out, and no editor should suggest one.
    That a regular expression compiles, and that a reply calls what the request offers, is not its to say.
    """
    schema: _Schema = _tidy(Scenario.model_json_schema())
    reply = schema["$defs"]["ScriptedReply"]
    reply["properties"]["fault"] |= {"enum": _as_written(get_args(FaultName))}
    del reply["properties"]["fault"]["type"]
    reply["anyOf"] = list(_forms())
    reply["not"] = {"required": list(DELAY_FIELDS)}
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "transfer-adapter scenario",
        "description": "How a mocked model answers which request, or how it fails.",
    }
    return schema | head


def _forms() -> Iterator[_Schema]:
    """What a reply can be: what it needs, and which other fields it may have."""
    for reply in REPLY_KINDS:
        yield _form([reply], companion_fields(None, reply))
    faults: dict[tuple[str | None, tuple[str, ...]], list[FaultName]] = {}
    for fault in get_args(FaultName):
        for around in (None, *REPLY_KINDS[1:]) if fault in FAULTS_WITH_A_REPLY else (None,):
            faults.setdefault((around, companion_fields(fault, around)), []).append(fault)
    for (around, companions), names in faults.items():
        needed = ["fault"] if around is None else ["fault", around]
        yield _form(needed, companions) | {"properties": {"fault": {"enum": _as_written(names)}}}


def _form(needed: list[str], companions: Sequence[str]) -> _Schema:
    allowed = list(dict.fromkeys([*needed, *companions, *DELAY_FIELDS]))
    return {"required": needed, "propertyNames": {"enum": allowed}}


def _as_written(faults: Sequence[FaultName]) -> list[str | int]:
    """The names and, since YAML reads `fault: 429` so, the numbers among them."""
    return [*faults, *(int(name) for name in faults if name.isdecimal())]


def _tidy(schema: Any) -> Any:
    """Without what pydantic adds for itself: titles of fields, and null as a way to say that a field is left out."""
    if isinstance(schema, list):
        return [_tidy(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    tidied = {name: _tidy(part) for name, part in schema.items() if not _is_noise(name, part)}
    choices = [choice for choice in tidied.get("anyOf", []) if choice != {"type": "null"}]
    if len(choices) == 1:
        del tidied["anyOf"]
        return choices[0] | tidied
    return tidied | ({"anyOf": choices} if choices else {})


def _is_noise(name: str, part: object) -> bool:
    return (name == "title" and isinstance(part, str)) or (name == "default" and not isinstance(part, bool | int | str))
