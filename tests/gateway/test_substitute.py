"""What the model is sent in place of a platform's request."""

import json
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from adapter import Directory
from adapter.errors import RequestError
from adapter.gateway.native_tools import NATIVE_TOOLS
from adapter.gateway.substitute import KnownTools, gateway_config, substituted
from adapter.testing.scenario.history_checks import check_history, check_system_place
from adapter.testing.scenario.received_request import read_request
from adapter.transfers.assistant_config import AssistantConfig
from tests.gateway.requests import CARDS, LOOK_UP, NOON, asked, elevenlabs_tool, function, vapi_tool

Directories = Callable[..., Directory]


def names(sent: Mapping[str, Any]) -> list[str]:
    return [tool["function"]["name"] for tool in sent.get("tools", [])]


def test_the_platforms_transfer_tool_is_replaced_by_ours_without_numbers(bank: Directory) -> None:
    sent = asked(bank, "My card is gone", tools=[vapi_tool(CARDS, "+4921155660002"), LOOK_UP]).upstream.body
    assert "transferCall" not in names(sent)
    assert "look_up" in names(sent)
    assert {"transfer_to_cards", "transfer_to_fraud"} >= {name for name in names(sent) if name != "look_up"} - {
        f"transfer_to_{key}" for key in bank.destinations
    }
    assert "+4921155660001" not in json.dumps(sent)


def test_only_destinations_whose_number_the_platform_would_dial_are_offered(bank: Directory) -> None:
    sent = asked(bank, "Hello", tools=[vapi_tool("004921155660001")]).upstream.body
    assert names(sent) == ["transfer_to_cards"]


def test_without_a_tool_of_the_platform_ours_are_offered_once(bank: Directory) -> None:
    own = function("transfer_to_cards", {"reason": {"type": "string"}}, description="an older one")
    sent = asked(bank, "Hello", tools=[own]).upstream.body
    assert names(sent).count("transfer_to_cards") == 1
    assert "an older one" not in json.dumps(sent)


def test_a_tool_that_only_has_the_name_of_a_platforms_is_somebodys_own(bank: Directory) -> None:
    own = function("transferCall", {"department": {"type": "string"}})
    called = {
        "role": "assistant",
        "content": None,
        "tool_calls": [
            {"id": "a", "type": "function", "function": {"name": "transferCall", "arguments": '{"department": "x"}'}}
        ],
    }
    told = {"role": "tool", "tool_call_id": "a", "content": "done"}
    sent = asked(bank, "Hello", called, told, "And?", tools=[own]).upstream.body
    assert own in sent["tools"]  # type: ignore[operator]
    assert '{\\"department\\": \\"x\\"}' in json.dumps(sent["messages"])


def test_a_summary_or_a_classification_is_offered_no_transfer(bank: Directory) -> None:
    assert "tools" not in asked(bank, "Sum up", response_format={"type": "json_object"}).upstream.body
    assert "tools" not in asked(bank, "Sum up", tool_choice="none").upstream.body
    kept = asked(bank, "Sum up", tool_choice="none", tools=[LOOK_UP]).upstream.body
    assert names(kept) == ["look_up"]
    assert kept["tool_choice"] == "none"


def test_hang_up_is_the_platforms_affair(bank: Directory) -> None:
    assert "hang_up" not in names(asked(bank, "Bye").upstream.body)


def test_numbers_leave_prompt_messages_and_foreign_tools(bank: Directory) -> None:
    look_up = function("look_up", {"line": {"type": "string", "default": CARDS}}, description="asks 0211 5566 0001")
    sent = asked(
        bank,
        {"role": "system", "content": f"Cards: {CARDS}, or 0211-55660001."},
        {"role": "user", "content": [{"type": "text", "text": f"Give me {CARDS}"}]},
        tools=[look_up, vapi_tool(CARDS)],
        user=CARDS,
    ).upstream.body
    text = json.dumps(sent)
    assert "55660001" not in text
    assert "5566 0001" not in text


def test_an_earlier_native_call_is_one_of_ours_to_the_model(bank: Directory) -> None:
    called = {
        "role": "assistant",
        "content": None,
        "tool_calls": [
            {
                "id": "abc",
                "type": "function",
                "function": {"name": "transferCall", "arguments": f'{{"destination":"{CARDS}"}}'},
            }
        ],
    }
    result = {"role": "tool", "tool_call_id": "abc", "content": "Transfer failed: busy"}
    sent = asked(bank, "My card", called, result, "Anybody?", tools=[vapi_tool(CARDS, "+4921155660002")]).upstream.body
    calls = [one for message in sent["messages"] for one in message.get("tool_calls", [])]  # type: ignore[attr-defined]
    assert [one["function"]["name"] for one in calls] == ["transfer_to_cards"]
    assert "transfer_to_cards" not in names(sent), "it has failed, and may be tried once"
    assert "5566" not in json.dumps(sent)


