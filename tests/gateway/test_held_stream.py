"""What becomes of a model's answer on its way to the platform."""

import itertools
import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from adapter import Directory
from adapter.gateway.held_stream import AskAgain, HeldStream, Released
from adapter.gateway.native_tools import NATIVE_TOOLS, tool_named
from adapter.gateway.substitute import gateway_config, substituted
from adapter.tool_calls.decision import Reply, Transfer, Unclear
from adapter.transfers.assistant_config import AssistantConfig
from tests.gateway.requests import (
    CARDS,
    LOOK_UP,
    NOON,
    asked,
    body,
    call,
    call_chunks,
    chunk,
    elevenlabs_tool,
    ended,
    function,
    relayed,
    text_chunks,
    vapi_tool,
)

Directories = Callable[..., Directory]


def arguments(end: Released) -> dict[str, Any]:
    (one,) = end.calls
    decoded: dict[str, Any] = json.loads(one.arguments)
    return decoded


def test_a_transfer_leaves_as_the_platforms_tool_with_the_number_of_the_directory(bank: Directory) -> None:
    end = ended(asked(bank, "My card is gone", tools=[vapi_tool(CARDS)]), call_chunks(call("transfer_to_cards", {})))
    assert [one.name for one in end.calls] == ["transferCall"]
    assert arguments(end) == {"destination": CARDS}
    assert (end.ending, end.text) == ("tool_calls", "")
    assert end.calls[0].id == "call_1"


def test_a_number_is_written_as_the_platform_has_it(bank: Directory) -> None:
    tool = vapi_tool("0049 2115566 0001")
    end = ended(asked(bank, "My card is gone", tools=[tool]), call_chunks(call("transfer_to_cards", {})))
    assert arguments(end) == {"destination": "0049 2115566 0001"}


def test_an_announcement_goes_where_the_platforms_tool_takes_it(bank: Directory) -> None:
    request = asked(bank, "Meine Karte ist weg", tools=[elevenlabs_tool()])
    end = ended(request, call_chunks(call("transfer_to_cards", {"reason": "Karte verloren", "language": "de"})))
    assert arguments(end) == {
        "transfer_number": CARDS,
        "client_message": "Ich verbinde Sie mit dem Kartenservice.",
        "agent_message": "Karte verloren",
        "reason": "Karte verloren",
    }
    assert end.text == ""


def test_without_a_place_in_the_tool_an_announcement_is_text_before_the_call(bank: Directory) -> None:
    request = asked(bank, "Meine Karte ist weg", tools=[elevenlabs_tool(client_message=False)])
    end = ended(request, call_chunks(call("transfer_to_cards", {"language": "de"})))
    assert end.text == "Ich verbinde Sie mit dem Kartenservice."
    assert "client_message" not in arguments(end)


def test_arguments_that_a_platforms_tool_needs_and_nobody_knows_are_filled(bank: Directory) -> None:
    tool = elevenlabs_tool()
    tool["function"]["parameters"]["properties"]["warm"] = {"type": "boolean"}
    tool["function"]["parameters"]["required"].append("warm")
    request = asked(bank, "My card", tools=[tool])
    assert arguments(ended(request, call_chunks(call("transfer_to_cards", {}))))["warm"] is False


def test_without_a_tool_of_the_platform_a_call_of_ours_leaves_with_all_its_arguments(bank: Directory) -> None:
    request = asked(bank, "Meine Karte ist weg")
    end = ended(request, call_chunks(call("Transfer_To_CARDS", "{'reason': 'weg'}")))
    assert [one.name for one in end.calls] == ["transfer_to_cards"]
    assert arguments(end) == {"reason": "weg", "language": "de"}


def test_calls_of_other_tools_pass_as_they_are(bank: Directory) -> None:
    request = asked(bank, "My balance", tools=[vapi_tool(CARDS), LOOK_UP])
    end = ended(request, call_chunks(call("look_up", '{ "account":  "7" }'), text="One moment. "))
    assert [(one.name, one.arguments) for one in end.calls] == [("look_up", '{ "account":  "7" }')]
    assert end.text == "One moment. "
    assert end.decision is None


def test_a_call_of_another_tool_stands_before_the_transfer(bank: Directory) -> None:
    request = asked(bank, "My card", tools=[vapi_tool(CARDS), LOOK_UP])
    made = call_chunks(call("transfer_to_cards", {}), call("look_up", {"account": "7"}, index=1, call_id="b"))
    assert [one.name for one in ended(request, made).calls] == ["look_up", "transferCall"]


def test_a_transfer_that_is_promised_beside_another_call_is_not_heard(bank: Directory) -> None:
    request = asked(bank, "My card", tools=[vapi_tool(CARDS), LOOK_UP])
    end = ended(request, call_chunks(call("look_up", {"account": "7"}), text="I am putting you through to cards."))
    assert end.text == ""
    assert [one.name for one in end.calls] == ["look_up"]


