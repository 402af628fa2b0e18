"""The suite as people start it, in its smallest size: everybody gets the destination, and figures come out."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.suite.processes import ROOT

pytestmark = pytest.mark.commands

RESULTS = ROOT / "benchmarks" / "RESULTS.md"


def run(*arguments: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "benchmarks", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.skipif(sys.platform != "linux", reason="CPU clocks of other processes are numbered as Linux numbers them")
def test_the_smallest_run_measures_and_leaves_the_file_alone(tmp_path: Path) -> None:
    before = RESULTS.read_bytes()
    done = run("--smallest", "--only", "turn", "--json", str(tmp_path / "figures.json"))
    assert done.returncode == 0, done.stderr
    told = json.loads((tmp_path / "figures.json").read_text())
    figures = {figure["name"]: figure for part in told["parts"] for figure in part["figures"]}
    ours = figures["turn of 5, Assistant"]
    assert ours["against"] == "turn of 5, openai create"
    assert ours["values"][0] > 0
    assert ours["ratios"] == [ours["values"][0] / figures[ours["against"]]["values"][0]]
    assert told["packages"]["openai"]
    assert RESULTS.read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--only", "turns"), "there are turn,"),
        (("--rounds", "0"), "at least 1"),
        (("--rounds", "many"), "at least 1"),
        (("--minutes", "-1"), "above 0"),
        (("--against", str(RESULTS.parent)), "no checkout of this project"),
        (("--against", str(ROOT), "--only", "turn"), "it takes no parts"),
    ],
)
def test_what_makes_no_sense_is_refused_with_what_would(arguments: tuple[str, ...], said: str) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert said in done.stderr
