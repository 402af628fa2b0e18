"""Every Liquid text is rendered for sample calls before a caller hears what comes of it."""

from datetime import UTC, datetime
from typing import Any

import pytest

from adapter import Directory
from adapter.errors import Problem
from adapter.tool_calls.prompt import parse_prompt
from adapter.transfers.assistant_config import AssistantConfig
from adapter.transfers.template_check import check_templates

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


def directory(record: dict[str, Any] | None = None, **settings: Any) -> Directory:
    cards = {"type": "number", "number": "+4921155660001", "description": "Lost or stolen cards."}
    return Directory.parse({**settings, "destinations": {"cards": {**cards, **(record or {})}}})


def problems(config: AssistantConfig) -> tuple[Problem, ...]:
    return check_templates(config, file="directory.yaml", now=NOW)


def of_text(text: str) -> tuple[Problem, ...]:
    return problems(AssistantConfig(directory=directory({"message": text})))


@pytest.mark.parametrize(
    "text",
    [
        "I am putting you through.",
        "{{ customer.number }} {{ phoneNumber.number }} {{ call.type }} {{ session.from_phone_number }}",
        '{{ "now" | date: "%H:%M", "Europe/Berlin" }} {{ now }} {{ year }}',
        "{% assign hour = 'now' | date: '%H' | plus: 0 %}{% if hour > 18 %}Good evening{% endif %}",
        "{% for digit in (1..3) %}{{ digit }}{{ forloop.last }}{% endfor %}",
        "{{ customer.number | slice: 0, 3 }}{{ customer.number.size }}",
    ],
)
def test_what_can_be_rendered_in_every_call_is_no_problem(text: str) -> None:
    assert of_text(text) == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{% if x %}hello", "cannot be rendered: {% endif %} is missing"),
        ("{{ customer.number }", "a variable is written as {{ customer.number }}"),
        ("{{ customer.number | upcse }}", "there is no filter upcse: did you mean upcase?"),
        ("{% if call.id == 'x' %}{{ 1 | pow: 9 }}{% endif %}", "there is no filter pow"),
        (
            "{{ custmer.number }}",
            "there is no variable custmer.number, so it would be empty: did you mean customer.number?",
        ),
        ("{% if vip %}Hello{% endif %}", "there is no variable vip"),
        ("{{ customer.name | default: 'Hello' }}", "there is no variable customer.name"),
        ("{{ session.nobody }}", "there is no variable session.nobody"),
        ("{{ 10 | divided_by: 0 }}", "can't divide by 0"),
        ("{% if customer.number == '' %}{{ 1 | modulo: 0 }}{% endif %}", "can't divide by 0"),
        ("{% if call.type == 'outboundPhoneCall' %}{{ 1 | modulo: 0 }}{% endif %}", "can't divide by 0"),
        ('{{ "now" | date: "%H", "Europe/Nowhere" }}', "unknown time zone"),
        ("{{ (1..1000000000) | join: ',' }}", "makes too long a list: more than 2,000"),
    ],
)
def test_what_cannot_be_rendered_in_some_call_is_named_with_what_is_right(text: str, said: str) -> None:
    (problem,) = of_text(text)
    assert (problem.file, problem.key, problem.field) == ("directory.yaml", "cards", "message")
    assert said in problem.message


BAD = "{{ nobody }}"
MESSAGE = {"type": "custom-message", "contents": [{"type": "text", "language": "de", "text": BAD}]}
PLAN = {"mode": "blind-transfer", "fallbackPlan": {"message": BAD}}
CONDITION = {"type": "group", "operator": "OR", "conditions": [{"type": "liquid", "liquid": BAD}]}


@pytest.mark.parametrize(
    ("made", "key", "field"),
    [
        (directory({"message": MESSAGE}), "cards", "message.contents[0].text"),
        (directory({"message": {"type": "custom-message", "content": BAD}}), "cards", "message.content"),
        (directory({"callerId": BAD}), "cards", "callerId"),
        (directory({"transferPlan": PLAN}), "cards", "transferPlan.fallbackPlan.message"),
        (directory(messages=[{"type": "request-start", "content": BAD}]), None, "messages[0].content"),
        (
            directory(rejectionPlan={"conditions": [CONDITION]}),
            None,
            "rejectionPlan.conditions[0].conditions[0].liquid",
        ),
    ],
)
def test_every_text_of_a_directory_is_looked_at(made: Directory, key: str | None, field: str) -> None:
    (problem,) = problems(AssistantConfig(directory=made))
    assert (problem.key, problem.field) == (key, field)


def test_every_text_of_a_prompt_is_looked_at_with_its_own_variables() -> None:
    front = (
        "description: x\nvariables: {shop: Ada's}\nsentences: {de: {greeting: '{{ shop }}{{ company }}{{ nobody }}'}}"
    )
    prompt = parse_prompt(
        f"---\n{front}\n---\n{{{{ shop }}}} {{{{ destinations[0].key }}}} {BAD}".encode(),
        name="shop",
        version=1,
        file="f",
    )
    found = problems(AssistantConfig(directory=directory(), prompt=prompt))
    assert [(problem.file, problem.field) for problem in found] == [
        ("shop@v1", "sentences.de.greeting"),
        ("shop@v1", "system prompt"),
    ]


def test_the_shipped_prompt_and_the_example_are_right(bank: Directory) -> None:
    assert problems(AssistantConfig(directory=bank)) == ()
