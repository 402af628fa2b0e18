"""A mock server that another router answers for than the offline model."""

import httpx2
import pytest

from adapter import Directory, OpenAIModel, Toolset, decide
from adapter.models.semantic import SemanticModel
from adapter.search.local_embedder import LocalEmbedder
from adapter.testing.mock_server.app import create_app
from adapter.tool_calls.conversation import UserMessage
from adapter.tool_calls.decision import Transfer
from adapter.tool_calls.prompt import default_prompt
from adapter.tool_calls.request import ModelApi, request

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("api", ["chat", "responses"])
async def test_the_semantic_router_answers_over_http_as_it_does_in_process(
    api: ModelApi, bank: Directory, local_embedder: LocalEmbedder
) -> None:
    router, toolset = SemanticModel(local_embedder), Toolset(bank)
    app = create_app(
        stand_in=lambda received: router.answer(received.tools, received.conversation, received.tool_choice),
        stand_in_name=router.name,
    )
    asked = request(toolset, (UserMessage(text="on m'a volé ma carte"),), default_prompt())
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app)) as client:
        model = OpenAIModel("semantic", api=api, base_url="http://mock.invalid/v1", api_key="none", http_client=client)
        decision = decide(await model.reply(asked), toolset)
        listed = (await client.get("http://mock.invalid/v1/models")).json()
        await model.aclose()
    assert isinstance(decision, Transfer)
    assert decision.destination == "cards"
    assert [entry["id"] for entry in listed["data"]] == ["semantic"]
