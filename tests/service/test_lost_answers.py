"""A platform that hangs up before it is answered, and asks again, gets the answer; nobody gets one twice."""

import asyncio
import json
import socket
import threading
from collections.abc import Callable, Iterator

import httpx2
import pytest
from websockets.asyncio.client import connect

from adapter.testing import ScriptedModel, calls
from adapter.tool_calls.reply import ModelReply
from adapter.tool_calls.request import ModelRequest

pytestmark = pytest.mark.anyio

Serve = Callable[..., httpx2.Client]


def event(kind: str, **fields: object) -> dict[str, object]:
    return {"type": kind, "session": {"id": "call-1", "from_phone_number": "+4915112345678"}, **fields}


WORDS = event("user_speak", text="ich habe meine Karte verloren")


class GatedModel(ScriptedModel):
    """A model that answers when the test lets it."""

    def __init__(self) -> None:
        super().__init__([self._wait], then=calls("cards", language="de"))
        self.asked = threading.Event()
        self.answers = threading.Event()

    async def _wait(self, _: ModelRequest) -> ModelReply:
        self.asked.set()
        await asyncio.to_thread(self.answers.wait, 20)
        return calls("cards", language="de")


@pytest.fixture
def model() -> Iterator[GatedModel]:
    gated = GatedModel()
    yield gated
    gated.answers.set()


def hung_up(client: httpx2.Client, body: dict[str, object]) -> socket.socket:
    """A connection on which an event was sent."""
    connection = socket.create_connection((client.base_url.host, client.base_url.port or 0))
    content = json.dumps(body).encode()
    head = (
        f"POST /webhook HTTP/1.1\r\nHost: {client.base_url.netloc.decode()}\r\nContent-Length: {len(content)}\r\n\r\n"
    )
    connection.sendall(head.encode() + content)
    return connection


def spoken(response: httpx2.Response) -> str:
    assert response.status_code == 200
    return str(response.json()["text"])


def test_what_the_platform_did_not_wait_for_is_said_when_it_asks_again(serve: Serve, model: GatedModel) -> None:
    client = serve(model, respond_within=20.0)
    connection = hung_up(client, WORDS)
    assert model.asked.wait(20)
    connection.close()
    model.answers.set()
    assert spoken(client.post("/webhook", json=WORDS)) == "Ich verbinde Sie mit dem Kartenservice."
    assert client.post("/webhook", json=WORDS).status_code == 204
    assert client.post("/webhook", json=event("assistant_speech_ended")).json()["type"] == "transfer"
    assert client.post("/webhook", json=event("assistant_speech_ended")).status_code == 204


async def test_what_was_not_heard_over_a_websocket_is_said_over_the_next(serve: Serve, model: GatedModel) -> None:
    client = serve(model, respond_within=20.0)
    address = str(client.base_url).replace("http://", "ws://").rstrip("/") + "/webhook"
    async with connect(address) as first:
        await first.send(json.dumps(WORDS))
        assert await asyncio.to_thread(model.asked.wait, 20)
    model.answers.set()
    async with connect(address) as second:
        await second.send(json.dumps(WORDS))
        said = json.loads(await asyncio.wait_for(second.recv(), 20))
        assert said["text"] == "Ich verbinde Sie mit dem Kartenservice."
        await second.send(json.dumps(event("assistant_speech_ended")))
        transfer = json.loads(await asyncio.wait_for(second.recv(), 20))
        assert transfer["target_phone_number"] == "+4921155660001"
