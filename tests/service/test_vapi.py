"""Vapi's server URL over real HTTP: the answers as Vapi's package reads them, and what arrives at the control URL."""

import asyncio
import hashlib
import hmac
import json
import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import httpx2
import pytest

from adapter import Assistant, Directory
from adapter.calls.questions import NOT_CARRIED_OUT, UNDECIDED
from adapter.models.model import Model
from adapter.platforms import Vapi
from adapter.service import vapi
from adapter.service.app import create_app
from adapter.service.posts import Posts
from adapter.telemetry import Sparing
from adapter.testing import ScriptedModel, calls, says
from tests.platforms.vapi.messages import (
    assistant_request,
    control_transfer,
    destination_request,
    directed,
    refused,
    report,
    results,
    status_update,
    tool_call,
    tool_calls,
)
from tests.service.control_server import ControlServer, control_server
from tests.serving import serving

Start = Callable[..., httpx2.Client]
HOSTS = (".vapi.ai", "127.0.0.1")
CARDS = "+4921155660001"


@pytest.fixture
def control() -> Iterator[ControlServer]:
    with control_server() as server:
        yield server


@pytest.fixture
def start(bank: Directory) -> Iterator[Start]:
    """Starts the service with Vapi: `start(model, secret=…, posts=Posts(…))` gives a client for it."""
    with ExitStack() as stack:

        def starting(model: Model | None = None, *, posts: Posts | None = None, **options: Any) -> httpx2.Client:
            assistant = Assistant(options.pop("directory", bank), model or ScriptedModel())
            app = create_app(assistant, platforms=[assistant.on(Vapi(control_hosts=HOSTS, **options))])
            app.state.posts = posts or app.state.posts
            url = stack.enter_context(serving(app))
            return stack.enter_context(httpx2.Client(base_url=url, timeout=20))

        yield starting


def post(client: httpx2.Client, message: object) -> dict[str, Any]:
    answer = client.post("/vapi", json=message)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    read: dict[str, Any] = answer.json()
    return read


def test_the_model_calls_our_tool_and_the_whole_record_is_posted_to_the_control_url(
    start: Start, control: ControlServer, bank: Directory
) -> None:
    client = start()
    called = tool_call("transfer_to_cards", '{"reason": "lost card", "language": "de"}')
    (result,) = results(post(client, tool_calls(called, control=control.url)))
    assert (result.name, result.tool_call_id, result.error) == ("transfer_to_cards", "call_1", None)
    (posted,) = control.posted
    read = control_transfer(posted)
    assert read.content == "Ich verbinde Sie mit dem Kartenservice."
    record = bank.destinations["cards"].record.to_wire()
    assert json.loads(posted)["destination"] == {**record, "message": ""}
    assert control.paths == ["/secret-path/control"]


def test_the_same_message_again_gets_the_same_bytes_and_nothing_is_posted_again(
    start: Start, control: ControlServer
) -> None:
    client = start()
    message = tool_calls(tool_call("transfer_to_cards"), control=control.url)
    answers = {client.post("/vapi", json=message).content for _ in range(4)}
    assert len(answers) == 1
    assert len(control.posted) == 1


@pytest.mark.parametrize("status", [302, 404, 500])
def test_a_post_that_is_not_taken_is_an_error_that_keeps_the_model_with_the_caller(
    start: Start, control: ControlServer, caplog: pytest.LogCaptureFixture, status: int
) -> None:
    client = start()
    control.status, control.location = status, control.url
    message = tool_calls(tool_call("transfer_to_cards"), control=control.url)
    with caplog.at_level(logging.INFO):
        first = client.post("/vapi", json=message)
    (result,) = results(first.json())
    assert (result.result, result.error) == (None, NOT_CARRIED_OUT)
    assert client.post("/vapi", json=message).content == first.content
    assert len(control.posted) == 1
    (line,) = [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]
    assert line.endswith(f"status {status}")
    assert "secret-path" not in caplog.text

    control.status = 200
    (again,) = results(post(client, tool_calls(tool_call("transfer_to_cards", call_id="call_2"), control=control.url)))
    assert again.error is None
    assert len(control.posted) == 2


def test_a_control_url_that_does_not_answer_is_given_up(start: Start, control: ControlServer) -> None:
    client = start(posts=Posts(seconds=0.2))
    control.status = None
    (result,) = results(post(client, tool_calls(tool_call("transfer_to_cards"), control=control.url)))
    assert result.error == NOT_CARRIED_OUT


