"""Requests of a carrier that come at the same time, to two processes with one store."""

import asyncio
from pathlib import Path
from urllib.parse import urlencode

import pytest

from adapter import Assistant, Directory
from adapter.calls.platform import PlatformRequest
from adapter.calls.sqlite import SqliteStore
from adapter.platforms import Twilio
from adapter.platforms.conversation_relay.addresses import borne
from adapter.testing.scripted import ScriptedModel

pytestmark = pytest.mark.anyio
DIRECTORY = Directory.parse(
    {
        "fallback": "desk",
        "destinations": {
            "desk": {"type": "number", "number": "+4921155660003", "message": "The desk.", "policy": {"digit": "1"}}
        },
    }
)


def posted(place: str, nonce: str, **fields: str) -> PlatformRequest:
    path = f"/conversation-relay/{place}"
    body = urlencode({"CallSid": "CA1", **fields}).encode()
    return PlatformRequest(body=body, endpoint=path, url=f"https://h{path}", nonce=nonce)


async def documents(assistants: list[Assistant], place: str, **fields: str) -> list[str]:
    """The answers to a request that is sent six times at once, to each process in turn."""
    asked = (assistants[number % 2].answer(posted(place, f"n{number}", **fields)) for number in range(6))
    return [answer.body.decode() for answer in await asyncio.gather(*asked)]


async def test_all_of_them_get_one_document_and_one_of_them_the_connection(tmp_path: Path) -> None:
    stores = [SqliteStore(tmp_path / "calls.db") for _ in range(2)]
    assistants = [Assistant(DIRECTORY, ScriptedModel(), platform=Twilio(), store=store) for store in stores]
    (voice,) = set(await documents(assistants, "voice"))
    address = borne(voice.split('url="')[1].split('"')[0].replace("&amp;", "&"))
    admitted = await asyncio.gather(*(assistants[number % 2].admit(address.call, address.token) for number in range(6)))
    assert admitted.count(True) == 1
    key = PlatformRequest(body=b'{"type":"dtmf","digit":"1"}', endpoint="/conversation-relay", url="wss://h/?call=CA1")
    await assistants[0].answer(key)
    both = await asyncio.gather(
        documents(assistants, "action", SessionId="VX1"), documents(assistants, "action", SessionId="VX2")
    )
    assert [len(set(texts)) for texts in both] == [1, 1]
    assert sum("<Dial" in texts[0] for texts in both) == 1, "the other one is told that nobody was reached"
    for assistant in assistants:
        await assistant.aclose()
