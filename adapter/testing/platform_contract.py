"""What every voice platform has to pass: derive a test class, supply the fixtures, inherit the tests.

    class TestMyPlatform(PlatformContract):
        @pytest.fixture
        def platform(self) -> Platform:
            return MyPlatform()

        @pytest.fixture
        def simulator(self) -> Simulator:
            return MySimulator()

        @pytest.fixture
        def guarded(self) -> Guarded:
            return Guarded(platform=MyPlatform(secret="s"), signed=…, forged=…)

A platform whose answers depend on the message that they answer supplies `answered`, too. A capability that is claimed
has to show in the simulator; one that is not has to be refused with `Unsupported`, or to have the substitute that the
platform's `write` documents. Nothing is skipped, so a wrong claim does not stay green.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from adapter.assistant import Assistant
from adapter.calls.commands import AnswerTool, Command, EndCall, ListenFor, Say, StopSpeaking, TransferCall
from adapter.calls.platform import Platform, PlatformRequest
from adapter.calls.simulator import Due, ModelSimulator, Simulator
from adapter.calls.state import Call
from adapter.directory import Directory
from adapter.errors import EventError, SignatureError, Unsupported
from adapter.testing.played import AsyncPlayedCall
from adapter.testing.scripted import ScriptedModel, calls, hangs_up, says
from adapter.transfers.call_info import CallInfo
from adapter.transfers.plan import PlannedTransfer

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
CARDS, DESK = "+4921155660001", "+4921155660002"
DIRECTORY = {
    "fallback": "desk",
    "destinations": {
        "cards": {"type": "number", "number": CARDS, "message": "Cards.", "policy": {"digit": "1"}},
        "desk": {"type": "number", "number": DESK, "message": "The desk."},
    },
}


NUMBER = "+4915112345678"
"""Stands in hostile messages, and in no error about them."""
_SCALARS = ("", "null", "true", "17", "NaN", '"type"', f'"{NUMBER}"', '"\\ud83d"', "[]", "{}", "[[]]", "{", "[" * 2000)
_KEYS = ("type", "session", "id", "call", "line", "event", "message", "what", "from", "callSid")
HOSTILE: tuple[bytes, ...] = (
    *(text.encode() for text in _SCALARS),
    *(f'{{"{key}": {value}}}'.encode() for key in _KEYS for value in _SCALARS[1:11]),
    b"\xff\xfe\x00",
    b"\xef\xbb\xbf{}",
    f"<html>{NUMBER}</html>".encode(),
    json.dumps({key: {"id": NUMBER, "type": [NUMBER]} for key in _KEYS}).encode(),
    json.dumps(dict.fromkeys(_KEYS, NUMBER * 5000)).encode(),
    json.dumps({"type": "x", "session": {"id": "x" * 5000}, "line": 7}).encode(),
)
"""Bodies that no platform sends, or not like that."""


@dataclass(frozen=True, kw_only=True)
class Guarded:
    """A platform that has a secret, and messages to it: from whoever knows the secret, and from others."""

    platform: Platform
    signed: Sequence[PlatformRequest]
    forged: Sequence[PlatformRequest]


@pytest.mark.anyio
class PlatformContract:
    """The tests. Derive from it; `platform`, `simulator` and `guarded` are the subclass's fixtures."""

    @pytest.fixture
    def anyio_backend(self) -> str:
        return "asyncio"

    @pytest.fixture
    def answered(self) -> PlatformRequest:
        """The message that commands answer, where a platform's answer depends on it."""
        return PlatformRequest(body=b"")

    def played(self, platform: Platform, simulator: Simulator, model: ScriptedModel) -> AsyncPlayedCall:
        """A call by the simulator to an assistant on the platform."""
        assistant = Assistant(Directory.parse(DIRECTORY), model, platform=platform, now=lambda: NOON)
        return AsyncPlayedCall(assistant, simulator=simulator)

    async def test_a_transfer_is_announced_and_then_made_once(self, platform: Platform, simulator: Simulator) -> None:
        call = self.played(platform, simulator, ScriptedModel([calls("cards")]))
        await call.says("My card is gone")
        await call.hears("Cards.")
        await call.was_transferred_to("cards")
        assert len(simulator.transfers) == 1

    async def test_words_are_answered_and_the_call_goes_on(self, platform: Platform, simulator: Simulator) -> None:
        call = self.played(platform, simulator, ScriptedModel([says("What is it about?"), calls("desk")]))
        await call.says("Hello")
        await call.hears("What is it about?")
        await call.says("Something else")
        await call.was_transferred_to("desk")

    async def test_a_goodbye_is_heard_before_the_line_is_cut(self, platform: Platform, simulator: Simulator) -> None:
        call = self.played(platform, simulator, ScriptedModel([hangs_up("Goodbye.")]))
        await call.says("Thank you, that was all")
        await call.hears("Goodbye.")
        await call.was_hung_up()

    async def test_a_caller_who_says_nothing_is_asked_again(self, platform: Platform, simulator: Simulator) -> None:
        call = self.played(platform, simulator, ScriptedModel([]))
        if platform.capabilities.runs_model:
            with pytest.raises(Unsupported):
                simulator.silence()
            return
        await call.stays_silent()
        await call.hears("Are you still there?")

    async def test_a_caller_who_hangs_up_is_left_alone(self, platform: Platform, simulator: Simulator) -> None:
        call = self.played(platform, simulator, ScriptedModel([says("Yes?")]))
        await call.says("Hello")
        await call.hangs_up()
        await call.was_not_transferred()

    async def test_a_call_that_comes_back_is_taken_up_where_the_platform_gives_it_back(
        self, platform: Platform, simulator: Simulator
    ) -> None:
        call = self.played(platform, simulator, ScriptedModel([calls("cards")]))
        await call.says("My card is gone")
        await call.was_transferred_to("cards")
        assert simulator.comes_back == platform.capabilities.returns_failed_transfers
        if simulator.comes_back:
            await call.comes_back()
            await call.hears("nobody is available")
            await call.was_transferred_to("desk")

    async def test_a_key_picks_its_destination_where_the_platform_reports_keys(
        self, platform: Platform, simulator: Simulator
    ) -> None:
        call = self.played(platform, simulator, ScriptedModel([]))
        await call.listens()
        if platform.capabilities.digits:
            await call.presses("1")
            await call.was_transferred_to("cards")
        else:
            with pytest.raises(Unsupported):
                simulator.key("1")

    async def test_the_choice_of_the_platforms_own_model_is_carried_out_once(
        self, platform: Platform, simulator: Simulator
    ) -> None:
        assert isinstance(simulator, ModelSimulator) == platform.capabilities.runs_model
        if isinstance(simulator, ModelSimulator):
            assistant = Assistant(Directory.parse(DIRECTORY), ScriptedModel([]), platform=platform)
            simulator.take(await assistant.answer(simulator.start().request))
            simulator.take(await assistant.answer(simulator.tool_call("transfer_to_nobody").request))
            assert simulator.transfers == []
            due = simulator.tool_call("transfer_to_cards")
            for _ in range(2):
                simulator.take(await assistant.answer(due.request))
            assert [sent.number for sent in simulator.transfers] == [CARDS]
            assert simulator.spoken[-1] == "Cards."

    async def test_a_message_that_comes_twice_transfers_once(self, platform: Platform, simulator: Simulator) -> None:
        assistant = Assistant(Directory.parse(DIRECTORY), ScriptedModel([calls("cards")] * 2), platform=platform)
        await _twice(assistant, simulator, simulator.start())
        await _twice(assistant, simulator, simulator.words("My card is gone"))
        while simulator.saying is not None:
            await _twice(assistant, simulator, simulator.speech_ends())
        assert len(simulator.transfers) <= 1

    @pytest.mark.parametrize("body", HOSTILE)
    def test_whatever_bytes_come_are_an_event_or_an_event_error(self, platform: Platform, body: bytes) -> None:
        try:
            event = platform.read(PlatformRequest(body=body))
        except EventError as error:
            assert NUMBER not in str(error)
            assert len(str(error)) < 500
        else:
            assert event.call.id

    def test_what_is_signed_passes_and_what_is_forged_does_not(self, guarded: Guarded) -> None:
        assert guarded.signed
        assert guarded.forged
        for request in guarded.signed:
            guarded.platform.verify(request, NOON)
        for request in guarded.forged:
            with pytest.raises(SignatureError) as raised:
                guarded.platform.verify(request, NOON)
            assert "+49" not in str(raised.value)

    @pytest.mark.parametrize("place", range(7))
    def test_each_command_is_written_as_the_capabilities_say(
        self, platform: Platform, place: int, answered: PlatformRequest
    ) -> None:
        command, possible = _commands(platform)[place]
        call = Call(info=CallInfo(id="call-1", from_number="+4915112345678"))
        try:
            answer = platform.write(answered, call, [command])
        except Unsupported as refused:
            assert not possible
            assert refused.platform == platform.capabilities.platform
        else:
            assert answer.status < 300

    def test_nothing_to_do_is_an_answer_too(self, platform: Platform) -> None:
        answer = platform.write(PlatformRequest(body=b""), Call(info=CallInfo(id="call-1")), [])
        assert answer.status < 300
        assert answer.wake_after is None


async def _twice(assistant: Assistant, simulator: Simulator, due: Due | None) -> None:
    """Sends a message, and what follows by itself, twice each, before the platform takes the first answer."""
    while due is not None:
        answers = [
            await (assistant.wake(simulator.call_id) if due.wake else assistant.answer(due.request)) for _ in range(2)
        ]
        for answer in answers:
            simulator.take(answer)
        due = simulator.follow_up()


def _commands(platform: Platform) -> list[tuple[Command, bool]]:
    """Each command, and whether the platform says that it can be carried out."""
    able = platform.capabilities
    say = Say(text="Hello.", language="en", listen_seconds=8)
    sent = PlannedTransfer(key="cards", number=CARDS, caller_id_number="anonymous", caller_id_name="Cards")
    return [
        (say, True),
        (StopSpeaking(), able.stops_speaking),
        (TransferCall(transfer=sent), True),
        (TransferCall(transfer=sent, announcement=say), able.speaks_before_transfer),
        (EndCall(), True),
        (ListenFor(languages=("en-US",)), able.max_languages is not None),
        (AnswerTool(call_id="c", name="transfer_to_cards", text="done"), able.runs_model),
    ]
