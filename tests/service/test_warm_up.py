"""The warm-up against real model servers: when it is sent, what it says, and what waits for it."""

import asyncio
import json
import logging
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import get_args

import httpx2
import pytest

from adapter import Assistant, Directory, OfflineModel
from adapter.models.fallback import FallbackModel
from adapter.models.openai import OpenAIModel
from adapter.models.request_fields import request_fields
from adapter.service.warm_up import StartMark, WarmUp
from adapter.testing import running_mock
from adapter.testing.mock_server.server import RunningMock
from adapter.testing.scenario.http_errors import ErrorResponse
from adapter.tool_calls.json_choice import Choice
from tests.model_server import Kind, model_server
from tests.models.wire import OK, Server
from tests.service.conftest import service_of

pytestmark = pytest.mark.anyio


def model_at(server: RunningMock, name: str = "m") -> OpenAIModel:
    return OpenAIModel(name, base_url=server.base_url, api_key="k", timeout=10)


async def warmed(assistant: Assistant, caplog: pytest.LogCaptureFixture, mark: StartMark | None = None) -> list[str]:
    """What the warm-up of an assistant has said."""
    with caplog.at_level(logging.INFO, "adapter.service.warm_up"):
        await WarmUp(assistant, mark=mark).run()
    await assistant.aclose()
    return [record.getMessage() for record in caplog.records if record.name == "adapter.service.warm_up"]


async def test_it_is_one_short_request_and_says_what_came_of_it(
    bank: Directory, caplog: pytest.LogCaptureFixture
) -> None:
    with model_server(Kind(models=("a", "m"))) as server:
        (line,) = await warmed(Assistant(bank, model_at(server)), caplog)
        (request,) = server.requests
    body = json.loads(request.raw)
    assert body["max_tokens"] == 16
    assert [message["role"] for message in body["messages"]] == ["system", "user", "assistant", "user"]
    assert len(body["tools"]) > len(bank.destinations)
    assert line.startswith("model m: its server lists it; the warm-up was answered in ")
    assert line.endswith(" prompt tokens, 0 cached")


async def test_a_model_that_the_server_does_not_list_is_named(
    bank: Directory, caplog: pytest.LogCaptureFixture
) -> None:
    with model_server(Kind(models=("a", "b"), any_model=True)) as server:
        (line,) = await warmed(Assistant(bank, model_at(server)), caplog)
    assert "its server does not list it (a, b); the warm-up was answered in" in line


async def test_a_server_without_a_list_is_warmed_up_all_the_same(
    bank: Directory, caplog: pytest.LogCaptureFixture
) -> None:
    with model_server(Kind(models=None)) as server:
        (line,) = await warmed(Assistant(bank, model_at(server)), caplog)
        assert len(server.requests) == 1
    assert line.startswith("model m: its server lists no models; the warm-up was answered in ")


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (Kind(key="another"), "the server refuses the key: the model server answered 401 (invalid_api_key)"),
        (Kind(models=("a", "b")), "the server has no model m; it lists a, b → set ADAPTER_MODEL to a"),
        (Kind(window=300), "tokens, the window has 300 → start the server with a larger window"),
    ],
    ids=["key", "model", "window"],
)
async def test_what_is_wrong_is_said_in_one_line_with_the_command_that_says_more(
    bank: Directory, caplog: pytest.LogCaptureFixture, kind: Kind, said: str
) -> None:
    with model_server(kind) as server:
        (line,) = await warmed(Assistant(bank, model_at(server)), caplog)
        assert line.startswith(f"model m at {server.base_url}: ")
    assert said in line
    assert line.endswith("; until then calls go the safe way; `transfer-adapter doctor` says more")


