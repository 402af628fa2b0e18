"""Platforms that ask what to do now: the same question gets the same answer, and what it opens is opened once."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from adapter.calls.commands import Command, ListenFor, Say, TransferCall
from adapter.calls.events import (
    CallerSaid,
    CallerSilent,
    CallResumed,
    CallStarted,
    Event,
    Interrupted,
    KeyPressed,
    SpeechEnded,
    TransferReturned,
)
from adapter.calls.flow import answered_inquiry, on_event
from adapter.calls.inquiries import MAX_TOLD, TICKET_SECONDS, ticket_used
from adapter.calls.state import Call, dump_call, load_call
from adapter.calls.steps import Step, carry_out
from adapter.directory import Capabilities, Directory
from adapter.tool_calls.conversation import AssistantMessage
from adapter.tool_calls.decision import Reply, Transfer
from adapter.transfers.assistant_config import AssistantConfig
from adapter.transfers.call_info import CallInfo

INFO = CallInfo(id="c1", from_number="+4915112345678", to_number="+493023125000")
ASKS = Capabilities(platform="p", asks_what_next=True, follows_language=True, max_languages=1)
STARTED = CallStarted(call=INFO, inquiry="voice", ticket="t1")


@pytest.fixture
def config(directory_of: Callable[..., Directory]) -> AssistantConfig:
    texts = [{"type": "text", "language": tag, "text": tag} for tag in ("en", "de")]
    directory = directory_of(
        cards={"message": {"type": "custom-message", "contents": texts}},
        desk={"message": "The desk.", "policy": {"digit": "1"}},
        fallback="desk",
    )
    return AssistantConfig(directory=directory, capabilities=ASKS)


class Asked:
    """A call, and what events lead to in it."""

    def __init__(self, config: AssistantConfig, now: datetime) -> None:
        self.config, self.now, self.call = config, now, Call(info=INFO)

    def __call__(self, event: Event) -> tuple[Command, ...]:
        step = on_event(self.call, event, self.now, self.config)
        step = answered_inquiry(step, event, self.now, self.config)
        self.call = step.call
        return step.commands


@pytest.fixture
def asked(config: AssistantConfig, noon: datetime) -> Asked:
    return Asked(config, noon)


def test_the_same_question_gets_the_same_answer_however_late(asked: Asked) -> None:
    first = asked(STARTED)
    assert [type(command) for command in first] == [ListenFor, Say]
    kept = asked.call
    asked.now += timedelta(minutes=30)
    assert asked(replace(STARTED, ticket="t2")) == first
    assert asked.call == kept, "and keeps the ticket that the first answer gave out"


def test_a_transfer_is_the_answer_to_one_question_and_told_again_to_that_one_alone(asked: Asked) -> None:
    asked(STARTED)
    asked(KeyPressed(call=INFO, digit="1"))
    (sent,) = asked(CallResumed(call=INFO, inquiry="session 1"))
    assert isinstance(sent, TransferCall)
    assert asked(CallResumed(call=INFO, inquiry="session 1")) == (sent,)
    assert not [command for command in asked(CallResumed(call=INFO, inquiry="session 2")) if command == sent]
    assert asked(CallResumed(call=INFO, inquiry="session 1")) == (sent,), "what it was told stays what it was told"


def test_words_after_a_transfer_was_handed_over_change_nothing(asked: Asked) -> None:
    asked(STARTED)
    asked(KeyPressed(call=INFO, digit="1"))
    asked(CallResumed(call=INFO, inquiry="session 1"))
    asked.now += timedelta(seconds=60)
    before = asked.call
    assert asked(CallerSaid(call=INFO, text="hello?")) == ()
    assert asked.call == before


def test_a_call_that_comes_back_is_back_once(asked: Asked) -> None:
    asked(STARTED)
    asked(KeyPressed(call=INFO, digit="1"))
    asked(CallResumed(call=INFO, inquiry="session 1"))
    back = TransferReturned(call=INFO, outcome="busy", inquiry="dial 1", ticket="t2")
    first = asked(back)
    assert [type(command) for command in first] == [ListenFor, Say]
    assert asked(back) == first
    assert asked.call.tried == {"desk": 1}


def test_a_ticket_is_good_for_one_connection_and_a_minute(asked: Asked) -> None:
    asked(STARTED)
    used = ticket_used(asked.call, "t1", asked.now)
    assert used is not None
    assert ticket_used(used, "t1", asked.now) is None
    assert ticket_used(asked.call, "t2", asked.now) is None
    assert ticket_used(asked.call, "", asked.now) is None
    late = asked.now + timedelta(seconds=TICKET_SECONDS + 1)
    assert ticket_used(asked.call, "t1", late) is None


def test_the_timer_of_a_sentence_begins_when_its_connection_is_opened(asked: Asked) -> None:
    asked(STARTED)
    due = asked.now.timestamp() + 5
    used = ticket_used(replace(asked.call, wake_at=due), "t1", asked.now + timedelta(seconds=3))
    assert used is not None
    assert used.wake_at == due + 3


def test_an_answer_that_opens_nothing_gives_out_no_ticket(asked: Asked) -> None:
    asked(STARTED)
    asked(KeyPressed(call=INFO, digit="1"))
    asked(CallResumed(call=INFO, inquiry="session 1", ticket="t3"))
    assert ticket_used(asked.call, "t3", asked.now) is None


def test_no_more_answers_are_kept_than_can_be_asked_for_again(asked: Asked) -> None:
    for number in range(3 * MAX_TOLD):
        asked(CallResumed(call=INFO, inquiry=f"session {number}"))
    assert len(asked.call.told) <= MAX_TOLD
    assert load_call(dump_call(asked.call)) == asked.call


def test_the_platform_is_told_the_language_when_it_changes_and_with_every_connection(
    asked: Asked, config: AssistantConfig, noon: datetime
) -> None:
    (listening, _) = asked(STARTED)
    assert isinstance(listening, ListenFor)
    assert listening.languages[:2] == ("en-US", "de-DE")
    assert "fr-FR" in listening.languages, "the prompt has sentences in it"
    german = CallerSaid(call=INFO, text="Ich habe meine Karte verloren, bitte helfen Sie mir")
    asked(german)
    step = carry_out(asked.call, Reply(text="Gern.", reason="text"), config, noon)
    step = answered_inquiry(step, german, noon, config)
    (told,) = (command for command in step.commands if isinstance(command, ListenFor))
    assert told.languages[:2] == ("de-DE", "en-US")
    again = carry_out(step.call, Transfer(destination="cards", reason="tool_call"), config, noon)
    assert not [
        command for command in answered_inquiry(again, german, noon, config).commands if isinstance(command, ListenFor)
    ]


@pytest.mark.parametrize(
    ("heard", "kept"),
    [
        ("Hello. How", "Hello. How"),
        (" Hello.  How ", "Hello. How"),
        ("", ""),
        ("Goodbye", "Hello. How can I help you?"),
        (None, "Hello. How can I help you?"),
        ("Hello. How can I help you? And more", "Hello. How can I help you?"),
    ],
)
def test_the_history_says_what_was_heard_of_an_interrupted_sentence(asked: Asked, heard: str | None, kept: str) -> None:
    asked(STARTED)
    asked(Interrupted(call=INFO, heard=heard))
    assert asked.call.conversation == (AssistantMessage(text=kept),)


def test_of_two_that_are_asked_at_once_both_get_the_answer(asked: Asked, config: AssistantConfig) -> None:
    first = asked(STARTED)
    step = answered_inquiry(Step(call=asked.call), STARTED, asked.now, config)
    assert step.commands == first


def test_an_end_of_speech_after_an_interruption_makes_no_transfer(asked: Asked) -> None:
    asked(STARTED)
    asked(KeyPressed(call=INFO, digit="1"))
    asked.now += timedelta(seconds=1)
    asked(Interrupted(call=INFO, heard="The"))
    assert asked(SpeechEnded(call=INFO)) == ()
    asked.now += timedelta(seconds=1)
    assert [type(command) for command in asked(SpeechEnded(call=INFO))] == [TransferCall]


def test_only_all_of_an_announcement_is_its_end(asked: Asked) -> None:
    asked(STARTED)
    asked(KeyPressed(call=INFO, digit="1"))
    asked.now += timedelta(seconds=1)
    for played in ("The", "desk.", "", "The desk. The desk."):
        assert asked(SpeechEnded(call=INFO, played=played)) == ()
    assert [type(command) for command in asked(SpeechEnded(call=INFO, played=" The  desk."))] == [TransferCall]


def test_a_platform_that_does_not_ask_is_told_of_the_transfer_again_and_never_of_another(asked: Asked) -> None:
    asked(STARTED)
    asked(KeyPressed(call=INFO, digit="1"))
    asked.now += timedelta(seconds=1)
    (sent,) = asked(SpeechEnded(call=INFO))
    asked.now += timedelta(seconds=1)
    assert asked(CallerSaid(call=INFO, text="hello?")) == (), "it is about to ask"
    asked.now += timedelta(seconds=5)
    assert asked(CallerSaid(call=INFO, text="is anybody there?")) == (sent,)
    assert asked(CallerSilent(call=INFO)) == ()
    assert asked.call.tried == {}
