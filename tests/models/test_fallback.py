"""A chain of models: the next one answers, and one that keeps failing rests."""

import asyncio

import pytest

from adapter import Directory, Toolset
from adapter.errors import (
    ModelError,
    ModelGenerationFailed,
    ModelInputRefused,
    ModelServerError,
    ModelTimeout,
    ModelUnreachable,
    ModelWindowExceeded,
)
from adapter.models.fallback import FallbackModel
from adapter.models.rotation import FAILURES, REST
from adapter.testing import ScriptedModel, says
from adapter.testing.scripted import Step
from adapter.tool_calls.conversation import UserMessage
from adapter.tool_calls.prompt import default_prompt
from adapter.tool_calls.reply import ModelReply
from adapter.tool_calls.request import ModelRequest, request

pytestmark = pytest.mark.anyio


@pytest.fixture
def asked(bank: Directory) -> ModelRequest:
    return request(Toolset(bank), (UserMessage(text="hello"),), default_prompt())


async def test_the_first_model_answers_while_it_can(asked: ModelRequest) -> None:
    with ScriptedModel([says("one")]) as first, ScriptedModel() as second:
        assert (await FallbackModel([first, second]).reply(asked)).text == "one"


async def test_when_it_fails_the_next_one_answers_the_same_request(asked: ModelRequest) -> None:
    with ScriptedModel([ModelTimeout("x")]) as first, ScriptedModel([says("two")]) as second:
        assert (await FallbackModel([first, second]).reply(asked)).text == "two"
    assert second.requests == [asked]


async def test_when_all_fail_the_last_error_is_raised(asked: ModelRequest) -> None:
    chain = FallbackModel([ScriptedModel([ModelTimeout("x")]), ScriptedModel([ModelServerError("y")])])
    with pytest.raises(ModelServerError):
        await chain.reply(asked)


async def test_a_model_that_keeps_failing_rests_and_is_then_tried_again(asked: ModelRequest) -> None:
    clock = [0.0]
    first = ScriptedModel([ModelUnreachable("x")] * FAILURES + [ModelUnreachable("x"), says("back")])
    second = ScriptedModel([says("two")] * (FAILURES + 2))
    chain = FallbackModel([first, second], clock=lambda: clock[0])
    for _ in range(FAILURES):
        assert (await chain.reply(asked)).text == "two"
    assert (await chain.reply(asked)).text == "two"
    assert len(first.requests) == FAILURES
    clock[0] = REST
    assert (await chain.reply(asked)).text == "two"
    assert len(first.requests) == FAILURES + 1
    clock[0] = 2 * REST
    assert (await chain.reply(asked)).text == "back"


async def test_a_success_forgets_the_failures_before(asked: ModelRequest) -> None:
    steps: list[Step] = [
        *[ModelTimeout("x")] * (FAILURES - 1),
        says("one"),
        *[ModelTimeout("x")] * (FAILURES - 1),
        says("one"),
    ]
    chain = FallbackModel([ScriptedModel(steps), ScriptedModel([says("two")] * len(steps))], clock=lambda: 0.0)
    answers = [(await chain.reply(asked)).text for _ in steps]
    assert answers.count("one") == 2


async def test_when_all_are_resting_the_one_that_rested_longest_is_asked(asked: ModelRequest) -> None:
    clock = [0.0]
    first = ScriptedModel([ModelTimeout("x")] * FAILURES + [says("one")])
    second = ScriptedModel([ModelTimeout("x")] * FAILURES)
    chain = FallbackModel([first, second], clock=lambda: clock[0])
    for _ in range(FAILURES):
        clock[0] += 1
        with pytest.raises(ModelTimeout):
            await chain.reply(asked)
    assert (await chain.reply(asked)).text == "one"


def test_its_name_tells_the_order() -> None:
    assert FallbackModel([ScriptedModel(), ScriptedModel()]).name == "scripted, then scripted"


class Router(ScriptedModel):
    """Answers at once."""

    name = "router"

    def __init__(self) -> None:
        super().__init__(then=says("routed"))


async def settled() -> None:
    """Lets the tasks that are ready run."""
    for _ in range(5):
        await asyncio.sleep(0)


def chain_of(model: ScriptedModel, clock: list[float]) -> FallbackModel:
    return FallbackModel([model], stand_in=Router(), clock=lambda: clock[0], trial_every=1.0)


async def test_a_stand_in_answers_for_a_model_that_fails_and_for_one_that_rests(asked: ModelRequest) -> None:
    model = ScriptedModel([ModelUnreachable("x")] * FAILURES, then=ModelUnreachable("x"))
    chain = chain_of(model, [0.0])
    assert chain.name == "scripted, then router"
    for _ in range(FAILURES):
        assert (await chain.reply(asked)).text == "routed"
    assert len(model.requests) == FAILURES
    await chain.aclose()


async def test_nobody_waits_for_a_model_that_rests_however_long(asked: ModelRequest) -> None:
    never = asyncio.Event()

    async def hangs(request: ModelRequest) -> ModelReply:
        await never.wait()
        return says("late")

    clock = [0.0]
    model = ScriptedModel([ModelUnreachable("x")] * FAILURES, then=hangs)
    chain = chain_of(model, clock)
    for _ in range(FAILURES):
        await chain.reply(asked)
    for _ in range(20):
        clock[0] += REST
        assert (await chain.reply(asked)).text == "routed"
        await settled()
    assert len(model.requests) == FAILURES + 1, "one trial at a time"
    await chain.aclose()


async def test_a_trial_that_is_answered_gives_the_next_turn_back_to_the_model(asked: ModelRequest) -> None:
    clock = [0.0]
    down = [ModelUnreachable("x")] * (FAILURES + 1)
    model = ScriptedModel([*down, says("for nobody"), says("back")])
    chain = chain_of(model, clock)
    for _ in range(FAILURES):
        await chain.reply(asked)
    for number in (1, 2):
        clock[0] = 10.0 * number
        assert (await chain.reply(asked)).text == "routed"
        await settled()
    assert (await chain.reply(asked)).text == "back"
    model.assert_complete()
    await chain.aclose()


async def test_a_busy_service_tries_a_model_once_a_second(asked: ModelRequest) -> None:
    clock = [0.0]
    model = ScriptedModel([ModelUnreachable("x")] * FAILURES, then=ModelUnreachable("x"))
    chain = chain_of(model, clock)
    for _ in range(FAILURES + 100):
        clock[0] += 0.05
        await chain.reply(asked)
        await settled()
    assert FAILURES + 4 <= len(model.requests) <= FAILURES + 6
    await chain.aclose()


@pytest.mark.parametrize(
    "error", [ModelInputRefused("x"), ModelWindowExceeded("x"), ModelGenerationFailed("x", generation="half")]
)
async def test_what_a_working_server_says_of_one_request_is_not_answered_by_the_stand_in(
    asked: ModelRequest, error: ModelError
) -> None:
    chain = chain_of(ScriptedModel([error]), [0.0])
    with pytest.raises(type(error)):
        await chain.reply(asked)
    await chain.aclose()
