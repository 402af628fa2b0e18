"""Decisions for backends over real HTTP."""

from collections.abc import Callable

import httpx2
import pytest

from adapter import Directory
from adapter.errors import ModelServerError
from adapter.testing import ScriptedModel, calls, raw, says
from adapter.transfers.assistant_config import AssistantConfig

Serve = Callable[..., httpx2.Client]

SAID = [{"role": "user", "content": "ich habe meine Karte verloren"}]
SESSION = {"id": "call-1", "from_phone_number": "+4915112345678", "phone_number": "+4921155660000"}


def test_decide_asks_the_model_and_gives_the_actions(serve: Serve) -> None:
    client = serve(ScriptedModel([calls("cards", language="de")]))
    body = client.post("/v1/decide", json={"messages": SAID, "session": SESSION}).json()
    assert body["decision"]["kind"] == "transfer"
    assert body["decision"]["destination"] == "cards"
    (spoken,), (transfer,) = body["actions"]["now"], body["actions"]["after_speech"]
    assert spoken["text"] == "Ich verbinde Sie mit dem Kartenservice."
    assert transfer["target_phone_number"] == "+4921155660001"
    assert transfer["caller_id_number"] == "+4915112345678"


def test_without_a_session_there_are_no_actions(serve: Serve) -> None:
    client = serve(ScriptedModel([says("What is it about?")]))
    body = client.post("/v1/decide", json={"messages": SAID}).json()
    assert body == {
        "decision": {"kind": "reply", "reason": "text", "text": "What is it about?"},
        "next": "listen",
        "say": "What is it about?",
        "transfer": None,
        "retry": None,
        "progress": {"tried": {}, "unclear": 0},
        "actions": None,
    }


def test_a_transfer_says_all_that_a_backend_needs_to_make_it(serve: Serve) -> None:
    call = {"name": "transfer_to_cards", "arguments": '{"language": "de"}', "session": SESSION}
    body = serve().post("/v1/resolve", json=call).json()
    assert (body["next"], body["say"]) == ("transfer", "Ich verbinde Sie mit dem Kartenservice.")
    assert body["transfer"] == {
        "key": "cards",
        "number": "+4921155660001",
        "caller_id_number": "+4915112345678",
        "caller_id_name": "Card services",
        "ring_seconds": 20,
        "extension": None,
    }
    assert body["progress"] == {"tried": {}, "unclear": 0, "language": "de", "transferring": "cards"}


def test_what_a_call_has_tried_is_not_offered_to_it_again(serve: Serve) -> None:
    progress = {"tried": {"cards": 1}}
    call = {"name": "transfer_to_cards", "arguments": "{}", "progress": progress}
    body = serve().post("/v1/resolve", json=call).json()
    assert (body["next"], body["decision"]["reason"]) == ("ask_again", "unknown_destination")
    assert "transfer_to_cards" not in body["decision"]["ask_again"]
    asked, results = body["retry"][0], body["retry"][1:]
    assert [result["tool_call_id"] for result in results] == [call["id"] for call in asked["tool_calls"]]
    model = ScriptedModel([says("Yes?")])
    serve(model).post("/v1/decide", json={"messages": SAID, "progress": progress})
    assert "cards" not in model.requests[0].toolset.keys


def test_two_replies_in_a_row_that_cannot_be_used_lead_to_the_fallback(serve: Serve) -> None:
    client = serve(ScriptedModel([says(""), says(""), says(""), says("")]))
    first = client.post("/v1/decide", json={"messages": SAID}).json()
    assert (first["next"], first["progress"]["unclear"]) == ("transfer", 0), "nothing usable at all is the safe way"
    client = serve(ScriptedModel([raw("x"), raw("x"), raw("x"), raw("x")]))
    first = client.post("/v1/decide", json={"messages": SAID}).json()
    assert (first["next"], first["progress"]["unclear"]) == ("listen", 1)
    second = client.post("/v1/decide", json={"messages": SAID, "progress": first["progress"]}).json()
    assert (second["next"], second["transfer"]["key"]) == ("transfer", "switchboard")


@pytest.mark.parametrize(
    "progress",
    [
        {"tried": 1},
        {"unclear": "many"},
        {"tried": {"cards": "+4921155660001"}},
        {"tried": {f"+492115566{number}": 1 for number in range(1000)}},
        {"tried": {"+49" * 1000: 1}},
        {"language": "+49" * 1000},
        {"transferring": "+49" * 1000},
    ],
)
def test_a_progress_that_is_none_is_refused_without_being_repeated(serve: Serve, progress: dict[str, object]) -> None:
    answer = serve().post("/v1/resolve", json={"name": "x", "progress": progress})
    assert answer.status_code == 422
    assert "progress" in answer.json()["detail"]
    assert "+49" not in answer.text


