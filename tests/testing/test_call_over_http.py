"""A played call to a service over HTTP: one that works, and all the ways in which an answer can be none."""

import json
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx2
import pytest

from adapter import Directory
from adapter.testing import AsyncPlayedCall, PlayedCall

BANK = Path(__file__).parents[2] / "examples" / "bank" / "directory.yaml"
Start = Callable[..., tuple[subprocess.Popen[str], httpx2.Client]]


def test_a_running_service_is_called_by_the_same_methods(start_service: Start) -> None:
    _, client = start_service(env={"ADAPTER_TOKEN": "secret", "ADAPTER_NUMBER_FORMAT": "e164-no-plus"})
    url = str(client.base_url)
    with PlayedCall(url, token="secret", directory=BANK) as call:
        call.says("Ich habe meine Karte verloren")
        call.hears("Kartenservice")
        call.was_transferred_to("cards")
        call.comes_back()
        call.hears("niemand frei")
        call.presses("2")
        call.was_transferred_to("fraud")
        assert call.transfer["target_phone_number"] == "4921155660002"
        with pytest.raises(AssertionError, match="a running service has a clock of its own"):
            call.at("2026-11-21 03:00")
    with PlayedCall(f"{url}/webhook", token="wrong") as call, pytest.raises(AssertionError) as refused:
        call.listens()
    assert "/webhook answered session_start with status 401" in str(refused.value)
    with PlayedCall(url, token="secret") as call:
        call.presses("1")
        call.was_transferred_to("+4921155660001")
        with pytest.raises(AssertionError, match="which number is cards\\? Give the call its directory"):
            call.was_transferred_to("cards")


@pytest.fixture
def answering() -> Iterator[Callable[..., str]]:
    """Starts a server that answers every event with this: `answering(status, body)` gives its URL."""
    with ExitStack() as stack:

        def start(status: int, body: str) -> str:
            class Handler(BaseHTTPRequestHandler):
                def do_POST(self) -> None:
                    event = json.loads(self.rfile.read(int(self.headers["content-length"])))
                    answer = body.replace("SESSION", event["session"]["id"]).encode()
                    self.send_response(status)
                    self.send_header("content-length", str(len(answer)))
                    self.end_headers()
                    self.wfile.write(answer)

                def log_message(self, *_: object) -> None:
                    pass

            server = stack.enter_context(ThreadingHTTPServer(("127.0.0.1", 0), Handler))
            thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
            thread.start()
            stack.callback(thread.join)
            stack.callback(server.shutdown)
            return f"http://127.0.0.1:{server.server_address[1]}"

        yield start


BAD = {
    "an error of the server": (500, "<h1>Oh dear</h1>", "answered session_start with status 500: <h1>Oh dear</h1>"),
    "a redirect": (302, "", "answered session_start with status 302"),
    "no JSON": (200, "fine", "answered session_start with 200 and no JSON"),
    "no action": (200, '{"success": true}', "the answer to session_start is none that the platform takes"),
    "an unknown action": (200, '{"type": "dance", "session_id": "SESSION"}', "none that the platform takes"),
    "another session": (200, '{"type": "hangup", "session_id": "other"}', "the action hangup names another session"),
    "a transfer without a caller ID": (
        200,
        '{"type": "transfer", "session_id": "SESSION", "target_phone_number": "+491"}',
        "none that the platform takes",
    ),
}


@pytest.mark.parametrize(("status", "body", "said"), BAD.values(), ids=BAD)
def test_an_answer_that_the_platform_would_not_take_fails_the_test(
    answering: Callable[..., str], status: int, body: str, said: str
) -> None:
    with PlayedCall(answering(status, body)) as call, pytest.raises(AssertionError) as failed:
        call.listens()
    assert said in str(failed.value).splitlines()[0]


def test_an_action_in_answer_to_the_end_of_the_call_fails_the_test(answering: Callable[..., str]) -> None:
    url = answering(200, '{"type": "speak", "session_id": "SESSION", "text": "Hello"}')
    with PlayedCall(url) as call, pytest.raises(AssertionError, match="session_end is to be answered with 204"):
        call.hangs_up()


def test_a_service_that_talks_without_end_is_not_listened_to_for_ever(answering: Callable[..., str]) -> None:
    url = answering(200, '{"type": "speak", "session_id": "SESSION", "text": "And then"}')
    with PlayedCall(url) as call, pytest.raises(AssertionError, match="goes on and on"):
        call.listens()


def test_a_service_that_is_not_there_is_said_to_be_missing(bank: Directory) -> None:
    with PlayedCall("http://127.0.0.1:1", directory=bank) as call, pytest.raises(AssertionError) as failed:
        call.says("Hello")
    assert "no answer to session_start from http://127.0.0.1:1/webhook" in str(failed.value)


@pytest.mark.anyio
async def test_an_async_test_calls_a_service_too(answering: Callable[..., str]) -> None:
    url = answering(200, '{"type": "hangup", "session_id": "SESSION"}')
    async with AsyncPlayedCall(f"{url}/flow/7") as call:
        await call.was_hung_up()
        assert call.target.directory is None
