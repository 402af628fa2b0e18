"""A transfer that nobody answers, end to end over HTTP and over a WebSocket."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import httpx2
import pytest
from websockets.asyncio.client import connect

from adapter import Directory
from adapter.testing import ScriptedModel, calls

pytestmark = pytest.mark.anyio

Serve = Callable[..., httpx2.Client]
Send = Callable[..., Awaitable[list[dict[str, object]]]]

SESSION = {"id": "call-1", "from_phone_number": "+4915112345678"}


@asynccontextmanager
async def platform(client: httpx2.Client, transport: str) -> AsyncIterator[Send]:
    """Sends events over either transport. Over a WebSocket an event that needs no answer gets none, so say so."""

    async def over_http(kind: str, *, answered: bool = True, **fields: object) -> list[dict[str, object]]:
        body = {"type": kind, "session": SESSION, **fields}
        answer = await asyncio.to_thread(lambda: client.post("/webhook", json=body))
        assert answer.status_code == (200 if answered else 204)
        found = answer.json() if answered else []
        return found if isinstance(found, list) else [found]

    if transport == "http":
        yield over_http
        return
    url = str(client.base_url).replace("http://", "ws://").rstrip("/") + "/webhook"
    async with connect(url) as socket:

        async def over_socket(kind: str, *, answered: bool = True, **fields: object) -> list[dict[str, object]]:
            await socket.send(json.dumps({"type": kind, "session": SESSION, **fields}))
            if not answered:
                return []
            found = json.loads(await asyncio.wait_for(socket.recv(), 10))
            return found if isinstance(found, list) else [found]

        yield over_socket


@pytest.mark.parametrize("transport", ["http", "websocket"])
@pytest.mark.parametrize("ends", [True, False])
async def test_a_call_that_comes_back_hears_the_plan_and_ends_or_goes_on(
    serve: Serve, directory_of: Callable[..., Directory], transport: str, ends: bool
) -> None:
    plan = {"mode": "blind-transfer", "fallbackPlan": {"message": "Nobody is free.", "endCallEnabled": ends}}
    directory = directory_of(cards={"message": "Cards.", "transferPlan": plan}, desk={"message": "The desk."})
    model = ScriptedModel([calls("cards"), calls("desk")])
    async with platform(serve(model, directory=directory), transport) as send:
        (announced,) = await send("user_speak", text="my card")
        assert announced["text"] == "Cards."
        (transfer,) = await send("assistant_speech_ended")
        assert transfer["timeout"] == 30
        (back,) = await send("session_start")
        assert back["text"] == "Nobody is free."
        if ends:
            (hangup,) = await send("assistant_speech_ended")
            assert hangup["type"] == "hangup"
            return
        await send("assistant_speech_ended", answered=False)
        (desk,) = await send("user_speak", text="then somebody else")
        assert desk["text"] == "The desk."
    assert model.requests[1].toolset.offered == ("desk",)
    told = [getattr(message, "text", "") for message in model.requests[1].conversation]
    assert "[Nobody answered: cards. The caller is back with you.]" in told
