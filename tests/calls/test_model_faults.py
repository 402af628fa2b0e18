"""Faults of models in the log: each cause once, until an answer comes."""

import logging

import pytest

from adapter.calls.model_faults import MOST, ModelFaults
from adapter.errors import ModelAuthError, ModelError, ModelTimeout


def logged(caplog: pytest.LogCaptureFixture, *turns: ModelError | None) -> list[str]:
    faults = ModelFaults()
    with caplog.at_level(logging.WARNING, "adapter.calls.model_faults"):
        for number, error in enumerate(turns):
            faults.turn(f"call-{number}", error)
    return [record.getMessage() for record in caplog.records]


def test_a_cause_that_lasts_is_said_with_the_first_call_only(caplog: pytest.LogCaptureFixture) -> None:
    lines = logged(caplog, *[ModelAuthError("the model server answered 401")] * 40)
    assert lines == ["call call-0: model_auth: the model server answered 401; not said again until a model answers"]


def test_another_cause_and_one_that_comes_back_after_an_answer_are_said(caplog: pytest.LogCaptureFixture) -> None:
    lines = logged(
        caplog, ModelTimeout("late"), ModelAuthError("401"), ModelTimeout("late"), None, ModelTimeout("late")
    )
    assert [line.split(":")[0] for line in lines] == ["call call-0", "call call-1", "call call-4"]


def test_causes_that_all_differ_do_not_fill_the_log_and_hold_no_number(caplog: pytest.LogCaptureFixture) -> None:
    lines = logged(caplog, *(ModelTimeout(f"late {number}, +4921155660001") for number in range(500)))
    assert len(lines) == MOST
    assert "5566" not in "".join(lines)
