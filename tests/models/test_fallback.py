"""A chain of models: the next one answers, and one that keeps failing rests."""

import pytest

from adapter import Directory, Toolset
from adapter.errors import ModelServerError, ModelTimeout, ModelUnreachable
from adapter.models.fallback import FallbackModel
from adapter.models.rotation import FAILURES, REST
from adapter.testing import ScriptedModel, says
from adapter.testing.scripted import Step
from adapter.tool_calls.conversation import UserMessage
from adapter.tool_calls.prompt import default_prompt
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
