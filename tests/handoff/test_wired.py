"""The handoff note as settings put it together: beside the decision record, over a reload, in two workers."""

import asyncio
import json
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx2
import pytest

from adapter import Assistant
from adapter.wiring import build, read_again, read_settings, shipped_directory
from tests.handoff.receiving import SECRET, Taken, listening
from tests.serving import Service

pytestmark = pytest.mark.anyio

WORDS = "Ich habe meine Karte verloren, meine Nummer ist 0151 2345678"


def said(call: str) -> dict[str, Any]:
    session = {"id": call, "from_phone_number": "+4915112345678", "phone_number": "+493023125000"}
    return {"type": "user_speak", "session": session, "text": WORDS}


async def taken_by(taken: Taken, count: int) -> None:
    """Waits until so many notes are there."""
    async with asyncio.timeout(20):
        while len(taken.notes) < count:  # noqa: ASYNC110 - they come from another process
            await asyncio.sleep(0.01)


def built(url: str, monkeypatch: pytest.MonkeyPatch, directory: Path, **options: Any) -> tuple[Any, Assistant]:
    monkeypatch.setenv("ADAPTER_HANDOFF_URL", url)
    monkeypatch.setenv("ADAPTER_HANDOFF_SECRET", SECRET)
    for name, value in options.items():
        monkeypatch.setenv(f"ADAPTER_{name.upper()}", str(value))
    settings = read_settings(directory=directory, model="offline")
    return settings, build(settings)


@pytest.mark.parametrize("clear", [False, True])
async def test_the_note_and_the_decision_record_are_both_told(
    clear: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = tmp_path / "record.jsonl"
    async with listening() as (taken, url):
        more = {"record": record, "handoff_clear": str(clear).lower()}
        _, assistant = built(url, monkeypatch, shipped_directory(), **more)
        async with assistant:
            await assistant.handle(said("call-1"))
            await taken_by(taken, 1)
    (line,) = (json.loads(line) for line in record.read_text().splitlines())
    (data,) = taken.data
    for name in ("call", "turn", "prompt", "directory", "model"):
        assert line[name] == data[name]
    assert (line["leads_to"], data["destination"]["key"]) == ("cards", "cards")
    assert data["caller"] == ("+4915112345678" if clear else "…78")


async def test_a_directory_that_is_read_again_is_told_from_then_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "directory.yaml"
    file.write_text(shipped_directory().read_text())
    async with listening() as (taken, url):
        settings, assistant = built(url, monkeypatch, file)
        async with assistant:
            await assistant.handle(said("call-1"))
            file.write_text(file.read_text().replace("caller_id_name: Card services", "caller_id_name: Plastic"))
            assistant.use(assistant.fitted(read_again(settings, assistant)))
            await assistant.handle(said("call-2"))
            await taken_by(taken, 2)
    assert {data["call"]: data["destination"]["title"] for data in taken.data} == {
        "call-1": "Card services",
        "call-2": "Plastic",
    }
    assert len({data["directory"] for data in taken.data}) == 2


@pytest.mark.process
async def test_two_workers_tell_once_and_stop_in_time_with_one_line_each(
    start_service: Callable[..., tuple[Service, httpx2.Client]], tmp_path: Path
) -> None:
    env = {
        "ADAPTER_MODEL": "offline",
        "ADAPTER_HANDOFF_SECRET": SECRET,
        "ADAPTER_STORE": f"sqlite:///{tmp_path}/calls.db",
    }
    async with listening() as (taken, url):
        told = {**env, "ADAPTER_HANDOFF_URL": url}
        process, client = await asyncio.to_thread(start_service, "--workers", "2", env=told)
        address = client.base_url
        async with httpx2.AsyncClient(base_url=address, timeout=20) as callers:
            events = [said(f"call-{number % 5}") for number in range(20)]
            answers = await asyncio.gather(*(callers.post("/webhook", json=event) for event in events))
            assert {answer.status_code for answer in answers} <= {200, 204}
            await taken_by(taken, 5)
            taken.opened.clear()
            await callers.post("/webhook", json=said("call-last"))
            await asyncio.to_thread(_stopped, process)
    assert sorted(data["call"] for data in taken.data)[:5] == [f"call-{number}" for number in range(5)]
    assert all(len(bodies) == 1 for bodies in taken.bodies.values())
    log = process.communicate(timeout=20)[1]
    assert log.count("handoff: ") == 1
    assert "handoff: closed; notes that were not delivered: 1" in log
    assert not any(word in log for word in ("Karte", "2345678", "12345678", "/handoff", "whsec"))


def _stopped(process: Service) -> None:
    process.send_signal(signal.SIGTERM)
    process.wait(20)
