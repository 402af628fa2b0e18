"""What was said in a call, as a provider is told of it."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapter.tool_calls.apis.chat import chat_messages
from adapter.tool_calls.apis.responses import responses_input
from adapter.tool_calls.conversation import (
    AssistantMessage,
    Conversation,
    ToolCall,
    ToolResult,
    UserMessage,
    recordable,
)

CALL = ToolCall(name="transfer_to_cards", arguments='{"reason":"lost"}', id="call_1")
TALK: Conversation = (
    UserMessage(text="My card is gone."),
    AssistantMessage(text="I am putting you through.", tool_calls=(CALL,)),
    ToolResult(call_id="call_1", text="Announced to the caller. Not yet connected."),
    AssistantMessage(text="Nobody is free."),
    UserMessage(text="Then loans."),
)


def test_chat_completions_gets_the_prompt_and_every_message() -> None:
    assert chat_messages("Be brief.", TALK) == [
        {"role": "system", "content": "Be brief."},
        {"role": "user", "content": "My card is gone."},
        {
            "role": "assistant",
            "content": "I am putting you through.",
            "tool_calls": [
                {
                    "id": "call_1",
                    "type": "function",
                    "function": {"name": "transfer_to_cards", "arguments": '{"reason":"lost"}'},
                }
            ],
        },
        {"role": "tool", "tool_call_id": "call_1", "content": "Announced to the caller. Not yet connected."},
        {"role": "assistant", "content": "Nobody is free."},
        {"role": "user", "content": "Then loans."},
    ]


def test_responses_gets_calls_and_their_results_as_items_of_their_own() -> None:
    assert responses_input(TALK) == [
        {"type": "message", "role": "user", "content": "My card is gone."},
        {"type": "message", "role": "assistant", "content": "I am putting you through."},
        {
            "type": "function_call",
            "call_id": "call_1",
            "name": "transfer_to_cards",
            "arguments": '{"reason":"lost"}',
        },
        {
            "type": "function_call_output",
            "call_id": "call_1",
            "output": "Announced to the caller. Not yet connected.",
        },
        {"type": "message", "role": "assistant", "content": "Nobody is free."},
        {"type": "message", "role": "user", "content": "Then loans."},
    ]


def test_an_assistant_without_words_is_null_beside_a_call_and_empty_text_without_one() -> None:
    """Providers take a null content only where there are tool calls."""
    silent = (
        AssistantMessage(tool_calls=(CALL,)),
        ToolResult(call_id="call_1", text="Connecting."),
        AssistantMessage(),
    )
    messages = chat_messages("", silent)
    assert messages[1]["content"] is None
    assert messages[3] == {"role": "assistant", "content": ""}
    assert [item.get("type", "message") for item in responses_input(silent)] == [
        "function_call",
        "function_call_output",
    ]


@pytest.mark.parametrize(
    ("name", "recorded"),
    [
        ("transfer_to_cards", "transfer_to_cards"),
        ("get-weather", "get-weather"),
        ("x" * 64, "x" * 64),
        ("x" * 65, "unknown_tool"),
        ("", "unknown_tool"),
        ("transfer to cards", "unknown_tool"),
        ("functions.x", "unknown_tool"),
        ("übergabe", "unknown_tool"),
        ("transfer_to_cards\n", "unknown_tool"),
    ],
)
def test_a_name_is_recorded_only_as_providers_take_it_back(name: str, recorded: str) -> None:
    assert recordable(ToolCall(name=name, arguments="{}"), "call_7").name == recorded


@pytest.mark.parametrize(
    ("arguments", "recorded"),
    [
        ('{"reason": "lost"}', '{"reason": "lost"}'),
        (" {} ", " {} "),
        ("", "{}"),
        ("{", "{}"),
        ("null", "{}"),
        ('["cards"]', "{}"),
        ("```json\n{}\n```", "{}"),
        ('{"a": NaN}', "{}"),
        ('{"a": "\ud800"}', "{}"),
        ('{"a": "\x00"}', "{}"),
    ],
)
def test_arguments_are_recorded_only_as_a_json_object(arguments: str, recorded: str) -> None:
    assert recordable(ToolCall(name="x", arguments=arguments), "call_7").arguments == recorded


@pytest.mark.parametrize("given_id", ["", "call_1", "x" * 500])
def test_a_recorded_call_has_the_id_that_we_give_it(given_id: str) -> None:
    assert recordable(ToolCall(name="x", arguments="{}", id=given_id), "call_7").id == "call_7"


@given(st.text(), st.text() | st.dictionaries(st.text(), st.integers()).map(json.dumps), st.text())
def test_whatever_a_model_called_can_be_sent_back(name: str, arguments: str, given_id: str) -> None:
    call = recordable(ToolCall(name=name, arguments=arguments, id=given_id), "call_7")
    assert call.name.isascii()
    assert 1 <= len(call.name) <= 64
    assert isinstance(json.loads(call.arguments), dict)
