"""A played call: what the platform sends, what is expected of the assistant, and what a failed test says."""

import asyncio
import gc
import re
import warnings
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapter import Assistant, Directory, OfflineModel
from adapter.errors import ModelServerError
from adapter.testing import AsyncPlayedCall, MockModel, PlayedCall, ScriptedModel, calls, hangs_up, raw, says
from adapter.testing.scenario import parse_scenario
from adapter.testing.scenario.received_request import received_in_process
from adapter.testing.scripted import UnexpectedRequest
from adapter.tool_calls.reply import ModelReply
from adapter.tool_calls.request import ModelRequest

START = "session_start"
ENDED = "assistant_speech_ended"


def to(directory: Directory, *steps: object, **settings: object) -> PlayedCall:
    """A call to an assistant whose model answers with these."""
    return PlayedCall(Assistant(directory, ScriptedModel(steps), **settings))  # type: ignore[arg-type]


def types(call: PlayedCall) -> list[object]:
    return [event["type"] for event in call.events]


def test_the_platforms_events_come_in_its_order_and_name_one_session(bank: Directory) -> None:
    call = to(bank, calls("cards", language="en"))
    call.says("My card is gone")
    call.was_transferred_to("cards")
    call.comes_back()
    call.hangs_up()
    assert types(call) == [START, ENDED, "user_speak", ENDED, START, "session_end"]
    assert len({str(event["session"]) for event in call.events}) == 1
    assert [action["type"] for action in call.actions] == [
        "configure_transcription",
        "speak",
        "speak",
        "transfer",
        "speak",
    ]


def test_two_calls_at_the_same_time_know_nothing_of_each_other(bank: Directory) -> None:
    one = PlayedCall(Assistant(bank, OfflineModel()))
    other = one.another(caller="+4915187654321")
    one.says("My card was swallowed by the machine")
    other.says("Somebody took money from my account")
    one.was_transferred_to("cards")
    other.was_transferred_to("fraud")
    assert one.transfer["caller_id_number"] == "+4915112345678"
    assert other.transfer["caller_id_number"] == "+4915187654321"
    assert one.transfer["session_id"] != other.transfer["session_id"]


def test_a_question_is_interrupted_and_its_end_is_not_reported(bank: Directory) -> None:
    call = to(bank, says("Which of your cards is it?"), calls("cards", language="en"))
    call.says("My card")
    call.interrupts("The debit card")
    call.was_transferred_to("cards")
    assert types(call) == [START, ENDED, "user_speak", "user_speak", ENDED]
    assert call.events[3]["barged_in"] is True


def test_an_announcement_goes_on_while_the_caller_speaks(bank: Directory) -> None:
    call = to(bank, calls("cards", language="en"))
    call.says("My card")
    call.interrupts("Yes, please")
    call.was_transferred_to("cards")
    assert "barged_in" not in call.events[3]


def test_a_caller_who_changes_their_mind_during_the_announcement_gets_the_other_one(bank: Directory) -> None:
    call = to(bank, calls("cards", language="en"), calls("fraud", language="en"))
    call.says("My card")
    call.interrupts("No, I mean fraud")
    call.hears("fraud team")
    call.was_transferred_to("fraud")
    assert [action["type"] for action in call.actions].count("transfer") == 1


def test_a_key_is_pressed_during_the_greeting(bank: Directory) -> None:
    call = to(bank)
    call.presses("2")
    call.was_transferred_to("fraud")
    assert types(call) == [START, "dtmf_received", ENDED]
    assert [decision.reason for decision in call.decisions] == ["digit"]


def test_silence_is_reported_after_the_seconds_that_the_last_sentence_asks_for(bank: Directory) -> None:
    call = to(bank)
    call.stays_silent()
    call.stays_silent()
    call.hears("Are you still there?")
    call.hears("Are you still there?")
    call.stays_silent()
    call.was_transferred_to("switchboard")
    assert "[silent for 8 s]" in call.transcript


