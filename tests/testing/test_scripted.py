"""The scripted model: replies in order, and no tolerance for a request too many or a reply too many."""

import json
from collections.abc import Callable

import pytest

from adapter import Toolset, decide
from adapter.errors import ModelError, ModelOverloaded
from adapter.testing import ScriptedModel, calls, hangs_up, raw, refuses, says
from adapter.testing.scripted import UnexpectedRequest
from adapter.tool_calls.decision import HangUp, Transfer
from adapter.tool_calls.reply import ModelReply
from adapter.tool_calls.request import ModelRequest

pytestmark = pytest.mark.anyio


@pytest.fixture
def asked(asking: Callable[..., ModelRequest]) -> ModelRequest:
    return asking("I lost my card")


async def test_replies_come_in_their_order_and_requests_are_remembered(asked: ModelRequest) -> None:
    with ScriptedModel([calls("cards"), "What is it about?"]) as model:
        assert await model.reply(asked) == calls("cards")
        assert await model.reply(asked) == says("What is it about?")
    assert model.requests == [asked, asked]


async def test_an_error_is_raised(asked: ModelRequest) -> None:
    overloaded = ModelOverloaded("busy", retry_after=2)
    with pytest.raises(ModelOverloaded) as raised:
        await ScriptedModel([overloaded]).reply(asked)
    assert raised.value is overloaded


async def test_a_function_sees_the_request_and_is_awaited(asked: ModelRequest) -> None:
    async def repeat(request: ModelRequest) -> ModelReply:
        return says(request.conversation[-1].text)

    assert (await ScriptedModel([repeat]).reply(asked)).text == "I lost my card"


async def test_one_step_can_answer_all_that_come_after_the_others(asked: ModelRequest) -> None:
    with ScriptedModel(["one"], then="and so on") as model:
        assert [(await model.reply(asked)).text for _ in range(4)] == ["one", *["and so on"] * 3]
    with pytest.raises(AssertionError, match="1 of 1 prepared replies"):
        ScriptedModel(["one"], then="and so on").assert_complete()


async def test_a_request_too_many_raises_what_nobody_takes_for_a_models_failure(asked: ModelRequest) -> None:
    model = ScriptedModel(["one"])
    await model.reply(asked)
    with pytest.raises(UnexpectedRequest, match=r"request 2 .* 1 repl"):
        await model.reply(asked)
    assert not issubclass(UnexpectedRequest, ModelError)


async def test_a_request_too_many_that_somebody_swallowed_still_fails_at_the_end(asked: ModelRequest) -> None:
    model = ScriptedModel()
    with pytest.raises(UnexpectedRequest):
        await model.reply(asked)
    with pytest.raises(AssertionError, match="1 requests"):
        model.assert_complete()


async def test_replies_that_nobody_asked_for_fail(asked: ModelRequest) -> None:
    model = ScriptedModel(["one", "two", "three"])
    await model.reply(asked)
    with pytest.raises(AssertionError, match="2 of 3"):
        model.assert_complete()


async def test_both_kinds_of_with_check_at_the_end() -> None:
    with pytest.raises(AssertionError, match="1 of 1"):
        async with ScriptedModel(["one"]):
            pass
    with pytest.raises(AssertionError, match="1 of 1"), ScriptedModel(["one"]):
        pass


async def test_the_check_does_not_hide_what_went_wrong_before() -> None:
    with pytest.raises(KeyError), ScriptedModel(["one"]):
        raise KeyError("first")


def test_calls_names_the_destination_as_its_tool_does(tools: Toolset) -> None:
    decision = decide(calls("cards", language="de"), tools)
    assert isinstance(decision, Transfer)
    assert (decision.destination, decision.language) == ("cards", "de")


def test_calls_of_several_keys_have_ids_of_their_own() -> None:
    reply = calls("cards", "loans", text="One moment.")
    assert [call.name for call in reply.tool_calls] == ["transfer_to_cards", "transfer_to_loans"]
    assert len({call.id for call in reply.tool_calls}) == 2
    assert (reply.text, reply.finish) == ("One moment.", "tool_calls")


def test_hangs_up_ends_the_call(tools: Toolset) -> None:
    decision = decide(hangs_up("Goodbye."), tools)
    assert decision == HangUp(reason="tool_call", text="Goodbye.")


def test_raw_is_left_as_it_is() -> None:
    (call,) = raw("transfer to!", '{"reason":').tool_calls
    assert (call.name, call.arguments) == ("transfer to!", '{"reason":')


def test_refuses_is_a_refusal(tools: Toolset) -> None:
    assert decide(refuses(), tools).reason == "refusal"


def test_arguments_are_json() -> None:
    (call,) = calls("cards", language="de", reason='she said "weg"').tool_calls
    assert json.loads(call.arguments) == {"reason": 'she said "weg"', "language": "de"}
