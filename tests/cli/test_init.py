"""From an empty folder to a project that passes, and never over what somebody has."""

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from adapter import Directory
from adapter.cli.starter_project import FILES, TEMPLATES, write_project
from adapter.directory.lint import lint
from adapter.errors import SettingsError
from adapter.evals.cases import load_cases
from adapter.tool_calls.prompt import load_prompt
from adapter.wiring import Settings
from tests.command import COMMAND, bare, run

NAMES = [
    "directory.yaml",
    "prompts/receptionist/v1.md",
    "cases.jsonl",
    "test_assistant.py",
    ".github/workflows/transfer.yml",
    ".env.example",
]


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "shop"
    write_project(folder)
    return folder


def test_an_empty_folder_becomes_a_project_and_what_to_do_next_is_told(tmp_path: Path) -> None:
    done = run("init", "my shop", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "")
    assert set(files(tmp_path / "my shop")) == set(NAMES)
    told, _, after = done.stderr.partition("next:\n")
    assert [line.split("  ", 1)[1] for line in told.splitlines()] == [f"my shop/{name}" for name in NAMES]
    assert len(after.splitlines()) == 3
    assert after.splitlines()[0].startswith("  cd 'my shop' && transfer-adapter chat -d directory.yaml ")


def test_the_folder_that_one_is_in_is_the_default(tmp_path: Path) -> None:
    assert run("init", cwd=tmp_path).returncode == 0
    assert set(files(tmp_path)) == set(NAMES)


