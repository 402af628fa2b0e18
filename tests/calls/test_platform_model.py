"""A call on a platform that runs the model: its choices are judged, its requests decided, and each question keeps its
answer."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from adapter import Directory
from adapter.calls.commands import AnswerTool, Command, EndCall, Say, TransferCall
from adapter.calls.events import (
    CallEnded,
    CallStarted,
    CommandPosted,
    DecisionRequested,
    Event,
    ToolCalled,
    TransferReturned,
)
from adapter.calls.handler import CallHandler
from adapter.calls.platform_model import SETTLING
from adapter.calls.questions import (
    ALREADY_CONNECTING,
    CALL_OVER,
    CONNECTING,
    ENDING,
    NOT_CARRIED_OUT,
    SAY_GOODBYE,
    UNDECIDED,
    questions,
)
from adapter.calls.steps import Step, TransferResult
from adapter.directory import Capabilities
from adapter.errors import ModelUnreachable
from adapter.service.posts import SECONDS
from adapter.testing import ScriptedModel, calls, hangs_up, says
from adapter.tool_calls.conversation import AssistantMessage, ToolCall, UserMessage
from adapter.tool_calls.reply import ModelReply
from adapter.tool_calls.request import ModelRequest
from adapter.transfers.assistant_config import AssistantConfig
from adapter.transfers.call_info import CallInfo

pytestmark = pytest.mark.anyio

INFO = CallInfo(id="call-1", from_number="+4915112345678", to_number="+4930901820")
ABLE = Capabilities(platform="other", runs_model=True, speaks_before_transfer=True, transfer_plan=True)


class Line:
    """One call of a handler, on a clock of its own."""

    def __init__(self, directory: Directory, now: datetime, *script: Any, **limits: float) -> None:
        self.now = now
        self.steps: list[Step] = []
        self.handler = CallHandler(
            AssistantConfig(directory=directory, capabilities=ABLE),
            ScriptedModel(list(script)),
            now=lambda: self.now,
            on_step=self.steps.append,
            **limits,  # type: ignore[arg-type]  # of the limits' types
        )

    async def sends(self, event: Event, *, confirm: bool = False) -> tuple[Command, ...]:
        return (await self.handler.handle(event, confirm=confirm)).commands

    async def calls(self, name: str, call_id: str = "a", **more: Any) -> tuple[Command, ...]:
        return await self.sends(called(name, call_id, **more))

    async def asks(self, *said: str, **more: Any) -> tuple[Command, ...]:
        return await self.sends(asked(*said, **more))

    def later(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


def called(name: str, call_id: str = "a", *, arguments: str = "{}", said: str = "", **more: Any) -> ToolCalled:
    conversation = (UserMessage(text=said),) if said else ()
    call = ToolCall(name=name, arguments=arguments, id=call_id)
    return ToolCalled(call=INFO, calls=(call,), conversation=conversation, **more)


def asked(*said: str, **more: Any) -> DecisionRequested:
    return DecisionRequested(call=INFO, conversation=tuple(UserMessage(text=text) for text in said), **more)


def told(commands: tuple[Command, ...]) -> list[str]:
    return [command.text for command in commands if isinstance(command, AnswerTool)]


def sent(commands: tuple[Command, ...]) -> list[str]:
    return [command.transfer.key for command in commands if isinstance(command, TransferCall)]


@pytest.fixture
def directory(directory_of: Callable[..., Directory]) -> Directory:
    return directory_of(
        cards={"message": "Cards.", "policy": {"attempts": 1}}, desk={"message": "The desk."}, fallback="desk"
    )


async def test_a_choice_is_carried_out_and_its_model_told(directory: Directory, noon: datetime) -> None:
    line = Line(directory, noon)
    transfer, answer = await line.calls("transfer_to_cards")
    assert isinstance(transfer, TransferCall)
    assert transfer.record == directory.destinations["cards"].record
    assert transfer.announcement is not None
    assert transfer.announcement.text == "Cards."
    assert answer == AnswerTool(call_id="a", name="transfer_to_cards", text=CONNECTING)


async def test_the_same_tool_call_gets_the_same_result_for_the_rest_of_the_call(
    directory: Directory, noon: datetime
) -> None:
    line = Line(directory, noon)
    await line.calls("transfer_to_cards")
    for seconds in (0, 1, 40, 3000):
        line.later(seconds)
        assert await line.calls("transfer_to_cards") == (
            AnswerTool(call_id="a", name="transfer_to_cards", text=CONNECTING),
        )


async def test_a_known_call_beside_a_new_one_keeps_its_result(directory: Directory, noon: datetime) -> None:
    line = Line(directory, noon)
    await line.calls("transfer_to_cards")
    both = (ToolCall(name="transfer_to_cards", arguments="{}", id="a"), ToolCall(name="x", arguments="{}", id="b"))
    commands = await line.sends(ToolCalled(call=INFO, calls=both))
    assert told(commands) == [CONNECTING, ALREADY_CONNECTING]
    assert sent(commands) == []


async def test_calls_without_an_id_are_told_apart_by_what_they_say(directory: Directory, noon: datetime) -> None:
    line = Line(directory, noon)
    assert "There is no such tool" in told(await line.calls("x", call_id=""))[0]
    assert sent(await line.calls("transfer_to_cards", call_id="")) == ["cards"]
    assert sent(await line.calls("transfer_to_cards", call_id="")) == []


async def test_what_is_wrong_is_told_once_then_asked_of_the_caller_and_then_the_fallback_answers(
    directory: Directory, noon: datetime
) -> None:
    line = Line(directory, noon)
    answers = [await line.calls("transfer_to_nobody", call_id=name, said="Hello?") for name in "abcd"]
    first, second, third, fourth = answers
    assert told(first)[0].startswith("There is no such destination now. If the caller needs a transfer, call exactly")
    assert told(second) == [
        'No transfer was made. Say to the caller: "I would like to connect you with the right place. What is it about?"'
    ]
    assert told(third) == told(first)
    assert sent(fourth) == ["desk"]
    assert [step.decision.kind for step in line.steps if step.decision] == ["unclear"] * 4


async def test_after_other_words_of_the_caller_it_is_told_again(directory: Directory, noon: datetime) -> None:
    line = Line(directory, noon)
    for name, conversation in (("a", ("Hello?",)), ("b", ("Hello?", "My card"))):
        event = replace(called("transfer_to_nobody", name), conversation=tuple(map(user, conversation)))
        assert told(await line.sends(event))[0].startswith("There is no such destination now.")


async def test_different_destinations_at_once_are_none(directory: Directory, noon: datetime) -> None:
    line = Line(directory, noon)
    both = tuple(ToolCall(name=f"transfer_to_{key}", arguments="{}", id=key) for key in ("cards", "desk"))
    commands = await line.sends(ToolCalled(call=INFO, calls=both))
    assert sent(commands) == []
    assert [text[:38] for text in told(commands)] == ["You called several tools that exclude "] * 2


async def test_while_a_caller_is_being_connected_nothing_else_is(directory: Directory, noon: datetime) -> None:
    line = Line(directory, noon)
    await line.calls("transfer_to_cards")
    line.later(2.1)  # the announcement is still being spoken
    assert told(await line.calls("transfer_to_desk", call_id="b")) == [ALREADY_CONNECTING]
    assert told(await line.asks("The desk, please")) == [ALREADY_CONNECTING]


async def test_a_model_that_still_speaks_with_the_caller_shows_that_the_transfer_did_not_happen(
    directory: Directory, noon: datetime
) -> None:
    line = Line(directory, noon)
    await line.calls("transfer_to_cards")
    line.later(20)
    assert sent(await line.calls("transfer_to_cards", call_id="b")) == ["cards"]
    line.later(20)  # what did not happen is forgiven once; then the one attempt is used up
    assert told(await line.calls("transfer_to_cards", call_id="c"))[0].startswith("There is no such destination now.")


async def test_a_command_that_did_not_arrive_counts_for_nothing(directory: Directory, noon: datetime) -> None:
    line = Line(directory, noon)
    event = called("transfer_to_cards")
    assert sent(await line.sends(event, confirm=True)) == ["cards"]
    lost = CommandPosted(call=INFO, questions=questions(event), failure="status 500")
    assert told(await line.sends(lost)) == [NOT_CARRIED_OUT]
    assert await line.sends(lost) == ()
    assert told(await line.sends(event, confirm=True)) == [NOT_CARRIED_OUT]
    assert line.steps[-1].result == TransferResult(destination="cards", outcome="failed")
    assert sent(await line.calls("transfer_to_cards", call_id="b")) == ["cards"]


async def test_a_command_that_did_not_arrive_leaves_other_results_of_the_message_as_they_were(
    directory: Directory, noon: datetime
) -> None:
    line = Line(directory, noon)
    (wrong,) = told(await line.calls("transfer_to_nobody"))
    names = (("transfer_to_nobody", "a"), ("transfer_to_cards", "b"), ("transfer_to_cards", "b"))
    event = ToolCalled(call=INFO, calls=tuple(ToolCall(name=name, arguments="{}", id=key) for name, key in names))
    assert told(await line.sends(event, confirm=True)) == [wrong, CONNECTING, CONNECTING]
    lost = CommandPosted(call=INFO, questions=questions(event), failure="status 500")
    assert told(await line.sends(lost)) == [wrong, NOT_CARRIED_OUT, NOT_CARRIED_OUT]
    assert told(await line.sends(event, confirm=True)) == [wrong, NOT_CARRIED_OUT, NOT_CARRIED_OUT]


async def test_commands_that_fail_one_after_the_other_are_told_each(directory: Directory, noon: datetime) -> None:
    line = Line(directory, noon)
    for name in ("a", "b", "c"):
        event = called("transfer_to_cards", name)
        assert sent(await line.sends(event, confirm=True)) == ["cards"]
        lost = CommandPosted(call=INFO, questions=questions(event), failure="status 500")
        assert told(await line.sends(lost)) == [NOT_CARRIED_OUT]
    assert [step.result.outcome for step in line.steps if step.result] == ["failed"] * 3


async def test_the_same_question_waits_until_it_is_known_what_became_of_the_command(
    directory: Directory, noon: datetime
) -> None:
    line = Line(directory, noon)
    event = called("transfer_to_cards")
    await line.sends(event, confirm=True)
    again = asyncio.create_task(line.sends(event, confirm=True))
    await asyncio.sleep(0)
    assert not again.done()
    await line.sends(CommandPosted(call=INFO, questions=questions(event)))
    assert told(await again) == [CONNECTING]
    assert told(await line.sends(event, confirm=True)) == [CONNECTING]


async def test_two_processes_give_the_same_answer_and_one_command(directory: Directory, noon: datetime) -> None:
    one, two = Line(directory, noon), Line(directory, noon)
    two.handler = CallHandler(one.handler.config, ScriptedModel([]), store=one.handler.store, now=lambda: noon)
    event = called("transfer_to_cards")
    first, second = await asyncio.gather(one.sends(event), two.sends(event))
    assert sorted(sent(first) + sent(second)) == ["cards"]
    assert told(first) == told(second) == [CONNECTING]

    other = called("transfer_to_cards", "b")
    one.later(20)
    late = CallHandler(
        one.handler.config, ScriptedModel([]), store=one.handler.store, now=lambda: noon + timedelta(seconds=20)
    )
    assert sent(await one.sends(other, confirm=True)) == ["cards"]
    waiting = asyncio.create_task(late.handle(other, confirm=True))
    await one.sends(CommandPosted(call=INFO, questions=questions(other), failure="status 500"))
    assert told((await waiting).commands) == [NOT_CARRIED_OUT]


def test_nobody_waits_for_a_command_for_less_than_it_may_take() -> None:
    assert SETTLING > SECONDS


async def test_where_nobody_tells_nothing_has_happened(
    directory: Directory, noon: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("adapter.calls.handler.SETTLING", 0.01)
    line = Line(directory, noon)
    event = called("transfer_to_cards")
    await line.sends(event, confirm=True)  # and then the process was killed
    commands = await line.sends(event, confirm=True)
    assert (sent(commands), told(commands)) == ([], [NOT_CARRIED_OUT])


async def test_a_call_that_cannot_be_commanded_stays_where_it_is(
    directory: Directory, noon: datetime, caplog: pytest.LogCaptureFixture
) -> None:
    line = Line(directory, noon)
    (answer,) = await line.calls("transfer_to_cards", uncontrollable="no way to command it")
    assert answer == AnswerTool(call_id="a", name="transfer_to_cards", text=NOT_CARRIED_OUT, failed=True)
    assert caplog.text.count("no way to command it") == 1
    assert sent(await line.calls("transfer_to_cards", call_id="b")) == ["cards"]


async def test_a_goodbye_is_said_and_the_call_ended(directory: Directory, noon: datetime) -> None:
    line = Line(directory, noon)
    step = await line.handler.handle(called("hang_up", said="Thanks, bye"))
    goodbye, end, answer = step.commands
    assert step.wake_after is None  # the platform itself hears its end
    assert isinstance(goodbye, Say)
    assert goodbye.text == "Thank you for calling. Goodbye."
    assert isinstance(end, EndCall)
    assert answer == AnswerTool(call_id="a", name="hang_up", text=ENDING)


async def test_an_end_that_did_not_arrive_is_none(directory: Directory, noon: datetime) -> None:
    line = Line(directory, noon, hangs_up("Bye."))
    for event in (called("hang_up", said="Thanks, bye"), asked("Thanks, bye")):
        commands = await line.sends(event, confirm=True)
        assert isinstance(commands[-2], EndCall)
        lost = CommandPosted(call=INFO, questions=questions(event), failure="status 500")
        assert told(await line.sends(lost)) == [NOT_CARRIED_OUT]
    assert sent(await line.calls("transfer_to_cards", call_id="b")) == ["cards"]


async def test_a_goodbye_to_a_call_that_cannot_be_commanded_is_left_to_its_model(
    directory: Directory, noon: datetime
) -> None:
    line = Line(directory, noon)
    (answer,) = await line.calls("hang_up", said="Thanks, bye", uncontrollable="why")
    assert answer == AnswerTool(call_id="a", name="hang_up", text=SAY_GOODBYE)


async def test_a_request_is_a_turn_on_what_was_said(directory: Directory, noon: datetime) -> None:
    seen: list[ModelRequest] = []

    async def model(request: ModelRequest) -> ModelReply:
        seen.append(request)
        return calls("cards")

    line = Line(directory, noon, model)
    said = (user("My card is gone"), AssistantMessage(text="Let me transfer you."))
    event = DecisionRequested(call=INFO, conversation=said)
    commands = await line.sends(event)
    assert sent(commands) == ["cards"]
    assert told(commands) == []
    assert [message.text for message in seen[0].conversation][-1] == "My card is gone"
    assert await line.sends(event) == commands


async def test_two_of_the_same_request_at_once_are_decided_once(directory: Directory, noon: datetime) -> None:
    asked_for, ready = asyncio.Event(), asyncio.Event()

    async def model(_: ModelRequest) -> ModelReply:
        asked_for.set()
        await ready.wait()
        return calls("cards")

    line = Line(directory, noon, model, respond_within=20)
    asking = [asyncio.create_task(line.asks("My card is gone")) for _ in range(3)]
    await asked_for.wait()
    ready.set()
    answers = await asyncio.gather(*asking)
    assert [sent(commands) for commands in answers] == [["cards"]] * 3


async def test_a_request_with_newer_words_overtakes_and_both_are_answered(directory: Directory, noon: datetime) -> None:
    asked_for = asyncio.Event()

    async def model(_: ModelRequest) -> ModelReply:
        asked_for.set()
        await asyncio.Event().wait()
        raise AssertionError

    line = Line(directory, noon, model, calls("desk"))
    older = asyncio.create_task(line.asks("My card is gone"))
    await asked_for.wait()
    assert sent(await line.asks("My card is gone", "No, the desk")) == ["desk"]
    assert told(await older) == [UNDECIDED]


async def test_words_of_our_model_are_for_theirs_to_say(directory: Directory, noon: datetime) -> None:
    line = Line(directory, noon, says("At eight."))
    (answer,) = await line.asks("When do you open?")
    text = 'No transfer was made. Say to the caller: "At eight."'
    assert answer == AnswerTool(call_id="", name="", text=text, failed=True)


async def test_a_goodbye_of_our_model_ends_the_call(directory: Directory, noon: datetime) -> None:
    line = Line(directory, noon, hangs_up("Bye."))
    event = asked("Thanks, bye")
    goodbye, _, answer = await line.sends(event, confirm=True)
    assert isinstance(goodbye, Say)
    assert answer == AnswerTool(call_id="", name="", text=ENDING)
    await line.sends(CommandPosted(call=INFO, questions=questions(event)))
    assert await line.sends(event) == (answer,)


async def test_a_model_that_fails_leads_to_the_fallback(directory: Directory, noon: datetime) -> None:
    line = Line(directory, noon, ModelUnreachable("no connection"))
    assert sent(await line.asks("My card is gone")) == ["desk"]


async def test_a_decision_that_is_late_is_told_so_and_delivered_to_the_next_request(
    directory: Directory, noon: datetime
) -> None:
    ready = asyncio.Event()

    async def model(_: ModelRequest) -> ModelReply:
        await ready.wait()
        return calls("cards")

    line = Line(directory, noon, model, respond_within=0.02)
    assert told(await line.asks("My card is gone")) == [UNDECIDED]
    line.handler.respond_within = 20
    ready.set()
    assert sent(await line.asks("My card is gone")) == ["cards"]


async def test_a_request_that_was_never_decided_is_decided_anew_after_a_while(
    directory: Directory, noon: datetime
) -> None:
    async def never(_: ModelRequest) -> ModelReply:
        await asyncio.Event().wait()
        raise AssertionError

    line = Line(directory, noon, never, calls("cards"), respond_within=0.02)
    assert told(await line.asks("My card is gone")) == [UNDECIDED]
    line.handler.respond_within = 20
    line.later(31)
    assert sent(await line.asks("My card is gone")) == ["cards"]


async def test_a_call_without_an_assistant_goes_where_the_fallback_leads(directory: Directory, noon: datetime) -> None:
    line = Line(directory, noon)
    event = DecisionRequested(call=INFO, conversation=(), unattended=True)
    first = await line.sends(event)
    assert sent(first) == ["desk"]
    assert await line.sends(event) == first


async def test_a_call_without_assistant_and_fallback_hears_a_sentence(
    directory_of: Callable[..., Directory], noon: datetime
) -> None:
    line = Line(directory_of(cards={}), noon)
    event = DecisionRequested(call=INFO, conversation=(), unattended=True)
    (said,) = first = await line.sends(event)
    assert isinstance(said, Say)
    assert said.text == "I am sorry, nobody is available there right now."
    assert await line.sends(event) == first


async def test_a_transfer_that_came_back_counts_once_and_its_model_goes_on_by_itself(
    directory: Directory, noon: datetime
) -> None:
    line = Line(directory, noon)
    await line.calls("transfer_to_cards")
    back = TransferReturned(call=INFO, outcome="busy")
    assert await line.sends(back) == ()
    assert await line.sends(back) == ()
    assert [step.result for step in line.steps if step.result] == [TransferResult(destination="cards", outcome="busy")]
    (note,) = [said.text for said in line.steps[-1].call.conversation if said.text.endswith("is back with you.]")]
    assert note == "[The line was busy: cards. The caller is back with you.]"
    assert sent(await line.calls("transfer_to_cards", call_id="b")) == []  # its one attempt is used up
    assert sent(await line.calls("transfer_to_desk", call_id="c")) == ["desk"]


async def test_the_report_of_an_earlier_transfer_takes_none_back(directory: Directory, noon: datetime) -> None:
    line = Line(directory, noon)
    await line.calls("transfer_to_cards")
    await line.sends(TransferReturned(call=INFO, outcome="busy"))
    await line.calls("transfer_to_desk", call_id="b")
    number = directory.destinations["cards"].record.number
    await line.sends(TransferReturned(call=INFO, outcome="busy", number=number))
    assert told(await line.calls("transfer_to_desk", call_id="c")) == [ALREADY_CONNECTING]


async def test_the_same_words_may_lead_elsewhere_once_a_transfer_came_back(
    directory: Directory, noon: datetime
) -> None:
    line = Line(directory, noon, calls("cards"), calls("desk"))
    assert sent(await line.asks("My card is gone")) == ["cards"]
    await line.sends(TransferReturned(call=INFO, outcome="no_answer"))
    assert sent(await line.asks("My card is gone")) == ["desk"]


async def test_what_came_of_the_transfer_is_told_when_the_call_ends_and_when_the_report_says_more(
    directory: Directory, noon: datetime
) -> None:
    line = Line(directory, noon)
    await line.calls("transfer_to_cards")
    ended = CallEnded(call=INFO, reason="forwarded-call", outcome="forwarded")
    report = CallEnded(call=INFO, reason="forwarded-call", outcome="connected")
    for event in (ended, ended, report, report):
        assert await line.sends(event) == ()
    assert [step.result.outcome for step in line.steps if step.result] == ["forwarded", "connected"]


async def test_after_the_end_questions_are_answered_as_before_or_told_that_it_is_over(
    directory: Directory, noon: datetime
) -> None:
    line = Line(directory, noon, calls("cards"))
    assert sent(await line.asks("My card is gone")) == ["cards"]
    await line.sends(CallEnded(call=INFO))
    assert sent(await line.asks("My card is gone")) == ["cards"]
    assert told(await line.asks("Something else")) == [CALL_OVER]
    assert told(await line.calls("transfer_to_desk")) == [CALL_OVER]
    assert told(await line.calls("transfer_to_desk")) == [CALL_OVER]


async def test_nobody_is_greeted_where_the_platform_speaks(directory: Directory, noon: datetime) -> None:
    step = await Line(directory, noon).handler.handle(CallStarted(call=INFO))
    assert (step.commands, step.wake_after) == ((), None)


@pytest.mark.parametrize(
    ("arguments", "said", "announced"),
    [
        ('{"language": "de"}', "", "Die Karten."),
        ("{}", "Ich habe meine Karte verloren und brauche eine neue", "Die Karten."),
        ("{}", "In English, please", "Cards."),
        ("{}", "", "Cards."),
    ],
)
async def test_the_announcement_is_in_the_language_of_the_call(
    directory_of: Callable[..., Directory], noon: datetime, arguments: str, said: str, announced: str
) -> None:
    texts = [{"type": "text", "language": tag, "text": text} for tag, text in (("en", "Cards."), ("de", "Die Karten."))]
    line = Line(directory_of(cards={"message": {"type": "custom-message", "contents": texts}}), noon)
    transfer, _ = await line.calls("transfer_to_cards", arguments=arguments, said=said)
    assert isinstance(transfer, TransferCall)
    assert transfer.announcement is not None
    assert transfer.announcement.text == announced


async def test_a_rejection_plan_is_applied_to_what_came_with_the_call(noon: datetime) -> None:
    condition = {"type": "regex", "regex": "gone", "target": {"position": -1, "role": "user"}, "negate": True}
    cards = {"type": "number", "number": "+4921155660001"}
    plan = {"destinations": {"cards": cards}, "rejectionPlan": {"conditions": [condition]}}
    line = Line(Directory.parse(plan), noon)
    commands = await line.calls("transfer_to_cards", said="Hello")
    assert sent(commands) == []
    assert told(commands)[0].startswith("The transfer was rejected")
    assert [str(blocked) for step in line.steps for blocked in step.blocked] == [
        "no transfer to cards, the rejectionPlan does not allow it now; instead: none"
    ]
    assert sent(await line.calls("transfer_to_cards", call_id="b", said="My card is gone")) == ["cards"]


async def test_what_is_closed_is_not_to_be_had_and_leads_on_where_it_says(
    directory_of: Callable[..., Directory], noon: datetime
) -> None:
    hours = {"hours": "Mo-Su 20:00-21:00", "timezone": "Europe/Berlin"}
    closed = directory_of(cards={"policy": {**hours, "closed": "desk"}}, loans={"policy": hours}, desk={})
    line = Line(closed, noon)
    (wrong,) = told(await line.calls("transfer_to_loans"))
    assert wrong.startswith("There is no such destination now.")
    assert "20:00" in wrong  # when it opens
    assert sent(await line.calls("transfer_to_cards", call_id="b")) == ["desk"]


async def test_the_callers_own_number_is_never_dialled(directory_of: Callable[..., Directory], noon: datetime) -> None:
    own = directory_of(cards={"number": INFO.from_number}, desk={}, fallback="desk")
    line = Line(own, noon)
    assert sent(await line.calls("transfer_to_cards")) == ["desk"]


def user(text: str) -> UserMessage:
    return UserMessage(text=text)
