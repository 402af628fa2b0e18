"""What a carrier sends, read as neutral events: by field, by odd field, and by nothing at all."""

from urllib.parse import urlencode

import pytest
from tac.models.voice import InterruptMessage, PromptMessage, SetupMessage

from adapter.calls.events import (
    CallEnded,
    CallerSaid,
    CallResumed,
    CallStarted,
    Event,
    Interrupted,
    KeyPressed,
    SpeechEnded,
    TransferReturned,
    Unrecognised,
)
from adapter.calls.platform import PlatformRequest
from adapter.errors import EventError
from adapter.platforms import Twilio
from adapter.transfers.call_info import CallInfo

PLATFORM = Twilio()
URL = "wss://h/conversation-relay?call=CA1&token=twilio.n"
CALL = CallInfo(id="CA1")


def frame(text: str, url: str = URL) -> Event:
    return PLATFORM.read(PlatformRequest(body=text.encode(), endpoint="/conversation-relay", url=url))


def posted(place: str, nonce: str = "n", query: str = "", **form: str) -> Event:
    body = urlencode({"CallSid": "CA1", **form}).encode()
    path = f"/conversation-relay/{place}"
    return PLATFORM.read(PlatformRequest(body=body, endpoint=path, url=f"https://h{path}{query}", nonce=nonce))


def test_the_first_frame_tells_the_facts_of_the_call() -> None:
    setup = SetupMessage.model_validate(
        {"callSid": "CA1", "from": "+4915112345678", "to": "+493023125000", "direction": "inbound", "accountSid": "AC1"}
    )
    event = frame(setup.model_dump_json(by_alias=True))
    assert event == Unrecognised(
        kind="setup",
        call=CallInfo(
            id="CA1",
            from_number="+4915112345678",
            to_number="+493023125000",
            own_number="+493023125000",
            direction="inbound",
            platform={"account": "AC1"},
        ),
    )


def test_words_are_read_when_they_are_whole() -> None:
    whole = PromptMessage.model_validate({"voicePrompt": "Meine Karte", "lang": "de-DE", "last": True})
    assert frame(whole.model_dump_json(by_alias=True)) == CallerSaid(call=CALL, text="Meine Karte", language="de-DE")
    part = PromptMessage.model_validate({"voicePrompt": "Meine", "last": False})
    assert frame(part.model_dump_json(by_alias=True)) == Unrecognised(call=CALL, kind="prompt")


def test_what_was_heard_until_the_caller_interrupted_is_read() -> None:
    message = InterruptMessage.model_validate(
        {"utteranceUntilInterrupt": "Ich verbinde", "durationUntilInterruptMs": 4}
    )
    assert frame(message.model_dump_json(by_alias=True)) == Interrupted(call=CALL, heard="Ich verbinde")


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ('{"type":"prompt","voicePrompt":"a"}', CallerSaid(call=CALL, text="a")),
        ('{"type":"prompt","voicePrompt":7,"lang":[],"last":"x"}', CallerSaid(call=CALL, text="")),
        ('{"type":"interrupt"}', Interrupted(call=CALL, heard=None)),
        (
            '{"type":"interrupt","utteranceUntilInterrupt":"","durationUntilInterruptMs":"460"}',
            Interrupted(call=CALL, heard=""),
        ),
        ('{"type":"dtmf","digit":"#"}', KeyPressed(call=CALL, digit="#")),
        ('{"type":"dtmf","digit":5}', KeyPressed(call=CALL, digit="5")),
        ('{"type":"dtmf","digit":"12"}', KeyPressed(call=CALL, digit=None)),
        ('{"type":"info","name":"agentSpeaking","value":"off","ts":1}', SpeechEnded(call=CALL)),
        ('{"type":"info","name":"agentSpeaking","value":"on"}', Unrecognised(call=CALL, kind="info")),
        ('{"type":"info","name":"tokensPlayed","value":"Ich"}', SpeechEnded(call=CALL, played="Ich")),
        ('{"type":"info","name":["agentSpeaking"],"value":{}}', Unrecognised(call=CALL, kind="info")),
        ('{"type":"error","description":"Invalid"}', Unrecognised(call=CALL, kind="error")),
        ('{"type":"eagerEndOfTurn"}', Unrecognised(call=CALL, kind="eagerEndOfTurn")),
    ],
)
def test_an_odd_field_costs_nobody_an_answer(text: str, event: Event) -> None:
    assert frame(text) == event


