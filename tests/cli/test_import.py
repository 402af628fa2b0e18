"""`transfer-adapter import` as a user meets it: exit codes, what is said, and the page that shows it."""

import json
import os
import pty
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from adapter import Directory
from tests.command import COMMAND, bare, run
from tests.import_page import EXPORT, play_page

DESK = {"type": "number", "number": "+4921155660010", "description": "Lost and found"}
CARDS = {"type": "number", "number": "+4921155660001", "description": "Cards"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "vapi_assistant.json").write_bytes(EXPORT.read_bytes())
    return tmp_path


def export(folder: Path, data: Any) -> None:
    (folder / "export.json").write_text(json.dumps(data))


def test_an_import_says_what_it_did_and_what_stayed_behind_on_stderr(folder: Path) -> None:
    done = run("import", "vapi_assistant.json", "-o", "directory.yaml", cwd=folder)
    assert (done.returncode, done.stdout) == (0, "")
    for said in (
        "vapi_assistant.json:32: destination new_prices_offers: number: is written as +14…01",
        "vapi_assistant.json:59: sip Deliveries and returns: ",
        "toolIds (2): ",
        "tool lookUpOrder (function): ",
        "{{business_name}}: is empty until you fill it in",
        "directory.yaml: 5 destinations: new_prices_offers, ",
        "fallback: operator, because it says that it is for everything else",
        "prompts/directory/v1.md: greeting and system prompt",
        "next: transfer-adapter check directory.yaml",
    ):
        assert said in done.stderr
    assert "5550" not in done.stderr
    assert run("check", "directory.yaml", cwd=folder).returncode == 0
    decided = json.loads(run("decide", "-d", "directory.yaml", "-t", "I would like an offer", cwd=folder).stdout)
    assert decided["decision"]["destination"] == "new_prices_offers"
    assert decided["say"] == "I am connecting you with sales."


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("import",), "FILE"),
        (("import", "export.json"), "--output"),
        (("import", "export.json", "-o", "directory.json"), "name it directory.yaml"),
        (("import", "export.json", "-o", "folder.yaml"), "this is a folder"),
        (("import", "export.json", "-o", "taken.yaml"), "--force writes over it"),
        (("import", "export.json", "-o", "d.yaml", "--fallback", "card"), "did you mean cards?"),
        (("import", "export.json", "-o", "d.yaml", "--fallback", "x"), "there is cards"),
        (("import", "export.yaml", "-o", "export.yaml"), "this is the export itself"),
    ],
)
def test_wrong_usage_exits_64_and_writes_nothing(arguments: tuple[str, ...], said: str, tmp_path: Path) -> None:
    export(tmp_path, [CARDS])
    (tmp_path / "folder.yaml").mkdir()
    (tmp_path / "taken.yaml").write_text("mine")
    (tmp_path / "export.yaml").write_text(json.dumps([CARDS]))
    before = {path.name: path.is_file() and path.read_text() for path in tmp_path.iterdir()}
    done = run(*arguments, cwd=tmp_path)
    assert done.returncode == 64
    assert said in " ".join(done.stderr.split())
    assert {path.name: path.is_file() and path.read_text() for path in tmp_path.iterdir()} == before


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "export.json: there is no such file"),
        ("", "export.json: the file is empty"),
        ("{", "export.json:1: not valid JSON"),
        ('{"message": "Unauthorized"}', "holds no transferCall tool"),
        (
            json.dumps({"type": "transferCall", "destinations": [{**DESK, "number": "+49{{x}}"}]}),
            "a placeholder, {{x}}",
        ),
        (json.dumps({"type": "transferCall", "destinations": [{"type": "sip", "sipUri": "sip:a@b"}]}), "SIP"),
    ],
)
def test_an_export_with_nothing_to_dial_exits_1_and_writes_nothing(
    content: str | None, said: str, tmp_path: Path
) -> None:
    if content is not None:
        (tmp_path / "export.json").write_text(content)
    done = run("import", "export.json", "-o", "directory.yaml", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "directory.yaml").exists()


def test_a_folder_that_cannot_be_written_to_is_named(tmp_path: Path) -> None:
    export(tmp_path, [CARDS])
    (tmp_path / "file").write_text("")
    done = run("import", "export.json", "-o", "file/directory.yaml", cwd=tmp_path)
    assert done.returncode == 1
    assert "file/directory.yaml: " in done.stderr
    assert "Traceback" not in done.stderr


def test_the_fallback_is_as_asked_for_and_force_writes_over_what_is_there(tmp_path: Path) -> None:
    export(tmp_path, [DESK, CARDS])
    assert run("import", "export.json", "-o", "d.yaml", cwd=tmp_path).returncode == 0
    assert Directory.load(tmp_path / "d.yaml").fallback == "lost_found"
    done = run("import", "export.json", "-o", "d.yaml", "--fallback", "cards", "--force", cwd=tmp_path)
    assert done.returncode == 0
    assert "fallback: cards, as asked for" in done.stderr
    assert Directory.load(tmp_path / "d.yaml").fallback == "cards"


def test_a_flood_of_changes_is_cut_short_and_counted(tmp_path: Path) -> None:
    export(tmp_path, [{**DESK, **{f"colour{n}": "red" for n in range(100)}}])
    lines = run("import", "export.json", "-o", "d.yaml", cwd=tmp_path).stderr.splitlines()
    assert "  and 40 more" in lines
    assert len(lines) == 65


def test_words_of_an_export_do_not_move_the_cursor(tmp_path: Path) -> None:
    export(tmp_path, [{**DESK, "colour\x1b[2J": "red"}, {"type": "sip", "sipUri": "sip:a@b", "name": "x\x1b[31m"}])
    assert "\x1b" not in run("import", "export.json", "-o", "d.yaml", cwd=tmp_path).stderr


@pytest.mark.process
@pytest.mark.parametrize(("typed", "chosen"), [("\n", "lost_found"), ("2\n", "cards"), ("x\ncards\n", "cards")])
def test_on_a_terminal_the_fallback_is_asked_for(typed: str, chosen: str, tmp_path: Path) -> None:
    export(tmp_path, [DESK, CARDS])
    ours, theirs = pty.openpty()
    command = [COMMAND, "import", "export.json", "-o", "d.yaml"]
    process = subprocess.Popen(command, cwd=tmp_path, stdin=theirs, stdout=theirs, stderr=theirs, env=bare())
    os.close(theirs)
    os.write(ours, typed.encode())
    said = b"".join(_all_of(ours)).decode()
    assert process.wait(30) == 0, said
    os.close(ours)
    assert "Where do callers go" in said
    assert Directory.load(tmp_path / "d.yaml").fallback == chosen


def _all_of(terminal: int) -> Iterator[bytes]:
    """What is written to a terminal, until whoever writes has gone."""
    while True:
        try:
            piece = os.read(terminal, 4096)
        except OSError:  # Linux says so where macOS gives nothing
            return
        if not piece:
            return
        yield piece


@pytest.mark.process
def test_the_page_leads_from_an_export_to_a_transfer_in_three_commands(tmp_path: Path) -> None:
    played = play_page(tmp_path, Path(COMMAND).parent)
    assert played.commands == 3
    assert played.answer == played.shown
    assert played.answer["type"] == "transfer"
    assert "prompt directory@v1+" in played.stderr
