"""The service as a process of its own that is told to read its files again."""

import json
import os
import pty
import queue
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
import pytest

from adapter.testing import running_mock
from tests.command import COMMAND
from tests.service.test_process import children
from tests.serving import Service

pytestmark = pytest.mark.process

Start = Callable[..., tuple[Service, httpx2.Client]]
RELOADED = re.compile(r'"message": "(reloaded: [^"]*|not reloaded[^"]*)"')


def write(file: Path, *keys: str) -> None:
    desk = {"type": "number", "number": "+4921155660009", "description": "A person.", "message": "The desk."}
    destinations = {
        key: {
            "type": "number",
            "number": f"+492115566000{number}",
            "description": f"All about {key}.",
            "message": f"{key}.",
        }
        for number, key in enumerate(keys)
    }
    file.write_text(json.dumps({"fallback": "desk", "destinations": {**destinations, "desk": desk}}))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "own.json"
    write(path, "cards")
    return path


def read_until(process: Service, lines: int) -> list[str]:
    """What the process says of so many reloads, as it says it."""
    assert process.stderr is not None
    found: list[str] = []
    patience = threading.Timer(30, process.kill)
    patience.start()
    while len(found) < lines:
        said = bytearray()
        while not said.endswith(b"\n"):
            byte = os.read(process.stderr.fileno(), 1)
            assert byte, f"the service has ended: {found}"
            said += byte
        found += RELOADED.findall(said.decode())
    patience.cancel()
    return found


class Told:
    """What a process says of its reloads, read as it comes: one that nobody reads would stand still at last."""

    def __init__(self, process: Service) -> None:
        self._lines: queue.SimpleQueue[str] = queue.SimpleQueue()
        self.thread = threading.Thread(target=self._read, args=(process,), daemon=True)
        self.thread.start()

    def next(self) -> str:
        return self._lines.get(timeout=30)

    def _read(self, process: Service) -> None:
        assert process.stderr is not None
        for line in process.stderr:
            for found in RELOADED.findall(line):
                self._lines.put(found)


def keys(client: httpx2.Client) -> list[str]:
    with httpx2.Client(base_url=client.base_url, timeout=20) as another:
        tools = another.get("/v1/tools").json()
    names = [tool["function"]["name"] for tool in tools]
    return [name.removeprefix("transfer_to_") for name in names if name.startswith("transfer_to_")]


def post(client: httpx2.Client, kind: str, **fields: object) -> dict[str, object]:
    with httpx2.Client(base_url=client.base_url, timeout=20) as another:
        given: dict[str, object] = another.post(
            "/webhook", json={"type": kind, "session": {"id": "call-1"}, **fields}
        ).json()
    return given


def test_the_signal_reloads_and_a_pending_transfer_goes_on_by_the_new_directory(
    start_service: Start, file: Path
) -> None:
    process, client = start_service("--directory", str(file))
    assert keys(client) == ["cards", "desk"]
    assert post(client, "user_speak", text="all about cards")["text"] == "cards."
    write(file, "loans")
    process.send_signal(signal.SIGHUP)
    (line,) = read_until(process, 1)
    assert line.startswith("reloaded: 2 destinations of ")
    assert line.endswith("; new: loans; gone: cards")
    assert keys(client) == ["loans", "desk"]
    assert post(client, "assistant_speech_ended")["text"] == "The desk."
    assert post(client, "assistant_speech_ended")["target_phone_number"] == "+4921155660009"
    process.send_signal(signal.SIGTERM)
    assert process.wait(20) in (0, -signal.SIGTERM)


def test_a_broken_file_is_told_in_one_line_and_the_old_directory_stays(start_service: Start, file: Path) -> None:
    process, client = start_service("--directory", str(file))
    file.write_text("destinations: {cards: {type: number}}")
    process.send_signal(signal.SIGHUP)
    (line,) = read_until(process, 1)
    assert line.startswith("not reloaded, the old directory and prompt stay: ")
    assert "own.json" in line
    assert keys(client) == ["cards", "desk"]


def test_all_workers_reload_and_none_is_replaced(start_service: Start, file: Path) -> None:
    process, client = start_service("--directory", str(file), "--workers", "2")
    while len(workers := children(process.pid)) < 2:
        pass
    write(file, "loans")
    process.send_signal(signal.SIGHUP)
    # a worker that was still being started has read the new file already, and says so just as well
    assert all(line.startswith("reloaded: ") for line in read_until(process, 2))
    assert {tuple(keys(client)) for _ in range(10)} == {("loans", "desk")}
    assert children(process.pid) == workers
    process.send_signal(signal.SIGTERM)
    assert process.wait(30) in (0, -signal.SIGTERM)


def test_a_request_under_way_is_answered_across_a_reload(start_service: Start, file: Path, tmp_path: Path) -> None:
    scenario = tmp_path / "scenario.yaml"
    scenario.write_text("rules:\n  - reply: {call: cards, delay_ms: 700}\n")
    with running_mock(scenario) as mock:
        process, client = start_service(
            *("--directory", str(file)),
            env={
                "OPENAI_BASE_URL": mock.base_url,
                "ADAPTER_MODEL": "mock",
                "ADAPTER_RESPOND_WITHIN": "20",
                "ADAPTER_WARM_UP": "false",
            },
        )
        answers: list[dict[str, object]] = []
        asking = threading.Thread(target=lambda: answers.append(post(client, "user_speak", text="my card")))
        asking.start()
        mock.wait_for_requests(1, timeout=20)
        write(file, "loans")
        process.send_signal(signal.SIGHUP)
        assert read_until(process, 1)[0].startswith("reloaded: ")
        asking.join(20)
        assert [answer["text"] for answer in answers] == ["The desk."]