def test_a_message_that_comes_again_while_the_first_is_posted_waits_and_gets_the_same(
    start: Start, control: ControlServer
) -> None:
    client = start(posts=Posts(seconds=10))
    control.status = None
    message = tool_calls(tool_call("transfer_to_cards"), control=control.url)
    given: list[bytes] = []
    asking = [
        threading.Thread(target=lambda: given.append(client.post("/vapi", json=message).content)) for _ in range(3)
    ]
    asking[0].start()
    assert control.arrived.wait(20)
    for thread in asking[1:]:
        thread.start()
    control.let_go.set()
    for thread in asking:
        thread.join()
    assert len(set(given)) == 1
    assert results(given[0])[0].error == NOT_CARRIED_OUT  # the connection was closed without an answer
    assert len(control.posted) == 1


@pytest.mark.parametrize(
    "url",
    [
        "https://vapi.ai.evil.example/control",
        "https://evil.example/.vapi.ai",
        "http://phone.vapi.ai/control",
        "https://phone.vapi.ai@evil.example/",
        "https://evil.example\\@phone.vapi.ai/",
        "ftp://phone.vapi.ai/",
        "https://localhost/control",
        None,
    ],
)
def test_without_a_control_url_of_vapi_nothing_is_posted_and_the_model_stays_with_the_caller(
    start: Start, caplog: pytest.LogCaptureFixture, url: str | None
) -> None:
    client = start()
    with caplog.at_level(logging.INFO):
        (result,) = results(post(client, tool_calls(tool_call("transfer_to_cards"), control=url)))
    assert result.error == NOT_CARRIED_OUT
    (line,) = [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]
    assert "control URL" in line
    assert "evil" not in caplog.text


def test_every_call_in_a_message_gets_a_result_and_one_transfer_is_made(start: Start, control: ControlServer) -> None:
    client = start()
    both = (tool_call("transfer_to_cards", call_id="a"), tool_call("transfer_to_cards", call_id="b"))
    other = tool_call("look_up_balance", call_id="c")
    told = results(post(client, tool_calls(*both, other, control=control.url)))
    assert [result.tool_call_id for result in told] == ["a", "b", "c"]
    assert len(control.posted) == 1


def test_a_choice_that_there_is_none_of_is_told_to_the_model_and_nothing_happens(
    start: Start, control: ControlServer
) -> None:
    client = start()
    (result,) = results(post(client, tool_calls(tool_call("transfer_to_nobody"), control=control.url)))
    assert result.error is not None
    assert result.error.startswith("There is no such destination now.")
    assert "transfer_to_cards" in result.error
    assert "\n" not in result.error
    assert control.posted == []


def test_a_destination_that_is_asked_for_is_decided_by_our_model_and_given_whole(start: Start, bank: Directory) -> None:
    client = start(ScriptedModel([calls("cards", language="de")]))
    message = destination_request(("user", "Meine Karte ist weg"))
    first = client.post("/vapi", json=message)
    assert directed(first.json()).message == "Ich verbinde Sie mit dem Kartenservice."
    record = bank.destinations["cards"].record.to_wire()
    assert first.json()["destination"] == {**record, "message": "Ich verbinde Sie mit dem Kartenservice."}
    assert client.post("/vapi", json=message).content == first.content


def test_what_our_model_would_say_is_told_to_theirs(start: Start) -> None:
    client = start(ScriptedModel([says("What is it about?")]))
    told = refused(post(client, destination_request(("user", "Hello"), formatted=False)))
    assert told == 'No transfer was made. Say to the caller: "What is it about?"'


def test_a_late_decision_is_an_error_at_first_and_is_delivered_when_it_is_asked_for_again(
    start: Start, bank: Directory
) -> None:
    ready = threading.Event()

    async def slow(_: object) -> Any:
        await asyncio.to_thread(ready.wait, 20)
        return calls("cards")

    assistant = Assistant(bank, ScriptedModel([slow]), respond_within=0.2)
    vapi_assistant = assistant.on(Vapi())
    app = create_app(assistant, platforms=[vapi_assistant])
    with serving(app) as url, httpx2.Client(base_url=url, timeout=20) as client:
        message = destination_request(("user", "My card is gone"))
        assert refused(post(client, message)) == UNDECIDED
        vapi_assistant.handler.respond_within = 20
        ready.set()
        again = destination_request(("user", "My card is gone"), ("assistant", "One moment."))
        assert directed(post(client, again)).number == CARDS


