"""What a model is offered and told at a moment."""

from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from typing import Any

import pytest

from adapter import Directory
from adapter.tool_calls.conversation import AssistantMessage, Conversation, UserMessage
from adapter.tool_calls.request import ModelRequest, request
from adapter.transfers.assistant_config import AssistantConfig
from adapter.transfers.call_info import CallInfo
from adapter.transfers.offer import Offer, single_offer
from adapter.transfers.situation import Situation

Make = Callable[..., Directory]

TALK = (UserMessage(text="My card is gone."),)
OFFICE: dict[str, Any] = {"hours": "Mo-Fr 08:00-20:00", "timezone": "Europe/Berlin"}


def question(
    config: AssistantConfig, talk: Conversation, now: datetime, *, exhausted: Collection[str] = ()
) -> ModelRequest:
    situation = Situation(config=config, call=CallInfo(id="x"), now=now, language="en", exhausted=exhausted)
    return Offer(situation=situation, conversation=talk).request


@pytest.fixture
def config(directory_of: Make) -> AssistantConfig:
    return AssistantConfig(
        directory=directory_of(
            cards={"policy": OFFICE},
            loans={"policy": {**OFFICE, "closed": "desk"}},
            direct={"policy": OFFICE, "extension": "17"},
            desk={},
        )
    )


def test_in_office_hours_a_model_is_asked_as_if_there_were_none(config: AssistantConfig, noon: datetime) -> None:
    assert question(config, TALK, noon) == request(config.toolset, TALK, config.prompt)


def test_a_closed_destination_is_not_offered_and_the_model_is_told_when_it_opens(
    config: AssistantConfig, noon: datetime
) -> None:
    asked = question(config, TALK, noon + timedelta(hours=12))
    assert asked.toolset.offered == ("loans", "desk")
    assert b"transfer_to_cards" not in asked.body("chat", "m")
    assert "- cards, for this: All about cards. It opens on Monday at 08:00" in asked.system
    assert "loans" not in asked.system
    assert "direct" not in asked.system, "what is never offered need not be told of"


def test_the_system_prompt_begins_as_ever(config: AssistantConfig, noon: datetime) -> None:
    assert question(config, TALK, noon + timedelta(hours=12)).system.startswith(question(config, TALK, noon).system)


def test_what_was_tried_in_vain_is_not_offered(config: AssistantConfig, noon: datetime) -> None:
    assert question(config, TALK, noon, exhausted={"cards"}).toolset.offered == ("loans", "desk")
    assert question(config, TALK, noon + timedelta(hours=12), exhausted={"desk"}).toolset.offered == ()


def test_with_everything_closed_the_model_can_still_answer(directory_of: Make, noon: datetime) -> None:
    closed = AssistantConfig(directory=directory_of(cards={"policy": {**OFFICE, "hours": "off"}}))
    asked = question(closed, TALK, noon)
    assert asked.toolset.offered == ()
    assert "When it opens is not known." in asked.system


def test_nothing_that_the_model_reads_holds_a_configured_number(directory_of: Make, noon: datetime) -> None:
    odd = {"number": "0800", "numberE164CheckEnabled": False, "policy": {**OFFICE, "hours": "Sa 08:00-12:00"}}
    directory = directory_of(cards=odd, desk={})
    asked = question(AssistantConfig(directory=directory), TALK, noon)
    assert not directory.numbers.found_in(asked.system)


HELLO, CARD = UserMessage(text="my card is gone"), AssistantMessage(text="Which card is it?")
GREETING, NOTE = AssistantMessage(text="Hello."), UserMessage(text="[The caller pressed 1.]")


@pytest.mark.parametrize(
    ("conversation", "ends"),
    [
        ((HELLO,), False),
        ((GREETING, HELLO), False),
        ((NOTE, GREETING, HELLO), False),
        ((GREETING, HELLO, CARD, UserMessage(text="it is found")), True),
        ((GREETING, UserMessage(text="Ach nichts, auf Wiederhören")), True),
        ((GREETING, UserMessage(text="wrong number, bye")), True),
        ((), True),
    ],
)
def test_the_line_is_cut_only_after_an_answer_or_a_goodbye(
    bank: Directory, conversation: Conversation, ends: bool, noon: datetime
) -> None:
    offer = single_offer(AssistantConfig(directory=bank), conversation, noon)
    decision = offer.decide({"tool_calls": [{"function": {"name": "hang_up", "arguments": "{}"}}]})
    assert (decision.kind, decision.reason) == (("hang_up", "tool_call") if ends else ("unclear", "early_hang_up"))
    assert (decision.ask_again is None) == ends


def test_a_hang_up_of_a_reply_that_was_cut_off_is_not_followed(bank: Directory, noon: datetime) -> None:
    offer = single_offer(AssistantConfig(directory=bank), (HELLO, CARD, HELLO), noon)
    call = {"tool_calls": [{"function": {"name": "hang_up", "arguments": ""}}]}
    decision = offer.decide({"choices": [{"message": call, "finish_reason": "length"}]})
    assert (decision.kind, decision.reason) == ("failed", "cut_off")


def test_a_wish_for_a_language_is_served_whatever_the_model_names(bank: Directory, noon: datetime) -> None:
    offer = single_offer(AssistantConfig(directory=bank), (UserMessage(text="auf Deutsch bitte, meine Karte"),), noon)
    call = {"tool_calls": [{"function": {"name": "transfer_to_cards", "arguments": '{"language": "en"}'}}]}
    result = offer.resolve(call)
    assert (result.say, result.progress["language"]) == ("Ich verbinde Sie mit dem Kartenservice.", "de")
