"""What docs/tuning.md says about cases and splits is so, and its Python runs."""

import re
from pathlib import Path

import pytest

from adapter.evals.cases import load_cases
from adapter.evals.cases.checks import check_cases

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


def test_the_number_of_the_banks_cases_is_told_as_it_is() -> None:
    count = len(load_cases(ROOT / "examples" / "bank" / "cases.jsonl"))
    for page in ("docs/tuning.md", "CHANGELOG.md"):
        assert re.search(rf"\b{count}\s(labelled\s)?cases\b", (ROOT / page).read_text("utf-8")), page
