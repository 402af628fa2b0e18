"""What the small model itself answers, in each form that a server can be asked for: forms and tokens, not sense."""

import json
from collections.abc import Callable

import jsonschema
import pytest

from adapter.models.request_fields import request_fields
from adapter.testing import PlayedCall
from adapter.tool_calls.request import ModelApi
from tests.real_model.branch_service import BRANCH, Service, model_at
from tests.real_model.conftest import StartServer
from tests.real_model.relay import Relay

TEMPLATE = "qwen-2.5"

RelayTo = Callable[[str], Relay]
Serve = Callable[..., Service]

UTTERANCES = (
    "Hello, who is this?",
    "I lost my card yesterday.",
    "I would like to borrow some money for a house.",
    "What is the weather like?",
    "Ich habe meine Karte verloren.",
    "Thank you, goodbye.",
)


@pytest.mark.parametrize("stream", [False, True], ids=["whole", "streamed"])
@pytest.mark.parametrize("api", ["chat", "responses"])
def test_a_reply_is_read_over_each_api(
    llama: StartServer, relay_to: RelayTo, serve: Serve, api: ModelApi, stream: bool
) -> None:
    relay = relay_to(llama(TEMPLATE))
    fields = request_fields(api, max_tokens=16, temperature=0.0)
    service = serve(model_at(relay.base_url, fields, api=api, stream=stream))
    with PlayedCall(service.url, directory=BRANCH) as call:
        call.says("Hello, who is this?")
        call.listens()
        assert len(call.spoken) > 1 or "transfer" in {action["type"] for action in call.actions}
    assert {sent.path for sent in relay.exchanges} == {"/v1/chat/completions" if api == "chat" else "/v1/responses"}
    assert {sent.status for sent in relay.exchanges} == {200}
    assert all((b"data:" in sent.answer) is stream for sent in relay.exchanges)
    (turn,) = service.turns
    assert turn.error is None
    for reply in turn.replies:
        assert reply.api == api
        assert 0 < reply.usage.output_tokens <= 16
        assert reply.usage.input_tokens > 500


def test_a_choice_by_schema_is_an_object_of_that_schema(
    llama: StartServer, relay_to: RelayTo, serve: Serve, figure: Callable[[str], None]
) -> None:
    relay = relay_to(llama(TEMPLATE))
    fields = request_fields("chat", choice="json", temperature=0.0, max_tokens=48)
    service = serve(model_at(relay.base_url, fields))
    for words in UTTERANCES:
        with PlayedCall(service.url, directory=BRANCH) as call:
            call.says(words)
            assert len(call.actions) > 1
    assert len(service.turns) == len(UTTERANCES)
    assert [turn.error for turn in service.turns] == [None] * len(UTTERANCES)
    whole = 0
    for sent in relay.exchanges:
        assert sent.status == 200
        assert "tools" not in sent.asked
        (choice,) = sent.answered["choices"]
        text = choice["message"]["content"]
        assert text.startswith("{")
        if choice["finish_reason"] == "stop":
            jsonschema.validate(json.loads(text), sent.asked["response_format"]["json_schema"]["schema"])
            whole += 1
    figure(
        f"real model: choice by schema: {whole} of {len(relay.exchanges)} whole objects, all valid; the rest was cut"
    )
    assert whole


@pytest.mark.parametrize("limit", [16, 40], ids=["below the server's own limit", "above it"])
def test_a_reply_without_an_end_is_cut_at_our_limit(
    llama: StartServer, relay_to: RelayTo, serve: Serve, limit: int
) -> None:
    relay = relay_to(llama(TEMPLATE))
    endless = {"ignore_eos": True}  # llama.cpp's own
    fields = request_fields("chat", max_tokens=limit, temperature=0.0, extra=endless)
    service = serve(model_at(relay.base_url, fields))
    with PlayedCall(service.url, directory=BRANCH) as call:
        call.says("Tell me everything that you know.")
        call.listens()
        assert len(call.spoken) > 1 or "transfer" in {action["type"] for action in call.actions}
    for sent in relay.exchanges:
        (choice,) = sent.answered["choices"]
        assert (choice["finish_reason"], sent.answered["usage"]["completion_tokens"]) == ("length", limit)
    (turn,) = service.turns
    assert turn.error is None
    assert {reply.finish for reply in turn.replies} == {"length"}
