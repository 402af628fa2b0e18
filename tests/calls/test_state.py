"""A call as a value that a store can keep."""

from dataclasses import replace

import pytest

from adapter.calls.state import Call, CurrentTurn, Pending, dump_call, load_call, with_session
from adapter.platforms.sipgate import Session
from adapter.tool_calls.conversation import AssistantMessage, ToolCall, ToolResult, UserMessage
from adapter.tool_calls.decision import Decision, Failed, HangUp, Reply, Transfer, Unclear

FULL = Call(
    session=Session(id="call-1", phone_number="+4921155660000", direction="inbound"),
    phase="announcing",
    conversation=(
        UserMessage(text="meine Karte"),
        AssistantMessage(text="Karten.", tool_calls=(ToolCall(name="transfer_to_cards", arguments="{}", id="call_1"),)),
        ToolResult(call_id="call_1", text="announced"),
        AssistantMessage(text="Worum geht es?"),
    ),
    turns=3,
    current_turn=CurrentTurn(number=3, text="ja", since=1.5, barged_in=True, speech_ended=True),
    pending=Pending(destination="cards", language="de", announced="Karten.", since=1.0),
    language_told="de",
    language_heard="en",
    tried={"desk": 1},
    misfired=("desk",),
    unclear=1,
    silences=2,
    fell_back=True,
    interrupted=2.5,
)


def test_a_call_survives_being_written_and_read() -> None:
    assert load_call(dump_call(FULL)) == FULL
    assert load_call(dump_call(Call(session=Session(id="x")))) == Call(session=Session(id="x"))


@pytest.mark.parametrize(
    "decision",
    [
        Transfer(reason="tool_call", destination="cards", language="de", notes=("x",), repairs=("code_fence",)),
        Reply(reason="text", text="Hello"),
        HangUp(reason="tool_call", text="Bye"),
        Unclear(reason="conflicting_calls", candidates=("a", "b"), ask_again="which?"),
        Failed(reason="model_timeout"),
    ],
)
def test_a_waiting_decision_survives_too(decision: Decision) -> None:
    deciding = CurrentTurn(number=3, text="ja", since=1.5, ready=decision)
    call = replace(FULL, current_turn=deciding)
    assert load_call(dump_call(call)) == call


@pytest.mark.parametrize(
    "data", [b"", b"{}", b"[]", b'{"session": {"id": ""}}', b'{"session": {"id": "x"}, "phase": "y"}']
)
def test_what_is_no_call_is_a_value_error(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"Call|JSON|json|session|validation"):
        load_call(data)


def test_a_session_keeps_what_was_known_and_takes_what_is_new() -> None:
    known = Session(id="x", from_phone_number="+491", direction="inbound")
    seen = Session(id="x", to_phone_number="+492")
    merged = with_session(known, seen)
    assert (merged.from_phone_number, merged.to_phone_number, merged.direction) == ("+491", "+492", "inbound")
