"""ConversationRelay over the network: documents for a carrier's requests, frames over its WebSocket."""

import asyncio
import logging
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from datetime import UTC, datetime

import httpx2
import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus

from adapter import Assistant, Directory
from adapter.models.model import Model
from adapter.platforms import Telnyx, Twilio
from adapter.service import relay, relay_socket
from adapter.service.app import create_app
from adapter.testing import ScriptedModel, calls, hangs_up, in_pieces, says
from adapter.tool_calls.reply import ModelReply
from adapter.tool_calls.request import ModelRequest
from adapter.transfers.assistant_config import AssistantConfig
from tests.platforms.conversation_relay.signing import VOICE, telnyx_key, telnyx_signed
from tests.service.relay_client import Document, RelayClient, Session, query_of
from tests.serving import serving

pytestmark = pytest.mark.anyio

PUBLIC = "https://calls.example"
CARDS, DESK = "+4921155660000", "+4921155660001"
Serve = Callable[..., RelayClient]


@pytest.fixture
def serve(directory_of: Callable[..., Directory]) -> Iterator[Serve]:
    """Serves both carriers: `serve(model, secrets=…)` gives a carrier that calls, and signs with the first secret."""
    directory = directory_of(
        cards={"message": "Cards.", "extension": "101", "policy": {"extension": "send"}},
        desk={"message": "The desk.", "policy": {"digit": "1"}},
        fallback="desk",
    )
    with ExitStack() as stack:

        def start(
            model: Model | None = None,
            *,
            secrets: tuple[str, ...] = (),
            question_timeout: float = 8.0,
            respond_within: float = 3.0,
        ) -> RelayClient:
            public = PUBLIC if secrets else None
            config = AssistantConfig(directory=directory, question_timeout=question_timeout)
            first = Assistant(config, model or ScriptedModel(), respond_within=respond_within)
            twilio = first.on(Twilio(secrets=secrets, public_url=public))
            app = create_app(first, platforms=[twilio, first.on(Telnyx())])
            client = stack.enter_context(httpx2.Client(base_url=stack.enter_context(serving(app)), timeout=20))
            return RelayClient(client, token=secrets[0] if secrets else "", public=PUBLIC if secrets else "")

        yield start


async def test_a_call_from_its_first_request_to_the_destination_that_did_not_answer(serve: Serve) -> None:
    carrier = serve(ScriptedModel([calls("cards")]), secrets=("token",))
    connected = carrier.voice()
    assert connected.kind == "Connect"
    assert connected.greeting == "Hello. How can I help you?"
    assert connected.verb.attrib["action"] == f"{PUBLIC}/conversation-relay/action"
    assert connected.socket.startswith("wss://calls.example/conversation-relay?")
    async with carrier.connecting(connected.socket) as connection:
        session = await Session(connection).setup()
        await session.interrupts("Hello.")
        await session.says("My card is gone")
        assert await session.hears() == {
            "type": "text",
            "token": "Cards.",
            "last": True,
            "lang": "en-US",
            "interruptible": False,
            "preemptible": True,
        }
        await session.stops_speaking()
        assert await session.hears() == {"type": "end", "handoffData": '{"transfer": "cards"}'}
    dial = carrier.action()
    assert dial.kind == "Dial"
    assert dial.dialled == CARDS
    assert dial.verb[0].attrib == {"sendDigits": "wwww101"}
    assert dial.verb.attrib == {
        "action": f"{PUBLIC}/conversation-relay/back",
        "method": "POST",
        "answerOnBridge": "true",
        "timeout": "30",
        "callerId": "+4915112345678",
    }
    again = carrier.back("no-answer")
    assert again.kind == "Connect"
    assert again.greeting == "I am sorry, nobody is available there right now. The desk."
    assert again.verb[0].attrib["welcomeGreetingInterruptible"] == "none"
    async with carrier.connecting(again.socket) as connection:
        session = await Session(connection).setup()
        await session.stops_speaking()
        assert (await session.hears())["type"] == "end"
    assert carrier.action("VX2").dialled == DESK
    assert carrier.back("completed", "CA3").kind == "Hangup"


