"""A reply that is seen as it comes: the same reply, by any server, and its pieces in their order."""

import pytest

from adapter.models.fallback import FallbackModel
from adapter.models.model import ask
from adapter.models.openai import OpenAIModel
from adapter.models.profiles import profile_of
from adapter.models.request_fields import request_fields
from adapter.testing import ScriptedModel, calls, in_pieces, running_mock
from adapter.testing.scenario import parse_scenario
from adapter.tool_calls.accumulator import accumulator_for
from adapter.tool_calls.read_reply import read_reply
from adapter.tool_calls.reply import ModelReply
from adapter.tool_calls.request import ModelApi
from tests.models.wire import OK, REQUEST, break_off, delta, finished, meeting, streamed

pytestmark = pytest.mark.anyio

SCENARIO = parse_scenario(
    """
rules:
  - match: {words: card}
    reply: {say: One sentence. Another one.}
unmatched: offline
"""
)


class Heard:
    """What a listener has seen: the models that were asked, and the pieces since the last of them."""

    def __init__(self) -> None:
        self.models: list[str] = []
        self.pieces: list[object] = []

    def begin(self, model: str) -> None:
        self.models.append(model)
        self.pieces.clear()

    def feed(self, chunk: object) -> None:
        self.pieces.append(chunk)

    def reply(self, api: ModelApi = "chat") -> ModelReply:
        chunks = accumulator_for(api)
        for piece in self.pieces:
            chunks.add(piece)
        return read_reply(chunks.body())


@pytest.mark.parametrize("api", ["chat", "responses"])
async def test_the_pieces_are_the_reply(api: ModelApi) -> None:
    heard = Heard()
    with running_mock(SCENARIO) as mock:
        model = OpenAIModel("m", api=api, base_url=mock.base_url)
        reply = await ask(model, REQUEST, heard)
        assert reply.text == (await model.reply(REQUEST)).text
        await model.aclose()
    assert heard.models[-1] == "m"
    assert len(heard.pieces) > 3
    assert heard.reply(api).text == reply.text == "One sentence. Another one."


async def test_an_object_that_is_chosen_by_schema_is_not_shown() -> None:
    heard = Heard()
    with running_mock() as mock:
        fields = request_fields("chat", profile_of("m"), choice="json")
        model = OpenAIModel("m", base_url=mock.base_url, fields=fields)
        await ask(model, REQUEST, heard)
        await model.aclose()
    assert not heard.pieces


async def test_a_further_attempt_begins_anew() -> None:
    heard = Heard()
    whole = streamed(delta(content="All."), finished())
    async with meeting(streamed(delta(content="Half"), done=False), break_off, whole) as met:
        assert (await ask(met.model, REQUEST, heard)).text == "All."
        assert len(met.server.bodies) == 3
    assert heard.models == ["m"] * 4
    assert heard.reply().text == "All."


async def test_a_chain_shows_the_pieces_of_whichever_model_answers() -> None:
    heard = Heard()
    chain = FallbackModel([ScriptedModel([in_pieces("One ", "two.", then=calls("cards"))])])
    reply = await ask(chain, REQUEST, heard)
    assert reply.text == "One two."
    assert heard.models == ["scripted"] * 3
    assert heard.reply().tool_calls == reply.tool_calls


async def test_without_a_listener_nothing_is_asked_for_in_pieces() -> None:
    async with meeting(OK) as met:
        await ask(met.model, REQUEST)
        assert b"stream" not in met.server.bodies[0]
