"""The semantic model: what it answers as the chosen model, and what in place of one that has failed."""

import asyncio
from collections.abc import Callable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapter import Directory, Toolset, decide
from adapter.errors import ModelError, ModelTimeout, ModelUnreachable
from adapter.models.embeddings import ServedEmbedder
from adapter.models.fallback import FallbackModel
from adapter.models.model import PreparedModel
from adapter.models.offered_tools import offered_tools
from adapter.models.semantic import SemanticModel, candidates_of
from adapter.search.embedder import Vectors
from adapter.search.local_embedder import LocalEmbedder
from adapter.testing import ScriptedModel
from adapter.tool_calls.conversation import AssistantMessage, Conversation, ToolCall, ToolResult, UserMessage
from adapter.tool_calls.decision import HangUp, Reply, Transfer
from adapter.tool_calls.prompt import default_prompt
from adapter.tool_calls.request import ModelRequest, request
from adapter.tool_calls.tools import EACH_PREFIX, HANG_UP_NAME
from tests.models.embedding_server import by, embedding_server

pytestmark = pytest.mark.anyio


@pytest.fixture(scope="module")
def toolset(bank: Directory) -> Toolset:
    return Toolset(bank, hang_up=True, languages=["en", "de"])


@pytest.fixture(scope="module")
def model(local_embedder: LocalEmbedder, toolset: Toolset) -> SemanticModel:
    made = SemanticModel(local_embedder)
    made.prepare(toolset)
    return made


@pytest.fixture(scope="module")
def calibrated(local_embedder: LocalEmbedder, toolset: Toolset) -> SemanticModel:
    made = SemanticModel(local_embedder, transfer_from=0.4, stands_in=True)
    made.prepare(toolset)
    return made


def asking(toolset: Toolset, *said: str) -> ModelRequest:
    return request(toolset, tuple(UserMessage(text=text) for text in said), default_prompt())


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("somebody stole my wallet with my visa in it", "cards"),
        ("on m'a volé ma carte de crédit", "cards"),
        ("vorrei comprare una casa", "mortgages"),
        ("the app does not let me in", "online_banking"),
        ("it is not about the cards, it is about a loan for a car", "loans"),
    ],
)
async def test_the_chosen_model_transfers_by_meaning(
    model: SemanticModel, toolset: Toolset, said: str, key: str
) -> None:
    decision = decide(await model.reply(asking(toolset, said)), toolset)
    assert isinstance(decision, Transfer)
    assert decision.destination == key


@pytest.mark.parametrize("said", ["hello", "ich habe da mal eine Frage", "what is the weather like tomorrow", "äh"])
async def test_who_wants_nothing_that_is_offered_is_asked(model: SemanticModel, toolset: Toolset, said: str) -> None:
    reply = await model.reply(asking(toolset, said))
    assert isinstance(decide(reply, toolset), Reply)
    assert reply.text in {default_prompt().sentence("clarify", language) for language in default_prompt().languages}


async def test_a_goodbye_hangs_up_and_is_no_wish(model: SemanticModel, toolset: Toolset) -> None:
    assert isinstance(decide(await model.reply(asking(toolset, "thanks, bye")), toolset), HangUp)


async def test_the_language_argument_is_the_callers(model: SemanticModel, toolset: Toolset) -> None:
    decision = decide(
        await model.reply(asking(toolset, "mir wurde die Geldbörse mit der Kreditkarte gestohlen")), toolset
    )
    assert isinstance(decision, Transfer)
    assert decision.language == "de"


async def test_a_destination_that_is_not_offered_is_not_chosen(model: SemanticModel, toolset: Toolset) -> None:
    narrow = toolset.without(["cards"])
    decision = decide(await model.reply(asking(narrow, "I lost my credit card")), narrow)
    assert not (isinstance(decision, Transfer) and decision.destination == "cards")


async def test_what_led_to_a_transfer_before_is_dealt_with(model: SemanticModel, toolset: Toolset) -> None:
    conversation: Conversation = (
        UserMessage(text="I lost my credit card"),
        AssistantMessage(tool_calls=(ToolCall(name="transfer_to_cards", arguments="{}", id="abcdefghi"),)),
        ToolResult(call_id="abcdefghi", text="busy"),
        UserMessage(text="hello?"),
    )
    assert not (await model.reply(request(toolset, conversation, default_prompt()))).tool_calls


def test_both_exposures_offer_the_same_texts(bank: Directory) -> None:
    each = candidates_of(offered_tools(Toolset(bank, exposure="each").encoded()))
    single = candidates_of(offered_tools(Toolset(bank, exposure="single").encoded()))
    assert each == single
    assert [(one.key, one.description, one.examples) for one in each] == [
        (key, destination.record.description, destination.policy.examples)
        for key, destination in bank.destinations.items()
    ]


def test_both_exposures_offer_the_same_texts_of_a_description_of_several_lines(
    directory_of: Callable[..., Directory],
) -> None:
    cards = {"description": "Lost cards,\n  stolen cards.\n- PIN", "policy": {"examples": ["a  b"]}}
    directory = directory_of(cards=cards, x={})
    each = candidates_of(offered_tools(Toolset(directory, exposure="each").encoded()))
    assert each == candidates_of(offered_tools(Toolset(directory, exposure="single").encoded()))
    assert (each[0].description, each[0].examples) == ("Lost cards, stolen cards. - PIN", ("a b",))


