"""The router that stands in: what it may do at which gate, and what a caller's yes and no change."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapter import Directory
from adapter.models.semantic import SemanticModel
from adapter.models.stand_in import ASK_FROM, StandIn
from adapter.search.local_embedder import LocalEmbedder
from adapter.tool_calls.confirmation import OpenQuestion
from adapter.tool_calls.conversation import AssistantMessage, Conversation, UserMessage
from adapter.tool_calls.decision import Failed, HangUp, Transfer, Unclear
from adapter.tool_calls.reply import ModelReply
from adapter.transfers.assistant_config import AssistantConfig
from adapter.transfers.offer import Offer, single_offer
from tests.models.made_up import MadeUpEmbedder, calibration_for

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
DESTINATIONS: dict[str, object] = {
    "cards": {
        "type": "number",
        "number": "+4921155660001",
        "description": "Lost, stolen or blocked cards, PIN problems, replacing a card.",
        "policy": {"caller_id_name": "Card services"},
    },
    "loans": {"type": "number", "number": "+4921155660002", "description": "Loans, mortgages, instalments."},
    "switchboard": {"type": "number", "number": "+4921155660003", "description": "Everything else."},
}
BANK = {"fallback": "switchboard", "destinations": DESTINATIONS}


@pytest.fixture(scope="module")
def directory() -> Directory:
    return Directory.parse(BANK)


def said(*lines: str) -> Conversation:
    """Lines in turn, the caller's first."""
    return tuple(
        UserMessage(text=line) if at % 2 == 0 else AssistantMessage(text=line) for at, line in enumerate(lines)
    )


@pytest.fixture(scope="module")
def offered(directory: Directory) -> Callable[..., Offer]:
    config = AssistantConfig(directory=directory)
    return lambda *lines: single_offer(config, said(*lines), NOON)


@pytest.fixture(scope="module")
def proven(local_embedder: LocalEmbedder, directory: Directory) -> StandIn:
    return StandIn(SemanticModel(local_embedder), calibration_for(directory, local_embedder.id, 0.4))


@pytest.fixture(scope="module")
def unproven(local_embedder: LocalEmbedder) -> StandIn:
    return StandIn(SemanticModel(local_embedder))


CLEAR = "my card was stolen, please block my card"


def test_what_is_sure_enough_is_transferred_only_with_a_calibration(
    offered: Callable[..., Offer], proven: StandIn, unproven: StandIn
) -> None:
    offer = offered(CLEAR)
    reply = proven.answer(offer.request)
    assert reply.routing is not None
    assert (reply.routing.band, reply.routing.threshold) == ("transfer", 0.4)
    assert reply.routing.calibration == "callers+0123456789ab"
    assert offer.decide(reply) == Transfer(
        reason="tool_call", destination="cards", language="en", stated_reason="nearest by meaning"
    )
    assert offer.decide(unproven.answer(offer.request)) == Unclear(reason="unsure", candidates=("cards",))


def test_without_anything_likely_it_is_the_fallback(offered: Callable[..., Offer], proven: StandIn) -> None:
    offer = offered("what is the weather like on Mars")
    assert offer.decide(proven.answer(offer.request)) == Failed(reason="unsure")


def test_a_yes_transfers_to_what_was_asked_and_to_nothing_else(
    offered: Callable[..., Offer], unproven: StandIn
) -> None:
    for answer in ("yes", "yes please", "Ja genau.", "yes, my card was stolen"):
        offer = offered(CLEAR, "Card services, is that right?", answer)
        decision = offer.decide(unproven.answer(offer.request))
        assert isinstance(decision, Transfer), answer
        assert decision.destination == "cards"


def test_a_no_asks_anew_and_another_wish_is_scored_anew(offered: Callable[..., Offer], unproven: StandIn) -> None:
    question = "Card services, is that right?"
    offer = offered(CLEAR, question, "no")
    assert offer.decide(unproven.answer(offer.request)) == Unclear(reason="declined")
    offer = offered(CLEAR, question, "nein, ich möchte einen Kredit, eine Hypothek")
    assert offer.decide(unproven.answer(offer.request)) == Unclear(reason="unsure", candidates=("loans",))


@pytest.mark.parametrize("before", ["How can I help?", "Are you still there?", "Card services is closed."])
def test_a_yes_to_anything_else_transfers_nobody(offered: Callable[..., Offer], unproven: StandIn, before: str) -> None:
    offer = offered("hello", before, "yes")
    assert offer.request.question is None
    assert not unproven.answer(offer.request).tool_calls


def test_a_goodbye_ends_the_call(offered: Callable[..., Offer], proven: StandIn) -> None:
    offer = offered("hello", "How can I help?", "thank you, goodbye")
    assert isinstance(offer.decide(proven.answer(offer.request)), HangUp)


def test_a_calibration_of_other_texts_counts_for_nothing_until_they_are_back(
    offered: Callable[..., Offer], proven: StandIn, caplog: pytest.LogCaptureFixture
) -> None:
    more = {**DESTINATIONS, "leasing": DESTINATIONS["loans"]}
    changed = Directory.parse({"fallback": "switchboard", "destinations": more})
    offer = single_offer(AssistantConfig(directory=changed), said(CLEAR), NOON)
    for _ in range(2):
        assert not proven.answer(offer.request).tool_calls
    assert sum("was made for the directory's texts" in line for line in caplog.messages) == 1
    assert proven.answer(offered(CLEAR).request).tool_calls


def replies(seed: int, words: list[str], threshold: float) -> Iterator[tuple[Offer, StandIn, ModelReply]]:
    directory = Directory.parse(BANK)
    embedder = MadeUpEmbedder(seed)
    for calibration in (None, calibration_for(directory, embedder.id, threshold)):
        stand_in = StandIn(SemanticModel(embedder), calibration)
        offer = single_offer(AssistantConfig(directory=directory), said(*words), NOON)
        yield offer, stand_in, stand_in.answer(offer.request)


@given(
    seed=st.integers(0, 10_000),
    words=st.lists(st.text(min_size=1, max_size=60), min_size=1, max_size=5),
    threshold=st.floats(0, 1.5),
)
def test_nothing_outside_the_calibrated_band_is_transferred(seed: int, words: list[str], threshold: float) -> None:
    for offer, _, reply in replies(seed, words, threshold):
        assert reply.routing is not None
        routing = reply.routing
        decision = offer.decide(reply)
        if isinstance(decision, Transfer):
            assert routing.band == "transfer"
            assert routing.threshold == threshold
            assert routing.gate is not None
            assert routing.gate >= round(threshold, 4)
            assert decision.destination == routing.destination
        elif isinstance(decision, Unclear):
            assert routing.gate is not None
            assert routing.gate >= ASK_FROM
        else:
            assert isinstance(decision, Failed | HangUp)


@given(seed=st.integers(0, 10_000), rest=st.text(max_size=40), answer=st.sampled_from(["yes", "no"]))
def test_a_no_never_leads_to_what_was_asked(seed: int, rest: str, answer: str) -> None:
    for offer, stand_in, _ in replies(seed, ["hello"], 0.1):
        question = OpenQuestion(destination="cards", answer="no" if answer == "no" else "yes", rest=rest)
        reply = stand_in.answer(replace(offer.request, question=question))
        decision = offer.decide(reply)
        assert reply.routing is not None
        if answer == "no":
            assert not (isinstance(decision, Transfer) and decision.destination == "cards")
            assert not (isinstance(decision, Unclear) and decision.candidates == ("cards",))
        elif isinstance(decision, Transfer) and decision.destination != "cards":
            assert reply.routing.band == "transfer"
