"""LiveKit Agents and Pipecat, asked by a test: they run in an environment of their own, as one process."""

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

SCRIPT = Path(__file__).parent / "voice_frameworks.py"
PATIENCE = 60.0
"""Seconds for one answer. To import both takes five, on a busy machine more."""


def interpreter() -> Path | None:
    """The interpreter of the environment that uv keeps for the script, None where it is not installed."""
    command = [sys.executable, "-m", "uv", "python", "find", "--script", str(SCRIPT)]
    found = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    python = Path(found.stdout.strip() or "/nowhere/python")
    # uv names an interpreter without the packages where it has made no environment
    return python if any(python.parent.parent.glob("lib/python*/site-packages/livekit")) else None


class VoiceFrameworks:
    """The running process: a question in, what the framework has read of the answer out."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self._process = process
        self._asked: IO[str] = process.stdin
        self._read: IO[str] = process.stdout

    def ask(self, **question: object) -> dict[str, Any]:
        """One question, as the script describes it."""
        patience = threading.Timer(PATIENCE, self._process.kill)
        patience.start()
        self._asked.write(json.dumps(question) + "\n")
        self._asked.flush()
        line = self._read.readline()
        patience.cancel()
        assert line, "the frameworks have ended; what they say is in the log of this test"
        read: dict[str, Any] = json.loads(line)
        return read


@contextmanager
def running_frameworks(python: Path) -> Iterator[VoiceFrameworks]:
    """The frameworks, for as long as tests ask them."""
    with subprocess.Popen(
        [str(python), "-P", str(SCRIPT)],  # or files of this folder would be imported for packages of their names
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        yield VoiceFrameworks(process)
        assert process.stdin is not None
        process.stdin.close()
        process.wait(20)