def test_a_frame_is_of_its_connections_call() -> None:
    assert frame('{"type":"setup","callSid":"CA1"}', url="").call.id == "CA1"
    with pytest.raises(EventError):
        frame('{"type":"prompt","voicePrompt":"a"}', url="")


@pytest.mark.parametrize(
    ("direction", "own", "told"),
    [
        ("inbound", "+2", "inbound"),
        ("outbound-api", "+1", "outbound"),
        ("outbound-dial", "+1", "outbound"),
        ("", "+2", None),
    ],
)
def test_the_assistants_own_line_is_the_one_that_was_called_or_that_calls(direction: str, own: str, told: str) -> None:
    call = posted("voice", From="+1", To="+2", Direction=direction).call
    assert (call.own_number, call.direction) == (own, told)


def test_a_call_begins_with_a_question_of_a_name() -> None:
    event = posted("voice", AccountSid="AC1", From=" ", To="x" * 500)
    call = CallInfo(id="CA1", platform={"account": "AC1"})
    assert event == CallStarted(call=call, inquiry="voice", ticket="twilio.n")


@pytest.mark.parametrize(
    ("form", "over"),
    [
        ({"SessionStatus": "ended", "CallStatus": "in-progress"}, False),
        ({"SessionStatus": "failed", "ErrorCode": "64102"}, False),
        ({"SessionStatus": "something"}, False),
        ({}, False),
        ({"SessionStatus": "completed"}, True),
        ({"SessionStatus": "completed", "CallStatus": "in-progress"}, False),
        ({"SessionStatus": "ended", "CallStatus": "completed"}, True),
    ],
)
def test_a_session_that_is_over_asks_what_now_unless_the_caller_is_gone(form: dict[str, str], over: bool) -> None:
    event = posted("action", SessionId="VX1", HandoffData='{"transfer":"evil"}', **form)
    resumed = CallResumed(call=CALL, inquiry="session VX1", ticket="twilio.n")
    assert event == (CallEnded(call=CALL) if over else resumed)


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        ("busy", "busy"),
        ("no-answer", "no_answer"),
        ("failed", "failed"),
        ("canceled", "unknown"),
        ("", "unknown"),
        ("x", "unknown"),
    ],
)
def test_a_leg_that_nobody_answered_gives_the_caller_back(status: str, outcome: str) -> None:
    event = posted("back", DialCallStatus=status, DialCallSid="CA2", CallStatus="in-progress")
    assert event == TransferReturned(call=CALL, outcome=outcome, inquiry="dial CA2", ticket="twilio.n")  # type: ignore[arg-type]  # of a table


@pytest.mark.parametrize(
    "form",
    [
        {"DialCallStatus": "completed"},
        {"DialCallStatus": "answered"},
        {"DialCallStatus": "canceled", "CallStatus": "completed"},
    ],
)
def test_a_leg_that_was_answered_or_whose_caller_is_gone_is_the_end(form: dict[str, str]) -> None:
    assert posted("back", **form) == CallEnded(call=CALL)


def test_a_question_without_a_name_has_that_of_our_own_address_else_one_that_no_other_has() -> None:
    def name(event: Event) -> str:
        assert isinstance(event, CallResumed)
        return event.inquiry

    assert name(posted("action", query="?over=abc")) == "session abc"
    assert name(posted("action", query="?over=abc", SessionId="VX1")) == "session VX1"
    assert name(posted("action", nonce="a")) != name(posted("action", nonce="b"))