@pytest.mark.parametrize(
    ("result", "failed"),
    [
        ("Transfer Initiated.", False),
        ("busy", True),
        ("no-answer", True),
        ('{"success": false}', True),
        ('{"success": true, "error": null}', False),
        ("The destination could not be reached: timed out", True),
        ("ok", False),
    ],
)
def test_a_transfer_that_the_platform_says_has_failed_is_not_offered_again(
    bank: Directory, result: str, failed: bool
) -> None:
    called = {
        "role": "assistant",
        "tool_calls": [
            {
                "id": "c",
                "type": "function",
                "function": {"name": "transfer_to_number", "arguments": f'{{"transfer_number":"{CARDS}"}}'},
            }
        ],
    }
    told = {"role": "tool", "tool_call_id": "c", "content": result}
    sent = asked(bank, "My card", called, told, "Hello?", tools=[elevenlabs_tool()]).upstream.body
    assert ("transfer_to_cards" in names(sent)) is not failed


def test_the_note_on_hours_stands_at_the_end_of_the_system_prompt(directory_of: Directories) -> None:
    directory = directory_of(
        cards={"policy": {"hours": "Mo 08:00-09:00", "timezone": "Europe/Berlin"}}, desk={}, fallback="desk"
    )
    sent = asked(directory, {"role": "system", "content": "You are kind."}, "Hello").upstream.body
    system = sent["messages"][0]["content"]  # type: ignore[index]
    assert system.startswith("You are kind.\n\n")
    assert "cards" in system
    alone = asked(directory, "Hello").upstream.body["messages"][0]  # type: ignore[index]
    assert alone["role"] == "system"


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        ({"type": "function", "function": {"name": "transferCall"}}, "required"),
        ({"type": "function", "function": {"name": "look_up"}}, {"type": "function", "function": {"name": "look_up"}}),
        ("required", "required"),
        ("auto", "auto"),
    ],
)
def test_a_choice_that_names_the_platforms_tool_means_ours(bank: Directory, choice: object, expected: object) -> None:
    numbers = [destination.record.number for destination in bank.destinations.values()]
    sent = asked(bank, "Hello", tools=[vapi_tool(*numbers), LOOK_UP], tool_choice=choice).upstream.body
    assert sent["tool_choice"] == expected


def test_the_platforms_facts_of_the_call_stay_here(bank: Directory) -> None:
    sent = asked(
        bank,
        "Hello",
        call={"id": "c1", "customer": {"number": "+4915112345678"}},
        metadata={"x": 1},
        elevenlabs_extra_body={},
        temperature=0.5,
        seed=7,
        max_tokens=250,
        unheard_of=True,
    ).upstream.body
    assert sent["temperature"] == 0.5
    assert sent["seed"] == 7
    assert sent["max_tokens"] == 250
    assert not {"call", "metadata", "elevenlabs_extra_body", "unheard_of", "model", "stream"} & sent.keys()


@pytest.mark.parametrize(
    "facts",
    [
        {"call": {"id": "c1", "customer": {"number": "+4915112345678"}, "phoneNumber": {"number": "+4930111"}}},
        {"call": {"id": "c1"}, "customer": {"number": "+4915112345678"}, "phoneNumber": {"number": "+4930111"}},
        {
            "extra_metadata": {
                "call_control_id": "c1",
                "telnyx_end_user_target": "+4915112345678",
                "telnyx_agent_target": "+4930111",
            }
        },
    ],
)
def test_the_facts_of_a_call_are_read_where_its_platform_tells_them(bank: Directory, facts: dict[str, Any]) -> None:
    call = asked(bank, "Hello", **facts).offer.situation.call
    assert (call.id, call.from_number, call.own_number) == ("c1", "+4915112345678", "+4930111")


@pytest.mark.parametrize("odd", [None, 7, "", "x" * 5000, {"id": 7, "customer": [], "phoneNumber": "x"}, []])
def test_odd_facts_of_a_call_cost_nothing(bank: Directory, odd: object) -> None:
    call = asked(bank, "Hello", call=odd, customer=odd, phoneNumber=odd, extra_metadata=odd).offer.situation.call
    assert (call.id, call.from_number) == ("", None)


