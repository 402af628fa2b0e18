"""The flow on platforms that differ: in what they report, and in what they do themselves."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from adapter import Directory
from adapter.calls.commands import Command, EndCall, ListenFor, Say, TransferCall
from adapter.calls.events import (
    CallEnded,
    CallerSaid,
    CallerSilent,
    CallResumed,
    CallStarted,
    DecisionRequested,
    Event,
    Interrupted,
    SpeechEnded,
    TimerFired,
    ToolCalled,
    TransferReturned,
)
from adapter.calls.flow import on_event
from adapter.calls.state import Call, dump_call, load_call
from adapter.calls.steps import Step
from adapter.calls.timers import BEFORE_SPEECH, SECONDS_PER_CHARACTER, with_timer
from adapter.calls.turn_flow import on_decision
from adapter.tool_calls.decision import Decision, HangUp, Reply, Transfer
from adapter.transfers.assistant_config import BACKEND, AssistantConfig
from adapter.transfers.call_info import CallInfo
from adapter.transfers.progress import Returned

Make = Callable[..., Directory]
CARDS = Transfer(reason="tool_call", destination="cards")
INFO = CallInfo(id="call-1", from_number="+4915112345678")


class Line:
    """One call against the pure flow, as the handler takes it: each step gets its timer and is stored."""

    def __init__(self, directory: Directory, now: datetime, **capabilities: object) -> None:
        able = replace(BACKEND, **capabilities)  # type: ignore[arg-type]  # of the fields' types
        self.config = AssistantConfig(directory=directory, capabilities=able)
        self.now = now
        self.call = Call(info=INFO)
        self.step = Step(call=self.call)

    def event(self, event: Event) -> tuple[Command, ...]:
        return self._take(on_event(self.call, event, self.now, self.config))

    def says(self, text: str, decision: Decision) -> tuple[Command, ...]:
        self.event(CallerSaid(call=INFO, text=text))
        assert self.step.work == "decide"
        return self._take(on_decision(self.call, self.call.turns, decision, self.now, self.config))

    def wakes(self) -> tuple[Command, ...]:
        """So many seconds pass as the last step has asked for."""
        assert self.step.wake_after is not None
        self.now += timedelta(seconds=self.step.wake_after)
        return self.event(TimerFired(call=INFO))

    def _take(self, step: Step) -> tuple[Command, ...]:
        self.step = with_timer(step, self.config, self.now)
        self.call = load_call(dump_call(self.step.call))
        return self.step.commands


@pytest.fixture
def directory(directory_of: Make) -> Directory:
    return directory_of(cards={"message": "Cards."}, desk={"message": "The desk."}, fallback="desk")


def kinds(commands: tuple[Command, ...]) -> list[str]:
    return [type(command).__name__ for command in commands]


def test_a_platform_that_speaks_itself_gets_announcement_and_transfer_in_one(
    directory: Directory, noon: datetime
) -> None:
    line = Line(directory, noon, speaks_before_transfer=True)
    (sent,) = line.says("my card", CARDS)
    assert isinstance(sent, TransferCall)
    assert sent.transfer.key == "cards"
    assert sent.announcement is not None
    assert (sent.announcement.text, sent.announcement.interruptible) == ("Cards.", False)
    assert line.event(SpeechEnded(call=INFO)) == ()


def test_where_nothing_reports_the_end_of_a_sentence_a_timer_makes_the_transfer(
    directory: Directory, noon: datetime
) -> None:
    line = Line(directory, noon, reports_speech_end=False)
    assert kinds(line.says("my card", CARDS)) == ["Say"]
    assert line.step.wake_after == pytest.approx(BEFORE_SPEECH + SECONDS_PER_CHARACTER * len("Cards."))
    assert kinds(line.wakes()) == ["TransferCall"]
    assert line.step.wake_after is None
    assert line.event(TimerFired(call=INFO)) == ()


def test_a_timer_that_fires_too_early_does_nothing_and_stays_set(directory: Directory, noon: datetime) -> None:
    line = Line(directory, noon, reports_speech_end=False)
    line.says("my card", CARDS)
    line.now += timedelta(seconds=0.2)
    assert line.event(TimerFired(call=INFO)) == ()
    assert kinds(line.wakes()) == ["TransferCall"]


def test_words_take_the_timer_of_the_sentence_before_them_away(directory: Directory, noon: datetime) -> None:
    line = Line(directory, noon, reports_speech_end=False, input_timeout=False)
    line.event(CallStarted(call=INFO))
    assert line.step.wake_after is not None
    line.event(CallerSaid(call=INFO, text="my card"))
    assert line.step.wake_after is None
    line.now += timedelta(minutes=1)
    assert line.event(TimerFired(call=INFO)) == ()


def test_words_that_change_nothing_leave_the_announcement_its_timer(directory: Directory, noon: datetime) -> None:
    line = Line(directory, noon, reports_speech_end=False)
    line.says("My card is gone", CARDS)
    line.now += timedelta(seconds=0.5)
    assert line.says("the blue one, my card", CARDS) == ()
    assert kinds(line.wakes()) == ["TransferCall"]


def test_an_announcement_that_ends_while_words_are_decided_is_followed_by_its_transfer(
    directory: Directory, noon: datetime
) -> None:
    line = Line(directory, noon, reports_speech_end=False)
    line.says("My card is gone", CARDS)
    line.event(CallerSaid(call=INFO, text="the blue one, my card"))
    assert line.wakes() == ()
    assert line.step.wake_after is None, "a timer that has fired does not fire again at once"
    decided = line._take(on_decision(line.call, line.call.turns, CARDS, line.now, line.config))
    assert kinds(decided) == ["TransferCall"]


def test_where_nothing_reports_silence_a_timer_asks_again(directory: Directory, noon: datetime) -> None:
    line = Line(directory, noon, input_timeout=False)
    assert kinds(line.event(CallStarted(call=INFO))) == ["Say"]
    for _ in range(2):
        (asked,) = line.wakes()
        assert isinstance(asked, Say)
        assert asked.text.startswith("Are you still there?")
    (announced,) = line.wakes()
    assert isinstance(announced, Say)
    assert announced.text == "The desk."


def test_where_everything_is_reported_nobody_is_woken(directory: Directory, noon: datetime) -> None:
    line = Line(directory, noon)
    for event in (CallStarted(call=INFO), CallerSilent(call=INFO), SpeechEnded(call=INFO)):
        line.event(event)
        assert (line.step.wake_after, line.call.wake_at) == (None, None)


@pytest.mark.parametrize(
    ("outcome", "happened"),
    [
        ("busy", "The line was busy"),
        ("no_answer", "Nobody answered"),
        ("failed", "The transfer failed"),
        ("unknown", "Nobody answered"),
    ],
)
def test_a_transfer_that_is_reported_back_is_taken_up_once_and_the_model_told_why(
    directory: Directory, noon: datetime, outcome: Returned, happened: str
) -> None:
    line = Line(directory, noon)
    line.says("my card", CARDS)
    line.event(SpeechEnded(call=INFO))
    (said,) = line.event(TransferReturned(call=INFO, outcome=outcome))
    assert isinstance(said, Say)
    assert said.text == "I am sorry, nobody is available there right now. The desk."
    assert line.event(TransferReturned(call=INFO, outcome=outcome)) == ()
    assert line.call.tried == {"cards": 1}
    notes = [message.text for message in line.call.conversation if message.text.endswith("is back with you.]")]
    assert notes == [f"[{happened}: cards. The caller is back with you.]"]


def test_a_transfer_that_is_reported_back_before_there_was_one_means_nothing(
    directory: Directory, noon: datetime
) -> None:
    line = Line(directory, noon)
    line.event(CallStarted(call=INFO))
    assert line.event(TransferReturned(call=INFO)) == ()
    assert line.call.tried == {}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ([], ["Say"]),
        ([CARDS], ["TransferCall"]),
        ([HangUp(reason="tool_call", text="Bye.")], ["EndCall"]),
        ([Reply(reason="text", text="Yes?")], ["Say"]),
    ],
)
def test_a_platform_that_asks_what_now_gets_what_is_pending(
    directory: Directory, noon: datetime, before: list[Decision], after: list[str]
) -> None:
    line = Line(directory, noon)
    for decision in before:
        line.says("a wish", decision)
    assert kinds(line.event(CallResumed(call=INFO))) == after


def test_a_platform_that_asks_twice_gets_the_same_transfer_twice(directory: Directory, noon: datetime) -> None:
    line = Line(directory, noon)
    line.says("my card", CARDS)
    first = line.event(CallResumed(call=INFO))
    assert kinds(first) == ["TransferCall"]
    assert line.event(CallResumed(call=INFO)) == first
    assert line.call.transfers == 1


@pytest.mark.parametrize("limit", [None, 1, 4])
def test_a_recogniser_is_told_as_many_languages_as_it_takes(
    directory_of: Make, noon: datetime, limit: int | None
) -> None:
    voices: dict[str, dict[str, str]] = {tag: {} for tag in ("de", "en", "fr", "es", "it")}
    line = Line(directory_of(cards={}, speech=voices), noon, max_languages=limit)
    first, *_ = line.event(CallStarted(call=INFO))
    if limit is None:
        assert isinstance(first, Say)
    else:
        assert isinstance(first, ListenFor)
        assert len(first.languages) == limit


@pytest.mark.parametrize(
    "event",
    [
        Interrupted(call=INFO, heard="Car"),
        ToolCalled(call=INFO, calls=()),
        DecisionRequested(call=INFO, conversation=()),
    ],
)
def test_what_is_for_others_to_answer_disturbs_no_transfer_and_makes_an_overdue_one(
    directory: Directory, noon: datetime, event: Event
) -> None:
    line = Line(directory, noon)
    line.says("my card", CARDS)
    assert line.event(event) == ()
    line.now += timedelta(seconds=12)
    assert kinds(line.event(event)) == ["TransferCall"]


def test_facts_of_the_call_that_come_later_are_kept(directory: Directory, noon: datetime) -> None:
    line = Line(directory, noon)
    line.event(CallStarted(call=CallInfo(id="call-1", platform={"leg": "a"})))
    line.event(CallerSilent(call=CallInfo(id="call-1", to_number="+4921155660099", platform={"control": "b"})))
    info = line.call.info
    assert (info.from_number, info.to_number) == (INFO.from_number, "+4921155660099")
    assert info.platform == {"leg": "a", "control": "b"}
    assert kinds(line.event(CallEnded(call=INFO))) == []
    assert line.call == Call(info=CallInfo(id="call-1"), phase="ended")
    assert line.event(CallResumed(call=INFO)) == ()
    assert EndCall not in map(type, line.step.commands)
