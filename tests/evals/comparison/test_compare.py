"""`adapter.evals.compare` as a notebook and a script call it."""

from pathlib import Path

import pytest

from adapter import evals
from adapter.errors import CasesError, SettingsError
from adapter.testing import ScriptedModel, calls

pytestmark = pytest.mark.anyio

BANK = Path(__file__).parents[3] / "examples" / "bank" / "directory.yaml"
COUNT = 40


async def evaluated(folder: Path, key: str, *, out: Path | None = None, tags: tuple[str, ...] = ()) -> evals.Evaluation:
    cases = folder / "cases.jsonl"
    cases.write_text(
        "".join(
            f'{{"id":"c{number}","text":"call {number}","expect":"cards","tags":["t{number % 2}"]}}\n'
            for number in range(COUNT)
        )
    )
    return await evals.run(BANK, cases, model=ScriptedModel(then=calls(key)), out=out, tags=tags)


async def test_fresh_results_and_folders_are_compared_alike(tmp_path: Path) -> None:
    before = await evaluated(tmp_path, "cards", out=tmp_path / "a")
    after = await evaluated(tmp_path, "fraud", out=tmp_path / "b")
    fresh = evals.compare(before, after)
    assert (fresh.judgement, fresh.code, len(fresh.regressions)) == ("worse", 1, COUNT)
    assert fresh == evals.compare(tmp_path / "a", str(tmp_path / "b"))
    assert evals.compare(before, tmp_path / "a").judgement == "identical"


async def test_a_result_without_a_folder_goes_by_what_was_evaluated(tmp_path: Path) -> None:
    evaluation = await evaluated(tmp_path, "cards")
    name = evals.compare(evaluation, evaluation).before.name
    assert name.startswith("receptionist@v")
    assert name.endswith("· scripted")


async def test_the_report_is_written_where_it_is_wanted(tmp_path: Path) -> None:
    evaluation = await evaluated(tmp_path, "cards")
    evals.compare(evaluation, evaluation, out=tmp_path / "report.html")
    assert "gate on held-out cases" in (tmp_path / "report.html").read_text("utf-8")
    with pytest.raises(SettingsError, match="nowhere"):
        evals.compare(evaluation, evaluation, out=tmp_path / "nowhere" / "report.html")


async def test_results_of_other_cases_are_refused_unless_asked_for(tmp_path: Path) -> None:
    before, after = await evaluated(tmp_path, "cards"), await evaluated(tmp_path, "cards", tags=("t0",))
    with pytest.raises(CasesError, match="20 cases only in A"):
        evals.compare(before, after)
    assert evals.compare(before, after, common=True).evidence.cases == COUNT // 2


def test_what_is_no_result_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CasesError, match=r"results\.jsonl"):
        evals.compare(tmp_path, tmp_path)
