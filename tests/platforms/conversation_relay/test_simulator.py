"""The simulator sends what the carriers' own packages read, and takes nothing that the carriers would not."""

import json
from urllib.parse import parse_qsl

import pytest
from tac.models.voice import ConversationRelayCallbackPayload, InterruptMessage, PromptMessage, SetupMessage

from adapter import Assistant, Directory
from adapter.calls.platform import PlatformAnswer
from adapter.calls.simulator import Due
from adapter.platforms import Telnyx, Twilio
from adapter.platforms.conversation_relay.simulator import RelaySimulator
from adapter.testing import ScriptedModel

pytestmark = pytest.mark.anyio
DIRECTORY = Directory.parse(
    {
        "fallback": "desk",
        "destinations": {
            "desk": {"type": "number", "number": "+4921155660003", "message": "The desk.", "policy": {"digit": "1"}}
        },
    }
)
CONNECT = (
    '<Response><Connect action="https://h/a" method="POST"><ConversationRelay url="wss://h/c"{}/></Connect></Response>'
)


def document(text: str, media_type: str = "application/xml") -> PlatformAnswer:
    return PlatformAnswer(media_type=media_type, body=text.encode())


def frames(*wire: object) -> PlatformAnswer:
    return PlatformAnswer(body=json.dumps(wire).encode())


def form(due: Due) -> dict[str, str]:
    return dict(parse_qsl(due.request.body.decode()))


def connected(carrier: type[Twilio | Telnyx] = Twilio) -> RelaySimulator:
    simulator = RelaySimulator(carrier.carrier)
    simulator.start()
    simulator.take(document(CONNECT.format(' welcomeGreeting="Hello." welcomeGreetingInterruptible="any"')))
    simulator.follow_up()
    return simulator


async def test_what_it_sends_is_what_twilios_agent_package_reads() -> None:
    assistant = Assistant(DIRECTORY, ScriptedModel(), platform="twilio")
    simulator = RelaySimulator(Twilio.carrier)
    simulator.take(await assistant.answer(simulator.start().request))
    setup = simulator.follow_up()
    assert setup is not None
    told = SetupMessage.model_validate_json(setup.request.body)
    assert (told.call_sid, told.direction) == (simulator.call_id, "inbound")
    simulator.take(await assistant.answer(setup.request))
    interrupt = simulator.words("hello?")
    assert InterruptMessage.model_validate_json(interrupt.request.body).utterance_until_interrupt
    prompt = simulator.follow_up()
    assert prompt is not None
    assert PromptMessage.model_validate_json(prompt.request.body).voice_prompt == "hello?"
    simulator.take(await assistant.answer(simulator.key("1").request))
    simulator.take(frames({"type": "end", "handoffData": "x"}))
    action = simulator.follow_up()
    assert action is not None
    payload = ConversationRelayCallbackPayload.model_validate(form(action))
    assert (payload.session_status, payload.call_status) == ("ended", "in-progress")


@pytest.mark.parametrize(
    "answer",
    [
        PlatformAnswer(),
        PlatformAnswer(status=422, media_type="application/xml"),
        document("{}", "application/json"),
        document("<Response/>"),
        document("<Response><Say>Hello</Say></Response>"),
        document(CONNECT.format(' typoAttr="1"')),
        document('<Response><Dial><Number foo="1">+4921155660003</Number></Dial></Response>'),
        document("<Response><Hangup/><Hangup/></Response>"),
    ],
)
def test_what_is_no_document_for_a_call_is_refused(answer: PlatformAnswer) -> None:
    simulator = RelaySimulator(Twilio.carrier)
    simulator.start()
    with pytest.raises(ValueError, match=r".+"):
        simulator.take(answer)


@pytest.mark.parametrize(
    "frame",
    [
        {"type": "clear"},
        {"type": "text", "token": "a"},
        {"type": "text", "token": 1, "last": True},
        {"type": "text", "token": "a", "last": True, "voice": "x"},
        {"type": "end", "handoffData": {"a": 1}},
    ],
)
def test_a_frame_that_a_carrier_would_drop_is_refused(frame: dict[str, object]) -> None:
    simulator = connected()
    simulator.words("hello")
    with pytest.raises(ValueError, match=r".+"):
        simulator.take(frames(frame))


def test_telnyx_takes_only_what_its_pages_know() -> None:
    simulator = RelaySimulator(Telnyx.carrier)
    simulator.start()
    with pytest.raises(ValueError, match="events"):
        simulator.take(document(CONNECT.format(' events="speaker-events"')))
    simulator = connected(Telnyx)
    simulator.words("hello")
    with pytest.raises(ValueError, match="preemptible"):
        simulator.take(frames({"type": "text", "token": "a", "last": True, "preemptible": True}))


def test_a_sentence_that_is_preemptible_gives_way_to_the_next_and_another_one_waits() -> None:
    simulator = connected()
    simulator.speech_ends()
    hold = {"type": "text", "token": "Hold.", "last": True, "interruptible": False, "preemptible": True}
    simulator.take(frames(hold, {"type": "text", "token": "Cards.", "last": True, "interruptible": False}))
    assert simulator.saying == "Cards."
    simulator.take(frames({"type": "text", "token": "More.", "last": True}))
    assert simulator.saying == "Cards."
    simulator.speech_ends()
    assert simulator.saying == "More."


def test_what_is_sent_over_a_websocket_that_is_gone_is_not_heard() -> None:
    simulator = connected()
    simulator.words("hello")
    simulator.take(frames({"type": "end"}, {"type": "text", "token": "Late.", "last": True}))
    assert "Late." not in simulator.spoken
