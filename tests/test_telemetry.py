"""Phone numbers do not reach a log."""

import json
import logging
import logging.config
from collections.abc import Callable, Iterator

import pytest
import uvicorn.config
from hypothesis import given
from hypothesis import strategies as st

from adapter.telemetry import NumberMask, Sparing, flush_log, log_to_stderr, masked


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


@pytest.fixture
def logged(capsys: pytest.CaptureFixture[str]) -> Iterator[Callable[[], list[dict[str, str]]]]:
    """The lines that have been logged to stderr since; loggers are then as they were."""
    names = ["", "adapter", "uvicorn", "uvicorn.error", "uvicorn.access"]
    loggers = [logging.getLogger(name) for name in names]
    before = [(logger.handlers[:], logger.level, logger.propagate, logger.filters[:]) for logger in loggers]

    def lines() -> list[dict[str, str]]:
        flush_log()
        return [json.loads(line) for line in capsys.readouterr().err.splitlines()]

    yield lines
    for logger, (handlers, level, propagate, filters) in zip(loggers, before, strict=True):
        logger.handlers, logger.propagate, logger.filters = handlers, propagate, filters
        logger.setLevel(level)


@pytest.mark.numbers_on_purpose("what is logged here is to be masked")
def test_a_line_of_the_log_is_json_with_what_happened(logged: Callable[[], list[dict[str, str]]]) -> None:
    log_to_stderr()
    logging.getLogger("adapter.calls").info("call %s: transfer to +4921155660001", "call-1")
    logging.getLogger("other").info("chatter")
    (line,) = logged()
    assert (line["level"], line["logger"]) == ("info", "adapter.calls")
    assert line["message"] == "call call-1: transfer to …01"


@pytest.mark.numbers_on_purpose("what is logged here is to be masked")
def test_a_servers_own_lines_and_traces_are_json_too_whoever_has_started_it(
    logged: Callable[[], list[dict[str, str]]],
) -> None:
    logging.config.dictConfig(uvicorn.config.LOGGING_CONFIG)
    log_to_stderr()
    logging.getLogger("uvicorn.error").info("Started")
    logging.getLogger("uvicorn.access").info('"GET /?%s HTTP/1.1"', "+4921155660001")
    logging.getLogger("uvicorn.error").warning("what is this, %s?", "+4921155660001")
    try:
        raise ValueError("+4921155660001")
    except ValueError:
        logging.getLogger("uvicorn.error").exception("Exception in ASGI application\n")
    warning, error = logged()
    assert (warning["logger"], warning["message"]) == ("uvicorn.error", "what is this, …01?")
    assert "ValueError: …01" in error["trace"]


def test_a_server_says_once_a_minute_what_anybody_can_make_it_say(logged: Callable[[], list[dict[str, str]]]) -> None:
    log_to_stderr()
    for _ in range(20):
        logging.getLogger("uvicorn.error").warning("Invalid HTTP request received.")
    assert len(logged()) == 1


def test_lines_that_are_left_out_are_counted_in_the_next_one_of_their_kind() -> None:
    now = 0.0
    sparing = Sparing(seconds=60, clock=lambda: now)
    told: list[str] = []

    def log(text: str, *arguments: object, trace: bool = False) -> None:
        error = (ValueError, ValueError(), None) if trace else None
        record = logging.LogRecord("x", logging.WARNING, "x.py", 1, text, arguments, error)
        if sparing.filter(record):
            told.append(record.getMessage())

    log("%d refused", 1)
    log("%d refused", 2)
    log("another")
    now = 59.9
    log("%d refused", 3)
    now = 60.0
    log("%d refused", 4)
    log("%d refused", 5)
    assert told == ["1 refused", "another", "4 refused (2 more since the last such line)"]
    log("%d refused", 6, trace=True)
    assert told[-1] == "6 refused"
