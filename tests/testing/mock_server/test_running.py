"""Running the mock server: it comes up, it goes away, and nothing that waits keeps it."""

import asyncio
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Thread

import httpx2
import pytest

from adapter.errors import ScenarioError, SettingsError
from adapter.testing import running_mock
from adapter.testing.scenario import Scenario


def test_a_server_is_there_while_its_context_is_entered() -> None:
    server = running_mock()
    with pytest.raises(RuntimeError, match="with statement"):
        _ = server.base_url
    with server:
        url = server.base_url
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/v1", url)
        assert httpx2.get(f"{url}/models").status_code == 200
    with pytest.raises(httpx2.ConnectError):
        httpx2.get(f"{url}/models")


def test_a_server_runs_once_and_says_so() -> None:
    with running_mock() as server:
        pass
    with pytest.raises(RuntimeError, match="runs once"), server:
        pass


@pytest.mark.anyio
async def test_it_can_be_entered_without_blocking_the_loop() -> None:
    async with running_mock() as server, httpx2.AsyncClient(base_url=server.base_url) as http:
        assert (await http.get("/models")).status_code == 200


@pytest.mark.parametrize("reply", ["{fault: stall}", "{say: late, delay_ms: 600000}"])
def test_closing_ends_what_waits(scenario_of: Callable[..., Scenario], reply: str) -> None:
    ended: list[object] = []

    def wait(url: str) -> None:
        try:
            ended.append(httpx2.post(f"{url}/responses", json={"model": "m", "input": "x"}, timeout=30).status_code)
        except httpx2.HTTPError as error:
            ended.append(error)

    with running_mock(scenario_of(f"{{reply: {reply}}}")) as server:
        waiting = Thread(target=wait, args=(server.base_url,))
        waiting.start()
        asked = server.wait_for_requests(1, timeout=20)
    waiting.join(20)
    assert asked
    assert len(ended) == 1


def test_a_client_that_leaves_does_not_harm_the_others(
    scenario_of: Callable[..., Scenario], capfd: pytest.CaptureFixture[str]
) -> None:
    with running_mock(scenario_of("{reply: {fault: stall}}")) as server:
        host, port = server.base_url.removeprefix("http://").removesuffix("/v1").split(":")
        for raw in (b"", b"POST /v1/resp", b"POST /v1/responses HTTP/1.1\r\nhost: x\r\ncontent-length: 99\r\n\r\n{"):
            with socket.create_connection((host, int(port))) as client:
                client.sendall(raw)
        assert httpx2.get(f"{server.base_url}/models").status_code == 200
    assert capfd.readouterr() == ("", "")


@pytest.mark.anyio
async def test_many_clients_are_served_at_once(scenario_of: Callable[..., Scenario]) -> None:
    body = {"model": "m", "messages": [{"role": "user", "content": "x"}], "stream": True}
    limits = httpx2.Limits(max_connections=None)
    scenario = scenario_of("{reply: {say: one two three, delay_ms: 50}}")
    async with running_mock(scenario) as server, httpx2.AsyncClient(limits=limits, timeout=60) as http:
        url = f"{server.base_url}/chat/completions"
        answers = await asyncio.gather(*(http.post(url, json=body) for _ in range(200)))
    assert all(answer.text.endswith("data: [DONE]\n\n") for answer in answers)


def test_a_scenario_that_cannot_be_used_is_refused_before_anything_runs(written: Callable[[str], Path]) -> None:
    with pytest.raises(ScenarioError):
        running_mock(written("rules: 7"))


def test_a_port_that_is_taken_is_named() -> None:
    with running_mock() as server:
        port = int(server.base_url.removesuffix("/v1").rpartition(":")[2])
        with pytest.raises(SettingsError, match=f"port {port} on 127.0.0.1: "), running_mock(port=port):
            pass


def test_in_the_foreground_it_says_where_it_is_and_ends_quietly_when_interrupted(
    written: Callable[[str], Path],
) -> None:
    path = written("rules: [{match: {model: m}, reply: {say: Hello}}]")
    code = (
        "from adapter.testing.mock_server.app import create_app; from adapter.testing.mock_server.server import serve;"
        f" serve(create_app({str(path)!r}), port=0)"
    )
    process = subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.PIPE, text=True)
    with process:
        assert process.stderr is not None
        url = process.stderr.readline().strip().partition("OPENAI_BASE_URL=")[2]
        answer = httpx2.post(f"{url}/responses", json={"model": "m", "input": "x"}, timeout=20).json()
        assert answer["output"][0]["content"][0]["text"] == "Hello"
        assert httpx2.post(f"{url}/responses", json={"model": "n", "input": "x"}, timeout=20).status_code == 400
        assert process.stderr.readline().startswith('mock model: no rule fits this request: model "n", turn 1')
        process.send_signal(signal.SIGINT)
        rest = process.stderr.read()
        assert (process.wait(20), rest) == (0, "")


@pytest.mark.parametrize(
    ("code", "absent"),
    [
        ("import adapter.testing", "openai fastapi numpy uvicorn starlette pydantic"),
        (
            "from adapter.testing import ScriptedModel, MockModel, calls",
            "openai fastapi numpy uvicorn starlette aiohttp",
        ),
        ("from adapter.testing import running_mock", "openai fastapi numpy"),
    ],
)
def test_nothing_heavy_is_imported_before_it_is_needed(code: str, absent: str) -> None:
    check = f"import sys; {code}; print(*sorted(set({absent.split()!r}) & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
