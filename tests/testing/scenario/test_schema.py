"""The JSON Schema of scenario files accepts what loads and refuses what does not."""

import ast
import json
import re
from collections.abc import Iterator
from typing import Any, get_args

from hypothesis import example, given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from adapter.errors import ScenarioError
from adapter.testing.scenario.faults import FaultName
from adapter.testing.scenario.file import parse_scenario
from adapter.testing.scenario.schema import scenario_schema
from adapter.testing.scenario.scripted_reply import ScriptedReply
from adapter.testing.yaml_file import yaml_document
from tests.command import ROOT, run

VALIDATOR = Draft202012Validator(scenario_schema())


def loads(text: str) -> bool:
    try:
        parse_scenario(text)
    except ScenarioError:
        return False
    return True


def written_scenarios() -> Iterator[str]:
    """Every text of the documentation and of the tests that is meant as a whole scenario."""
    for page in [ROOT / "README.md", *ROOT.glob("docs/**/*.md")]:
        yield from re.findall(r"```yaml\n(.*?)```", page.read_text("utf-8"), re.S)
    modules = [module.read_text("utf-8") for module in ROOT.glob("tests/**/*.py")]
    for module in modules:
        for node in ast.walk(ast.parse(module)) if "rules:" in module else ():
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value


def read(text: str) -> object:
    try:
        return yaml_document(text, "a text", ScenarioError).data
    except ScenarioError:
        return None


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(VALIDATOR.schema)
    assert json.loads(run("schema", "--scenario").stdout) == VALIDATOR.schema


def test_every_scenario_in_documentation_and_tests_is_accepted_where_it_loads_and_else_refused() -> None:
    scenarios = {
        text: data
        for text in written_scenarios()
        if "rules:" in text and isinstance(data := read(text), dict) and "rules" in data
    }
    good = [text for text in scenarios if loads(text)]
    bad = [text for text in scenarios if not loads(text)]
    assert len(good) > 10
    assert len(bad) > 10
    assert [text for text in good if not VALIDATOR.is_valid(scenarios[text])] == []
    # whether a regular expression compiles is more than a schema can tell
    assert [text for text in bad if VALIDATOR.is_valid(scenarios[text]) and "regex" not in text] == []


VALUES: dict[str, st.SearchStrategy[Any]] = {
    "fault": st.sampled_from([*get_args(FaultName), 429, 500, 404, "teapot"]),
    "offline": st.booleans(),
    "retry_after": st.sampled_from([0, 1.5, -1]),
    "slow_ms": st.sampled_from([0, 20, -1]),
    "delay_ms": st.sampled_from([0, 20, 600_001]),
    "usage": st.sampled_from([{}, {"input_tokens": 3}, {"output_tokens": -1}, {"tokens": 1}]),
    "latency": st.sampled_from([{"median_ms": 20}, {"median_ms": 20, "sigma": 0.5, "seed": 7}, {}, {"median_ms": 0}]),
    "raw": st.fixed_dictionaries(
        {},
        optional={
            "status": st.sampled_from([200, 204, 529, 600, "x"]),
            "headers": st.sampled_from([{}, {"x-odd": "a b"}, {"Content-length": "1"}, {"x odd": "a"}, {"x": "\n"}]),
            "body": st.sampled_from(["", "text", 7]),
            "base64": st.sampled_from(["YQ==", "YWE=", "Y", "Y Q=", "YQ==\n"]),
            "unheard_of": st.just("x"),
        },
    ),
    "unheard_of": st.just("x"),
}
FIELDS = [*ScriptedReply.model_fields, "unheard_of"]


@st.composite
def replies(draw: st.DrawFn) -> dict[str, object]:
    names = draw(st.lists(st.sampled_from(FIELDS), unique=True, max_size=4))
    return {name: draw(VALUES.get(name, st.sampled_from(["x", ""]))) for name in names}


@given(reply=replies())
@example(reply={"raw": {"headers": {"x": "\n"}}})
@example(reply={"raw": {"headers": {"x-odd": "a b"}}})
@example(reply={"raw": {"base64": "YQ==\n"}})
def test_whatever_a_reply_consists_of_schema_and_loader_agree(reply: dict[str, object]) -> None:
    scenario = {"rules": [{"reply": reply}]}
    assert VALIDATOR.is_valid(scenario) == loads(json.dumps(scenario))


def test_every_field_is_explained() -> None:
    for model in (VALIDATOR.schema, *VALIDATOR.schema["$defs"].values()):
        assert [name for name, field in model["properties"].items() if not field.get("description")] == []
