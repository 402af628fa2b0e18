"""A native transfer that the gateway answers is told once; `/v1/*` tells nothing, because it makes no transfer."""

from collections.abc import Mapping
from typing import Any

import httpx2
import pytest

from adapter import Directory
from adapter.gateway.relay import Gateway
from adapter.service.app import create_app
from adapter.testing import ScriptedModel, calls, says
from adapter.testing.scripted import Step
from adapter.wiring import gateway_before
from tests.conftest import NOON
from tests.gateway.requests import CARDS, body, vapi_tool
from tests.handoff.receiving import Taken, taking, told

pytestmark = pytest.mark.anyio

FRAUD = "+4921155660002"


def request(*said: str | Mapping[str, Any], call: str | None = "call-7", tools: bool = True) -> dict[str, Any]:
    facts: dict[str, Any] = {"call": {"id": call, "customer": {"number": "+4915112345678"}}} if call else {}
    offered = {"tools": [vapi_tool(CARDS, FRAUD)]} if tools else {}
    return body(*said, **offered, stream=False, **facts)


async def answered(directory: Directory, steps: list[Step], *requests: dict[str, Any]) -> Taken:
    """What is told of requests to the gateway, one after the other."""
    taken, delivery = taking()
    assistant = told(directory, ScriptedModel(steps), delivery, now=lambda: NOON)
    gateway: Gateway = gateway_before(assistant)
    for one in requests:
        async with gateway.answering(one) as relayed:
            await relayed.whole()
    await assistant.aclose()
    return taken


async def test_a_native_transfer_is_told_with_what_the_platform_says_of_the_call(bank: Directory) -> None:
    taken = await answered(bank, [calls("cards", language="en", reason="card lost")], request("My card is gone"))
    (data,) = taken.data
    assert (data["call"], data["transfer"], data["turn"], data["caller"]) == ("call-7", None, 1, "…78")
    assert (data["destination"]["key"], data["reason"], data["language"]) == ("cards", "card lost", "en")
    assert data["transcript"] == [{"role": "caller", "text": "My card is gone"}]
    assert (data["model"], data["directory"]) == ("scripted", bank.fingerprint)


async def test_an_answer_without_a_transfer_is_not_told(bank: Directory) -> None:
    assert not (await answered(bank, [says("What is it about?")], request("Hello"))).attempts


async def test_a_platform_without_a_transfer_tool_is_not_told_of(bank: Directory) -> None:
    """It gets a call of ours, with which its own backend asks where that leads."""
    assert not (await answered(bank, [calls("cards")], request("My card is gone", tools=False))).attempts


async def test_a_request_that_comes_again_is_told_once_whatever_the_model_says_then(bank: Directory) -> None:
    steps: list[Step] = [calls("cards", reason="card lost"), calls("cards", reason="a card is missing")]
    taken = await answered(bank, steps, *[request("My card is gone")] * 2)
    assert [data["reason"] for data in taken.data] == ["card lost"]
    assert len(taken.attempts) == 1


async def test_a_request_that_comes_again_and_leads_elsewhere_is_told_again(bank: Directory) -> None:
    taken = await answered(bank, [calls("cards"), calls("fraud")], *[request("My card is gone")] * 2)
    assert [data["destination"]["key"] for data in taken.data] == ["cards", "fraud"]


async def test_a_call_that_goes_on_and_is_transferred_again_is_told_again(bank: Directory) -> None:
    again = [{"role": "user", "content": "My card is gone"}, {"role": "assistant", "content": "Nobody answers."}]
    steps: list[Step] = [calls("cards"), calls("cards")]
    taken = await answered(bank, steps, request("My card is gone"), request(*again, "Try again please"))
    assert len(taken.notes) == 2


async def test_calls_that_nobody_has_named_are_never_taken_for_one(bank: Directory) -> None:
    steps: list[Step] = [calls("cards"), calls("cards", reason="other")]
    taken = await answered(bank, steps, *[request("My card is gone", call=None)] * 2)
    assert len(taken.notes) == 2


async def test_decide_and_resolve_are_not_told(bank: Directory) -> None:
    taken, delivery = taking()
    assistant = told(bank, ScriptedModel([calls("cards", language="en")]), delivery)
    transport = httpx2.ASGITransport(app=create_app(assistant))
    async with httpx2.AsyncClient(transport=transport, base_url="http://localhost") as client:
        said = {"messages": [{"role": "user", "content": "My card is gone"}], "session": {"id": "call-1"}}
        decided = await client.post("/v1/decide", json=said)
        resolved = await client.post("/v1/resolve", json={"name": "transfer_to_cards", "arguments": "{}", **said})
    assert [answer.json()["next"] for answer in (decided, resolved)] == ["transfer", "transfer"]
    await assistant.aclose()
    assert not taken.attempts
