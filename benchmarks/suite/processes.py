"""Measured processes: started with a checkout's package, told what to do, and their CPU clock read from outside."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
MEASURED = ROOT / "benchmarks" / "measured"


class CannotError(Exception):
    """A process says that its checkout or this machine has no such thing."""


def cpu_seconds(pid: int) -> float:
    """User and system time that a process has used so far, all its threads, to the nanosecond.

    The clock's number is made as clock_getcpuclockid(3) makes it; Python has that for threads only. Linux.
    """
    return time.clock_gettime((~pid << 3) | 2)


def environment(checkout: Path = ROOT, **variables: str) -> dict[str, str]:
    """Nobody's settings but ours, always the same order of hashes, and what is compiled is kept."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("ADAPTER_", "OPENAI_"))}
    ours = {"PYTHONPATH": str(checkout), "PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": ""}
    return {**kept, **ours, **variables}


def python_of(checkout: Path) -> str:
    """Its own environment's, if it has one."""
    own = checkout / ".venv" / "bin" / "python"
    return str(own) if own.exists() else sys.executable


def script_python(script: Path) -> str:
    """The interpreter of the environment that a script's header asks for, made from the lock file beside it."""
    uv = [sys.executable, "-m", "uv"]
    subprocess.run([*uv, "sync", "--quiet", "--locked", "--script", script, "--python", sys.executable], check=True)
    found = subprocess.run([*uv, "python", "find", "--script", script], capture_output=True, text=True, check=True)
    return found.stdout.strip()


class Worker:
    """A process of `benchmarks/measured`, which does what a line on its stdin says."""

    def __init__(
        self, script: str, *arguments: str | Path, checkout: Path = ROOT, python: str | None = None, **variables: str
    ) -> None:
        self._name = " ".join([script, *(str(each) for each in arguments[:1])])
        self._process = subprocess.Popen(
            [python or python_of(checkout), MEASURED / script, *arguments],
            env=environment(checkout, **variables),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.pid = self._process.pid
        self._said: list[Any] = []

    def ready(self) -> Any:
        """What it says when it is ready: its port, if it serves. Raises `CannotError`."""
        if not self._said:
            self._said.append(self._hear())
        return self._said[0]

    def ask(self, line: object) -> Any:
        """What it answers."""
        self.ready()
        assert self._process.stdin is not None
        print(line, file=self._process.stdin, flush=True)
        return self._hear()

    def _hear(self) -> Any:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"{self._name} has ended")
        told = json.loads(line)
        if isinstance(told, dict) and "cannot" in told:
            raise CannotError(told["cannot"])
        return told

    def close(self) -> None:
        """Its stdin ends, and so does it."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        assert self._process.stdout is not None
        self._process.stdout.close()


@contextmanager
def running(script: str, *arguments: str | Path, **options: Any) -> Iterator[Worker]:
    """A worker that ends with a `with` statement."""
    worker = Worker(script, *arguments, **options)
    try:
        yield worker
    finally:
        worker.close()
