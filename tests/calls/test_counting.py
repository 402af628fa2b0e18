"""What is counted of calls: each thing once, whatever platform carries the call, and nothing that tells who called."""

import asyncio
import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapter import Assistant, Directory
from adapter.calls.counting import kind_of
from adapter.calls.events import CallEnded, CallerSaid, DecisionRequested
from adapter.errors import ModelServerError
from adapter.testing import PlayedCall, ScriptedModel, calls, says
from adapter.tool_calls.reply import ModelReply
from adapter.tool_calls.request import ModelRequest
from adapter.transfers.call_info import CallInfo
from tests.counted import Measured, measuring

pytestmark = pytest.mark.anyio

Make = Callable[..., Directory]
PROMISE = "I am putting you through to card services now."
SOMEBODY = CallInfo(id="call-1")


@pytest.fixture
def counted() -> Iterator[Measured]:
    with measuring() as measured:
        yield measured


@pytest.fixture
def directory(directory_of: Make) -> Directory:
    return directory_of(
        cards={"message": "Cards.", "policy": {"digit": "1"}}, desk={"message": "The desk."}, fallback="desk"
    )


@pytest.mark.parametrize(
    ("platform", "outcome"),
    [("sipgate", "unknown"), ("vapi", "no_answer"), ("twilio", "no_answer"), ("telnyx", "no_answer")],
)
def test_a_transfer_and_its_way_back_are_counted_once_on_every_platform(
    counted: Measured, directory_of: Make, platform: str, outcome: str
) -> None:
    plan = {
        "mode": "warm-transfer-experimental" if platform == "vapi" else "blind-transfer",
        "fallbackPlan": {"message": "Nobody.", "endCallEnabled": False},
        "dialTimeout": 20,
    }
    directory = directory_of(cards={"message": "Cards.", "transferPlan": plan}, desk={})
    with PlayedCall(Assistant(directory, ScriptedModel([calls("cards")]), platform=platform)) as call:
        call.says("My card is gone")
        call.was_transferred_to("cards")
        call.comes_back()
    assert counted("transfers", "destination", "reason", "platform") == {("cards", "tool_call", platform): 1}
    assert counted("transfer_outcomes", "destination", "outcome") == {("cards", outcome): 1}
    assert counted("calls", "platform") == {platform: 1}
    assert counted("decisions", "decision", "reason", "destination") == {("transfer", "tool_call", "cards"): 1}
    kind = "decision_requested" if platform == "vapi" else "caller_said"
    assert counted("answer.duration", "platform", "event")[platform, kind] == 1


async def test_what_the_platform_sends_twice_counts_once(counted: Measured, directory: Directory) -> None:
    moments = iter(range(100))
    noon = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
    assistant = Assistant(
        directory, ScriptedModel([calls("cards")]), now=lambda: noon + timedelta(milliseconds=next(moments))
    )
    session = {"id": "call-1"}
    for event in (
        {"type": "session_start", "session": session},
        {"type": "user_speak", "session": session, "text": "my card"},
        {"type": "assistant_speech_ended", "session": session},
    ):
        for _ in range(2):
            await assistant.handle(event)
    assert counted("calls") == {(): 1}
    assert counted("transfers", "destination") == {"cards": 1}
    assert counted("decisions", "destination") == {"cards": 1}


def test_a_promise_is_counted_as_what_the_model_is_asked_again_for(counted: Measured, directory: Directory) -> None:
    model = ScriptedModel([says(PROMISE), calls("cards"), says(PROMISE), says(PROMISE)])
    with PlayedCall(Assistant(directory, model)) as call:
        call.says("My card is gone")
        call.was_transferred_to("cards")
    with PlayedCall(Assistant(directory, model)) as call:
        call.says("My card is gone")
        call.was_not_transferred()
    assert counted("asked_again", "reason") == {"claimed": 2}
    assert counted("decisions", "decision", "reason") == {("transfer", "tool_call"): 1, ("unclear", "claimed"): 1}


