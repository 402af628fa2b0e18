"""A conversation at a terminal: what is typed is not said twice, and Ctrl-C ends it without a word of Python."""

import os
import pty
import re
import select
import signal
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.command import COMMAND, ROOT, bare

pytestmark = pytest.mark.process

_STYLE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
PATIENCE = 30.0


class Terminal:
    """A command at a terminal of its own, with what it has written."""

    def __init__(self, *arguments: str) -> None:
        self.written = ""
        self._pid, self._end = pty.fork()
        if self._pid == 0:
            os.chdir(ROOT)
            os.execve(COMMAND, [COMMAND, *arguments], {**bare(), "TERM": "xterm-256color"})
        self._ended: int | None = None

    def types(self, text: str) -> None:
        os.write(self._end, text.encode())

    def until(self, *words: str) -> str:
        """Waits until these words have been written, one after the other, and gives what has come with them."""
        since = time.monotonic()
        place = 0
        for word in words:
            while (found := self.plain.find(word, place)) < 0:
                assert time.monotonic() < since + PATIENCE, self.plain
                assert self._read(), f"it has ended: {self.plain}"
            place = found + len(word)
        seen, self.written = self.plain[:place], self.plain[place:]
        return seen

    def until_it_waits(self) -> None:
        """Waits until it waits for a key: a signal that comes a moment before is noticed with the next one only."""
        while Path(f"/proc/{self._pid}/stat").read_text().rpartition(")")[2].split()[0] != "S":
            pass

    @property
    def plain(self) -> str:
        """What was written, without colours."""
        return _STYLE.sub("", self.written).replace("\r\n", "\n")

    def ends(self) -> int:
        """Waits for its end, and gives its exit code."""
        while self._read():
            pass
        _, status = os.waitpid(self._pid, 0)
        self._ended = os.waitstatus_to_exitcode(status)
        return self._ended

    def close(self) -> None:
        if self._ended is None:
            with suppress(ProcessLookupError):
                os.kill(self._pid, signal.SIGKILL)
            os.waitpid(self._pid, 0)
        os.close(self._end)

    def _read(self) -> bool:
        ready, _, _ = select.select([self._end], [], [], PATIENCE)
        assert ready, self.plain
        try:
            more = os.read(self._end, 65536)
        except OSError:  # what Linux says where the other end is closed
            return False
        self.written += more.decode("utf-8", "replace")
        return bool(more)


@pytest.fixture
def terminal() -> Iterator[Terminal]:
    opened = Terminal("chat", "-d", str(Path("examples/bank/directory.yaml")))
    yield opened
    opened.close()


def test_the_callers_words_are_typed_into_the_transcript_and_stand_there_once(terminal: Terminal) -> None:
    terminal.until("/help lists what else can happen", "assistant  Northwind Bank", "caller     ")
    terminal.types("I have lost my card\n")
    seen = terminal.until("action     transfer to cards", "it rings:", "caller     ")
    assert seen.count("I have lost my card") == 1
    terminal.types("/busy\n")
    terminal.until("the line was busy", "What else can I do for you?", "caller     ")
    terminal.types("\x04")
    assert terminal.ends() == 0


def test_it_ends_at_control_c_without_a_trace(terminal: Terminal) -> None:
    terminal.until("assistant  Northwind Bank", "caller     ")
    terminal.types("my c")
    terminal.until("my c")
    terminal.until_it_waits()
    terminal.types("\x03")
    assert terminal.ends() == 130
    assert terminal.plain.strip() in ("", "^C")
