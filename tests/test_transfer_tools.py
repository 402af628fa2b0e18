"""The library for backends with a model loop of their own: what is offered, and what a reply comes to."""

import json
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from adapter import Directory, Toolset, TransferTools
from adapter.errors import DirectoryError, OperatorError, PromptError, RequestError
from adapter.tool_calls.prompt import default_prompt
from adapter.transfer_tools import TransferOffer
from adapter.transfers.plan import PlannedTransfer
from adapter.transfers.resolution import Resolution

Make = Callable[..., Directory]

BANK = Path(__file__).parent.parent / "examples" / "bank" / "directory.yaml"
CALL = {"id": "call-1", "from": "+4915112345678", "to": "+4921155660000"}
SAID = [{"role": "user", "content": "ich habe meine Karte verloren"}]
OFFICE: dict[str, Any] = {"hours": "Mo-Fr 08:00-20:00", "timezone": "Europe/Berlin"}
NUMBER = {"type": "number", "number": "+4921155660031", "description": "Parcels and orders."}
CLARIFY = "I would like to connect you with the right place. What is it about?"


def chat(name: str, arguments: str = "{}", call_id: str = "call_7") -> dict[str, Any]:
    """A body of Chat Completions with one tool call."""
    call = {"id": call_id, "type": "function", "function": {"name": name, "arguments": arguments}}
    message = {"role": "assistant", "content": None, "tool_calls": [call]}
    return {"choices": [{"index": 0, "finish_reason": "tool_calls", "message": message}]}


def responses(name: str, arguments: str = "{}", call_id: str = "call_7") -> dict[str, Any]:
    item = {"type": "function_call", "name": name, "arguments": arguments, "call_id": call_id, "id": "fc_1"}
    return {"object": "response", "status": "completed", "output": [item]}


def realtime(name: str, arguments: str = "{}", call_id: str = "call_7") -> dict[str, Any]:
    return {"type": "response.done", "response": responses(name, arguments, call_id)}


@pytest.fixture(scope="module")
def tools(bank: Directory) -> TransferTools:
    return TransferTools(bank)


def keys(offer: TransferOffer) -> set[str]:
    names = {tool["function"]["name"] for tool in offer.chat}
    return {name.removeprefix("transfer_to_") for name in names if name.startswith("transfer_to_")}


# What it is made of


def test_a_path_a_mapping_and_a_directory_give_the_same_tools(bank: Directory) -> None:
    data = {"destinations": {"parcels": NUMBER}}
    assert TransferTools(BANK).offer().chat == TransferTools(str(BANK)).offer().chat
    assert TransferTools(bank).offer().chat == TransferTools(BANK).offer().chat
    assert keys(TransferTools(data).offer()) == keys(TransferTools(Directory.parse(data)).offer()) == {"parcels"}


@pytest.mark.parametrize("records", [[NUMBER], (NUMBER,), iter([NUMBER])])
def test_a_list_of_vapi_records_gives_a_tool_for_each(records: Any) -> None:
    assert len(keys(TransferTools(records).offer())) == 1


def test_a_whole_transfer_call_tool_of_vapi_is_a_source() -> None:
    assert len(keys(TransferTools({"type": "transferCall", "destinations": [NUMBER]}).offer())) == 1


@pytest.mark.parametrize("source", [{}, [], {"destinations": {}}, {"destinations": {"x": {"type": "number"}}}])
def test_a_source_that_cannot_be_used_is_the_operators_error(source: Any) -> None:
    with pytest.raises(DirectoryError):
        TransferTools(source)


def test_a_file_and_a_prompt_that_are_not_there_are_the_operators_errors(tmp_path: Path, bank: Directory) -> None:
    with pytest.raises(OperatorError):
        TransferTools(tmp_path / "nothing.yaml")
    with pytest.raises(PromptError):
        TransferTools(bank, prompt="nobody")


