"""The file of the decision record: lines are handed over in no time, and a thread of its own writes them."""

import atexit
import logging
import os
import threading
from itertools import accumulate
from pathlib import Path

from adapter.line_writer import LineWriter, Take, write_whole
from adapter.metrics import count_dropped_lines

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

logger = logging.getLogger(__name__)

MAX_BYTES = 64 * 1024 * 1024
"""Size at which a record file is set aside as `….1`, the one before as `….2`, and so on."""
KEPT = 5
"""Files that have been set aside and are kept."""
MAX_WAITING = 8 * 1024 * 1024
"""Bytes of lines that may wait to be written: some ten thousand decisions without words."""
PATIENCE = 1.0
"""Seconds that closing waits for what is still to be written."""


class RecordFile:
    """Lines at the end of a file that other processes may write to as well, in their order, each one whole.

    `put` never waits, neither for the disk nor for another process's lock. What would exceed `max_waiting` and what the
    disk does not take is dropped: the log tells when that begins and, with the number of lines, when it is over.
    Raises `OSError` if the file cannot be opened.
    """

    def __init__(self, path: Path, *, max_bytes: int = MAX_BYTES, max_waiting: int = MAX_WAITING) -> None:
        self._path = path
        self._max_bytes = max_bytes
        self._lines = LineWriter(self._write, name="decision record", max_waiting=max_waiting)
        self._counting = threading.Lock()
        self._dropped = 0
        self._used = False
        os.close(self._open(path))

    def put(self, line: bytes) -> None:
        """Hands over a line, with its line break."""
        if not self._lines.put(line):
            late = "the record is closed"
            self._drop(1, late if self._lines.closed else "another process keeps its lock, or the disk is too slow")
        elif not self._used:
            self._used = True
            atexit.register(self.close)

    def close(self, patience: float = PATIENCE) -> None:
        """Waits so many seconds at most for what was handed over to be written. May be called twice."""
        lost = self._lines.close(patience)
        if not self._used:
            return
        atexit.unregister(self.close)
        count_dropped_lines(lost)
        with self._counting:
            if self._dropped + lost:
                logger.error("the decision record is closed; %d decisions were not recorded", self._dropped + lost)
            self._dropped = 0

    def _write(self, take: Take) -> None:
        try:
            # The lock is that of a file of its own: the record's file is another one after it was set aside.
            lock = self._open(self._path.with_name(f"{self._path.name}.lock"))
        except OSError as error:
            self._failed(len(take()), error)
            return
        try:
            if fcntl is not None:
                fcntl.flock(lock, fcntl.LOCK_EX)
            self._append_all(take())
        finally:
            os.close(lock)

    def _append_all(self, lines: list[bytes]) -> None:
        done = 0
        while done < len(lines):
            try:
                self._set_aside()
                done += self._append(lines[done:])
            except OSError as error:
                self._failed(len(lines) - done, error)
                return
            self._written()

    def _append(self, lines: list[bytes]) -> int:
        """Writes at least one line, and more as long as the file is not full; tells how many. All of them, or none."""
        record = self._open(self._path)
        try:
            size = os.fstat(record).st_size
            ends = [size + end for end in accumulate(map(len, lines))]
            count = 1 + sum(end < self._max_bytes for end in ends[:-1])
            try:
                write_whole(record, b"".join(lines[:count]))
            except OSError:
                os.ftruncate(record, size)  # nobody else writes meanwhile, and no line stays torn
                raise
            return count
        finally:
            os.close(record)

    def _written(self) -> None:
        with self._counting:
            if self._dropped and self._lines.idle:
                logger.warning("decisions are recorded again; %d were dropped", self._dropped)
                self._dropped = 0

    def _failed(self, lines: int, error: OSError) -> None:
        self._drop(lines, error.strerror or type(error).__name__)

    def _drop(self, lines: int, reason: str) -> None:
        with self._counting:
            if not self._dropped:
                logger.error("decisions could not be recorded and are dropped: %s", reason)
            self._dropped += lines
        count_dropped_lines(lines)

    def _set_aside(self) -> None:
        """Renames a file that has grown to its limit; the oldest one leaves."""
        try:
            if self._path.stat().st_size < self._max_bytes:
                return
        except FileNotFoundError:
            return
        for number in range(KEPT - 1, 0, -1):
            older = self._path.with_name(f"{self._path.name}.{number}")
            if older.exists():
                older.replace(self._path.with_name(f"{self._path.name}.{number + 1}"))
        self._path.replace(self._path.with_name(f"{self._path.name}.1"))

    @staticmethod
    def _open(path: Path) -> int:
        return os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
