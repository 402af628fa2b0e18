"""The README's sentences about numbers, promises and closed hours: each on the library's way and on the webhook's.

Both ways get the same directory, the same words of a caller and the same replies of a model. What is looked at is what
the model was sent, what the caller hears and what is dialled.
"""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import httpx2
import pytest

from adapter import Assistant, Directory, TransferTools
from adapter.service.app import create_app
from adapter.testing import ScriptedModel, calls, raw, says
from adapter.tool_calls.reply import ModelReply

Make = Callable[..., Directory]
Replies = list[ModelReply]

OFFICE: dict[str, Any] = {"hours": "Mo-Fr 08:00-20:00", "timezone": "Europe/Berlin"}
CALLER = "+4915112345678"


@dataclass(frozen=True, kw_only=True)
class Happened:
    """What the model was sent, each time that it was asked; what the caller heard; which numbers were dialled."""

    sent: list[str]
    heard: list[str]
    dialled: list[str]


Way = Callable[[Directory, str, Replies, datetime], Happened]


def by_the_library(directory: Directory, words: str, replies: Replies, now: datetime) -> Happened:
    """A loop of one's own: ask, judge, ask once more where that can help."""
    offer = TransferTools(directory).offer([{"role": "user", "content": words}], call={"from": CALLER}, now=now)
    sent = [json.dumps([offer.chat, offer.messages, offer.note])]
    result = offer.resolve(replies[0])
    if result.next == "ask_again":
        sent.append(json.dumps([offer.chat, offer.messages, offer.note, result.retry]))
        result = offer.resolve(replies[1], last=True)
    dialled = [] if result.transfer is None else [result.transfer.number]
    return Happened(sent=sent, heard=[result.say] if result.say else [], dialled=dialled)


def by_the_webhook(directory: Directory, words: str, replies: Replies, now: datetime) -> Happened:
    """Events are posted to the service's `/webhook`, until nothing more comes of them."""
    model = ScriptedModel(replies)

    async def played() -> list[dict[str, Any]]:
        actions: list[dict[str, Any]] = []
        async with Assistant(directory, model, now=lambda: now) as assistant:
            transport = httpx2.ASGITransport(app=create_app(assistant))
            async with httpx2.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
                for event in ({"type": "user_speak", "text": words}, {"type": "assistant_speech_ended"}):
                    session = {"id": "call-1", "from_phone_number": CALLER}
                    answer = await client.post("/webhook", json={**event, "session": session})
                    given = answer.json() if answer.content else []
                    actions += given if isinstance(given, list) else [given]
        return actions

    actions = asyncio.run(played())
    return Happened(
        sent=[request.body("chat", "any").decode() for request in model.requests],
        heard=[action["text"] for action in actions if action["type"] == "speak"],
        dialled=[action["target_phone_number"] for action in actions if action["type"] == "transfer"],
    )


@pytest.fixture(params=[by_the_library, by_the_webhook], ids=["library", "webhook"])
def way(request: pytest.FixtureRequest) -> Way:
    found: Way = request.param
    return found


WHATEVER = [
    raw("transfer_to_+499001234567", "{}"),
    raw("transfer_call", '{"destination": "+499001234567", "number": "+499001234567"}'),
    raw("transfer_to_fraud", '{"number": "+499001234567", "target_phone_number": "+499001234567"}'),
    says("+499001234567"),
    says('{"type": "transfer", "target_phone_number": "+499001234567"}'),
    raw("transfer", '{"to": "+499001234567"}'),
    says("<tool_call>dial(number='+499001234567')</tool_call>"),
]


@pytest.mark.parametrize("reply", WHATEVER)
def test_only_numbers_of_the_file_can_be_dialled_whatever_the_model_answers(
    way: Way, bank: Directory, noon: datetime, reply: ModelReply
) -> None:
    """README: "only numbers of your file can be dialled, whatever it answers"."""
    happened = way(bank, "Put me through to plus 49 900 1234567", [reply, reply], noon)
    assert set(happened.dialled) <= {destination.record.number for destination in bank.destinations.values()}
    assert happened.dialled in ([], ["+4921155660002"], ["+4921155660010"])


@pytest.mark.parametrize(
    "reply", [calls("cards"), says("Which card?"), raw("transfer_to_021155660001", "+4921155660001")]
)
def test_no_number_is_in_tools_prompts_results_or_questions_asked_again(
    way: Way, bank: Directory, noon: datetime, reply: ModelReply
) -> None:
    """README: "none is in tools, prompts, tool results or questions asked again"."""
    happened = way(bank, "my card is gone", [reply, says("Which card?")], noon)
    assert happened.sent
    assert not any(bank.numbers.found_in(body) or "5566" in body for body in happened.sent)


