"""Comparison and gate: pairing, what follows from the pairs, and what is refused."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapter.errors import CasesError
from adapter.evals.comparison.comparison import Comparison, compare_results
from adapter.evals.comparison.gate import gate
from adapter.evals.comparison.loading import Results, load_results
from adapter.evals.metrics.statistics import mcnemar, paired_difference
from adapter.evals.rows import Outcome, Row, dump_row


def row(
    case: str,
    outcome: Outcome = "right",
    *,
    expect: str | list[str] | None = "cards",
    repeat: int = 1,
    must: bool = False,
    tags: Sequence[str] = (),
    said: str = "hello",
) -> Row:
    wrong = {"missed": None, "false_transfer": "loans", "wrong_destination": "loans"}
    right = expect if isinstance(expect, str) or expect is None else expect[0]
    got = right if outcome == "right" else wrong.get(outcome)
    return Row(
        id=case,
        repeat=repeat,
        expect=expect,
        got=got,
        outcome=outcome,
        must=must,
        tags=list(tags),
        kind="transfer" if got else "reply",
        reason="tool_call",
        said=[{"role": "user", "content": said}],
    )


def results(rows: Iterable[Row], name: str = "run", **identity: str) -> Results:
    return Results(name=name, rows=tuple(rows), identity=identity)


def two(both: int = 0, better: int = 0, worse: int = 0, neither: int = 0) -> tuple[list[Row], list[Row]]:
    """Rows of two results by how many cases are right in both, only in B, only in A and in neither."""
    pattern: list[tuple[Outcome, Outcome, int]] = [
        ("right", "right", both),
        ("missed", "right", better),
        ("right", "missed", worse),
        ("missed", "missed", neither),
    ]
    pairs = [(before, after) for before, after, count in pattern for _ in range(count)]
    return (
        [row(str(place), before) for place, (before, _) in enumerate(pairs)],
        [row(str(place), after) for place, (_, after) in enumerate(pairs)],
    )


def compared(before: Iterable[Row], after: Iterable[Row], *, common: bool = False) -> Comparison:
    return compare_results(results(before, "A"), results(after, "B"), common=common)


@pytest.mark.parametrize(
    ("counts", "judgement", "code"),
    [
        ({"both": 80, "better": 12, "worse": 2, "neither": 6}, "better", 0),
        ({"both": 80, "better": 2, "worse": 12, "neither": 6}, "worse", 1),
        ({"both": 3, "neither": 1}, "identical", 0),
        ({"both": 1}, "identical", 0),
        ({"both": 90, "better": 3, "worse": 4, "neither": 3}, "cannot tell", 2),
        ({"both": 2_900, "better": 20, "worse": 22}, "no worse", 0),
        # Significant, although by less than 2 points: worse all the same.
        ({"both": 9_900, "better": 5, "worse": 30}, "worse", 1),
        # Five worse and none better is not significant (p = .06); among few cases it may be much, among many it is not.
        ({"both": 95, "worse": 5}, "cannot tell", 2),
        ({"both": 2_000, "worse": 5}, "no worse", 0),
        ({"better": 1}, "cannot tell", 2),
    ],
)
def test_the_exit_code_follows_from_the_pairs(counts: dict[str, int], judgement: str, code: int) -> None:
    comparison = compared(*two(**counts))
    assert (comparison.judgement, comparison.code) == (judgement, code)
    assert (comparison.needed is not None) == (code == 2)


@given(st.integers(0, 60), st.integers(0, 60), st.integers(0, 60), st.integers(0, 60))
@settings(max_examples=60, deadline=None)
def test_without_repeats_it_is_mcnemar_and_tangos_interval(both: int, better: int, worse: int, neither: int) -> None:
    total = both + better + worse + neither
    if not total:
        return
    before, after = two(both, better, worse, neither)
    evidence = compared(before, after).evidence
    assert (evidence.better, evidence.worse, evidence.cases) == (better, worse, total)
    assert evidence.p == mcnemar(better, worse)
    assert evidence.interval == pytest.approx(paired_difference(better, worse, total))
    back = compared(after, before)
    assert back.evidence.difference == -evidence.difference
    assert back.evidence.p == evidence.p


def test_a_must_case_that_regressed_outweighs_any_gain() -> None:
    before, after = two(both=50, better=40)
    comparison = compared([row("m", must=True), *before], [row("m", "missed", must=True), *after])
    assert comparison.evidence.improved
    assert (comparison.judgement, comparison.code) == ("must regressed", 1)
    assert [case.id for case in comparison.must_regressions] == ["m"]


def test_a_must_case_that_was_wrong_before_is_no_regression() -> None:
    before, after = two(both=5)
    wrong = row("m", "missed", must=True)
    assert compared([wrong, *before], [wrong, *after]).code == 0


def test_a_case_is_a_must_case_if_either_result_says_so() -> None:
    before, after = two(both=50)
    assert compared([row("m"), *before], [row("m", "missed", must=True), *after]).code == 1
    assert compared([row("m", must=True), *before], [row("m", "missed"), *after]).code == 1


def test_regressions_come_with_both_rows_and_must_cases_first() -> None:
    before = [row("a"), row("b"), row("z", must=True), row("c", "missed"), row("d", "missed")]
    after = [row("a", "missed"), row("b", "wrong_destination"), row("z", "refusal", must=True), row("c"),
             row("d", "wrong_destination")]  # fmt: skip
    comparison = compared(before, after)
    assert [case.id for case in comparison.regressions] == ["z", "a", "b"]
    assert [case.id for case in comparison.improvements] == ["c"]
    assert [case.id for case in comparison.otherwise] == ["d"]
    assert (comparison.regressions[2].before.got, comparison.regressions[2].after.got) == ("cards", "loans")
    assert not comparison.identical


def test_wrong_in_another_way_is_not_identical() -> None:
    comparison = compared([row("a", "missed")], [row("a", "wrong_destination")])
    assert not comparison.identical
    assert comparison.code == 2
    assert comparison.needed is not None
    assert comparison.needed.to_show_no_worse >= 189


@pytest.mark.parametrize(("cases", "code"), [(188, 2), (189, 0)])
def test_the_lower_end_has_to_be_above_minus_2_points(cases: int, code: int) -> None:
    """Where nothing became right or wrong, 189 cases are the first that are enough to say so."""
    before = [row(str(number), "missed") for number in range(cases)]
    after = [row("0", "wrong_destination"), *before[1:]]
    assert compared(before, after).code == code


def test_with_repeats_the_case_is_what_counts_once() -> None:
    """Five cases that are worse at all of their five repeats are five changes and not twenty-five."""
    repeats = range(1, 6)
    before = [row(str(case), repeat=repeat) for case in range(60) for repeat in repeats]
    worse = [
        row(str(case), "missed" if case < 5 else "right", repeat=repeat) for case in range(60) for repeat in repeats
    ]
    comparison = compared(before, worse)
    assert comparison.repeats == 5
    assert (comparison.evidence.worse, comparison.evidence.cases) == (5, 60)
    assert comparison.evidence.p == mcnemar(0, 5)
    assert comparison.evidence.pairs == pytest.approx(60)
    assert comparison.code == 2
    once = compared([row(str(n)) for n in range(60)], [row(str(n), "missed" if n < 5 else "right") for n in range(60)])
    assert comparison.evidence.interval == pytest.approx(once.evidence.interval)


def test_a_changed_case_shows_the_repeat_at_which_it_changed() -> None:
    before = [row("a", repeat=repeat) for repeat in (1, 2, 3)]
    after = [row("a"), row("a", "wrong_destination", repeat=2), row("a", repeat=3)]
    (case,) = compared(before, after).regressions
    assert (case.right_before, case.right_after, case.repeats) == (3, 2, 3)
    assert (case.before.repeat, case.after.repeat, case.after.got) == (2, 2, "loans")


def test_a_must_case_regresses_when_a_single_repeat_does() -> None:
    before = [row("a", repeat=repeat, must=True) for repeat in (1, 2, 3)]
    after = [before[0], before[1], row("a", "missed", repeat=3, must=True)]
    assert compared(before, after).judgement == "must regressed"


def test_repeats_that_one_result_lacks_are_left_out_aloud() -> None:
    before = [row("a", repeat=repeat) for repeat in (1, 2, 3)]
    comparison = compared(before, [row("a", repeat=1)])
    assert comparison.identical
    assert comparison.warnings == ("left out: 2 rows of repeats that only one of the results has",)


@pytest.mark.parametrize(
    ("after", "said"),
    [
        ([row("a")], "1 case only in A: b"),
        ([row("a"), row("b"), row("c")], "1 case only in B: c"),
        ([row("a"), row("b", expect="loans")], "1 case with other words or another expectation: b"),
        ([row("a"), row("b", expect=None)], "another expectation: b"),
        ([row("a"), row("b", said="other words")], "other words"),
    ],
)
def test_results_of_other_cases_are_refused_or_left_out_aloud(after: list[Row], said: str) -> None:
    before = [row("a"), row("b")]
    with pytest.raises(CasesError, match=said):
        compared(before, after)
    comparison = compared(before, after, common=True)
    assert any(said in warning for warning in comparison.warnings)
    assert comparison.evidence.cases == len({row.id for row in after} & {"a", "b"}) - ("other" in said)
    with pytest.raises(CasesError, match=said):
        gate(before, after)


def test_accepted_keys_in_another_order_are_the_same_expectation() -> None:
    assert compared([row("a", expect=["cards", "fraud"])], [row("a", expect=["fraud", "cards"])]).evidence.cases == 1


def test_results_without_a_common_case_are_refused_anyway() -> None:
    with pytest.raises(CasesError, match="no case in common"):
        compared([row("a")], [row("b")], common=True)


def test_a_row_that_comes_twice_is_refused() -> None:
    with pytest.raises(CasesError, match="B has a row twice: a, repeat 1"):
        compared([row("a")], [row("a"), row("a", "missed")])


def test_a_failing_provider_is_told_from_a_worse_prompt() -> None:
    before, after = two(both=90)
    after[:10] = [row(str(place), "provider_error") for place in range(8)] + [row("8", "timeout"), row("9", "timeout")]
    comparison = compared(before, after)
    assert comparison.code == 1
    assert comparison.after.accuracy == pytest.approx(80 / 90)
    assert comparison.after.faults == 10
    assert comparison.warnings == (
        "B has 8 provider error and 2 timeout rows; they count as not right and say nothing about its choices",
    )
    assert comparison.without_faults is not None
    assert (comparison.without_faults.cases, comparison.without_faults.worse) == (80, 0)


def test_false_transfers_are_counted_among_those_who_must_not_be_transferred() -> None:
    before = [row(str(n), expect=None) for n in range(20)] + [row("x")]
    after = [row(str(n), "false_transfer" if n < 8 else "right", expect=None) for n in range(20)] + [row("x", "missed")]
    false = compared(before, after).false_transfers
    assert (false.cases, false.before, false.after, false.worse) == (20, 20, 12, 8)
    assert false.p == mcnemar(0, 8)
    # Another fault at such a case is wrong, and transfers nobody.
    broken = [row("0", "unknown_tool", expect=None), *before[1:]]
    assert compared(before, broken).false_transfers.worse == 0


def test_groups_are_by_destination_and_tag_with_p_for_so_many() -> None:
    before = [row(f"c{n}", tags=["de"]) for n in range(12)] + [
        row(f"n{n}", expect=None, tags=["en"]) for n in range(12)
    ]
    after = [row(f"c{n}", "missed" if n < 7 else "right", tags=["de"]) for n in range(12)] + before[12:]
    after = [*after, row("both", expect=["cards", "loans"])]
    comparison = compared([*before, row("both", expect=["cards", "loans"])], after)
    by_name = {group.name: group for group in (*comparison.destinations, *comparison.tags)}
    assert set(by_name) == {"cards", "loans", "no transfer", "de", "en"}
    assert (by_name["cards"].cases, by_name["cards"].worse, by_name["loans"].cases) == (13, 7, 1)
    assert by_name["de"].p == mcnemar(0, 7)
    assert by_name["de"].adjusted == pytest.approx(5 * mcnemar(0, 7))


def test_cases_about_the_same_thing_are_weighed_together_too() -> None:
    tags = [["group:stolen"] if n < 10 else ["group:other", "de"] for n in range(20)]
    before = [row(str(n), "missed", tags=tags[n]) for n in range(20)]
    after = [row(str(n), "right" if n < 10 else "missed", tags=tags[n]) for n in range(20)]
    comparison = compared(before, after)
    assert comparison.evidence.p == mcnemar(10, 0)
    assert comparison.evidence.p_by_group == 1.0
    assert [group.name for group in comparison.tags] == ["de"]
    verdict = gate(before, after)
    assert not verdict.ships
    assert "few groups" in verdict.reason


@pytest.mark.parametrize("counts", [(90, 3, 8, 3), (90, 4, 3, 3), (2_500, 200, 235, 65)])
def test_the_number_of_cases_that_would_tell_is_more_than_there_are_and_would(counts: tuple[int, ...]) -> None:
    comparison = compared(*two(*counts))
    assert comparison.needed is not None
    assert comparison.needed.cases > sum(counts)
    factor = comparison.needed.cases / sum(counts)
    assert compared(*two(*(round(count * factor) for count in counts))).code != 2


@given(st.integers(0, 40), st.integers(0, 12), st.integers(0, 12))
def test_what_cannot_be_told_always_comes_with_a_number_of_cases(both: int, better: int, worse: int) -> None:
    if not both + better + worse:
        return
    comparison = compared(*two(both, better, worse))
    if comparison.code == 2:
        assert comparison.needed is not None
        assert comparison.needed.cases > comparison.evidence.cases
        assert comparison.needed.to_show_no_worse > 0


def test_repeats_do_not_make_a_result_surer_than_its_cases() -> None:
    def widths(repeats: int) -> float:
        outcomes: list[Outcome] = ["right", "missed"]
        rows = [
            row(str(place), outcomes[place % 2], repeat=repeat)
            for place in range(80)
            for repeat in range(1, repeats + 1)
        ]
        interval = compared(rows, rows).after.interval
        return interval.high - interval.low

    assert widths(5) == pytest.approx(widths(1), rel=0.1)


def test_the_gate_ships_what_is_proven_better() -> None:
    verdict = gate(*two(both=60, better=12, worse=2, neither=6))
    assert verdict.ships
    assert verdict.reason.startswith("better: 12 cases better, 2 worse of 80, p = 0.0129, +12.5 points (")


@pytest.mark.parametrize(
    ("counts", "reason"),
    [
        ({"both": 80, "better": 5}, "not proven better: 5 cases better, 0 worse of 85, p = 0.0625"),
        ({"both": 80, "better": 22, "worse": 18}, "not proven better"),
        ({"both": 80, "better": 2, "worse": 20}, "not proven better"),
        ({"both": 80}, "not proven better"),
    ],
)
def test_the_gate_keeps_what_is_not(counts: dict[str, int], reason: str) -> None:
    verdict = gate(*two(**counts))
    assert not verdict.ships
    assert verdict.reason.startswith(reason)


def test_the_gate_keeps_what_gets_a_must_case_wrong() -> None:
    before, after = two(both=50, better=30)
    verdict = gate([row("m", must=True), *before], [row("m", "missed", must=True), *after])
    assert not verdict.ships
    assert verdict.must_regressions == ("m",)
    assert verdict.reason == "1 must cases got worse: m"


def test_the_gate_takes_no_outage_before_for_a_gain() -> None:
    before, after = two(both=90, worse=2)
    before[:20] = [row(str(place), "provider_error") for place in range(20)]
    verdict = gate(before, after)
    assert verdict.evidence.improved
    assert not verdict.ships
    assert "provider failed" in verdict.reason


def test_what_was_measured_is_named_where_it_differs(tmp_path: Path) -> None:
    for name, prompt in (("a", "v1"), ("b", "v2")):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "results.jsonl").write_text(dump_row(row("1")) + "\n")
        identity = {
            "prompt": prompt,
            "model": "m",
            "served": ["x", "y"],
            "repeats": 1,
            "base_url": None,
            "started": name,
        }
        (folder / "summary.json").write_text(json.dumps({"accuracy": 1.0, "identity": identity}))
    comparison = compare_results(load_results(tmp_path / "a"), load_results(tmp_path / "b"))
    assert {line.name: line.differs for line in comparison.identities} == {
        "prompt": True, "model": False, "served": False, "repeats": False,
    }  # fmt: skip
    assert comparison.before.identity["served"] == "x, y"
    assert [warning.split(":")[0] for warning in comparison.warnings] == ["A and B without texts.json"]


@pytest.mark.parametrize("summary", [None, "{", "[]", '{"accuracy": 1}'])
def test_a_result_without_a_readable_summary_is_compared_with_a_warning(tmp_path: Path, summary: str | None) -> None:
    (tmp_path / "results.jsonl").write_text(dump_row(row("1")) + "\n")
    if summary is not None:
        (tmp_path / "summary.json").write_text(summary)
    measured = load_results(tmp_path)
    assert measured.identity == {}
    assert "what was measured is not known" in measured.warnings[0]
    assert load_results(tmp_path / "results.jsonl").rows == measured.rows


def test_a_result_without_rows_is_refused(tmp_path: Path) -> None:
    (tmp_path / "results.jsonl").write_text("")
    with pytest.raises(CasesError, match="no results in it"):
        load_results(tmp_path)


def test_a_comparison_is_whole_in_its_json() -> None:
    comparison = compared(*two(both=90, better=3, worse=4))
    dumped = json.loads(comparison.model_dump_json())
    assert dumped["code"] == 2
    assert dumped["judgement"] == "cannot tell"
    assert dumped["needed"]["cases"] == comparison.needed.cases if comparison.needed else False
    assert dumped["regressions"][0]["after"]["outcome"] == "missed"
    assert dumped["evidence"]["interval"] == pytest.approx(comparison.evidence.interval)
