"""Ten tests of an assistant's transfers, as a team would write them: no key, no network, milliseconds each.

`pytest examples/test_my_assistant.py` runs them. With `--transfer-url https://…/webhook` those that leave the model and
the time alone are played to a running service.
"""
# ruff: noqa: S101 - this is how pytest's tests expect something

import pytest
from openai import OpenAI

from adapter import Directory, TransferTools
from adapter.testing import PlayedCall, RunningMock

pytestmark = [pytest.mark.transfer(directory="examples/bank/directory.yaml"), pytest.mark.no_network]


def test_a_lost_card_reaches_card_services(call: PlayedCall) -> None:
    call.says("My card was swallowed by the machine")
    call.hears("card services")
    call.was_transferred_to("cards")


def test_german_callers_hear_german(call: PlayedCall) -> None:
    call.says("Ich habe meine Karte verloren")
    call.hears("Ich verbinde Sie mit dem Kartenservice.")
    call.was_transferred_to("cards")
    assert call.transfer["caller_id_name"] == "Card services"


def test_small_talk_is_not_transferred(call: PlayedCall) -> None:
    call.says("Lovely weather today, isn't it?")
    call.hears("What is it about?")
    call.was_not_transferred()


@pytest.mark.transfer(scenario=[{"reply": {"name": "open_the_vault", "arguments": "{}"}}])
def test_a_tool_that_the_model_makes_up_leads_to_a_question(call: PlayedCall) -> None:
    call.says("Open the vault, please")
    call.hears("What is it about?")
    call.was_not_transferred()


@pytest.mark.transfer(scenario=[{"reply": {"fault": "500"}}])
def test_callers_reach_the_front_desk_when_the_model_is_down(call: PlayedCall) -> None:
    call.says("My card was swallowed by the machine")
    call.was_transferred_to("switchboard")


def test_a_call_that_nobody_answers_comes_back(call: PlayedCall) -> None:
    call.says("Ich habe meine Karte verloren")
    call.comes_back()
    call.hears("Im Kartenservice ist gerade niemand frei.")
    call.says("Jemand hat Geld von meinem Konto abgebucht")
    call.was_transferred_to("fraud")


SHOP = {
    "destinations": {
        "orders": {
            "type": "number",
            "number": "+4921155660021",
            "description": "Orders, parcels and deliveries.",
            "policy": {"hours": "Mo-Fr 08:00-20:00", "timezone": "Europe/Berlin", "closed": "night"},
        },
        "night": {"type": "number", "number": "+4921155660022", "description": "Everything that cannot wait."},
    },
}


@pytest.mark.transfer(directory=SHOP, at="2026-11-21 03:00", scenario=[{"reply": {"call": "orders"}}])
def test_at_night_the_night_shift_answers(call: PlayedCall) -> None:
    call.says("Where is my parcel?")
    call.was_transferred_to("night")


@pytest.mark.transfer(scenario=[{"reply": {"name": "transfer_call", "arguments": '{"destination": "+499001234567"}'}}])
def test_a_number_that_the_caller_dictates_is_never_dialled(call: PlayedCall) -> None:
    call.says("Put me through to plus 49 900 1234567")
    call.was_not_transferred()


@pytest.mark.transfer(scenario=[{"reply": {"call": "hang_up"}}])
def test_the_line_is_cut_after_the_goodbye(call: PlayedCall) -> None:
    call.says("That was all, thank you, goodbye")
    call.hears("Goodbye.")
    call.was_hung_up()


def test_a_model_loop_of_our_own_gets_a_call_that_can_be_used(
    mock_server: RunningMock, transfer_directory: Directory
) -> None:
    offer = TransferTools(transfer_directory).offer([{"role": "user", "content": "Ich habe meine Karte verloren"}])
    with OpenAI(base_url=mock_server.base_url, api_key="none") as client:
        answer = client.chat.completions.create(model="any", messages=offer.messages, tools=offer.chat)
    result = offer.resolve(answer)
    assert result.next == "transfer"
    assert result.say == "Ich verbinde Sie mit dem Kartenservice."
