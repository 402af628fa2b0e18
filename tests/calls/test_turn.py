"""Taking a turn: one request, at most one more, and a decision whatever happens."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest

from adapter import Directory
from adapter.calls.turn import take_turn
from adapter.errors import (
    ModelError,
    ModelGenerationFailed,
    ModelOverloaded,
    ModelServerError,
    ModelTimeout,
    ModelUnreachable,
    ModelWindowExceeded,
)
from adapter.testing import ScriptedModel, calls, raw, says
from adapter.tool_calls.conversation import AssistantMessage, ToolResult, UserMessage
from adapter.tool_calls.decision import Transfer
from adapter.tool_calls.history import utterances
from adapter.tool_calls.reply import ModelReply
from adapter.tool_calls.request import ModelRequest
from adapter.transfers.assistant_config import AssistantConfig
from adapter.transfers.offer import Offer, single_offer

pytestmark = pytest.mark.anyio


@pytest.fixture
def asked(directory_of: Callable[..., Directory], noon: datetime) -> Offer:
    return single_offer(
        AssistantConfig(directory=directory_of(cards={}, loans={})), (UserMessage(text="my card"),), noon
    )


async def test_a_good_reply_is_asked_for_once(asked: Offer) -> None:
    with ScriptedModel([calls("cards")]) as model:
        turn = await take_turn(model, asked)
    assert (turn.decision.kind, len(turn.replies), turn.first) == ("transfer", 1, None)


async def test_a_bad_reply_is_asked_about_once_and_the_second_counts(asked: Offer) -> None:
    with ScriptedModel([calls("credit_cards"), calls("cards")]) as model:
        turn = await take_turn(model, asked)
    assert turn.decision.kind == "transfer"
    assert turn.first is not None
    assert turn.first.reason == "unknown_destination"


async def test_the_model_is_never_asked_a_third_time(asked: Offer) -> None:
    with ScriptedModel([raw("send_email"), raw("send_email")]) as model:
        turn = await take_turn(model, asked)
    assert (turn.decision.kind, turn.decision.reason) == ("unclear", "unknown_tool")


async def test_a_wrong_tool_call_is_answered_by_a_tool_result_that_names_the_choices(asked: Offer) -> None:
    with ScriptedModel([raw("no tool!", "{"), calls("cards")]) as model:
        await take_turn(model, asked)
    call, result = model.requests[1].conversation[-2:]
    assert isinstance(call, AssistantMessage)
    assert isinstance(result, ToolResult)
    (recorded,) = call.tool_calls
    assert (recorded.name, recorded.arguments) == ("unknown_tool", "{}")
    assert result.call_id == recorded.id
    assert "transfer_to_cards, transfer_to_loans" in result.text


async def test_an_empty_reply_is_asked_about_at_the_end_and_the_beginning_stays(asked: Offer) -> None:
    with ScriptedModel([says(""), says("What is it about?")]) as model:
        turn = await take_turn(model, asked)
    assert turn.decision.kind == "reply"
    first, second = model.requests
    assert second.system == first.system
    said, note = second.conversation[len(first.conversation) :]
    assert second.conversation[: len(first.conversation)] == first.conversation
    assert said == AssistantMessage(text="[nothing]")
    assert isinstance(note, UserMessage)
    assert "transfer_to_cards" in note.text


PROMISE = "One moment, I'm connecting you now."


async def test_a_promise_without_a_call_is_asked_about_and_the_call_counts(asked: Offer) -> None:
    with ScriptedModel([says(PROMISE), calls("cards")]) as model:
        turn = await take_turn(model, asked)
    assert (turn.decision.kind, turn.decision.reason) == ("transfer", "tool_call")
    assert turn.first is not None
    assert turn.first.reason == "claimed"
    assert model.requests[1].conversation[-2] == AssistantMessage(text=PROMISE)
    assert "You promised to connect the caller but called no tool" in model.requests[1].conversation[-1].text
    assert model.requests[1].tool_choice == "auto"


async def test_a_promise_that_is_taken_back_is_spoken(asked: Offer) -> None:
    with ScriptedModel([says(PROMISE), says("Is it about a card?")]) as model:
        turn = await take_turn(model, asked)
    assert turn.decision.kind == "reply"


@pytest.mark.parametrize("promise", [PROMISE, "Ich verbinde Sie jetzt.", "Je vous passe un conseiller.", "Już łączę."])
async def test_a_second_promise_is_a_question_to_the_caller_and_never_spoken(asked: Offer, promise: str) -> None:
    with ScriptedModel([says(promise), says(promise)]) as model:
        turn = await take_turn(model, asked)
    assert (turn.decision.kind, turn.decision.reason) == ("unclear", "claimed")


async def test_a_call_written_as_text_needs_no_second_request(asked: Offer) -> None:
    with ScriptedModel([says('I see.\n<tool_call>{"name": "transfer_to_cards"}</tool_call>')]) as model:
        turn = await take_turn(model, asked)
    assert (turn.decision.kind, turn.decision.repairs) == ("transfer", ("written_call",))


async def test_a_broken_call_written_as_text_is_asked_about_and_never_spoken(asked: Offer) -> None:
    with ScriptedModel([says('<tool_call>{"name": "trans'), says("<tool_call>cards</tool_call>")]) as model:
        turn = await take_turn(model, asked)
    assert (turn.decision.kind, turn.decision.reason) == ("unclear", "written_call")


@pytest.mark.parametrize(
    "error", [ModelError("x"), ModelUnreachable("x"), ModelTimeout("x"), ModelOverloaded("x"), ModelServerError("x")]
)
async def test_a_model_that_fails_gives_a_failed_decision_that_says_how(asked: Offer, error: ModelError) -> None:
    with ScriptedModel([error]) as model:
        turn = await take_turn(model, asked)
    assert (turn.decision.kind, turn.decision.reason) == ("failed", error.code)
    assert turn.error is error


async def test_a_turn_that_takes_too_long_is_a_failed_decision(asked: Offer) -> None:
    turn = await take_turn(ScriptedModel([_never]), asked, seconds=0.02)
    assert (turn.decision.kind, turn.decision.reason) == ("failed", "model_timeout")


async def test_if_the_second_reply_is_late_the_first_decision_stands(asked: Offer) -> None:
    turn = await take_turn(ScriptedModel([calls("cards", "loans"), _never]), asked, seconds=0.05)
    assert (turn.decision.kind, turn.decision.reason) == ("unclear", "conflicting_calls")
    assert turn.error is not None


async def _never(_: ModelRequest) -> ModelReply:
    await asyncio.Event().wait()
    raise AssertionError


async def test_if_asking_again_fails_the_first_decision_stands(asked: Offer) -> None:
    with ScriptedModel([calls("cards", "loans"), ModelTimeout("x")]) as model:
        turn = await take_turn(model, asked)
    assert (turn.decision.kind, turn.decision.reason) == ("unclear", "conflicting_calls")
    assert turn.error is not None


WRITTEN = '<tool_call>{"name": "transfer_to_loans", "arguments": {"reason": 7}}</tool_call>'


async def test_a_failed_generation_is_asked_again_with_what_the_model_wrote(asked: Offer) -> None:
    failed = ModelGenerationFailed("x", generation="transfer_to_crads, on 0211 55660001")
    with ScriptedModel([failed, calls("cards")]) as model:
        turn = await take_turn(model, asked)
    assert (turn.decision.kind, turn.decision.reason) == ("transfer", "tool_call")
    assert turn.error is None
    first, second = model.requests
    assert second.system == first.system
    said, note = second.conversation[len(first.conversation) :]
    assert said == AssistantMessage(text="transfer_to_crads, on [number]")
    assert "could not be read" in note.text
    assert "transfer_to_cards, transfer_to_loans" in note.text


async def test_a_generation_that_fails_twice_is_the_safe_way(asked: Offer) -> None:
    with ScriptedModel([ModelGenerationFailed("x", generation="Hello?"), ModelGenerationFailed("x")]) as model:
        turn = await take_turn(model, asked)
    assert (turn.decision.kind, turn.decision.reason) == ("failed", "model_reply_unreadable")


@pytest.mark.parametrize("error", [ModelGenerationFailed("x"), ModelServerError("x"), ModelTimeout("x")])
async def test_a_whole_call_in_a_failed_generation_counts_if_asking_again_fails(
    asked: Offer, error: ModelError
) -> None:
    with ScriptedModel([ModelGenerationFailed("x", generation=WRITTEN), error]) as model:
        turn = await take_turn(model, asked)
    assert isinstance(turn.decision, Transfer)
    assert turn.decision.destination == "loans"
    with ScriptedModel([ModelGenerationFailed("x", generation=WRITTEN), calls("cards")]) as model:
        turn = await take_turn(model, asked)
    assert isinstance(turn.decision, Transfer)
    assert turn.decision.destination == "cards"


def long(asked: Offer) -> Offer:
    turns = [(UserMessage(text=f"question {number}"), AssistantMessage(text="answer")) for number in range(6)]
    said = (
        AssistantMessage(text="Hello."),
        *(message for turn in turns for message in turn),
        UserMessage(text="my card"),
    )
    return replace(asked, conversation=said)


async def test_a_window_that_is_too_small_is_asked_with_half_then_with_the_last_words(asked: Offer) -> None:
    small = ModelWindowExceeded("x")
    with ScriptedModel([small, small, says(""), calls("cards")]) as model:
        turn = await take_turn(model, long(asked))
    assert turn.decision.kind == "transfer"
    assert (turn.kept, turn.window, turn.error) == (1, small, None)
    assert [utterances(request.conversation)[0] for request in model.requests] == [
        "question 0",
        "question 3",
        "my card",
        "my card",
    ]
    assert {request.system for request in model.requests} == {asked.request.system}


async def test_if_even_the_last_words_are_too_much_the_turn_has_failed(asked: Offer) -> None:
    with ScriptedModel([ModelWindowExceeded("x")] * 3) as model:
        turn = await take_turn(model, long(asked))
    assert (turn.decision.kind, turn.decision.reason, turn.kept) == ("failed", "model_request_rejected", None)
    with ScriptedModel([ModelWindowExceeded("x")]) as model:
        assert (await take_turn(model, asked)).decision.kind == "failed"
