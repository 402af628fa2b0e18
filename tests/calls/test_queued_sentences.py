"""Sentences that wait for one another where nothing reports their end: a transfer cuts off none of them."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from adapter.calls.commands import Say, StopSpeaking
from adapter.calls.state import Call, Pending
from adapter.calls.steps import Step
from adapter.calls.timers import BEFORE_SPEECH, MAX_STILL_SPOKEN, SECONDS_PER_CHARACTER, with_timer
from adapter.directory import Capabilities, Directory
from adapter.transfers.assistant_config import AssistantConfig
from adapter.transfers.call_info import CallInfo

TEXT = "x" * 50
LENGTH = BEFORE_SPEECH + 50 * SECONDS_PER_CHARACTER
PENDING = Pending(destination="cards", language="en", announced=TEXT, since=0.0)
CALL = Call(info=CallInfo(id="c1"), phase="announcing", pending=PENDING)
SAY = Say(text=TEXT, language="en", interruptible=False, listen_seconds=2)


@pytest.fixture
def config() -> AssistantConfig:
    record = {"type": "number", "number": "+4921155660001"}
    directory = Directory.parse({"destinations": {"cards": record}})
    return AssistantConfig(directory=directory, capabilities=Capabilities(platform="p"))


def test_the_timer_of_the_second_begins_when_the_first_is_over(config: AssistantConfig, noon: datetime) -> None:
    first = with_timer(Step(call=CALL, commands=(SAY,)), config, noon)
    assert first.wake_after == pytest.approx(LENGTH)
    later = noon + timedelta(seconds=2)
    second = with_timer(Step(call=first.call, commands=(StopSpeaking(), SAY)), config, later)
    assert second.wake_after == pytest.approx(2 * LENGTH - 2)


def test_what_the_caller_can_interrupt_is_waited_for_by_nobody(config: AssistantConfig, noon: datetime) -> None:
    first = with_timer(Step(call=CALL, commands=(replace(SAY, interruptible=True),)), config, noon)
    second = with_timer(Step(call=first.call, commands=(SAY,)), config, noon)
    assert second.wake_after == pytest.approx(LENGTH)


def test_a_platform_that_stops_or_reports_a_sentence_keeps_none_waiting(
    config: AssistantConfig, noon: datetime
) -> None:
    for able in ({"stops_speaking": True}, {"reports_speech_end": True}):
        other = replace(config, capabilities=Capabilities(platform="p", **able))  # type: ignore[arg-type]  # booleans
        first = with_timer(Step(call=CALL, commands=(SAY,)), other, noon)
        assert first.call.speaks_until is None
        second = with_timer(Step(call=first.call, commands=(SAY,)), other, noon)
        assert second.wake_after == first.wake_after


def test_a_clock_that_was_set_silences_no_call(config: AssistantConfig, noon: datetime) -> None:
    spoken = replace(CALL, speaks_until=noon.timestamp() + 3600)
    step = with_timer(Step(call=spoken, commands=(SAY,)), config, noon)
    assert step.wake_after == pytest.approx(MAX_STILL_SPOKEN + LENGTH)


def test_what_was_said_before_a_transfer_is_over_with_it(config: AssistantConfig, noon: datetime) -> None:
    first = with_timer(Step(call=CALL, commands=(SAY,)), config, noon)
    sent = with_timer(Step(call=replace(first.call, phase="transferring"), commands=(StopSpeaking(),)), config, noon)
    assert sent.call.speaks_until is None
