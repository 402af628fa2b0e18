"""The handoff note: each transfer is told once, signed, again until it is taken, and no call waits for it."""

import asyncio
import json
import logging
import runpy
from collections import Counter
from pathlib import Path
from typing import Any

import httpx2
import pytest
from standardwebhooks import Webhook

from adapter import Assistant, Directory
from adapter.errors import SettingsError
from adapter.handoff.delivery import Delivery
from adapter.handoff.listener import Handoff
from adapter.handoff.note import Note
from adapter.testing import ScriptedModel, calls, says
from adapter.testing.scripted import Step
from adapter.transfers.assistant_config import AssistantConfig
from adapter.wiring import build, read_settings, shipped_directory

pytestmark = pytest.mark.anyio

SECRET = "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="
URL = "https://desk.example/handoff"
CALLER = "+4915112345678"


class Receiver:
    """A webhook that verifies what it gets and refuses every attempt that `refuses` names by its number."""

    def __init__(self, *refuses: int, every_second: bool = False) -> None:
        self.refuses = refuses
        self.every_second = every_second
        self.taken: list[dict[str, Any]] = []
        self.attempts: Counter[str] = Counter()

    async def __call__(self, request: httpx2.Request) -> httpx2.Response:
        note = Webhook(SECRET).verify(request.content, dict(request.headers))
        self.attempts[request.headers["webhook-id"]] += 1
        number = self.attempts.total()
        if number in self.refuses or (self.every_second and number % 2):
            return httpx2.Response(503 if number % 4 == 1 else 302, headers={"location": "https://elsewhere.example"})
        self.taken.append({"id": request.headers["webhook-id"], **note})
        return httpx2.Response(204)


async def at_once(_: float) -> None:
    await asyncio.sleep(0)


def delivery_to(receiver: Receiver, **options: Any) -> Delivery:
    return Delivery(URL, SECRET, transport=httpx2.MockTransport(receiver), sleep=at_once, **options)


async def told(directory: Directory, steps: list[Step], receiver: Receiver, *, clear: bool = False) -> None:
    """A call in which the caller speaks once for each reply of the model."""
    config = AssistantConfig(directory=directory)
    handoff = Handoff(delivery_to(receiver), config, "scripted", clear=clear)
    assistant = Assistant(config, ScriptedModel(steps), on_turn=handoff, on_step=handoff.step, on_close=handoff.aclose)
    session = {"id": "call-1", "from_phone_number": CALLER, "phone_number": "+4921155660099"}
    async with assistant:
        for _ in steps:
            text = "my card is gone, call me at 0151 2345678"
            await assistant.handle({"type": "user_speak", "session": session, "text": text})


async def test_a_transfer_is_told_with_its_reason_and_words_and_without_a_number(bank: Directory) -> None:
    receiver = Receiver()
    await told(bank, [calls("cards", language="en", reason="card lost")], receiver)
    (note,) = receiver.taken
    data = note["data"]
    assert note["type"] == "transfer.decided"
    assert (data["destination"]["key"], data["reason"], data["language"]) == ("cards", "card lost", "en")
    assert data["caller"] == "…78"
    assert data["transcript"][0] == {"role": "caller", "text": "my card is gone, call me at …78"}
    assert (data["turn"], data["model"], data["directory"]) == (1, "scripted", bank.fingerprint)


async def test_the_callers_number_goes_in_clear_only_where_it_is_asked_for(bank: Directory) -> None:
    receiver = Receiver()
    await told(bank, [calls("cards", language="en")], receiver, clear=True)
    assert receiver.taken[0]["data"]["caller"] == CALLER


async def test_an_answer_without_a_transfer_is_not_told(bank: Directory) -> None:
    receiver = Receiver()
    await told(bank, [says("How can I help you?")], receiver)
    assert not receiver.attempts


async def test_two_processes_that_tell_of_the_same_transfer_send_the_same_id(bank: Directory) -> None:
    receiver = Receiver()
    for _ in range(2):
        await told(bank, [calls("cards", language="en")], receiver)
    assert len({note["id"] for note in receiver.taken}) == 1


async def test_each_of_a_thousand_notes_arrives_at_a_receiver_that_is_down_half_of_the_time() -> None:
    receiver = Receiver(every_second=True)
    delivery = delivery_to(receiver, patience=60.0)
    for number in range(1000):
        delivery.put(Note(id=f"msg_{number}", body=json.dumps({"number": number})))
    await delivery.aclose()
    assert {note["id"]: note["number"] for note in receiver.taken} == {f"msg_{n}": n for n in range(1000)}
    assert len(receiver.taken) == 1000
    assert receiver.attempts.total() == 2000
    assert set(receiver.attempts) == {f"msg_{n}" for n in range(1000)}


async def test_the_oldest_leaves_a_full_queue_and_closing_tells_what_was_lost(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def down(_: httpx2.Request) -> httpx2.Response:
        await asyncio.Event().wait()
        raise AssertionError

    delivery = Delivery(URL, SECRET, transport=httpx2.MockTransport(down), max_waiting=2, patience=0)
    for name in ("a", "b", "c"):
        delivery.put(Note(id=name, body='{"said": "secret words"}'))
    with caplog.at_level(logging.INFO):
        await delivery.aclose()
    assert [record.getMessage() for record in caplog.records] == [
        "handoff: too many notes wait: the oldest, a, is dropped",
        "handoff: closed; 2 notes were not delivered",
    ]


@pytest.mark.parametrize(
    ("url", "secret", "said"),
    [
        ("http://desk.example/x", SECRET, "ADAPTER_HANDOFF_URL: an https:// URL"),
        ("https://me:pass@desk.example", SECRET, "ADAPTER_HANDOFF_URL: a URL without user"),
        (URL, "whsec_short", "ADAPTER_HANDOFF_SECRET: whsec_ and 24 to 64 bytes"),
        (URL, None, "ADAPTER_HANDOFF_SECRET: ADAPTER_HANDOFF_URL is set"),
        (None, SECRET, "ADAPTER_HANDOFF_URL: ADAPTER_HANDOFF_SECRET is set"),
    ],
)
def test_a_wrong_url_or_secret_is_one_clear_line_that_quotes_neither(
    url: str | None, secret: str | None, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (("URL", url), ("SECRET", secret)):
        monkeypatch.setenv(f"ADAPTER_HANDOFF_{name}", value or "")
    with pytest.raises(SettingsError) as raised:
        build(read_settings(directory=shipped_directory(), model="offline"))
    assert str(raised.value).startswith(said)
    assert "pass@" not in str(raised.value)
    assert "\n" not in str(raised.value)


async def test_the_example_takes_a_note_once_and_nothing_unsigned(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], bank: Directory
) -> None:
    monkeypatch.setenv("HANDOFF_SECRET", SECRET)
    path = Path(__file__).parents[2] / "examples" / "handoff_receiver.py"
    transport = httpx2.ASGITransport(app=runpy.run_path(str(path))["app"])
    for _ in range(2):
        config = AssistantConfig(directory=bank)
        handoff = Handoff(Delivery(URL, SECRET, transport=transport), config, "scripted")
        model = ScriptedModel([calls("cards", language="en", reason="card lost")])
        async with Assistant(config, model, on_turn=handoff, on_close=handoff.aclose) as assistant:
            await assistant.handle({"type": "user_speak", "session": {"id": "call-1"}, "text": "my card is gone"})
    assert capsys.readouterr().out.count("card lost") == 1
    async with httpx2.AsyncClient(transport=transport) as client:
        assert (await client.post(URL, json={})).status_code == 401