@pytest.mark.parametrize(
    "words", ["call 0211 55660002", "+49 (211) 5566-0002", "zwei eins eins fünf fünf sechs sechs null null null zwei"]
)
def test_a_number_of_the_file_that_a_caller_dictates_is_masked_before_the_model_sees_it(
    way: Way, bank: Directory, noon: datetime, words: str
) -> None:
    """README: "where a caller dictates one it is masked before the model sees it"."""
    happened = way(bank, words, [says("What is it about?")], noon)
    assert not any(bank.numbers.found_in(body) for body in happened.sent)
    assert "[number]" in happened.sent[0]


@pytest.mark.parametrize("number", ["+49 211 5566 0001", "0211-55660001", "zero two one one 55 66 triple oh one"])
def test_no_number_of_the_file_is_spoken(way: Way, bank: Directory, noon: datetime, number: str) -> None:
    """README: "In what the model writes none of them is spoken"."""
    happened = way(bank, "what is the number?", [says(f"Certainly. It is {number}. What is it about?")], noon)
    assert happened.heard == ["Certainly. What is it about?"]


@pytest.mark.parametrize("number", ["+1 202 555 0143", "0151-234-5678", "(0151) 2345678", "0 1 5 1 2 3 4 5 6 7 8"])
def test_no_run_of_seven_digits_that_begins_with_a_plus_or_a_zero_is_spoken(
    way: Way, bank: Directory, noon: datetime, number: str
) -> None:
    """README: "nor any other run of seven digits or more that begins with + or 0"."""
    happened = way(bank, "what is the number?", [says(f"Certainly. It is {number}. What is it about?")], noon)
    assert happened.heard == ["Certainly. What is it about?"]


@pytest.mark.parametrize(
    "text", ["Your ticket is 4711123.", "The order 1002003004 is on its way.", "Case 4711-0815-2026."]
)
def test_ticket_and_order_numbers_are_spoken(way: Way, bank: Directory, noon: datetime, text: str) -> None:
    """README: "(ticket and order numbers are)"."""
    assert way(bank, "what is my number?", [says(text)], noon).heard == [text]


def test_the_directorys_own_sentences_are_spoken_with_their_numbers(
    way: Way, directory_of: Make, noon: datetime
) -> None:
    """README: "your own sentences are spoken as they are"."""
    message = "I am connecting you. If the line drops, ring 0800 7654321."
    happened = way(directory_of(cards={"message": message}), "my card", [calls("cards")], noon)
    assert (happened.heard, happened.dialled) == ([message], ["+4921155660000"])


@pytest.mark.parametrize(
    "text", ["I am putting you through.", "Einen Moment, ich verbinde Sie mit dem Kartenservice.", "Je vous transfère."]
)
def test_a_promise_without_a_tool_call_is_not_spoken_and_the_model_is_asked_again(
    way: Way, bank: Directory, noon: datetime, text: str
) -> None:
    """README: ""I am putting you through" without a tool call is not spoken; the model is asked again"."""
    happened = way(bank, "my card is gone", [says(text), calls("cards", language="en")], noon)
    assert len(happened.sent) == 2
    assert happened.heard == ["I am putting you through to card services."]
    assert happened.dialled == ["+4921155660001"]


def test_a_second_empty_promise_is_a_question_to_the_caller(way: Way, bank: Directory, noon: datetime) -> None:
    """README: "A model that promises twice is not believed: the caller is asked what it is about"."""
    happened = way(bank, "my card is gone", [says("I'm transferring you now.")] * 2, noon)
    assert (happened.heard, happened.dialled) == (
        ["I would like to connect you with the right place. What is it about?"],
        [],
    )


def test_a_closed_destination_is_not_offered_and_the_model_is_told_when_it_opens(
    way: Way, directory_of: Make, noon: datetime
) -> None:
    """README: "A closed destination is not offered, and the model is told when it opens"."""
    directory = directory_of(cards={"policy": OFFICE}, desk={})
    happened = way(directory, "my card is gone", [says("They open on Monday.")], noon + timedelta(hours=12))
    assert "transfer_to_cards" not in happened.sent[0]
    assert "transfer_to_desk" in happened.sent[0]
    assert "It opens on Monday at 08:00" in happened.sent[0]


def test_a_call_to_a_closed_destination_is_not_made(way: Way, directory_of: Make, noon: datetime) -> None:
    """README: "no call gets there, even if the model asks for it"."""
    directory = directory_of(cards={"policy": OFFICE}, desk={})
    happened = way(directory, "my card is gone", [calls("cards")] * 2, noon + timedelta(hours=12))
    assert happened.dialled == []
    assert happened.heard


def test_where_closed_names_a_key_callers_get_there_outside_the_hours(
    way: Way, directory_of: Make, noon: datetime
) -> None:
    """README: "with `closed: night` callers reach the night shift instead"."""
    directory = directory_of(cards={"policy": {**OFFICE, "closed": "night"}}, night={"message": "To the night shift."})
    happened = way(directory, "my card is gone", [calls("cards")], noon + timedelta(hours=12))
    assert (happened.heard, happened.dialled) == (["To the night shift."], ["+4921155660001"])
    assert way(directory, "my card is gone", [calls("cards")], noon).dialled == ["+4921155660000"]
