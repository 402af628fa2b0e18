"""No configured number goes to the model, whatever a platform sends: conversations made at random."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapter import Directory
from adapter.testing.scenario.history_checks import check_history, check_system_place
from adapter.testing.scenario.received_request import read_request
from tests.gateway.requests import CARDS, LOOK_UP, asked, elevenlabs_tool, function, vapi_tool

"""`make fuzz` tries 20,000."""

SPELLINGS = (
    CARDS,
    CARDS.removeprefix("+"),
    "004921155660001",
    "0211 5566 0001",
    "0211-55660001",
    "(0211) 5566.0001",
    "+49 (0)211 5566 0001",
    "null zwei eins eins fünf fünf sechs sechs null null null eins",
    "zero two one one five five six six zero zero zero one",
    "０２１１５５６６０００１",
    "0\u200b211\u200b5566\u200b0001",
    "+49305550100",
)
"""A configured number as people and models write it, and one that is not configured."""
WORDS = st.sampled_from([*SPELLINGS, "Dial ", "meine Karte ist weg ", "[nothing] ", "<think>", "\n", "😀", "\ud800"])
TEXT = st.lists(WORDS | st.text(max_size=8), max_size=5).map("".join)
CONTENT = TEXT | st.none() | st.lists(st.fixed_dictionaries({"type": st.just("text"), "text": TEXT}), max_size=2)
NUMBER = st.sampled_from(SPELLINGS)


def escaped_text(value: dict[str, str]) -> str:
    """JSON in which every character of a text is an escape."""
    pairs = (
        f'"{name}": "{"".join(chr(92) + f"u{ord(sign):04x}" if ord(sign) < 65536 else sign for sign in text)}"'
        for name, text in value.items()
    )
    return "{" + ", ".join(pairs) + "}"


ARGUMENTS = (
    NUMBER.map(lambda number: json.dumps({"destination": number}))
    | NUMBER.map(lambda number: escaped_text({"destination": number}))
    | NUMBER.map(lambda number: json.dumps({"transfer_number": number, "client_message": f"to {number}"}))
    | st.sampled_from(["", "{", "[]", '{"destination": "cards"}', "null"])
    | TEXT
)


CALL = st.fixed_dictionaries(
    {
        "id": st.sampled_from(["", "a", "call_1", "b" * 50, CARDS]),
        "type": st.just("function"),
        "function": st.fixed_dictionaries(
            {
                "name": st.sampled_from(
                    ["transferCall", "transfer_to_number", "transfer_to_cards", "transfer_call", "look_up", CARDS]
                ),
                "arguments": ARGUMENTS,
            }
        ),
    }
)
ASSISTANT = st.fixed_dictionaries(
    {"role": st.just("assistant"), "content": CONTENT},
    optional={"tool_calls": st.lists(CALL, max_size=3), "name": TEXT, "refusal": st.none()},
)
OTHERS = st.fixed_dictionaries(
    {"role": st.sampled_from(["user", "system", "developer"]), "content": CONTENT}, optional={"name": TEXT}
)
RESULT = st.fixed_dictionaries(
    {
        "role": st.just("tool"),
        "tool_call_id": st.sampled_from(["", "a", "call_1", "b" * 50, "nobody's", CARDS]),
        "content": CONTENT | st.just("Transfer failed: busy"),
    }
)
ODD = st.fixed_dictionaries(
    {"role": st.sampled_from(["user", "assistant"]), "content": CONTENT, "annotations": st.lists(TEXT, max_size=1)}
)
MESSAGES = st.lists(OTHERS | ASSISTANT | RESULT, min_size=1, max_size=8)
ANY_MESSAGES = st.lists(OTHERS | ASSISTANT | RESULT | ODD, min_size=1, max_size=8)
TOOLS = st.lists(
    st.sampled_from(
        [
            LOOK_UP,
            elevenlabs_tool(),
            vapi_tool(CARDS, "+4921155660002"),
            function("look_up", {"line": {"type": "string", "enum": list(SPELLINGS)}}, description=CARDS),
            {"type": "web_search", "number": CARDS},
        ]
    ),
    max_size=3,
)
FIELDS = st.fixed_dictionaries(
    {},
    optional={
        "user": TEXT,
        "metadata": st.just({"caller": CARDS}),
        "call": st.just({"id": "c1", "customer": {"number": CARDS}}),
        "stop": st.just([CARDS]),
        "tool_choice": st.sampled_from(["auto", "none", "required"])
        | st.just({"type": "function", "function": {"name": "transferCall"}}),
        "chat_template_kwargs": st.just({"line": CARDS}),
    },
)


@pytest.mark.deep
@given(messages=ANY_MESSAGES, tools=TOOLS, fields=FIELDS)
def test_no_configured_number_goes_to_the_model(
    bank: Directory, messages: list[dict[str, Any]], tools: list[dict[str, Any]], fields: dict[str, Any]
) -> None:
    request = asked(bank, *messages, tools=tools, **fields)
    sent = json.dumps(request.upstream.body, ensure_ascii=False)
    assert not any(bank.numbers.found_in(text) for text in texts(json.loads(sent)))
    asked_of_ours = request.upstream.request
    assert not bank.numbers.found_in(asked_of_ours.system)
    assert not any(bank.numbers.found_in(message.text) for message in asked_of_ours.conversation)


@pytest.mark.deep
@given(messages=MESSAGES, tools=TOOLS)
def test_a_history_of_text_and_calls_is_in_the_order_that_every_server_takes(
    bank: Directory, messages: list[dict[str, Any]], tools: list[dict[str, Any]]
) -> None:
    sent = asked(bank, *messages, tools=tools).upstream.body
    check_system_place(sent["messages"])
    check_history(read_request(json.dumps({"model": "m", **sent}).encode(), "chat").conversation)


def texts(value: object) -> list[str]:
    """Every text in a decoded value, JSON within a text decoded as well."""
    if isinstance(value, str):
        try:
            inner = json.loads(value)
        except ValueError:
            inner = None
        return [value, *(texts(inner) if isinstance(inner, dict | list) else ())]
    if isinstance(value, dict):
        return [text for name, item in value.items() for text in (name, *texts(item))]
    if isinstance(value, list):
        return [text for item in value for text in texts(item)]
    return []


@pytest.mark.parametrize("spelling", SPELLINGS[:-1])
def test_every_spelling_is_one_of_a_configured_number(bank: Directory, spelling: str) -> None:
    assert bank.numbers.found_in(spelling)
