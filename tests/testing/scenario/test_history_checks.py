"""The orders of messages that some model server refuses."""

from collections.abc import Callable

import pytest

from adapter.errors import ModelRequestRejected
from adapter.testing import MockModel
from adapter.testing.scenario import Scenario
from adapter.testing.scenario.history_checks import check_history, check_system_place
from adapter.testing.scenario.request_checks import BadRequest
from adapter.tool_calls.conversation import AssistantMessage, Message, ToolCall, ToolResult, UserMessage
from adapter.tool_calls.request import ModelRequest
from adapter.tool_calls.tools import Toolset

pytestmark = pytest.mark.anyio


def call(identity: str, text: str = "") -> AssistantMessage:
    return AssistantMessage(text=text, tool_calls=(ToolCall(name="f", arguments="{}", id=identity),))


ASKS, ANSWERS = UserMessage(text="Hello?"), AssistantMessage(text="Yes?")
CALL, RESULT = call("abcdefgh1"), ToolResult(call_id="abcdefgh1", text="done")
TWO_CALLS = AssistantMessage(tool_calls=(*CALL.tool_calls, *call("abcdefgh2").tool_calls))


@pytest.mark.parametrize(
    ("messages", "why"),
    [
        ([], "first message"),
        ([ANSWERS, ASKS], "first message"),
        ([CALL, RESULT], "first message"),
        ([ASKS, ANSWERS], "Expected last role User or Tool"),
        ([ASKS, CALL, RESULT, ASKS], "Unexpected role 'user' after role 'tool'"),
        ([ASKS, ASKS], "must alternate"),
        ([ASKS, ANSWERS, ANSWERS, ASKS], "must alternate"),
        ([ASKS, CALL, RESULT, ANSWERS, ANSWERS, ASKS], "must alternate"),
        ([ASKS, ANSWERS, CALL, RESULT], "function call turn"),
        ([ASKS, call("call_1"), ToolResult(call_id="call_1", text="x")], "length 9"),
        ([ASKS, CALL, RESULT, CALL, RESULT], "unique"),
        ([ASKS, TWO_CALLS, RESULT, ToolResult(call_id="abcdefgh2", text="done")], "single tool-calls"),
        ([ASKS, AssistantMessage(text=" "), ASKS], "non-empty"),
        ([UserMessage(text="")], "non-empty"),
    ],
)
def test_an_order_that_one_server_refuses_is_refused(messages: list[Message], why: str) -> None:
    with pytest.raises(BadRequest, match=why):
        check_history(tuple(messages))


@pytest.mark.parametrize(
    "messages",
    [
        [ASKS],
        [ASKS, ANSWERS, ASKS],
        [ASKS, CALL, RESULT],
        [ASKS, CALL, RESULT, ANSWERS, ASKS],
        [ASKS, call("abcdefgh1", "One moment."), RESULT],
    ],
)
def test_an_order_that_every_server_takes_is_taken(messages: list[Message]) -> None:
    check_history(tuple(messages))


def test_responses_has_the_words_and_calls_of_a_reply_as_items_of_their_own() -> None:
    items = (ASKS, AssistantMessage(text="One moment."), CALL, RESULT)
    check_history(items, "responses")
    with pytest.raises(BadRequest, match="function call turn"):
        check_history(items, "chat")


def test_a_system_message_stands_first() -> None:
    system, asks = {"role": "system", "content": "x"}, {"role": "user", "content": "x"}
    check_system_place([system, asks])
    check_system_place("text")
    with pytest.raises(BadRequest, match="after the first system message"):
        check_system_place([system, asks, system])


async def test_the_mocked_model_refuses_such_an_order_unless_its_scenario_takes_any(
    asking: Callable[..., ModelRequest],
) -> None:
    toolset: Toolset = asking("hello").toolset
    request = ModelRequest(toolset=toolset, system="", conversation=(ANSWERS, ASKS))
    with pytest.raises(ModelRequestRejected, match="first message"):
        await MockModel().reply(request)
    assert await MockModel(Scenario(unmatched="offline", history="any")).reply(request)
