"""The mocked model: a scenario in process, with the errors that a real client would make of its faults."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from adapter import OfflineModel
from adapter.calls.turn import take_turn
from adapter.errors import (
    ModelAuthError,
    ModelError,
    ModelOverloaded,
    ModelReplyUnreadable,
    ModelRequestRejected,
    ModelServerError,
    ModelTimeout,
    ModelUnreachable,
)
from adapter.testing import MockModel
from adapter.testing.scenario import Scenario
from adapter.testing.scripted import UnexpectedRequest
from adapter.tool_calls.conversation import ToolResult
from adapter.tool_calls.request import ModelRequest
from adapter.transfers.offer import Offer

pytestmark = pytest.mark.anyio

Ask = Callable[..., ModelRequest]
Offering = Callable[[str], Offer]
ScenarioOf = Callable[..., Scenario]


async def test_without_a_scenario_it_answers_as_the_offline_model(asking: Ask) -> None:
    request = asking("I lost my card")
    reply, expected = await MockModel().reply(request), await OfflineModel().reply(request)
    assert [call.name for call in reply.tool_calls] == [call.name for call in expected.tool_calls]


async def test_a_scenario_is_read_from_its_file(offering: Offering, written: Callable[[str], Path]) -> None:
    model = MockModel(written("rules: [{match: {model: gpt-x}, reply: {call: cards}}]"), name="gpt-x")
    turn = await take_turn(model, offering("hello"))
    await model.aclose()
    assert (turn.decision.kind, model.name, len(model.requests)) == ("transfer", "gpt-x", 1)


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        ("400", ModelRequestRejected),
        ("401", ModelAuthError),
        ("404-model", ModelRequestRejected),
        ("429", ModelOverloaded),
        ("500", ModelServerError),
        ("503-html", ModelServerError),
        ("reset", ModelUnreachable),
        ("stall", ModelTimeout),
        ("truncated-json", ModelReplyUnreadable),
    ],
)
async def test_a_fault_raises_what_a_client_makes_of_it(
    asking: Ask, scenario_of: ScenarioOf, fault: str, kind: type[ModelError]
) -> None:
    model = MockModel(scenario_of(f"{{reply: {{fault: {fault}}}}}"), timeout=0)
    with pytest.raises(ModelError) as raised:
        await model.reply(asking("x"))
    assert type(raised.value) is kind


async def test_a_busy_server_says_how_long_to_wait(asking: Ask, scenario_of: ScenarioOf) -> None:
    with pytest.raises(ModelOverloaded) as raised:
        await MockModel(scenario_of("{reply: {fault: 429, retry_after: 1.5}}")).reply(asking("x"))
    assert raised.value.retry_after == 1.5


async def test_a_body_without_choices_is_an_empty_reply(offering: Offering, scenario_of: ScenarioOf) -> None:
    turn = await take_turn(MockModel(scenario_of("{reply: {fault: empty-choices}}")), offering("x"))
    assert turn.decision.reason == "empty"


@pytest.mark.parametrize(
    "waits",
    [
        "delay_ms: 5",
        "latency: {median_ms: 5}",
        "fault: slow-headers, slow_ms: 5",
        "fault: slow-drip, slow_ms: 5",
        "fault: slow-drip, slow_ms: 2, delay_ms: 3",
    ],
)
async def test_a_delay_beyond_the_limit_is_a_timeout_and_one_within_it_is_not(
    asking: Ask, scenario_of: ScenarioOf, waits: str
) -> None:
    scenario = scenario_of(f"{{reply: {{say: late, {waits}}}}}")
    assert (await MockModel(scenario).reply(asking("x"))).text == "late"
    with pytest.raises(ModelTimeout):
        await MockModel(scenario, timeout=0.001).reply(asking("x"))


async def test_a_stall_can_be_cancelled(asking: Ask, scenario_of: ScenarioOf) -> None:
    model = MockModel(scenario_of("{reply: {fault: stall}}"), timeout=3_600)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0):
            await model.reply(asking("x"))
    assert len(model.requests) == 1


async def test_a_request_that_fits_no_rule_is_no_failure_of_a_model(
    offering: Offering, scenario_of: ScenarioOf
) -> None:
    model = MockModel(scenario_of("{match: {words: loan}, reply: {call: loans}}"))
    with pytest.raises(UnexpectedRequest, match='last words "card"'):
        await take_turn(model, offering("card"))


async def test_a_history_that_a_provider_would_refuse_is_refused(asking: Ask) -> None:
    request = asking("I lost my card")
    broken = (*request.conversation, ToolResult(call_id="c1", text="done"))
    with pytest.raises(ModelRequestRejected, match="role 'tool'"):
        await MockModel().reply(replace(request, conversation=broken))


async def test_a_fault_and_then_the_offline_model_make_a_turn_that_asks_twice(
    offering: Offering, scenario_of: ScenarioOf
) -> None:
    model = MockModel(scenario_of("{reply: [{fault: unknown-tool}, {offline: true}]}"))
    turn = await take_turn(model, offering("I lost my card"))
    assert (turn.decision.kind, len(turn.replies)) == ("transfer", 2)
