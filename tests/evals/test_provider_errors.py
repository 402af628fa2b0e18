"""A provider that answers nothing is asked a few times only; one that answers now and then is asked to the end."""

import asyncio

import pytest

from adapter.directory import Directory
from adapter.errors import ModelAuthError, ModelError, ModelOverloaded, NoAnswersError
from adapter.evals.cases import Case
from adapter.evals.provider_errors import FEW, MANY, WatchedModel
from adapter.evals.runner import Plan, evaluate
from adapter.testing import ScriptedModel, says
from adapter.tool_calls.reply import ModelReply
from adapter.tool_calls.request import ModelRequest
from adapter.transfers.assistant_config import AssistantConfig

pytestmark = pytest.mark.anyio


def plan_of(bank: Directory, count: int) -> Plan:
    cases = [Case(id=f"c{number}", text=f"hello {number}", expect=None) for number in range(count)]
    return Plan(config=AssistantConfig(directory=bank), cases=cases, concurrency=1)


async def test_after_a_few_errors_of_one_kind_nothing_more_is_asked(bank: Directory) -> None:
    model = ScriptedModel(then=ModelAuthError("the model server answered 401"))
    with pytest.raises(NoAnswersError, match=f"stopped after {FEW} errors"):
        await evaluate(plan_of(bank, 200), model)
    assert len(model.requests) == FEW


async def test_errors_of_several_kinds_are_waited_for_longer(bank: Directory) -> None:
    kinds: list[ModelError] = [ModelAuthError("401"), ModelOverloaded("429")]
    model = ScriptedModel([kinds[number % 2] for number in range(40)])
    rows = await evaluate(plan_of(bank, 40), model)
    assert {row.outcome for row in rows} == {"provider_error"}


async def test_one_that_has_answered_may_fail_for_a_while(bank: Directory) -> None:
    overloaded = [ModelOverloaded("429")] * (MANY - 1)
    rows = await evaluate(plan_of(bank, MANY + 1), ScriptedModel([says("Yes?"), *overloaded, says("Yes?")]))
    assert len(rows) == MANY + 1


async def test_one_that_answers_no_more_ends_the_run(bank: Directory) -> None:
    model = ScriptedModel([says("Yes?")], then=ModelAuthError("401"))
    with pytest.raises(NoAnswersError, match="answers no more"):
        await evaluate(plan_of(bank, 200), model)
    assert len(model.requests) == 1 + MANY


async def test_a_turn_whose_time_is_over_counts_as_an_error() -> None:
    async def never(_: ModelRequest) -> ModelReply:
        await asyncio.Event().wait()
        raise AssertionError

    watched = WatchedModel(ScriptedModel(then=never))
    for _ in range(FEW):
        asked = asyncio.ensure_future(watched.reply(None))  # type: ignore[arg-type]
        await asyncio.sleep(0)
        asked.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asked
    assert watched.gives_nothing
