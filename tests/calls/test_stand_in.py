"""Calls whose model dies in the middle: decided, asked or sent to the fallback, none in silence, on every platform."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import cycle
from pathlib import Path

import pytest

from adapter import Assistant, Directory
from adapter.calls.memory import MemoryStore
from adapter.calls.record import DecisionRecord
from adapter.calls.turn import Turn
from adapter.errors import ModelUnreachable
from adapter.models.fallback import FallbackModel
from adapter.models.rotation import FAILURES
from adapter.models.semantic import SemanticModel
from adapter.models.stand_in import StandIn
from adapter.search.local_embedder import LocalEmbedder
from adapter.testing import ScriptedModel, calls, says
from adapter.testing.played import AsyncPlayedCall
from adapter.tool_calls.decision import Transfer
from tests.models.made_up import calibration_for

pytestmark = pytest.mark.anyio

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
PLATFORMS = ("sipgate", "vapi", "twilio", "telnyx")
CASES = Path(__file__).parent.parent.parent / "examples" / "bank" / "cases.jsonl"
DIALOGUES = 50
THRESHOLD = 0.4


@pytest.fixture(scope="module")
def stand_in(local_embedder: LocalEmbedder, bank: Directory) -> StandIn:
    return StandIn(SemanticModel(local_embedder), calibration_for(bank, local_embedder.id, THRESHOLD))


def openings() -> list[str]:
    """What fifty callers say, from all departments and from none, in several languages."""
    texts = [case["text"] for line in CASES.read_text("utf-8").splitlines() if "text" in (case := json.loads(line))]
    return texts[:: len(texts) // DIALOGUES][:DIALOGUES]


class Dying:
    """An assistant whose model answers once and is then gone; what its turns came to."""

    def __init__(self, directory: Directory, stand_in: StandIn, platform: str, first: Sequence[object] = ()) -> None:
        self.turns: list[Turn] = []
        self.model = ScriptedModel([says("What is it about?"), *first], then=ModelUnreachable("gone"))  # type: ignore[list-item]  # replies
        self.chain = FallbackModel([self.model], stand_in=stand_in)
        self.assistant = Assistant(
            directory,
            self.chain,
            platform=platform,
            store=MemoryStore(),
            now=lambda: NOON,
            on_turn=lambda _call, turn, _step: self.turns.append(turn),
        )


def open_line(call: AsyncPlayedCall) -> bool:
    return call._telephony.phase == "open"


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_fifty_callers_whose_model_dies_are_decided_asked_or_sent_on_and_none_hears_silence(
    bank: Directory, stand_in: StandIn, platform: str
) -> None:
    answers = cycle(["yes", "ja genau", "no", "nein, es geht um einen Kredit", "what do you mean?"])
    bands: set[str] = set()
    for text in openings():
        dying = Dying(bank, stand_in, platform)
        async with AsyncPlayedCall(dying.assistant, directory=bank, platform=platform) as call:
            await call.says("Hello")
            await call.hears("What is it about?")
            said = text
            for _ in range(5):
                before = len(call.spoken) + len(call.actions)
                await call.says(said)
                await call.listens()
                assert len(call.spoken) + len(call.actions) > before, f"silence after {said!r}\n{call.transcript}"
                if not open_line(call):
                    break
                said = next(answers)
            assert not open_line(call), f"still in talks\n{call.transcript}"
        for turn in dying.turns[1:]:
            bands.add(_judged(turn))
        await dying.assistant.aclose()
    assert {"transfer", "ask", "fallback", "confirmed", "declined"} <= bands


def _judged(turn: Turn) -> str:
    """The band of a turn, which is all that can have led to a transfer."""
    assert turn.error is None
    (reply,) = turn.replies
    routing = reply.routing
    assert routing is not None
    if isinstance(turn.decision, Transfer):
        assert turn.decision.destination == routing.destination
        sure = routing.gate is not None and routing.gate >= THRESHOLD
        assert (routing.band == "transfer" and sure) or routing.band == "confirmed"
    return routing.band


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_without_a_calibration_nobody_is_transferred_unasked(
    bank: Directory, local_embedder: LocalEmbedder, platform: str
) -> None:
    dying = Dying(bank, StandIn(SemanticModel(local_embedder)), platform)
    async with AsyncPlayedCall(dying.assistant, directory=bank, platform=platform) as call:
        await call.says("Hello")
        await call.says("my bank card was stolen, please block my card")
        await call.hears("Card services, is that right?")
        await call.says("yes please")
        await call.was_transferred_to("cards")
    await dying.assistant.aclose()


async def test_the_question_is_in_the_callers_language_and_no_twice_leads_to_the_fallback(
    bank: Directory, local_embedder: LocalEmbedder
) -> None:
    dying = Dying(bank, StandIn(SemanticModel(local_embedder)), "sipgate")
    async with AsyncPlayedCall(dying.assistant, directory=bank) as call:
        await call.says("Guten Tag, ich hätte da eine Frage")
        await call.says("meine Bankkarte wurde gestohlen, bitte die Karte sperren")
        await call.hears("Card services, ist das richtig?")
        await call.says("nein")
        await call.hears("Worum geht es?")
        await call.says("nein")
        await call.was_transferred_to(bank.fallback or "")
    await dying.assistant.aclose()


async def test_a_question_that_is_interrupted_after_the_name_is_answered_all_the_same(
    bank: Directory, local_embedder: LocalEmbedder
) -> None:
    dying = Dying(bank, StandIn(SemanticModel(local_embedder)), "twilio")
    async with AsyncPlayedCall(dying.assistant, directory=bank, platform="twilio") as call:
        await call.says("Hello")
        await call.says("my bank card was stolen, please block my card")
        await call.interrupts("yes")
        await call.was_transferred_to("cards")
    await dying.assistant.aclose()


async def test_another_process_knows_of_the_open_question_and_a_repeated_yes_transfers_once(
    bank: Directory, local_embedder: LocalEmbedder
) -> None:
    store = MemoryStore()
    router = StandIn(SemanticModel(local_embedder))

    def process() -> Assistant:
        gone = ScriptedModel(then=ModelUnreachable("gone"))
        return Assistant(bank, FallbackModel([gone], stand_in=router), store=store, now=lambda: NOON)

    def said(text: str) -> dict[str, object]:
        return {"type": "user_speak", "session": {"id": "call-1"}, "text": text}

    (asked,) = await process().handle(said("my bank card was stolen, please block my card"))
    assert asked["text"] == "Card services, is that right?"
    second = process()
    (announced,) = await second.handle(said("yes"))
    again = await second.handle(said("yes"))
    assert announced["type"] == "speak"
    assert again in ([], [announced])
    (sent,) = await process().handle({"type": "assistant_speech_ended", "session": {"id": "call-1"}})
    assert (sent["type"], sent["target_phone_number"]) == ("transfer", bank.destinations["cards"].record.number)
    assert await process().handle({"type": "assistant_speech_ended", "session": {"id": "call-1"}}) == []


async def test_a_model_that_is_back_takes_over_at_the_next_turn(bank: Directory, stand_in: StandIn) -> None:
    gone = [ModelUnreachable("gone")] * FAILURES
    # one for the trial, whose answer nobody hears
    dying = Dying(bank, stand_in, "sipgate", [*gone, calls("loans"), calls("loans")])
    async with AsyncPlayedCall(dying.assistant, directory=bank) as call:
        await call.says("Hello")
        for _ in range(FAILURES):
            await AsyncPlayedCall(dying.assistant, directory=bank).says("my bank card was stolen, block my card")
        assert len(dying.model.requests) == 1 + FAILURES
    resting = AsyncPlayedCall(dying.assistant, directory=bank)
    await resting.says("what is the weather like on Mars")
    assert len(dying.model.requests) == 1 + FAILURES + 1
    back = AsyncPlayedCall(dying.assistant, directory=bank)
    await back.says("what is the weather like on Mars")
    await back.was_transferred_to("loans")
    dying.model.assert_complete()
    await dying.assistant.aclose()


async def test_the_record_tells_band_gate_threshold_and_calibration(
    bank: Directory, stand_in: StandIn, tmp_path: Path
) -> None:
    dying = Dying(bank, stand_in, "sipgate")
    record = DecisionRecord(tmp_path / "record.jsonl", dying.assistant.config, dying.chain.name)
    dying.assistant.handler.on_turn = record
    async with AsyncPlayedCall(dying.assistant, directory=bank) as call:
        await call.says("Hello")
        await call.says("my bank card was stolen, please block my card")
    await record.aclose()
    line = json.loads((tmp_path / "record.jsonl").read_text("utf-8").splitlines()[-1])
    assert line["model"] == "scripted, then semantic"
    routing = line["replies"][0]["routing"]
    assert (routing["band"], routing["destination"], routing["threshold"]) == ("transfer", "cards", THRESHOLD)
    assert routing["gate"] >= THRESHOLD
    assert routing["calibration"] == "callers+0123456789ab"
    await dying.assistant.aclose()