async def test_an_answer_is_spoken_from_its_first_sentence_on(serve: Serve) -> None:
    heard = threading.Event()

    async def until_heard() -> None:
        assert await asyncio.to_thread(heard.wait, 20)

    slow = in_pieces("We open early. You can ", until_heard, "come by at any time.")
    carrier = serve(ScriptedModel([says("Yes?"), slow]))
    async with carrier.connecting(carrier.voice().socket) as connection:
        session = await Session(connection).setup()
        await session.says("Hello?")
        await session.hears()
        await session.says("When do you open?")
        first = await session.hears()
        assert (first["token"], first["last"]) == ("We open early. ", False)
        heard.set()
        rest = await session.hears()
        assert (rest["token"], rest["last"]) == ("You can come by at any time.", True)


async def test_a_goodbye_is_heard_before_the_line_is_cut(serve: Serve) -> None:
    carrier = serve(ScriptedModel([hangs_up("Goodbye.")]))
    async with carrier.connecting(carrier.voice().socket) as connection:
        session = await Session(connection).setup()
        await session.says("That was all")
        assert (await session.hears())["token"] == "Goodbye."
        await session.stops_speaking()
        assert await session.hears() == {"type": "end"}
    assert carrier.action().kind == "Hangup"
    assert carrier.action().kind == "Hangup"


async def test_a_key_stops_what_is_said_and_picks_its_destination(serve: Serve) -> None:
    carrier = serve()
    async with carrier.connecting(carrier.voice().socket) as connection:
        session = await Session(connection).setup()
        await session.presses("1")
        assert (await session.hears())["token"] == "The desk."
        await session.raw({"type": "info", "name": "tokensPlayed", "value": "The"})
        await session.raw({"type": "info", "name": "tokensPlayed", "value": "The desk."})
        assert (await session.hears())["type"] == "end"


async def test_the_timer_makes_a_transfer_whose_end_of_speech_is_lost(serve: Serve) -> None:
    carrier = serve(ScriptedModel([calls("cards")]))
    async with carrier.connecting(carrier.voice().socket) as connection:
        session = await Session(connection).setup()
        await session.says("My card is gone")
        assert (await session.hears())["token"] == "Cards."
        assert (await session.hears())["type"] == "end"


async def test_a_caller_who_is_silent_is_asked_again_by_our_own_timer(serve: Serve) -> None:
    carrier = serve(ScriptedModel([says("Yes?")]), question_timeout=0.2)
    async with carrier.connecting(carrier.voice().socket) as connection:
        session = await Session(connection).setup()
        assert (await session.hears())["token"].startswith("Are you still there?")


async def test_what_was_heard_of_an_interrupted_sentence_is_what_the_model_is_told(serve: Serve) -> None:
    model = ScriptedModel([says("We are open from eight to six. Anything else?"), calls("cards")])
    carrier = serve(model)
    async with carrier.connecting(carrier.voice().socket) as connection:
        session = await Session(connection).setup()
        await session.says("When are you open?")
        await session.hears()
        await session.interrupts("We are open")
        await session.says("My card is gone")
        assert (await session.hears())["token"] == "Cards."
    told = [message.text for message in model.requests[-1].conversation]
    assert told[-2:] == ["We are open", "My card is gone"]


async def test_a_websocket_that_is_lost_is_opened_again_and_the_conversation_goes_on(serve: Serve) -> None:
    carrier = serve(ScriptedModel([says("What is it about?"), calls("cards")]))
    async with carrier.connecting(carrier.voice().socket) as connection:
        session = await Session(connection).setup()
        await session.says("Hello")
        await session.hears()
    again = carrier.action("VX1", SessionStatus="failed", ErrorCode="64105")
    assert again.greeting.startswith("Are you still there?")
    assert carrier.action("VX1", SessionStatus="failed", ErrorCode="64105").text == again.text
    async with carrier.connecting(again.socket) as connection:
        session = await Session(connection).setup()
        await session.says("My card is gone")
        assert (await session.hears())["token"] == "Cards."


async def test_a_websocket_that_is_lost_again_and_again_ends_at_the_fallback(serve: Serve) -> None:
    carrier = serve()
    carrier.voice()
    kinds = [carrier.action(f"VX{number}", SessionStatus="failed").kind for number in range(4)]
    assert kinds == ["Connect", "Connect", "Connect", "Dial"]


