"""Edits of a call: their effect on tools, findings and decisions, and the diff that takes them away."""

import shutil
import subprocess
from pathlib import Path
from typing import Any

import httpx2
import pytest

from adapter import Directory
from adapter.tool_calls.prompt import load_prompt
from tests.playground.browser import Browser
from tests.playground.conftest import Serve

DIRECTORY = """\
# The desk of a shop.
caller_id_name: Shop   # shown to whoever answers
destinations:
  repairs:             # in the yard
    type: number
    number: "+4921155660001"
    # not only bicycles
    description: >
      Repairs of bicycles
      and scooters.
  desk:
    {type: number, number: "+4921155660002"}
"""
PROMPT = """\
---
description: The shop's own.
sentences:
  en: {greeting: "Hello."}
---
You answer the telephone.

Be kind.
"""


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A directory with comments, and a prompt of its own beside it."""
    (tmp_path / "prompts" / "shop").mkdir(parents=True)
    (tmp_path / "prompts" / "shop" / "v1.md").write_text(PROMPT)
    (tmp_path / "shop.yaml").write_text(DIRECTORY)
    return tmp_path


@pytest.fixture
def editor(serve: Serve, shop: Path) -> Browser:
    """Somebody who has begun a call of the shop."""
    browser = Browser(serve(shop / "shop.yaml"))
    browser.begin()
    return browser


def applied(diff: bytes, folder: Path, tool: str) -> Path:
    """A copy of a folder after a diff has been applied to it."""
    copy = folder.parent / f"{folder.name}-{tool}"
    shutil.copytree(folder, copy)
    command = ["git", "apply", "-"] if tool == "git" else ["patch", "-p1", "--fuzz=0"]
    done = subprocess.run(command, cwd=copy, input=diff, capture_output=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return copy


def test_the_texts_that_can_be_edited_are_told(editor: Browser) -> None:
    told = editor.get(f"/calls/{editor.call}/destinations")
    assert told["prompt"] == "You answer the telephone.\n\nBe kind."
    assert told["prompt_edited"] is False
    assert told["destinations"][0] == {
        "key": "repairs",
        "title": "Repairs",
        "description": "Repairs of bicycles and scooters.\n",
        "original": "Repairs of bicycles and scooters.\n",
        "examples": [],
        "edited": False,
    }


def test_an_edit_changes_tools_and_decisions_and_can_be_taken_back(editor: Browser) -> None:
    assert editor.says("I want to buy a unicorn")["decision"]["kind"] == "reply"
    told = editor.edits(desk="Unicorns that somebody wants to buy.")
    assert (told["errors"], told["changed"]) == ([], ["desk"])
    assert any("Unicorns" in tool["function"]["description"] for tool in told["tools"])
    turn = editor.says("I want to buy a unicorn")
    assert turn["leads_to"] == "desk"
    assert "Unicorns" in str(turn["request"]["tools"])
    assert editor.whole["edits"] == {
        "destinations": {"desk": {"description": "Unicorns that somebody wants to buy."}},
        "prompt": None,
    }
    with_edits, without = editor.again(2, {}, {}), editor.again(2, {}, edited=False)
    assert with_edits[0]["leads_to"] == "desk"
    assert without[0]["decision"]["kind"] == "reply"
    assert editor.edits()["changed"] == []
    assert editor.whole["edits"] == {}
    assert editor.diff == b""


def test_an_edit_is_one_persons_own_and_in_no_file(editor: Browser, shop: Path) -> None:
    other = editor.another()
    editor.edits(desk="Unicorns that somebody wants to buy.", prompt="Be brief.")
    assert (shop / "shop.yaml").read_text() == DIRECTORY
    assert other.get(f"/calls/{other.call}/destinations")["prompt"].endswith("Be kind.")
    assert other.says("I want to buy a unicorn")["decision"]["kind"] == "reply"


def test_findings_are_told_with_the_edit(editor: Browser) -> None:
    told = editor.edits(desk="Repairs of bicycles and scooters.")
    assert [finding["keys"] for finding in told["findings"] if finding["code"] == "same_description"] or told[
        "findings"
    ]
    assert {"severity", "code", "keys", "message", "mend"} == set(told["findings"][0])


@pytest.mark.parametrize(
    ("prompt", "descriptions", "key", "part"),
    [
        (None, {"desk": "Call +4921155660001 for this."}, "desk", "holds a configured number"),
        (None, {"nobody": "A desk."}, None, "a key is none of the directory's"),
        ("Hello {{ x ", {}, None, "is missing"),
        ("The number is +4921155660001.", {}, None, "holds a configured number"),
        (None, {"desk": "x" * 20_000}, "desk", "a tool takes 1024"),
    ],
)
def test_an_edit_with_a_mistake_changes_nothing_and_is_told_by_field(
    editor: Browser, prompt: str | None, descriptions: dict[str, str], key: str | None, part: str
) -> None:
    editor.edits(desk="Unicorns.")
    before = editor.whole
    told: Any = editor.edits(prompt=prompt, **descriptions)
    (error,) = told["errors"]
    assert error["key"] == key
    assert part in error["message"]
    assert (told["tools"], told["changed"]) == (None, [])
    assert editor.whole == before
    assert editor.says("a unicorn")["leads_to"] == "desk"


@pytest.mark.parametrize("tool", ["git", "patch"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_the_diff_gives_files_with_the_edits_and_every_comment(serve: Serve, shop: Path, tool: str, ends: str) -> None:
    (shop / "shop.yaml").write_bytes(DIRECTORY.replace("\n", ends).encode())
    browser = Browser(serve(shop / "shop.yaml"))
    browser.begin()
    browser.edits(prompt="Be brief.\n\nBe quick.", repairs="Repairs of “anything”.", desk="A person.")
    copy = applied(browser.diff, shop, tool)
    text = (copy / "shop.yaml").read_bytes().decode()
    assert [line for line in DIRECTORY.splitlines() if "#" in line] == [
        line for line in text.split(ends) if "#" in line
    ]
    known = Directory.load(copy / "shop.yaml").destinations
    assert [known[key].record.description for key in known] == ["Repairs of “anything”.", "A person."]
    assert load_prompt("shop", copy / "prompts").body == "Be brief.\n\nBe quick."
    assert load_prompt("shop@v1", copy / "prompts").body == "You answer the telephone.\n\nBe kind."


@pytest.mark.parametrize("tool", ["git", "patch"])
def test_a_shipped_prompt_becomes_a_version_beside_the_directory(
    serve: Serve, bank_folder: Path, tool: str, tmp_path: Path
) -> None:
    folder = tmp_path / "own folder"
    folder.mkdir()
    shutil.copy(bank_folder / "directory.yaml", folder / "the bank.yaml")
    browser = Browser(serve(folder / "the bank.yaml"))
    browser.begin()
    browser.edits(prompt="You are brief.", cards="Cards.")
    copy = applied(browser.diff, folder, tool)
    assert load_prompt("receptionist", copy / "prompts").body == "You are brief."
    assert Directory.load(copy / "the bank.yaml").destinations["cards"].record.description == "Cards."


def test_the_files_are_read_again_for_the_next_call(editor: Browser, shop: Path) -> None:
    (shop / "shop.yaml").write_text(DIRECTORY.replace("and scooters.", "and unicorns, too."))
    editor.begin()
    assert editor.says("I want a unicorn for me")["leads_to"] == "repairs"


def test_a_file_that_broke_is_told_and_the_call_goes_on(editor: Browser, shop: Path) -> None:
    (shop / "shop.yaml").write_text("destinations: [")
    refused = editor.send("POST", "/calls", {}, 422).json()
    assert "shop.yaml" in refused["detail"]
    assert editor.says("repairs of bicycles")["leads_to"] == "repairs"


def test_prompts_of_the_folder_can_be_compared(editor: Browser, shop: Path) -> None:
    (shop / "prompts" / "shop" / "v2.md").write_text(PROMPT.replace("Be kind.", "Be quick."))
    assert editor.get("/options")["prompts"][:2] == ["shop@v2", "shop@v1"]
    editor.says("repairs of bicycles")
    one, two = editor.again(1, {"prompt": "shop@v1"}, {"prompt": "shop@v2"})
    assert one["request"]["messages"][0]["content"].endswith("Be kind.")
    assert two["request"]["messages"][0]["content"].endswith("Be quick.")


def test_too_many_edits_are_refused(client: httpx2.Client) -> None:
    browser = Browser(client)
    browser.begin()
    body = {"destinations": {f"key{number}": {"description": ""} for number in range(5_001)}}
    browser.send("PUT", f"/calls/{browser.call}/edits", body, 422)
    browser.send("PUT", f"/calls/{browser.call}/edits", {"prompt": "x" * 9_000_000}, 413)
