"""Conditions of a rejectionPlan that could never be evaluated are refused when the file is read."""

from typing import Any

import pytest

from adapter.directory import Directory
from adapter.directory.conditions import compiled
from adapter.errors import DirectoryError

CARDS = {"type": "number", "number": "+4921155660001"}


def regex(pattern: str) -> dict[str, Any]:
    return {"type": "regex", "regex": pattern}


def liquid(template: str) -> dict[str, Any]:
    return {"type": "liquid", "liquid": template}


def group(*conditions: dict[str, Any]) -> dict[str, Any]:
    return {"type": "group", "operator": "OR", "conditions": list(conditions)}


def parse(*conditions: dict[str, Any]) -> Directory:
    return Directory.parse({"destinations": {"cards": CARDS}, "rejectionPlan": {"conditions": list(conditions)}})


@pytest.mark.parametrize(
    "pattern",
    ["", "(?i)bye", r"(?m)^\bbye\b$", r"\?", r"\u00e4", "(?<name>a)", r"\/", "ä|日本", "[a-z]{2,3}?", "(?:a|b)*"],
)
def test_what_javascript_and_the_engine_both_know_is_taken(pattern: str) -> None:
    assert parse(regex(pattern)).rejection_plan is not None


@pytest.mark.parametrize(
    "pattern", ["(", "[", "a**", "(?=a)", "(?!a)b", "(?<=a)b", r"(a)\1", r"\u{61}", "a{2000}", "(((a{500}){500}){500})"]
)
def test_what_the_engine_cannot_take_is_an_error_of_the_file(pattern: str) -> None:
    with pytest.raises(ValueError, match=r"^(missing|invalid|bad) "):
        compiled(pattern)
    with pytest.raises(DirectoryError) as raised:
        parse(regex("fine"), group(regex("fine"), regex(pattern)))
    (problem,) = raised.value.problems
    assert problem.field == "rejectionPlan.conditions[1].conditions[1].regex"


@pytest.mark.parametrize("template", ["{% if %}", "{% for a in b %}", "{{ a | }}", "{% nothing %}"])
def test_a_template_that_is_none_is_an_error_of_the_file(template: str) -> None:
    with pytest.raises(DirectoryError) as raised:
        parse(liquid("{{ true }}"), liquid(template))
    (problem,) = raised.value.problems
    assert problem.field == "rejectionPlan.conditions[1].liquid"


def test_no_message_repeats_a_number_of_the_pattern() -> None:
    with pytest.raises(DirectoryError) as raised:
        parse(regex(r"\q4921155660001("))
    assert "4921155660001" not in str(raised.value)


def test_every_mistake_is_reported() -> None:
    with pytest.raises(DirectoryError) as raised:
        parse(regex("("), liquid("{% if %}"), regex("["))
    assert len(raised.value.problems) == 3
