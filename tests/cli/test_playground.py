"""`transfer-adapter playground` as a process: what it says, what it serves, and what it refuses at the start."""

import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx2
import pytest

from tests.command import COMMAND, run
from tests.conftest import EXAMPLES

BANK = EXAMPLES / "bank" / "directory.yaml"

Start = Callable[..., tuple[subprocess.Popen[str], httpx2.Client]]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts it in an empty folder and waits until it says that it is ready."""
    with ExitStack() as stack:

        def begin(*arguments: str | Path) -> tuple[subprocess.Popen[str], httpx2.Client]:
            process = subprocess.Popen(
                [COMMAND, "playground", "--port", "0", *map(str, arguments)],
                stderr=subprocess.PIPE,
                text=True,
                cwd=tmp_path,
                env={"PATH": os.environ["PATH"]},
            )
            stack.callback(process.wait, 20)
            stack.callback(process.kill)
            patience = threading.Timer(60, process.kill)
            patience.start()
            stack.callback(patience.cancel)
            assert process.stderr is not None
            stack.callback(process.stderr.close)
            said = ""
            while not (ready := re.search(r"ready: (http://\S+)/playground\n", said)):
                line = process.stderr.readline()
                assert line, f"it did not start: {said}"
                said += line
            assert "offline" in said
            return process, stack.enter_context(httpx2.Client(base_url=ready[1], timeout=20))

        yield begin


@pytest.mark.process
def test_it_serves_the_page_with_the_example_bank_and_leaves_nothing(start: Start, tmp_path: Path) -> None:
    process, client = start()
    assert client.get("/playground").headers["content-type"] == "text/html; charset=utf-8"
    told = client.get("/playground/options").json()
    assert [one["title"] for one in told["directories"]] == ["Northwind Bank (directory)"]
    assert client.get("/healthz").status_code == 200
    call = client.post("/playground/calls", json={}).json()["call"]
    event = {"kind": "says", "text": "I have lost my card"}
    (turn,) = client.post(f"/playground/calls/{call}/events", json=event).json()["turns"]
    assert turn["leads_to"] == "cards"
    process.send_signal(signal.SIGTERM)
    assert process.wait(20) in (0, -signal.SIGTERM)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.process
def test_several_directories_can_be_chosen_from(start: Start, tmp_path: Path) -> None:
    other = tmp_path / "other.yaml"
    other.write_text(BANK.read_text())
    _, client = start("-d", BANK, "-d", other, "-c", tmp_path / "cases.jsonl")
    told = client.get("/playground/options").json()
    assert [one["id"] for one in told["directories"]] == ["directory", "other"]
    assert told["cases"] == {"file": "cases.jsonl", "count": 0, "writable": True}
    begun = client.post("/playground/calls", json={"setup": {"directory": "other"}}).json()
    assert begun["setup"]["directory"] == "other"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--host", "0.0.0.0"), "set ADAPTER_TOKEN before listening beyond loopback"),
        (("-d", "nobodys.yaml"), "nobodys.yaml"),
        (("-d", BANK, "-d", "nobodys.yaml"), "nobodys.yaml"),
        (("--prompt", "nobodys"), "nobodys"),
        (("-c", EXAMPLES / "bank" / "directory.yaml"), "directory.yaml:1"),
    ],
)
def test_what_it_cannot_use_is_said_at_the_start(arguments: tuple[str | Path, ...], told: str) -> None:
    done = run("playground", "--port", "0", *arguments)
    assert done.returncode == 1
    assert told in done.stderr


def test_neither_the_service_nor_a_base_install_imports_the_page() -> None:
    code = (
        "import sys, adapter, adapter.platforms, adapter.service.app, adapter.cli.app;"
        "print([name for name in sys.modules if name.startswith('adapter.playground')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
