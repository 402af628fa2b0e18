"""Another directory for a service that runs: checked first, served everywhere, and calls that are under way go on."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2
import pytest

from adapter import Assistant
from adapter.models.offline import OfflineModel
from adapter.platforms import Vapi
from adapter.service.app import create_app
from adapter.service.reload import Reload
from adapter.testing import ScriptedModel, calls
from adapter.tool_calls.reply import ModelReply
from adapter.tool_calls.request import ModelRequest
from adapter.wiring import Settings, build, build_config, gateway_before
from tests.platforms.vapi.messages import destination_request

pytestmark = pytest.mark.anyio

CARDS = {"type": "number", "number": "+4921155660001", "description": "Lost cards.", "message": "Cards."}
LOANS = {"type": "number", "number": "+4921155660002", "description": "Loans and instalments.", "message": "Loans."}
DESK = {"type": "number", "number": "+4921155660003", "description": "A person.", "message": "The desk."}
OFFICE = {"hours": "Mo-Su 00:00-24:00", "timezone": "Europe/Berlin"}


def write(file: Path, **destinations: object) -> None:
    file.write_text(json.dumps({"fallback": "desk", "destinations": {**destinations, "desk": DESK}}))


@dataclass(kw_only=True)
class Running:
    """A service in this process, without a signal: it is told by `reload.once`."""

    file: Path
    client: httpx2.AsyncClient
    reload: Reload
    assistant: Assistant
    call: str = "call-1"
    spoken: list[str] = field(default_factory=list)

    async def event(self, kind: str, **fields: object) -> list[dict[str, Any]]:
        session = {"id": self.call, "from_phone_number": "+4915112345678"}
        given = await self.client.post("/webhook", json={"type": kind, "session": session, **fields})
        assert given.status_code in (200, 204)
        wire = given.json() if given.status_code == 200 else []
        return wire if isinstance(wire, list) else [wire]

    async def keys(self) -> list[str]:
        tools = (await self.client.get("/v1/tools")).json()
        return [
            name.removeprefix("transfer_to_") for tool in tools if "transfer_" in (name := tool["function"]["name"])
        ]


class Slow(ScriptedModel):
    """A model that answers when it is told to."""

    def __init__(self) -> None:
        super().__init__(then=self._answer)
        self.asked, self.go = asyncio.Event(), asyncio.Event()

    async def _answer(self, _: ModelRequest) -> ModelReply:
        self.asked.set()
        await self.go.wait()
        return calls("cards")


@pytest.fixture
def model() -> Any:
    return OfflineModel()


@pytest.fixture
async def running(tmp_path: Path, model: Any) -> AsyncIterator[Running]:
    file = tmp_path / "directory.yaml"
    write(file, cards={**CARDS, "policy": OFFICE})
    settings = Settings(directory=file)
    assistant = Assistant(build_config(settings), model)
    vapi = assistant.on(Vapi())
    gateway = gateway_before(assistant)
    reload = Reload(lambda: build_config(settings), assistant.config, [assistant, vapi, gateway])
    app = create_app(assistant, platforms=[vapi], gateway=gateway)
    transport = httpx2.ASGITransport(app=app, client=("127.0.0.1", 1))
    async with httpx2.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client, assistant:
        yield Running(file=file, client=client, reload=reload, assistant=assistant)


async def test_the_new_directory_is_served_by_every_route(running: Running) -> None:
    write(running.file, loans={**LOANS, "policy": OFFICE})
    assert await running.reload.once()
    assert await running.keys() == ["loans", "desk"]
    assert (await running.client.get("/readyz")).json()["destinations"] == 2
    said = [{"role": "user", "content": "loans and instalments please"}]
    decided = (await running.client.post("/v1/decide", json={"messages": said})).json()
    assert decided["transfer"]["number"] == LOANS["number"]
    known = (await running.client.post("/v1/resolve", json={"name": "transfer_to_loans"})).json()
    assert known["next"] == "transfer"
    (speak,) = await running.event("user_speak", text="loans and instalments please")
    assert speak["text"] == "Loans."
    vapi = (await running.client.post("/vapi", json=destination_request(("user", "loans and instalments")))).json()
    assert vapi["destination"]["number"] == LOANS["number"]
    asked = {"model": "any", "messages": said}
    answer = (await running.client.post("/v1/chat/completions", json=asked)).json()
    assert [call["function"]["name"] for call in answer["choices"][0]["message"]["tool_calls"]] == ["transfer_to_loans"]


async def test_a_platform_with_a_tool_of_its_own_gets_the_new_numbers_by_the_gateway(running: Running) -> None:
    """The platform sends the same tool with every request, which is looked through once for each directory."""
    numbers = [CARDS["number"], "+4921155660009", DESK["number"]]
    parameters = {"type": "object", "properties": {"destination": {"type": "string", "enum": numbers}}}
    tool = {"type": "function", "function": {"name": "transferCall", "parameters": parameters}}
    asked = {"model": "any", "messages": [{"role": "user", "content": "lost cards please"}], "tools": [tool]}

    async def dialled() -> str:
        answer = (await running.client.post("/v1/chat/completions", json=asked)).json()
        (call,) = answer["choices"][0]["message"]["tool_calls"]
        assert call["function"]["name"] == "transferCall"
        return str(json.loads(call["function"]["arguments"])["destination"])

    assert await dialled() == CARDS["number"]
    write(running.file, cards={**CARDS, "number": "+4921155660009"})
    assert await running.reload.once()
    assert await dialled() == "+4921155660009"


async def test_a_pending_transfer_to_a_key_that_is_gone_leads_to_the_fallback(running: Running) -> None:
    assert [action["text"] for action in await running.event("user_speak", text="lost cards")] == ["Cards."]
    write(running.file, loans=LOANS)
    assert await running.reload.once()
    assert [action["text"] for action in await running.event("assistant_speech_ended")] == ["The desk."]
    (transfer,) = await running.event("assistant_speech_ended")
    assert transfer["target_phone_number"] == DESK["number"]


async def test_a_pending_transfer_to_a_key_that_stays_dials_its_new_number(running: Running) -> None:
    await running.event("user_speak", text="lost cards")
    write(running.file, cards={**CARDS, "number": "+4921155660009"})
    assert await running.reload.once()
    (transfer,) = await running.event("assistant_speech_ended")
    assert transfer["target_phone_number"] == "+4921155660009"


@pytest.mark.parametrize("model", [Slow()])
async def test_a_turn_under_way_is_decided_by_what_is_in_force_at_its_end(running: Running, model: Slow) -> None:
    waiting = asyncio.create_task(running.event("user_speak", text="lost cards"))
    await model.asked.wait()
    write(running.file, loans=LOANS)
    assert await running.reload.once()
    model.go.set()
    assert [action["text"] for action in await waiting] == ["The desk."]


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ("destinations: [", "directory.yaml"),
        ("destinations: {}", "destinations"),
        (
            '{"fallback": "nobody", "destinations": {"desk": {"type": "number", "number": "+4921155660003"}}}',
            "fallback",
        ),
        (None, "directory.yaml"),
    ],
)
async def test_a_broken_file_leaves_the_old_directory_in_force_and_is_one_line_of_the_log(
    running: Running, content: str | None, named: str, caplog: pytest.LogCaptureFixture
) -> None:
    running.file.unlink() if content is None else running.file.write_text(content)
    with caplog.at_level(logging.INFO, logger="adapter"):
        assert not await running.reload.once()
    (record,) = caplog.records
    assert record.levelname == "ERROR"
    assert record.getMessage().startswith("not reloaded, the old directory and prompt stay: ")
    assert named in record.getMessage()
    assert "\n" not in record.getMessage()
    assert await running.keys() == ["cards", "desk"]
    write(running.file, loans=LOANS)
    assert await running.reload.once()
    assert await running.keys() == ["loans", "desk"]


async def test_one_line_of_the_log_says_what_is_in_force_now(
    running: Running, caplog: pytest.LogCaptureFixture
) -> None:
    write(running.file, **{f"place_{number}": LOANS for number in range(8)})
    with caplog.at_level(logging.INFO, logger="adapter.service"):
        assert await running.reload.once()
        assert await running.reload.once()
    first, second = (record.getMessage() for record in caplog.records)
    assert first.startswith("reloaded: 9 destinations of directory+")
    assert first.endswith("; new: place_0, place_1, place_2, place_3, place_4 and 3 more; gone: cards")
    assert second.endswith("; nothing has changed")


async def test_whatever_breaks_while_the_files_are_read_leaves_the_old_ones_in_force(running: Running) -> None:
    def breaks() -> Any:
        raise ZeroDivisionError

    broken = Reload(breaks, running.assistant.config, [running.assistant])
    assert not await broken.once()
    assert await running.keys() == ["cards", "desk"]


async def test_all_users_of_a_directory_change_or_none(running: Running) -> None:
    class Refuses:
        def fitted(self, config: Any) -> Any:
            raise ValueError("no tools for this one")

        def use(self, config: Any) -> None:
            raise AssertionError("it is used although it does not fit")

    settings = Settings(directory=running.file)
    partly = Reload(lambda: build_config(settings), running.assistant.config, [running.assistant, Refuses()])
    write(running.file, loans=LOANS)
    assert not await partly.once()
    assert await running.keys() == ["cards", "desk"]


async def test_the_record_names_the_directory_that_a_decision_was_carried_out_by(tmp_path: Path) -> None:
    file, record = tmp_path / "directory.yaml", tmp_path / "record.jsonl"
    write(file, cards=CARDS)
    settings = Settings(directory=file, model="offline", record=record)
    async with build(settings) as assistant:
        reload = Reload(lambda: build_config(settings), assistant.config, [assistant])
        for call in ("call-1", "call-2"):
            await assistant.handle({"type": "user_speak", "session": {"id": call}, "text": "lost cards"})
            write(file, cards=CARDS, loans=LOANS)
            assert await reload.once()
        fingerprint = assistant.config.directory.fingerprint
    first, second = (json.loads(line)["directory"] for line in record.read_text().splitlines())
    assert first != second == fingerprint


async def test_a_prompt_of_ones_own_is_read_again_too(tmp_path: Path) -> None:
    file, prompt = tmp_path / "directory.yaml", tmp_path / "prompts" / "desk" / "v1.md"
    write(file, cards=CARDS)
    prompt.parent.mkdir(parents=True)
    text = "---\ndescription: A desk.\nsentences:\n  en: {greeting: %s}\n---\nHelp.\n"
    prompt.write_text(text % "Good morning")
    settings = Settings(directory=file, prompt="desk", prompts_dir=tmp_path / "prompts")
    async with Assistant(build_config(settings), ScriptedModel()) as assistant:
        reload = Reload(lambda: build_config(settings), assistant.config, [assistant])
        prompt.write_text(text % "Good evening")
        assert await reload.once()
        (speak,) = await assistant.handle({"type": "session_start", "session": {"id": "call-1"}})
    assert speak["text"] == "Good evening"
