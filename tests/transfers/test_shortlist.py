"""The shortlist of a turn: what fits, what stays, what is always in it, and what "none of these" brings."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapter import Directory, TransferTools
from adapter.errors import RequestError, SettingsError, ToolsetError
from adapter.tool_calls.decision import Transfer, Unclear
from adapter.tool_calls.shortlist_size import MAX_LISTED
from adapter.tool_calls.tool_definitions import NONE_OF_THESE
from adapter.tool_calls.tools import Toolset
from adapter.transfer_tools import TransferOffer
from adapter.transfers.assistant_config import AssistantConfig
from adapter.transfers.offer import Offer
from adapter.transfers.situation import Situation
from tests.conftest import NOON
from tests.large import PLACES, SERVICES, THINGS, large_directory

DIRECTORY = large_directory(400, policies={"repairs_ovens_ulm": {"pinned": True}})
TOOLS = TransferTools(DIRECTORY)
WORDS = st.lists(st.sampled_from((*SERVICES, *THINGS, *PLACES, "hello", "thanks")), max_size=4).map(" ".join)


def said(*turns: str) -> list[dict[str, str]]:
    messages: list[dict[str, str]] = []
    for turn in turns:
        messages += [{"role": "user", "content": turn}, {"role": "assistant", "content": "Where?"}]
    return messages[:-1]


def values(offer: Offer) -> list[str]:
    (tool,) = [one for one in offer.toolset.tools("chat") if one["function"]["name"] == "transfer_call"]  # type: ignore[index]
    enum: list[str] = tool["function"]["parameters"]["properties"]["destination"]["enum"]  # type: ignore[index]
    return enum


def choosing(value: str, reason: str = "x") -> dict[str, str]:
    return {"name": "transfer_call", "arguments": json.dumps({"reason": reason, "destination": value})}


def test_what_fits_the_callers_words_is_offered_beside_what_is_always_there() -> None:
    offered = values(TOOLS.offer(said("my boat in Passau needs repairs")))
    assert offered[:3] == ["repairs_ovens_ulm", "switchboard", NONE_OF_THESE]
    assert offered[3] == "repairs_boats_passau"
    assert len(offered) == 3 + 20


def test_before_anything_is_said_only_what_is_always_there_is_offered() -> None:
    assert values(TOOLS.offer()) == ["repairs_ovens_ulm", "switchboard", NONE_OF_THESE]
    assert values(TOOLS.offer(said("hello"))) == values(TOOLS.offer())


@pytest.mark.parametrize(("count", "fitting"), [(201, 20), (1_000, 20), (1_001, 50)])
def test_beyond_two_hundred_destinations_it_is_twenty_and_beyond_a_thousand_fifty(count: int, fitting: int) -> None:
    toolset = AssistantConfig(directory=large_directory(count)).toolset
    assert (toolset.exposure, toolset.shortlist) == ("shortlist", fitting)


def test_up_to_two_hundred_destinations_all_are_offered() -> None:
    assert AssistantConfig(directory=large_directory(200)).toolset.exposure == "single"


def test_so_few_that_all_fit_are_all_listed_and_there_is_no_value_for_none() -> None:
    tools = TransferTools(large_directory(12), exposure="shortlist")
    assert len(values(tools.offer())) == 12
    assert NONE_OF_THESE not in values(tools.offer(said("boats")))


@given(turns=st.lists(WORDS, min_size=1, max_size=6))
def test_within_a_call_the_values_only_grow_at_their_end(turns: list[str]) -> None:
    progress: object = None
    before: list[str] = []
    for end in range(len(turns)):
        offer = TOOLS.offer(said(*turns[: end + 1]), progress=progress)
        listed = values(offer)
        assert listed[: len(before)] == before
        assert {"repairs_ovens_ulm", "switchboard"} <= set(listed)
        assert set(listed) - {NONE_OF_THESE} <= set(DIRECTORY.destinations)
        assert len(listed) == len(set(listed)) <= MAX_LISTED
        before, progress = listed, offer.resolve("Where do you live?").progress


@given(turns=st.lists(WORDS, min_size=1, max_size=14))
def test_whoever_keeps_nothing_gets_the_same_values_from_the_messages_alone(turns: list[str]) -> None:
    listed = values(TransferTools(DIRECTORY).offer(said(*turns)))
    assert listed == values(TOOLS.offer(said(*turns)))
    if 1 < len(turns) <= 12:
        before = values(TOOLS.offer(said(*turns[:-1])))
        assert listed[: len(before)] == before


@given(turns=st.lists(WORDS, min_size=1, max_size=3), data=st.data())
def test_the_same_arguments_give_the_same_bytes_and_every_reply_one_decision(
    turns: list[str], data: st.DataObject
) -> None:
    offer = TOOLS.offer(said(*turns))
    assert offer.toolset.encoded() == TransferTools(DIRECTORY).offer(said(*turns)).toolset.encoded()
    value = data.draw(st.sampled_from([*values(offer), *list(DIRECTORY.destinations)[:50], "nowhere", ""]))
    decision = offer.decide(choosing(value))
    assert isinstance(decision, Transfer) is (value in values(offer) and value != NONE_OF_THESE)
    assert isinstance(decision, Transfer | Unclear)


@given(turns=st.lists(WORDS, min_size=1, max_size=3), reason=WORDS)
def test_none_of_these_brings_more_at_most_once(turns: list[str], reason: str) -> None:
    offer = TOOLS.offer(said(*turns))
    first = offer.resolve(choosing(NONE_OF_THESE, reason))
    assert first.decision.reason == "none_of_these"
    if first.next == "listen":
        assert first.decision.ask_again is None
        return
    again = TOOLS.offer(said(*turns), progress=first.progress)
    assert again.toolset.encoded() == offer.again(first.decision).toolset.encoded()
    assert values(again)[: len(values(offer))] == values(offer)
    assert len(values(again)) > len(values(offer))
    second = again.resolve(choosing(NONE_OF_THESE, reason))
    assert (second.next, second.decision.ask_again) == ("listen", None)
    assert again.resolve(choosing(values(again)[-1])).next == "transfer"


def test_it_brings_what_fits_next_and_what_fits_the_words_of_the_model() -> None:
    offer = TOOLS.offer(said("something about boats"))
    again = offer.again(offer.decide(choosing(NONE_OF_THESE, "inspections of kayaks in Trier")))
    fresh = values(again)[len(values(offer)) :]
    assert any(key.startswith(("repairs_boats", "leasing_boats", "insurance_boats")) for key in fresh)
    assert len(fresh) <= 30


def test_the_words_to_ask_again_by_name_every_choice_of_then() -> None:
    offer = TOOLS.offer(said("something about boats"))
    decision = offer.decide(choosing(NONE_OF_THESE))
    assert decision.ask_again is not None
    assert decision.ask_again.startswith("You found nothing in the list that the caller needs, so more is listed now.")
    assert all(key in decision.ask_again for key in offer.again(decision).toolset.offered)


def test_a_key_that_was_not_listed_is_not_followed_and_may_be_chosen_when_asked_again() -> None:
    offer = TOOLS.offer(said("my boat in Passau needs repairs"))
    key = "insurance_tents_ulm" if "insurance_tents_ulm" in DIRECTORY.destinations else "leasing_tents_ulm"
    assert key not in values(offer)
    result = offer.resolve(choosing(key))
    assert (result.next, result.decision.reason) == ("ask_again", "unknown_destination")
    again = offer.again(result.decision)
    assert values(again) == [*values(offer), key]
    assert again.resolve(choosing(key)).transfer == replace(
        TOOLS.offer(progress={"shown": [key]}).resolve(choosing(key)).transfer  # type: ignore[type-var]
    )


def test_what_is_no_key_at_all_adds_nothing() -> None:
    offer = TOOLS.offer(said("boats"))
    assert offer.again(offer.decide(choosing("nowhere"))).toolset is offer.toolset


def test_what_is_tried_out_or_closed_keeps_its_place_and_is_not_offered(noon: datetime) -> None:
    closed = {"policy": {"hours": "Sa 08:00-12:00", "timezone": "UTC"}}["policy"]
    tools = TransferTools(large_directory(400, policies={"repairs_boats_passau": closed}))
    messages = said("my boat in Passau needs repairs")
    offer = tools.offer(messages, now=noon)
    assert "repairs_boats_passau" not in values(offer)
    assert "repairs boats passau" in offer.note
    tried = tools.offer(messages, now=noon, progress={"tried": {values(offer)[3]: 1}})
    assert values(offer)[3] not in values(tried)


def test_keys_that_the_directory_does_not_have_are_not_offered_whatever_a_client_hands_in() -> None:
    offer = TOOLS.offer(said("boats"), progress={"shown": ["nowhere", "switchboard", "switchboard"]})
    assert "nowhere" not in values(offer)
    assert values(offer)[0] == "switchboard"
    with pytest.raises(RequestError):
        TOOLS.offer(progress={"shown": ["x"] * (MAX_LISTED + 1)})


def test_past_the_most_that_can_be_listed_it_begins_anew() -> None:
    progress: object = None
    for thing in THINGS[:3]:
        for service in SERVICES[:4]:
            offer = TransferTools(large_directory(1_050)).offer(said(f"{service} of {thing}"), progress=progress)
            assert len(values(offer)) <= MAX_LISTED
            assert values(offer)[:2] == ["switchboard", NONE_OF_THESE]
            assert any(key.startswith(f"{service}_{thing}") for key in values(offer))
            progress = offer.resolve("Where?").progress


def test_too_many_that_are_always_listed_are_refused_when_the_directory_is_read() -> None:
    keys = list(large_directory(400).destinations)
    pinned: dict[str, Any] = {key: {"pinned": True} for key in keys[:260]}
    with pytest.raises(ToolsetError, match=r"260 destinations are always listed .* room for 199"):
        TransferTools(large_directory(400, policies=pinned))


def test_the_value_for_none_is_no_key(directory_of: Any) -> None:
    with pytest.raises(ToolsetError, match="rename the key"):
        Toolset(directory_of(none_of_these={}), exposure="shortlist")


@pytest.mark.parametrize("wanted", [0, 91])
def test_a_shortlist_of_a_size_that_cannot_be_is_refused(wanted: int) -> None:
    with pytest.raises(ToolsetError, match="1 to 90"):
        Toolset(DIRECTORY, shortlist=wanted)


def test_an_embedder_at_a_server_has_no_place_where_nothing_waits() -> None:
    class Far:
        id, remote = "far", True

        def embed(self, texts: Sequence[str], *, query: bool) -> Any:
            raise AssertionError("asked")

        def close(self) -> None: ...

    with pytest.raises(SettingsError, match="network"):
        TransferTools(DIRECTORY, embedder=Far())


def test_an_answer_that_may_be_no_transfer_lists_nothing(noon: datetime) -> None:
    config = AssistantConfig(directory=DIRECTORY)
    situation = Situation(
        config=config, call=TOOLS.offer().situation.call, now=noon, language="en", exhausted=config.toolset.reachable
    )
    assert Offer(situation=situation, conversation=()).toolset.offered == ()
    assert not any("transfer" in str(tool) for tool in Offer(situation=situation, conversation=()).toolset.tools())


def test_tools_that_are_not_made_for_a_turn_have_only_what_they_were_told_of() -> None:
    offer: TransferOffer = replace(TOOLS.offer(said("my boat in Passau needs repairs"), now=NOON), grows=False)
    assert values(offer) == values(TOOLS.offer())
    decision = offer.decide(choosing(NONE_OF_THESE))
    assert "repairs_boats_passau: The repairs boats passau office." in offer.in_words(decision)
    assert "repairs_boats_passau" in values(offer.again(decision))


def test_no_number_is_among_what_is_listed_or_told() -> None:
    offer: Offer = TOOLS.offer(said("boats"))
    told = f"{offer.toolset.encoded()!r}{offer.in_words(offer.decide(choosing(NONE_OF_THESE)))}"
    assert not DIRECTORY.numbers.found_in(told)


def test_a_directory_that_is_small_enough_remembers_nothing(bank: Directory) -> None:
    assert "shown" not in TransferTools(bank).offer(said("my card")).resolve("Which one?").progress