def test_one_tool_for_all_is_an_exposure(bank: Directory) -> None:
    offer = TransferTools(bank, exposure="single").offer()
    assert [tool["function"]["name"] for tool in offer.chat] == ["transfer_call", "hang_up"]
    assert offer.resolve(chat("transfer_call", '{"destination": "cards"}')).next == "transfer"


def test_the_language_is_what_is_spoken_while_nothing_tells_the_callers(bank: Directory) -> None:
    tools = TransferTools(bank, language="de")
    assert tools.offer().resolve(chat("transfer_to_cards")).say == "Ich verbinde Sie mit dem Kartenservice."


def test_sentences_are_those_of_the_prompt(bank: Directory) -> None:
    english = default_prompt().sentences["en"].model_copy(update={"clarify": "Say that again?"})
    prompt = replace(default_prompt(), sentences={**default_prompt().sentences, "en": english})
    result = TransferTools(bank, prompt=prompt).offer().resolve(chat("nothing"), last=True)
    assert result.say == "Say that again?"


# What is offered


def test_each_api_gets_its_own_form(tools: TransferTools, bank: Directory) -> None:
    offer = tools.offer(SAID, call=CALL)
    toolset = Toolset(bank, hang_up=True, languages=tools.config.languages)
    assert offer.chat == toolset.tools("chat")
    assert offer.responses == toolset.tools("responses")
    assert [*map(dict, offer.realtime)] == toolset.tools("realtime")


def test_tools_are_fresh_objects(tools: TransferTools) -> None:
    offer = tools.offer()
    offer.chat.clear()
    offer.chat[0]["function"]["name"] = "mine"
    assert offer.chat == tools.offer().chat


def test_what_is_closed_is_not_offered_and_what_is_to_be_said_of_it_is_a_note(
    directory_of: Make, noon: datetime
) -> None:
    tools = TransferTools(
        directory_of(cards={"policy": OFFICE}, loans={"policy": {**OFFICE, "closed": "desk"}}, desk={})
    )
    assert keys(tools.offer(now=noon)) == {"cards", "loans", "desk"}
    assert tools.offer(now=noon).note == ""
    night = tools.offer(now=noon + timedelta(hours=12))
    assert keys(night) == {"loans", "desk"}
    assert "It opens on Monday at 08:00" in night.note
    assert night.resolve(chat("transfer_to_cards")).next == "ask_again"


def test_a_closed_destination_leads_where_its_policy_says(directory_of: Make, noon: datetime) -> None:
    tools = TransferTools(
        directory_of(loans={"policy": {**OFFICE, "closed": "desk"}}, desk={"message": "To the desk."})
    )
    result = tools.offer(now=noon + timedelta(hours=12)).resolve(chat("transfer_to_loans"))
    assert result.transfer is not None
    assert (result.say, result.transfer.key) == ("To the desk.", "desk")


def test_an_offer_of_a_moment_without_a_time_zone_is_refused(tools: TransferTools) -> None:
    with pytest.raises(RequestError, match="time zone"):
        tools.offer(now=datetime(2026, 11, 20, 12, 0))  # noqa: DTZ001 - that is the mistake


def test_what_the_call_has_tried_is_not_offered_until_its_attempts_are_used_up(directory_of: Make) -> None:
    tools = TransferTools(directory_of(cards={}, loans={"policy": {"attempts": 2}}))
    progress: object = {"tried": {"cards": 1, "loans": 1, "gone": 9}}
    assert keys(tools.offer(progress=progress)) == {"loans"}
    assert keys(tools.offer(progress={"tried": {"cards": 1, "loans": 2}})) == set()


def rejecting(role: str, pattern: str, *, negate: bool = False) -> TransferTools:
    condition = {"type": "regex", "regex": pattern, "target": {"role": role}, "negate": negate}
    return TransferTools(
        {
            "fallback": "desk",
            "destinations": {
                key: {**NUMBER, "number": f"+492115566003{at}"} for at, key in enumerate(("cards", "desk"))
            },
            "rejectionPlan": {"conditions": [condition]},
        }
    )


