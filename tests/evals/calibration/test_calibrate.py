"""Calibration as a whole: what is written, for whom it counts, and when nothing is."""

import json
from pathlib import Path

import pytest

from adapter import evals
from adapter.directory import Directory
from adapter.errors import CalibrationError
from adapter.evals.calibration.held_out import examples_to_leave_out
from adapter.evals.calibration.proof import sentence
from adapter.evals.cases import Case, CaseMessage
from adapter.models.calibration import load_calibration
from adapter.models.router_identity import router_identity
from adapter.transfers.assistant_config import AssistantConfig
from tests.evals.calibration.conftest import WordEmbedder, callers, saved

EXAMPLE = "the blue plastic thing vanished"


def calibrated(
    directory: Path, cases: list[Case], *, precision: float = 0.95, out: Path | None = None, report: Path | None = None
) -> evals.CalibrationResult:
    file = saved(directory.with_name("calls.jsonl"), cases)
    return evals.calibrate(directory, file, precision=precision, embedder=WordEmbedder(), out=out, report=report)


def test_what_is_proven_is_written_with_its_proof_and_read_back(directory: Path, tmp_path: Path) -> None:
    out = tmp_path / "calibration.json"
    result = calibrated(directory, callers(), out=out)
    assert result.out == out
    assert result.calibration == load_calibration(out, result.job.router)
    assert result.findings.proof.model_dump() == {
        "transferred": 120,
        "right": 120,
        "low": pytest.approx(0.9697, abs=1e-4),
        "high": 1.0,
        "cases": 150,
        "out_of_scope": 30,
        "out_of_scope_transferred": 0,
        "departments": {
            "cards": {"cases": 60, "transferred": 60, "right": 60},
            "loans": {"cases": 60, "transferred": 60, "right": 60},
        },
    }
    assert sentence(result.findings).startswith("Proven: with a gate of 0.00 or more")
    assert json.loads(out.read_text("utf-8"))["format"] == 1


def test_too_few_cases_are_told_with_how_many_more_it_takes_and_nothing_is_written(
    directory: Path, tmp_path: Path
) -> None:
    out = tmp_path / "calibration.json"
    result = calibrated(directory, callers(cards=10, loans=10, nobody=5), out=out)
    assert (result.calibration, result.out, result.findings.obstacle) == (None, None, "too_few")
    assert not out.exists()
    assert "25 cases are too few for 95.0 %" in sentence(result.findings)
    assert result.findings.more_cases is not None
    assert f"{result.findings.more_cases:,} more" in sentence(result.findings)


def test_a_handful_of_cases_is_told_what_it_takes_at_least(directory: Path) -> None:
    found = calibrated(directory, callers(cards=2, loans=2, nobody=2)).findings
    assert (found.obstacle, found.cases_needed) == ("too_few", None)
    assert found.cases_at_least == 72 * 6 // 4
    assert "It takes 72 transfers if every one is right, and so at least 108 cases" in sentence(found)


def test_a_file_that_is_there_stays_when_nothing_is_proven(directory: Path, tmp_path: Path) -> None:
    out = tmp_path / "calibration.json"
    calibrated(directory, callers(), out=out)
    before = out.read_bytes()
    assert calibrated(directory, callers(cards=3), precision=0.999, out=out).out is None
    assert out.read_bytes() == before


def test_callers_who_need_no_transfer_must_be_among_the_cases(directory: Path) -> None:
    result = calibrated(directory, callers(nobody=0))
    assert (result.calibration, result.findings.obstacle) == (None, "no_out_of_scope")
    assert "no case is of a caller who needs no transfer" in sentence(result.findings)


def test_few_of_them_are_worth_a_note(directory: Path) -> None:
    assert not calibrated(directory, callers()).findings.notes
    (note,) = calibrated(directory, callers(nobody=3)).findings.notes
    assert "3 of 123 cases need no transfer" in note


def test_wordings_of_one_call_are_worth_a_note(directory: Path) -> None:
    alike = [case.model_copy(update={"tags": ["group:one"]}) for case in callers()[:4]]
    (note,) = calibrated(directory, [*alike, *callers()[4:]]).findings.notes
    assert "4 cases share a group" in note


