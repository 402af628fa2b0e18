"""Plays the page that leads from an export to a transfer: exactly its commands, in a folder with the export alone."""

import json
import os
import re
import signal
import socket
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from tests.command import ROOT, bare

PAGE: Final = ROOT / "docs" / "import.md"
EXPORT: Final = ROOT / "examples" / "vapi_assistant.json"


@dataclass(frozen=True, kw_only=True)
class Played:
    """What the page says that the answer is, what it is, and what the commands wrote to stderr."""

    commands: int
    shown: Any
    answer: Any
    stderr: str


def play_page(folder: Path, binaries: Path) -> Played:
    """Runs the commands of the page's blocks one after the other; only the port is a free one.

    `binaries` is where `transfer-adapter` is. Raises `AssertionError` where a command fails.
    """
    (folder / EXPORT.name).write_bytes(EXPORT.read_bytes())
    first, then = _blocks("console")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    commands = _commands(first)
    script = "\n".join(["set -e", *(command.replace("8080", port) for command in commands), *_commands(then)])
    with (
        (folder / "stderr.txt").open("wb") as stderr,
        subprocess.Popen(
            ["bash", "-c", script],
            cwd=folder,
            env=bare({"PATH": f"{binaries}:/usr/bin:/bin"}),
            stdout=subprocess.PIPE,
            stderr=stderr,
            text=True,
            start_new_session=True,
        ) as process,
    ):
        try:
            assert process.stdout is not None
            answer = process.stdout.readline()
            code = process.wait(60)
        finally:
            os.killpg(process.pid, signal.SIGKILL)  # the service goes on in the background of the shell
    told = (folder / "stderr.txt").read_text()
    assert code == 0, told
    return Played(
        commands=len(commands),
        shown=json.loads(_blocks("json")[0]),
        answer=json.JSONDecoder().raw_decode(answer)[0],
        stderr=told,
    )


def _blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE.read_text(), re.DOTALL)


def _commands(block: str) -> list[str]:
    return [command.rstrip() for command in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]]
