"""What a shell completes, and the version: asked as the shells ask."""

import shutil
import subprocess
from importlib.metadata import version
from pathlib import Path

import pytest

from adapter import Directory
from adapter.cli.app import COMMANDS
from adapter.cli.completion import VARIABLE
from adapter.platforms import CAPABILITIES
from tests.command import COMMAND, ROOT, bare, run

BANK = "examples/bank/directory.yaml"
DIRECTORY = Directory.load(ROOT / BANK).destinations


def completed(line: str, *, cwd: Path = ROOT, env: dict[str, str] | None = None) -> list[str]:
    """What bash is offered at the end of a line."""
    words = ["transfer-adapter", *line.split(" ")]
    asking = {VARIABLE: "complete_bash", "COMP_WORDS": " ".join(words), "COMP_CWORD": str(len(words) - 1)}
    done = run(env={**asking, **(env or {})}, cwd=cwd)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.split()


def test_commands_are_completed() -> None:
    assert completed("") == [command.name for command in COMMANDS]
    assert completed("ch") == ["chat", "check"]
    assert completed("nothing") == []


def test_the_options_and_commands_of_a_command_are_completed() -> None:
    assert completed("chat --plat") == ["--platform"]
    assert "from-record" in completed("cases ")


@pytest.mark.parametrize(
    ("line", "values"),
    [
        ("chat --platform ", [*CAPABILITIES]),
        ("chat --platform t", ["twilio", "telnyx"]),
        ("decide --model ", ["offline", "semantic", "gpt-4.1-mini"]),
        ("tools --exposure s", ["single", "shortlist"]),
        ("tools --api r", ["responses", "realtime"]),
        ("decide --prompt ", ["receptionist", "receptionist@v1", "receptionist@v2", "receptionist@v3"]),
    ],
)
def test_values_are_completed_where_they_are_known(line: str, values: list[str]) -> None:
    assert completed(line) == values


def test_prompts_are_those_beside_the_directory_file_and_those_of_a_folder_that_is_set(tmp_path: Path) -> None:
    for name in ("prompts/desk/v1.md", "prompts/desk/v12.md", "prompts/desk/notes.md", "own/night/v2.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    assert completed("decide -d own.yaml --prompt d", cwd=tmp_path) == ["desk", "desk@v1", "desk@v12"]
    beside = {"ADAPTER_DIRECTORY": str(tmp_path / "own.yaml")}
    assert completed("decide --prompt d", env=beside) == ["desk", "desk@v1", "desk@v12"]
    assert completed("decide --prompt ", env={"ADAPTER_PROMPTS_DIR": str(tmp_path / "own")}) == ["night", "night@v2"]
    assert completed("decide --prompt ", env={"ADAPTER_PROMPTS_DIR": "/nonexistent"}) == []


@pytest.mark.skipif(shutil.which("bash") is None, reason="no bash")
def test_bash_completes_by_the_script_that_is_shown() -> None:
    script = (
        'eval "$(transfer-adapter --show-completion)"\n'
        "COMP_WORDS=(transfer-adapter chat --platform v) COMP_CWORD=3\n"
        "_transfer_adapter_completion transfer-adapter\n"
        'echo "${COMPREPLY[@]}"'
    )
    env = {**bare(), "PATH": f"{Path(COMMAND).parent}:/usr/bin:/bin"}
    done = subprocess.run(["bash", "--norc", "-c", script], capture_output=True, text=True, env=env, timeout=60)
    assert (done.stdout, done.stderr) == ("vapi\n", "")


@pytest.mark.parametrize(
    ("typed", "keys"),
    [
        (f"-d {BANK} --map Plastic=c", ["Plastic=cards"]),
        (f"-d {BANK} --map Plastic=x", []),
        (f"-d {BANK} --map Plas", []),
        ("-d nothing.yaml --map Plastic=c", []),
        ("--map Plastic=c", []),
    ],
)
def test_a_key_is_completed_behind_the_name_that_it_stands_for(typed: str, keys: list[str]) -> None:
    """As zsh asks, which takes a word with an equals sign for one."""
    line = f"transfer-adapter cases from-csv calls.csv {typed}"
    done = run(env={VARIABLE: "complete_zsh", "_TYPER_COMPLETE_ARGS": line})
    assert (done.returncode, done.stderr) == (0, "")
    assert [key for key in DIRECTORY if f"={key}" in done.stdout] == [known.partition("=")[2] for known in keys]


def test_the_version_is_that_of_the_distribution() -> None:
    done = run("--version")
    assert (done.returncode, done.stdout, done.stderr) == (0, f"transfer-adapter {version('transfer-adapter')}\n", "")
