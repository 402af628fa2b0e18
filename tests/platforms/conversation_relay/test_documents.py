"""Documents and frames as the carriers take them, by the attributes of the rendered XML."""

from collections.abc import Callable
from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest

from adapter import Assistant, Directory
from adapter.calls.commands import AnswerTool, Command, EndCall, ListenFor, Say, StopSpeaking, TransferCall
from adapter.calls.platform import PlatformRequest
from adapter.calls.state import Call, Told
from adapter.directory import AzureTts, ElevenLabsTts, Voice
from adapter.errors import Unsupported
from adapter.platforms import Telnyx, Twilio
from adapter.platforms.conversation_relay import ConversationRelay
from adapter.testing import ScriptedModel
from adapter.transfers.call_info import CallInfo
from adapter.transfers.plan import PlannedTransfer

PUBLIC = "https://calls.example"
VOICE = PlatformRequest(
    body=b"CallSid=CA1", endpoint="/conversation-relay/voice", url="http://127.0.0.1:8080/conversation-relay/voice"
)
CALL = Call(info=CallInfo(id="CA1"), phase="listening", told=(Told(inquiry="voice", at=0.0, ticket="twilio.n"),))
SENT = PlannedTransfer(
    key="cards", number="+4921155660001", caller_id_number="+4915112345678", caller_id_name="Cards", ring_seconds=20
)
SAY = Say(text="Guten Tag <&>", language="de", listen_seconds=8)


def written(
    platform: ConversationRelay, *commands: Command, request: PlatformRequest = VOICE, call: Call = CALL
) -> ElementTree.Element:
    answer = platform.write(request, call, commands)
    assert (answer.status, answer.media_type) == (200, "application/xml")
    (verb,) = ElementTree.fromstring(answer.body)
    return verb


def test_a_connection_of_twilio_has_exactly_these_attributes() -> None:
    voices = (
        Voice(tts=ElevenLabsTts(voice="v1")),
        Voice(tts=AzureTts(language="en-GB", voice="en-GB-RyanNeural")),
        None,
    )
    connect = written(Twilio(public_url=PUBLIC), ListenFor(languages=("de-DE", "en-GB", "fr-FR"), voices=voices), SAY)
    assert connect.attrib == {"action": f"{PUBLIC}/conversation-relay/action", "method": "POST"}
    (relay,) = connect
    assert relay.attrib == {
        "url": "wss://calls.example/conversation-relay?call=CA1&token=twilio.n",
        "welcomeGreeting": "Guten Tag <&>",
        "welcomeGreetingInterruptible": "any",
        "language": "de-DE",
        "interruptible": "any",
        "reportInputDuringAgentSpeech": "any",
        "dtmfDetection": "true",
        "events": "speaker-events tokens-played",
    }
    assert [language.attrib for language in relay] == [
        {"code": "de-DE", "ttsProvider": "ElevenLabs", "voice": "v1"},
        {"code": "en-GB"},
        {"code": "fr-FR"},
    ]


def test_a_connection_of_telnyx_has_only_what_its_pages_know() -> None:
    connect = written(Telnyx(public_url=PUBLIC), ListenFor(languages=("de-DE",)), SAY)
    (relay,) = connect
    assert set(relay.attrib) == {
        "url",
        "welcomeGreeting",
        "welcomeGreetingInterruptible",
        "language",
        "interruptible",
        "dtmfDetection",
    }
    assert connect.attrib["action"].startswith(f"{PUBLIC}/conversation-relay/action?over=")
    assert "twilio.n" not in connect.attrib["action"], "nobody can open the connection by its name"


def test_a_sentence_that_leads_on_to_something_is_not_to_be_interrupted() -> None:
    (relay,) = written(Twilio(), Say(text="Cards.", language="en", interruptible=False, listen_seconds=2))
    assert relay.attrib["welcomeGreetingInterruptible"] == "none"


def test_without_a_public_url_the_addresses_are_those_of_the_request() -> None:
    connect = written(Twilio(), SAY)
    assert connect.attrib["action"] == "http://127.0.0.1:8080/conversation-relay/action"
    assert connect[0].attrib["url"].startswith("ws://127.0.0.1:8080/conversation-relay?")


def test_mounted_in_another_application_the_addresses_lead_there() -> None:
    request = PlatformRequest(body=b"CallSid=CA1", endpoint="/bot/conversation-relay/voice", url=VOICE.url)
    connect = written(Twilio(public_url=PUBLIC), SAY, request=request)
    assert connect.attrib["action"] == f"{PUBLIC}/bot/conversation-relay/action"


