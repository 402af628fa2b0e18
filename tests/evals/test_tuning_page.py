"""What docs/tuning.md says about cases and splits is so, and its Python runs."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from adapter.evals.cases import load_cases
from adapter.evals.cases.checks import check_cases
from tests import command

ROOT = Path(__file__).parent.parent.parent
PAGE = (ROOT / "docs" / "tuning.md").read_text("utf-8")


def snippets(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)


def test_the_cases_on_the_page_are_cases(tmp_path: Path) -> None:
    path = tmp_path / "cases.jsonl"
    path.write_text(next(snippet for snippet in snippets("json") if '"expect"' in snippet), "utf-8")
    assert len(load_cases(path)) == 4
    assert check_cases(load_cases(path)) == ()


def test_the_python_of_the_front_doors_runs(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    (snippet,) = [snippet for snippet in snippets("python") if "evals.run" in snippet]
    exec(compile(snippet, "docs/tuning.md", "exec"), {})
    accuracy, must, verdict = capsys.readouterr().out.splitlines()
    assert accuracy.startswith("min accuracy: ")
    assert accuracy.endswith(": met")
    assert must.startswith("must: ")
    assert verdict == "identical: 0 regressions"


def test_the_rows_of_a_result_become_a_frame_as_on_the_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    evaluated = command.run("eval", "--out", "results/v1", cwd=tmp_path)
    assert evaluated.returncode == 0
    (snippet,) = [snippet for snippet in snippets("python") if "pandas" in snippet]
    exec(compile(snippet, "docs/tuning.md", "exec"), {})
    assert "switchboard" in capsys.readouterr().out


@pytest.mark.commands
def test_the_five_commands_lead_from_a_spreadsheet_to_a_verdict_as_the_page_shows(tmp_path: Path) -> None:
    (block,) = [block for block in snippets("console") if "from-csv" in block]
    shown: dict[str, list[str]] = {}
    for line in block.splitlines():
        if line.startswith("$ "):
            shown[line.removeprefix("$ ")] = []
        else:
            shown[next(reversed(shown))].append(line)
    assert len(shown) == 5
    for name in ("directory.yaml", "calls.csv"):
        (tmp_path / name).write_bytes((ROOT / "examples" / "bank" / name).read_bytes())
    env = command.bare({"EDITOR": str(editor(tmp_path / "editor"))})
    env["PATH"] = f"{Path(command.COMMAND).parent}:{env['PATH']}"
    for line, expected in shown.items():
        done = subprocess.run(line, shell=True, cwd=tmp_path, env=env, capture_output=True, text=True, check=True)
        printed = iter(done.stderr.splitlines())
        for wanted in expected:
            # in the order of the page; what it leaves out stands between
            assert wanted == "…" or wanted in printed, (line, wanted, done.stderr)
    assert (tmp_path / "results" / "before" / "wrong.csv").read_bytes().count(b"\r\n") == 11


def editor(path: Path) -> Path:
    """An editor that makes the change of the page, as its reader would."""
    diff = re.search(r"```diff\n(.*?)```", PAGE, re.DOTALL)
    assert diff is not None
    gone, new = (line.strip()[1:] for line in diff[1].strip().splitlines())
    path.write_text(
        f"#!{sys.executable}\nimport pathlib, sys\nfile = pathlib.Path(sys.argv[1])\ntext = file.read_text('utf-8')\n"
        f"assert text.count({gone!r}) == 1\nfile.write_text(text.replace({gone!r}, {new!r}), 'utf-8')\n"
    )
    path.chmod(0o755)
    return path


def test_the_number_of_the_banks_cases_is_told_as_it_is() -> None:
    count = len(load_cases(ROOT / "examples" / "bank" / "cases.jsonl"))
    for page in ("docs/tuning.md", "CHANGELOG.md"):
        assert re.search(rf"\b{count}\s(labelled\s)?cases\b", (ROOT / page).read_text("utf-8")), page
