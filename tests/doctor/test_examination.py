"""The examination as a Python call, against real HTTP servers."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from adapter import Directory
from adapter.doctor import Check, Diagnosis, examine
from adapter.doctor.diagnosis import CheckName
from adapter.testing.scenario.http_errors import ErrorResponse
from adapter.wiring import PREFIX, Settings, config_of, read_settings
from tests.model_server import Kind, model_server
from tests.models.wire import Answer, Server, drip, flood, hang_up, say_nothing

pytestmark = pytest.mark.anyio


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [*os.environ]:
        if name.startswith((PREFIX, "OPENAI_")):
            monkeypatch.delenv(name)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Limits that a test can wait for."""
    monkeypatch.setattr("adapter.doctor.asking.LOOK_WITHIN", 0.2)
    for name in ("ANSWER_WITHIN", "COLD_WITHIN"):
        monkeypatch.setattr(f"adapter.doctor.examination.{name}", 0.3)


def settings_for(base_url: str, monkeypatch: pytest.MonkeyPatch, **settings: object) -> Settings:
    monkeypatch.setenv("OPENAI_BASE_URL", base_url)
    return read_settings(**{"model": "m", **settings})


async def examined(
    directory: Directory, base_url: str, monkeypatch: pytest.MonkeyPatch, **settings: object
) -> Diagnosis:
    chosen = settings_for(base_url, monkeypatch, **settings)
    (found,) = await examine(chosen, config_of(directory, chosen))
    return found


def found_of(diagnosis: Diagnosis, name: CheckName) -> Check:
    check = diagnosis.check(name)
    assert check is not None
    return check


def failed(diagnosis: Diagnosis) -> list[str]:
    return [check.name for check in diagnosis.checks if check.status == "failed"]


@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize("api", ["chat", "responses"])
async def test_both_apis_whole_and_streamed_are_asked_as_calls_ask_them(
    bank: Directory, monkeypatch: pytest.MonkeyPatch, api: str, stream: bool
) -> None:
    with model_server(Kind(window=8192)) as server:
        found = await examined(bank, server.base_url, monkeypatch, api=api, stream=stream)
        bodies = [json.loads(request.raw) for request in server.requests]
    assert failed(found) == []
    assert {bool(body.get("stream")) for body in bodies} == ({True} if stream else {False, True})
    assert found_of(found, "tools").figures["tools"] == 11
    assert (found.window, found.answers) == (8192, True)
    limits = [body.get("max_tokens", body.get("max_output_tokens")) for body in bodies]
    assert max(limits) == 200
    assert len(bodies) <= 12


async def test_the_prompt_without_tools_is_asked_before_the_prompt_that_is_to_stay_in_the_cache(
    bank: Directory, monkeypatch: pytest.MonkeyPatch
) -> None:
    with model_server() as server:
        await examined(bank, server.base_url, monkeypatch)
        bodies = [json.loads(request.raw) for request in server.requests]
    with_tools = ["tools" in body for body in bodies]
    assert with_tools == [False, True, True, True, True, False]


OBJECT = {"say": '{"choice": "cards", "language": "en", "say": ""}'}
THOUGHTS = {"raw": {"body": json.dumps({"choices": [{"message": {"content": ""}, "finish_reason": "length"}]})}}


async def test_where_the_choice_is_made_by_schema_that_is_what_is_looked_at(
    bank: Directory, monkeypatch: pytest.MonkeyPatch
) -> None:
    with model_server(Kind(rules=[{"reply": OBJECT}])) as server:
        found = await examined(bank, server.base_url, monkeypatch, choice="json")
        assert all(b'"tools"' not in request.raw for request in server.requests)
    assert failed(found) == []
    assert found_of(found, "schema").message == "replies keep to a response schema"
    assert [check.name for check in found.checks if check.status == "skipped"] == ["tools", "tool_call"]
    with model_server(Kind(rules=[{"reply": {"say": "Sure."}}])) as server:
        found = await examined(bank, server.base_url, monkeypatch, choice="json")
    assert failed(found) == ["schema"]