def test_what_the_rejection_plan_does_not_allow_is_not_transferred() -> None:
    tools = rejecting("user", r"(?i)\bperson\b", negate=True)
    refused = tools.offer([{"role": "user", "content": "my card"}]).resolve(chat("transfer_to_cards"))
    assert (refused.next, refused.decision.reason) == ("ask_again", "rejected")
    assert "rejected" in str(refused.retry)
    allowed = tools.offer([{"role": "user", "content": "a person please"}]).resolve(chat("transfer_to_cards"))
    assert allowed.next == "transfer"


def test_a_model_that_insists_on_a_rejected_transfer_brings_about_a_question_and_no_other_transfer() -> None:
    tools = rejecting("user", "card")
    progress: object = None
    for _ in range(3):
        result = tools.offer([{"role": "user", "content": "my card"}], progress=progress).resolve(
            chat("transfer_to_cards"), last=True
        )
        assert (result.next, result.say) == ("listen", CLARIFY)
        progress = result.progress


def test_no_call_is_transferred_to_a_number_of_its_own(tools: TransferTools) -> None:
    offer = tools.offer(SAID, call={**CALL, "from": "0211 55660001"})
    result = offer.resolve(chat("transfer_to_cards"))
    assert result.transfer is not None
    assert result.transfer.key == "switchboard"


# The messages


def test_dictated_numbers_are_masked_wherever_they_stand_and_the_rest_stays(tools: TransferTools) -> None:
    sent: list[dict[str, Any]] = [
        {"role": "system", "content": "Be kind. The desk has 0211 55660010."},
        {"role": "user", "content": [{"type": "text", "text": "call +49 (211) 5566 0002 or zwei eins eins 55660003"}]},
        {
            "role": "assistant",
            "content": None,
            "tool_calls": [{"id": "a", "function": {"arguments": "+4921155660001"}}],
        },
        {"role": "tool", "tool_call_id": "a", "content": "021155660004"},
        {"type": "function_call_output", "call_id": "a", "output": "00492115566 0005"},
        {"role": "user", "content": "my own number is 0151 2345678", "name": "x"},
    ]
    before = json.dumps(sent)
    masked = tools.offer(sent).messages
    assert "5566" not in json.dumps(masked)
    assert masked[-1] == sent[-1]
    assert [list(message) for message in masked] == [list(message) for message in sent]
    assert json.dumps(sent) == before


def test_objects_of_the_openai_package_are_messages_too(tools: TransferTools) -> None:
    from openai.types.chat import ChatCompletionMessage

    said = ChatCompletionMessage.model_validate(
        {
            "role": "assistant",
            "content": "At 021155660004?",
            "tool_calls": chat("x", "+4921155660001")["choices"][0]["message"]["tool_calls"],
        }
    )
    masked = tools.offer([said, {"role": "assistant", "tool_calls": said.tool_calls}]).messages
    assert "5566" not in json.dumps(masked)
    assert masked[0]["tool_calls"] == masked[1]["tool_calls"]
    assert "refusal" not in masked[0]


@pytest.mark.parametrize("messages", ["hello", [1], [None], ["hello"], 7, [[]]])
def test_what_is_no_message_is_refused(tools: TransferTools, messages: Any) -> None:
    with pytest.raises(RequestError, match="messages"):
        tools.offer(messages)


@pytest.mark.parametrize(
    "call",
    [{"id": 7}, {"form": "+49"}, {"direction": "sideways"}, {"from": "1" * 300}, "call-1", 7, [("id", [])]],
)
def test_what_is_no_call_is_refused_without_quoting_it(tools: TransferTools, call: Any) -> None:
    with pytest.raises(RequestError, match="call") as caught:
        tools.offer(call=call)
    assert "1111" not in str(caught.value)
    assert "sideways" not in str(caught.value)


