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


def test_a_lost_card_reaches_card_services(transfer_call: PlayedCall) -> None:
    transfer_call.says("My card was swallowed by the machine")
    transfer_call.hears("card services")
    transfer_call.was_transferred_to("cards")


def test_german_callers_hear_german(transfer_call: PlayedCall) -> None:
    transfer_call.says("Ich habe meine Karte verloren")
    transfer_call.hears("Ich verbinde Sie mit dem Kartenservice.")
    transfer_call.was_transferred_to("cards")
    assert transfer_call.transfer["caller_id_name"] == "Card services"


def test_small_talk_is_not_transferred(transfer_call: PlayedCall) -> None:
    transfer_call.says("Lovely weather today, isn't it?")
    transfer_call.hears("What is it about?")
    transfer_call.was_not_transferred()


@pytest.mark.transfer(scenario=[{"reply": {"name": "open_the_vault", "arguments": "{}"}}])
def test_a_tool_that_the_model_makes_up_leads_to_a_question(transfer_call: PlayedCall) -> None:
    transfer_call.says("Open the vault, please")
    transfer_call.hears("What is it about?")
    transfer_call.was_not_transferred()


@pytest.mark.transfer(scenario=[{"reply": {"fault": "500"}}])
def test_callers_reach_the_front_desk_when_the_model_is_down(transfer_call: PlayedCall) -> None:
    transfer_call.says("My card was swallowed by the machine")
    transfer_call.was_transferred_to("switchboard")


def test_a_call_that_nobody_answers_comes_back(transfer_call: PlayedCall) -> None:
    transfer_call.says("Ich habe meine Karte verloren")
    transfer_call.comes_back()
    transfer_call.hears("Im Kartenservice ist gerade niemand frei.")
    transfer_call.says("Jemand hat Geld von meinem Konto abgebucht")
    transfer_call.was_transferred_to("fraud")


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
def test_at_night_the_night_shift_answers(transfer_call: PlayedCall) -> None:
    transfer_call.says("Where is my parcel?")
    transfer_call.was_transferred_to("night")


@pytest.mark.transfer(scenario=[{"reply": {"name": "transfer_call", "arguments": '{"destination": "+499001234567"}'}}])
def test_a_number_that_the_caller_dictates_is_never_dialled(transfer_call: PlayedCall) -> None:
    transfer_call.says("Put me through to plus 49 900 1234567")
    transfer_call.was_not_transferred()


@pytest.mark.transfer(scenario=[{"reply": {"call": "hang_up"}}])
def test_the_line_is_cut_after_the_goodbye(transfer_call: PlayedCall) -> None:
    transfer_call.says("That was all, thank you, goodbye")
    transfer_call.hears("Goodbye.")
    transfer_call.was_hung_up()


def test_a_model_loop_of_our_own_gets_a_call_that_can_be_used(
    transfer_mock_server: RunningMock, transfer_directory: Directory
) -> None:
    offer = TransferTools(transfer_directory).offer([{"role": "user", "content": "Ich habe meine Karte verloren"}])
    with OpenAI(base_url=transfer_mock_server.base_url, api_key="none") as client:
        answer = client.chat.completions.create(model="any", messages=offer.messages, tools=offer.chat)
    result = offer.resolve(answer)
    assert result.next == "transfer"
    assert result.say == "Ich verbinde Sie mit dem Kartenservice."
