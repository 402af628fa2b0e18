"""The example of a receiver takes a note once, and nothing that is not signed."""

import runpy
from pathlib import Path

import httpx2
import pytest

from adapter import Directory
from adapter.handoff.delivery import Delivery
from adapter.handoff.receiver import Receiver
from adapter.testing import ScriptedModel, calls
from tests.handoff.receiving import SECRET, URL, told

pytestmark = pytest.mark.anyio
EXAMPLE = Path(__file__).parents[2] / "examples" / "handoff_receiver.py"


async def test_it_prints_a_note_once_and_refuses_what_is_not_signed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], bank: Directory
) -> None:
    monkeypatch.setenv("HANDOFF_SECRET", SECRET)
    app = httpx2.ASGITransport(app=runpy.run_path(str(EXAMPLE))["app"])
    sent: list[httpx2.Request] = []

    async def twice(request: httpx2.Request) -> httpx2.Response:
        sent.append(request)
        async with httpx2.AsyncClient(transport=app) as client:
            answers = [
                await client.post("https://desk.example/handoff", content=request.content, headers=request.headers)
                for _ in range(2)
            ]
        assert [answer.status_code for answer in answers] == [204, 204]
        return answers[0]

    delivery = Delivery(Receiver(URL, SECRET, transport=httpx2.MockTransport(twice)))
    model = ScriptedModel([calls("cards", language="en", reason="card lost")])
    async with told(bank, model, delivery) as assistant:
        await assistant.handle({"type": "user_speak", "session": {"id": "call-1"}, "text": "my card is gone"})
        await delivery.drained()
    said = capsys.readouterr().out
    assert said.count("card lost") == 1
    assert "caller: my card is gone" in said
    async with httpx2.AsyncClient(transport=app, base_url="https://desk.example") as client:
        assert (await client.post("/handoff", json={})).status_code == 401
        forged = {**sent[0].headers, "webhook-signature": "v1,AAAA"}
        assert (await client.post("/handoff", content=sent[0].content, headers=forged)).status_code == 401
        for junk in ("v1", "v1,ä", ",,,", "v1,%%%"):
            forged["webhook-signature"] = junk
            headers = {name.encode(): value.encode() for name, value in forged.items()}
            assert (await client.post("/handoff", content=sent[0].content, headers=headers)).status_code == 401
