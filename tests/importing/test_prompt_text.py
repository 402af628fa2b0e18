"""Greeting and system prompt of an assistant as a prompt file."""

from typing import Any

import pytest

from adapter import Directory
from adapter.importing.prompt_text import ImportedPrompt, import_prompt
from adapter.tool_calls.prompt import Prompt, default_prompt, parse_prompt
from adapter.vapi.export import find_in_export

DESK = {"type": "number", "number": "+4921155660010", "description": "Front desk", "callerId": "+4921155660099"}
DIRECTORY = Directory.parse({"destinations": {"front_desk": DESK}})


def imported(**assistant: Any) -> ImportedPrompt | None:
    data = {"model": {"provider": "openai"}, **assistant}
    return import_prompt(
        find_in_export(data), DIRECTORY, {"front_desk": "+4921155660010"}, name="desk", source="export.json"
    )


def read(**assistant: Any) -> Prompt:
    made = imported(**assistant)
    assert made is not None
    return parse_prompt(made.content.encode(), name="desk", version=1, file="desk/v1.md")


def system(text: str) -> dict[str, Any]:
    return {"provider": "openai", "messages": [{"role": "system", "content": text}]}


def test_an_assistant_that_says_nothing_makes_none() -> None:
    assert imported() is None


def test_the_system_prompt_is_the_body_whatever_form_it_has() -> None:
    assert read(model=system("Be brief.\n\nBe kind.")).body == "Be brief.\n\nBe kind."
    assert read(model={"provider": "x", "systemPrompt": "Be brief."}).body == "Be brief."
    parts = [{"type": "text", "text": "Be brief."}, "Be kind."]
    assert read(model={"messages": [{"role": "system", "content": parts}]}).body == "Be brief.\nBe kind."
    two = [
        {"role": "system", "content": "One."},
        {"role": "user", "content": "No."},
        {"role": "system", "content": "Two."},
    ]
    assert read(model={"messages": two}).body == "One.\n\nTwo."
    assert read(model=system("---\nIt looks like front matter.\n---")).body == "---\nIt looks like front matter.\n---"


def test_without_a_system_prompt_the_receptionist_answers_with_the_greeting() -> None:
    prompt = read(firstMessage="Hello.")
    assert prompt.body == default_prompt().body
    assert prompt.sentence("greeting", "en") == "Hello."


@pytest.mark.parametrize(
    ("assistant", "greeting"),
    [
        ({"firstMessage": 'He said: "Hi"\n# {{company}}'}, 'He said: "Hi"\n# {{company}}'),
        ({"firstMessage": ""}, ""),
        ({"firstMessage": "Hi", "firstMessageMode": "assistant-waits-for-user"}, ""),
        ({"firstMessage": "https://x.example/hello.mp3"}, None),
        ({"firstMessage": "Hi", "firstMessageMode": "assistant-speaks-first-with-model-generated-message"}, None),
        ({"firstMessage": 5}, None),
        ({}, None),
    ],
)
def test_the_greeting_is_what_opened_the_call(assistant: dict[str, Any], greeting: str | None) -> None:
    prompt = read(model=system("Be brief."), **assistant)
    usual = default_prompt().sentence("greeting", "en")
    assert prompt.sentence("greeting", "en") == (usual if greeting is None else greeting)


@pytest.mark.parametrize(
    ("assistant", "language"),
    [
        ({"transcriber": {"language": "de-DE"}}, "de"),
        ({"transcriber": {"language": "multi"}}, "en"),
        ({"transcriber": {"language": "xx"}}, "en"),
        ({"transcriber": "deepgram"}, "en"),
        ({"firstMessage": "Guten Tag, hier ist die Zentrale. Wie kann ich Ihnen helfen?"}, "de"),
    ],
)
def test_the_greeting_stands_under_its_language(assistant: dict[str, Any], language: str) -> None:
    given = {"firstMessage": "Hello, this is the front desk.", **assistant}
    made = imported(**given)
    assert made is not None
    assert made.language == language
    assert read(**given).sentence("greeting", language) == given["firstMessage"]
    # nothing tells a caller's language before the first word
    assert read(**given).sentence("greeting", "en") == given["firstMessage"]


def test_numbers_of_the_directory_become_keys_or_go() -> None:
    body = read(model=system("Call +49 211 556600-10 or 0211/55660010; show +4921155660099.")).body
    assert body == "Call front_desk or front_desk; show [number]."


def test_variables_have_the_values_of_the_export() -> None:
    overrides = {"variableValues": {"company_name": "Northwind", "desk": "+4921155660010", "vip": True}}
    data = {"model": system("Of {{company_name}} {{desk}} {{vip}} {{other}}."), "assistantOverrides": overrides}
    prompt = read(**data)
    assert prompt.variables == {"company_name": "Northwind", "desk": "front_desk", "vip": "", "other": ""}


def test_a_prompt_that_no_directory_takes_is_the_receptionists_and_said() -> None:
    made = imported(model=system("Very long. {{x}}" + "x" * 70_000), firstMessage="Hi")
    assert made is not None
    assert any("cannot be used" in note for _, note in made.notes)
    assert read(model=system("x{{x}}" + "x" * 70_000)).body == default_prompt().body


def test_the_model_may_end_the_call_where_it_could() -> None:
    tools = [{"type": "endCall"}]
    assert read(model={**system("Be brief."), "tools": tools}).hang_up
    assert not read(model=system("Be brief.")).hang_up


def test_what_belongs_to_a_platform_is_named() -> None:
    made = imported(
        firstMessage="Hi", voice={"provider": "11labs"}, model={"model": "gpt-4o"}, silenceTimeoutSeconds=30, name="A"
    )
    assert made is not None
    assert [what for _, what, _ in made.left_behind] == ["model gpt-4o", "voice, silenceTimeoutSeconds"]