@pytest.mark.parametrize(
    "chunks",
    [
        [call_chunks(call("transfer_to_nowhere", {}))],
        [call_chunks(call("transferCall", {"destination": "+49305550100"}))],
        [call_chunks(call("transfer_to_cards", {}), call("transfer_to_fraud", {}, index=1, call_id="b"))],
        [call_chunks(call("transfer_to_cards", {}), finish="length")],
        [text_chunks(["I am putting you ", "through to card services."])],
        [text_chunks([])],
        [text_chunks(['{"name": "transfer_to_nowhere", "arguments": {}}'])],
        [iter([chunk({"tool_calls": [call("transfer_to_cards", {})]})])],  # no finish
    ],
)
def test_what_cannot_be_followed_is_asked_again_and_nothing_of_it_leaves(bank: Directory, chunks: list[Any]) -> None:
    said, end = relayed(asked(bank, "My card", tools=[vapi_tool(CARDS)]), chunks[0])
    assert said == ""
    assert isinstance(end, AskAgain)
    assert end.retry
    assert CARDS not in json.dumps(list(end.retry))


def test_a_call_that_the_model_wrote_as_text_is_followed_and_not_spoken(bank: Directory) -> None:
    written = ["<tool_call>", '{"name": "transfer_to_cards", ', '"arguments": {}}</tool_call>']
    end = ended(asked(bank, "My card", tools=[vapi_tool(CARDS)]), text_chunks(written))
    assert end.text == ""
    assert arguments(end) == {"destination": CARDS}


def test_a_thought_is_not_heard(bank: Directory) -> None:
    pieces = ["<thi", "nk>The caller wants cards, I transfer", " them.</think>", "What is it ", "about?"]
    end = ended(asked(bank, "Hello"), text_chunks(pieces))
    assert end.text == "What is it about?"


@pytest.mark.parametrize(
    "text",
    [
        "What is it about? ",
        " Leading and trailing  spaces.\n\nAnd a paragraph. ",
        "**Bold**, `code`, [a link](https://example.com) and a • list",
        '<break time="1s"/>Slowly. <speak>And so on.</speak>',
        "[laughs] Really? 😀 100 % = all of it; x=1.",
        "Call 0800 1234567 or write to help@example.com.",
        "Grüße — “quoted” … und weiter",
        "https://example.com/a?b=c",
    ],
)
def test_everything_else_keeps_its_bytes(bank: Directory, text: str) -> None:
    for size in (1, 3, 1000):
        pieces = [text[at : at + size] for at in range(0, len(text), size)]
        assert ended(asked(bank, "Hello"), text_chunks(pieces)).text == text


def test_configured_numbers_and_tool_names_are_taken_out_and_nothing_beside_them(bank: Directory) -> None:
    text = f"Dial {CARDS} or 0211-5566 0001, says transfer_to_cards. Anything else?"
    for size in (1, 2, 7, 1000):
        pieces = [text[at : at + size] for at in range(0, len(text), size)]
        assert ended(asked(bank, "Hello"), text_chunks(pieces)).text == "Dial  or , says . Anything else?"


def test_text_leaves_word_by_word_until_a_promise_could_go_on_from_it(bank: Directory) -> None:
    held = HeldStream(asked(bank, "Hello"))
    assert held.feed(chunk({"content": "Opening hours "})) == "Opening hours"
    assert held.feed(chunk({"content": "today are "})) == " today"
    assert held.feed(chunk({"content": "on the web"})) == ""
    assert held.feed(chunk({"content": "site. What "})) == " are on the website. What"
    held = HeldStream(asked(bank, "Hello"))
    assert [held.feed(chunk({"content": part})) for part in ("Hello", "!", " Con", "necting")] == [
        "Hello",
        "",
        "! ",
        "",
    ]
    held = HeldStream(asked(bank, "Hello"))
    assert held.feed(chunk({"content": "Well then, I am connecting "})) == "Well then,"


def test_what_a_thought_has_parted_is_not_joined_because_its_beginning_has_left(bank: Directory) -> None:
    request = asked(bank, "Meine Karte ist weg")
    said, end = relayed(request, text_chunks(["Gern ", "<think>so</think>", "morgen. "]))
    assert isinstance(end, Released)
    assert said == "Gern"
    assert (said + end.text).split() == ["Gern", "morgen."]


def test_a_promise_is_kept_where_the_call_comes(bank: Directory) -> None:
    request = asked(bank, "Meine Karte", tools=[elevenlabs_tool()])
    held = HeldStream(request)
    assert held.feed(chunk({"content": "Gern. Ich verbinde Sie mit der Kartenabteilung. "})) == "Gern. "
    held.feed(chunk({"tool_calls": [call("transfer_to_cards", {"language": "de"})]}))
    held.feed(chunk({}, "tool_calls"))
    end = held.finish()
    assert isinstance(end, Released)
    assert arguments(end)["client_message"] == "Ich verbinde Sie mit dem Kartenservice."
    assert end.text == ""