def test_a_caller_who_hangs_up_during_the_announcement_is_not_transferred(bank: Directory) -> None:
    call = to(bank, calls("cards", language="en"))
    call.says("My card")
    call.hangs_up()
    call.was_not_transferred()
    assert types(call)[-1] == "session_end"


def test_the_assistant_hangs_up_after_its_goodbye(bank: Directory) -> None:
    call = to(bank, hangs_up())
    call.says("That was all")
    call.hears("Goodbye")
    call.was_hung_up()


def test_what_is_heard_is_looked_for_in_order(bank: Directory) -> None:
    call = to(bank, says("First things first."), says("Second thoughts."))
    call.says("One", "Two")
    call.hears("first THINGS")
    call.hears(re.compile(r"^Second \w+\.$"))
    with pytest.raises(AssertionError, match="expected the caller to hear 'first things' again"):
        call.hears("first things")


def test_a_caller_listens_on_through_hold_sentences(bank: Directory) -> None:
    released = asyncio.Event()

    async def late(request: ModelRequest) -> ModelReply:
        await released.wait()
        return calls("cards", language="en")

    call = to(bank, late, respond_within=0.02)
    call.says("My card is gone")
    call.hears("One moment")
    released.set()
    call.hears("card services")
    call.was_transferred_to("cards")


def test_a_destination_can_be_named_by_its_number_in_either_form(bank: Directory) -> None:
    call = to(bank, calls("cards", language="en"))
    call.says("My card")
    for name in ("cards", "+4921155660001", "4921155660001"):
        call.was_transferred_to(name)
    with pytest.raises(AssertionError, match=r"expected a transfer to \+4921155660002, but .* to cards"):
        call.was_transferred_to("+4921155660002")


def test_an_appended_extension_belongs_to_its_destination(directory_of: Callable[..., Directory]) -> None:
    number = "+4921155660001"
    directory = directory_of(
        desk={"number": number}, anna={"number": number, "extension": "42", "policy": {"extension": "append"}}
    )
    call = to(directory, calls("anna"))
    call.says("Anna, please")
    call.was_transferred_to("anna")
    with pytest.raises(AssertionError, match="expected a transfer to desk, but the call is being transferred to anna"):
        call.was_transferred_to("desk")


FAILURES: list[tuple[str, Callable[[PlayedCall], None], str]] = [
    (
        "another destination",
        lambda call: call.was_transferred_to("fraud"),
        "but the call is being transferred to cards",
    ),
    ("a misspelt key", lambda call: call.was_transferred_to("card"), "no destination card: did you mean cards?"),
    (
        "a transfer",
        lambda call: call.was_not_transferred(),
        "expected no transfer, but the call was transferred to cards",
    ),
    ("a sentence", lambda call: call.hears("weather"), "expected the caller to hear 'weather'"),
    ("a pattern", lambda call: call.hears(re.compile("we.ther")), "something that matches 'we.ther'"),
    ("a hang-up", lambda call: call.was_hung_up(), "expected the assistant to hang up, but the call is being"),
]


@pytest.mark.parametrize(("expect", "said"), [row[1:] for row in FAILURES], ids=[row[0] for row in FAILURES])
def test_a_failed_expectation_says_what_was_decided_and_shows_the_whole_transcript(
    bank: Directory, expect: Callable[[PlayedCall], None], said: str
) -> None:
    model = ScriptedModel([raw("fly_to_the_moon", '{"rocket": 1}'), calls("cards", language="de")])
    call = PlayedCall(Assistant(bank, model))
    call.says("Meine Karte ist weg")
    call.listens()
    with pytest.raises(AssertionError) as failed:
        expect(call)
    lines = str(failed.value).splitlines()
    assert said in lines[0]
    assert lines[1] == "last decision: transfer → cards (tool_call), asked again after unclear (unknown_tool)"
    assert [" ".join(line.split()).partition(" transfer_to_cards,")[0] for line in lines[3:] if line] == [
        "action configure_transcription: languages ['en-GB', 'de-DE']",
        "assistant Northwind Bank, hello. How can I help you?",
        "caller Meine Karte ist weg",
        'model fly_to_the_moon {"rocket": 1}',
        'model transfer_to_cards {"reason":"scripted","language":"de"}',
        "decision transfer → cards (tool_call), asked again after unclear (unknown_tool)",
        "assistant Ich verbinde Sie mit dem Kartenservice.",
        "action transfer to cards, +4921155660001, shown as Card services +4915112345678, rings 20 s",
        "what the model was asked last, and its answer",
        f"system {received_in_process(model.requests[-1], '', 'chat').system_identity}",
        f"offered {', '.join(bank.destinations)}, hang_up",
        "user [A caller is on the line.]",
        "assistant Northwind Bank, hello. How can I help you?",
        "user Meine Karte ist weg",
        'assistant fly_to_the_moon {"rocket": 1}',
        "tool There is no such tool. If the caller needs a transfer, call exactly one of these tools:",
        'answer transfer_to_cards {"reason":"scripted","language":"de"}',
    ]


