"""The question for a destination, found again in what was said, in whatever process the answer lands."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapter import Directory
from adapter.tool_calls.confirmation import OpenQuestion
from adapter.tool_calls.conversation import AssistantMessage, Conversation, ToolCall, UserMessage
from adapter.tool_calls.decision import Unclear
from adapter.tool_calls.prompt import default_prompt, load_prompt
from adapter.transfers.assistant_config import AssistantConfig
from adapter.transfers.offer import Offer, single_offer
from adapter.transfers.open_question import question_text
from adapter.transfers.plan import plan

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)

Make = Callable[..., Directory]


@pytest.fixture
def config(directory_of: Make) -> AssistantConfig:
    named = {"policy": {"caller_id_name": "Card services"}}
    return AssistantConfig(directory=directory_of(cards=named, card_disputes={}, desk={}, fallback="desk"))


def offer(config: AssistantConfig, *messages: str) -> Offer:
    roles = (AssistantMessage, UserMessage)
    said: Conversation = (UserMessage(text="hi"), *(roles[at % 2](text=text) for at, text in enumerate(messages)))
    return single_offer(config, said, NOON)


def found(config: AssistantConfig, *messages: str) -> OpenQuestion | None:
    return offer(config, *messages).request.question


@pytest.mark.parametrize("language", default_prompt().languages)
def test_every_language_asks_by_name_and_is_found_again(config: AssistantConfig, language: str) -> None:
    for key, name in (("cards", "Card services"), ("card_disputes", "Card disputes")):
        text = question_text(key, offer(config).situation, language)
        assert text.startswith(name)
        question = found(config, text, "mhm")
        assert question is not None
        assert question.destination == key


def test_what_was_said_before_or_heard_of_it_makes_no_difference(config: AssistantConfig) -> None:
    whole = ("Sorry. Card services, is that right?", "CARD SERVICES is that right")
    for heard in (*whole, "Card services, is", "card services"):
        assert found(config, heard, "yes") == OpenQuestion(destination="cards", answer="yes")


@pytest.mark.parametrize(
    "said", ["Card", "How can I help?", "Card services is closed.", "Card services, is that right? Or the desk?", ""]
)
def test_another_sentence_is_no_question(config: AssistantConfig, said: str) -> None:
    assert found(config, said, "yes") is None


def test_only_what_was_asked_last_is_open(config: AssistantConfig) -> None:
    assert found(config, "Card services, is that right?", "no", "What is it about?", "yes") is None
    assert found(config, "Card services, is that right?") is None, "nobody has answered yet"


def test_a_transfer_in_between_ends_the_question(config: AssistantConfig) -> None:
    call = AssistantMessage(text="", tool_calls=(ToolCall(name="transfer_to_cards", arguments="{}", id="call00001"),))
    asked = AssistantMessage(text="Card services, is that right?")
    said = (UserMessage(text="hi"), asked, call, UserMessage(text="yes"))
    assert single_offer(config, said, NOON).request.question is None


def test_answers_in_several_utterances_and_notes_count_as_one(config: AssistantConfig) -> None:
    asked = AssistantMessage(text="Card services, is that right?")
    said = (UserMessage(text="hi"), asked, UserMessage(text="[The caller says nothing.]"), UserMessage(text="yes"))
    question = single_offer(config, (*said, UserMessage(text="exactly")), NOON).request.question
    assert question == OpenQuestion(destination="cards", answer="yes")


def test_a_caller_is_asked_twice_in_a_row_and_then_put_through_to_the_fallback(config: AssistantConfig) -> None:
    unsure = Unclear(reason="unsure", candidates=("cards",))
    situation = offer(config).situation
    first = plan(unsure, situation)
    assert (first.say, first.then, first.unclear) == ("Card services, is that right?", "listen", 1)
    declined = plan(Unclear(reason="declined"), replace(situation, unclear=1))
    assert (declined.then, declined.unclear) == ("listen", 2)
    last = plan(unsure, replace(situation, unclear=2))
    assert last.transfer is not None
    assert last.transfer.key == "desk"


def test_a_prompt_of_before_asks_in_the_shipped_words(directory_of: Make) -> None:
    old = AssistantConfig(directory=directory_of(cards={}), prompt=load_prompt("receptionist@v1"), language="de")
    assert question_text("cards", offer(old).situation, "de") == "Cards, ist das richtig?"


@given(before=st.text(max_size=80), answer=st.text(max_size=80))
def test_whatever_is_said_a_question_is_for_an_offered_destination(bank: Directory, before: str, answer: str) -> None:
    question = found(AssistantConfig(directory=bank), before, answer)
    assert question is None or question.destination in bank.destinations