@pytest.mark.parametrize("status", ["failed", "ended"])
async def test_a_websocket_that_is_lost_in_an_announcement_does_not_lose_the_transfer(
    serve: Serve, status: str
) -> None:
    carrier = serve(ScriptedModel([calls("cards")]))
    async with carrier.connecting(carrier.voice().socket) as connection:
        session = await Session(connection).setup()
        await session.says("My card is gone")
        await session.hears()
    first = carrier.action("VX1", SessionStatus=status)
    assert first.dialled == CARDS
    assert carrier.action("VX1", SessionStatus=status).text == first.text


async def test_a_caller_who_has_hung_up_is_left_alone(serve: Serve) -> None:
    carrier = serve(ScriptedModel([calls("cards")]))
    async with carrier.connecting(carrier.voice().socket) as connection:
        session = await Session(connection).setup()
        await session.says("My card is gone")
        await session.hears()
    assert carrier.action(SessionStatus="completed", CallStatus="completed").kind == "Hangup"
    assert carrier.action("VX2").kind == "Hangup"
    assert carrier.back("busy").kind == "Hangup"


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        ("completed", "Hangup"),
        ("answered", "Hangup"),
        ("busy", "Connect"),
        ("no-answer", "Connect"),
        ("failed", "Connect"),
        ("canceled", "Connect"),
        ("", "Connect"),
        ("something-new", "Connect"),
    ],
)
async def test_every_end_of_a_dialled_leg_has_its_document_and_the_same_one_each_time(
    serve: Serve, status: str, kind: str
) -> None:
    carrier = serve()
    async with carrier.connecting(carrier.voice().socket) as connection:
        session = await Session(connection).setup()
        await session.presses("1")
        await session.hears()
    assert carrier.action().dialled == DESK
    first = carrier.back(status)
    assert first.kind == kind
    assert carrier.back(status).text == first.text
    if kind == "Connect":
        assert first.greeting.startswith("I am sorry, nobody is available")


async def test_a_token_opens_one_connection_and_no_other(serve: Serve) -> None:
    carrier = serve(secrets=("token",))
    url = carrier.voice().socket
    async with carrier.connecting(url):
        pass
    other = url.replace("call=CA1", "call=CA2")
    for address in (
        url,
        other,
        f"{url}x",
        url.split("&")[0],
        url.split("?")[0],
        url.replace("token=twilio", "token=telnyx"),
    ):
        with pytest.raises(InvalidStatus) as refused:
            await carrier.connecting(address)
        assert refused.value.response.status_code == 401
        assert b"CA" not in (refused.value.response.body or b"")


async def test_an_upgrade_is_signed_over_the_address_of_the_document(serve: Serve) -> None:
    carrier = serve(secrets=("token",))
    url = carrier.voice().socket
    for token, status in (("", 401), ("wrong", 403)):
        with pytest.raises(InvalidStatus) as refused:
            await carrier.connecting(url, token=token)
        assert refused.value.response.status_code == status
    async with carrier.connecting(url) as connection:  # a refused one has not spent the token
        await Session(connection).setup()


async def test_a_first_frame_of_another_call_closes_the_websocket(serve: Serve) -> None:
    carrier = serve()
    async with carrier.connecting(carrier.voice().socket) as connection:
        await Session(connection).setup(call="CA9")
        with pytest.raises(ConnectionClosed):
            await connection.recv()
        assert connection.close_code == 1008