def test_what_the_model_was_asked_is_shown_without_anybodys_number(bank: Directory) -> None:
    call = to(bank, *[says("Call +49 211 5566 0001 or 0151 2345678.")] * 2)
    call.says("My number is 0211 998877, and yours 0211 5566-0002")
    with pytest.raises(AssertionError) as failed:
        call.was_hung_up()
    asked = str(failed.value).partition("what the model was asked last")[2]
    assert "My number is …77, and yours [number]" in asked
    assert "Call [number] or …78." in asked
    assert not bank.numbers.found_in(asked)


def test_what_was_not_offered_is_named_beside_what_was(directory_of: Callable[..., Directory]) -> None:
    call = to(directory_of(**NIGHT_SHIFT, desk={"policy": {"extension": "refuse"}, "extension": "12"}), says("Hello."))
    call.at("2026-11-20 23:00", "Europe/Berlin")
    call.says("Is anybody there?")
    assert "offered    day, night, hang_up (not offered: desk)" in call.model_view


@pytest.mark.anyio
async def test_a_model_that_has_not_answered_is_shown_with_its_question(bank: Directory) -> None:
    async def never(request: ModelRequest) -> ModelReply:
        raise await asyncio.Event().wait()  # type: ignore[misc]

    call = AsyncPlayedCall(Assistant(bank, ScriptedModel([never]), respond_within=0.02, model_timeout=30))
    await call.says("My card")
    assert call.model_view.endswith("user       My card\n  answer     (none so far)")
    await call.was_transferred_to("switchboard")
    await asyncio.sleep(0)  # a turn that is cancelled ends when it is its task's turn
    assert call.model_view.endswith("answer     (given up before it came)")


def test_where_no_model_was_asked_none_is_shown(bank: Directory) -> None:
    call = to(bank)
    call.presses("1")
    assert call.model_view == ""
    with pytest.raises(AssertionError) as failed:
        call.was_transferred_to("fraud")
    assert "was asked" not in str(failed.value)


IMPOSSIBLE: list[tuple[str, Callable[[PlayedCall], None], str]] = [
    ("talk while being transferred", lambda call: call.says("Hello?"), "the caller cannot say anything: the call is"),
    ("interrupt nobody", lambda call: call.interrupts("Hello?"), "the caller cannot interrupt: the call is being"),
    ("press a key", lambda call: call.presses("1"), "the caller cannot press a key: the call is being transferred"),
    ("be silent", lambda call: call.stays_silent(), "the caller cannot be silent: the call is being transferred"),
    ("come back without a timeout", lambda call: call.comes_back(), "cannot come back: the transfer has no timeout"),
]


@pytest.mark.parametrize(("act", "said"), [row[1:] for row in IMPOSSIBLE], ids=[row[0] for row in IMPOSSIBLE])
def test_what_cannot_happen_on_a_telephone_fails_the_test(
    directory_of: Callable[..., Directory], act: Callable[[PlayedCall], None], said: str
) -> None:
    call = to(directory_of(desk={}), calls("desk"))
    call.says("The desk, please")
    call.was_transferred_to("desk")
    with pytest.raises(AssertionError, match=re.escape(said)):
        act(call)


