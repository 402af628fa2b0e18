"""The log's handler: whoever logs does not wait for whoever reads the log."""

import logging
import sys
import threading
from collections.abc import Callable
from functools import partial
from typing import TextIO

from adapter.line_writer import LineWriter, Take, write_whole

MAX_WAITING = 1024 * 1024
"""Bytes of lines that may wait to be written: some five thousand."""
PATIENCE = 1.0
"""Seconds that a flush waits, and the end of a process."""


class LogHandler(logging.Handler):
    """Hands each line to a thread, which writes it to a stream: stderr, unless another one is given.

    A pipe takes 64 KB; if its reader stalls, a line more would stop every call. So what would exceed `MAX_WAITING` is
    dropped, and so is what the stream does not take; once it takes lines again, the log tells how many. Lines are
    gathered for a moment: a process that is killed loses those. One that ends has written them, within `PATIENCE`.
    """

    def __init__(self, stream: TextIO | None = None) -> None:
        super().__init__()
        self._put = _output(sys.stderr if stream is None else stream)
        self._lines = LineWriter(self._write, name="log", max_waiting=MAX_WAITING)
        self._counting = threading.Lock()
        self._dropped = 0

    def emit(self, record: logging.LogRecord) -> None:
        try:
            line = _encoded(self.format(record))
        except Exception:  # noqa: BLE001 - as the handlers of `logging` do
            self.handleError(record)
            return
        if not self._lines.put(line):
            self._count_dropped(1)

    def flush(self) -> None:
        """Waits for what has been logged to be written."""
        self._lines.flush(PATIENCE)

    def close(self) -> None:
        """As `flush`, and takes nothing more."""
        self._lines.close(PATIENCE)
        super().close()

    def _write(self, take: Take) -> None:
        lines = take()
        try:
            self._put(b"".join(lines))
        except (OSError, ValueError):  # ValueError: the stream has been closed
            self._count_dropped(len(lines))
            return
        dropped = self._dropped
        if dropped and self._lines.put(_encoded(self.format(_told_of(dropped)))):
            self._count_dropped(-dropped)

    def _count_dropped(self, lines: int) -> None:
        with self._counting:
            self._dropped += lines


def _encoded(line: str) -> bytes:
    return f"{line}\n".encode(errors="backslashreplace")


def _told_of(dropped: int) -> logging.LogRecord:
    text = "%d lines of the log were dropped: whoever reads it was too slow"
    return logging.LogRecord(__name__, logging.WARNING, __file__, 0, text, (dropped,), None)


def _output(stream: TextIO) -> Callable[[bytes], None]:
    """Writes all of it. A stream's own buffer has a lock, at which a process could not end while somebody waits in it:
    where there is a file, it is written to directly."""
    try:
        file = stream.fileno()
    except (OSError, ValueError, AttributeError):

        def into_stream(data: bytes) -> None:
            stream.write(data.decode())
            stream.flush()

        return into_stream

    return partial(write_whole, file)
