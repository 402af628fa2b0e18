"""`transfer-adapter eval` as users and build servers meet it: files, exit codes, going on after an interruption."""

import json
import os
import re
import shlex
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import yaml

from adapter.evals.metrics.summary import load_summary
from adapter.evals.rows import Row, load_rows
from adapter.testing import running_mock
from tests import command
from tests.command import COMMAND, ROOT, Done, bare

BANK = ROOT / "examples" / "bank" / "directory.yaml"
UTTERANCES = 24
STALLS = 17

CASES: list[dict[str, object]] = [
    {"id": "lost", "text": "ich habe meine Karte verloren", "expect": "cards", "must": True, "tags": ["de"]},
    {"id": "rain", "text": "lovely weather today", "expect": None, "tags": ["en"]},
    {"id": "hacked", "text": "my card was swallowed by the machine", "expect": "fraud", "tags": ["en"]},
]


def run(*arguments: str, cwd: Path, env: dict[str, str] | None = None) -> Done:
    return command.run("eval", *arguments, cwd=cwd, env=env)


def written(folder: Path, cases: Sequence[object] = CASES) -> str:
    path = folder / "cases.jsonl"
    path.write_text("".join(json.dumps(case) + "\n" for case in cases))
    return str(path)


def test_results_summary_junit_and_report_are_written(tmp_path: Path) -> None:
    done = run("-d", str(BANK), "-c", written(tmp_path), "--out", "out", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    assert [(row.id, row.outcome) for row in load_rows(tmp_path / "out")] == [
        ("lost", "right"),
        ("rain", "right"),
        ("hacked", "wrong_destination"),
    ]
    summary = load_summary(tmp_path / "out")
    assert (summary.cases, summary.accuracy, summary.outcomes["wrong_destination"]) == (3, 2 / 3, 1)
    assert summary.identity.model == "offline"
    assert len(list(ET.parse(tmp_path / "out" / "junit.xml").iter("failure"))) == 1
    assert "<html" in (tmp_path / "out" / "report.html").read_text()
    assert {file.name for file in tmp_path.iterdir()} == {"cases.jsonl", "out"}


def test_json_is_the_summary_and_nothing_else_is_on_stdout(tmp_path: Path) -> None:
    done = run("-d", str(BANK), "-c", written(tmp_path), "--json", "--repeat", "2", cwd=tmp_path)
    summary = json.loads(done.stdout)
    assert (summary["cases"], summary["rows"], summary["outcomes"]["right"]) == (3, 6, 4)
    assert summary["stability"]["pass_k"] == [2 / 3, 2 / 3]


def test_people_read_a_table_on_stderr(tmp_path: Path) -> None:
    done = run("-d", str(BANK), "-c", written(tmp_path), cwd=tmp_path)
    assert "2 of 3" in done.stderr
    assert "right, of all" in done.stderr
    assert "\x1b" not in done.stderr


def test_what_is_wrong_is_shown_by_what_was_expected_and_what_came(tmp_path: Path) -> None:
    hostile: dict[str, object] = {"id": "\x1b[2J", "text": "my card [red]\x1b[31m was swallowed", "expect": "loans"}
    done = run("-d", str(BANK), "-c", written(tmp_path, [*CASES, hostile]), "--out", "out", cwd=tmp_path)
    assert "not right: 2 of 4, by expected → got" in done.stderr
    shown = done.stderr.splitlines()
    place = shown.index("  fraud → cards (wrong destination): 1")
    assert shown[place + 1] == "    hacked: “my card was swallowed by the machine”"
    assert "\x1b" not in done.stderr
    assert "my card [red]" in done.stderr
    assert (tmp_path / "out" / "wrong.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_of_many_wrong_rows_the_first_twenty_are_shown_some_of_each_kind(tmp_path: Path) -> None:
    cases: list[object] = [{"id": f"w{number}", "text": "lovely weather", "expect": "cards"} for number in range(30)]
    done = run("-d", str(BANK), "-c", written(tmp_path, [*cases, CASES[2]]), cwd=tmp_path)
    assert done.stderr.count("    w") == 19
    assert "    hacked: " in done.stderr
    assert "… and 11 more: --out DIR writes wrong.csv with all of them" in done.stderr


def test_the_shipped_bank_and_its_cases_are_evaluated_without_options(tmp_path: Path) -> None:
    done = run("--json", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    summary = json.loads(done.stdout)
    assert summary["cases"] >= 150
    assert summary["outcomes"]["provider_error"] == 0


def test_only_cases_with_a_tag_are_asked(tmp_path: Path) -> None:
    done = run("-d", str(BANK), "-c", written(tmp_path), "--tag", "en", "--json", cwd=tmp_path)
    assert json.loads(done.stdout)["cases"] == 2
    done = run("-d", str(BANK), "-c", written(tmp_path), "--tag", "fr", cwd=tmp_path)
    assert done.returncode == 1
    assert "no case is tagged fr; there are de, en" in done.stderr


def test_thresholds_that_are_not_met_exit_1_and_say_what_is_lacking(tmp_path: Path) -> None:
    cases = written(tmp_path)
    passing = ("--min", "accuracy=0.2", "--max", "false_transfer=0.8", "--must")
    done = run("-d", str(BANK), "-c", cases, *passing, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stderr.count(": met") == 3
    done = run("-d", str(BANK), "-c", cases, *passing, "--min", "accuracy=0.6", cwd=tmp_path)
    assert done.returncode == 1
    assert "min accuracy: 0.667 (2 of 3), 95 % interval 0.208 to 0.939, wanted at least 0.6: failed" in done.stderr


def test_a_must_case_that_fails_exits_1(tmp_path: Path) -> None:
    cases = written(tmp_path, [{**CASES[0], "expect": "fraud"}])
    done = run("-d", str(BANK), "-c", cases, "--must", "--out", "out", cwd=tmp_path)
    assert done.returncode == 1
    assert "1 of 1 must cases not right: lost" in done.stderr
    assert load_summary(tmp_path / "out").must.failed == ["lost"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--min", "acuracy=0.9"), "no such metric"),
        (("--max", "false_transfer"), "accuracy=0.9"),
        (("--max", "tag:fr=0.5"), "no such metric"),
        (("--min", "flips=0.5"), "no such metric"),
        (("--repeat", "0"), "--repeat"),
        (("--at", "2026-06-17T10:00:00"), "--at"),
        (("--at", "noon"), "--at"),
        (("--api", "grpc"), "--api"),
    ],
)
def test_wrong_usage_exits_64_before_anything_is_asked(tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    done = run("-d", str(BANK), "-c", written(tmp_path), *arguments, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (64, "")
    assert said in done.stderr


def test_a_folder_that_cannot_be_written_to_is_named_before_anything_is_asked(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with running_mock() as mock:
        env = {"OPENAI_BASE_URL": mock.base_url}
        done = run("-d", str(BANK), "-c", written(tmp_path), "--model", "m", "--out", "file", cwd=tmp_path, env=env)
        assert mock.requests == []
    assert done.returncode == 1
    assert done.stderr == "--out file: File exists\n"


def test_a_directory_of_ones_own_needs_cases_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_bytes(BANK.read_bytes())
    done = run("-d", "own.yaml", cwd=tmp_path)
    assert done.returncode == 64
    assert "--cases" in done.stderr


def test_a_case_that_expects_an_unknown_key_is_named(tmp_path: Path) -> None:
    done = run("-d", str(BANK), "-c", written(tmp_path, [{**CASES[0], "expect": "card"}]), cwd=tmp_path)
    assert done.returncode == 1
    assert "case lost: expect: card: no such destination" in done.stderr


def test_a_spreadsheet_is_evaluated_as_it_is_and_what_was_understood_is_said(tmp_path: Path) -> None:
    (tmp_path / "calls.csv").write_text(
        "caller,team\nich habe meine Karte verloren,Card services\nlovely weather,none\n"
    )
    done = run("-d", str(BANK), "-c", "calls.csv", "--out", "out", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "callers say: column “caller”, department: column “team”" in done.stderr
    assert "by name: Card services → cards (1)" in done.stderr
    assert [(row.id, row.expect) for row in load_rows(tmp_path / "out")] == [("calls-2", "cards"), ("calls-3", None)]
    (tmp_path / "calls.csv").write_text("caller,team\nmy card,Plastic\n")
    done = run("-d", str(BANK), "-c", "calls.csv", cwd=tmp_path)
    assert done.returncode == 1
    assert "calls.csv:2: team: the directory has no destination 'Plastic'" in done.stderr
    assert "transfer-adapter cases from-csv calls.csv" in done.stderr


def test_what_is_closed_at_the_time_of_the_calls_is_said(tmp_path: Path) -> None:
    directory = {
        "destinations": {
            "desk": {
                "type": "number",
                "number": "+4921155660001",
                "description": "Everything.",
                "policy": {"hours": "Mo-Fr 08:00-20:00", "timezone": "Europe/Berlin"},
            }
        }
    }
    (tmp_path / "own.json").write_text(json.dumps(directory))
    cases = written(tmp_path, [{"id": "a", "text": "hello", "expect": None}])
    assert "closed at" not in run("-d", "own.json", "-c", cases, cwd=tmp_path).stderr
    done = run("-d", "own.json", "-c", cases, "--at", "2026-06-21T10:00:00Z", cwd=tmp_path)
    assert "closed at 2026-06-21T10:00:00+00:00: desk" in done.stderr


def test_prices_and_weights_come_from_files(tmp_path: Path) -> None:
    (tmp_path / "prices.yaml").write_text("currency: EUR\nmodels: {m: {input: 1000000, output: 0}}\n")
    (tmp_path / "weights.yaml").write_text("weights: {wrong_destination: 30}\n")
    files = ("-d", str(BANK), "-c", written(tmp_path), "--prices", "prices.yaml", "--weights", "weights.yaml")
    with running_mock() as mock:
        env = {"OPENAI_BASE_URL": mock.base_url}
        done = run(*files, "--model", "m", "--json", cwd=tmp_path, env=env)
    summary = json.loads(done.stdout)
    assert summary["tokens"]["input"] > 0
    assert summary["money"]["total"] == summary["tokens"]["input"]
    assert summary["weighted_cost"]["value"] == 10
    assert summary["identity"]["base_url"] == env["OPENAI_BASE_URL"]
    done = run(*files, "--model", "other", cwd=tmp_path, env=env)
    assert done.returncode == 1
    assert "no prices for other; there are m" in done.stderr


def test_errors_of_the_provider_are_told_and_asked_again(tmp_path: Path) -> None:
    scenario = tmp_path / "scenario.yaml"
    scenario.write_text(
        "rules:\n"
        "  - match: {words: weather}\n    reply: [{fault: '401'}, {offline: true}]\n"
        "  - reply: {offline: true}\n"
    )
    arguments = ("-d", str(BANK), "-c", written(tmp_path), "--model", "m", "--out", "out")
    with running_mock(scenario) as mock:
        env = {"OPENAI_BASE_URL": mock.base_url}
        done = run(*arguments, cwd=tmp_path, env=env)
        assert done.returncode == 0
        assert "1 of 3 rows have no decision, because the provider failed (1 model_auth)" in done.stderr
        assert load_summary(tmp_path / "out").outcomes["provider_error"] == 1
        run(*arguments, cwd=tmp_path, env=env)
        assert load_summary(tmp_path / "out").outcomes["provider_error"] == 0
        assert len(mock.requests) == 4


def test_what_is_kept_needs_neither_server_nor_key(tmp_path: Path) -> None:
    arguments = ("-d", str(BANK), "-c", written(tmp_path), "--model", "m", "--out", "out")
    with running_mock() as mock:
        env = {"OPENAI_BASE_URL": mock.base_url}
        run(*arguments, cwd=tmp_path, env={**env, "OPENAI_API_KEY": "sk-secret-of-mine"})
    before = (tmp_path / "out" / "results.jsonl").read_bytes()
    (tmp_path / "out" / "results.jsonl").unlink()
    done = run(*arguments, "--offline-only", cwd=tmp_path, env=env)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out" / "results.jsonl").read_bytes() == before
    for file in [*(tmp_path / ".transfer-adapter-cache").iterdir(), *(tmp_path / "out").iterdir()]:
        assert b"sk-secret" not in file.read_bytes()
    done = run(*arguments, "--offline-only", "--repeat", "2", cwd=tmp_path, env=env)
    assert done.returncode == 1
    assert "3 of 3 cases are not in the request cache: lost, rain, hacked" in done.stderr


def test_the_documented_build_step_runs_and_judges(tmp_path: Path) -> None:
    blocks = re.findall(r"```yaml\n(.*?)```", (ROOT / "docs" / "tuning.md").read_text(), re.DOTALL)
    workflow = next(yaml.safe_load(block) for block in blocks if "runs-on" in block)
    steps = [
        step["run"] for step in workflow["jobs"]["eval"]["steps"] if "transfer-adapter eval" in step.get("run", "")
    ]
    (line,) = steps
    program, name, *arguments = shlex.split(line)
    assert (program, name) == ("transfer-adapter", "eval")
    written(tmp_path)
    (tmp_path / "directory.yaml").write_bytes(BANK.read_bytes())
    with running_mock() as mock:
        done = run(*arguments, cwd=tmp_path, env={"OPENAI_BASE_URL": mock.base_url})
    assert done.returncode == 1
    assert "min accuracy: 0.667 (2 of 3)" in done.stderr
    assert "max false_transfer: 0.000 (0 of 1)" in done.stderr
    assert "must: all 1 must cases right: met" in done.stderr
    assert (tmp_path / "results" / "junit.xml").is_file()


@pytest.mark.process
@pytest.mark.parametrize(("how", "code"), [(signal.SIGKILL, -signal.SIGKILL), (signal.SIGINT, 130)])
def test_a_run_that_was_stopped_goes_on_where_it_was(tmp_path: Path, how: signal.Signals, code: int) -> None:
    cases = [
        {"id": f"c{number}", "text": f"I lost card number{number} yesterday", "expect": "cards"}
        for number in range(1, UTTERANCES + 1)
    ]
    arguments = ("-d", str(BANK), "-c", written(tmp_path, cases), "--model", "m", "--concurrency", "1")
    rules = (
        f"rules:\n  - match: {{words: number{STALLS}}}\n    reply: [{{fault: stall}}, {{offline: true}}]\n"
        "  - match: {words: number5}\n    reply: {fault: unknown-tool}\n  - reply: {offline: true}\n"
    )
    (tmp_path / "stalls.yaml").write_text(rules)
    (tmp_path / "answers.yaml").write_text(rules.replace("{fault: stall}, ", ""))
    with running_mock(tmp_path / "stalls.yaml") as mock:
        env = bare({"OPENAI_BASE_URL": mock.base_url})
        asked_until_it_stalls = STALLS + 1  # c5 is asked again
        with subprocess.Popen(
            [COMMAND, "eval", *arguments, "--out", "out"], cwd=tmp_path, env=env, stderr=subprocess.PIPE, text=True
        ) as process:
            try:
                assert mock.wait_for_requests(asked_until_it_stalls, timeout=60)
                os.kill(process.pid, how)
                _, said = process.communicate(timeout=60)
            finally:
                process.kill()
        assert process.returncode == code
        assert ("the same command goes on where it was" in said) == (how == signal.SIGINT)
        assert list((tmp_path / "out").iterdir()) == []
        done = run(*arguments, "--out", "out", cwd=tmp_path, env={"OPENAI_BASE_URL": mock.base_url})
        assert done.returncode == 0, done.stderr
        assert len(mock.requests) == UTTERANCES + 2
    with running_mock(tmp_path / "answers.yaml") as mock:
        env = {"OPENAI_BASE_URL": mock.base_url}
        run(*arguments, "--out", "whole", "--cache", "another", cwd=tmp_path, env=env)
    assert untimed(tmp_path / "out") == untimed(tmp_path / "whole")


@pytest.mark.process
def test_ctrl_c_on_a_terminal_leaves_it_as_it_was(tmp_path: Path) -> None:
    cases = [{"id": f"c{number}", "text": f"I lost card number{number}", "expect": "cards"} for number in range(20)]
    (tmp_path / "stalls.yaml").write_text(
        "unmatched: offline\nrules:\n  - match: {words: number9}\n    reply: {fault: stall}\n"
    )
    # what is written to its standard input is typed on a terminal of its own
    terminal = "import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))"
    arguments = ("-d", str(BANK), "-c", written(tmp_path, cases), "--model", "m", "--out", "out")
    with running_mock(tmp_path / "stalls.yaml") as mock:
        env = bare({"OPENAI_BASE_URL": mock.base_url, "TERM": "xterm"})
        with subprocess.Popen(
            [sys.executable, "-c", terminal, COMMAND, "eval", *arguments],
            cwd=tmp_path,
            env=env,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        ) as process:
            try:
                assert mock.wait_for_requests(len(cases), timeout=60)
                shown, _ = process.communicate(b"\x03", timeout=60)
            finally:
                process.kill()
    assert process.returncode == 130
    assert b"right, 0 without a decision" in shown
    assert shown.rindex(b"\x1b[?25h") > shown.rindex(b"\x1b[?25l")  # the cursor is back
    assert shown.endswith(b"stopped; the same command goes on where it was\r\n")
    assert list((tmp_path / "out").iterdir()) == []


def untimed(folder: Path) -> list[Row]:
    return [row.model_copy(update={"seconds": 0.0}) for row in load_rows(folder)]