@pytest.mark.parametrize(
    "progress", [7, "x", [1], {"tried": 7}, {"tried": {"cards": "often"}}, {"unclear": "x"}, {"language": 7}]
)
def test_what_is_no_progress_is_refused(tools: TransferTools, progress: object) -> None:
    with pytest.raises(RequestError, match="progress"):
        tools.offer(progress=progress)
    with pytest.raises(RequestError, match="progress"):
        tools.returned(progress)


# What a reply comes to


def test_a_transfer_says_what_to_speak_and_where_to_go(tools: TransferTools) -> None:
    result = tools.offer(SAID, call=CALL).resolve(chat("transfer_to_cards", '{"reason": "lost", "language": "de"}'))
    assert result.next == "transfer"
    assert result.say == "Ich verbinde Sie mit dem Kartenservice."
    assert result.transfer == PlannedTransfer(
        key="cards",
        number="+4921155660001",
        caller_id_number="+4915112345678",
        caller_id_name="Card services",
        ring_seconds=20,
    )
    assert result.retry is None
    assert result.decision.kind == "transfer"


def test_a_silent_destination_says_nothing(tools: TransferTools) -> None:
    result = tools.offer().resolve(chat("transfer_to_private_banking"))
    assert (result.next, result.say) == ("transfer", "")


def test_words_are_spoken_and_a_goodbye_ends_the_call(tools: TransferTools) -> None:
    spoken = tools.offer().resolve("What is it about?")
    assert (spoken.next, spoken.say, spoken.transfer, spoken.retry) == ("listen", "What is it about?", None, None)
    ended = tools.offer().resolve(chat("hang_up"))
    assert (ended.next, ended.say) == ("hang_up", "Thank you for calling. Goodbye.")


def test_an_extension_is_told_where_the_policy_has_it_dialled(directory_of: Make) -> None:
    tools = TransferTools(directory_of(cards={"extension": "17", "policy": {"extension": "append"}}))
    result = tools.offer().resolve(chat("transfer_to_cards"))
    assert result.transfer is not None
    assert result.transfer.extension == "17"


@pytest.mark.parametrize(
    "reply", [None, 7, b"\xff", "", "{", [], {}, {"choices": []}, chat("nothing"), "I call hang_up()"]
)
def test_a_reply_that_cannot_be_used_is_asked_again_once_and_then_a_question(
    tools: TransferTools, reply: object
) -> None:
    offer = tools.offer(SAID, progress={"language": "en"})
    again = offer.resolve(reply)
    assert (again.next, again.say, again.transfer) == ("ask_again", "", None)
    assert again.retry
    last = offer.resolve(reply, last=True)
    assert last.next != "ask_again"
    assert last.retry is None
    assert last.say


def test_of_a_promise_without_a_call_nothing_is_said(tools: TransferTools) -> None:
    result = tools.offer().resolve("One moment, I am putting you through.")
    assert (result.next, result.say, result.decision.reason) == ("ask_again", "", "claimed")
    assert tools.offer().resolve("I am putting you through.", last=True).say == CLARIFY


def test_the_retry_of_chat_answers_each_call_by_its_id(tools: TransferTools) -> None:
    two = chat("transfer_to_nowhere", call_id="call_a")
    two["choices"][0]["message"]["tool_calls"] += chat("open_vault", call_id="call_b")["choices"][0]["message"][
        "tool_calls"
    ]
    retry = tools.offer().resolve(two).retry
    assert retry is not None
    called, results = retry[::2], retry[1::2]
    assert [message["role"] for message in called] == ["assistant", "assistant"]
    assert [[call["id"] for call in message["tool_calls"]] for message in called] == [["call_a"], ["call_b"]]
    assert [(result["role"], result["tool_call_id"]) for result in results] == [("tool", "call_a"), ("tool", "call_b")]
    assert all("transfer_to_cards" in result["content"] for result in results)