async def test_a_tool_that_must_be_called_is_the_nearest(model: SemanticModel, toolset: Toolset) -> None:
    tools, said = toolset.encoded("chat"), (UserMessage(text="hello there"),)
    assert model.answer(tools, said, "required").tool_calls[0].name.startswith(EACH_PREFIX)
    assert (
        model.answer(tools, said, {"function": {"name": "transfer_to_loans"}}).tool_calls[0].name == "transfer_to_loans"
    )
    assert model.answer(tools, said, {"function": {"name": HANG_UP_NAME}}).tool_calls[0].name == HANG_UP_NAME
    assert model.answer(tools, said, "none").tool_calls == ()


@pytest.mark.parametrize("tools", [b"", b"[]", b"no json", b'[{"type":"function","function":{"name":"lookup"}}]'])
def test_requests_without_destinations_are_answered_with_a_question(model: SemanticModel, tools: bytes) -> None:
    assert model.answer(tools, (UserMessage(text="I lost my credit card"),)).text
    assert model.answer(tools, (UserMessage(text="I lost my credit card"),), "required").text


def test_nothing_is_embedded_in_a_call_but_what_was_said(local_embedder: LocalEmbedder, toolset: Toolset) -> None:
    embedder = Listening(local_embedder)
    model = SemanticModel(embedder)
    model.prepare(toolset)
    embedder.passages.clear()
    for tools in (toolset, toolset.without(["cards"]), toolset.without(["cards", "loans"])):
        model.answer(tools.encoded("chat"), (UserMessage(text="my card"),))
    assert embedder.passages == []
    assert embedder.queries == ["my card"] * 3, "and that once for a decision"


async def test_one_that_stands_in_transfers_who_is_sure(calibrated: SemanticModel, toolset: Toolset) -> None:
    chain = FallbackModel([ScriptedModel([ModelTimeout("x")]), calibrated])
    decision = decide(await chain.reply(asking(toolset, "my card was swallowed by the machine")), toolset)
    assert isinstance(decision, Transfer)
    assert decision.destination == "cards"


@pytest.mark.parametrize("said", ["hello", "bye", "it is about money", "the card of my gym"])
async def test_one_that_stands_in_gives_no_other_reply(calibrated: SemanticModel, toolset: Toolset, said: str) -> None:
    chain = FallbackModel([ScriptedModel([ModelTimeout("x")]), calibrated])
    with pytest.raises(ModelUnreachable, match="not sure enough"):
        await chain.reply(asking(toolset, said))


async def test_without_a_calibration_it_stands_in_for_nobody(local_embedder: LocalEmbedder, toolset: Toolset) -> None:
    model = SemanticModel(local_embedder, transfer_from=None, stands_in=True)
    with pytest.raises(ModelUnreachable, match="no calibration"):
        await model.reply(asking(toolset, "my card was swallowed by the machine"))


@settings(max_examples=60)
@given(
    said=st.lists(
        st.text(max_size=80)
        | st.sampled_from(["my card was swallowed", "ich brauche einen Kredit", "bye", "not the cards"]),
        max_size=4,
    ),
    threshold=st.none() | st.floats(-1, 2),
    choice=st.sampled_from(["auto", "required"]),
)
def test_one_that_stands_in_transfers_from_its_threshold_on_and_never_below(
    local_embedder: LocalEmbedder,
    calibrated: SemanticModel,
    toolset: Toolset,
    said: list[str],
    threshold: float | None,
    choice: str,
) -> None:
    tools, conversation = toolset.encoded("chat"), tuple(UserMessage(text=text) for text in said)
    scored = calibrated.scored(tools, conversation)
    model = SemanticModel(calibrated.embedder, transfer_from=threshold, stands_in=True)
    try:
        reply = model.answer(tools, conversation, choice)
    except ModelError:
        return
    (call,) = reply.tool_calls
    assert threshold is not None
    assert scored.gate >= threshold
    assert call.name == f"{EACH_PREFIX}{scored.best}"


async def test_a_model_is_prepared_before_the_first_call(model: SemanticModel) -> None:
    assert isinstance(model, PreparedModel)


async def test_an_embedding_server_routes_as_the_local_model_does(
    local_embedder: LocalEmbedder, model: SemanticModel, toolset: Toolset
) -> None:
    with embedding_server(by(local_embedder)) as server:
        served = SemanticModel(ServedEmbedder("use", base_url=server.url))
        asked = [asking(toolset, said) for said in ("I lost my card", "hello", "ich möchte ein Haus kaufen")]
        assert [await served.reply(one) for one in asked] == [await model.reply(one) for one in asked]
        await served.aclose()


async def test_an_embedding_server_that_is_slow_holds_up_nobody_else(
    local_embedder: LocalEmbedder, toolset: Toolset
) -> None:
    with embedding_server(by(local_embedder)) as server:
        model = SemanticModel(ServedEmbedder("use", base_url=server.url, query_seconds=30.0))
        await asyncio.to_thread(model.prepare, toolset)
        server.silent.set()
        waiting = asyncio.create_task(model.reply(asking(toolset, "my card")))
        await asyncio.to_thread(server.held.wait)
        assert not waiting.done()
        await model.aclose()
        with pytest.raises(ModelUnreachable):
            await waiting


def test_the_same_request_gets_the_same_reply(model: SemanticModel, toolset: Toolset) -> None:
    conversation = (UserMessage(text="I think there is something wrong with my statement"),)
    replies = {model.answer(toolset.encoded("chat"), conversation) for _ in range(5)}
    assert len(replies) == 1


class Listening:
    """The embedder, with what it was given."""

    remote = False

    def __init__(self, embedder: LocalEmbedder) -> None:
        self.id = embedder.id
        self.queries: list[str] = []
        self.passages: list[str] = []
        self._embedder = embedder

    def embed(self, texts: Sequence[str], *, query: bool) -> Vectors:
        (self.queries if query else self.passages).extend(texts)
        return self._embedder.embed(texts, query=query)

    def close(self) -> None:
        self._embedder.close()
