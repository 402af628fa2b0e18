"""A rejectionPlan in calls: the model is told once, and the caller always hears something."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from adapter import Assistant, Directory
from adapter.calls.turn import take_turn
from adapter.testing import ScriptedModel, calls, says
from adapter.tool_calls.conversation import ToolResult
from tests.calls.wire import offer_of

pytestmark = pytest.mark.anyio

Make = Callable[..., Directory]

CLARIFY = "I would like to connect you with the right place. What is it about?"


@pytest.fixture
def asked_for(directory_of: Make) -> Directory:
    """Nobody is transferred who has not asked for it. The desk is the fallback."""
    condition = {"type": "regex", "regex": r"(?i)\bperson\b", "target": {"role": "user"}, "negate": True}
    destinations: dict[str, Any] = {
        key: {"type": "number", "number": f"+492115566000{digit}", "message": f"To {key}.", "policy": {"digit": digit}}
        for key, digit in (("cards", "1"), ("desk", "2"))
    }
    return Directory.parse(
        {"fallback": "desk", "destinations": destinations, "rejectionPlan": {"conditions": [condition]}}
    )


def event(kind: str, **fields: object) -> dict[str, object]:
    return {"type": kind, "session": {"id": "call-1"}, **fields}


async def heard(assistant: Assistant, text: str) -> list[object]:
    return [action.get("text") for action in await assistant.handle(event("user_speak", text=text))]


async def test_what_the_plan_does_not_reject_is_transferred(asked_for: Directory) -> None:
    with ScriptedModel([calls("cards")]) as model:
        assistant = Assistant(asked_for, model)
        assert await heard(assistant, "a person please") == ["To cards."]
        (transfer,) = await assistant.handle(event("assistant_speech_ended"))
        assert transfer["type"] == "transfer"
        await assistant.aclose()


async def test_the_model_is_told_of_the_rejection_and_answers_in_words(asked_for: Directory) -> None:
    with ScriptedModel([calls("cards"), says("What is wrong with it?")]) as model:
        assistant = Assistant(asked_for, model)
        assert await heard(assistant, "my card") == ["What is wrong with it?"]
        last = model.requests[1].conversation[-1]
        assert isinstance(last, ToolResult)
        assert "rejected" in last.text
        assert await assistant.handle(event("assistant_speech_ended")) == []
        await assistant.aclose()


async def test_a_model_that_insists_never_brings_about_a_transfer(asked_for: Directory) -> None:
    with ScriptedModel([calls("cards")] * 6) as model:
        assistant = Assistant(asked_for, model)
        for text in ("my card", "it is gone", "hello"):
            assert await heard(assistant, text) == [CLARIFY]
            assert await assistant.handle(event("assistant_speech_ended")) == []
        await assistant.aclose()


async def test_a_telephone_key_is_the_callers_own_wish(asked_for: Directory) -> None:
    with ScriptedModel([]) as model:
        assistant = Assistant(asked_for, model)
        actions = await assistant.handle(event("dtmf_received", digit="1"))
        assert [action.get("text") for action in actions] == [None, "To cards."]
        await assistant.aclose()


async def test_a_decision_outside_a_call_is_rejected_alike(asked_for: Directory, noon: datetime) -> None:
    with ScriptedModel([calls("cards"), calls("cards"), calls("cards")]) as model:
        assistant = Assistant(asked_for, model, now=lambda: noon)
        rejected = (await take_turn(model, offer_of(assistant, "my card"))).decision
        assert (rejected.kind, rejected.reason) == ("unclear", "rejected")
        allowed = (await take_turn(model, offer_of(assistant, "a person"))).decision
        assert allowed.kind == "transfer"
        await assistant.aclose()
