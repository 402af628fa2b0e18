"""Profiles: which one a model's name stands for, and what of it and of the settings stands in a request."""

import json
from pathlib import Path
from typing import Any

import pytest

from adapter.errors import SettingsError
from adapter.models.profiles import UNKNOWN, Profile, load_profile, profile_of, shipped_profiles
from adapter.models.request_fields import MAX_TOKENS, THINKING, RequestFields, request_fields
from adapter.tool_calls.request import ModelApi
from tests.models.wire import REQUEST

LIMITS = ("max_tokens", "max_completion_tokens", "max_output_tokens")


@pytest.mark.parametrize(
    ("model", "profile"),
    [
        ("gpt-4.1-mini", "gpt-4"),
        ("gpt-4o-2024-11-20", "gpt-4"),
        ("openai/gpt-5-mini", "gpt-5"),
        ("gpt-5.2", "gpt-5.1"),
        ("gpt-5-chat-latest", "gpt-5-chat"),
        ("o3", "o-series"),
        ("o4-mini-2025-04-16", "o-series"),
        ("openai/gpt-oss-20b:free", "gpt-oss"),
        ("mistralai/Mistral-Nemo-Instruct-2407", "mistral"),
        ("ministral-8b-latest", "mistral"),
        ("magistral-small", "magistral"),
        ("Qwen/Qwen2.5-7B-Instruct", "qwen"),
        ("qwen3:8b", "qwen3"),
        ("Qwen/Qwen3-30B-A3B-Instruct-2507", "qwen3-instruct"),
        ("Qwen/Qwen3-30B-A3B-Thinking-2507", "qwen3-thinking"),
        ("meta-llama/Llama-3.3-70B-Instruct", "llama"),
        ("llama3.2:3b", "llama"),
        ("gemini-2.5-flash-lite", "gemini-2.5-flash"),
        ("models/gemini-3-pro-preview", "gemini-3"),
        ("deepseek-chat", "deepseek"),
        ("deepseek-ai/DeepSeek-R1", "deepseek-reasoner"),
        ("claude-sonnet-4-5", "claude"),
        ("smol", "smollm"),
        ("our-own-model", "unknown"),
        ("o", "unknown"),
        ("", "unknown"),
    ],
)
def test_a_models_name_stands_for_its_familys_profile(model: str, profile: str) -> None:
    assert profile_of(model).name == profile


def test_every_shipped_profile_has_a_name_of_its_own_and_is_found_by_it() -> None:
    names = [profile.name for profile in shipped_profiles()]
    assert len(set(names)) == len(names)
    assert all(load_profile(name).name == name for name in [*names, "unknown"])


@pytest.mark.parametrize("api", ["chat", "responses"])
@pytest.mark.parametrize("profile", [*shipped_profiles(), UNKNOWN], ids=lambda profile: profile.name)
def test_a_request_always_bounds_its_output_and_a_model_that_reasons_gets_a_budget(
    profile: Profile, api: ModelApi
) -> None:
    body = json.loads(request_fields(api, profile).body(REQUEST, "m"))
    (limit,) = [name for name in LIMITS if name in body]
    assert (limit == "max_output_tokens") is (api == "responses")
    assert body[limit] == MAX_TOKENS + (THINKING if profile.reasons else 0)
    if profile.effort is not None:
        assert body.get("reasoning_effort", body.get("reasoning")) == (
            profile.effort if api == "chat" else {"effort": profile.effort}
        )


@pytest.mark.parametrize("api", ["chat", "responses"])
def test_an_unknown_model_gets_what_all_take_and_the_tools_are_bytes_made_once(api: ModelApi) -> None:
    fields = request_fields(api)
    body, asked = fields.body(REQUEST, "m"), json.loads(REQUEST.body(api, "m"))
    assert json.loads(body) == {**asked, fields.limit: MAX_TOKENS}
    assert REQUEST.toolset.encoded(api) in body
    assert fields.encoded is fields.encoded


def test_a_setting_wins_over_the_profile() -> None:
    profile = Profile(name="p", temperature=0.2, fields={"seed": 1, "top_p": 0.9}, effort="low")
    fields = request_fields(
        "chat", profile, max_tokens=90, temperature=0.7, extra={"seed": 7, "top_p": None, "user": "bank"}
    )
    assert json.loads(fields.encoded) == {
        "max_tokens": 90,
        "temperature": 0.7,
        "reasoning_effort": "low",
        "seed": 7,
        "user": "bank",
    }


@pytest.mark.parametrize("name", ["messages", "model", "tools", "stream", "n", "max_tokens", "max_output_tokens"])
def test_further_fields_cannot_change_the_question_itself(name: str) -> None:
    with pytest.raises(SettingsError, match=f"ADAPTER_MODEL_EXTRA: {name}: "):
        request_fields("chat", extra={name: 1})


def test_a_profile_of_ones_own_is_a_file(tmp_path: Path) -> None:
    file = tmp_path / "ours.yaml"
    file.write_text("name: ours\nlimit: max_completion_tokens\nstrict: false\nfields: {seed: 3}\n")
    fields = request_fields("chat", load_profile(str(file)))
    assert b"strict" not in fields.body(REQUEST, "m")
    assert json.loads(fields.encoded) == {"max_completion_tokens": 200, "seed": 3}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name: x\ntemprature: 1\n", r"ours.yaml:2: temprature: "),
        ("name: x\ntemperature: 9\n", r"ours.yaml:2: temperature: "),
        ("name: x\nmodels: ['(']\n", r"no regular expression"),
        ("- x\n", r"ours.yaml"),
        ("name: x\nname: y\n", r"ours.yaml:2"),
    ],
)
def test_a_wrong_file_is_named_with_line_and_field(tmp_path: Path, text: str, message: str) -> None:
    file = tmp_path / "ours.yaml"
    file.write_text(text)
    with pytest.raises(SettingsError, match=message):
        load_profile(str(file))


def test_a_profile_that_is_not_there_is_told_with_those_that_are() -> None:
    with pytest.raises(SettingsError, match=r"'gtp-5': no such file, and none of the shipped ones: .*gpt-5, "):
        load_profile("gtp-5")


# What is left out for a server that refuses it


def refusing(*refusals: tuple[str, str], **options: Any) -> RequestFields:
    fields = request_fields("chat", Profile(name="p", effort="minimal", temperature=0, fields={"seed": 1}), **options)
    for name, words in refusals:
        fields = fields.without(name, words)
    return fields


def test_a_field_that_is_refused_is_left_out() -> None:
    fields = refusing(("seed", ""), ("temperature", ""), ("strict", ""), ("reasoning_effort", ""))
    assert json.loads(fields.encoded) == {"max_tokens": 200}
    assert b"strict" not in fields.body(REQUEST, "m")


def test_a_limit_is_renamed_and_never_left_out() -> None:
    once = refusing(("max_tokens", ""))
    assert once.limit == "max_completion_tokens"
    assert once.without("max_completion_tokens") == once


def test_an_effort_gives_way_to_the_least_that_the_server_names_and_then_goes() -> None:
    once = refusing(("reasoning_effort", "'minimal' is unknown. Supported values are: 'low', 'medium' and 'high'."))
    assert once.others["reasoning_effort"] == "low"
    assert "reasoning_effort" not in once.without("reasoning_effort", "not 'low', but 'none' or 'minimal'").others


def test_what_was_not_sent_cannot_be_refused() -> None:
    fields = refusing()
    for name in ("parallel_tool_calls", "response_format", "messages", "model", "max_output_tokens"):
        assert fields.without(name) is fields
