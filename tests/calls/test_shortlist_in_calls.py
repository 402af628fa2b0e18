"""Calls among a thousand destinations: on every platform, in another process, by a stand-in, with a silent embedder."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from adapter import Assistant
from adapter.calls.memory import MemoryStore
from adapter.errors import ModelUnreachable
from adapter.models.embeddings import ServedEmbedder
from adapter.models.fallback import FallbackModel
from adapter.models.semantic import SemanticModel
from adapter.models.stand_in import StandIn
from adapter.search.local_embedder import LocalEmbedder
from adapter.search.semantic_ranking import SemanticRanking
from adapter.testing import ScriptedModel, calls, says
from adapter.testing.played import AsyncPlayedCall
from adapter.tool_calls.reply import ModelReply
from adapter.tool_calls.request import ModelRequest
from adapter.transfers.assistant_config import AssistantConfig
from tests.large import large_directory
from tests.models.embedding_server import embedding_server

pytestmark = pytest.mark.anyio

DIRECTORY = large_directory(1_000)
WANTED = "repairs_boats_passau"
SAID = "my boat in Passau needs repairs"
NONE = "none_of_these"


@asynccontextmanager
async def played(model: ScriptedModel, platform: str) -> AsyncIterator[AsyncPlayedCall]:
    async with (
        Assistant(DIRECTORY, model, platform=platform) as assistant,
        AsyncPlayedCall(assistant, directory=DIRECTORY, platform=platform) as call,
    ):
        yield call


async def last_listed(request: ModelRequest) -> ModelReply:
    return calls(request.toolset.offered[-1])


@pytest.mark.parametrize("platform", ["sipgate", "vapi", "twilio", "telnyx"])
async def test_a_caller_reaches_one_of_a_thousand_destinations(platform: str) -> None:
    model = ScriptedModel([says("Where is that?"), calls(WANTED)])
    async with played(model, platform) as call:
        await call.says("my boat needs repairs", "in Passau")
        await call.was_transferred_to(WANTED)
    first, second = (request.toolset.listed for request in model.requests)
    assert second[: len(first)] == first
    assert WANTED in second


@pytest.mark.parametrize("platform", ["sipgate", "vapi", "twilio", "telnyx"])
async def test_none_of_these_is_asked_about_once_and_what_comes_next_may_be_chosen(platform: str) -> None:
    model = ScriptedModel([calls(NONE), last_listed])
    async with played(model, platform) as call:
        await call.says(SAID)
        await call.was_transferred_to(model.requests[1].toolset.offered[-1])
    first, second = (request.toolset for request in model.requests)
    assert set(second.offered) > set(first.offered)


async def test_another_process_lists_what_was_listed_before() -> None:
    store = MemoryStore()
    here, there = (ScriptedModel([reply]) for reply in (says("Which town?"), says("One moment.")))
    session = {"id": "call-1"}
    for model, text in ((here, SAID), (there, "the town with the three rivers")):
        assistant = Assistant(DIRECTORY, model, store=store)
        await assistant.handle({"type": "user_speak", "session": session, "text": text})
        await assistant.handler.finish()
    before, after = here.requests[0].toolset.listed, there.requests[0].toolset.listed
    assert WANTED in before
    assert after[: len(before)] == before


async def test_among_so_many_a_stand_in_leads_to_the_fallback_and_guesses_nobody(local_embedder: LocalEmbedder) -> None:
    dead = ScriptedModel(then=ModelUnreachable("gone"))
    model = FallbackModel([dead, StandIn(SemanticModel(local_embedder))])
    async with Assistant(DIRECTORY, model) as assistant, AsyncPlayedCall(assistant, directory=DIRECTORY) as call:
        await call.says(SAID)
        await call.was_transferred_to("switchboard")


async def test_an_embedding_server_that_says_nothing_costs_its_time_and_no_call(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("adapter.calls.hearing.SECONDS", 0.05)
    with embedding_server() as server:
        embedder = ServedEmbedder("m", base_url=server.url)
        ranking = SemanticRanking(DIRECTORY.search_texts, DIRECTORY.lexical_index, embedder)
        server.silent.set()
        model = ScriptedModel([calls(WANTED)])
        config = AssistantConfig(directory=DIRECTORY, ranking=ranking)
        async with Assistant(config, model) as assistant, AsyncPlayedCall(assistant, directory=DIRECTORY) as call:
            await call.says(SAID)
            await call.was_transferred_to(WANTED)
        assert server.held.is_set()
        server.released.set()
        ranking.close()
    assert WANTED in model.requests[0].toolset.listed
    assert "the shortlist goes by words alone" in caplog.text