async def test_a_websocket_over_which_nothing_comes_is_closed(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(relay_socket, "FIRST_FRAME_SECONDS", 0.05)
    carrier = serve()
    async with carrier.connecting(carrier.voice().socket) as connection:
        with pytest.raises(ConnectionClosed):
            await connection.recv()
        assert connection.close_code == 1008


async def test_the_language_is_told_before_the_first_sentence_in_it(serve: Serve) -> None:
    carrier = serve(ScriptedModel([calls("cards", language="de"), says("Gern.")]))
    async with carrier.connecting(carrier.voice().socket) as connection:
        session = await Session(connection).setup()
        await session.says("Meine Karte ist weg")
        assert await session.hears() == {
            "type": "language",
            "ttsLanguage": "de-DE",
            "transcriptionLanguage": "de-DE",
        }
        assert (await session.hears())["lang"] == "de-DE"
        await session.says("Halt, eine andere Frage")
        frame = await session.hears()
        assert (frame["type"], frame["lang"]) == ("text", "de-DE")


async def test_a_late_decision_follows_a_hold_sentence(serve: Serve) -> None:
    ready = threading.Event()

    async def slow(_: ModelRequest) -> ModelReply:
        await asyncio.to_thread(ready.wait, 20)
        return calls("cards")

    carrier = serve(ScriptedModel([slow]), respond_within=0.3)
    async with carrier.connecting(carrier.voice().socket) as connection:
        session = await Session(connection).setup()
        await session.says("My card is gone")
        hold = await session.hears()
        assert hold["token"] == "One moment, please."
        assert hold["preemptible"] is True
        ready.set()
        await session.stops_speaking()
        while (frame := await session.hears())["token"] == hold["token"]:
            await session.stops_speaking()
        assert frame["token"] == "Cards."


async def test_a_newer_utterance_overtakes_the_one_that_is_being_decided(serve: Serve) -> None:
    asked = threading.Event()

    async def never(_: ModelRequest) -> ModelReply:
        asked.set()
        await asyncio.Event().wait()
        raise AssertionError("it waits for ever")

    carrier = serve(ScriptedModel([never, calls("desk")]))
    async with carrier.connecting(carrier.voice().socket) as connection:
        session = await Session(connection).setup()
        await session.says("My card")
        assert await asyncio.to_thread(asked.wait, 10)
        await session.says("No, the desk")
        assert (await session.hears())["token"] == "The desk."


async def test_a_socket_that_closes_while_words_are_decided_does_not_lose_the_decision(serve: Serve) -> None:
    asked, ready = threading.Event(), threading.Event()

    async def slow(_: ModelRequest) -> ModelReply:
        asked.set()
        await asyncio.to_thread(ready.wait, 20)
        return calls("desk")

    carrier = serve(ScriptedModel([slow]))
    async with carrier.connecting(carrier.voice().socket) as connection:
        session = await Session(connection).setup()
        await session.says("The desk please")
        assert await asyncio.to_thread(asked.wait, 10)
    ready.set()
    document = await asyncio.to_thread(carrier.action, "VX1", SessionStatus="failed")
    assert document.greeting == "The desk." or document.dialled == DESK


async def test_frames_that_are_none_are_passed_over(serve: Serve) -> None:
    carrier = serve(ScriptedModel([says("Yes?")]))
    async with carrier.connecting(carrier.voice().socket) as connection:
        session = await Session(connection).setup()
        for text in ("", "x", "[]", "{}", '{"type": 1}', '{"type": "error", "description": "+4915112345678"}'):
            await session.raw(text)
        for odd in ({"type": "dtmf"}, {"type": "info"}, {"type": "interrupt"}, {"type": "prompt", "voicePrompt": 7}):
            await session.raw(odd)
        await session.raw({"type": "prompt", "voicePrompt": "Hel", "last": False})
        await session.says("Hello")
        assert (await session.hears())["token"] == "Yes?"


@pytest.mark.parametrize(
    "body", [b"", b"x", b"\xff\xfe", b"CallSid=", b"CallSid=a%20b", b"{}", b"&" * 500, b"a=1&" * 300]
)
@pytest.mark.parametrize("place", ["voice", "action", "back"])
async def test_what_is_no_request_of_a_carrier_is_told_so_and_not_repeated(
    serve: Serve, place: str, body: bytes
) -> None:
    response = serve().client.post(f"/conversation-relay/{place}", content=body)
    assert response.status_code == 422
    assert response.json()["title"] == "Not an event"


async def test_a_request_that_is_not_signed_or_wrongly_does_nothing(
    serve: Serve, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    carrier = serve(secrets=("new", "old"))
    monkeypatch.setattr(relay.logger, "filters", [])  # of a kind one a minute
    caplog.set_level(logging.INFO)
    assert carrier.post("voice", token="").status_code == 401
    wrong = carrier.post("voice", token="third")
    assert wrong.status_code == 403
    assert not [name for name in CALL_NAMES if name in wrong.text]
    refused = [record.getMessage() for record in caplog.records if "refused" in record.getMessage()]
    assert len(refused) == 2
    assert not [name for name in CALL_NAMES for line in refused if name in line]
    assert carrier.post("voice", token="old").status_code == 200


CALL_NAMES = ("CA1", "AC1", "4915112345678")


async def test_without_proof_the_carrier_is_told_by_its_account(serve: Serve) -> None:
    carrier = serve()
    assert query_of(carrier.voice().socket)["token"].startswith("twilio.")
    telnyx = RelayClient(carrier.client, CallSid="v3:1", AccountSid="6a2f-uuid")
    document = telnyx.voice()
    assert query_of(document.socket)["token"].startswith("telnyx.")
    assert "events" not in document.verb[0].attrib


async def test_telnyx_signs_with_a_time_that_does_not_grow_old(directory_of: Callable[..., Directory]) -> None:
    key, public = telnyx_key(b"1")
    first = Assistant(directory_of(cards={}), ScriptedModel())
    app = create_app(first, platforms=[first.on(Telnyx(secrets=[public], public_url=PUBLIC))])
    now = datetime.now(UTC).timestamp()
    with serving(app) as url, httpx2.Client(base_url=url) as client:

        def posted(headers: Mapping[str, str], body: bytes = VOICE.body) -> httpx2.Response:
            return client.post("/conversation-relay/voice", content=body, headers=dict(headers))

        good = telnyx_signed(VOICE, key, now).headers
        assert posted({}).status_code == 401
        assert posted(good, b"CallSid=CA2").status_code == 403
        assert posted(telnyx_signed(VOICE, key, now - 400).headers).status_code == 403
        assert posted(telnyx_signed(VOICE, telnyx_key(b"2")[0], now).headers).status_code == 403
        document = Document(posted(good))
        async with RelayClient(client).connecting(document.socket):  # its token is the proof
            pass
        with pytest.raises(InvalidStatus) as refused:
            await RelayClient(client).connecting(document.socket)
        assert refused.value.response.status_code == 401


async def test_without_its_secret_a_carrier_is_served_to_this_machine_alone(serve: Serve) -> None:
    carrier = serve()
    for headers in ({"host": "calls.example"}, {"origin": "https://calls.example"}, {"x-forwarded-for": "192.0.2.1"}):
        response = carrier.client.post("/conversation-relay/voice", data=carrier.call, headers=headers)
        assert response.status_code == 404


async def test_what_is_not_served_is_not_found(directory_of: Callable[..., Directory]) -> None:
    app = create_app(Assistant(directory_of(cards={}), ScriptedModel()))
    with serving(app) as url, httpx2.Client(base_url=url) as client:
        assert client.post("/conversation-relay/voice", data={"CallSid": "CA1"}).status_code == 404
        with pytest.raises(InvalidStatus):
            await RelayClient(client).connecting("ws://x/conversation-relay?call=CA1&token=twilio.x")


async def test_the_address_is_the_public_one_whatever_the_host_says(serve: Serve) -> None:
    carrier = serve(secrets=("token",))
    carrier.client.headers["host"] = "evil.example"
    text = carrier.voice().text
    assert "evil" not in text
    assert "wss://calls.example/" in text


@pytest.mark.parametrize("place", ["voice", "action", "back"])
async def test_what_is_larger_than_any_form_is_refused(serve: Serve, place: str) -> None:
    client = serve().client
    answer = client.post(f"/conversation-relay/{place}", content=b"CallSid=CA1&a=" + b"a" * relay.MAX_BYTES)
    assert answer.status_code == 413
    assert f"/conversation-relay/{place}" in client.get("/openapi.json").json()["paths"]


async def test_many_calls_at_once_do_not_mix(serve: Serve) -> None:
    model = ScriptedModel([calls("cards")] * 8)
    first = serve(model)

    async def played(number: int) -> str:
        carrier = RelayClient(first.client, CallSid=f"CA{number:032d}")
        document = await asyncio.to_thread(carrier.voice)
        async with carrier.connecting(document.socket) as connection:
            session = await Session(connection, carrier.call["CallSid"]).setup()
            await session.says("My card is gone")
            await session.hears()
            await session.stops_speaking()
            await session.hears()
        return (await asyncio.to_thread(carrier.action, f"VX{number}")).dialled

    assert await asyncio.gather(*(played(number) for number in range(8))) == [CARDS] * 8