def test_the_second_answer_is_heard_behind_the_first(bank: Directory) -> None:
    request = asked(bank, "Hello", tools=[vapi_tool(CARDS)])
    first = HeldStream(request)
    first.feed(chunk({"content": "All right. I am putting you through."}))
    first.feed(chunk({}, "stop"))
    assert first.said == "All right. "
    assert isinstance(first.finish(), AskAgain)
    second = HeldStream(request, behind=first)
    for one in text_chunks(["What is it ", "about?"]):
        assert second.feed(one) == ""
    end = second.finish(last=True)
    assert isinstance(end, Released)
    assert end.text == "What is it about?"


def test_a_promise_that_is_made_twice_becomes_a_question(bank: Directory) -> None:
    request = asked(bank, "Hello", tools=[vapi_tool(CARDS)])
    held = HeldStream(request)
    for one in text_chunks(["I am putting you through."]):
        held.feed(one)
    end = held.finish(last=True)
    assert isinstance(end, Released)
    assert isinstance(end.decision, Unclear)
    assert end.text.endswith("?")
    assert not end.calls


def test_of_an_answer_that_was_cut_off_nothing_more_is_heard_than_whole_sentences_and_what_has_left(
    bank: Directory,
) -> None:
    end = ended(asked(bank, "Hello"), text_chunks(["Open ", "today. Later, we are op"], finish="length"))
    assert end.text.strip() == "Open today. Later,"
    assert end.ending == "length"


def test_the_digits_of_an_extension_follow_the_number_where_the_platform_would_dial_them(
    directory_of: Directories,
) -> None:
    directory = directory_of(cards={"number": CARDS, "extension": "42", "policy": {"extension": "append"}})
    for tool, dialled in (
        (elevenlabs_tool(), f"{CARDS}42"),
        (vapi_tool(f"{CARDS}42", CARDS), f"{CARDS}42"),
        (vapi_tool(CARDS), CARDS),
        (vapi_tool(f"{CARDS}42"), f"{CARDS}42"),
    ):
        end = ended(asked(directory, "My card", tools=[tool]), call_chunks(call("transfer_to_cards", {})))
        assert dialled in arguments(end).values()


def test_a_destination_that_is_the_callers_own_number_is_never_dialled(directory_of: Directories) -> None:
    directory = directory_of(cards={"number": CARDS}, desk={"number": "+4921155660002"}, fallback="desk")
    request = asked(directory, "Hi", tools=[elevenlabs_tool()], customer={"number": CARDS})
    assert arguments(ended(request, call_chunks(call("transfer_to_cards", {}))))["transfer_number"] == "+4921155660002"


def test_a_tool_of_ones_own_is_recognised_by_its_setting(bank: Directory) -> None:
    tool = function("dial", {"to": {"type": "string"}})
    config = gateway_config(AssistantConfig(directory=bank))
    known = (*NATIVE_TOOLS, tool_named("dial:to"))
    request = substituted(body("Meine Karte ist weg", tools=[tool]), config, NOON, known=known)
    end = ended(request, call_chunks(call("transfer_to_cards", {"language": "de"})))
    assert [one.name for one in end.calls] == ["dial"]
    assert arguments(end) == {"to": CARDS}
    assert end.text == "Ich verbinde Sie mit dem Kartenservice."


WORDS = st.sampled_from(
    [
        *(
            "Gern. ",
            "What is it about? ",
            "I am putting you through. ",
            "Ich verbinde Sie. ",
            "One ",
            "moment ",
            "and. ",
        ),
        *(CARDS, "0211 5566 0001", "0211 5566", " 0001", "transfer_to_cards", "<think>", "<tool_call>"),
        *("<think>so</think>", "<thinking>so ", "[THINK]"),
        *('{"name": "transfer_to_cards", "arguments": {}}', "</tool_call>", "transferCall", "\n", "…", "😀", "[", "]"),
        *("null zwei eins eins fünf fünf sechs sechs null null null eins ", "Dr. ", "Weber", "? ", "! ", "x=1 "),
    ]
)
TEXT = st.lists(WORDS | st.text(max_size=6), max_size=10).map("".join)


def heard_alike(one: str, other: str, end: Released) -> bool:
    """Whether two ways of the same answer are heard the same. Of one that was cut off only whole sentences are left,
    and the first words of the last one where they had left already."""
    if end.ending == "stop":
        return one == other
    shorter, longer = sorted((one.rstrip(), other.rstrip()), key=len)
    return longer.startswith(shorter)