def test_what_is_there_with_another_content_is_named_and_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / "cases.jsonl").write_text("mine")
    (tmp_path / "README").write_text("mine, too")
    before = files(tmp_path)
    done = run("init", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1
    assert "cases.jsonl is there already" in done.stderr
    assert "--force" in done.stderr
    assert files(tmp_path) == before


def test_force_replaces_the_files_of_a_project_and_no_others(tmp_path: Path) -> None:
    (tmp_path / "cases.jsonl").write_text("mine")
    (tmp_path / "README").write_text("mine, too")
    assert run("init", "--force", cwd=tmp_path).returncode == 0
    found = files(tmp_path)
    assert found.pop("README") == b"mine, too"
    assert set(found) == set(NAMES)
    assert found["cases.jsonl"] != b"mine"


def test_force_replaces_a_link_and_not_what_it_leads_to(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_text("mine")
    folder = tmp_path / "shop"
    folder.mkdir()
    (folder / "directory.yaml").symlink_to(elsewhere)
    with pytest.raises(SettingsError, match=r"directory\.yaml"):
        write_project(folder)
    write_project(folder, force=True)
    assert elsewhere.read_text() == "mine"
    assert not (folder / "directory.yaml").is_symlink()


def test_twice_is_once(project: Path) -> None:
    before = files(project)
    assert write_project(project) == []
    (project / ".env.example").unlink()
    assert write_project(project) == [".env.example"]
    assert files(project) == before


@pytest.mark.parametrize("taken", ["prompts", ".github"])
def test_a_folder_that_cannot_be_made_is_one_line(tmp_path: Path, taken: str) -> None:
    (tmp_path / taken).write_text("a file")
    done = run("init", cwd=tmp_path)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.stderr


def test_every_template_belongs_to_a_file() -> None:
    assert {path.name for path in TEMPLATES.iterdir()} == set(FILES.values())
    assert list(FILES) == NAMES


def test_the_directory_has_nothing_to_mend_and_its_numbers_are_nobodys(project: Path) -> None:
    directory = Directory.load(project / "directory.yaml")
    assert lint(directory) == ()
    assert directory.notices == ()
    # kept by the regulator for films: nobody is called while one tries (Bundesnetzagentur, notice 148/2021)
    assert all(known.record.number.startswith("+493023125") for known in directory.destinations.values())


def test_the_files_teach_by_comments(project: Path) -> None:
    for name, least in {
        "directory.yaml": 15,
        "prompts/receptionist/v1.md": 6,
        "test_assistant.py": 3,
        ".github/workflows/transfer.yml": 5,
        ".env.example": 8,
    }.items():
        assert (project / name).read_text("utf-8").count("#") >= least, name


def test_there_are_ten_cases_and_every_destination_has_one(project: Path) -> None:
    cases = load_cases(project / "cases.jsonl")
    assert len(cases) == 10
    expected = {key for case in cases for key in case.accepted}
    assert expected == set(Directory.load(project / "directory.yaml").destinations)
    assert any(not case.accepted for case in cases)
    assert run("cases", "check", "cases.jsonl", "-d", "directory.yaml", cwd=project).returncode == 0


def test_the_prompt_is_one_that_can_be_changed(project: Path) -> None:
    prompt = load_prompt("receptionist", project / "prompts")
    assert (prompt.name, prompt.version) == ("receptionist", 1)
    assert prompt.sentence("greeting", "en").startswith("Thank you for calling")


def test_every_step_of_the_workflow_passes(project: Path) -> None:
    """As the runner would run them, but for fetching the checkout, Python and the package."""
    workflow = yaml.safe_load((project / ".github/workflows/transfer.yml").read_text())
    steps = [step["run"] for job in workflow["jobs"].values() for step in job["steps"] if "run" in step]
    install, *checks = steps
    assert install.startswith("pip install ")
    assert [shlex.split(step)[0] for step in checks] == ["transfer-adapter", "transfer-adapter", "pytest"]
    for step in checks:
        command, *arguments = shlex.split(step)
        if command == "pytest":
            done = pytest_in(project)
            assert done.returncode == 0, done.stdout
        else:
            ended = run(*arguments, cwd=project)
            assert ended.returncode == 0, ended.stderr


def test_the_cases_are_all_right_with_the_offline_model(project: Path) -> None:
    done = run("eval", "-d", "directory.yaml", "-c", "cases.jsonl", "--must", "--json", cwd=project)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["accuracy"] == 1.0


def test_its_tests_fail_when_the_assistant_is_broken(project: Path) -> None:
    file = project / "directory.yaml"
    file.write_text(file.read_text().replace("I am putting you through to the workshop.", "Connecting."))
    done = pytest_in(project)
    assert done.returncode == 1
    assert "test_a_broken_bike_reaches_the_workshop" in done.stdout


def test_a_must_case_that_is_wrong_fails_the_evaluation(project: Path) -> None:
    file = project / "cases.jsonl"
    file.write_text(file.read_text().replace('"expect": "billing"', '"expect": "orders"'))
    done = run("eval", "-d", "directory.yaml", "-c", "cases.jsonl", "--must", cwd=project)
    assert done.returncode == 1


def test_the_settings_are_known_and_good_as_they_are(project: Path) -> None:
    """Sourced by a shell, as the file says; and with everything that is commented out, too."""
    text = (project / ".env.example").read_text()
    known = {f"ADAPTER_{name.upper()}" for name in Settings.model_fields} | {"OPENAI_API_KEY", "OPENAI_BASE_URL"}
    assert set(re.findall(r"^#?([A-Z_]+)=", text, re.MULTILINE)) <= known
    for content in (text, re.sub(r"^#([A-Z_]+=)", r"\1", text, flags=re.MULTILINE)):
        (project / ".env").write_text(content)
        sourced = subprocess.run(
            ["sh", "-c", f"set -a; . ./.env; set +a; exec {shlex.quote(COMMAND)} tools"],
            capture_output=True,
            text=True,
            cwd=project,
            env=bare(),
        )
        assert sourced.returncode == 0, sourced.stderr
        assert sourced.stderr == ""
        assert "transfer_to_repairs" in sourced.stdout


def pytest_in(project: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"],
        capture_output=True,
        text=True,
        cwd=project,
        timeout=120,
        env={**bare(), "PATH": os.environ["PATH"]},
    )
