"""Whoever logs waits for nobody: not for a reader that stalls, not for one that is gone."""

import json
import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from io import StringIO
from typing import TextIO

import pytest

from adapter.log_handler import MAX_WAITING, LogHandler
from adapter.telemetry import JsonLines

LINE = "x" * 1000
MANY = 3 * MAX_WAITING // len(LINE)


@pytest.fixture
def pipe() -> Iterator[tuple[TextIO, TextIO]]:
    """Its end to read from, and its end to write to."""
    reading, writing = os.pipe()
    with os.fdopen(reading) as reader, os.fdopen(writing, "w") as writer:
        yield reader, writer


def logger_to(handler: logging.Handler) -> logging.Logger:
    """One that nobody else knows."""
    handler.setFormatter(JsonLines())
    logger = logging.Logger("calls")
    logger.addHandler(handler)
    return logger


def test_lines_keep_their_order_and_a_flush_waits_for_them() -> None:
    stream = StringIO()
    handler = LogHandler(stream)
    logger = logger_to(handler)
    for number in range(1000):
        logger.warning("%d", number)
    handler.flush()
    assert [json.loads(line)["message"] for line in stream.getvalue().splitlines()] == [str(n) for n in range(1000)]
    logger.warning("half a pair: \ud83d")
    handler.close()
    assert json.loads(stream.getvalue().splitlines()[-1])["message"] == "half a pair: \ud83d"


def test_a_reader_that_stalls_is_waited_for_by_nobody_and_told_what_it_has_missed(pipe: tuple[TextIO, TextIO]) -> None:
    reader, writer = pipe
    handler = LogHandler(writer)
    logger = logger_to(handler)
    for number in range(MANY):
        logger.warning("%d %s", number, LINE)
    # Only now is anything read.
    numbers, missed = [], 0
    while not missed:
        message = json.loads(reader.readline())["message"]
        if message.endswith("too slow"):
            missed = int(message.split()[0])
        else:
            numbers.append(int(message.split()[0]))
    assert numbers == sorted(numbers)
    assert len(numbers) + missed == MANY
    assert missed > MANY / 3
    handler.close()


def test_a_reader_that_is_gone_is_no_error(pipe: tuple[TextIO, TextIO]) -> None:
    reader, writer = pipe
    handler = LogHandler(writer)
    logger = logger_to(handler)
    reader.close()
    for _ in range(3):
        logger.warning("nobody reads this")
        handler.flush()
    handler.close()
    logger.warning("nor this")


class Choosy(JsonLines):
    """Cannot say everything."""

    def format(self, record: logging.LogRecord) -> str:
        if "unspeakable" in record.getMessage():
            raise ValueError(record.getMessage())
        return super().format(record)


def test_what_cannot_be_made_a_line_of_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logging, "raiseExceptions", False)  # which would print it
    stream = StringIO()
    handler = LogHandler(stream)
    logger = logger_to(handler)
    handler.setFormatter(Choosy())
    logger.warning("unspeakable")
    logger.warning("this is one")
    handler.close()
    assert [json.loads(line)["message"] for line in stream.getvalue().splitlines()] == ["this is one"]


ENDING = """
import logging
from adapter.telemetry import log_to_stderr
log_to_stderr()
for number in range(1000):
    logging.getLogger("adapter").info("%d", number)
"""


def test_a_process_that_ends_has_written_everything() -> None:
    done = subprocess.run([sys.executable, "-c", ENDING], check=True, capture_output=True, text=True)
    assert [json.loads(line)["message"] for line in done.stderr.splitlines()] == [str(n) for n in range(1000)]
