"""The JSON Schema agrees with what loads."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from adapter.directory import Directory
from adapter.directory.schema import directory_schema
from adapter.directory.schema_descriptions import DESCRIPTIONS
from adapter.errors import DirectoryError

EXAMPLES = Path(__file__).parents[2] / "examples"
CARDS: dict[str, Any] = {"type": "number", "number": "+4921155660001"}


def accepts(schema: Any, value: Any, root: Any) -> bool:
    """Validates by the keywords that the schema uses, and fails on one that it does not know."""
    if schema is True:
        return True
    checks: dict[str, Callable[[Any], bool]] = {
        "$ref": lambda part: accepts(root["$defs"][part.removeprefix("#/$defs/")], value, root),
        "oneOf": lambda part: sum(accepts(choice, value, root) for choice in part) == 1,
        "anyOf": lambda part: any(accepts(choice, value, root) for choice in part),
        "type": lambda part: is_a(value, part),
        "const": lambda part: value == part,
        "enum": lambda part: value in part,
        "minLength": lambda part: not isinstance(value, str) or len(value) >= part,
        "maxLength": lambda part: not isinstance(value, str) or len(value) <= part,
        "pattern": lambda part: not isinstance(value, str) or re.search(part, value) is not None,
        "minimum": lambda part: not isinstance(value, (int, float)) or value >= part,
        "maximum": lambda part: not isinstance(value, (int, float)) or value <= part,
        "exclusiveMinimum": lambda part: not isinstance(value, (int, float)) or value > part,
        "minItems": lambda part: not isinstance(value, list) or len(value) >= part,
        "maxItems": lambda part: not isinstance(value, list) or len(value) <= part,
        "items": lambda part: not isinstance(value, list) or all(accepts(part, item, root) for item in value),
        "minProperties": lambda part: not isinstance(value, dict) or len(value) >= part,
        "required": lambda part: not isinstance(value, dict) or all(name in value for name in part),
        "propertyNames": lambda part: not isinstance(value, dict) or all(accepts(part, name, root) for name in value),
        "properties": lambda part: (
            not isinstance(value, dict)
            or all(accepts(part[name], item, root) for name, item in value.items() if name in part)
        ),
        "additionalProperties": lambda part: (
            not isinstance(value, dict)
            or all(
                part and accepts(part, value[name], root) for name in value.keys() - schema.get("properties", {}).keys()
            )
        ),
        "if": lambda part: accepts(schema["then"] if accepts(part, value, root) else schema["else"], value, root),
    }
    silent = {"$schema", "$defs", "title", "description", "default", "deprecated", "then", "else"}
    return all(checks[keyword](part) for keyword, part in schema.items() if keyword not in silent)


def is_a(value: Any, kind: str) -> bool:
    if kind in ("number", "integer"):
        return not isinstance(value, bool) and isinstance(value, (int, float) if kind == "number" else int)
    return isinstance(value, {"object": dict, "array": list, "string": str, "boolean": bool}[kind])


def loads(data: object) -> bool:
    try:
        Directory.parse(data)
    except DirectoryError:
        return False
    return True


def in_the_schema(part: Any) -> Iterator[Any]:
    yield part
    for inner in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        yield from in_the_schema(inner)


@pytest.mark.parametrize(
    "path", sorted(EXAMPLES.rglob("directory*.y*ml")) + sorted(EXAMPLES.rglob("*export*.json")), ids=str
)
def test_the_example_directories_are_valid(path: Path) -> None:
    data = json.loads(path.read_text()) if path.suffix == ".json" else yaml.safe_load(path.read_text())
    schema = directory_schema()

    assert accepts(schema, data, schema)


def with_plan(**plan: Any) -> dict[str, Any]:
    return {"destinations": {"cards": {**CARDS, "transferPlan": {"mode": "blind-transfer", **plan}}}}


def with_policy(**policy: Any) -> dict[str, Any]:
    return {"destinations": {"cards": {**CARDS, "policy": policy}}}


def with_message(message: Any) -> dict[str, Any]:
    return {"destinations": {"cards": {**CARDS, "message": message}}}


@pytest.mark.parametrize(
    "data",
    [
        {"destinations": {"cards": CARDS}},
        {"destinations": [CARDS]},
        [CARDS],
        {"type": "transferCall", "destinations": [CARDS], "id": "x", "function": {}},
        [{"type": "transferCall", "destinations": [CARDS]}],
        {"destinations": {"cards": CARDS}, "messages": [{"type": "request-start", "content": "x", "conditions": []}]},
        {"destinations": {"cards": CARDS}, "rejectionPlan": {"conditions": [{"type": "liquid", "liquid": "true"}]}},
        {"destinations": {"cards": CARDS}, "speech": {"de": {"tts": {"provider": "eleven_labs", "voice": "x"}}}},
        with_plan(timeout=20, fallbackPlan={"message": ""}, contextEngineeringPlan={"type": "none"}),
        with_plan(
            mode="warm-transfer-with-message", transferAssistant={"name": "x"}, summaryPlan={"useAssistantLlm": True}
        ),
        with_policy(digit="*", extension="refuse", attempts=2, examples=["x"]),
        with_message(""),
        with_message({"type": "custom-message", "contents": [{"type": "text", "language": "yue", "text": "x"}]}),
        {"destinations": {"cards": {**CARDS, "number": "trunk1", "numberE164CheckEnabled": False}}},
    ],
)
def test_what_the_schema_accepts_loads(data: Any) -> None:
    schema = directory_schema()

    assert accepts(schema, data, schema)
    assert loads(data)


@pytest.mark.parametrize(
    "data",
    [
        {},
        [],
        {"destinations": {}},
        {"type": "transferCall"},
        {"type": "transferCall", "destinations": []},
        {"destinations": {"Cards": CARDS}},
        {"destinations": {"cards": CARDS}, "fallbak": "cards"},
        {"destinations": {"cards": {**CARDS, "number": "0211"}}},
        {"destinations": {"cards": {**CARDS, "number": 4921155660001}}},
        {"destinations": {"cards": {"type": "sip", "sipUri": "sip:x"}}},
        {"destinations": {"cards": {**CARDS, "number": "a b", "numberE164CheckEnabled": False}}},
        {"destinations": {"cards": {**CARDS, "extension": "12345678901"}}},
        {"type": "transferCall", "destinations": [CARDS], "fallback": "cards"},
        {"destinations": {"cards": CARDS}, "speech": {"de": {"tts": {"language": "de-DE"}}}},
        {"destinations": {"cards": CARDS}, "countries": []},
        {"destinations": {"cards": CARDS}, "caller_id_number": "0211"},
        with_plan(timeout=0),
        with_plan(mode="cold"),
        with_plan(fallbackPlan={}),
        with_policy(digit="12"),
        with_policy(attempts=0),
        with_policy(extension="dial"),
        with_message({"type": "custom-message", "contents": [{"type": "text", "language": "en-US", "text": "x"}]}),
        with_message(5),
    ],
)
def test_what_the_schema_refuses_does_not_load(data: Any) -> None:
    schema = directory_schema()

    assert not accepts(schema, data, schema)
    assert not loads(data)


def test_the_schema_is_2020_12_json_with_our_own_shape_first() -> None:
    schema: Any = json.loads(json.dumps(directory_schema()))

    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert "destinations" in schema["oneOf"][0]["properties"]
    assert directory_schema() == directory_schema()


def test_every_reference_leads_somewhere_and_every_definition_is_used() -> None:
    schema: Any = directory_schema()
    references = {part["$ref"] for part in in_the_schema(schema) if isinstance(part, dict) and "$ref" in part}

    assert references == {f"#/$defs/{name}" for name in schema["$defs"]}


def properties() -> Iterator[tuple[str, Any]]:
    """Every property of the schema, by the object that has it. What a condition (`if`) looks at is no property."""
    schema: Any = directory_schema()
    objects = {**schema["$defs"], **{str(at): shape for at, shape in enumerate(schema["oneOf"])}}
    for owner, known in objects.items():
        for name, field in known.get("properties", {}).items():
            yield f"{owner}.{name}", field


def bounds(field: Any) -> list[str]:
    """The numbers and words that a value is bounded by, as people write them."""
    limits = [field[name] for name in ("minimum", "maximum", "maxLength") if name in field]
    limits += [field["minLength"]] if field.get("minLength", 1) > 1 else []
    words = field.get("enum", []) if len(field.get("enum", [])) < 8 else []
    return [f"{limit:,}" if limit > 9999 else f"{limit:g}" for limit in limits] + [*words, *[field.get("const", "")]]


def test_every_property_is_described_and_one_description_is_one_line() -> None:
    described = list(properties())
    assert len(described) > 110
    for where, field in described:
        text = field.get("description", "")
        assert len(text) > 10, where
        assert "\n" not in text, where
        assert len(text) < 260, where
        assert text.rstrip().endswith((".", ")", "20:00")), where


def test_a_description_names_every_bound_of_its_value() -> None:
    for where, field in properties():
        if field.get("const") and where.endswith(".type"):
            continue  # the kinds are named by what they are for
        for bound in bounds(field):
            assert bound in field["description"], (where, bound)


def test_a_number_has_a_unit_or_says_what_it_counts() -> None:
    for where, field in properties():
        if field.get("type") in ("number", "integer"):
            units = ("econds", "How many", "How often", "Which of them")
            assert any(unit in field["description"] for unit in units), where


def test_no_description_is_of_a_field_that_there_is_not() -> None:
    schema: Any = directory_schema()
    for name, fields in DESCRIPTIONS.items():
        assert set(fields) <= set(schema["$defs"][name]["properties"]), name
