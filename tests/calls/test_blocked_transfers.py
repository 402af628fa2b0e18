"""Hours and loops over whole calls: what the caller hears, where the call goes, and what the log says."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from adapter import Assistant, Directory, actions_for
from adapter.calls.flow import on_event
from adapter.calls.state import Call
from adapter.calls.turn import take_turn
from adapter.calls.turn_flow import on_decision
from adapter.platforms.sipgate.backend import with_actions
from adapter.platforms.sipgate.session import Session
from adapter.testing import ScriptedModel, calls, says
from adapter.tool_calls.conversation import ToolCall
from adapter.tool_calls.decide import decide
from adapter.tool_calls.decision import Decision, Failed, Transfer, Unclear
from adapter.tool_calls.reply import ModelReply
from adapter.transfers.assistant_config import AssistantConfig
from adapter.transfers.call_info import CallInfo
from tests.calls.wire import actions_of, offer_of, read_wire

pytestmark = pytest.mark.anyio

Make = Callable[..., Directory]

OFFICE: dict[str, Any] = {"hours": "Mo-Fr 08:00-20:00", "timezone": "Europe/Berlin"}
CLOSED = "I am sorry, they are closed at the moment."
UNAVAILABLE = "I am sorry, nobody is available there right now."
APOLOGY = "I am sorry, I did not get that. What is it about?"
CALLER, LINE = "+4915112345678", "+4921155660099"


class Played:
    """One call against the pure flow, at a moment that the test sets."""

    def __init__(self, directory: Directory, now: datetime, *, caller: str = CALLER, line: str = LINE) -> None:
        self.config = AssistantConfig(directory=directory)
        self.now = now
        self.session = {"id": "call-1", "from_phone_number": caller, "to_phone_number": line, "phone_number": line}
        self.call = Call(info=CallInfo(id="call-1"))
        self.blocked: list[tuple[str, str, str | None]] = []
        self._keys = {destination.record.number: key for key, destination in directory.destinations.items()}

    def event(self, kind: str, **fields: object) -> list[str | None]:
        event = read_wire({"type": kind, "session": self.session, **fields})
        return self._take(on_event(self.call, event, self.now, self.config))

    def decided(self, decision: Decision) -> list[str | None]:
        """What an utterance leads to that the model decides like this."""
        self.event("user_speak", text=f"wish {self.call.turns}")
        return self._take(on_decision(self.call, self.call.turns, decision, self.now, self.config))

    def wants(self, key: str, **fields: Any) -> list[str | None]:
        return self.decided(Transfer(reason="tool_call", destination=key, **fields))

    def _take(self, step: Any) -> list[str | None]:
        self.call = step.call
        self.blocked += [(blocked.obstacle, blocked.destination, blocked.instead) for blocked in step.blocked]
        return [
            action.text
            if action.type == "speak"
            else f"-> {self._keys[action.target_phone_number]}"
            if action.type == "transfer"
            else action.type
            for action in actions_of(step)
        ]


@pytest.fixture
def night(noon: datetime) -> datetime:
    """One in the night from Friday to Saturday, in Berlin."""
    return noon + timedelta(hours=12)


@pytest.fixture
def bank(directory_of: Make) -> Directory:
    return directory_of(
        cards={"message": "Cards.", "policy": {**OFFICE, "digit": "1"}},
        loans={"message": "Loans.", "policy": {**OFFICE, "closed": "desk", "digit": "2", "attempts": 2}},
        desk={"message": "The desk.", "policy": {"digit": "3"}},
        quiet={"message": "", "policy": {**OFFICE, "closed": "desk"}},
    )


def test_in_office_hours_nothing_is_different(bank: Directory, noon: datetime) -> None:
    played = Played(bank, noon)
    assert played.wants("loans") == ["Loans."]
    assert played.event("assistant_speech_ended") == ["-> loans"]
    assert played.blocked == []


@pytest.mark.parametrize("key", ["loans", "quiet"])
def test_a_closed_destination_leads_to_the_one_that_its_policy_names(
    bank: Directory, night: datetime, key: str
) -> None:
    played = Played(bank, night)
    assert played.wants(key) == ["The desk."]
    assert played.blocked == [("closed", key, "desk")]
    assert played.event("assistant_speech_ended") == ["-> desk"]


def test_a_caller_whose_choice_has_closed_meanwhile_hears_it_and_can_go_on(bank: Directory, noon: datetime) -> None:
    played = Played(bank, noon)
    played.event("user_speak", text="my card")
    played.now += timedelta(hours=12)
    assert played.wants("cards") == [CLOSED]
    assert played.blocked == [("closed", "cards", None)]
    assert played.event("assistant_speech_ended") == []
    assert played.wants("desk") == ["The desk."]


def test_the_caller_hears_it_in_the_language_that_the_model_named(bank: Directory, night: datetime) -> None:
    assert Played(bank, night).wants("cards", language="de") == ["Es tut mir leid, dort ist im Moment geschlossen."]


def test_what_was_announced_before_closing_time_is_kept(bank: Directory, noon: datetime) -> None:
    played = Played(bank, noon.replace(hour=18, minute=59, second=59))
    assert played.wants("cards") == ["Cards."]
    played.now += timedelta(seconds=3)
    assert played.event("assistant_speech_ended") == ["-> cards"]


@pytest.mark.parametrize(
    ("digit", "answer"),
    [("1", ["barge_in", CLOSED]), ("2", ["barge_in", "The desk."]), ("3", ["barge_in", "The desk."])],
)
def test_a_key_of_the_telephone_at_night(bank: Directory, night: datetime, digit: str, answer: list[str]) -> None:
    assert Played(bank, night).event("dtmf_received", digit=digit) == answer


def test_the_same_wish_again_does_not_disturb_where_it_leads(bank: Directory, night: datetime) -> None:
    played = Played(bank, night)
    assert played.wants("loans") == ["The desk."]
    assert played.wants("loans") == []
    assert played.event("dtmf_received", digit="2") == []
    assert played.event("assistant_speech_ended") == ["-> desk"]


def test_a_wish_for_a_closed_destination_drops_what_was_pending(bank: Directory, night: datetime) -> None:
    played = Played(bank, night)
    played.wants("desk")
    assert played.wants("cards") == ["barge_in", CLOSED]
    assert played.event("assistant_speech_ended") == []


def fallen_back(directory_of: Make, policy: dict[str, Any], moment: datetime, **sides: str) -> Played:
    return Played(
        directory_of(
            fallback="desk",
            cards={"message": "Cards."},
            desk={"message": "The desk.", "number": "+4921155660050", "policy": policy},
            night={"message": "The night desk."},
        ),
        moment,
        **sides,
    )


@pytest.mark.parametrize(
    ("policy", "failed", "silent"),
    [
        ({}, ["The desk."], ["The desk."]),
        ({**OFFICE, "closed": "night"}, ["The night desk."], ["The night desk."]),
        (OFFICE, [APOLOGY], ["Thank you for calling. Goodbye."]),
    ],
)
def test_a_closed_fallback_leads_on_or_counts_as_none(
    directory_of: Make, night: datetime, policy: dict[str, Any], failed: list[str], silent: list[str]
) -> None:
    assert fallen_back(directory_of, policy, night).decided(Failed(reason="model_timeout")) == failed
    played = fallen_back(directory_of, policy, night)
    played.event("session_start")
    played.event("user_input_timeout")
    played.event("user_input_timeout")
    assert played.event("user_input_timeout") == silent


def test_after_two_unclear_decisions_a_closed_fallback_is_no_way_out(directory_of: Make, night: datetime) -> None:
    played = fallen_back(directory_of, OFFICE, night)
    asked = played.decided(Unclear(reason="unknown_tool"))
    assert played.decided(Unclear(reason="unknown_tool")) == asked


def test_who_comes_back_at_night_goes_where_the_fallback_leads(directory_of: Make, night: datetime) -> None:
    for policy, answer in [(OFFICE, UNAVAILABLE), ({**OFFICE, "closed": "night"}, f"{UNAVAILABLE} The night desk.")]:
        played = fallen_back(directory_of, policy, night)
        played.wants("cards")
        played.event("assistant_speech_ended")
        assert played.event("session_start") == [answer]


def test_the_key_zero_for_a_closed_fallback_says_so(directory_of: Make, night: datetime) -> None:
    assert fallen_back(directory_of, OFFICE, night).event("dtmf_received", digit="0") == ["barge_in", CLOSED]


def test_attempts_count_for_whatever_way_leads_to_a_destination(bank: Directory, night: datetime) -> None:
    played = Played(bank, night)
    for answer in (["The desk."], [UNAVAILABLE]):
        assert played.wants("loans") == answer
        if answer != [UNAVAILABLE]:
            played.event("assistant_speech_ended")
            played.event("session_start")
    assert played.event("dtmf_received", digit="2") == ["barge_in", UNAVAILABLE]
    assert played.event("dtmf_received", digit="3") == ["barge_in", UNAVAILABLE]
    assert played.blocked[-1] == ("spent", "desk", None)


@pytest.mark.parametrize("sides", [{"caller": "+4921155660001"}, {"line": "4921155660001"}, {"caller": "021155660001"}])
def test_a_call_is_never_transferred_to_a_number_of_its_own(
    directory_of: Make, noon: datetime, sides: dict[str, str]
) -> None:
    played = fallen_back(directory_of, {}, noon, **sides)
    assert played.wants("cards") == ["The desk."]
    assert played.event("assistant_speech_ended") == ["-> desk"]
    assert played.blocked == [("loop", "cards", "desk")]


def test_where_the_fallback_would_loop_too_the_caller_is_told(directory_of: Make, noon: datetime) -> None:
    played = fallen_back(directory_of, {}, noon, caller="+4921155660050")
    assert played.wants("desk") == [UNAVAILABLE]
    assert played.decided(Failed(reason="model_timeout")) == [APOLOGY]
    assert played.event("dtmf_received", digit="0") == ["barge_in", UNAVAILABLE]


def test_a_number_that_becomes_known_after_the_announcement_is_not_dialled(directory_of: Make, noon: datetime) -> None:
    played = fallen_back(directory_of, {}, noon)
    played.session = {"id": "call-1"}
    assert played.wants("desk") == ["The desk."]
    played.session = {"id": "call-1", "from_phone_number": "+4921155660050"}
    assert played.event("assistant_speech_ended") == [UNAVAILABLE]
    assert played.blocked == [("loop", "desk", None)]
    assert played.call.pending is None
    assert played.event("assistant_speech_ended") == []


async def test_a_model_is_offered_only_what_is_open_and_told_the_rest(bank: Directory, night: datetime) -> None:
    with ScriptedModel([says("They open on Monday at eight.")]) as model:
        assistant = Assistant(bank, model, now=lambda: night)
        await assistant.handle({"type": "user_speak", "session": {"id": "call-1"}, "text": "my card"})
        (asked,) = model.requests
        assert asked.toolset.offered == ("loans", "desk", "quiet")
        assert "It opens on Monday at 08:00" in asked.system
        await assistant.aclose()


async def test_a_decision_outside_a_call_keeps_the_hours_and_the_loop_guard(bank: Directory, night: datetime) -> None:
    caller = Session(id="s", from_phone_number=CALLER)

    def called(name: str, session: Session) -> dict[str, Any]:
        """What comes of a tool call that somebody else's model made, whatever it had been offered."""
        offer = offer_of(assistant, "my card", session)
        decision = decide(ModelReply(tool_calls=(ToolCall(name=name, arguments="{}"),)), assistant.config.toolset)
        return with_actions(offer.settle(decision), offer, session, "e164")["actions"]  # type: ignore[return-value]

    with ScriptedModel([calls("loans")]) as model:
        assistant = Assistant(bank, model, now=lambda: night)
        offer = offer_of(assistant, "my card", caller)
        turn = await take_turn(model, offer)
        actions: Any = with_actions(offer.settle(turn.decision), offer, caller, "e164")["actions"]
        assert actions["now"][0]["text"] == "The desk."
        assert "cards" not in model.requests[0].toolset.offered

        actions = called("transfer_to_cards", caller)
        assert (actions["now"][0]["text"], actions["after_speech"]) == (CLOSED, [])

        desk = bank.destinations["desk"].record.number
        actions = called("transfer_to_desk", Session(id="s", from_phone_number=desk))
        assert (actions["now"][0]["text"], actions["after_speech"]) == (UNAVAILABLE, [])
        await assistant.aclose()


@pytest.mark.parametrize(
    ("policy", "said"), [({}, "The desk."), (OFFICE, APOLOGY), ({**OFFICE, "closed": "night"}, "The night desk.")]
)
def test_a_failure_outside_a_call_keeps_the_fallbacks_hours(
    directory_of: Make, night: datetime, policy: dict[str, Any], said: str
) -> None:
    directory = fallen_back(directory_of, policy, night).config.directory
    actions = actions_for(Failed(reason="empty"), directory, {"id": "s"}, night)
    assert actions["now"][0]["text"] == said