HISTORIES: dict[str, list[dict[str, Any]]] = {
    "greeting first": [{"role": "assistant", "content": "Hello!"}, {"role": "user", "content": "Hi"}],
    "two users in a row": [{"role": "user", "content": "Hi"}, {"role": "user", "content": "Anybody?"}],
    "a system message in the middle": [
        {"role": "system", "content": "Be kind."},
        {"role": "user", "content": "Hi"},
        {"role": "system", "content": "The caller is angry."},
        {"role": "user", "content": "Well?"},
    ],
    "two calls at once, results out of order": [
        {"role": "user", "content": "Hi"},
        {
            "role": "assistant",
            "content": "One moment.",
            "tool_calls": [
                {"id": "x" * 40, "type": "function", "function": {"name": "look_up", "arguments": "{}"}},
                {"id": "y", "type": "function", "function": {"name": "look_up", "arguments": "not json"}},
            ],
        },
        {"role": "tool", "tool_call_id": "y", "content": ""},
        {"role": "tool", "tool_call_id": "x" * 40, "content": "found"},
        {"role": "user", "content": "And?"},
    ],
    "a result that nobody asked for": [
        {"role": "tool", "tool_call_id": "z", "content": "x"},
        {"role": "user", "content": "Hi"},
    ],
    "an assistant at the end": [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Hello."}],
    "developer and empty texts": [{"role": "developer", "content": "Be kind."}, {"role": "user", "content": ""}],
}


@pytest.mark.parametrize("name", HISTORIES)
def test_a_foreign_history_is_brought_into_the_order_that_every_server_takes(bank: Directory, name: str) -> None:
    sent = asked(bank, *HISTORIES[name]).upstream.body
    check_system_place(sent["messages"])
    check_history(read_request(json.dumps({"model": "m", **sent}).encode(), "chat").conversation)


def test_messages_that_hold_more_than_text_keep_their_order_and_fields(bank: Directory) -> None:
    picture = {"type": "image_url", "image_url": {"url": "https://x.example/p.png"}}
    signed = {
        "role": "assistant",
        "content": None,
        "tool_calls": [
            {
                "id": "c",
                "type": "function",
                "function": {"name": "transferCall", "arguments": f'{{"destination":"{CARDS}"}}'},
                "extra_content": {"google": {"thought_signature": "abc"}},
            }
        ],
    }
    sent = asked(bank, {"role": "user", "content": [picture]}, signed, "Hi").upstream.body
    messages: Any = sent["messages"]
    assert messages[0]["content"] == [picture]
    assert messages[1]["tool_calls"][0]["extra_content"] == {"google": {"thought_signature": "abc"}}
    assert messages[1]["tool_calls"][0]["function"]["name"] == "transfer_to_cards"
    assert "5566" not in json.dumps(sent)


def test_only_the_end_of_what_is_sent_changes_from_turn_to_turn(bank: Directory) -> None:
    said: list[dict[str, Any]] = [{"role": "system", "content": "Be kind."}]
    before = ""
    for turn in range(6):
        said.append({"role": "user", "content": f"question {turn}"})
        sent = asked(bank, *said).upstream.body
        now = json.dumps([sent["tools"], sent["messages"]])[:-2]
        assert now.startswith(before)
        before = now
        said.append({"role": "assistant", "content": f"answer {turn}"})


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"messages": []},
        {"messages": "Hi"},
        {"messages": ["Hi"]},
        {"messages": [{"content": "Hi"}]},
        {"messages": [{"role": "user"}] * 2001},
        {"messages": [{"role": "user", "content": "Hi"}], "tools": {}},
        {"messages": [{"role": "user", "content": "Hi"}], "tools": ["x"]},
        {"messages": [{"role": "user", "content": "Hi"}], "tools": [{}] * 257},
    ],
)
def test_a_body_that_is_no_request_is_named(bank: Directory, wrong: dict[str, Any]) -> None:
    with pytest.raises(RequestError) as raised:
        substituted(wrong, gateway_config(AssistantConfig(directory=bank)), NOON)
    assert str(raised.value).startswith(("messages", "tools"))


def test_the_same_request_is_sent_with_the_same_bytes(bank: Directory) -> None:
    fields = {"tools": [vapi_tool(CARDS)], "temperature": 0.1}
    first, second = (json.dumps(asked(bank, "Hi", **fields).upstream.body) for _ in range(2))
    assert first == second


def test_tools_that_come_again_are_the_same_list_and_others_are_not(bank: Directory) -> None:
    config = gateway_config(AssistantConfig(directory=bank))
    known = KnownTools(config, NATIVE_TOOLS)

    def offered(*tools: Mapping[str, Any], **more: object) -> object:
        body = {"messages": [{"role": "user", "content": "Hello"}], "tools": [dict(tool) for tool in tools], **more}
        sent = substituted(body, config, NOON, tools=known).upstream.body
        assert sent["tools"] == substituted(body, config, NOON).upstream.body["tools"]
        return sent["tools"]

    same = offered(LOOK_UP, vapi_tool(CARDS))
    assert offered(LOOK_UP, vapi_tool(CARDS)) is same
    assert offered(LOOK_UP, vapi_tool("+4921155660002")) != same
    assert offered(LOOK_UP, vapi_tool(CARDS), tool_choice="none") != same
    assert offered(LOOK_UP, vapi_tool(CARDS)) is same
