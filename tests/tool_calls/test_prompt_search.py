"""Where a prompt is found without a setting: beside the directory file, then among the shipped ones."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from adapter import Assistant, Directory, OfflineModel, TransferTools, actions_for
from adapter.errors import PromptError
from adapter.tool_calls.decision import HangUp
from adapter.tool_calls.prompt_search import find_prompt, known_prompts, prompt_name, prompts_folder
from adapter.wiring import build_config, prompt_of, read_settings
from tests.command import run

DESK = {"destinations": {"desk": {"type": "number", "number": "+4921155660010", "description": "Anything."}}}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "branch.json"
    path.write_text(json.dumps(DESK))
    return path


def write(folder: Path, name: str, greeting: str, version: int = 1) -> None:
    path = folder / name / f"v{version}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f'---\ndescription: A test.\nsentences: {{en: {{greeting: "{greeting}"}}}}\n---\nBe brief.\n')


def test_without_prompts_of_its_own_a_directory_has_the_receptionist(file: Path) -> None:
    assert find_prompt(directory=file).name == "receptionist"
    assert find_prompt().name == "receptionist"


def test_the_prompt_that_is_named_as_the_file_is_found_beside_it_without_a_setting(file: Path) -> None:
    write(file.parent / "prompts", "branch", "One.")
    write(file.parent / "prompts", "branch", "Two.", version=2)

    prompt = find_prompt(directory=file)
    assert prompt.identity.startswith("branch@v2+")
    assert prompts_folder(prompt, directory=file) == file.parent / "prompts"
    assert find_prompt("branch@v1", directory=file).version == 1
    assert find_prompt("receptionist", directory=file).name == "receptionist"


def test_a_receptionist_of_ones_own_stands_before_the_shipped_one(file: Path) -> None:
    write(file.parent / "prompts", "receptionist", "Our own.")
    assert find_prompt(directory=file).sentence("greeting", "en") == "Our own."


def test_a_folder_that_is_named_is_the_only_one(file: Path, tmp_path: Path) -> None:
    write(file.parent / "prompts", "branch", "Beside.")
    write(tmp_path / "others", "receptionist", "Elsewhere.")
    assert find_prompt(directory=file, folder=tmp_path / "others").sentence("greeting", "en") == "Elsewhere."
    write(tmp_path / "others", "branch", "Named.")
    assert find_prompt(directory=file, folder=tmp_path / "others").sentence("greeting", "en") == "Named."


def test_a_prompt_that_is_nowhere_is_told_with_those_that_there_are(file: Path) -> None:
    write(file.parent / "prompts", "branch", "One.")
    with pytest.raises(PromptError, match=r"no .*prompts/butler/v1.md; there is branch, receptionist"):
        find_prompt("butler", directory=file)
    with pytest.raises(PromptError, match="write it as name"):
        find_prompt("no such name!", directory=file)


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("directory.yaml", "directory"),
        ("north-west_2.yaml", "north-west_2"),
        ("My Bank.yaml", "my-bank"),
        ("24h.yaml", "directory-24h"),
        ("银行.yaml", "directory"),
        ("a.b.yaml", "a-b"),
    ],
)
def test_every_file_has_a_prompts_name(file: str, name: str) -> None:
    assert prompt_name(Path(file)) == name


def test_commands_and_library_follow_the_same_rule(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(file.parent / "prompts", "branch", "The branch.")
    assert prompt_of(read_settings(directory=file)).name == "branch"
    assert prompt_of(read_settings(directory=file, prompt="receptionist")).name == "receptionist"
    assert build_config(read_settings(directory=file)).prompt.name == "branch"
    assert TransferTools(file).config.prompt.name == "branch"
    assert TransferTools(str(file), prompt="receptionist").config.prompt.name == "receptionist"
    assert TransferTools(DESK).config.prompt.name == "receptionist"
    assert Assistant(Directory.load(file), OfflineModel()).config.prompt.name == "branch"
    monkeypatch.setenv("ADAPTER_PROMPT", "receptionist")
    assert prompt_of(read_settings(directory=file)).name == "receptionist"


def test_the_platforms_actions_speak_its_sentences(file: Path) -> None:
    folder = file.parent / "prompts" / "branch"
    folder.mkdir(parents=True)
    front = 'description: A test.\nsentences: {en: {farewell: "Bye from the branch."}}'
    (folder / "v1.md").write_text(f"---\n{front}\n---\nBe brief.\n")
    actions = actions_for(HangUp(reason="tool_call"), Directory.load(file), {"id": "call-1"}, datetime.now(UTC))
    assert "Bye from the branch." in json.dumps(actions)


@pytest.mark.parametrize("command", ["tools", "check"])
def test_a_broken_prompt_beside_the_file_is_named(file: Path, command: str) -> None:
    folder = file.parent / "prompts" / "branch"
    folder.mkdir(parents=True)
    (folder / "v1.md").write_text("no front matter")
    done = run(command, *([file] if command == "check" else ["-d", file]))
    assert done.returncode == 1
    assert "branch/v1.md" in done.stderr


def test_every_version_that_can_be_found_is_known_own_ones_first(tmp_path: Path) -> None:
    shipped = known_prompts()
    assert shipped == ("receptionist@v3", "receptionist@v2", "receptionist@v1")
    own = tmp_path / "prompts" / "desk"
    own.mkdir(parents=True)
    for name in ("v1.md", "v2.md", "notes.md"):
        (own / name).write_text("")
    (tmp_path / "prompts" / "Not a name").mkdir()
    assert known_prompts(directory=tmp_path / "desk.yaml") == ("desk@v2", "desk@v1", *shipped)
    assert known_prompts(folder=tmp_path / "prompts") == ("desk@v2", "desk@v1")