@pytest.mark.deep
@given(text=TEXT, cuts=st.lists(st.integers(0, 200), max_size=12), finish=st.sampled_from(["stop", "length", ""]))
@example(text="N\x1fA[Gern. ", cuts=[3], finish="")
@example(text="Gern\r[THINK]", cuts=[5], finish="stop")
def test_chunks_that_come_together_give_what_they_give_one_by_one(
    bank: Directory, text: str, cuts: list[int], finish: str
) -> None:
    request = asked(bank, "Meine Karte ist weg", tools=[elevenlabs_tool()])
    places = sorted({0, len(text), *(cut for cut in cuts if cut < len(text))})
    chunks = list(text_chunks([text[start:end] for start, end in itertools.pairwise(places)], finish))
    one_by_one, end = relayed(request, chunks)
    held = HeldStream(request)
    together, at_once = held.feed(*chunks), held.finish()
    assert type(end) is type(at_once)
    if isinstance(end, Released) and isinstance(at_once, Released) and isinstance(end.decision, Reply):
        assert (end.calls, end.ending) == (at_once.calls, at_once.ending)
        assert heard_alike(one_by_one + end.text, together + at_once.text, end), (text, cuts, finish)


def test_text_before_a_call_leaves_though_both_come_together(bank: Directory) -> None:
    request = asked(bank, "Meine Karte ist weg")
    chunks = [*text_chunks(["Gern. ", "Das mache ich. "], ""), *call_chunks(call("transfer_to_cards", {}))]
    held = HeldStream(request)
    assert held.feed(*chunks) == relayed(request, chunks)[0] == "Gern. Das mache ich. "


@pytest.mark.deep
@given(text=TEXT, cuts=st.lists(st.integers(0, 200), max_size=12), finish=st.sampled_from(["stop", "length", ""]))
def test_any_split_of_an_answer_gives_the_same(bank: Directory, text: str, cuts: list[int], finish: str) -> None:
    request = asked(bank, "Meine Karte ist weg", tools=[elevenlabs_tool()])
    places = sorted({0, len(text), *(cut for cut in cuts if cut < len(text))})
    pieces = [text[start:end] for start, end in itertools.pairwise(places)]
    split, end = relayed(request, text_chunks(pieces, finish))
    once, whole = relayed(request, text_chunks([text], finish))
    assert type(end) is type(whole)
    if isinstance(end, Released) and isinstance(whole, Released):
        assert (end.calls, end.ending) == (whole.calls, whole.ending)
        if isinstance(end.decision, Reply):
            assert heard_alike(split + end.text, once + whole.text, end), (text, pieces, finish)
    heard = split + end.text if isinstance(end, Released) else split
    assert not bank.numbers.found_in(heard), (text, pieces)


@pytest.mark.deep
@given(
    names=st.lists(
        st.sampled_from(["transfer_to_cards", "transfer_to_fraud", "transferCall", "look_up", "nope", "transfer_call"]),
        max_size=4,
    ),
    told=st.lists(
        st.sampled_from(["{}", '{"destination":"cards"}', '{"destination":"+4930555"}', "{", '{"transfer_number":"1"}'])
        | st.text(max_size=12),
        min_size=4,
        max_size=4,
    ),
    text=TEXT,
    finish=st.sampled_from(["stop", "tool_calls", "length", "content_filter", ""]),
    tool=st.sampled_from([None, vapi_tool(CARDS, "+4921155660002"), elevenlabs_tool()]),
)
def test_a_hostile_model_never_makes_it_dial_what_the_directory_has_not(
    bank: Directory, names: list[str], told: list[str], text: str, finish: str, tool: dict[str, Any] | None
) -> None:
    request = asked(bank, "My card", tools=[LOOK_UP, *([tool] if tool else [])])
    calls = [
        call(name, argument, index=at, call_id=f"c{at}")
        for at, (name, argument) in enumerate(zip(names, told, strict=False))
    ]
    held = HeldStream(request)
    for frame in call_chunks(*calls, text=text, finish=finish):
        held.feed(frame)
    end = held.finish(last=True)
    assert isinstance(end, Released)
    numbers = {destination.record.number for destination in bank.destinations.values()}
    transfers = [one for one in end.calls if one.name != "look_up"]
    assert len(transfers) <= 1
    assert end.text.strip() or end.calls or held.said.strip()
    for one in transfers:
        assert isinstance(json.loads(one.arguments), dict)
        if tool is None:
            assert one.name.removeprefix("transfer_to_") in bank.destinations
        else:
            assert one.name == tool["function"]["name"]
            values = json.loads(one.arguments)
            assert (values.get("destination") or values.get("transfer_number")) in numbers
    if isinstance(end.decision, Transfer):
        assert end.ending == "tool_calls"
