"""A whole search against a mocked model: what ships, what does not, and that nothing is got by cheating."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from adapter.errors import NoAnswersError, TuningError
from adapter.evals.cache import ReplyCache
from adapter.evals.cases import Case
from adapter.evals.cases.splits import Splits, split
from adapter.evals.comparison.gate import LEAST, gate
from adapter.evals.metrics.prices import ModelPrices
from adapter.evals.rows import Outcome, Row
from adapter.evals.runner import Plan, evaluate
from adapter.evals.tuning.baseline import PROMPT, Baseline, Part
from adapter.evals.tuning.budget import Budget
from adapter.evals.tuning.reflection import ModelReflector, OfflineReflector, Reflector
from adapter.evals.tuning.search import FRUITLESS
from adapter.evals.tuning.tuner import Tuner, Tuning
from adapter.models.offline import OfflineModel
from adapter.testing.scenario import parse_scenario
from adapter.testing.scenario.mock_model import MockModel
from tests.evals.tuning.places import GOOD, cases

pytestmark = pytest.mark.anyio

BaselineOf = Callable[..., Baseline]
DESCRIPTIONS: frozenset[Part] = frozenset({"descriptions"})


def answering(text: str) -> str:
    """A scenario in which every reflection is answered like this."""
    indented = text.replace("\n", "\\n").replace('"', '\\"')
    return f'rules: [{{reply: {{say: "{indented}"}}}}]'


async def tuned(
    baseline: Baseline,
    reflector: Reflector,
    *,
    turns: int = 3000,
    splits: Splits | None = None,
    budget: Budget | None = None,
) -> Tuning:
    plan = Plan(config=baseline.config, cases=())
    tuner = Tuner(baseline=baseline, plan=plan, model=OfflineModel(), reflector=reflector)
    return await tuner.run(splits or split(cases()), budget or Budget(turns=turns))


def reflecting(scenario: str) -> tuple[MockModel, ModelReflector]:
    model = MockModel(parse_scenario(scenario), name="reflector")
    return model, ModelReflector(model)


async def test_a_real_gain_is_found_proven_and_ships(baseline_of: BaselineOf) -> None:
    baseline = baseline_of(DESCRIPTIONS)
    _, reflector = reflecting(GOOD)
    tuning = await tuned(baseline, reflector)
    assert tuning.ships, tuning.verdict
    assert tuning.found.best["cards"] == "Lost, stolen or broken plastic."
    assert tuning.found.best["loans"] == "Borrowing money and every kind of credit."
    assert sum(row.right for row in tuning.after) > sum(row.right for row in tuning.before)
    assert {row.id for row in tuning.after} == {case.id for case in tuning.splits.test}


async def test_what_helps_on_the_validation_cases_alone_does_not_ship(baseline_of: BaselineOf) -> None:
    splits = split(cases())
    luck = Splits(
        train=splits.train,
        validation=splits.validation,
        test=tuple(case for case in splits.test if case.expect is None),
    )
    _, reflector = reflecting(GOOD)
    tuning = await tuned(baseline_of(DESCRIPTIONS), reflector, splits=luck)
    assert max(tuning.found.scores) > tuning.found.scores[0] + 0.5
    assert tuning.verdict is not None
    assert not tuning.ships


async def test_validation_scores_are_those_of_the_validation_cases(baseline_of: BaselineOf) -> None:
    baseline = baseline_of(DESCRIPTIONS)
    _, reflector = reflecting(GOOD)
    tuning = await tuned(baseline, reflector)
    for candidate, score in zip(tuning.found.candidates, tuning.found.scores, strict=True):
        plan = Plan(config=baseline.with_texts(candidate), cases=tuning.splits.validation)
        rows = await evaluate(plan, OfflineModel())
        assert score == pytest.approx(sum(row.right for row in rows) / len(rows))


async def test_held_out_and_validation_cases_never_reach_the_reflection(baseline_of: BaselineOf) -> None:
    model, reflector = reflecting(GOOD)
    tuning = await tuned(baseline_of(DESCRIPTIONS), reflector)
    asked = "\n".join(message.text for request in model.requests for message in request.conversation)
    own_words = [(case.text or "").split()[-1] for case in (*tuning.splits.validation, *tuning.splits.test)]
    assert model.requests
    assert not [word for word in own_words if word in asked]


async def test_no_number_reaches_the_reflection(baseline_of: BaselineOf) -> None:
    model, reflector = reflecting(GOOD)
    baseline = baseline_of()
    await tuned(baseline, reflector)
    assert not [
        message.text
        for request in model.requests
        for message in request.conversation
        if baseline.config.directory.numbers.found_in(message.text)
    ]


@pytest.mark.parametrize("turns", [400, 777, 1500])
async def test_the_budget_is_never_overdrawn(turns: int, baseline_of: BaselineOf) -> None:
    _, reflector = reflecting(GOOD)
    tuning = await tuned(baseline_of(DESCRIPTIONS), reflector, turns=turns)
    assert tuning.budget.spent_turns <= turns


async def test_a_budget_of_money_is_kept(baseline_of: BaselineOf) -> None:
    _, reflector = reflecting(GOOD)
    million = ModelPrices(input=1_000_000, output=0)
    budget = Budget(turns=3000, money=200_000.0, reflection_prices=million)
    tuning = await tuned(baseline_of(DESCRIPTIONS), reflector, budget=budget)
    assert 0 < tuning.budget.spent_money <= 200_000
    assert tuning.budget.reflections < FRUITLESS


async def test_a_budget_that_does_not_pay_for_one_round_is_said_at_once(baseline_of: BaselineOf) -> None:
    _, reflector = reflecting(GOOD)
    said = "^100 turns do not pay for one round: it takes 123, and 150 more for the held-out cases$"
    with pytest.raises(TuningError, match=said):
        await tuned(baseline_of(DESCRIPTIONS), reflector, turns=100)


async def test_what_the_held_out_cases_cost_is_kept_back_from_a_budget_of_money(baseline_of: BaselineOf) -> None:
    _, reflector = reflecting(GOOD)
    # a turn of the offline model has no tokens, so the router is a mock that counts them
    router = MockModel(parse_scenario("unmatched: offline"), name="router")
    baseline = baseline_of(DESCRIPTIONS)
    parts = split(cases())
    spent: list[float] = []
    for money in (None, 150_000.0):
        budget = Budget(turns=3000, money=money, prices=ModelPrices(input=1_000_000, output=0))
        tuner = Tuner(baseline=baseline, plan=Plan(config=baseline.config, cases=()), model=router, reflector=reflector)
        tuning = await tuner.run(parts, budget)
        assert tuning.verdict is not None
        spent.append(tuning.budget.spent_money)
    assert spent[1] <= 150_000 < spent[0]


async def test_money_that_does_not_pay_for_one_round_is_said_after_a_few_turns(baseline_of: BaselineOf) -> None:
    _, reflector = reflecting(GOOD)
    router = MockModel(parse_scenario("unmatched: offline"), name="router")
    baseline = baseline_of(DESCRIPTIONS)
    tuner = Tuner(baseline=baseline, plan=Plan(config=baseline.config, cases=()), model=router, reflector=reflector)
    prices = ModelPrices(input=1_000_000, output=0)
    with pytest.raises(TuningError, match=r"^5000 do not pay for one round: at what 8 turns have cost it takes about"):
        await tuner.run(split(cases()), Budget(turns=3000, money=5000, prices=prices))
    assert len(router.requests) == 8


@pytest.mark.parametrize(
    ("held_out", "said"), [(0, "^0 held-out cases: with fewer than 6"), (5, "^5 held-out cases: with fewer than 6")]
)
async def test_too_few_held_out_cases_are_said_before_anything_is_asked(
    held_out: int, said: str, baseline_of: BaselineOf
) -> None:
    model, reflector = reflecting(GOOD)
    parts = split(cases())
    with pytest.raises(TuningError, match=said):
        await tuned(baseline_of(), reflector, splits=replace(parts, test=parts.test[:held_out]))
    assert model.requests == []


async def test_cases_of_few_groups_prove_nothing_either(baseline_of: BaselineOf) -> None:
    _, reflector = reflecting(GOOD)
    parts = split(cases())
    alike = tuple(
        case.model_copy(update={"tags": [f"group:{number % 4}"]}) for number, case in enumerate(parts.test[:20])
    )
    with pytest.raises(TuningError, match=r"^20 held-out cases in 4 groups: with fewer than 6"):
        await tuned(baseline_of(), reflector, splits=replace(parts, test=alike))


@pytest.mark.parametrize(("becoming_right", "ships"), [(LEAST - 1, False), (LEAST, True)])
def test_that_many_cases_are_the_fewest_that_prove_anything(becoming_right: int, ships: bool) -> None:
    def rows(outcome: Outcome) -> list[Row]:
        return [
            Row(id=f"c{number}", repeat=1, expect="cards", got=None, outcome=outcome, kind="reply", reason="reply")
            for number in range(becoming_right)
        ]

    assert gate(rows("missed"), rows("right")).ships is ships


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        ("Lost, stolen or broken plastic.", "no texts between ``` and ```"),
        ("```\nOne.\n```\nor\n```\nTwo.\n```", "2 texts between"),
        ("```\nOpen 24/7 for your plastic.\n```", "states what nobody has checked"),
        (f"```\n{'plastic ' * 90}\n```", "characters, and 400 are allowed"),
    ],
)
async def test_a_reply_that_breaks_the_rules_is_never_adopted(reply: str, reason: str, baseline_of: BaselineOf) -> None:
    model, reflector = reflecting(answering(reply))
    tuning = await tuned(baseline_of(DESCRIPTIONS), reflector)
    assert tuning.found.candidates == (tuning.baseline.seed,)
    assert any(reason in refused for refused in tuning.found.refused)
    assert tuning.verdict is None
    assert not tuning.ships
    # the model was told once what was wrong
    assert "Your last text cannot be used" in model.requests[1].conversation[-1].text


async def test_a_case_that_is_copied_is_refused_whichever_part_it_is_in(baseline_of: BaselineOf) -> None:
    splits = split(cases())
    long = Case(id="long", text="the cash machine swallowed my plastic", expect="cards")
    splits = Splits(train=splits.train, validation=splits.validation, test=(*splits.test, long))
    _, reflector = reflecting(answering("```\nCallers: the cash machine swallowed my plastic.\n```"))
    tuning = await tuned(baseline_of(DESCRIPTIONS), reflector, splits=splits)
    assert any("it copies a case" in refused for refused in tuning.found.refused)
    assert not tuning.ships


async def test_a_reflection_that_always_fails_is_an_error_and_not_a_success(baseline_of: BaselineOf) -> None:
    _, reflector = reflecting('rules: [{reply: {fault: "500"}}]')
    with pytest.raises(TuningError, match="the reflecting model reflector fails: model_server_error"):
        await tuned(baseline_of(DESCRIPTIONS), reflector)


async def test_a_change_that_makes_no_difference_does_not_ship(baseline_of: BaselineOf) -> None:
    _, reflector = reflecting(answering("```\nSomething that no caller says.\n```"))
    tuning = await tuned(baseline_of(DESCRIPTIONS), reflector)
    assert not tuning.ships


async def test_cases_that_are_all_right_end_the_search(baseline_of: BaselineOf) -> None:
    model, reflector = reflecting(GOOD)
    easy = [Case(id=f"e-{number}", text=f"borrowing money {number}", expect="loans") for number in range(30)]
    splits = Splits(train=tuple(easy[:10]), validation=tuple(easy[10:20]), test=tuple(easy[20:]))
    tuning = await tuned(baseline_of(DESCRIPTIONS), reflector, splits=splits)
    assert model.requests == []
    assert tuning.verdict is None


async def test_a_provider_that_goes_on_failing_ends_the_search_with_its_error(baseline_of: BaselineOf) -> None:
    baseline = baseline_of(DESCRIPTIONS)
    failing = MockModel(parse_scenario('rules: [{reply: {fault: "401"}}]'))
    _, reflector = reflecting(GOOD)
    tuner = Tuner(baseline=baseline, plan=Plan(config=baseline.config, cases=()), model=failing, reflector=reflector)
    with pytest.raises(NoAnswersError, match=r"stopped after \d+ errors: the model's server has answered nothing"):
        await tuner.run(split(cases()), Budget(turns=3000))


async def test_the_same_search_with_kept_replies_asks_nobody(baseline_of: BaselineOf, tmp_path: Path) -> None:
    baseline = baseline_of(DESCRIPTIONS)
    found: list[Tuning] = []
    asked: list[int] = []
    for _ in range(2):
        router = MockModel(parse_scenario("unmatched: offline"), name="router")
        model = MockModel(parse_scenario(GOOD), name="reflector")
        with ReplyCache(tmp_path / "cache", api="chat") as cache:
            plan = Plan(config=baseline.config, cases=())
            tuner = Tuner(
                baseline=baseline, plan=plan, model=router, reflector=ModelReflector(model, cache), cache=cache
            )
            found.append(await tuner.run(split(cases()), Budget(turns=1500)))
        asked.append(len(router.requests) + len(model.requests))
    assert asked[0] > 0
    assert asked[1] == 0
    assert found[0].found == found[1].found
    assert found[0].verdict == found[1].verdict


async def test_the_prompt_is_tuned_as_a_text_among_others(baseline_of: BaselineOf) -> None:
    baseline = baseline_of(frozenset({"prompt"}))
    body = baseline.seed[PROMPT]
    _, reflector = reflecting(answering(f"```\n{body}\nAsk one short question.\n```"))
    tuning = await tuned(baseline, reflector)
    assert [*tuning.baseline.seed] == [PROMPT]
    # the offline model reads no prompt, so nothing can come of it
    assert not tuning.ships


async def test_the_offline_stand_in_takes_words_that_several_callers_share(baseline_of: BaselineOf) -> None:
    tuning = await tuned(baseline_of(DESCRIPTIONS), OfflineReflector())
    assert tuning.ships, tuning.verdict
    assert "plastic" in tuning.found.best["cards"]
    assert "credit" in tuning.found.best["loans"]
