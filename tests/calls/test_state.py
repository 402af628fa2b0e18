"""A call as a value that a store can keep."""

from dataclasses import replace

import pytest

from adapter.calls.state import Call, CurrentTurn, Pending, dump_call, load_call
from adapter.tool_calls.conversation import AssistantMessage, ToolCall, ToolResult, UserMessage
from adapter.tool_calls.decision import Decision, Failed, HangUp, Reply, Transfer, Unclear
from adapter.transfers.call_info import CallInfo

FULL = Call(
    info=CallInfo(id="call-1", own_number="+4921155660000", direction="inbound"),
    phase="announcing",
    conversation=(
        UserMessage(text="meine Karte"),
        AssistantMessage(text="Karten.", tool_calls=(ToolCall(name="transfer_to_cards", arguments="{}", id="call_1"),)),
        ToolResult(call_id="call_1", text="announced"),
        AssistantMessage(text="Worum geht es?"),
    ),
    turns=3,
    current_turn=CurrentTurn(number=3, text="ja", since=1.5, interrupted=True, speech_ended=True),
    pending=Pending(destination="cards", language="de", announced="Karten.", since=1.0),
    language_named="de",
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
    assert load_call(dump_call(Call(info=CallInfo(id="x")))) == Call(info=CallInfo(id="x"))


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
    "data",
    [
        b"",
        b"{}",
        b"[]",
        b'{"session": {"id": ""}}',
        b'{"session": {"id": "x"}, "phase": "y"}',
        b'{"format": 3, "call": {}}',
    ],
)
def test_what_is_no_call_is_a_value_error(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"Call|EOF|stored call|validation"):
        load_call(data)


def test_a_session_keeps_what_was_known_and_takes_what_is_new() -> None:
    known = CallInfo(id="x", from_number="+491", direction="inbound")
    seen = CallInfo(id="x", to_number="+492")
    merged = known.updated(seen)
    assert (merged.from_number, merged.to_number, merged.direction) == ("+491", "+492", "inbound")


YESTERDAY = b"""{
  "session": {"id": "call-1", "account_id": "a", "phone_number": "+4921155660000", "direction": "inbound",
    "from_phone_number": "+4915112345678", "to_phone_number": "+4921155660000"},
  "phase": "announcing",
  "conversation": [{"text": "meine Karte", "role": "user"}],
  "turns": 3,
  "deciding": {"number": 3, "text": "ja", "since": 1.5, "barged_in": true, "speech_ended": true, "holds": 1},
  "pending": {"destination": "cards", "language": "de", "announced": "Karten.", "since": 1.0},
  "transfers": 1, "language_heard": "de", "tried": {"desk": 1}, "misfired": ["desk"], "unclear": 1, "silences": 0,
  "fell_back": false, "interrupted": 2.5
}"""


def test_a_call_that_the_last_release_has_stored_goes_on() -> None:
    assert load_call(YESTERDAY) == Call(
        info=CallInfo(
            id="call-1",
            from_number="+4915112345678",
            to_number="+4921155660000",
            own_number="+4921155660000",
            direction="inbound",
            platform={"account_id": "a"},
        ),
        phase="announcing",
        conversation=(UserMessage(text="meine Karte"),),
        turns=3,
        current_turn=CurrentTurn(number=3, text="ja", since=1.5, interrupted=True, speech_ended=True, holds=1),
        pending=Pending(destination="cards", language="de", announced="Karten.", since=1.0),
        transfers=1,
        language_heard="de",
        tried={"desk": 1},
        misfired=("desk",),
        unclear=1,
        interrupted=2.5,
    )


def test_what_is_stored_says_its_format_first() -> None:
    assert dump_call(FULL).startswith(b'{"format":2,')
