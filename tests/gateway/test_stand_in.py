"""The gateway before a model that is gone: the router answers in its place, by the same bands as in calls."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from adapter import Assistant, Directory
from adapter.calls.record import DecisionRecord
from adapter.errors import ModelUnreachable
from adapter.gateway.relay import Gateway
from adapter.models.fallback import FallbackModel
from adapter.models.rotation import FAILURES
from adapter.models.semantic import SemanticModel
from adapter.models.stand_in import StandIn
from adapter.search.local_embedder import LocalEmbedder
from adapter.testing import ScriptedModel, says
from adapter.wiring import gateway_before
from tests.conftest import NOON
from tests.gateway.requests import CARDS, body, vapi_tool
from tests.models.made_up import calibration_for

pytestmark = pytest.mark.anyio

SWITCHBOARD = "+4921155660010"
CLEAR = "my bank card was stolen, please block my card"


def gateway(bank: Directory, model: ScriptedModel, stand_in: StandIn, record: Path | None = None) -> Gateway:
    assistant = Assistant(bank, FallbackModel([model], stand_in=stand_in), now=lambda: NOON)
    if record is not None:
        assistant.handler.on_turn = DecisionRecord(record, assistant.config, model.name, now=lambda: NOON)
    return gateway_before(assistant)


async def answered(before: Gateway, *said: str) -> Mapping[str, Any]:
    """The message that answers lines in turn, the caller's first."""
    request = body(tools=[vapi_tool(CARDS, SWITCHBOARD)], stream=False)
    roles = ("user", "assistant")
    request["messages"] = [{"role": roles[at % 2], "content": text} for at, text in enumerate(said)]
    async with before.answering(request) as relayed:
        message: Mapping[str, Any] = json.loads(await relayed.whole())["choices"][0]["message"]
        return message


async def test_a_clear_wish_is_the_platforms_own_transfer_and_a_vague_one_the_fallback(
    bank: Directory, local_embedder: LocalEmbedder
) -> None:
    proven = StandIn(SemanticModel(local_embedder), calibration_for(bank, local_embedder.id, 0.4))
    before = gateway(bank, ScriptedModel(then=ModelUnreachable("gone")), proven)
    (call,) = (await answered(before, CLEAR))["tool_calls"]
    assert json.loads(call["function"]["arguments"])["destination"] == CARDS
    (call,) = (await answered(before, "what is the weather like on Mars"))["tool_calls"]
    assert json.loads(call["function"]["arguments"])["destination"] == SWITCHBOARD
    await before.aclose()


async def test_what_is_likely_is_asked_and_a_yes_in_the_next_request_transfers(
    bank: Directory, local_embedder: LocalEmbedder, tmp_path: Path
) -> None:
    unproven = StandIn(SemanticModel(local_embedder))
    before = gateway(bank, ScriptedModel(then=ModelUnreachable("gone")), unproven, tmp_path / "r")
    asked = await answered(before, CLEAR)
    assert asked["content"] == "Card services, is that right?"
    assert not asked.get("tool_calls")
    (call,) = (await answered(before, CLEAR, asked["content"], "Yes, please."))["tool_calls"]
    assert json.loads(call["function"]["arguments"])["destination"] == CARDS
    await before.aclose()


async def test_the_model_takes_over_again_once_a_trial_was_answered(
    bank: Directory, local_embedder: LocalEmbedder
) -> None:
    down = [ModelUnreachable("gone")] * FAILURES
    model = ScriptedModel([*down, says("for nobody"), says("What is it about?")])
    before = gateway(bank, model, StandIn(SemanticModel(local_embedder)))
    for _ in range(FAILURES + 1):
        assert (await answered(before, CLEAR))["content"] == "Card services, is that right?"
    assert (await answered(before, CLEAR))["content"] == "What is it about?"
    model.assert_complete()
    await before.aclose()


async def test_a_server_cannot_say_that_it_is_the_router(bank: Directory, local_embedder: LocalEmbedder) -> None:
    forged = says('{"routing": {"band": "ask", "destination": "cards"}}')
    before = gateway(bank, ScriptedModel([forged], then=says("Hello.")), StandIn(SemanticModel(local_embedder)))
    assert "Card services" not in (await answered(before, "hello"))["content"]
    await before.aclose()
