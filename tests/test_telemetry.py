"""Phone numbers do not reach a log."""

import json
import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapter.telemetry import NumberMask, log_to_stderr, masked


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("call +4921155660001 now", "call …01 now"),
        ("call 0211 5566-0001.", "call …01."),
        ("(0211) 556.600.01", "(…01"),
        ("room 12345", "room 12345"),
        ("call 550e8400-e29b-41d4-a716-446655440000 turned", "call 550e8400-e29b-41d4-a716-446655440000 turned"),
    ],
)
def test_numbers_are_masked_and_session_ids_are_not(text: str, shown: str) -> None:
    assert masked(text) == shown


@given(st.from_regex(r"\+[1-9][0-9]{6,14}", fullmatch=True), st.text())
def test_no_number_survives(number: str, around: str) -> None:
    assert number not in masked(f"{around} {number} {around}")


@pytest.mark.numbers_on_purpose("what is logged here is to be masked")
def test_the_filter_masks_messages_arguments_and_traces() -> None:
    records: list[logging.LogRecord] = []

    class Collecting(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            records.append(record)

    handler = Collecting()
    handler.addFilter(NumberMask())
    logger = logging.Logger("adapter.test")
    logger.addHandler(handler)
    try:
        raise ValueError("no route to +4921155660001")
    except ValueError:
        logger.exception("dialling %s failed", "+4921155660001")
    text = logging.Formatter().format(records[0])
    assert "dialling …01 failed" in text
    assert "no route to …01" in text
    assert "55660001" not in text


@pytest.mark.numbers_on_purpose("what is logged here is to be masked")
def test_a_line_of_the_log_is_json_with_what_happened(capsys: pytest.CaptureFixture[str]) -> None:
    root, package = logging.getLogger(), logging.getLogger("adapter")
    before = (root.handlers[:], root.level, package.level)
    try:
        log_to_stderr()
        logging.getLogger("adapter.calls").info("call %s: transfer to +4921155660001", "call-1")
        logging.getLogger("other").info("chatter")
        line = json.loads(capsys.readouterr().err)
        assert (line["level"], line["logger"]) == ("info", "adapter.calls")
        assert line["message"] == "call call-1: transfer to …01"
    finally:
        root.handlers[:] = before[0]
        root.setLevel(before[1])
        package.setLevel(before[2])
