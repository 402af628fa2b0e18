"""Thresholds: what passes, what does not, and what is said about it."""

from collections.abc import Callable

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from adapter.evals.metrics.statistics import wilson
from adapter.evals.metrics.summary import Summary
from adapter.evals.metrics.thresholds import (
    Side,
    Threshold,
    cases_for,
    check_names,
    judge,
    judge_must,
    known_metrics,
    read_threshold,
)
from adapter.evals.rows import Outcome, Row

Summarise = Callable[..., Summary]


def rows_of(right: int, total: int, *, must: bool = False) -> list[Row]:
    return [
        Row(
            id=f"c{number}",
            repeat=1,
            expect="cards",
            got="cards" if number < right else None,
            outcome="right" if number < right else "missed",
            must=must,
            tags=["en"],
            kind="transfer",
            reason="tool_call",
        )
        for number in range(total)
    ]


@pytest.mark.parametrize(
    ("text", "side", "met", "said"),
    [
        # 95 of 100: 88.8 % to 97.8 %
        ("accuracy=0.88", "min", True, "0.950 (95 of 100), 95 % interval 0.888 to 0.978, wanted at least 0.88: met"),
        ("accuracy=0.93", "min", False, "at this rate it would take about 626 cases of this kind"),
        ("accuracy=0.96", "min", False, "the figure itself is on the wrong side"),
        ("accuracy=0.98", "max", True, "met"),
        ("accuracy=0.97", "max", False, "at this rate it would take about"),
        ("missed=0.12", "max", True, "met"),
        ("missed=0.05", "max", False, "the figure itself is on the wrong side"),
        ("wrong_destination=0.01", "max", False, "at this rate it would take about 381 cases"),
        ("wrong_destination=0", "max", False, "the figure itself is on the wrong side"),
        ("false_transfer=0.5", "max", False, "there is no case to measure it with"),
        ("tag:en=0.88", "min", True, "met"),
        ("recall:cards=0.88", "min", True, "met"),
        ("precision:cards=0.97", "min", False, "at this rate"),
        ("recall:loans=0.1", "min", False, "there is no case"),
        ("weighted_cost=0.2", "max", True, "0.050, 95 % interval"),
        ("weighted_cost=0.051", "max", False, "take more cases"),
        ("flips=0.5", "max", False, "there is no case"),
    ],
)
def test_a_threshold_is_judged_by_the_interval(
    summary_of: Summarise, text: str, side: Side, met: bool, said: str
) -> None:
    verdict = judge(read_threshold(text, side), summary_of(rows_of(95, 100)))
    assert verdict.met == met
    assert verdict.line.startswith(f"{side} {text.partition('=')[0]}: ")
    assert said in verdict.line


def kept_back(outcomes: dict[Outcome, int], expect: str | None = None) -> list[Row]:
    """Rows of callers who must not be transferred, by how many came to what."""
    names = [outcome for outcome, count in outcomes.items() for _ in range(count)]
    return [
        Row(id=f"{expect}{number}", repeat=1, expect=expect, got=None, outcome=outcome, kind="reply", reason="reply")
        for number, outcome in enumerate(names)
    ]


@pytest.mark.parametrize(
    ("outcomes", "met"),
    [
        ({"right": 500}, True),
        ({"right": 498, "provider_error": 1, "timeout": 1}, True),
        ({"right": 480, "provider_error": 20}, False),
        ({"provider_error": 500}, False),
    ],
)
def test_a_provider_that_fails_makes_no_false_transfers_and_proves_nothing(
    summary_of: Summarise, outcomes: dict[Outcome, int], met: bool
) -> None:
    verdict = judge(read_threshold("false_transfer=0.02", "max"), summary_of(kept_back(outcomes)))
    assert verdict.met == met
    if not met:
        assert verdict.line.endswith(
            f"failed; {500 - outcomes.get('right', 0)} rows without a decision may be such;"
            " the same command asks them again"
        )


def test_errors_at_other_callers_say_nothing_about_false_transfers(summary_of: Summarise) -> None:
    rows = [*kept_back({"right": 500}), *kept_back({"right": 100, "timeout": 100}, expect="cards")]
    assert judge(read_threshold("false_transfer=0.02", "max"), summary_of(rows)).met
    assert not judge(read_threshold("missed=0.3", "max"), summary_of(rows)).met
    assert judge(read_threshold("provider_error=0.2", "max"), summary_of(rows)).met


def test_all_right_is_not_enough_where_there_are_few_cases(summary_of: Summarise) -> None:
    verdict = judge(read_threshold("accuracy=0.95", "min"), summary_of(rows_of(50, 50)))
    assert not verdict.met
    assert "0.929 to 1.000" in verdict.line
    assert "about 73 cases" in verdict.line


def test_no_number_of_cases_shows_that_all_are_right(summary_of: Summarise) -> None:
    verdict = judge(read_threshold("accuracy=1", "min"), summary_of(rows_of(50, 50)))
    assert verdict.line.endswith("no number of cases can show that")


@pytest.mark.parametrize(
    "text", ["accuracy", "accuracy=", "=0.9", "accuracy=x", "accuracy=nan", "accuracy=-0.1", "accuracy=90"]
)
def test_what_is_no_threshold_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=text):
        read_threshold(text, "min")


def test_a_weighted_cost_may_be_above_one() -> None:
    assert read_threshold("weighted_cost=1.5", "max").wanted == 1.5


def test_an_unknown_metric_is_refused_with_those_that_are_known() -> None:
    known = known_metrics(tags=["en"], keys=["cards"], repeats=2)
    thresholds = [read_threshold(f"{name}=0.5", "min") for name in known]
    check_names(thresholds, known)
    with pytest.raises(ValueError, match=r"'tag:de': no such metric; there are accuracy, .*flips, tag:en"):
        check_names([read_threshold("tag:de=0.5", "min")], known)


def test_the_must_cases_pass_only_all_together(summary_of: Summarise) -> None:
    assert judge_must(summary_of(rows_of(5, 5, must=True))).met
    verdict = judge_must(summary_of(rows_of(4, 5, must=True)))
    assert (verdict.met, verdict.line) == (False, "must: failed: 1 of 5 must cases not right: c4")
    assert not judge_must(summary_of(rows_of(5, 5))).met


@given(rate=st.floats(0, 1), wanted=st.floats(0.01, 0.99), side=st.sampled_from(["min", "max"]))
def test_so_many_cases_are_enough_and_many_less_are_not(rate: float, wanted: float, side: Side) -> None:
    needed = cases_for(Threshold(metric="accuracy", side=side, wanted=wanted), rate)
    if needed is None:
        assert rate <= wanted if side == "min" else rate >= wanted
        return
    assume(100 < needed < 1_000_000)

    def shown(cases: int, right: int) -> bool:
        low, high = wilson(min(max(right, 0), cases), cases)
        return low >= wanted if side == "min" else high < wanted

    # Whole counts lie on either side of the rate.
    better = 1 if side == "min" else -1
    assert shown(needed, round(rate * needed) + better)
    fewer = int(needed * 0.8)
    assert not shown(fewer, round(rate * fewer) - better)