class Clock:
    """Seconds that pass where somebody sleeps."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds

    async def sleep(self, seconds: float) -> None:
        self.seconds += seconds


async def test_nobody_there_is_said_once_and_after_some_minutes_given_up(
    bank: Directory, caplog: pytest.LogCaptureFixture
) -> None:
    mark, clock = StartMark(), Clock()
    assistant = Assistant(bank, OpenAIModel("m", base_url="http://127.0.0.1:9/v1", attempts=1))
    await WarmUp(assistant, mark=mark, clock=clock, sleep=clock.sleep).run()
    await assistant.aclose()
    first, last = (record.getMessage() for record in caplog.records if record.name == "adapter.service.warm_up")
    assert first.startswith(
        "model m: nothing answers at http://127.0.0.1:9/v1: the connection is refused → start the model"
    )
    assert first.endswith("; it is tried again for 5 minutes")
    assert last.endswith("; `transfer-adapter doctor` says more")
    assert 290 < clock.seconds < 300
    assert mark.over


async def test_a_server_that_still_loads_its_model_is_asked_again(
    bank: Directory, caplog: pytest.LogCaptureFixture
) -> None:
    clock = Clock()
    loading = ErrorResponse(status=503, message="Loading model", code="unavailable_error")
    with (
        model_server(Kind(refuses=lambda _: loading if clock.seconds < 6 else None)) as server,
        caplog.at_level(logging.INFO, "adapter.service.warm_up"),
    ):
        assistant = Assistant(bank, OpenAIModel("m", base_url=server.base_url, attempts=1))
        await WarmUp(assistant, clock=clock, sleep=clock.sleep).run()
        await assistant.aclose()
        assert (clock.seconds, len(server.requests)) == (6, 1)
    first, last = (record.getMessage() for record in caplog.records if record.name == "adapter.service.warm_up")
    assert "the model server answered 503" in first
    assert last.startswith("model m: its server lists it; the warm-up was answered in ")


async def test_our_own_mock_is_never_warmed_up(bank: Directory, caplog: pytest.LogCaptureFixture) -> None:
    with running_mock() as mock:
        assert await warmed(Assistant(bank, model_at(mock)), caplog) == []
        assert mock.requests == []


async def test_the_first_model_of_a_chain_is_warmed_up(bank: Directory, caplog: pytest.LogCaptureFixture) -> None:
    with model_server() as first, model_server() as second:
        await warmed(Assistant(bank, FallbackModel([model_at(first), model_at(second)])), caplog)
        assert (len(first.requests), len(second.requests)) == (1, 0)


async def test_it_opens_the_connection_that_the_first_caller_uses(bank: Directory) -> None:
    async with Server(OK) as server:
        assistant = Assistant(bank, OpenAIModel("m", base_url=server.url))
        await WarmUp(assistant).run()
        await assistant.handle({"type": "user_speak", "session": {"id": "x"}, "text": "I lost my card"})
        await assistant.aclose()
        assert (len(server.paths), server.connections) == (3, 1)


@pytest.mark.parametrize("choice", get_args(Choice))
async def test_it_begins_as_the_first_turn_of_a_call_does_however_the_choice_is_made(
    bank: Directory, choice: Choice
) -> None:
    with model_server() as server:
        model = OpenAIModel("m", base_url=server.base_url, fields=request_fields("chat", choice=choice))
        assistant = Assistant(bank, model)
        await WarmUp(assistant).run()
        await assistant.handle({"type": "session_start", "session": {"id": "x"}})
        await assistant.handle({"type": "user_speak", "session": {"id": "x"}, "text": "What is the time?"})
        await assistant.aclose()
        ahead, turn = (request.raw.decode() for request in server.requests[:2])
    assert ahead[: ahead.index("[The caller says nothing.]")] == turn[: turn.index("What is the time?")]
    assert ('"response_format"' in ahead) is (choice == "json")


async def test_it_is_no_call(bank: Directory) -> None:
    seen: list[object] = []
    with model_server() as server:
        assistant = Assistant(
            bank, model_at(server), on_turn=lambda *turn: seen.append(turn), on_step=lambda step: seen.append(step)
        )
        await WarmUp(assistant).run()
        assert len(server.requests) == 1
        await assistant.aclose()
    assert seen == []


async def test_of_several_workers_one_sends_it_and_all_know_when_it_is_over(
    bank: Directory, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    with model_server() as server:
        assistants = [Assistant(bank, model_at(server)) for _ in range(3)]
        first, other, another = (WarmUp(assistant, mark=StartMark(tmp_path)) for assistant in assistants)
        assert (first.state, other.state) == ("waiting", "waiting")
        await asyncio.gather(first.run(), other.run())
        assert len(server.requests) == 1
        assert (first.state, other.state) == ("done", "done")
        await another.run()  # as if it had taken the place of one that died
        assert (another.state, len(server.requests)) == ("done", 1)
        for assistant in assistants:
            await assistant.aclose()


@pytest.fixture
def start(bank: Directory) -> Iterator[Callable[[WarmUp, Assistant], httpx2.Client]]:
    with ExitStack() as stack:
        yield lambda warm_up, assistant: stack.enter_context(service_of(assistant, warm_up=warm_up))


def test_readiness_waits_for_it_liveness_and_calls_do_not(
    bank: Directory, start: Callable[[WarmUp, Assistant], httpx2.Client]
) -> None:
    with model_server(Kind(delay=600)) as server:
        time = 0.0
        assistant = Assistant(bank, OpenAIModel("m", base_url=server.base_url), respond_within=0.2)
        client = start(WarmUp(assistant, clock=lambda: time), assistant)
        assert client.get("/healthz").status_code == 200
        red = client.get("/readyz")
        assert (red.status_code, red.json()["ready"], red.json()["warm_up"]) == (503, False, "waiting")
        spoken = client.post("/webhook", json={"type": "session_start", "session": {"id": "x"}})
        assert spoken.status_code == 200
        time = 9.9
        assert client.get("/readyz").status_code == 503
        time = 10.0
        late = client.get("/readyz")
        assert (late.status_code, late.json()["ready"], late.json()["warm_up"]) == (200, True, "waiting")


@pytest.mark.parametrize("kind", [Kind(), Kind(key="another")], ids=["answered", "failed"])
def test_readiness_is_green_when_it_is_over(
    bank: Directory, start: Callable[[WarmUp, Assistant], httpx2.Client], kind: Kind
) -> None:
    with model_server(kind) as server:
        assistant = Assistant(bank, model_at(server))
        over = StartMark()
        client = start(WarmUp(assistant, mark=over, clock=lambda: 0.0), assistant)
        while not over.over:
            client.get("/healthz")
        answer = client.get("/readyz")
        assert (answer.status_code, answer.json()["warm_up"]) == (200, "done")


def test_a_model_without_a_server_needs_none(
    bank: Directory, start: Callable[[WarmUp, Assistant], httpx2.Client]
) -> None:
    assistant = Assistant(bank, OfflineModel())
    answer = start(WarmUp(assistant), assistant).get("/readyz")
    assert (answer.status_code, answer.json()["warm_up"]) == (200, "off")


async def test_a_warm_up_that_breaks_stops_nothing(bank: Directory, caplog: pytest.LogCaptureFixture) -> None:
    def broken() -> None:
        raise RuntimeError("no time")

    with model_server() as server:
        assistant = Assistant(bank, model_at(server))
        mark = StartMark()
        await WarmUp(assistant, mark=mark, now=broken).run()  # type: ignore[arg-type]
        await assistant.aclose()
    assert mark.over
    assert "the warm-up broke" in caplog.text