def test_a_transfer_of_twilio() -> None:
    dial = written(Twilio(public_url=PUBLIC), TransferCall(transfer=SENT, tones="101"))
    assert dial.tag == "Dial"
    assert dial.attrib == {
        "action": f"{PUBLIC}/conversation-relay/back",
        "method": "POST",
        "timeout": "20",
        "callerId": "+4915112345678",
        "answerOnBridge": "true",
    }
    assert dial[0].attrib == {"sendDigits": "wwww101"}
    assert dial[0].text == "+4921155660001"


def test_a_transfer_of_telnyx_shows_a_name() -> None:
    dial = written(Telnyx(public_url=PUBLIC), TransferCall(transfer=SENT))
    assert dial.attrib.pop("action").startswith(f"{PUBLIC}/conversation-relay/back?over=")
    assert dial.attrib == {"method": "POST", "timeout": "20", "callerId": "+4915112345678", "fromDisplayName": "Cards"}
    with pytest.raises(Unsupported):
        written(Telnyx(), TransferCall(transfer=SENT, tones="101"))


def test_a_caller_id_that_nobody_may_be_shown_is_left_to_the_carrier() -> None:
    hidden = PlannedTransfer(
        key="x", number="+4921155660001", caller_id_number="anonymous", caller_id_name="x", extension="17"
    )
    dial = written(Twilio(), TransferCall(transfer=hidden))
    assert "callerId" not in dial.attrib
    assert "timeout" not in dial.attrib
    assert dial[0].text == "+492115566000117"


def test_the_end_of_a_call_is_a_document_too() -> None:
    assert written(Twilio(), EndCall()).tag == "Hangup"
    assert written(Twilio(), call=Call(info=CallInfo(id="CA1"), phase="ended")).tag == "Hangup"


def test_the_frames_of_a_websocket() -> None:
    request = PlatformRequest(body=b"{}", endpoint="/conversation-relay")
    commands = (StopSpeaking(), ListenFor(languages=("de-DE",)), SAY, TransferCall(transfer=SENT))
    assert Twilio().write(request, CALL, commands).body == (
        b'[{"type":"language","ttsLanguage":"de-DE","transcriptionLanguage":"de-DE"},'
        b'{"type":"text","token":"Guten Tag <&>","last":true,"lang":"de-DE","interruptible":true},'
        b'{"type":"end","handoffData":"{\\"transfer\\": \\"cards\\"}"}]'
    )
    hold = Say(text="One moment.", language="en", interruptible=False, listen_seconds=2)
    assert b'"preemptible":true' in Twilio().write(request, CALL, [hold]).body
    assert b"preemptible" not in Telnyx().write(request, CALL, [hold]).body
    assert Twilio().write(request, CALL, [EndCall()]).body == b'[{"type":"end"}]'
    assert Twilio().write(request, CALL, []).body == b""


@pytest.mark.parametrize(
    "command", [AnswerTool(call_id="c", name="n", text="t"), TransferCall(transfer=SENT, announcement=SAY)]
)
def test_what_there_is_none_of_is_refused(command: Command) -> None:
    for request in (VOICE, PlatformRequest(body=b"{}")):
        with pytest.raises(Unsupported):
            Twilio().write(request, CALL, [command])


@pytest.mark.anyio
async def test_the_languages_of_a_directory_and_the_voice_of_each_are_set_up_with_the_connection(
    directory_of: Callable[..., Directory],
) -> None:
    message = {"contents": [{"type": "text", "language": tag, "text": "x"} for tag in ("de", "en")]}
    directory = directory_of(
        cards={"message": {"type": "custom-message", **message}},
        speech={
            "de": {"tts": {"provider": "eleven_labs", "voice": "v1"}},
            "en": {"tts": {"provider": "azure", "language": "en-GB"}},
        },
    )
    assistant = Assistant(directory, ScriptedModel(), platform=Twilio(), now=lambda: datetime(2026, 11, 20, tzinfo=UTC))
    answer = await assistant.answer(VOICE)
    relay = ElementTree.fromstring(answer.body)[0][0]
    assert relay.attrib["language"] == "en-GB"
    assert [language.attrib for language in relay][:2] == [
        {"code": "en-GB"},
        {"code": "de-DE", "ttsProvider": "ElevenLabs", "voice": "v1"},
    ]
