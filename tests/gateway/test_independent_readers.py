"""What the gateway answers, read by those for whom it is: none of this code is ours."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from adapter import Directory, Toolset
from tests.gateway.conftest import Gated, Reader, Reply

pytestmark = pytest.mark.clients

SYSTEM = {"role": "system", "content": "You are a bank's receptionist."}
CARD = [SYSTEM, {"role": "user", "content": "Ich habe meine Karte verloren"}]
ANNOUNCED = "Ich verbinde Sie mit dem Kartenservice."
NUMBER = "+4921155660001"

Gate = Callable[..., Gated]


def tool(name: str, properties: dict[str, Any], required: list[str] | None = None) -> dict[str, Any]:
    parameters = {"type": "object", "properties": properties, "required": required or list(properties)}
    return {"type": "function", "function": {"name": name, "description": "As configured.", "parameters": parameters}}


TEXT = {"type": "string"}
VAPI = tool("transferCall", {"destination": {"type": "string", "enum": [NUMBER, "+4921155660002"]}})
ELEVENLABS = tool(
    "transfer_to_number",
    {"transfer_number": TEXT, "client_message": TEXT, "agent_message": TEXT, "reason": TEXT},
    ["transfer_number", "client_message", "agent_message"],
)
BARE = tool("transfer_to_number", {"transfer_number": TEXT})
END_CALL = tool("end_call", {"reason": TEXT})

CHOICE: Reply = {"call": "cards", "language": "de"}
TORN: Reply = {"fault": "split-arguments", **CHOICE}
BROKEN: Reply = {"fault": "bad-arguments", "call": "cards"}


def test_text_and_its_tokens_are_read(gated: Gate, reader: Reader) -> None:
    gate = gated({"say": "Which card is it? The blue one?", "usage": {"input_tokens": 120, "output_tokens": 9}})
    read = reader(gate.base_url, CARD, [])
    assert (read.text, list(read.calls), read.tokens, read.error) == (
        "Which card is it? The blue one?",
        [],
        (120, 9),
        None,
    )


@pytest.mark.parametrize("reply", [CHOICE, TORN], ids=["whole", "torn"])
@pytest.mark.numbers_on_purpose("the platform dials")
def test_a_transfer_is_read_as_the_call_of_vapis_own_tool(gated: Gate, reader: Reader, reply: Reply) -> None:
    read = reader(gated(reply).base_url, CARD, [VAPI])
    assert list(read.calls) == [("transferCall", {"destination": NUMBER})]
    assert (read.text, read.error) == ("", None)
    assert read.tokens is not None


def test_a_transfer_is_read_as_the_call_of_elevenlabs_own_tool(gated: Gate, reader: Reader) -> None:
    read = reader(gated(CHOICE).base_url, CARD, [ELEVENLABS, END_CALL])
    ((name, arguments),) = read.calls
    assert name == "transfer_to_number"
    assert arguments["transfer_number"] == NUMBER
    assert arguments["client_message"] == ANNOUNCED
    assert read.text == ""


def test_where_the_tool_takes_a_number_alone_the_announcement_is_text_before_the_call(
    gated: Gate, reader: Reader
) -> None:
    read = reader(gated(CHOICE).base_url, CARD, [BARE])
    assert (read.text, list(read.calls)) == (ANNOUNCED, [("transfer_to_number", {"transfer_number": NUMBER})])


def test_without_a_tool_of_the_platform_the_call_is_one_of_ours_and_whole(
    gated: Gate, reader: Reader, bank: Directory
) -> None:
    read = reader(gated(CHOICE).base_url, CARD, Toolset(bank).tools("chat"))
    ((name, arguments),) = read.calls
    assert (name, arguments["language"], set(arguments)) == ("transfer_to_cards", "de", {"language", "reason"})


def test_a_call_of_a_tool_that_is_not_ours_passes(gated: Gate, reader: Reader) -> None:
    read = reader(gated({"name": "end_call", "arguments": '{"reason": "done"}'}).base_url, CARD, [END_CALL, VAPI])
    assert list(read.calls) == [("end_call", {"reason": "done"})]


def test_a_choice_that_cannot_be_followed_never_reaches_them(gated: Gate, reader: Reader) -> None:
    gate = gated({"name": "transfer_to_nobody", "arguments": "{}"}, CHOICE)
    read = reader(gate.base_url, CARD, [VAPI])
    assert list(read.calls) == [("transferCall", {"destination": NUMBER})]
    assert len(gate.mock.requests) == 2


def test_a_promise_without_a_transfer_is_not_heard(gated: Gate, reader: Reader) -> None:
    read = reader(gated({"say": "I am putting you through."}, CHOICE).base_url, CARD, [VAPI])
    assert "putting" not in read.text
    assert list(read.calls) == [("transferCall", {"destination": NUMBER})]


def test_no_number_of_theirs_reaches_the_model(gated: Gate, reader: Reader) -> None:
    prompt = {"role": "system", "content": f"Lost cards: call transferCall with {NUMBER}."}
    gate = gated(CHOICE)
    read = reader(gate.base_url, [prompt, CARD[1]], [VAPI])
    assert list(read.calls) == [("transferCall", {"destination": NUMBER})]
    assert all("5566" not in json.dumps(request.body) for request in gate.mock.requests)


@pytest.mark.parametrize(("fault", "statuses"), [("500", {500, 502, 503}), ("429", {429, 503})])
def test_an_error_of_the_model_is_an_error_with_its_status(
    gated: Gate, reader: Reader, fault: str, statuses: set[int]
) -> None:
    read = reader(gated(*[{"fault": fault}] * 4).base_url, CARD, [])
    assert read.error in statuses
    assert (read.text, list(read.calls)) == ("", [])


def test_a_model_that_fails_within_its_answer_leads_to_the_fallback(gated: Gate, reader: Reader) -> None:
    """Its error would be silence for the caller. Who has read nothing yet, for whom it is one body, gets an error."""
    said = "Well. Your card is the blue one, is it not? Or is it the green one?"
    read = reader(gated({"fault": "reset-mid-body", "say": said}).base_url, CARD, [BARE])
    if read.error is not None:
        assert (read.text, list(read.calls)) == ("", [])
    else:
        assert read.text.startswith("Well. ")
        assert read.text.endswith(" Ich verbinde Sie mit unserer Zentrale.")
        assert list(read.calls) == [("transfer_to_number", {"transfer_number": "+4921155660010"})]


FOREIGN = [("end_call", {"reason": "done"}), ("note", {"text": "the caller was content"})]


def raw_calls(*, whole: bool) -> Reply:
    """Two calls as a server sends them: in one body, or torn and one after the other."""
    calls: list[dict[str, Any]] = [
        {"id": f"call_{at}", "type": "function", "function": {"name": name, "arguments": json.dumps(arguments)}}
        for at, (name, arguments) in enumerate(FOREIGN)
    ]
    common = {"id": "chatcmpl-1", "created": 1_790_000_000, "model": "m"}
    usage = {"prompt_tokens": 20, "completion_tokens": 8, "total_tokens": 28}
    if whole:
        choice = {
            "index": 0,
            "message": {"role": "assistant", "content": None, "tool_calls": calls},
            "finish_reason": "tool_calls",
        }
        body = json.dumps({**common, "object": "chat.completion", "choices": [choice], "usage": usage})
        return {"raw": {"headers": {"content-type": "application/json"}, "body": body}}
    deltas: list[dict[str, Any]] = []
    for at, call in enumerate(calls):
        arguments = call["function"]["arguments"]
        deltas.append({"tool_calls": [{**call, "index": at, "function": {**call["function"], "arguments": ""}}]})
        pieces = (arguments[:7], arguments[7:])
        deltas += [{"tool_calls": [{"index": at, "function": {"arguments": piece}}]} for piece in pieces]
    choices: list[list[dict[str, Any]]] = [[{"index": 0, "delta": delta, "finish_reason": None}] for delta in deltas]
    choices.append([{"index": 0, "delta": {}, "finish_reason": "tool_calls"}])
    chunks = [{**common, "object": "chat.completion.chunk", "choices": choice} for choice in choices]
    chunks.append({**common, "object": "chat.completion.chunk", "choices": [], "usage": usage})
    lines = [f"data: {json.dumps(chunk)}\n\n" for chunk in chunks]
    return {"raw": {"headers": {"content-type": "text/event-stream"}, "body": "".join([*lines, "data: [DONE]\n\n"])}}


def test_several_calls_that_are_not_ours_are_read_one_by_one(
    gated: Gate, reader: Reader, request: pytest.FixtureRequest
) -> None:
    whole = request.node.callspec.params["reader"].endswith("whole")
    tools = [END_CALL, tool("note", {"text": TEXT}), VAPI]
    read = reader(gated(raw_calls(whole=whole)).base_url, CARD, tools)
    assert list(read.calls) == FOREIGN
    assert read.tokens == (20, 8)
