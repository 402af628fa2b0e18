"""The webhook over real HTTP: never 200 with anything but actions, never an error for a call in progress."""

import json
from collections.abc import Callable

import httpx2
import pytest

from adapter import Directory
from adapter.errors import ModelOverloaded, ModelServerError, ModelUnreachable
from adapter.platforms.sipgate.actions import read_action
from adapter.testing import ScriptedModel, calls, raw, says
from adapter.testing.scripted import Step
from adapter.tool_calls.reply import ModelReply

Serve = Callable[..., httpx2.Client]

SESSION = {
    "id": "550e8400-e29b-41d4-a716-446655440000",
    "account_id": "account",
    "phone_number": "+4921155660000",
    "direction": "inbound",
    "from_phone_number": "+4915112345678",
    "to_phone_number": "+4921155660000",
}


def post(client: httpx2.Client, kind: str, **fields: object) -> list[dict[str, object]]:
    """Posts an event and gives the actions, having checked that the answer is one that the platform takes."""
    answer = client.post("/webhook", json={"type": kind, "session": SESSION, **fields})
    if answer.status_code == 204:
        assert answer.content == b""
        return []
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    body = answer.json()
    actions = body if isinstance(body, list) else [body]
    assert actions
    assert not (isinstance(body, list) and len(body) == 1)
    for action in actions:
        read_action(action)
    return actions


def test_the_seeds_own_example_is_announced_and_then_transferred_field_for_field(serve: Serve, seed: Directory) -> None:
    client = serve(ScriptedModel([calls("sales")]), directory=seed)
    (spoken,) = post(client, "user_speak", text="I want to talk to sales")
    assert (spoken["type"], spoken["text"]) == ("speak", "Transferring the call now")
    assert post(client, "assistant_speech_ended") == [
        {
            "type": "transfer",
            "session_id": "550e8400-e29b-41d4-a716-446655440000",
            "target_phone_number": "+1234567890",
            "caller_id_name": "Sales Department",
            "caller_id_number": "+1234567890",
        }
    ]
    assert post(client, "assistant_speech_ended") == []


def test_the_announcement_is_in_the_callers_language_word_for_word(serve: Serve) -> None:
    client = serve(ScriptedModel([calls("cards", language="de", text="Moment, ich verbinde!")]))
    (spoken,) = post(client, "user_speak", text="Ich habe meine Karte verloren")
    assert spoken["text"] == "Ich verbinde Sie mit dem Kartenservice."
    assert spoken["tts"] == {"provider": "azure", "language": "de-DE", "voice": "de-DE-KatjaNeural"}


def test_a_silent_destination_is_transferred_at_once(serve: Serve) -> None:
    client = serve(ScriptedModel([calls("private_banking")]))
    (transfer,) = post(client, "user_speak", text="my shares")
    assert transfer["target_phone_number"] == "+4921155660009"


def test_a_call_begins_with_languages_and_greeting(serve: Serve) -> None:
    configured, greeting = post(serve(), "session_start")
    assert configured["languages"] == ["en-GB", "de-DE"]
    assert greeting["text"] == "Northwind Bank, hello. How can I help you?"


@pytest.mark.parametrize(
    "step",
    [
        raw("send_email", '{"to": "x"}'),
        raw("transfer_call", '{"destination": "ca'),
        says(""),
        calls("cards", "loans"),
        ModelReply(finish="content_filter"),
        ModelServerError("status 500"),
        ModelUnreachable("refused"),
        ModelOverloaded("status 429"),
    ],
    ids=lambda step: type(step).__name__ if not isinstance(step, ModelReply) else (step.finish or "reply"),
)
def test_whatever_the_model_does_the_caller_hears_a_sentence_or_reaches_the_fallback(serve: Serve, step: Step) -> None:
    client = serve(ScriptedModel([step, step]))
    (spoken,) = post(client, "user_speak", text="hello")
    assert spoken["type"] == "speak"
    following = post(client, "assistant_speech_ended")
    assert following == [] or following[0]["target_phone_number"] == "+4921155660010"


@pytest.mark.parametrize(
    "kind", ["something_new", "session_end", "user_speech_started", "assistant_speak", "sms_failed"]
)
def test_events_that_need_no_answer_get_204(serve: Serve, kind: str) -> None:
    assert post(serve(), kind) == []


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"not json",
        b"[]",
        b"17",
        b"null",
        b"{}",
        b'{"type": "user_speak"}',
        b'{"session": {"id": "x"}}',
        b"\xff\xfe",
    ],
)
def test_what_is_not_an_event_is_a_problem(serve: Serve, body: bytes) -> None:
    answer = serve().post("/webhook", content=body)
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["title"] == "Not an event"


@pytest.mark.parametrize("headers", [{}, {"X-API-TOKEN": ""}, {"X-API-TOKEN": "wrong"}, {"X-API-Key": "secret"}])
def test_without_the_right_token_nothing_is_answered(serve: Serve, headers: dict[str, str]) -> None:
    client = serve(token="secret")
    for path in ("/webhook", "/v1/decide", "/v1/resolve"):
        answer = client.post(path, json={"type": "session_start", "session": SESSION}, headers=headers)
        assert answer.status_code == 401
    assert client.get("/v1/tools", headers=headers).status_code == 401
    assert client.get("/openapi.json", headers=headers).status_code == 401


def test_with_the_token_events_are_answered_and_health_needs_none(serve: Serve) -> None:
    client = serve(token="sécret")
    headers = [(b"x-api-token", "sécret".encode())]
    answer = client.post("/webhook", json={"type": "session_start", "session": SESSION}, headers=headers)
    assert answer.status_code == 200
    assert client.get("/healthz").json() == {"status": "ok"}
    assert client.get("/readyz").json()["ready"] is True


def test_errors_repeat_nothing_of_what_was_sent(serve: Serve) -> None:
    answer = serve().post("/webhook", content=json.dumps({"type": "+4915112345678", "session": "+4915112345678"}))
    assert answer.status_code == 422
    assert "5112345" not in answer.text
