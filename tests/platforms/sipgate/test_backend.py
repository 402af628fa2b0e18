"""From a decision to the platform's actions."""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapter import Directory, Toolset, actions_for
from adapter.errors import RequestError
from adapter.platforms.sipgate.actions import read_action
from adapter.platforms.sipgate.backend import Actions
from adapter.platforms.sipgate.session import Session
from adapter.tool_calls.decision import Decision, Failed, HangUp, Reply, Transfer, Unclear
from adapter.tool_calls.prompt import Prompt, parse_prompt

Make = Callable[..., Directory]

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
SESSION = {
    "id": "550e8400-e29b-41d4-a716-446655440000",
    "account_id": "a1",
    "phone_number": "+4921155660099",
    "direction": "inbound",
    "from_phone_number": "+4915112345678",
    "to_phone_number": "+4921155660099",
}
CARDS = Transfer(reason="tool_call", destination="cards")
UNINTERRUPTED = {"strategy": "none"}

DECISIONS: list[Decision] = [
    CARDS,
    Transfer(reason="no_answer", destination="private_banking", language="de"),
    Reply(reason="text", text="What is it about?"),
    HangUp(reason="tool_call"),
    HangUp(reason="tool_call", text="Bye."),
    Unclear(reason="conflicting_calls", candidates=("cards", "loans"), ask_again="again"),
    Failed(reason="model_timeout"),
]


def prompt_of(**sentences: str) -> Prompt:
    front = {"description": "A test.", "variables": {"place": "here"}, "sentences": {"en": sentences}}
    return parse_prompt(f"---\n{json.dumps(front)}\n---\nBody.".encode(), name="test", version=1, file="v1.md")


def only(actions: Actions) -> dict[str, Any]:
    """The one action of an answer that leads on to nothing."""
    assert actions["after_speech"] == []
    assert len(actions["now"]) == 1
    return actions["now"][0]


def transfer_of(directory: Directory, key: str = "cards", **more: Any) -> Mapping[str, Any]:
    actions = actions_for(Transfer(reason="tool_call", destination=key), directory, SESSION, NOON, **more)
    found = [action for action in [*actions["now"], *actions["after_speech"]] if action["type"] == "transfer"]
    assert len(found) == 1
    return found[0]


def test_the_platforms_own_example_is_met_field_for_field(seed: Directory) -> None:
    sales = Transfer(reason="tool_call", destination="sales")
    actions = actions_for(sales, seed, SESSION, NOON)
    assert actions["now"] == [
        {
            "type": "speak",
            "session_id": "550e8400-e29b-41d4-a716-446655440000",
            "text": "Transferring the call now",
            "barge_in": {"strategy": "none"},
            "user_input_timeout_seconds": 2,
        }
    ]
    assert actions["after_speech"] == [
        {
            "type": "transfer",
            "session_id": "550e8400-e29b-41d4-a716-446655440000",
            "target_phone_number": "+1234567890",
            "caller_id_name": "Sales Department",
            "caller_id_number": "+1234567890",
        }
    ]


def test_a_silent_destination_is_transferred_at_once(directory_of: Make) -> None:
    assert only(actions_for(CARDS, directory_of(cards={"message": ""}), SESSION, NOON))["type"] == "transfer"


def test_the_configured_sentence_is_spoken_in_the_voice_of_its_language(bank: Directory) -> None:
    german = actions_for(Transfer(reason="tool_call", destination="cards", language="de"), bank, SESSION, NOON)
    assert german["now"][0]["text"] == "Ich verbinde Sie mit dem Kartenservice."
    assert german["now"][0]["tts"] == {"provider": "azure", "language": "de-DE", "voice": "de-DE-KatjaNeural"}
    # The decision's language counts before the call's, and the call's where the decision names none.
    for language, voice in [
        ("en", "en-GB-SoniaNeural"),
        ("en-US", "en-GB-SoniaNeural"),
        ("de-AT", "de-DE-KatjaNeural"),
    ]:
        assert actions_for(CARDS, bank, SESSION, NOON, language=language)["now"][0]["tts"]["voice"] == voice  # type: ignore[index]  # JSON
    assert "tts" not in actions_for(CARDS, bank, SESSION, NOON, language="fr")["now"][0]