def test_destinations_without_a_case_and_cases_with_the_same_words_are_worth_a_note(directory: Path) -> None:
    same = [Case(id=f"s{number}", text="A lost card!", expect="cards") for number in range(80)]
    notes = calibrated(directory, [*same, *callers(cards=0, loans=0)]).findings.notes
    assert notes[0] == "no case expects loans: of their callers nothing is known"
    assert notes[1].startswith("79 cases have the words of another one")


def test_what_is_wrong_too_often_is_no_question_of_more_cases(directory: Path) -> None:
    result = calibrated(directory, callers(wrong=40))
    assert (result.findings.obstacle, result.findings.cases_needed) == ("not_precise", None)
    assert "more cases like these would not prove it" in sentence(result.findings)


def test_the_order_of_the_cases_changes_nothing_that_is_found(directory: Path) -> None:
    cases = callers(wrong=3)
    found, again = calibrated(directory, cases).findings, calibrated(directory, cases[::-1]).findings
    assert found == again


def test_an_example_that_is_a_case_does_not_vouch_for_itself(directory: Path) -> None:
    itself = [Case(id=f"e{number}", text=EXAMPLE.upper() + "!", expect="cards") for number in range(80)]
    unknown = calibrated(directory, [*callers(cards=0, loans=0), *itself]).findings
    assert unknown.held_out == 80
    assert unknown.threshold is None
    assert unknown.points == ()


def test_examples_are_left_out_for_the_cases_that_have_their_words_in_any_turn(directory: Path) -> None:
    dialogue = [
        CaseMessage(role="user", content=EXAMPLE),
        CaseMessage(role="assistant", content="Which one?"),
        CaseMessage(role="user", content="the debit one"),
    ]
    cases = [
        Case(id="same", text=EXAMPLE, expect="cards"),
        Case(id="near", text="my blue plastic thing has vanished", expect="cards"),
        Case(id="turn", messages=dialogue, expect="cards"),
        Case(id="other", text="lovely weather", expect=None),
    ]
    left_out = examples_to_leave_out(Directory.load(directory), cases)
    assert left_out == {"same": (EXAMPLE,), "near": (EXAMPLE,), "turn": (EXAMPLE,)}


@pytest.mark.parametrize("precision", [0, 0.49, 1, 95, -1])
def test_a_precision_that_makes_no_sense_is_refused(directory: Path, precision: float) -> None:
    with pytest.raises(evals.ArgumentError, match="is not between"):
        calibrated(directory, callers(), precision=precision)


def test_a_new_number_leaves_a_calibration_and_a_new_text_does_not(directory: Path, tmp_path: Path) -> None:
    out = tmp_path / "calibration.json"
    calibrated(directory, callers(), out=out)
    text = directory.read_text("utf-8")

    def usable(changed: str, embedder: WordEmbedder | None = None) -> bool:
        config = Directory.load(_written(tmp_path / "other.yaml", changed))
        tools = AssistantConfig(directory=config).toolset
        try:
            load_calibration(out, router_identity(embedder or WordEmbedder(), tools, directory=config.fingerprint))
        except CalibrationError:
            return False
        return True

    assert usable(text)
    assert usable(text.replace("60001", "60009"))
    assert not usable(text.replace("stolen card", "stolen cards"))
    assert not usable(text.replace(EXAMPLE, "my card was swallowed"))
    assert not usable(text, WordEmbedder("words 2"))


def test_the_report_is_written_whether_something_is_proven_or_not(directory: Path, tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    calibrated(directory, callers(), report=page)
    proven = page.read_text("utf-8")
    assert "Proven from a gate of 0.00" in proven
    assert "<polygon" in proven
    assert 'class="chosen"' in proven
    calibrated(directory, callers(cards=5, loans=5), report=page)
    assert "Not proven" in page.read_text("utf-8")
    calibrated(directory, [Case(id="n", text="lovely weather", expect=None)], report=page)
    assert "would transfer none" in page.read_text("utf-8")


def test_the_job_is_told_before_and_every_case_after_it_is_scored(directory: Path, tmp_path: Path) -> None:
    told: list[str] = []
    evals.calibrate(
        directory,
        saved(tmp_path / "c.jsonl", callers(cards=2, loans=0, nobody=1)),
        embedder=WordEmbedder(),
        on_start=lambda job: told.append(f"{len(job.inputs.cases)} by {job.router.embedder}"),
        on_case=lambda: told.append("one"),
    )
    assert told == ["3 by words 1", "one", "one", "one"]


def _written(path: Path, text: str) -> Path:
    path.write_text(text, "utf-8")
    return path
