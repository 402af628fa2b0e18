"""On every platform each transfer is told once, and nothing else is."""

from datetime import datetime
from typing import Any

import pytest

from adapter import Assistant, Directory
from adapter.platforms import CAPABILITIES
from adapter.testing import AsyncPlayedCall, ScriptedModel, calls, hangs_up, says
from adapter.testing.scripted import Step
from adapter.tool_calls.reply import ModelReply
from tests.handoff.receiving import Taken, always, taking, told

pytestmark = pytest.mark.anyio

CALLER = "+4915112345678"
WARM = {"mode": "warm-transfer-experimental", "fallbackPlan": {"message": "Nobody.", "endCallEnabled": False}}
DIRECTORY = Directory.parse(
    {
        "destinations": {
            "cards": {
                "type": "number",
                "number": "+4921155660001",
                "message": "Cards.",
                "transferPlan": WARM,
                "policy": {"caller_id_name": "Card services", "digit": "1"},
            },
            "desk": {"type": "number", "number": "+4921155660002", "message": "The desk.", "transferPlan": WARM},
            "night": {
                "type": "number",
                "number": "+4921155660003",
                "message": "Night.",
                "policy": {"hours": "Mo-Su 22:00-23:00", "timezone": "UTC", "closed": "desk"},
            },
        },
    }
)
ON_EACH = pytest.mark.parametrize("platform", CAPABILITIES)


class Played:
    """A call to an assistant on a platform, whose transfers are told."""

    def __init__(self, platform: str, *steps: Step) -> None:
        self.taken, self.delivery = taking(always)
        self.assistant: Assistant = told(DIRECTORY, ScriptedModel([*steps]), self.delivery, platform=platform)
        self.call = AsyncPlayedCall(self.assistant, caller=CALLER, at="2026-11-20 12:00")

    async def end(self) -> Taken:
        await self.assistant.aclose()
        return self.taken


@ON_EACH
async def test_a_transfer_is_told_with_key_title_reason_language_words_and_identity(platform: str) -> None:
    played = Played(platform, calls("cards", language="en", reason="card lost"))
    await played.call.says("My card is gone, I am at 0151 2345678")
    await played.call.was_transferred_to("cards")
    taken = await played.end()
    (note,) = taken.notes.values()
    assert datetime.fromisoformat(note["timestamp"]).tzinfo is not None
    data = note["data"]
    config = played.assistant.config
    assert data["destination"] == {"key": "cards", "title": "Card services"}
    assert (data["reason"], data["language"], data["decided_by"], data["wanted"]) == (
        "card lost",
        "en",
        "tool_call",
        None,
    )
    assert {"role": "caller", "text": "My card is gone, I am at …78"} in data["transcript"]
    assert (data["caller"], data["transfer"], data["turn"]) == ("…78", 1, 1)
    assert (data["prompt"], data["model"], data["directory"]) == (
        config.prompt.identity,
        "scripted",
        DIRECTORY.fingerprint,
    )
    assert data["call"]
    assert len(taken.attempts) == 1


@ON_EACH
async def test_a_transfer_that_comes_back_and_goes_elsewhere_is_told_as_another(platform: str) -> None:
    played = Played(platform, calls("cards", language="en"), calls("desk", language="en"))
    await played.call.says("My card is gone")
    await played.call.was_transferred_to("cards")
    await played.call.comes_back()
    await played.call.says("Then somebody else")
    await played.call.was_transferred_to("desk")
    taken = await played.end()
    assert [(data["destination"]["key"], data["transfer"]) for data in taken.data] == [("cards", 1), ("desk", 2)]
    assert len(taken.notes) == len(taken.attempts) == 2
    assert {data["call"] for data in taken.data} == {taken.data[0]["call"]}


@ON_EACH
@pytest.mark.parametrize(
    "reply", [says("What is it about?"), hangs_up("Goodbye."), ModelReply(refusal="I cannot help with that.")]
)
async def test_a_question_a_goodbye_and_a_refusal_are_not_told(platform: str, reply: ModelReply) -> None:
    played = Played(platform, reply)
    await played.call.says("Thank you, that was all")
    assert not (await played.end()).attempts


@ON_EACH
async def test_a_transfer_that_is_blocked_is_not_told_but_where_it_leads_instead_is(platform: str) -> None:
    played = Played(platform, calls("night", language="en", reason="it is late"))
    await played.call.says("The night desk")
    await played.call.was_transferred_to("desk")
    (data,) = (await played.end()).data
    assert (data["destination"]["key"], data["wanted"], data["reason"]) == ("desk", "night", "it is late")


@ON_EACH
async def test_a_loop_with_nowhere_else_to_go_is_not_told(platform: str) -> None:
    taken, delivery = taking()
    assistant = told(DIRECTORY, ScriptedModel([calls("cards", language="en")]), delivery, platform=platform)
    call = AsyncPlayedCall(assistant, caller="+4921155660001", at="2026-11-20 12:00")
    await call.says("My card is gone")
    await call.was_not_transferred()
    await assistant.aclose()
    assert not taken.attempts


@pytest.mark.parametrize("platform", [name for name in CAPABILITIES if name != "vapi"])
async def test_a_key_that_is_pressed_is_told_as_what_decided(platform: str) -> None:
    played = Played(platform)
    await played.call.presses("1")
    await played.call.was_transferred_to("cards")
    (data,) = (await played.end()).data
    assert (data["decided_by"], data["reason"]) == ("digit", None)
    assert data["transcript"][-2:] == [
        {"role": "event", "text": "The caller pressed 1."},
        {"role": "assistant", "text": "Cards."},
    ]


async def test_the_choice_of_the_platforms_own_model_is_told() -> None:
    played = Played("vapi")
    await played.call.calls_tool("transfer_to_cards", reason="card lost", language="en")
    await played.call.was_transferred_to("cards")
    (data,) = (await played.end()).data
    assert (data["destination"]["key"], data["reason"]) == ("cards", "card lost")


@ON_EACH
async def test_words_while_a_transfer_is_announced_tell_nothing_twice(platform: str) -> None:
    steps: list[Any] = [calls("cards", language="en"), calls("cards", language="en", reason="the same again")]
    played = Played(platform, *steps[: 1 if platform == "vapi" else 2])
    await played.call.says("My card is gone")
    if platform != "vapi":
        await played.call.interrupts("my card, I said, and nothing else")
    await played.call.was_transferred_to("cards")
    assert len((await played.end()).attempts) == 1