def test_a_call_that_has_ended_is_over(bank: Directory) -> None:
    call = to(bank)
    call.hangs_up()
    for act in (call.hangs_up, call.comes_back, lambda: call.says("Hello?")):
        with pytest.raises(AssertionError, match="the caller has hung up"):
            act()


def test_a_transfer_that_came_back_was_one(bank: Directory) -> None:
    call = to(bank, calls("cards", language="en"))
    call.says("My card")
    call.comes_back()
    with pytest.raises(AssertionError, match="expected no transfer, but the call was transferred to cards"):
        call.was_not_transferred()


def test_nobody_can_interrupt_an_assistant_that_is_silent(bank: Directory) -> None:
    call = to(bank)
    call.listens()
    with pytest.raises(AssertionError, match="the assistant is not speaking"):
        call.interrupts("Hello?")


def test_a_request_that_the_scenario_has_no_rule_for_fails_the_test_and_not_the_model(bank: Directory) -> None:
    scenario = parse_scenario("rules: [{match: {words: card}, reply: {call: cards}}]")
    call = PlayedCall(Assistant(bank, MockModel(scenario)))
    with pytest.raises(UnexpectedRequest, match="no rule fits"):
        call.says("The weather")


def test_an_error_of_the_provider_is_a_decision_and_no_mistake(bank: Directory) -> None:
    call = to(bank, ModelServerError("500"))
    call.says("My card")
    call.was_transferred_to("switchboard")
    assert "failed (model_server_error)" in call.transcript


NIGHT_SHIFT = {
    "day": {"policy": {"hours": "Mo-Fr 08:00-20:00", "timezone": "Europe/Berlin", "closed": "night"}},
    "night": {},
}


@pytest.mark.parametrize(
    ("moment", "reached"),
    [
        ("2026-11-20 07:59", "night"),
        ("2026-11-20 08:00", "day"),
        ("2026-11-20T07:00+00:00", "day"),
        (datetime(2026, 11, 20, 6, 59, tzinfo=UTC), "night"),
    ],
)
def test_the_calls_clock_decides_who_is_open(
    directory_of: Callable[..., Directory], moment: str | datetime, reached: str
) -> None:
    assistant = Assistant(directory_of(**NIGHT_SHIFT), ScriptedModel([calls("day")]))
    call = PlayedCall(assistant, at=moment)
    call.says("Hello")
    call.was_transferred_to(reached)


def test_a_moment_needs_a_zone_where_the_hours_have_several(directory_of: Callable[..., Directory]) -> None:
    zones = ("Europe/Berlin", "America/New_York")
    hours = [{"policy": {"hours": "Mo-Fr 08:00-20:00", "timezone": zone}} for zone in zones]
    call = to(directory_of(here=hours[0], there=hours[1]))
    with pytest.raises(ValueError, match="in which time zone\\? The directory has America/New_York, Europe/Berlin"):
        call.at("2026-11-20 10:00")
    call.at("2026-11-20 10:00", "America/New_York")


def test_speaking_takes_its_time_on_the_calls_own_clock_and_none_on_ours(bank: Directory) -> None:
    seen: list[datetime] = []
    start = datetime(2026, 6, 2, 11, tzinfo=UTC)
    assistant = Assistant(bank, OfflineModel(), now=lambda: start)
    call = PlayedCall(assistant)
    clock = call._call.target.clock
    assert clock is not None
    for act in (call.listens, call.stays_silent, lambda: call.says("My card was swallowed"), call.comes_back):
        act()
        seen.append(clock())
    greeting, silence, answered, rung = (moment - start for moment in seen)
    assert timedelta(seconds=2) < greeting < timedelta(seconds=5)
    assert silence - greeting == timedelta(seconds=8)
    assert timedelta(seconds=2) < answered - silence < timedelta(seconds=10)
    assert rung - answered > timedelta(seconds=20)
    assert assistant.handler.now() == start


