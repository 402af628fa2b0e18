"""The record's file while another process keeps its lock: no call waits, and no line that there is room for is lost."""

import logging
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import SimpleQueue

import pytest

from adapter import Assistant, Directory
from adapter.calls.record import DecisionRecord
from adapter.calls.record_file import RecordFile
from adapter.testing import ScriptedModel, says
from adapter.transfers.assistant_config import AssistantConfig

pytestmark = pytest.mark.anyio

PATIENT = 60.0
"""Seconds for a thread that a busy machine lets wait."""

# It lets go when it is told to; and after a while on its own, so that who waits for it fails instead of hanging.
HOLD = """
import fcntl, os, select, sys
lock = os.open(sys.argv[1], os.O_WRONLY | os.O_CREAT, 0o600)
fcntl.flock(lock, fcntl.LOCK_EX)
print("held", flush=True)
select.select([sys.stdin], [], [], 20)
"""


@contextmanager
def lock_held(path: Path) -> Iterator[None]:
    """Another process keeps the record's lock meanwhile."""
    command = [sys.executable, "-c", HOLD, f"{path}.lock"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        yield
        assert holder.poll() is None, "somebody has waited for the lock"
        holder.communicate("let go\n")


def lines(*numbers: int) -> list[bytes]:
    return [b"%d\n" % number for number in numbers]


async def test_calls_are_answered_while_another_process_keeps_the_lock_and_recorded_afterwards(
    bank: Directory, tmp_path: Path
) -> None:
    config, path = AssistantConfig(directory=bank), tmp_path / "r.jsonl"
    record = DecisionRecord(path, config, "scripted")
    assistant = Assistant(config, ScriptedModel([says("Yes?")] * 20), on_turn=record, on_close=record.aclose)
    with lock_held(path):
        for number in range(20):
            event = {"type": "user_speak", "session": {"id": f"call-{number}"}, "text": "hello"}
            (spoken,) = await assistant.handle(event)
            assert spoken["text"] == "Yes?"
        assert path.read_bytes() == b""
    await assistant.aclose()
    assert path.read_bytes().count(b"\n") == 20


def test_lines_keep_their_order_and_nothing_is_lost_that_there_was_room_for(tmp_path: Path) -> None:
    path = tmp_path / "r"
    file = RecordFile(path)
    with lock_held(path):
        for line in lines(*range(1000)):
            file.put(line)
    file.close()
    assert path.read_bytes() == b"".join(lines(*range(1000)))


def test_what_there_is_no_room_for_is_dropped_and_the_log_tells_when_it_begins_and_how_much_it_was(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "r"
    file = RecordFile(path, max_waiting=100)
    with lock_held(path):
        for line in [b"x" * 49 + b"\n"] * 7:
            file.put(line)
        assert [record.levelno for record in caplog.records] == [logging.ERROR]
    file.close()
    assert [record.getMessage() for record in caplog.records] == [
        "decisions could not be recorded and are dropped: another process keeps its lock, or the disk is too slow",
        "decisions are recorded again; 5 were dropped",
    ]
    assert path.read_bytes().count(b"\n") == 2


def test_closing_gives_up_on_a_lock_that_stays(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = tmp_path / "r"
    file = RecordFile(path)
    with lock_held(path):
        for line in lines(1, 2, 3):
            file.put(line)
        file.close(patience=0.01)
        file.close(patience=0.01)
        file.put(b"4\n")
    assert [record.getMessage() for record in caplog.records] == [
        "the decision record is closed; 3 decisions were not recorded",
        "decisions could not be recorded and are dropped: the record is closed",
    ]
    assert path.read_bytes() == b""


FILLING = """
import sys
from pathlib import Path
from adapter.calls.record_file import RecordFile
file = RecordFile(Path(sys.argv[1]))
for number in range(1000):
    file.put(b"%d\\n" % number)
"""


def test_a_process_that_ends_without_closing_has_written_everything(tmp_path: Path) -> None:
    path = tmp_path / "r"
    subprocess.run([sys.executable, "-c", FILLING, str(path)], check=True)
    assert path.read_bytes() == b"".join(lines(*range(1000)))


# Larger than this no file of the process becomes: the disk takes a part of what is written, and then no more.
NEARLY_FULL = """
import resource, signal, sys
from pathlib import Path
from adapter.calls.record_file import RecordFile
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (995, 995))
file = RecordFile(Path(sys.argv[1]))
for number in range(1000):
    file.put(b"%09d\\n" % number)
file.close(60)
"""


def test_where_the_disk_is_full_no_line_stays_torn(tmp_path: Path) -> None:
    path = tmp_path / "r"
    path.write_bytes(b"%09d\n" % 0)
    done = subprocess.run([sys.executable, "-c", NEARLY_FULL, str(path)], check=True, capture_output=True, text=True)
    assert "decisions could not be recorded and are dropped: File too large" in done.stderr
    assert all(len(line) == 9 for line in path.read_text().splitlines())


def test_files_are_set_aside_at_their_size_however_many_lines_come_together(tmp_path: Path) -> None:
    path = tmp_path / "r"
    file = RecordFile(path, max_bytes=100)
    with lock_held(path):
        for number in range(35):
            file.put(b"%09d\n" % number)
    file.close(patience=PATIENT)
    kept = [path.with_name(f"r{ending}").read_bytes() for ending in (".3", ".2", ".1", "")]
    assert [len(each) for each in kept] == [100, 100, 100, 50]
    assert b"".join(kept) == b"".join(b"%09d\n" % number for number in range(35))


class Told(logging.Handler):
    """What the file's own thread logs, as soon as it does."""

    def __init__(self) -> None:
        super().__init__()
        self._messages: SimpleQueue[str] = SimpleQueue()

    def emit(self, record: logging.LogRecord) -> None:
        self._messages.put(record.getMessage())

    def next(self) -> str:
        return self._messages.get(timeout=PATIENT)


@pytest.fixture
def told() -> Iterator[Told]:
    handler = Told()
    logger = logging.getLogger("adapter.calls.record_file")
    logger.addHandler(handler)
    yield handler
    logger.removeHandler(handler)


def test_a_disk_that_does_not_take_lines_is_told_once_and_once_that_it_is_over(
    tmp_path: Path, told: Told, caplog: pytest.LogCaptureFixture
) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    file = RecordFile(folder / "r")
    for found in folder.iterdir():
        found.unlink()
    folder.rmdir()
    for line in lines(*range(100)):
        file.put(line)
    assert told.next() == "decisions could not be recorded and are dropped: No such file or directory"
    folder.mkdir()
    file.put(b"100\n")
    over = told.next()
    file.close(patience=PATIENT)
    written = (folder / "r").read_bytes().count(b"\n")
    assert over == f"decisions are recorded again; {101 - written} were dropped"
    assert len(caplog.records) == 2