def test_the_fallback_is_told_from_what_was_chosen_by_its_reason(counted: Measured, directory: Directory) -> None:
    with PlayedCall(Assistant(directory, ScriptedModel([ModelServerError("500")]))) as call:
        call.says("My card is gone")
        call.was_transferred_to("desk")
    with PlayedCall(Assistant(directory, ScriptedModel([]))) as call:
        call.presses("1")
        call.was_transferred_to("cards")
        call.comes_back()
        call.was_transferred_to("desk")
    assert counted("transfers", "destination", "reason") == {
        ("desk", "model_server_error"): 1,
        ("cards", "digit"): 1,
        ("desk", "no_answer"): 1,
    }
    assert counted("decisions", "decision", "destination") == {
        ("failed", None): 1,
        ("transfer", "cards"): 1,
        ("transfer", "desk"): 1,
    }


def test_a_guard_that_refuses_is_counted_with_what_stands_in(counted: Measured, directory: Directory) -> None:
    with PlayedCall(Assistant(directory, ScriptedModel([]))) as call:
        call.presses("1")
        call.was_transferred_to("cards")
        call.comes_back()
        call.was_transferred_to("desk")
        call.comes_back()
        call.presses("1")
        call.hears("nobody is available")
    assert counted("blocked_transfers", "destination", "obstacle", "instead") == {("cards", "spent", ""): 1}


async def test_a_hold_is_counted_when_it_is_spoken(counted: Measured, directory: Directory) -> None:
    async def late(_: ModelRequest) -> ModelReply:
        await gate.wait()
        return calls("cards")

    gate = asyncio.Event()
    assistant = Assistant(directory, ScriptedModel([late]), respond_within=0.01)
    session = {"id": "call-1"}
    (hold,) = await assistant.handle({"type": "user_speak", "session": session, "text": "my card"})
    assert hold["type"] == "speak"
    assert counted("holds", "platform") == {"sipgate": 1}
    gate.set()
    await assistant.aclose()


def test_what_somebody_elses_model_is_asked_again_is_no_decision(counted: Measured, directory: Directory) -> None:
    with PlayedCall(Assistant(directory, ScriptedModel([]), platform="vapi")) as call:
        call.calls_tool("transfer_to_nobody")
        call.calls_tool("transfer_to_cards")
        call.was_transferred_to("cards")
    assert counted("asked_again", "reason") == {"unknown_destination": 1}
    assert counted("decisions", "decision", "destination") == {("transfer", "cards"): 1}
    assert counted("transfers", "destination", "platform") == {("cards", "vapi"): 1}


def test_events_are_called_as_in_the_reference() -> None:
    said = CallerSaid(call=SOMEBODY, text="hello")
    assert kind_of(said) == "caller_said"
    assert kind_of(DecisionRequested(call=SOMEBODY, conversation=())) == "decision_requested"
    assert kind_of(CallEnded(call=SOMEBODY)) == "call_ended"


@given(words=st.text(max_size=60), name=st.text(max_size=30), key=st.sampled_from("0123456789*#"))
def test_no_attribute_is_anything_that_was_said_or_called(directory_of: Make, words: str, name: str, key: str) -> None:
    directory = directory_of(cards={"policy": {"digit": "1"}}, desk={}, fallback="desk")
    with measuring() as measured:
        model = ScriptedModel([calls(name or "x"), says(words or "x"), calls("cards")])
        with PlayedCall(Assistant(directory, model)) as call:
            call.says(words.strip() or "hello")
            call.presses(key)
            call.hangs_up()
        values = Counter(str(value) for _, point in measured.points() for value in point.attributes.values())
    known = re.compile(r"[a-z_]{0,40}|scripted")
    assert [value for value in values if not known.fullmatch(value)] == []
    assert values.keys() & {words, name} <= {"cards", "desk", "scripted", ""}
