"""Vapi's messages, built by Vapi's own package, become neutral events; an odd field costs no caller an answer."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapter.calls.events import CallEnded, DecisionRequested, Event, ToolCalled, TransferReturned, Unrecognised
from adapter.errors import EventError
from adapter.platforms import Vapi
from adapter.platforms.vapi.control import FOREIGN, MISSING
from adapter.platforms.vapi.wire import MAX_CALLS, MAX_TEXT
from adapter.tool_calls.conversation import AssistantMessage, ToolCall, UserMessage
from adapter.transfers.call_info import CallInfo
from tests.platforms.vapi.messages import (
    CALLER,
    CONTROL,
    LINE,
    assistant_request,
    destination_request,
    report,
    request,
    status_update,
    tool_call,
    tool_calls,
)

SAID = (("system", "Be brief."), ("user", "Hello"), ("assistant", "Yes?"), ("user", "My card is gone"))
HEARD = (UserMessage(text="Hello"), AssistantMessage(text="Yes?"), UserMessage(text="My card is gone"))


def read(message: object, **options: Any) -> Event:
    return Vapi(**options).read(request(message))


def test_a_tool_call_is_read_with_what_was_said_and_who_is_on_the_line() -> None:
    event = read(tool_calls(tool_call("transfer_to_cards", '{"reason": "lost"}'), said=SAID))
    assert event == ToolCalled(
        call=CallInfo(id="call-1", from_number=CALLER, direction="inbound"),
        calls=(ToolCall(name="transfer_to_cards", arguments='{"reason": "lost"}', id="call_1"),),
        conversation=HEARD,
    )


@pytest.mark.parametrize(
    "shape",
    [
        {"id": "a", "name": "transfer_to_cards", "parameters": {"reason": "lost"}},
        {"id": "a", "type": "function", "function": {"name": "transfer_to_cards", "arguments": '{"reason": "lost"}'}},
        {"id": "a", "function": {"name": "transfer_to_cards", "arguments": {"reason": "lost"}}},
        {"id": "a", "name": "transfer_to_cards", "arguments": None, "parameters": '{"reason": "lost"}'},
    ],
)
@pytest.mark.parametrize("place", ["toolCallList", "toolWithToolCallList"])
def test_every_form_of_a_tool_call_is_read_in_either_list(shape: dict[str, Any], place: str) -> None:
    listed = shape if place == "toolCallList" else {"type": "function", "name": "x", "toolCall": shape}
    event = read({"message": {"type": "tool-calls", "call": {"id": "c"}, place: [listed]}})
    assert isinstance(event, ToolCalled)
    assert event.calls == (ToolCall(name="transfer_to_cards", arguments='{"reason": "lost"}', id="a"),)


def test_the_list_of_calls_goes_before_the_list_with_tools() -> None:
    one, other = ({"id": key, "name": key} for key in "ab")
    message = {"type": "tool-calls", "call": {"id": "c"}, "toolCallList": [one]}
    event = read({"message": {**message, "toolWithToolCallList": [{"toolCall": other}]}})
    assert isinstance(event, ToolCalled)
    assert [call.id for call in event.calls] == ["a"]


def test_what_was_said_is_read_from_either_form() -> None:
    for formatted in (True, False):
        event = read(destination_request(*SAID, formatted=formatted))
        assert isinstance(event, DecisionRequested)
        assert event.conversation == HEARD


def test_who_called_whom_is_told_by_the_kind_of_call() -> None:
    message = tool_calls(tool_call("x"))["message"]
    message["phoneNumber"] = {"number": LINE}
    inbound = read({"message": message}).call
    assert (inbound.from_number, inbound.to_number, inbound.own_number) == (CALLER, LINE, LINE)
    message["call"]["type"] = "outboundPhoneCall"
    outbound = read({"message": message}).call
    assert (outbound.from_number, outbound.to_number, outbound.direction) == (LINE, CALLER, "outbound")


@pytest.mark.parametrize(
    ("url", "hosts", "why"),
    [
        (CONTROL, (".vapi.ai",), None),
        ("https://PHONE.Vapi.AI:443/x", (".vapi.ai",), None),
        ("https://phone.vapi.ai", (".vapi.ai",), None),
        ("https://phone.vapi.ai/x", ("phone.vapi.ai",), None),
        ("http://127.0.0.1:8000/x", ("127.0.0.1",), None),
        ("http://[::1]:8000/x", ("[::1]",), None),
        (None, (".vapi.ai",), MISSING),
        ("", (".vapi.ai",), FOREIGN),
        ("https://vapi.ai/x", (".vapi.ai",), FOREIGN),
        ("https://xvapi.ai/x", (".vapi.ai",), FOREIGN),
        ("https://phone.vapi.ai.evil.example/x", (".vapi.ai",), FOREIGN),
        ("https://evil.example/phone.vapi.ai", (".vapi.ai",), FOREIGN),
        ("https://phone.vapi.ai@evil.example/x", (".vapi.ai",), FOREIGN),
        ("https://user@phone.vapi.ai/x", (".vapi.ai",), FOREIGN),
        ("https://evil.example\\@phone.vapi.ai/x", (".vapi.ai",), FOREIGN),
        ("https://evil.example#.vapi.ai", (".vapi.ai",), FOREIGN),
        ("https://evil.example?.vapi.ai", (".vapi.ai",), FOREIGN),
        ("http://phone.vapi.ai/x", (".vapi.ai",), FOREIGN),
        ("http://127.0.0.1/x", (".vapi.ai",), FOREIGN),
        ("https://localhost/x", (".vapi.ai",), FOREIGN),
        ("https://phone.vapi.ai/\nx", (".vapi.ai",), FOREIGN),
        (" https://phone.vapi.ai/x", (".vapi.ai",), FOREIGN),
        ("//phone.vapi.ai/x", (".vapi.ai",), FOREIGN),
        ("file://phone.vapi.ai/x", (".vapi.ai",), FOREIGN),
    ],
)
def test_a_control_url_is_believed_on_named_hosts_over_https_alone(
    url: str | None, hosts: tuple[str, ...], why: str | None
) -> None:
    event = read(tool_calls(tool_call("x"), control=url), control_hosts=hosts)
    assert isinstance(event, ToolCalled)
    assert event.uncontrollable == why


def test_the_control_url_is_no_part_of_the_call_that_is_kept() -> None:
    event = read(tool_calls(tool_call("x")))
    assert "secret-path" not in repr(event)


def test_a_call_without_an_assistant_is_a_question_unless_one_is_configured() -> None:
    event = read(assistant_request())
    assert isinstance(event, DecisionRequested)
    assert event.unattended
    assert isinstance(read(assistant_request(), assistant_id="a"), Unrecognised)


@pytest.mark.parametrize(
    ("status", "outcome"),
    [("busy", "busy"), ("no-answer", "no_answer"), ("voicemail", "no_answer"), ("failed", "failed")],
)
def test_a_transfer_that_failed_while_the_call_lives_has_come_back(status: str, outcome: str) -> None:
    transfers = [{"status": "connected"}, {"status": status, "destination": {"type": "number", "number": "+49301"}}]
    event = read(status_update("in-progress", None, *transfers))
    assert isinstance(event, TransferReturned)
    assert (event.outcome, event.number) == (outcome, "+49301")


@pytest.mark.parametrize("transfers", [[], [{"status": "connected"}], ["x"], [{"status": ["busy"]}], [{}]])
def test_a_call_that_lives_without_a_failed_transfer_needs_no_answer(transfers: list[Any]) -> None:
    assert isinstance(read(status_update("in-progress", None, *transfers)), Unrecognised)


@pytest.mark.parametrize(
    ("reason", "transfers", "outcome"),
    [
        ("customer-ended-call", [], None),
        ("assistant-forwarded-call", [], "forwarded"),
        ("call.in-progress.error-transfer-failed", [], "failed"),
        ("call.forwarding.operator-busy", [], "busy"),
        ("call.in-progress.error-warm-transfer-max-duration", [], "failed"),
        ("assistant-forwarded-call", [{"status": "completed"}], "connected"),
        ("customer-ended-call", [{"status": "busy"}, {"status": "cancelled"}], "cancelled"),
        ("a-reason-of-tomorrow", [{"status": "a-status-of-tomorrow"}], None),
    ],
)
def test_the_end_of_a_call_says_what_came_of_its_transfer(
    reason: str, transfers: list[Any], outcome: str | None
) -> None:
    for message in (status_update("ended", reason, *transfers), report(reason, *transfers)):
        event = read(message)
        assert isinstance(event, CallEnded)
        assert (event.reason, event.outcome) == (reason, outcome)


@pytest.mark.parametrize("kind", ["hang", "speech-update", "conversation-update", "handoff-destination-request", "new"])
def test_other_messages_are_unrecognised_by_their_kind(kind: str) -> None:
    event = read({"message": {"type": kind, "call": {"id": "c"}}})
    assert event == Unrecognised(call=CallInfo(id="c"), kind=kind)


def test_a_chat_has_an_id_too() -> None:
    assert read({"message": {"type": "tool-calls", "chat": {"id": "chat-1"}}}).call.id == "chat-1"


@pytest.mark.parametrize(
    "message",
    [{}, {"type": "hang"}, {"type": "", "call": {"id": "c"}}, {"type": "hang", "call": {"id": "x" * 300}}, {"call": 1}],
)
def test_without_a_type_and_a_call_it_is_no_message(message: dict[str, Any]) -> None:
    with pytest.raises(EventError):
        read({"message": message})


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.just("\ud83d"),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=5), inner, max_size=2),
    max_leaves=5,
)
FIELDS = ("artifact", "toolCallList", "toolWithToolCallList", "customer", "phoneNumber", "status", "endedReason")


@given(st.sampled_from([tool_calls(tool_call("x"), said=SAID), destination_request(*SAID)]), st.data())
def test_whatever_stands_in_other_fields_the_message_is_read(message: dict[str, Any], data: st.DataObject) -> None:
    inner = {**message["message"], data.draw(st.sampled_from(FIELDS)): data.draw(JSON | st.lists(JSON))}
    inner["call"] = {**inner["call"], data.draw(st.sampled_from(["monitor", "type", "customer"])): data.draw(JSON)}
    inner["artifact"] = data.draw(st.just(inner["artifact"]) | st.fixed_dictionaries({"messages": st.lists(JSON)}))
    event = Vapi().read(request({"message": inner}))
    assert event.call.id == "call-1"
    json.dumps(repr(event)).encode()


def test_a_flood_in_a_message_is_cut() -> None:
    listed = [{"id": str(number), "name": "x"} for number in range(1000)]
    said = [{"role": "user", "message": "x" * 10_000}] * 1000
    message = {"type": "tool-calls", "call": {"id": "c"}, "toolCallList": listed, "artifact": {"messages": said}}
    event = read({"message": message})
    assert isinstance(event, ToolCalled)
    assert len(event.calls) == MAX_CALLS
    assert len(event.conversation) <= 200
    assert all(len(spoken.text) <= MAX_TEXT for spoken in event.conversation)