def test_the_models_notes_and_reasons_are_not_spoken(bank: Directory) -> None:
    told = Transfer(reason="tool_call", destination="cards", stated_reason="lost", notes=("arguments unreadable",))
    assert actions_for(told, bank, SESSION, NOON) == actions_for(CARDS, bank, SESSION, NOON)


def test_a_reply_is_spoken_and_answered(bank: Directory) -> None:
    speak = only(actions_for(Reply(reason="text", text="Worum geht es?"), bank, SESSION, NOON, language="de"))
    assert speak == {
        "type": "speak",
        "session_id": SESSION["id"],
        "text": "Worum geht es?",
        "tts": {"provider": "azure", "language": "de-DE", "voice": "de-DE-KatjaNeural"},
        "user_input_timeout_seconds": 8,
    }


@pytest.mark.parametrize(("text", "spoken"), [("Bye.", "Bye."), ("", "Vielen Dank für Ihren Anruf. Auf Wiederhören.")])
def test_goodbye_is_heard_before_the_line_is_cut(bank: Directory, text: str, spoken: str) -> None:
    actions = actions_for(HangUp(reason="tool_call", text=text), bank, SESSION, NOON, language="de")
    assert [action["type"] for action in actions["now"]] == ["speak"]
    assert actions["now"][0]["text"] == spoken
    assert actions["now"][0]["barge_in"] == UNINTERRUPTED
    assert actions["after_speech"] == [{"type": "hangup", "session_id": SESSION["id"]}]


def test_a_prompt_without_a_farewell_cuts_the_line_at_once(bank: Directory) -> None:
    actions = actions_for(HangUp(reason="tool_call"), bank, SESSION, NOON, prompt=prompt_of(farewell=""))
    assert only(actions) == {"type": "hangup", "session_id": SESSION["id"]}


def test_an_unclear_wish_gets_a_question(bank: Directory) -> None:
    for language, question in [
        ("de", "Ich verbinde Sie gern mit der richtigen Stelle. Worum geht es?"),
        ("en", "I would like to connect you with the right place. What is it about?"),
    ]:
        speak = only(actions_for(Unclear(reason="unknown_tool"), bank, SESSION, NOON, language=language))
        assert speak["text"] == question
        assert "barge_in" not in speak


def test_a_failure_leads_to_the_fallback_else_to_an_apology(bank: Directory, directory_of: Make) -> None:
    failed = Failed(reason="model_unreachable")
    actions = actions_for(failed, bank, SESSION, NOON, language="de")
    assert actions["now"][0]["text"] == "Ich verbinde Sie mit unserer Zentrale."
    assert actions["after_speech"][0]["target_phone_number"] == "+4921155660010"
    apology = only(actions_for(failed, directory_of(cards={}), SESSION, NOON))
    assert apology["text"] == "I am sorry, I did not get that. What is it about?"


PLAN = {"mode": "blind-transfer"}
BACK = {"fallbackPlan": {"message": "Nobody is free."}}


