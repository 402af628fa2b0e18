"""The commands of a page's console blocks: read as a shell reads them, and run in this process where that can be.

What would install something, or run the project's own tests, is not run: its target or its extras have to be there.
"""

import io
import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from unittest import mock

import httpx2
import pytest

from adapter.extras import MODULES
from tests.command import COMMAND, ROOT, bare, run
from tests.pages.blocks import Block

SERVERS = frozenset({"serve", "playground", "mock-model"})
"""Commands of ours that do not end by themselves: started as processes, by tests of the heavy group."""
LONG = frozenset({"tune", "eval", "compare"})
"""Commands that take many seconds with the example's cases, and what is made of them: run by the heavy group, too."""
VERDICTS = {"eval": (0, 1), "compare": (0, 1, 2), "tune": (0, 2)}
"""Exit codes of commands that judge: which one it is depends on what they are given, and a page shows more than one."""

_ASSIGNED = re.compile(r"[A-Za-z_][A-Za-z0-9_]*=")
_SUBSTITUTED = (
    (re.compile(r"\$\(openssl rand -hex \d+\)"), "ab" * 16),
    (re.compile("(?<=ADAPTER_TELNYX_PUBLIC_KEY=)…"), "A" * 43 + "="),
    (re.compile("…"), "put-yours-here"),
)
"""What a page leaves to its reader."""


@dataclass(frozen=True, kw_only=True)
class Command:
    """A command with its environment, what is typed into it, and the file that its output goes to."""

    words: list[str]
    env: dict[str, str] = field(default_factory=dict)
    typed: str = ""
    output: str | None = None

    @property
    def name(self) -> str:
        """The program, or "" where only variables are set."""
        return self.words[0] if self.words else ""

    @property
    def takes_long(self) -> bool:
        """Whether it is for the heavy group."""
        return self.serves or self.ours in LONG or self.name == "pytest"

    @property
    def serves(self) -> bool:
        """Whether it does not end by itself."""
        return self.ours in SERVERS or self.name == "uvicorn"

    @property
    def ours(self) -> str | None:
        """The command of ours that it is."""
        return self.words[1] if self.name == "transfer-adapter" and len(self.words) > 1 else None


def commands(block: Block) -> Iterator[str]:
    """The lines of a block that are commands, each whole: all of a script, and those behind a prompt of a session."""
    begun = ""
    for line in block.text.replace("\\\n", " ").splitlines():
        if begun:
            begun += "\n" + line
        elif block.language != "console":
            begun = line
        elif line.startswith("$ "):
            begun = line.removeprefix("$ ")
        if not _whole(begun):
            continue
        for part in re.split(r"\s&&\s", begun):
            if shlex.split(part, comments=True):
                yield part
        begun = ""


def _whole(line: str) -> bool:
    """Whether every quotation mark is closed again."""
    try:
        shlex.split(line, comments=True)
    except ValueError:
        return False
    return True


class Shell:
    """What the commands of one page share: a folder and an environment."""

    def __init__(self, folder: Path, base_url: str) -> None:
        self.folder = folder
        self.env: dict[str, str] = {}
        self._base_url = base_url

    def read(self, line: str) -> Command:
        """A line as a command."""
        for pattern, value in _SUBSTITUTED:
            line = pattern.sub(value, line)
        line = re.sub(r"\$(\w+)", lambda name: self.env.get(name[1], ""), line)
        words = shlex.split(line, comments=True)
        words = words[:-1] if words[-1] == "&" else words
        env: dict[str, str] = {}
        if words[0] == "export":
            self.env |= dict(word.split("=", 1) for word in words[1:])
            if "OPENAI_API_KEY" in self.env:  # the reader's model is our mock
                self.env["OPENAI_BASE_URL"] = self._base_url
            return Command(words=[])
        while words and _ASSIGNED.match(words[0]):
            name, _, value = words.pop(0).partition("=")
            env[name] = value
        typed, output = "", None
        if words[:1] == ["printf"] and words[2:3] == ["|"]:
            typed, words = words[1].replace("\\n", "\n"), words[3:]
        if len(words) > 2 and words[-2] == ">":
            output, words = words[-1], words[:-2]
        return Command(words=words, env=env, typed=typed, output=output)

    def run(self, command: Command) -> None:
        """Runs it. Fails where it fails, and for a command that nobody has said how to run."""
        match command.words:
            case []:
                pass
            case ["transfer-adapter", *arguments]:
                self._run_ours(command, arguments)
            case ["cp", source, target]:
                shutil.copy(self.folder / source, self.folder / target)
            case ["cd", folder]:
                self.folder /= folder
            case ["pytest", *arguments]:
                words = [sys.executable, "-m", "pytest", *arguments]
                done = subprocess.run(words, cwd=self.folder, capture_output=True, text=True, check=False)
                assert done.returncode == 0, done.stdout
            case ["make", target, *_]:
                made = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE)
                assert target in made, f"there is no target {target}"
            case ["pip", "install", what]:
                extras = re.fullmatch(r"(?:\.|dist/transfer_adapter-[\d.]+-py3-none-any\.whl)\[([a-z,]+)\]", what)
                assert extras, f"{what} is neither a checkout nor a wheel with extras"
                assert set(extras[1].split(",")) <= {*MODULES, "all"}, what
            case [name, *_]:
                pytest.fail(
                    f"how is {name} run? Let tests/pages/commands.py run it, or the page say: not run ({name}): …"
                )

    def start(self, command: Command) -> None:
        """Starts a server on a port of its own, waits until it is there, and ends it."""
        words = [str(Path(COMMAND).parent / command.name), *command.words[1:]]
        if "--port" in words:
            at = words.index("--port")
            del words[at : at + 2]
        env = {**bare(self.env | command.env), "PATH": os.environ["PATH"]}
        with socket.create_server(("127.0.0.1", 0)) as listener:
            words += ["--port", "0"] if command.ours else ["--fd", str(listener.fileno())]
            process = subprocess.Popen(
                words, cwd=self.folder, env=env, stderr=subprocess.PIPE, text=True, pass_fds=[listener.fileno()]
            )
            patience = threading.Timer(60, process.kill)
            with process:
                patience.start()
                if command.ours:
                    self._until_it_says_where(process)
                else:
                    port = listener.getsockname()[1]
                    assert httpx2.get(f"http://127.0.0.1:{port}/healthz", timeout=60).status_code == 200
                process.terminate()
                process.communicate()
                patience.cancel()

    def _until_it_says_where(self, process: subprocess.Popen[str]) -> None:
        said = ""
        assert process.stderr is not None
        for line in process.stderr:
            said += line
            if "http://" in line:
                return
        pytest.fail(f"it did not start: {said}")

    def _run_ours(self, command: Command, arguments: list[str]) -> None:
        # a command that asks people gets no answer, as in a script
        with mock.patch.object(sys, "stdin", io.StringIO(command.typed)), redirect_stdout(io.StringIO()):
            done = run(*arguments, env=self.env | command.env, cwd=self.folder)
        expected = VERDICTS.get(command.ours or "", (0,))
        assert done.returncode in expected, f"exit {done.returncode}: {done.stderr or done.stdout}"
        if command.output is not None:
            (self.folder / command.output).write_text(done.stdout, "utf-8")