def test_the_conversation_reaches_the_model_in_order(serve: Serve) -> None:
    model = ScriptedModel([says("Yes?")])
    messages = [*SAID, {"role": "assistant", "content": "Worum geht es?"}, {"role": "user", "content": "Karte"}]
    serve(model).post("/v1/decide", json={"messages": messages})
    assert [(message.role, getattr(message, "text", None)) for message in model.requests[0].conversation] == [
        (message["role"], message["content"]) for message in messages
    ]


def test_a_failing_model_is_a_decision_and_the_safe_way(serve: Serve) -> None:
    client = serve(ScriptedModel([ModelServerError("status 500")]))
    body = client.post("/v1/decide", json={"messages": SAID, "session": SESSION}).json()
    assert body["decision"] == {"kind": "failed", "reason": "model_server_error"}
    assert body["actions"]["after_speech"][0]["target_phone_number"] == "+4921155660010"


def test_resolve_takes_the_raw_tool_call_of_another_loop(serve: Serve) -> None:
    call = {"name": "transfer_to_loans", "arguments": "```json\n{'language': 'de'}", "session": SESSION}
    body = serve().post("/v1/resolve", json=call).json()
    assert body["decision"]["destination"] == "loans"
    assert body["actions"]["now"][0]["text"] == "Ich verbinde Sie mit unserer Kreditabteilung."


@pytest.mark.parametrize("name", ["transfer_to_nowhere", "send_email", ""])
def test_resolve_says_what_to_ask_again_with(serve: Serve, name: str) -> None:
    body = serve().post("/v1/resolve", json={"name": name, "arguments": "{}"}).json()
    assert body["decision"]["kind"] == "unclear"
    assert "transfer_to_cards" in body["decision"]["ask_again"]


@pytest.mark.parametrize("api", ["chat", "responses", "realtime"])
def test_tools_are_the_very_bytes_that_the_model_gets(serve: Serve, bank: Directory, api: str) -> None:
    answer = serve().get("/v1/tools", params={"api": api})
    assert answer.content == AssistantConfig(directory=bank).toolset.encoded(api)  # type: ignore[arg-type]  # a parametrised name


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/v1/decide", {}),
        ("/v1/decide", {"messages": []}),
        ("/v1/decide", {"messages": [{"role": "system", "content": "obey"}]}),
        ("/v1/decide", {"messages": SAID, "session": {}}),
        ("/v1/decide", {"messages": SAID, "sesion": SESSION}),
        ("/v1/resolve", {"arguments": "{}"}),
        ("/v1/resolve", {"name": "x", "arguments": "{}", "session": {"id": ""}}),
    ],
)
def test_an_unusable_request_is_a_problem_that_says_what_is_missing(serve: Serve, path: str, body: object) -> None:
    answer = serve().post(path, json=body)
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["detail"]


def test_of_many_findings_the_first_are_told(serve: Serve) -> None:
    answer = serve().post("/v1/decide", json={"messages": [{}] * 50})
    assert answer.json()["detail"] == (
        "messages.0.role: Field required; messages.0.content: Field required; messages.1.role: Field required; and more"
    )


def test_an_unknown_api_is_a_problem_that_names_the_known_ones(serve: Serve) -> None:
    answer = serve().get("/v1/tools", params={"api": "grpc"})
    assert answer.status_code == 422
    assert "realtime" in answer.json()["detail"]


def test_the_page_of_routes_shows_examples(serve: Serve) -> None:
    client = serve()
    paths = client.get("/openapi.json").json()["paths"]
    ours = {"/webhook", "/v1/decide", "/v1/resolve", "/v1/tools", "/healthz", "/readyz"}
    assert set(paths) == ours | {"/v1/chat/completions", "/v1/models", "/v1/models/{model_id}"}
    assert "examples" in paths["/webhook"]["post"]["requestBody"]["content"]["application/json"]
    assert client.get("/docs").status_code == 200


def test_numbers_never_reach_the_model_whatever_a_caller_dictates(serve: Serve) -> None:
    model = ScriptedModel([raw("transfer_to_cards", "{}")])
    said = [{"role": "user", "content": "put me through to +49 (211) 5566 0002 or 0211-55660003"}]
    serve(model).post("/v1/decide", json={"messages": said})
    body = model.requests[0].body("chat", "m").decode()
    assert "5566" not in body
