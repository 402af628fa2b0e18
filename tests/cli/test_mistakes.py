"""Deliberate mistakes, each told in few lines: what is wrong, where, and what to do; no word of a library's."""

import re
import shlex
from pathlib import Path

import pytest

from tests.cli.mistakes import CASE, GOOD, MISTAKES, Mistake
from tests.command import Done, run

JARGON = re.compile(
    r"Traceback|Field required|Input should|Extra inputs|String should|Value error|validation error|pydantic|re2\b"
    r"|jinja|YAMLError|block mapping|flow (?:sequence|mapping)|expected <|did not find|end of expression|\[type="
    r"|https://errors"
)
"""Words of the libraries beneath."""


def made(mistake: Mistake, folder: Path) -> Done:
    files = {"directory.yaml": GOOD, "cases.jsonl": CASE, **mistake.files}
    for name, content in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return run(*shlex.split(mistake.command), env=dict(mistake.env), cwd=folder)


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_told_with_its_place_and_what_to_do(name: str, tmp_path: Path) -> None:
    mistake = MISTAKES[name]
    done = made(mistake, tmp_path)
    told = done.stderr
    assert done.returncode == mistake.code, told
    for said in mistake.says:
        assert said in told
    assert not JARGON.search(told), told
    if mistake.lines is not None:
        assert len(told.splitlines()) == mistake.lines, told
    if mistake.code == 1:
        assert len(told.splitlines()) <= 12
        assert done.stdout == "" or mistake.command.startswith("check")


def test_there_are_many_of_them_and_every_command_is_among_those_that_are_called() -> None:
    assert len(MISTAKES) >= 80
    called = {mistake.command.split()[0] for mistake in MISTAKES.values()}
    assert called >= {
        "check",
        "tools",
        "decide",
        "serve",
        "eval",
        "compare",
        "mock-model",
        "schema",
        "doctor",
        "tune",
        "cases",
        "mcp",
    }


@pytest.mark.parametrize("name", ["a token with a line break", "a base URL with a password", "a key with a space"])
def test_no_message_repeats_a_secret(name: str, tmp_path: Path) -> None:
    done = made(MISTAKES[name], tmp_path)
    assert "hunter2" not in done.stdout + done.stderr