def test_calls_that_are_played_while_it_reloads_again_and_again_miss_no_answer(
    start_service: Start, file: Path
) -> None:
    """Good files and broken ones in turn: each is told of, and every event is answered by one of the good ones."""
    process, client = start_service("--directory", str(file), "--workers", "2")
    while len(children(process.pid)) < 2:
        pass
    over, lost = threading.Event(), list[str]()
    played: list[str] = []

    def play(line: int) -> None:
        with httpx2.Client(base_url=client.base_url, timeout=20) as own:
            number = 0
            while not over.is_set():
                number += 1
                session = {"id": f"call-{line}-{number}"}
                for fields in ({"type": "user_speak", "text": "a person"}, {"type": "assistant_speech_ended"}):
                    given = own.post("/webhook", json={**fields, "session": session})
                    if given.status_code != 200:
                        lost.append(f"{fields['type']}: {given.status_code}")
                        continue
                    played.append(given.json().get("target_phone_number", "announced"))

    players = [threading.Thread(target=play, args=(line,)) for line in range(3)]
    told = Told(process)
    for player in players:
        player.start()
    try:
        for turn in range(6):
            broken = turn % 3 == 2
            file.write_text("destinations: [") if broken else write(file, f"key_{turn}")
            process.send_signal(signal.SIGHUP)
            expected = "not reloaded, the old directory and prompt stay" if broken else "reloaded"
            assert {told.next().partition(":")[0] for _ in range(2)} == {expected}
    finally:
        over.set()
        for player in players:
            player.join(30)
        process.send_signal(signal.SIGTERM)
        told.thread.join(30)
    assert lost == []
    assert set(played) == {"announced", "+4921155660009"}


@contextmanager
def started(command: list[str], folder: Path, stdin: int | None = None) -> Iterator[subprocess.Popen[str]]:
    """A process that is stopped at the end, and not killed, or its workers would live on. It has a minute."""
    env = {"PATH": os.environ["PATH"]}
    process = subprocess.Popen(command, stdin=stdin, stderr=subprocess.PIPE, text=True, cwd=folder, env=env)
    patience = threading.Timer(60, process.terminate)
    patience.start()
    try:
        yield process
    finally:
        patience.cancel()
        process.terminate()
        process.communicate(timeout=30)


def read_line(process: subprocess.Popen[str], words: str) -> str:
    """The next line with these words."""
    assert process.stderr is not None
    while words not in (line := process.stderr.readline()):
        assert line, f"it has ended without {words}"
    return line


def serve(file: Path, workers: str) -> list[str]:
    return [COMMAND, "serve", "--directory", str(file), "--port", "0", "--workers", workers]


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_signal_while_it_starts_neither_ends_it_nor_is_lost(file: Path, tmp_path: Path, workers: str) -> None:
    with started(serve(file, workers), tmp_path) as process:
        while not blocked(process.pid):
            assert process.poll() is None
        process.send_signal(signal.SIGHUP)
        read_line(process, '"reloaded: ')


def blocked(pid: int) -> bool:
    """Whether a process holds the signal back."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return False
    fields = dict(line.split(":\t", 1) for line in status.splitlines() if ":\t" in line)
    return bool(int(fields["SigBlk"], 16) & (1 << (signal.SIGHUP - 1)))


@pytest.fixture
def terminal() -> Iterator[tuple[int, Callable[[], None]]]:
    """One end of a terminal, and what closes it."""
    leader, follower = pty.openpty()
    ends = {leader}

    def close() -> None:
        ends.discard(leader)
        os.close(leader)

    yield follower, close
    os.close(follower)
    for end in ends:
        os.close(end)


@pytest.mark.parametrize("workers", ["1", "2"])
def test_it_stops_when_its_terminal_is_closed(
    file: Path, tmp_path: Path, workers: str, terminal: tuple[int, Callable[[], None]]
) -> None:
    """The same signal then, but nobody has asked for anything."""
    follower, close = terminal
    with started([sys.executable, "-c", IN_TERMINAL, *serve(file, workers)], tmp_path, follower) as process:
        read_line(process, "ready: ")
        close()
        assert process.wait(30) in (0, -signal.SIGTERM, -signal.SIGHUP)


def test_one_that_nohup_has_started_lives_on(
    file: Path, tmp_path: Path, terminal: tuple[int, Callable[[], None]]
) -> None:
    follower, close = terminal
    with started([sys.executable, "-c", IGNORING + IN_TERMINAL, *serve(file, "1")], tmp_path, follower) as process:
        url = read_line(process, "ready: ").split()[1]
        close()
        read_line(process, '"reloaded: ')
        with httpx2.Client(base_url=url, timeout=20) as client:
            assert client.get("/healthz").status_code == 200


IGNORING = "import signal\nsignal.signal(signal.SIGHUP, signal.SIG_IGN)\n"
IN_TERMINAL = """
import fcntl, os, sys, termios
os.setsid()
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
os.execv(sys.argv[1], sys.argv[1:])
"""