async def test_a_model_that_only_thinks_is_named_with_the_setting(
    bank: Directory, monkeypatch: pytest.MonkeyPatch
) -> None:
    with model_server(Kind(rules=[{"reply": THOUGHTS}])) as server:
        found = await examined(bank, server.base_url, monkeypatch)
    assert failed(found) == ["tool_call"]
    assert "ADAPTER_MODEL_PROFILE=reasoning" in found_of(found, "tool_call").advice
    assert found.fields is not None
    assert found.fields.thinking


async def test_a_second_sentence_is_tried_where_the_first_brings_no_call(
    bank: Directory, monkeypatch: pytest.MonkeyPatch
) -> None:
    rules: list[object] = [{"match": {"words": "my card was swallowed by the machine"}, "reply": {"say": "Oh."}}]
    with model_server(Kind(rules=rules)) as server:
        found = await examined(bank, server.base_url, monkeypatch)
    assert found_of(found, "tool_call").status == "ok"
    assert "by a call for fraud" in found_of(found, "tool_call").message


def no_schema(body: Any) -> ErrorResponse | None:
    if "response_format" in body:
        return ErrorResponse(status=400, message="Unknown parameter: 'response_format'.", param="response_format")
    return None


async def test_a_schema_that_is_refused_by_name_is_no_reason_to_advise_it(
    bank: Directory, monkeypatch: pytest.MonkeyPatch
) -> None:
    with model_server(Kind(refuses=no_schema, drops_tools=True)) as server:
        found = await examined(bank, server.base_url, monkeypatch)
    assert failed(found) == ["tools"]
    assert "ADAPTER_CHOICE" not in found_of(found, "tools").advice
    assert found_of(found, "schema").status == "warning"


@pytest.mark.parametrize("play", [say_nothing, hang_up, drip(200), drip(404), flood(200), flood(500)])
async def test_whatever_a_server_does_it_ends_within_its_limits_in_one_failed_check(
    bank: Directory, monkeypatch: pytest.MonkeyPatch, quick: None, play: Answer
) -> None:
    async with Server(play) as server:
        found = await examined(bank, server.url, monkeypatch)
    assert len(failed(found)) == 1
    assert not found.answers


async def test_time_that_is_used_up_leaves_the_rest_out(bank: Directory, monkeypatch: pytest.MonkeyPatch) -> None:
    seconds = iter(range(0, 100_000, 50))
    with model_server() as server:
        chosen = settings_for(server.base_url, monkeypatch)
        (found,) = await examine(chosen, config_of(bank, chosen), clock=lambda: next(seconds))
    assert any(check.message == "not asked: 180 s are over" for check in found.checks)


async def test_each_question_is_told_before_it_is_asked(bank: Directory, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    with model_server() as server:
        chosen = settings_for(server.base_url, monkeypatch)
        await examine(chosen, config_of(bank, chosen), on_question=told.append)
        assert len(told) == len(server.requests) + 1
    assert told[0] == "the list of models"


async def test_without_anything_open_what_needs_a_destination_is_left_out(
    directory_of: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    hours = {"hours": "2020 Jan 01 08:00-09:00", "timezone": "UTC"}
    directory = directory_of(loans={"policy": hours}, cards={"policy": hours})
    with model_server() as server:
        found = await examined(directory, server.base_url, monkeypatch)
    assert [check.name for check in found.checks if check.status == "skipped"] == [
        *("tool_call", "schema", "order", "cache")
    ]


async def test_the_key_of_one_server_is_not_sent_to_the_other(
    bank: Directory, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-of-the-first-server")
    with model_server(Kind(key="sk-of-the-first-server")) as first, model_server(Kind(key="x")) as second:
        chosen = settings_for(first.base_url, monkeypatch, fallback_model="m", fallback_base_url=second.base_url)
        one, other = await examine(chosen, config_of(bank, chosen))
    assert failed(one) == []
    assert failed(other) == ["key"]
    key = found_of(other, "key")
    assert key.message.startswith("the server wants a key")
    assert key.advice.startswith("set ADAPTER_FALLBACK_API_KEY")
    assert "first" not in key.message
