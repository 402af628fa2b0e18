"""`transfer-adapter calibrate` as a user meets it: exit codes, what is written, and what is said."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from adapter.evals.cases import Case, dump_case
from adapter.models.calibration import Calibration
from tests.command import ROOT, Done, run

BANK = ROOT / "examples" / "bank" / "directory.yaml"


def saved(path: Path, cases: Sequence[Case]) -> Path:
    path.write_text("".join(f"{dump_case(case)}\n" for case in cases), "utf-8")
    return path


def callers(count: int, nobody: int) -> list[Case]:
    return [
        *(Case(id=f"c{number}", text="my debit card was stolen, block it", expect="cards") for number in range(count)),
        *(Case(id=f"n{number}", text="what a lovely weather we have today", expect=None) for number in range(nobody)),
    ]


def calibrate(*arguments: str | Path, cwd: Path) -> Done:
    return run("calibrate", "-d", BANK, *arguments, cwd=cwd)


def test_what_is_proven_is_written_with_exit_0_and_said_in_figures(tmp_path: Path) -> None:
    cases = saved(tmp_path / "calls.jsonl", callers(90, 20))
    done = calibrate("-c", cases, "--report", "report.html", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "")
    assert "the router is right in at least 95.0 % of its transfers (90 of 90;" in done.stderr
    assert "callers who need no transfer: 0.0 % (0 of 20;" in done.stderr
    assert "written to calibration.json: ADAPTER_CALIBRATION=calibration.json" in done.stderr
    written = Calibration.model_validate_json((tmp_path / "calibration.json").read_bytes())
    assert (written.proof.right, written.proof.transferred) == (90, 90)
    assert "Proven from a gate of" in (tmp_path / "report.html").read_text("utf-8")


def test_what_is_not_proven_exits_2_and_writes_nothing_but_the_report(tmp_path: Path) -> None:
    cases = saved(tmp_path / "calls.jsonl", callers(30, 10))
    done = calibrate("-c", cases, "-o", "c.json", "--report", "report.html", "--json", cwd=tmp_path)
    assert done.returncode == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["calls.jsonl", "report.html"]
    assert "nothing is written" in done.stderr
    found = json.loads(done.stdout)
    assert (found["out"], found["threshold"], found["obstacle"]) == (None, None, "too_few")
    assert found["cases_needed"] > 40


def test_cases_without_callers_who_need_no_transfer_prove_nothing(tmp_path: Path) -> None:
    done = calibrate("-c", saved(tmp_path / "calls.jsonl", callers(90, 0)), cwd=tmp_path)
    assert done.returncode == 2
    assert "no case is of a caller who needs no transfer" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--precision", "95"), "precision"),
        (("--precision", "much"), "--precision"),
        ((), "--cases"),
    ],
)
def test_usage_that_makes_no_sense_exits_64(tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    (tmp_path / "d.yaml").write_text(BANK.read_text("utf-8"), "utf-8")
    done = run("calibrate", "-d", tmp_path / "d.yaml", *arguments, cwd=tmp_path)
    assert done.returncode == 64
    assert said in done.stderr


def test_a_case_file_that_cannot_be_read_exits_1(tmp_path: Path) -> None:
    (tmp_path / "calls.jsonl").write_text("no case\n", "utf-8")
    done = calibrate("-c", tmp_path / "calls.jsonl", cwd=tmp_path)
    assert done.returncode == 1
    assert "calls.jsonl:1" in done.stderr
