"""The page for who begins: its commands run as they stand there, and what it shows is what comes out."""

import re
import subprocess
from pathlib import Path

import pytest

from adapter.cli.chat_session import HELP
from adapter.cli.starter_project import FILES
from tests.command import COMMAND, ROOT, bare

PAGE = (ROOT / "docs" / "first-steps.md").read_text("utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What the commands of each block have written, in one shell from the first to the last."""
    written = tmp_path_factory.mktemp("said")
    script = ["set -eu"]
    for number, block in enumerate(blocks("console")):
        commands = [line.removeprefix("$ ") for line in block.splitlines()]
        script += [f"exec > {written}/{number} 2>&1", *commands]
    done = subprocess.run(
        ["bash", "--norc", "-c", "\n".join(script)],
        stdin=subprocess.DEVNULL,
        cwd=tmp_path_factory.mktemp("empty"),
        env={**bare(), "PATH": f"{Path(COMMAND).parent}:/usr/bin:/bin"},
        timeout=240,
    )
    files = sorted(written.iterdir())
    assert done.returncode == 0, files[-1].read_text("utf-8")
    return [file.read_text("utf-8") for file in files]


def test_the_commands_lead_from_an_empty_folder_to_green_tests(said: list[str]) -> None:
    assert "0 errors, 0 warnings" in said[0]
    assert "transfer-adapter chat · " in said[0]
    assert "must: all 4 must cases right: met" in said[0]
    assert " 6 passed in " in said[0]


def test_the_conversation_goes_as_it_is_shown(said: list[str]) -> None:
    (shown,) = blocks("text")
    assert shown in said[1]
    assert "Thank you for calling Riverside Bikes." in said[1], "the project's own prompt answers"


def test_every_file_and_every_command_of_a_conversation_is_explained() -> None:
    named = set(re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", PAGE, flags=re.DOTALL | re.MULTILINE)))
    assert set(FILES) <= named
    assert {word.strip(",") for names in HELP for word in names.split() if word.startswith("/")} <= {
        name.split()[0] for name in named
    }
