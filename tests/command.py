"""The command line in this process: what a user would read and the exit code, without the start of an interpreter."""

import io
import logging
import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, chdir, contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

from adapter.cli import main
from adapter.telemetry import SERVERS

ROOT: Final = Path(__file__).parent.parent
COMMAND: Final = str(Path(sys.executable).parent / "transfer-adapter")
"""The installed command, for tests of what only a process of its own has: signals, a terminal, a sudden end."""


@dataclass(frozen=True, kw_only=True)
class Done:
    """How a command ended and what it wrote."""

    returncode: int
    stdout: str
    stderr: str


def bare(env: dict[str, str] | None = None, *, columns: int = 160) -> dict[str, str]:
    """An environment without any of the developer's own settings."""
    return {
        "PATH": "/usr/bin:/bin",
        "HOME": "/nonexistent",
        "LANG": "C.UTF-8",
        "COLUMNS": str(columns),
        **(env or {}),
    }


def run(*arguments: str | Path, env: dict[str, str] | None = None, cwd: Path = ROOT, columns: int = 160) -> Done:
    """Runs a command as a process with this environment and folder would, with output that is kept."""
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) for _ in range(2))
    with ExitStack() as stack:
        patch = stack.enter_context(pytest.MonkeyPatch.context())
        for name in os.environ:
            patch.delenv(name)
        for name, value in bare(env, columns=columns).items():
            patch.setenv(name, value)
        patch.setattr(sys, "argv", [COMMAND, *map(str, arguments)])
        # what usage calls the program: pytest may be a module that was run by its name
        patch.setattr(sys.modules["__main__"], "__package__", None)
        stack.enter_context(_logging_as_it_was())
        # pytest's own handlers would keep from stderr what is logged and nobody has asked for
        patch.setattr(logging.getLogger(), "handlers", [])
        stack.enter_context(chdir(cwd))
        stack.enter_context(redirect_stdout(out))
        stack.enter_context(redirect_stderr(err))
        try:
            main()
        except SystemExit as ended:
            code = ended.code
    assert isinstance(code, int)
    return Done(returncode=code, stdout=_text(out), stderr=_text(err))


@contextmanager
def _logging_as_it_was() -> Iterator[None]:
    """Puts back what a command has set up for the log of its process."""
    loggers = [logging.getLogger(name) for name in ("", "adapter", *SERVERS)]
    before = [(known.handlers[:], known.level, known.propagate, known.filters[:]) for known in loggers]
    try:
        yield
    finally:
        for known, (handlers, level, propagate, filters) in zip(loggers, before, strict=True):
            known.handlers, known.propagate, known.filters = handlers, propagate, filters
            known.setLevel(level)


def _text(written: io.TextIOWrapper) -> str:
    buffer = written.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue().decode("utf-8")
