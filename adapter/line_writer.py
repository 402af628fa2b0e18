"""Lines that are handed over in no time, and written by a thread of their own: whoever hands them over never waits."""

import os
import threading
from collections.abc import Callable
from typing import TypeAlias

Take: TypeAlias = Callable[[], list[bytes]]
"""Gives what waits to be written, which then waits no longer."""

GATHER = 0.05
"""Seconds in which lines are gathered: to wake a thread for each one takes as long as making it. A process that is
killed loses the lines of these."""


class LineWriter:
    """Lines in their order, several at once, for `write`, which is called in a thread and raises nothing.

    It gets what takes the lines: while it waits for something else before it does, they count as waiting. More than
    `max_waiting` bytes do not wait. `name` is the thread's, which begins with the first line and ends with the process.
    """

    def __init__(self, write: Callable[[Take], None], *, name: str, max_waiting: int) -> None:
        self._write = write
        self._name = name
        self._max_waiting = max_waiting
        self._changed = threading.Condition()
        self._lines: list[bytes] = []
        self._waiting = 0
        self._writing = False
        self._hurried = False
        self._closed = False
        self._thread: threading.Thread | None = None

    @property
    def closed(self) -> bool:
        """Whether nothing is taken any more."""
        return self._closed

    @property
    def idle(self) -> bool:
        """Whether nothing waits."""
        return not self._lines

    def put(self, line: bytes) -> bool:
        """Hands over a line with its line break. False where it was not taken: closed, or too much waits already."""
        with self._changed:
            if self._closed or self._waiting + len(line) > self._max_waiting:
                return False
            if not self._lines:
                self._changed.notify_all()
            self._lines.append(line)
            self._waiting += len(line)
            if self._thread is None:
                # Nobody waits for a thread that is stuck but `flush` and `close`, which have their patience.
                self._thread = threading.Thread(target=self._run, name=self._name, daemon=True)
                self._thread.start()
        return True

    def take(self) -> list[bytes]:
        """What waits, which then waits no longer."""
        with self._changed:
            lines, self._lines = self._lines, []
            self._waiting = 0
            return lines

    def flush(self, patience: float) -> None:
        """Waits so many seconds at most until all that was handed over has been written."""
        with self._changed:
            self._hurried = bool(self._lines)
            self._changed.notify_all()
            self._changed.wait_for(lambda: not self._lines and not self._writing, patience)

    def close(self, patience: float) -> int:
        """Takes nothing more, and waits as `flush` does. How many lines have not been written. May be called twice."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        if self._thread is not None:
            self._thread.join(patience)
        return len(self.take())

    def _run(self) -> None:
        while self._wait():
            self._write(self.take)
            with self._changed:
                self._writing = False
                self._changed.notify_all()

    def _wait(self) -> bool:
        """Waits for lines, and a moment for those that follow. False when there are none and none will come."""
        with self._changed:
            self._changed.wait_for(lambda: self._lines or self._closed)
            self._changed.wait_for(lambda: self._closed or self._hurried, GATHER)
            self._hurried = False
            self._writing = bool(self._lines)
            return self._writing


def write_whole(file: int, data: bytes) -> None:
    """All of it, to a descriptor: a pipe or a disk that is nearly full takes a part at first. Raises `OSError`."""
    left = memoryview(data)
    while left:
        left = left[os.write(file, left) :]