def test_the_retry_of_responses_answers_each_call_by_its_id(tools: TransferTools) -> None:
    retry = tools.offer().resolve(responses("transfer_to_nowhere")).retry
    assert retry is not None
    assert [(item["type"], item["call_id"]) for item in retry] == [
        ("function_call", "call_7"),
        ("function_call_output", "call_7"),
    ]


def test_the_retry_of_a_realtime_session_is_only_what_the_session_does_not_have(tools: TransferTools) -> None:
    retry = tools.offer().resolve(realtime("transfer_to_nowhere")).retry
    assert retry is not None
    assert [(item["type"], item["call_id"]) for item in retry] == [("function_call_output", "call_7")]
    done = {"type": "response.done", "response": {"output": [{"type": "message", "content": [{"transcript": "..."}]}]}}
    spoken = tools.offer().resolve(done).retry
    assert spoken is not None
    (item,) = spoken
    assert (item["type"], item["role"], item["content"][0]["type"]) == ("message", "user", "input_text")
    nameless = tools.offer().resolve(realtime("transfer_to_nowhere", call_id="")).retry
    assert nameless is not None
    assert [entry["type"] for entry in nameless] == ["message"]


def test_the_retry_of_words_is_the_words_and_a_note(tools: TransferTools) -> None:
    promised = {"choices": [{"message": {"role": "assistant", "content": "I am putting you through."}}]}
    assert [message["role"] for message in tools.offer().resolve(promised).retry or ()] == ["assistant", "user"]
    empty = tools.offer().resolve({"choices": [{"message": {"content": ""}}]}).retry
    assert empty is not None
    assert empty[0] == {"role": "assistant", "content": "[nothing]"}


@pytest.mark.parametrize("call_id", ["", "no id!", "x" * 65])
def test_a_call_without_a_usable_id_gets_one(tools: TransferTools, call_id: str) -> None:
    retry = tools.offer().resolve(chat("transfer_to_nowhere", call_id=call_id)).retry
    assert retry is not None
    assert retry[0]["tool_calls"][0]["id"] == retry[1]["tool_call_id"] == "again0000"


# How far a call has come


def test_progress_is_a_json_value_that_goes_round(tools: TransferTools) -> None:
    first = tools.offer(SAID).resolve(chat("transfer_to_cards", '{"language": "de"}'))
    stored = json.loads(json.dumps(tools.returned(first.progress, "busy")))
    offer = tools.offer(SAID, progress=stored)
    assert "cards" not in keys(offer)
    assert offer.resolve(chat("transfer_to_loans")).say == "Ich verbinde Sie mit unserer Kreditabteilung."


@pytest.mark.parametrize("outcome", ["busy", "no_answer", "failed", "unknown"])
def test_a_transfer_that_came_back_counts_once_however_often_it_is_told(tools: TransferTools, outcome: Any) -> None:
    sent = tools.offer().resolve(chat("transfer_to_cards")).progress
    once = tools.returned(sent, outcome)
    assert once["tried"] == {"cards": 1}
    assert tools.returned(once, outcome) == once
    assert tools.returned(None, outcome) == tools.offer().resolve("Hello.").progress


@pytest.mark.parametrize("outcome", ["answered", "", "BUSY", None, 7, ["busy"]])
def test_an_outcome_that_there_is_not_is_refused(tools: TransferTools, outcome: Any) -> None:
    with pytest.raises(RequestError, match="no_answer"):
        tools.returned({"transferring": "cards"}, outcome)