def test_a_number_without_an_assistant_gets_the_configured_one(start: Start) -> None:
    assert post(start(assistant_id="asst_1"), assistant_request()) == {"assistantId": "asst_1"}


def test_a_number_without_an_assistant_leads_to_the_fallback(start: Start, bank: Directory) -> None:
    client = start()
    first = client.post("/vapi", json=assistant_request()).content
    assert client.post("/vapi", json=assistant_request()).content == first
    assert bank.fallback is not None
    assert directed(first).number == bank.destinations[bank.fallback].record.number


def test_without_assistant_and_fallback_the_caller_hears_an_error(
    start: Start, directory_of: Callable[..., Directory]
) -> None:
    answer = post(start(directory=directory_of(cards={})), assistant_request())
    assert answer == {"error": "I am sorry, nobody is available there right now."}


@pytest.mark.parametrize(
    "kind",
    [
        "handoff-destination-request",
        "knowledge-base-request",
        "conversation-update",
        "speech-update",
        "hang",
        "new-kind",
    ],
)
def test_what_needs_no_answer_gets_an_empty_one(start: Start, kind: str) -> None:
    assert post(start(), {"message": {"type": kind, "call": {"id": "call-1"}}}) == {}


def test_the_whole_call_is_told_and_answered(start: Start, control: ControlServer) -> None:
    client = start()
    assert post(client, status_update("in-progress")) == {}
    post(client, tool_calls(tool_call("transfer_to_cards"), control=control.url))
    assert post(client, status_update("forwarding")) == {}
    assert post(client, status_update("ended", "assistant-forwarded-call")) == {}
    assert post(client, report("assistant-forwarded-call")) == {}
    (late,) = results(post(client, tool_calls(tool_call("transfer_to_cards", call_id="late"), control=control.url)))
    assert late.error == "The call is over."
    assert len(control.posted) == 1


def signed(body: bytes, secret: str, moment: float) -> dict[str, str]:
    stamp = str(int(moment))
    digest = hmac.new(secret.encode(), stamp.encode() + b"." + body, hashlib.sha256).hexdigest()
    return {"x-timestamp": stamp, "x-signature": digest, "content-type": "application/json"}


def test_who_proves_nothing_gets_401_and_who_proves_it_wrongly_403(
    start: Start, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vapi.logger, "filters", [Sparing()])  # what was said before does not count
    client = start(secret="s3cret")
    body, now = json.dumps(status_update("in-progress")).encode(), time.time()
    tried = [
        (200, {"authorization": "Bearer s3cret"}),
        (200, {"x-vapi-secret": "s3cret"}),
        (200, signed(body, "s3cret", now)),
        (200, signed(body, "s3cret", now * 1000)),
        (401, {}),
        (401, {"authorization": "Bearer other"}),
        (401, {"x-vapi-secret": "other"}),
        (401, {"x-api-token": "s3cret"}),
        (403, signed(body, "other", now)),
        (403, signed(body + b" ", "s3cret", now)),
        (403, signed(body, "s3cret", now - 400)),
        (403, signed(body, "s3cret", now + 400)),
        (403, {**signed(body, "other", now), "authorization": "Bearer s3cret"}),
    ]
    with caplog.at_level(logging.INFO):
        given = [(client.post("/vapi", content=body, headers=headers).status_code, headers) for _, headers in tried]
    assert given == tried
    assert "s3cret" not in caplog.text
    assert [record.levelname for record in caplog.records if "refused" in record.getMessage()] == ["WARNING"]


@pytest.mark.parametrize(
    "body", [b"", b"{}", b"[]", b'{"message": 1}', b'{"message": {"type": "tool-calls"}}', b"\xff"]
)
def test_what_is_no_message_of_vapi_is_422(start: Start, body: bytes) -> None:
    assert start().post("/vapi", content=body).status_code == 422


def test_without_the_platform_there_is_no_such_route(bank: Directory) -> None:
    with serving(create_app(Assistant(bank, ScriptedModel()))) as url:
        assert httpx2.post(f"{url}/vapi", json=status_update("in-progress")).status_code == 404


def test_without_a_secret_only_this_machine_may_ask(start: Start) -> None:
    client = start()
    for headers in ({"host": "calls.example"}, {"origin": "https://evil.example"}):
        assert client.post("/vapi", json=status_update("in-progress"), headers=headers).status_code == 404