@pytest.mark.parametrize(
    ("record", "fallback", "timeout"),
    [
        ({}, False, None),
        ({"transferPlan": PLAN}, False, None),
        ({"transferPlan": {**PLAN, **BACK}}, False, 30),
        ({}, True, 30),
        ({"transferPlan": PLAN}, True, 30),
        ({"transferPlan": {**PLAN, "dialTimeout": 20}}, False, 20),
        ({"transferPlan": {**PLAN, "timeout": 45}}, False, 45),
        ({"transferPlan": {**PLAN, "timeout": 45, "dialTimeout": 20}}, True, 20),
        ({"transferPlan": {**PLAN, **BACK, "timeout": 45}}, True, 45),
        ({"transferPlan": {**PLAN, "dialTimeout": 1}}, False, 5),
        ({"transferPlan": {**PLAN, "dialTimeout": 5}}, False, 5),
        ({"transferPlan": {**PLAN, "dialTimeout": 120}}, False, 120),
        ({"transferPlan": {**PLAN, "dialTimeout": 121}}, False, 120),
        ({"transferPlan": {**PLAN, "timeout": 600}}, False, 120),
        ({"transferPlan": {**PLAN, "dialTimeout": 20.6}}, False, 21),
    ],
)
def test_it_may_ring_for_a_time_only_where_the_file_has_a_way_back(
    directory_of: Make, record: dict[str, object], fallback: bool, timeout: int | None
) -> None:
    top: dict[str, Any] = {"fallback": "desk", "desk": {}} if fallback else {}
    transfer = transfer_of(directory_of(cards=record, **top))
    assert transfer.get("timeout") == timeout
    assert ("timeout" in transfer) == (timeout is not None)


@pytest.mark.parametrize(
    ("number_format", "target", "caller"),
    [("e164", "+4921155669001", "+4915112345678"), ("e164-no-plus", "4921155669001", "4915112345678")],
)
def test_both_numbers_are_in_the_platforms_format(
    directory_of: Make, number_format: Any, target: str, caller: str
) -> None:
    transfer = transfer_of(directory_of(cards={"number": "+4921155669001"}), number_format=number_format)
    assert (transfer["target_phone_number"], transfer["caller_id_number"]) == (target, caller)


@pytest.mark.parametrize(
    ("extension", "policy", "target"),
    [
        (None, {}, "+4921155669001"),
        ("17", {"extension": "append"}, "+492115566900117"),
        (None, {"extension": "append"}, "+4921155669001"),
    ],
)
def test_an_extension_is_dialled_only_where_the_policy_appends_it(
    directory_of: Make, extension: str | None, policy: dict[str, str], target: str
) -> None:
    record = {"number": "+4921155669001", "policy": policy, **({"extension": extension} if extension else {})}
    assert transfer_of(directory_of(cards=record))["target_phone_number"] == target


@pytest.mark.parametrize("policy", [{}, {"extension": "refuse"}])
def test_a_destination_whose_extension_is_refused_is_neither_offered_nor_dialled(
    directory_of: Make, policy: dict[str, str]
) -> None:
    directory = directory_of(cards={"extension": "17", "policy": policy}, desk={})
    assert Toolset(directory).offered == ("desk",)
    with pytest.raises(RequestError, match="extension"):
        transfer_of(directory)


def test_a_number_outside_e164_is_dialled_as_it_is_written(directory_of: Make) -> None:
    directory = directory_of(cards={"number": "desk17", "numberE164CheckEnabled": False})
    assert transfer_of(directory)["target_phone_number"] == "desk17"
    assert transfer_of(directory, number_format="e164-no-plus")["target_phone_number"] == "desk17"


def test_a_session_without_any_number_still_gives_a_valid_transfer(directory_of: Make) -> None:
    bare = actions_for(CARDS, directory_of(cards={"message": ""}), {"id": "s"}, NOON)
    assert only(bare)["caller_id_number"] == "anonymous"
    assert only(bare)["caller_id_name"] == "Cards"


def test_a_prompts_own_sentences_are_spoken_with_its_variables(directory_of: Make) -> None:
    prompt = prompt_of(
        clarify="{{ company }}, {{ place }}, {{ customer.number }}, {{ call.id }}?",
        transferring="Off to {{ company }}.",
    )
    asked = only(actions_for(Unclear(reason="empty"), directory_of(cards={}), {"id": "s"}, NOON, prompt=prompt))
    assert asked["text"] == ", here, , s?"
    named = directory_of(cards={}, caller_id_name="Northwind Bank")
    assert actions_for(CARDS, named, SESSION, NOON, prompt=prompt)["now"][0]["text"] == "Off to Northwind Bank."


