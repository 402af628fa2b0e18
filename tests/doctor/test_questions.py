"""What the doctor asks: requests that every server takes, and in which no number stands."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import get_args

import pytest
from hypothesis import given, reject
from hypothesis import strategies as st

from adapter import Directory
from adapter.doctor.questions import later_turn, plain, questions, small_choice, without_tools
from adapter.errors import OperatorError
from adapter.models.request_fields import request_fields
from adapter.testing.scenario.history_checks import check_history
from adapter.tool_calls.json_choice import Choice, asked_by_schema
from adapter.tool_calls.prompt import Sentences, default_prompt
from adapter.tool_calls.request import ModelApi, ModelRequest
from adapter.transfers.assistant_config import AssistantConfig
from tests.conftest import NOON


def asked(config: AssistantConfig, now: datetime) -> list[ModelRequest]:
    """All that is asked of a directory."""
    found: list[ModelRequest] = []
    for question in questions(config, now):
        request = question.offer.request
        found += [request, without_tools(request), plain(request, question.words), later_turn(question)]
        found.append(small_choice(question))
    return found


@pytest.mark.parametrize("api", ["chat", "responses"])
@pytest.mark.parametrize("exposure", ["each", "single"])
def test_the_strictest_server_takes_all_of_it(bank: Directory, noon: datetime, api: ModelApi, exposure: str) -> None:
    requests = asked(AssistantConfig(directory=bank, exposure=exposure), noon)  # type: ignore[arg-type]
    assert len(requests) == 10
    for request in requests:
        check_history(request.conversation, api)
        check_history(asked_by_schema(request).conversation, api)


def test_words_are_an_example_of_a_destination_that_is_offered_now(bank: Directory, noon: datetime) -> None:
    for question in questions(AssistantConfig(directory=bank), noon):
        assert question.key in question.offer.toolset.keys
        assert question.words in bank.destinations[question.key].policy.examples


def test_without_examples_they_are_made_of_the_description(
    directory_of: Callable[..., Directory], noon: datetime
) -> None:
    directory = directory_of(loans={"description": "Loans and mortgages."})
    (question,) = questions(AssistantConfig(directory=directory), noon)
    assert question.words == "I am calling about this: Loans and mortgages."


def test_where_everything_is_closed_there_is_nothing_to_ask_for(
    directory_of: Callable[..., Directory], noon: datetime
) -> None:
    directory = directory_of(loans={"policy": {"hours": "Mo-Fr 01:00-02:00", "timezone": "UTC"}})
    assert questions(AssistantConfig(directory=directory), noon) == ()


def test_without_tools_nothing_else_changes(bank: Directory, noon: datetime) -> None:
    request = questions(AssistantConfig(directory=bank), noon)[0].offer.request
    bare = without_tools(request)
    assert b'"tools"' not in bare.body("chat", "m")
    assert (bare.system, bare.conversation) == (request.system, request.conversation)


@pytest.mark.numbers_on_purpose("words that hold one are handed in")
def test_a_number_in_the_words_of_a_plain_question_is_masked(bank: Directory, noon: datetime) -> None:
    number = bank.destinations["cards"].record.number
    request = questions(AssistantConfig(directory=bank), noon)[0].offer.request
    assert not bank.numbers.found_in(plain(request, f"I dialled {number}").conversation[0].text)


def test_a_later_turn_has_the_shapes_of_a_call(bank: Directory, noon: datetime) -> None:
    request = later_turn(questions(AssistantConfig(directory=bank), noon)[0])
    roles = [message.role for message in request.conversation]
    assert roles[:3] == ["user", "assistant", "user"]
    assert roles[-2:] == ["assistant", "tool"]
    assert roles.count("tool") == 2


NUMBERS = st.from_regex(r"\+49211[0-9]{6,8}", fullmatch=True)
SAID = st.sampled_from(["{}", "call {} please", "my number is {} and yours", "({})", "{}{}"])
SPELLINGS = st.sampled_from([str, " ".join, lambda number: number.replace("+", "00"), lambda number: "0" + number[3:]])


@given(NUMBERS, SAID, SPELLINGS, st.text(max_size=40), st.booleans())
def test_no_number_of_the_directory_is_ever_sent(
    number: str, words: str, spelling: Callable[[str], str], example: str, single: bool
) -> None:
    """A greeting may tell one: callers are to hear it, and the model is not."""
    policy = {"policy": {"examples": [example]}} if example.strip() else {}
    record = {"type": "number", "number": number, "description": "Cards.", **policy}
    try:
        directory = Directory.parse({"destinations": {"cards": record}})
        greeting = Sentences(greeting=words.replace("{}", spelling(number)))
        prompt = replace(default_prompt(), sentences={"en": greeting})
        config = AssistantConfig(directory=directory, prompt=prompt, exposure="single" if single else "each")
        requests = asked(config, NOON)
    except OperatorError:
        reject()
    for request in requests:
        for choice in get_args(Choice):
            body = request_fields("chat", choice=choice).body(request, "m").decode()
            assert number[1:] not in body
            assert not directory.numbers.found_in(body)
