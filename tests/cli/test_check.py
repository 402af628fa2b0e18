"""`check`: what needs attention in few lines, everything on demand, and the same to machines."""

import json
from pathlib import Path

import pytest

from tests.command import run

PLAN = "transferPlan: {mode: warm-transfer-say-message, message: Hello., timeout: 20}"
KINDS = {
    "cards": "Lost cards.",
    "loans": "Mortgages and loans.",
    "branches": "Opening hours.",
    "online": "Online banking.",
    "praise": "What went well and what did not.",
}


def written(folder: Path, fields: str = f"callerId: anonymous, {PLAN}") -> Path:
    file = folder / "directory.yaml"
    rows = (
        f'  {key}: {{type: number, number: "+492115566000{at}", description: {kind}, {fields}}}\n'
        for at, (key, kind) in enumerate(KINDS.items())
    )
    file.write_text(f'fallback: cards\ncaller_id_number: "+49211556600"\ndestinations:\n{"".join(rows)}')
    return file


def test_five_destinations_are_a_few_lines_with_what_needs_attention_first(tmp_path: Path) -> None:
    file = written(tmp_path)
    done = run("check", file)
    lines = done.stderr.splitlines()
    assert done.returncode == 0
    assert len(lines) <= 8
    assert lines[0].startswith("warning cards, loans, branches, online, praise: has a callerId that is no E.164 number")
    assert lines[1].startswith("ignored on sipgate: cards, loans, branches, online, praise: callerId: no E.164 number")
    assert lines[-1].startswith("fields on sipgate: ")
    assert lines[-1].endswith("; --all says what becomes of each")


def test_all_says_what_becomes_of_every_field(tmp_path: Path) -> None:
    file = written(tmp_path)
    done = run("check", file, "--all")
    report = json.loads(run("check", file, "--json").stdout)
    table = done.stderr.partition("What becomes of each field on sipgate")[2]
    for row in report["capabilities"]:
        assert row["field"] in table
    assert table.count("transferPlan.timeout") == 5


def test_a_file_with_which_nothing_is_wrong_is_three_lines(tmp_path: Path) -> None:
    done = run("check", written(tmp_path, "numberE164CheckEnabled: true"))
    assert [line.split()[0] for line in done.stderr.splitlines()] == [
        "who",
        done.stderr.split("\n")[1].split()[0],
        "fields",
    ]
    assert "0 errors, 0 warnings" in done.stderr


@pytest.mark.parametrize("ways", [("{}",), ("-d", "{}"), ("--directory", "{}"), ("{}", "-d", "{}"), ()])
def test_the_file_is_named_as_for_other_commands(ways: tuple[str, ...], tmp_path: Path) -> None:
    file = written(tmp_path)
    env = {} if ways else {"ADAPTER_DIRECTORY": str(file)}
    done = run("check", *(way.format(file) for way in ways), env=env)
    assert done.returncode == 0, done.stderr
    assert "5 destinations" in done.stderr


def test_the_file_that_is_named_counts_and_not_the_variable(tmp_path: Path) -> None:
    file = written(tmp_path)
    assert run("check", file, env={"ADAPTER_DIRECTORY": str(tmp_path / "other.yaml")}).returncode == 0


def test_machines_get_errors_findings_and_capabilities_whether_the_file_loads_or_not(tmp_path: Path) -> None:
    report = json.loads(run("check", written(tmp_path), "--json").stdout)
    assert report["ok"] is True
    assert report["errors"] == []
    (finding,) = [finding for finding in report["findings"] if finding["keys"] == ["cards"]]
    assert {"code", "keys", "message"} <= set(finding)
    assert {row["key"] for row in report["capabilities"]} == {None, *KINDS}
    broken = written(tmp_path, "colour: red")
    done = run("check", "-d", broken, "--json")
    report = json.loads(done.stdout)
    assert done.returncode == 1
    assert (report["ok"], report["findings"], report["capabilities"]) == (False, [], [])
    assert [(error["key"], error["field"]) for error in report["errors"]] == [(key, "colour") for key in KINDS]
    assert all("is no known field" in error["message"] for error in report["errors"])


def test_of_many_mistakes_five_are_told_and_all_on_demand(tmp_path: Path) -> None:
    file = tmp_path / "directory.yaml"
    file.write_text("destinations:\n" + "".join(f"  d{at}: {{type: number}}\n" for at in range(30)))
    assert len(run("check", file).stderr.splitlines()) == 6
    assert len(run("check", file, "--all").stderr.splitlines()) == 30
    assert len(json.loads(run("check", file, "--json").stdout)["errors"]) == 30


def test_a_prompt_that_there_is_not_is_no_fault_of_the_file(tmp_path: Path) -> None:
    done = run("check", written(tmp_path), env={"ADAPTER_PROMPT": "nobody"})
    assert done.returncode == 1
    assert done.stderr.startswith("error   settings: prompt 'nobody': no ")
