"""What stands in a note, and what never does."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapter import Directory
from adapter.calls.state import Call, Pending
from adapter.calls.steps import Step
from adapter.handoff.note import Note, note_of, request_key
from adapter.tool_calls.conversation import UserMessage
from adapter.tool_calls.decision import Decision, Failed, Transfer
from adapter.transfers.assistant_config import AssistantConfig
from adapter.transfers.call_info import CallInfo
from adapter.transfers.route import BlockedTransfer

CALLER = "+4915112345678"
CHOSEN = Transfer(reason="tool_call", destination="cards", stated_reason="card lost", language="en")
PENDING = Pending(destination="cards", language="en", announced="Cards.", since=1_795_176_000.25)


def call_of(*said: str, **info: Any) -> Call:
    return Call(
        info=CallInfo(**{"id": "call-1", "from_number": CALLER, "to_number": "+4921155660099", **info}),
        conversation=tuple(UserMessage(text=text) for text in said),
        turns=len(said),
        transfers=1,
        pending=PENDING,
    )


def note(directory: Directory, call: Call, decision: Decision | None = CHOSEN, **options: Any) -> Note:
    config = AssistantConfig(directory=directory)
    return note_of(Step(call=call), options.pop("pending", PENDING), decision, config, model="m", **options)


def data_of(told: Note) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(told.body)["data"]
    return data


def test_it_says_who_rings_why_and_what_has_decided(bank: Directory) -> None:
    told = json.loads(note(bank, call_of("my card is gone")).body)
    assert (told["type"], told["timestamp"]) == ("transfer.decided", "2026-11-20T12:00:00.250+00:00")
    identity = {"prompt": AssistantConfig(directory=bank).prompt.identity, "model": "m", "directory": bank.fingerprint}
    assert told["data"] == {
        "call": "call-1",
        "transfer": 1,
        "turn": 1,
        "destination": {"key": "cards", "title": bank.destinations["cards"].policy.caller_id_name},
        "wanted": None,
        "reason": "card lost",
        "decided_by": "tool_call",
        "language": "en",
        "caller": "…78",
        "transcript": [{"role": "caller", "text": "my card is gone"}],
        **identity,
    }


def test_the_note_that_the_page_shows_has_what_a_note_has(bank: Directory) -> None:
    page = (Path(__file__).parents[2] / "docs" / "handoff.md").read_text()
    shown = json.loads(page.partition("```json\n")[2].partition("```")[0])
    told = json.loads(note(bank, call_of("my card is gone")).body)
    assert shape(shown) == shape(told)


def shape(value: object) -> object:
    """The names in a JSON value, in order, without what they are given."""
    if isinstance(value, dict):
        return [(name, shape(part)) for name, part in value.items()]
    return shape(value[0]) if isinstance(value, list) else None


def test_a_transfer_that_leads_elsewhere_says_what_was_wanted(bank: Directory) -> None:
    closed = replace(PENDING, destination="switchboard")
    assert data_of(note(bank, call_of(), pending=closed))["wanted"] == "cards"
    blocked = Step(call=call_of(), blocked=(BlockedTransfer(obstacle="not_offered", destination="loans"),))
    told = note_of(blocked, closed, None, AssistantConfig(directory=bank), model="m")
    assert (data_of(told)["wanted"], data_of(told)["decided_by"]) == ("loans", None)


def test_a_model_that_failed_has_stated_no_reason(bank: Directory) -> None:
    data = data_of(note(bank, call_of(), Failed(reason="model_timeout")))
    assert (data["reason"], data["decided_by"]) == (None, "model_timeout")


@pytest.mark.parametrize(("clear", "shown", "said"), [(False, "…78", "…78"), (True, CALLER, "0151 2345678")])
def test_numbers_are_masked_unless_they_are_asked_for(bank: Directory, clear: bool, shown: str, said: str) -> None:
    data = data_of(note(bank, call_of("call me at 0151 2345678"), clear=clear))
    assert (data["caller"], data["transcript"][0]["text"]) == (shown, f"call me at {said}")


def test_the_caller_of_a_call_that_we_made_is_who_was_called(bank: Directory) -> None:
    told = note(bank, call_of(from_number="+4921155660099", to_number=CALLER, direction="outbound"), clear=True)
    assert data_of(told)["caller"] == CALLER


@pytest.mark.parametrize("number", [None, "", "anonymous", "+266696687"])
def test_a_withheld_number_is_null(bank: Directory, number: str | None) -> None:
    assert data_of(note(bank, call_of(from_number=number), clear=True))["caller"] is None


def test_a_destination_without_a_name_has_its_key_as_title(seed: Directory, bank: Directory) -> None:
    assert data_of(note(seed, call_of(), pending=replace(PENDING, destination="sales")))["destination"] == {
        "key": "sales",
        "title": "Sales Department",
    }
    gone = data_of(note(bank, call_of(), pending=replace(PENDING, destination="not_there_any_more")))
    assert gone["destination"]["title"] == "Not There Any More"


TEXT = st.text(max_size=40) | st.sampled_from(["\ud83d", "x" * 9000, "+49 211 5566-0001 " * 400, "0151 2345678"])


@given(said=st.lists(TEXT, max_size=14), reason=TEXT, known=TEXT, clear=st.booleans())
def test_whatever_was_said_it_is_bounded_json_without_a_number_of_the_directory(
    bank: Directory, said: list[str], reason: str, known: str, clear: bool
) -> None:
    spelled = [*said, bank.destinations["loans"].record.number]
    decision = replace(CHOSEN, stated_reason=reason)
    told = note(bank, call_of(*spelled, id=known), decision, clear=clear)
    assert json.loads(told.body)["type"] == "transfer.decided"
    assert len(told.body.encode()) < 20_000 * 3
    assert len(told.id) == 36
    assert told.id.isascii()
    assert not bank.numbers.found_in(told.body)


@given(st.lists(st.tuples(st.sampled_from("ab"), TEXT, st.booleans()), min_size=2, max_size=6))
def test_notes_that_differ_never_bear_the_same_id(bank: Directory, facts: list[tuple[str, str, bool]]) -> None:
    told = [
        note(bank, call_of("hello", id=known), replace(CHOSEN, stated_reason=reason), clear=clear)
        for known, reason, clear in facts
    ]
    bodies: dict[str, set[str]] = {}
    for one in told:
        bodies.setdefault(one.id, set()).add(one.body)
    assert all(len(found) == 1 for found in bodies.values())


def test_the_same_step_makes_the_same_note_in_every_process(bank: Directory) -> None:
    assert note(bank, call_of("hello")) == note(bank, call_of("hello"))


def test_ids_that_read_the_same_when_they_are_masked_tell_two_calls_apart(bank: Directory) -> None:
    first, second = (note(bank, call_of(id=known)) for known in ("4915112345678", "4915187654378"))
    assert first.body == second.body
    assert first.id != second.id


def test_the_second_transfer_of_a_call_has_another_id(bank: Directory) -> None:
    assert note(bank, call_of()).id != note(bank, replace(call_of(), transfers=2)).id


def test_a_request_is_known_by_call_words_and_destination_and_one_without_a_call_by_nothing() -> None:
    key = request_key(call_of("hello"), PENDING)
    assert key == request_key(call_of("hello"), replace(PENDING, since=0.0))
    assert key != request_key(call_of("hello", "hello"), PENDING)
    assert key != request_key(call_of("hello"), replace(PENDING, destination="loans"))
    assert request_key(call_of("hello", id=""), PENDING) is None
