"""`compare` as a user and a build server meet it: exit codes, what is said, and the JSON."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from adapter.evals.rows import Outcome, Row, WrittenCall, WrittenReply, dump_row
from tests import command
from tests.command import Done

Folder = Callable[..., Path]


def run(*arguments: str | Path) -> Done:
    return command.run("compare", *arguments, columns=140)


def row(number: int, outcome: Outcome, said: str = "Hello [there]") -> Row:
    got = "cards" if outcome == "right" else None
    call = WrittenCall(name="transfer_to_cards", arguments='{"reason": "lost [card]"}')
    reply = WrittenReply(tool_calls=[call]) if got else WrittenReply(text="Which [card] is it?")
    return Row(
        id=f"c{number}",
        repeat=1,
        expect="cards",
        got=got,
        outcome=outcome,
        must=number == 0,
        tags=["en"],
        kind="transfer" if got else "reply",
        reason="tool_call",
        said=[{"role": "user", "content": said}],
        replies=[reply],
        error="model_overloaded" if outcome == "provider_error" else None,
    )


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """Writes a result folder: `wrong` are the numbers of the cases that are not right."""

    def make(name: str, cases: int, wrong: range, *, outcome: Outcome = "missed", prompt: str | None = None) -> Path:
        path = tmp_path / name
        path.mkdir()
        rows = [row(number, outcome if number in wrong else "right") for number in range(cases)]
        (path / "results.jsonl").write_text("".join(f"{dump_row(each)}\n" for each in rows))
        if prompt is not None:
            (path / "summary.json").write_text(json.dumps({"identity": {"prompt": prompt, "model": "offline"}}))
        return path

    return make


@pytest.mark.parametrize(
    ("wrong_before", "wrong_after", "code", "said"),
    [
        (range(50, 60), range(50, 60), 0, "It makes no difference: A and B do the same at every one of 100 cases."),
        (
            range(50, 60),
            range(0),
            0,
            "B is better than A: of 100 cases B gets 10 right that A got wrong, and 0 wrong that A got right",
        ),
        (
            range(0),
            range(50, 60),
            1,
            "B is worse than A, keep A: of 100 cases B gets 0 right that A got wrong, and 10 wrong",
        ),
        (range(0), range(1), 1, "B may not take the place of A: it gets 1 case wrong that may never fail."),
        (
            range(50, 53),
            range(54, 58),
            2,
            "100 cases cannot tell which of the two is better: B gets 3 right that A got wrong",
        ),
    ],
)
def test_the_exit_code_says_what_came_of_it(
    folder: Folder, wrong_before: range, wrong_after: range, code: int, said: str
) -> None:
    done = run(folder("a", 100, wrong_before), folder("b", 100, wrong_after))
    assert (done.returncode, done.stdout) == (code, "")
    assert said in done.stderr


def test_what_differs_and_both_replies_are_shown_and_regressions_come_first(folder: Folder) -> None:
    before = folder("a", 100, range(50, 53), prompt="receptionist@v1+aaa")
    done = run(before, folder("b", 100, range(12), prompt="receptionist@v2+bbb"))
    assert done.returncode == 1
    assert "prompt: receptionist@v1+aaa → receptionist@v2+bbb" in done.stderr
    assert done.stderr.index("Regressions (12)") < done.stderr.index("Improvements (3)")
    first = next(line for line in done.stderr.splitlines() if "must c0" in line)
    assert "right: cards" in first
    assert "missed: no transfer" in first
    assert "destination  cards" in done.stderr
    assert "p = .035 (exact McNemar test): 3 cases better, 12 worse of 100" in done.stderr
    # Brackets are a caller's and a model's own and no markup of ours.
    assert "“Hello [there]”" in done.stderr
    assert '{"reason": "lost [card]"}' in done.stderr
    assert "“Which [card] is it?”" in done.stderr


def test_a_terminal_obeys_neither_callers_nor_models(tmp_path: Path) -> None:
    for name, outcome in (("a", "right"), ("b", "missed")):
        hostile = row(0, outcome, said="\x1b]0;owned\x07 hello \x9b31m")  # type: ignore[arg-type]
        (tmp_path / name).mkdir()
        (tmp_path / name / "results.jsonl").write_text(dump_row(hostile.model_copy(update={"id": "c\x1b[2J"})) + "\n")
    done = run(tmp_path / "a", tmp_path / "b")
    assert done.returncode == 1
    assert not {"\x1b", "\x07", "\x9b"}.intersection(done.stderr)
    assert "must cases that regressed: c\u241b[2J" in done.stderr
    assert "hello" in done.stderr


def test_many_changed_cases_are_cut_short_but_for_must_cases(folder: Folder) -> None:
    done = run(folder("a", 100, range(0)), folder("b", 100, range(12)), "--limit", "0")
    assert "must c0" in done.stderr
    assert "c5" not in done.stderr
    assert "11 more: --limit 12" in done.stderr


def test_what_cannot_be_told_comes_with_the_number_of_cases(folder: Folder) -> None:
    before, after = folder("a", 100, range(50, 53)), folder("b", 100, range(54, 58))
    done = run(before, after, "--json")
    assert done.returncode == 2
    comparison = json.loads(done.stdout)
    assert done.stderr == ""
    assert (comparison["code"], comparison["judgement"]) == (2, "cannot tell")
    assert comparison["evidence"]["p"] == 1.0
    assert comparison["needed"]["cases"] > 100
    assert [case["id"] for case in comparison["regressions"]] == ["c54", "c55", "c56", "c57"]
    assert f"about {comparison['needed']['cases']:,} cases of this kind would tell" in run(before, after).stderr


def texts(folder: Path, *found: tuple[str, str, str]) -> None:
    listed = [{"kind": kind, "name": name, "text": text} for kind, name, text in found]
    (folder / "texts.json").write_text(json.dumps({"format": 1, "texts": listed}))


def test_what_was_changed_is_shown_word_by_word_beside_what_became_of_its_cases(folder: Folder) -> None:
    before, after = folder("a", 100, range(50, 60), prompt="v1"), folder("b", 100, range(0), prompt="v2")
    texts(
        before,
        ("description", "cards", "Lost [or] stolen cards."),
        ("setting", "temperature", "0.5"),
        ("hours", "x", "24/7"),
    )
    texts(after, ("description", "cards", "Lost [or] blocked cards, PIN."), ("prompt", "body", "Be\x1b[2J\nbrief."))
    shown = run(before, after).stderr
    lines = shown.splitlines()
    place = lines.index("  description of cards")
    assert lines[place + 1] == "    Lost [or][- stolen-]{+ blocked+} cards{+, PIN+}."
    assert lines[place + 2] == "    its 100 cases: right 90.0 % → 100.0 %, 10 better, 0 worse"
    assert lines[lines.index("  hours of x is gone") + 1] == "    [-24/7-]"
    assert lines[lines.index("  system prompt, body is new") + 1] == "    {+Be\u241b[2J ↵ brief.+}"
    assert "  setting temperature: 0.5 → not set" in lines
    assert shown.index("What was changed") < shown.index("Improvements (10)") < shown.index("B is better")
    (after / "texts.json").unlink()
    unknown = run(before, after).stderr
    assert "not known: one of the results does not hold its texts" in unknown
    assert "warning  B without texts.json" in unknown


def test_a_long_text_is_cut_to_what_stands_beside_its_changes(folder: Folder) -> None:
    before, after = folder("a", 9, range(0)), folder("b", 9, range(0))
    texts(before, ("prompt", "body", f"{'word ' * 100}old {'word ' * 100}{'gone ' * 100}"))
    texts(after, ("prompt", "body", f"{'word ' * 100}new {'word ' * 100}"))
    (line,) = [line for line in run(before, after).stderr.splitlines() if "[- old-]{+ new+}" in line]
    assert line.startswith("    … word word")
    assert " characters …" in line
    assert len(line) < 800


def test_two_results_of_the_same_say_that_nothing_was_changed(folder: Folder) -> None:
    same = folder("a", 9, range(0))
    texts(same)
    assert "  nothing: the same was measured twice" in run(same, same).stderr


def test_figures_that_answer_different_questions_stand_in_lines_of_their_own(folder: Folder) -> None:
    lines = run(folder("a", 100, range(50, 53)), folder("b", 100, range(54, 58))).stderr.splitlines()
    (much,) = [line for line in lines if line.startswith("By how much?")]
    assert much.split(maxsplit=3)[3].startswith("-1.0 points; with 95 % confidence between -")
    (chance,) = [line for line in lines if line.startswith("By chance?")]
    assert "p = 1.000 (exact McNemar test): 3 cases better, 4 worse of 100" in chance
    assert not [line for line in lines if "p =" in line and "points" in line]
    assert not [line for line in lines if "of 100" in line and " to " in line and "%" in line]


def test_results_of_other_cases_cannot_be_compared_unless_asked_for(folder: Folder) -> None:
    before, after = folder("a", 100, range(0)), folder("b", 90, range(0))
    refused = run(before, after)
    assert (refused.returncode, refused.stdout) == (64, "")
    assert "10 cases only in A: c90, c91, c92, c93, c94 and 5 more" in refused.stderr
    assert "--common" in refused.stderr
    done = run(before, after, "--common")
    assert done.returncode == 0
    assert "left out: 10 cases only in A" in done.stderr


def test_errors_of_the_provider_are_said_aloud(folder: Folder) -> None:
    done = run(folder("a", 100, range(0)), folder("b", 100, range(50, 60), outcome="provider_error"))
    assert done.returncode == 1
    assert "B has 10 provider error rows; they count as not right" in done.stderr
    assert "without the cases at which the provider failed: +0.0 points" in done.stderr
    assert "model_overloaded" in done.stderr


def test_the_report_is_written_where_it_is_wanted(folder: Folder, tmp_path: Path) -> None:
    before, after = folder("a", 100, range(0)), folder("b", 100, range(50, 60))
    page = tmp_path / "report.html"
    assert run(before, after, "--out", page).returncode == 1
    assert "gate on held-out cases" in page.read_text()
    lost = run(before, after, "--out", tmp_path / "nowhere" / "report.html")
    assert lost.returncode == 64
    assert "nowhere" in lost.stderr


def test_wrong_usage_exits_64(folder: Folder, tmp_path: Path) -> None:
    result = folder("a", 3, range(0))
    empty = tmp_path / "empty"
    empty.mkdir()
    broken = folder("broken", 1, range(0))
    (broken / "results.jsonl").write_text('{"id": 1}\n')
    for arguments in ((), (result,), (result, tmp_path / "none"), (result, empty), (result, broken),
                      (result, result, "--limit", "-1"), (result, result, result)):  # fmt: skip
        done = run(*arguments)
        assert (done.returncode, done.stdout) == (64, ""), arguments
        assert "Error" in done.stderr
