"""The JSON Schema of a directory file, for editors and validators."""

import re
from collections.abc import Mapping
from typing import Any, TypeAlias

from pydantic import BaseModel
from pydantic.alias_generators import to_camel
from pydantic.json_schema import models_json_schema

from adapter.directory.policy import KEY, DirectorySettings, Policy
from adapter.directory.schema_descriptions import (
    DESCRIPTIONS,
    OWN_DESTINATIONS,
    OWN_MESSAGES,
    OWN_REJECTION_PLAN,
    UNUSED,
)
from adapter.vapi import TransferCallTool, TransferDestinationNumber

_Schema: TypeAlias = dict[str, Any]

# What loads with a notice because exports and old examples have it: no editor should call it an error.
_OLD_MODES = ("warm-transfer-with-message", "warm-transfer-with-summary", "warm-transfer-with-twiml")
_EXPORTED: Mapping[str, tuple[str, ...]] = {
    "TransferCallTool": ("id", "orgId", "createdAt", "updatedAt", "function", "async", "server"),
    "TransferDestinationNumber": ("transferAssistant",),
    "TransferPlan": ("transferAssistant", "voicemailDetectionType"),
    "SummaryPlan": ("useAssistantLlm",),
}

_IN_BACKTICKS = re.compile("`([a-z_]+)`")


def directory_schema() -> dict[str, object]:
    """JSON Schema 2020-12 of the three shapes: our own mapping, a list of destinations, a transferCall tool.

    It says what loads as it is written. A null and a Vapi field in snake_case load as well, with a notice.
    What needs more than one place, such as a key that `fallback` names, is for `Directory.load` to check.
    """
    models: list[type[BaseModel]] = [TransferDestinationNumber, TransferCallTool, Policy, DirectorySettings]
    _, schemas = models_json_schema([(model, "validation") for model in models], ref_template="#/$defs/{model}")
    definitions: dict[str, _Schema] = {name: _tidy(schema) for name, schema in schemas["$defs"].items()}
    definitions["TransferDestinationNumber"]["properties"]["policy"] = {"$ref": "#/$defs/Policy"}
    definitions["TransferPlan"]["properties"]["mode"]["enum"] += _OLD_MODES
    for name, fields in _EXPORTED.items():
        definitions[name]["properties"] |= {field: {"description": UNUSED, "deprecated": True} for field in fields}
    for name in ("AzureTts", "ElevenLabsTts"):
        definitions[name]["required"] = ["provider"]
    for name in definitions.keys() - {"Policy", "Voice", "DirectorySettings"}:
        # Their docstrings speak of the fields as Python has them.
        text = definitions[name].get("description", "")
        definitions[name]["description"] = _IN_BACKTICKS.sub(lambda match: f"`{to_camel(match[1])}`", text)
    for name, descriptions in DESCRIPTIONS.items():
        for field, description in descriptions.items():
            definitions[name]["properties"][field]["description"] = description
    tool = definitions["TransferCallTool"]
    tool["properties"]["destinations"]["minItems"] = 1
    tool["required"] = ["type", "destinations"]
    settings = definitions.pop("DirectorySettings")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "transfer-adapter directory",
        "description": "The destinations that calls can be transferred to.",
        "oneOf": [
            _own(settings, tool),
            _list_of("TransferDestinationNumber", "A list of destinations; keys come from their names."),
            {"$ref": "#/$defs/TransferCallTool"},
            {**_list_of("TransferCallTool", "One transferCall tool in a list."), "maxItems": 1},
        ],
        "$defs": definitions,
    }


def _own(settings: _Schema, tool: _Schema) -> _Schema:
    by_key = {
        "type": "object",
        "description": f"Destinations by key: the model's tool for `cards` is named `transfer_to_cards`. {KEY.pattern}",
        "propertyNames": {"pattern": f"^{KEY.pattern}$"},
        "additionalProperties": {"$ref": "#/$defs/TransferDestinationNumber"},
        "minProperties": 1,
    }
    as_list = _list_of("TransferDestinationNumber", "Destinations in a list: their keys come from their names.")
    return {
        "title": "Directory",
        "description": "Our own form: destinations by key, and what holds for all of them.",
        "type": "object",
        "properties": {
            **settings["properties"],
            "messages": {**tool["properties"]["messages"], "description": OWN_MESSAGES},
            "rejectionPlan": {**tool["properties"]["rejectionPlan"], "description": OWN_REJECTION_PLAN},
            "destinations": {"description": OWN_DESTINATIONS, "oneOf": [by_key, as_list]},
        },
        "required": ["destinations"],
        "additionalProperties": False,
    }


def _list_of(name: str, description: str) -> _Schema:
    return {"type": "array", "description": description, "items": {"$ref": f"#/$defs/{name}"}, "minItems": 1}


def _tidy(schema: _Schema) -> _Schema:
    """Without what pydantic adds for itself: generated titles, OpenAPI's discriminator, and null as a way to say that
    a field is left out."""
    tidied: _Schema = {}
    for name, part in schema.items():
        if name in ("title", "discriminator") or (name == "default" and part in (None, [], {})):
            continue
        if name in ("properties", "$defs"):
            tidied[name] = {field: _tidy(inner) for field, inner in part.items()}
        elif isinstance(part, dict):
            tidied[name] = _tidy(part)
        elif isinstance(part, list):
            tidied[name] = [_tidy(inner) if isinstance(inner, dict) else inner for inner in part]
        else:
            tidied[name] = part
    if "anyOf" in tidied:
        choices = [choice for choice in tidied.pop("anyOf") if choice != {"type": "null"}]
        tidied = {**choices[0], **tidied} if len(choices) == 1 else {"anyOf": choices, **tidied}
    return tidied