@pytest.mark.parametrize("template", ['{{ "now" | date: "%H", "Nowhere/City" }}', "{{ company }}", " {{ nothing }} "])
def test_a_sentence_that_cannot_be_rendered_or_says_nothing_gives_the_shipped_one(
    directory_of: Make, template: str
) -> None:
    prompt = prompt_of(clarify=template, greeting="{{ company }}")
    speak = only(actions_for(Unclear(reason="empty"), directory_of(cards={}), SESSION, NOON, prompt=prompt))
    assert speak["text"] == "I would like to connect you with the right place. What is it about?"


def test_a_key_that_the_directory_does_not_have_is_an_error(bank: Directory) -> None:
    with pytest.raises(RequestError, match=r"no destination 'garden'.*cards, fraud"):
        actions_for(Transfer(reason="tool_call", destination="garden"), bank, SESSION, NOON)


@pytest.mark.parametrize("session", [{}, {"id": ""}, {"id": 5}, {"id": None, "phone_number": "+4915112345678"}])
def test_a_session_without_an_id_is_an_error_that_shows_no_number(bank: Directory, session: dict[str, object]) -> None:
    with pytest.raises(RequestError, match="id is needed") as raised:
        actions_for(CARDS, bank, session, NOON)
    assert "49" not in str(raised.value)


def test_a_session_object_and_its_json_are_the_same(bank: Directory) -> None:
    as_object = actions_for(CARDS, bank, Session.model_validate(SESSION), NOON)
    assert as_object == actions_for(CARDS, bank, {**SESSION, "new_field": 1}, NOON)


@pytest.mark.parametrize("decision", DECISIONS, ids=lambda decision: decision.kind)
def test_every_decision_gives_actions_that_the_platform_takes(bank: Directory, decision: Decision) -> None:
    actions = actions_for(decision, bank, SESSION, NOON)
    again = json.loads(json.dumps(actions))
    assert again == actions
    for action in [*again["now"], *again["after_speech"]]:
        assert read_action(action).session_id == SESSION["id"]
    # Something is always answered, and a transfer never in the same breath as speech.
    assert [action["type"] for action in again["now"]] in (["speak"], ["transfer"])
    assert all(action["type"] in ("transfer", "hangup") for action in again["after_speech"])


TEXT = st.text(min_size=1).filter(lambda text: text.strip())
KEYS = ["cards", "fraud", "accounts", "private_banking", "switchboard"]
ANY_DECISION: st.SearchStrategy[Decision] = st.one_of(
    st.builds(Transfer, reason=st.just("tool_call"), destination=st.sampled_from(KEYS), language=st.none() | TEXT),
    st.builds(Reply, reason=st.just("text"), text=TEXT),
    st.builds(HangUp, reason=st.just("tool_call"), text=st.just("") | TEXT),
    st.builds(Unclear, reason=st.just("empty")),
    st.builds(Failed, reason=st.just("empty")),
)


@given(ANY_DECISION, st.text(), st.none() | st.text(), st.none() | st.text(), st.none() | st.text())
def test_only_numbers_of_the_directory_are_ever_called(
    bank: Directory, decision: Decision, language: str, from_: str | None, to: str | None, line: str | None
) -> None:
    session = {"id": "s", "from_phone_number": from_, "to_phone_number": to, "phone_number": line}
    actions = actions_for(decision, bank, session, NOON, language=language)
    numbers = {destination.record.number for destination in bank.destinations.values()}
    sent = [*actions["now"], *actions["after_speech"]]
    assert {action["target_phone_number"] for action in sent if action["type"] == "transfer"} <= numbers
    assert sent
    for action in sent:
        read_action(json.loads(json.dumps(action)))
