"""The webhook over a WebSocket: one JSON text message per event, nothing instead of 204."""

import asyncio
import json
import threading
from collections.abc import Callable

import httpx2
import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import InvalidStatus

from adapter.testing import ScriptedModel, calls, says
from adapter.tool_calls.reply import ModelReply
from adapter.tool_calls.request import ModelRequest

pytestmark = pytest.mark.anyio

Serve = Callable[..., httpx2.Client]


def address(client: httpx2.Client) -> str:
    return str(client.base_url).replace("http://", "ws://").rstrip("/") + "/webhook"


def event(kind: str, **fields: object) -> str:
    return json.dumps({"type": kind, "session": {"id": "call-1", "from_phone_number": "+4915112345678"}, **fields})


async def answer(socket: ClientConnection) -> list[dict[str, object]]:
    body = json.loads(await asyncio.wait_for(socket.recv(), 10))
    return body if isinstance(body, list) else [body]


async def test_a_whole_call_over_one_connection(serve: Serve) -> None:
    async with connect(address(serve(ScriptedModel([calls("cards", language="de")])))) as socket:
        await socket.send(event("session_start"))
        assert [action["type"] for action in await answer(socket)] == ["configure_transcription", "speak"]
        await socket.send(event("assistant_speech_ended"))  # no answer
        await socket.send(event("user_speak", text="ich habe meine Karte verloren"))
        (spoken,) = await answer(socket)
        assert spoken["text"] == "Ich verbinde Sie mit dem Kartenservice."
        await socket.send(event("assistant_speech_ended"))
        (transfer,) = await answer(socket)
        assert transfer["target_phone_number"] == "+4921155660001"
        await socket.send(event("session_end"))


async def test_what_is_no_event_is_passed_over(serve: Serve) -> None:
    async with connect(address(serve())) as socket:
        for message in ("", "not json", "[]", "{}", b"\xff\x00"):
            await socket.send(message)
        await socket.send(event("session_start"))
        assert [action["type"] for action in await answer(socket)] == ["configure_transcription", "speak"]


async def test_a_newer_utterance_overtakes_the_one_being_decided(serve: Serve) -> None:
    asked = asyncio.Event()
    loop = asyncio.get_running_loop()

    async def never(_: ModelRequest) -> ModelReply:
        loop.call_soon_threadsafe(asked.set)
        await asyncio.Event().wait()
        raise AssertionError

    async with connect(address(serve(ScriptedModel([never, calls("fraud")])))) as socket:
        await socket.send(event("user_speak", text="my card"))
        await asyncio.wait_for(asked.wait(), 10)
        await socket.send(event("user_speak", text="no, somebody stole my money"))
        (spoken,) = await answer(socket)
        assert spoken["text"] == "I am connecting you with our fraud team right away."


async def test_a_late_model_is_bridged_and_its_decision_delivered(serve: Serve) -> None:
    held = threading.Event()

    async def slow(_: ModelRequest) -> ModelReply:
        await asyncio.to_thread(held.wait, 10)
        return calls("cards")

    async with connect(address(serve(ScriptedModel([slow]), respond_within=0.05))) as socket:
        await socket.send(event("user_speak", text="I lost my card"))
        (hold,) = await answer(socket)
        assert hold["text"] == "One moment, please."
        held.set()
        for _ in range(100):
            await socket.send(event("assistant_speech_ended"))
            (spoken,) = await answer(socket)
            if spoken["text"] != "One moment, please.":
                break
        assert spoken["text"] == "I am putting you through to card services."


async def test_the_token_is_checked_on_the_upgrade(serve: Serve) -> None:
    client = serve(ScriptedModel([says("Yes?")]), token="secret")
    for headers in ({}, {"X-API-TOKEN": "wrong"}):
        with pytest.raises(InvalidStatus) as refused:
            await connect(address(client), additional_headers=headers)
        assert refused.value.response.status_code == 401
    async with connect(address(client), additional_headers={"X-API-TOKEN": "secret"}) as socket:
        await socket.send(event("user_speak", text="hello"))
        assert (await answer(socket))[0]["text"] == "Yes?"


async def test_a_platform_that_leaves_in_the_middle_of_a_turn_does_no_harm(serve: Serve) -> None:
    client = serve(ScriptedModel([says("Yes?"), says("Yes?")]))
    for _ in range(2):
        async with connect(address(client)) as socket:
            await socket.send(event("user_speak", text="hello"))
    assert client.get("/healthz").status_code == 200
