"""What the doctor makes of answers."""

from dataclasses import replace
from datetime import datetime

import pytest

from adapter import Directory
from adapter.doctor.diagnosis import CHECKS, Check, Diagnosis, Status, complete
from adapter.doctor.findings import (
    Answer,
    cache_check,
    call_check,
    chosen,
    fields_check,
    schema_check,
    seconds_check,
    stream_check,
    tools_check,
    window_check,
)
from adapter.doctor.questions import questions
from adapter.errors import ModelServerError
from adapter.models.request_fields import request_fields
from adapter.testing import calls, says
from adapter.tool_calls.reply import ModelReply, Usage
from adapter.transfers.assistant_config import AssistantConfig
from adapter.transfers.first_turn import first_turn

LIMITS = {"respond": 3.0, "model": 15.0}


def read(tokens: int, cached: int = 0, seconds: float = 1.0) -> Answer:
    return Answer(seconds=seconds, reply=ModelReply(usage=Usage(input_tokens=tokens, cached_tokens=cached)))


@pytest.mark.parametrize(
    ("with_tools", "without", "status"),
    [(2551, 356, "ok"), (356, 356, "failed"), (360, 356, "failed"), (900, 356, "ok"), (0, 0, "ok")],
)
def test_tools_have_arrived_where_the_prompt_has_grown_by_them(
    bank: Directory, noon: datetime, with_tools: int, without: int, status: Status
) -> None:
    toolset = first_turn(AssistantConfig(directory=bank), noon).toolset
    assert tools_check(read(with_tools), read(without), toolset, None).status == status


def test_where_tools_are_dropped_and_schemas_kept_to_the_choice_by_schema_is_advised(
    bank: Directory, noon: datetime
) -> None:
    toolset = first_turn(AssistantConfig(directory=bank), noon).toolset
    for status, advised in (("ok", True), ("warning", False)):
        schema = Check(name="schema", status=status, message="")  # type: ignore[arg-type]
        assert ("ADAPTER_CHOICE=json" in tools_check(read(356), read(356), toolset, schema).advice) is advised


def test_a_call_words_and_thoughts_are_told_apart(bank: Directory, noon: datetime) -> None:
    question = questions(AssistantConfig(directory=bank), noon)[0]
    found: list[tuple[str, str]] = []
    for reply in (
        replace(calls(question.key, reason="x"), finish="tool_calls"),
        replace(calls("loans", reason="x"), finish="tool_calls"),
        says("How can I help?"),
        ModelReply(finish="length"),
    ):
        check = call_check(question, Answer(seconds=1.0, reply=reply), question.offer.decide(reply), None)
        found.append((check.status, check.advice[:34]))
    assert [status for status, _ in found] == ["ok", "warning", "warning", "failed"]
    assert found[3][1].startswith("set ADAPTER_MODEL_PROFILE=reasonin")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ('{"choice": "cards", "language": "en", "say": ""}', True),
        ('{"choice": "none", "language": "en", "say": "Hello"}', True),
        ('{"choice":"cards","language":"en","say":"and so on and', True),
        ('{ "choice" : "cards", "language": "e', True),
        ('{"choice": "somebody", "language": "en", "say": ""}', False),
        ('Sure! {"choice": "cards"}', False),
        ("I am putting you through.", False),
        ("", False),
    ],
)
def test_a_schema_is_kept_to_where_an_offered_choice_is_made_first(
    bank: Directory, noon: datetime, text: str, kept: bool
) -> None:
    toolset = first_turn(AssistantConfig(directory=bank), noon).toolset
    assert chosen(ModelReply(text=text), toolset) is kept
    check = schema_check(Answer(seconds=1, reply=ModelReply(text=text)), toolset, needed=True)
    assert check.status == ("ok" if kept else "failed")


@pytest.mark.parametrize(
    ("prompt", "window", "status"),
    [(2551, 2048, "failed"), (2551, 2751, "warning"), (2551, 4096, "ok"), (2551, None, "ok"), (2551, 2750, "failed")],
)
def test_the_window_must_hold_prompt_reply_and_some_words(prompt: int, window: int | None, status: Status) -> None:
    check = window_check(prompt, 200, window, single=False)
    assert check.status == status
    assert ("ADAPTER_EXPOSURE=single" in check.advice) is (status != "ok")
    assert "ADAPTER_EXPOSURE" not in window_check(prompt, 200, window, single=True).advice


@pytest.mark.parametrize(
    ("cold", "warm", "warms_up", "status"),
    [
        (0.5, 0.4, True, "ok"),
        (20.0, 1.0, True, "ok"),
        (20.0, 1.0, False, "warning"),
        (20.0, 4.0, True, "warning"),
        (20.0, 16.0, True, "failed"),
        (2.0, None, True, "ok"),
    ],
)
def test_seconds_are_held_against_the_limits(cold: float, warm: float | None, warms_up: bool, status: Status) -> None:
    assert seconds_check(cold, warm, LIMITS, warms_up=warms_up).status == status


def test_cached_tokens_are_told_where_the_server_tells_them() -> None:
    told = cache_check(read(2551), read(2560, cached=2540))
    assert told.message == "2,540 of 2,560 prompt tokens were cached in the second request"
    assert told.figures == {"cached_tokens": 2540, "prompt_tokens": 2560}
    assert "faster" in cache_check(read(2551, seconds=20), read(2560, seconds=2)).message
    assert "faster" not in cache_check(read(2551, seconds=2), read(2560, seconds=2)).message


@pytest.mark.parametrize(
    ("error", "streamed", "needed", "status"),
    [
        (False, True, True, "ok"),
        (False, False, True, "warning"),
        (True, None, True, "failed"),
        (True, None, False, "warning"),
    ],
)
def test_streams_are_needed_only_where_they_are_asked_for(
    error: bool, streamed: bool | None, needed: bool, status: Status
) -> None:
    answer = Answer(seconds=1, error=ModelServerError("x")) if error else read(1)
    assert stream_check(answer, streamed, needed=needed).status == status


def test_refused_fields_are_named() -> None:
    fields = request_fields("chat", temperature=0).without("temperature").without("strict")
    assert "strict, temperature" in fields_check(fields).message
    assert fields_check(request_fields("chat")).status == "ok"


def test_all_checks_stand_in_their_order_and_those_not_made_are_skipped() -> None:
    made = [Check(name="window", status="failed", message="too small"), Check(name="key", status="ok", message="right")]
    checks = complete(made, "not asked: window comes first")
    assert [check.name for check in checks] == list(CHECKS)
    assert {check.name for check in checks if check.status == "skipped"} == set(CHECKS) - {"window", "key"}
    assert not Diagnosis(model="m", checks=checks).ok
    assert Diagnosis(model="m", checks=complete(made[1:], "x")).ok