def test_the_second_unclear_reply_in_a_row_leads_to_the_fallback(tools: TransferTools) -> None:
    first = tools.offer().resolve(chat("nothing"), last=True)
    assert (first.next, first.say, first.progress["unclear"]) == ("listen", CLARIFY, 1)
    asked = tools.offer(progress=first.progress).resolve(chat("nothing"))
    assert asked.progress == first.progress, "asking again is no new turn"
    second = tools.offer(progress=first.progress).resolve(chat("nothing"), last=True)
    assert second.transfer is not None
    assert (second.transfer.key, second.say) == ("switchboard", "I am connecting you with our front desk.")


def test_a_usable_reply_between_two_unclear_ones_starts_the_count_anew(tools: TransferTools) -> None:
    first = tools.offer().resolve(chat("nothing"), last=True)
    spoken = tools.offer(progress=first.progress).resolve("Which card?")
    assert spoken.progress["unclear"] == 0
    assert tools.offer(progress=spoken.progress).resolve(chat("nothing"), last=True).next == "listen"


def test_without_a_fallback_every_unclear_reply_is_a_question(directory_of: Make) -> None:
    tools = TransferTools(directory_of(cards={}))
    progress: object = None
    for _ in range(4):
        result = tools.offer(progress=progress).resolve(chat("nothing"), last=True)
        assert (result.next, result.say) == ("listen", CLARIFY)
        progress = result.progress


def test_a_model_that_fails_leads_to_the_fallback_or_an_apology(tools: TransferTools, directory_of: Make) -> None:
    assert tools.offer().resolve(None, last=True).next == "transfer"
    alone = TransferTools(directory_of(cards={})).offer().resolve(None, last=True)
    assert (alone.next, alone.say) == ("listen", "I am sorry, I did not get that. What is it about?")


def test_the_language_that_a_model_has_named_is_kept(tools: TransferTools) -> None:
    named = tools.offer([{"role": "user", "content": "card"}]).resolve(chat("transfer_to_cards", '{"language": "de"}'))
    later = tools.offer([{"role": "user", "content": "no"}], progress=named.progress)
    assert (
        later.resolve(chat("nothing"), last=True).say
        == "Ich verbinde Sie gern mit der richtigen Stelle. Worum geht es?"
    )
    assert later.resolve("Ja?").progress["language"] == "de"


def test_the_language_of_the_call_counts_while_neither_words_nor_model_tell_it(tools: TransferTools) -> None:
    assert tools.offer(call={"language": "de"}).resolve(chat("transfer_to_loans")).say.startswith("Ich verbinde")
    english = [{"role": "user", "content": "I need money for a new car, please"}]
    assert tools.offer(english, call={"language": "de"}).resolve(chat("transfer_to_loans")).say.startswith("I am")


def test_a_resolution_is_json_for_whoever_serves_it(tools: TransferTools) -> None:
    for reply in (chat("transfer_to_cards"), chat("nothing"), "Hello.", chat("hang_up"), None):
        result = tools.offer().resolve(reply)
        assert list(json.loads(json.dumps(result.to_json()))) == [
            "decision",
            "next",
            "say",
            "transfer",
            "retry",
            "progress",
        ]


def test_a_result_cannot_be_changed(tools: TransferTools) -> None:
    result = tools.offer().resolve("Hello.")
    for field in fields(Resolution):
        with pytest.raises(AttributeError):
            setattr(result, field.name, None)


def test_a_prompt_that_cannot_be_rendered_breaks_no_turn(bank: Directory) -> None:
    prompt = replace(default_prompt(), body="{{ destinations | date: 'x' }}{% for x in (1..1000000000) %}a{% endfor %}")
    assert TransferTools(bank, prompt=prompt).offer().resolve(chat("nothing")).next == "ask_again"


def test_one_object_serves_many_calls(tools: TransferTools) -> None:
    moment = datetime(2026, 11, 20, 12, tzinfo=UTC)
    offers = [tools.offer(SAID, call={**CALL, "id": f"call-{at}"}, now=moment) for at in range(3)]
    assert len({offer.resolve(chat("transfer_to_cards")).say for offer in offers}) == 1