def test_the_assistant_is_left_as_it_was_and_whoever_listens_still_does(bank: Directory) -> None:
    seen: list[str] = []
    assistant = Assistant(
        bank,
        model := ScriptedModel([calls("cards", language="en")]),
        on_turn=lambda _call, turn, _step: seen.append(turn.decision.kind),
        on_step=lambda step: seen.append(step.leads_to or ""),
    )
    before = dict(vars(assistant.handler))
    call = PlayedCall(assistant)
    call.says("My card")
    call.was_transferred_to("cards")
    one = call.another()
    one.presses("1")
    assert seen == ["transfer", "cards"]
    assert vars(assistant.handler) == before
    assert len(model.requests) == 1


def test_a_call_that_nobody_closes_leaves_nothing_behind(bank: Directory) -> None:
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    try:
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            call = to(bank, calls("cards", language="en"))
            call.says("My card")
            del call
            gc.collect()
        assert not caught
        assert asyncio.get_event_loop() is loop
    finally:
        asyncio.set_event_loop(None)
        loop.close()


@pytest.mark.anyio
async def test_an_async_test_awaits_the_same_methods(bank: Directory) -> None:
    async with AsyncPlayedCall(Assistant(bank, ScriptedModel([calls("cards", language="de")]))) as call:
        await call.says("Meine Karte ist weg")
        await call.hears("Kartenservice")
        await call.was_transferred_to("cards")
        with pytest.raises(AssertionError, match="expected a transfer to fraud"):
            await call.was_transferred_to("fraud")


@pytest.mark.anyio
async def test_the_plain_call_says_what_to_do_in_an_async_test(bank: Directory) -> None:
    call = to(bank)
    with pytest.raises(RuntimeError, match="take the fixture transfer_acall"):
        call.says("Hello")


def test_both_calls_offer_the_same(bank: Directory) -> None:
    assistant = Assistant(bank, ScriptedModel())
    plain, awaited = (
        {name for name in dir(call) if not name.startswith("_")} for call in (to(bank), AsyncPlayedCall(assistant))
    )
    assert plain - {"close"} == awaited - {"aclose", "target"}


SENTENCES = [
    "My card was swallowed",
    "Ich wurde betrogen",
    "Lovely weather",
    "yes please",
    "goodbye",
    "…",
    "1234567890",
]
ACTS: dict[str, Callable[[PlayedCall, str], None]] = {
    "says": lambda call, text: call.says(text),
    "interrupts": lambda call, text: call.interrupts(text),
    "presses": lambda call, _: call.presses("1"),
    "stays silent": lambda call, _: call.stays_silent(),
    "comes back": lambda call, _: call.comes_back(),
    "listens": lambda call, _: call.listens(),
}
CANNOT = re.compile(r"the caller cannot|the call cannot come back|no silence is reported")


def can(act: Callable[[], None]) -> bool:
    """Whether this can happen now; if so, it does."""
    try:
        act()
    except AssertionError as error:
        if CANNOT.match(str(error)):
            return False
        raise
    return True


@settings(max_examples=60, deadline=None)
@given(acts=st.lists(st.tuples(st.sampled_from(sorted(ACTS)), st.sampled_from(SENTENCES)), max_size=12))
def test_whatever_happens_every_answer_is_one_that_the_platform_takes_and_nobody_hears_silence(
    bank: Directory, acts: list[tuple[str, str]]
) -> None:
    with PlayedCall(Assistant(bank, OfflineModel())) as call:
        for act, text in acts:
            heard, done = len(call.spoken), len(call.actions)
            if not can(partial(ACTS[act], call, text)):
                continue
            call.listens()
            if act in ("says", "stays silent", "comes back"):
                assert len(call.spoken) > heard or len(call.actions) > done, call.transcript


def test_a_call_that_is_closed_says_so_and_leaves_nothing_behind(bank: Directory) -> None:
    with to(bank) as call:
        other = call.another()
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        for late in (call, other):
            with pytest.raises(RuntimeError, match="this call is closed"):
                late.says("My card")
        gc.collect()
    assert warned == []
