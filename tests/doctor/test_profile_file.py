"""The profile that the doctor writes: it loads again, asks as was found out, and holds neither keys nor numbers."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapter import Directory
from adapter.doctor.diagnosis import Check, CheckName, Diagnosis
from adapter.doctor.profile_file import fitting_profile, profile_text, write_profile
from adapter.errors import SettingsError
from adapter.models.profiles import UNKNOWN, Profile, load_profile, shipped_profiles
from adapter.models.request_fields import RequestFields, request_fields
from adapter.tool_calls.request import ModelApi

KEY = "a-secret-that-is-in-use"
OPTIONAL = ["temperature", "reasoning_effort", "reasoning", "strict", "max_tokens", "max_completion_tokens", "seed"]


def diagnosis(fields: RequestFields, *checks: Check, window: int | None = None, model: str = "m") -> Diagnosis:
    return Diagnosis(model=model, base_url="http://h/v1", checks=checks, fields=fields, window=window, answers=True)


@given(
    st.sampled_from([*shipped_profiles(), UNKNOWN]),
    st.sampled_from(["chat", "responses"]),
    st.lists(st.sampled_from(OPTIONAL)),
    st.none() | st.sampled_from([0, 0.5, 2]),
    st.dictionaries(
        st.sampled_from(["seed", "user", "metadata"]), st.none() | st.integers(0, 99) | st.text(max_size=9)
    ),
)
def test_it_loads_again_and_asks_as_was_found_out(
    tmp_path_factory: pytest.TempPathFactory,
    bank: Directory,
    used: Profile,
    api: ModelApi,
    refused: list[str],
    temperature: float | None,
    extra: dict[str, Any],
) -> None:
    fields = request_fields(api, used, temperature=temperature, extra=extra)
    for name in refused:
        fields = fields.without(name, "use 'low'")
    file = tmp_path_factory.mktemp("profiles", numbered=True) / "profile.yaml"
    write_profile(file, diagnosis(fields, window=8192), used, bank.numbers, (KEY,))
    again = load_profile(str(file))
    asked = request_fields(api, again)
    assert json.loads(asked.encoded) == json.loads(fields.encoded)
    assert (asked.strict, asked.by_schema) == (fields.strict, fields.by_schema)
    assert again.window == 8192


@pytest.mark.parametrize("name", ["tools", "order"])
def test_where_tools_do_not_work_and_schemas_are_kept_to_the_choice_is_made_by_schema(
    bank: Directory, name: CheckName
) -> None:
    tools = Check(name=name, status="failed", message="dropped")
    for schema, choice in (("ok", "json"), ("warning", "tools")):
        found = diagnosis(request_fields("chat"), tools, Check(name="schema", status=schema, message=""))  # type: ignore[arg-type]
        assert fitting_profile(found, UNKNOWN, bank.numbers, ()).choice == choice


def test_a_model_whose_thoughts_use_up_the_limit_gets_room_for_them(bank: Directory) -> None:
    found = diagnosis(request_fields("chat").with_thinking())
    assert fitting_profile(found, UNKNOWN, bank.numbers, ()).reasons


@pytest.mark.numbers_on_purpose("fields that a user has set hold one")
def test_no_key_and_no_number_is_written(bank: Directory) -> None:
    number = next(iter(bank.destinations.values())).record.number
    extra = {
        "user": f"desk {number}",
        "seed": int(number.lstrip("+")),
        "metadata": {"key": KEY},
        "api_key": "sk-0123456789abcdef",
        "num_ctx": 131072,
        "stop": ["END"],
        KEY: 1,
        "nested": {"list": [{"deep": number}]},
    }
    found = diagnosis(request_fields("chat", extra=extra), model=f"m-{KEY}")
    text = profile_text(fitting_profile(found, UNKNOWN, bank.numbers, (KEY,)))
    assert not bank.numbers.found_in(text)
    assert KEY not in text
    assert "0123456789" not in text
    assert 'fields: {"num_ctx": 131072, "stop": ["END"]}' in text


def test_of_a_server_that_gave_no_reply_there_is_no_profile(bank: Directory) -> None:
    with pytest.raises(SettingsError, match="no profile was written"):
        fitting_profile(Diagnosis(model="m", base_url="http://h/v1"), UNKNOWN, bank.numbers, ())


def test_a_file_that_cannot_be_written_is_named(bank: Directory, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="--write "):
        write_profile(tmp_path, diagnosis(request_fields("chat")), UNKNOWN, bank.numbers, ())
