"""The figures of a result, from rows whose figures are known."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from adapter.errors import CasesError
from adapter.evals.metrics.confusion import ERROR, NONE
from adapter.evals.metrics.prices import ModelPrices
from adapter.evals.metrics.statistics import wilson
from adapter.evals.metrics.summary import RATES, Summary, load_summary
from adapter.evals.rows import OUTCOMES, Outcome, Row

Summarise = Callable[..., Summary]


def row(
    case: str,
    expect: str | list[str] | None,
    got: str | None,
    outcome: Outcome,
    *,
    repeat: int = 1,
    must: bool = False,
    tags: tuple[str, ...] = (),
    first: str | None = None,
    seconds: float = 0.1,
    tokens: tuple[int, int, int] = (0, 0, 0),
) -> Row:
    error = {"provider_error": "model_overloaded", "timeout": "model_timeout"}.get(outcome)
    kind = "failed" if error else "transfer" if got else "reply"
    return Row(
        id=case,
        repeat=repeat,
        expect=expect,
        got=got,
        outcome=outcome,
        must=must,
        tags=list(tags),
        kind=kind,
        reason=error or "tool_call",
        first=first,
        error=error,
        seconds=seconds,
        input_tokens=tokens[0],
        cached_tokens=tokens[1],
        output_tokens=tokens[2],
    )


MIXED = [
    row("a", "cards", "cards", "right", must=True, tags=("en",)),
    row("b", "cards", "fraud", "wrong_destination", must=True, tags=("en", "noise")),
    row("c", "fraud", None, "missed", first="unknown_tool"),
    row("d", ["fraud", "cards"], "cards", "right", tags=("group:x",)),
    row("e", None, None, "right", tags=("en",)),
    row("f", None, "loans", "false_transfer"),
    row("g", None, None, "provider_error"),
    row("h", "loans", None, "timeout", seconds=15.0),
]


def test_rates_are_of_the_rows_that_they_speak_of(summary_of: Summarise) -> None:
    summary = summary_of(MIXED)
    counted = {name: (rate.count, rate.total) for name, rate in summary.rates.items()}
    assert counted == {
        "accuracy": (3, 8),
        "transfer_right": (2, 5),
        "wrong_destination": (1, 5),
        "missed": (1, 5),
        "no_transfer_right": (1, 3),
        "false_transfer": (1, 3),
        "asked_again": (1, 8),
        "provider_error": (2, 8),
        "must": (1, 2),
    }
    assert tuple(counted) == RATES
    assert summary.accuracy == 3 / 8
    assert (summary.rates["accuracy"].low, summary.rates["accuracy"].high) == wilson(3, 8)


def test_outcomes_are_all_named_and_add_up_to_the_rows(summary_of: Summarise) -> None:
    summary = summary_of(MIXED)
    assert tuple(summary.outcomes) == OUTCOMES
    assert sum(summary.outcomes.values()) == summary.rows == summary.cases == 8
    assert summary.outcomes["right"] == 3


def test_the_confusion_matrix_holds_every_row_once(summary_of: Summarise) -> None:
    confusion = summary_of(MIXED).confusion
    assert confusion.expected == ["cards", "fraud", "loans", NONE]
    assert confusion.got == ["cards", "fraud", "loans", NONE, ERROR]
    cells = {
        (line, column): count
        for line, counts in zip(confusion.expected, confusion.counts, strict=True)
        for column, count in zip(confusion.got, counts, strict=True)
        if count
    }
    assert cells == {
        ("cards", "cards"): 2,
        ("cards", "fraud"): 1,
        ("fraud", NONE): 1,
        ("loans", ERROR): 1,
        (NONE, NONE): 1,
        (NONE, "loans"): 1,
        (NONE, ERROR): 1,
    }


def test_precision_recall_and_f1_of_each_destination(summary_of: Summarise) -> None:
    destinations = summary_of(MIXED).destinations
    cards, fraud, loans = destinations["cards"], destinations["fraud"], destinations["loans"]
    assert (cards.precision.value, cards.recall.value) == (1.0, 2 / 3)
    assert cards.f1 == pytest.approx(0.8)
    assert (fraud.precision.value, fraud.recall.value, fraud.f1) == (0.0, 0.0, 0.0)
    assert (loans.precision.value, loans.recall.value) == (0.0, 0.0)


def test_accuracy_is_told_for_each_tag_but_not_for_groups(summary_of: Summarise) -> None:
    tags = summary_of(MIXED).tags
    assert {tag: (rate.count, rate.total) for tag, rate in tags.items()} == {"en": (2, 3), "noise": (0, 1)}


def test_must_cases_that_failed_are_named(summary_of: Summarise) -> None:
    must = summary_of(MIXED).must
    assert (must.cases, must.failed) == (2, ["b"])


def test_a_must_case_that_was_right_only_once_has_failed(summary_of: Summarise) -> None:
    rows = [row("a", None, None, "right", must=True), row("a", None, "cards", "false_transfer", must=True, repeat=2)]
    assert summary_of(rows).must.failed == ["a"]


def test_repeats_tell_how_often_a_case_is_right_every_time(summary_of: Summarise) -> None:
    def asked(case: str, *right: bool) -> list[Row]:
        return [
            row(case, "cards", "cards" if good else None, "right" if good else "missed", repeat=number)
            for number, good in enumerate(right, 1)
        ]

    rows = asked("a", True, True, True) + asked("b", True, False, True) + asked("c", False, False, False)
    summary = summary_of(rows)
    assert (summary.cases, summary.rows) == (3, 9)
    assert summary.stability is not None
    # b is right for 2 of 3 single choices, for 1 of 3 pairs, and not for all three
    assert summary.stability.pass_k == pytest.approx([5 / 9, (1 + 1 / 3) / 3, 1 / 3])
    assert (summary.stability.flips.count, summary.stability.flips.total) == (1, 3)


def test_a_providers_error_at_one_repeat_is_no_flip(summary_of: Summarise) -> None:
    rows = [row("a", None, None, "right"), row("a", None, None, "provider_error", repeat=2)]
    stability = summary_of(rows).stability
    assert stability is not None
    assert stability.flips.count == 0
    assert stability.pass_k == [0.5, 0.0]


def test_a_reply_of_which_nothing_can_be_read_is_no_flip_either(summary_of: Summarise) -> None:
    # it is the provider's error, and none that the transport reports
    broken = row("a", None, None, "provider_error", repeat=2).model_copy(
        update={"error": None, "reason": "unreadable_reply"}
    )
    stability = summary_of([row("a", None, None, "right"), broken]).stability
    assert stability is not None
    assert stability.flips.count == 0


def test_without_repeats_there_is_nothing_to_say_of_stability(summary_of: Summarise) -> None:
    assert summary_of(MIXED).stability is None


def test_the_weighted_cost_is_the_mean_of_the_weights(summary_of: Summarise) -> None:
    cost = summary_of(MIXED).weighted_cost
    assert cost.value == pytest.approx((3 + 1 + 2 + 1 + 1) / 8)
    assert cost.low < cost.value < cost.high


def test_tokens_and_money_add_up(summary_of: Summarise) -> None:
    rows = [row("a", None, None, "right", tokens=(1000, 400, 10)), row("b", None, None, "right", tokens=(1000, 0, 30))]
    prices = ModelPrices(input=2.0, cached_input=0.5, output=10.0)
    summary = summary_of(rows, currency="EUR", prices=prices)
    assert (summary.tokens.input, summary.tokens.cached, summary.tokens.output) == (2000, 400, 40)
    assert summary.money is not None
    assert summary.money.total == pytest.approx((1600 * 2.0 + 400 * 0.5 + 40 * 10.0) / 1e6)
    assert summary.money.per_thousand == pytest.approx(summary.money.total * 500)
    assert summary_of(rows).money is None


def test_latencies_are_percentiles_of_the_turns_that_had_an_answer_or_ran_late(summary_of: Summarise) -> None:
    rows = [row(str(number), None, None, "right", seconds=number / 100) for number in range(1, 100)]
    rows += [row("late", None, None, "timeout", seconds=15.0), row("down", None, None, "provider_error", seconds=0.0)]
    latency = summary_of(rows).latency
    assert latency is not None
    assert (latency.p50, latency.p95, latency.p99, latency.max) == (0.5, 0.95, 0.99, 15.0)


def test_where_every_row_failed_there_is_no_latency(summary_of: Summarise) -> None:
    assert summary_of([row("a", None, None, "provider_error")]).latency is None


def test_a_summary_is_read_back_as_it_was_written(summary_of: Summarise, tmp_path: Path) -> None:
    summary = summary_of(MIXED)
    (tmp_path / "summary.json").write_text(summary.model_dump_json())
    assert load_summary(tmp_path) == summary
    written = json.loads(summary.model_dump_json())
    assert (written["cases"], written["accuracy"], written["outcomes"]["right"]) == (8, 0.375, 3)


@pytest.mark.parametrize(("content", "said"), [(None, "No such file"), ("[]", "summary"), ("{}", "identity")])
def test_a_summary_that_cannot_be_read_is_named(tmp_path: Path, content: str | None, said: str) -> None:
    path = tmp_path / "summary.json"
    if content is not None:
        path.write_text(content)
    with pytest.raises(CasesError, match=rf"summary\.json: .*{said}"):
        load_summary(path)
