"""The service as a process of its own: started, asked, told to stop."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import httpx2
import pytest

from adapter.testing import running_mock

ROOT = Path(__file__).parent.parent.parent
COMMAND = Path(sys.executable).parent / "transfer-adapter"

Start = Callable[..., tuple[subprocess.Popen[str], httpx2.Client]]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts `transfer-adapter serve` in an empty folder and waits until it says that it is ready."""
    with ExitStack() as stack:

        def run(*arguments: str, env: dict[str, str] | None = None) -> tuple[subprocess.Popen[str], httpx2.Client]:
            process = subprocess.Popen(
                [
                    str(COMMAND),
                    "serve",
                    "--directory",
                    str(ROOT / "examples/bank/directory.yaml"),
                    "--port",
                    "0",
                    *arguments,
                ],
                stderr=subprocess.PIPE,
                text=True,
                cwd=tmp_path,
                env={"PATH": os.environ["PATH"], **(env or {})},
            )
            stack.callback(process.wait, 20)
            stack.callback(process.kill)
            assert process.stderr is not None
            stack.callback(process.stderr.close)
            said = ""
            while not (ready := re.search(r"ready: (http://\S+)", said)):
                line = process.stderr.readline()
                assert line, f"the service did not start: {said}"
                said += line
            return process, stack.enter_context(httpx2.Client(base_url=ready[1], timeout=20))

        yield run


def event(kind: str, **fields: object) -> dict[str, object]:
    return {"type": kind, "session": {"id": "call-1", "from_phone_number": "+4915112345678"}, **fields}


def test_it_says_when_it_is_ready_answers_and_stops_when_told_to(start: Start) -> None:
    process, client = start()
    spoken = client.post("/webhook", json=event("user_speak", text="ich habe meine Karte verloren")).json()
    assert spoken["text"] == "Ich verbinde Sie mit dem Kartenservice."
    assert client.post("/webhook", json=event("assistant_speech_ended")).json()["type"] == "transfer"
    process.send_signal(signal.SIGTERM)
    _, log = process.communicate(timeout=20)
    assert process.returncode in (0, -signal.SIGTERM)
    lines = [json.loads(line) for line in log.splitlines() if line.startswith("{")]
    assert [line["message"] for line in lines] == ["call call-1: transfer (tool_call)"]
    assert "5112345" not in log


def test_a_turn_under_way_is_answered_before_it_stops(start: Start, tmp_path: Path) -> None:
    scenario = tmp_path / "scenario.yaml"
    scenario.write_text("rules:\n  - reply: {call: cards, delay_ms: 700}\n")
    with running_mock(scenario) as mock, ThreadPoolExecutor(1) as poster:
        process, client = start(env={"OPENAI_BASE_URL": mock.base_url, "ADAPTER_MODEL": "mock"})
        answer = poster.submit(client.post, "/webhook", json=event("user_speak", text="my card"))
        mock.wait_for_requests(1, timeout=20)
        process.send_signal(signal.SIGTERM)
        assert answer.result(20).json()["text"] == "I am putting you through to card services."
        assert process.wait(20) in (0, -signal.SIGTERM)
