"""LiteLLM's proxy between the adapter and llama.cpp."""

import time
from collections.abc import Callable

import pytest

from adapter import OpenAIModel
from adapter.models.request_fields import request_fields
from adapter.testing import PlayedCall
from tests.real_model.branch_service import BRANCH, Service, model_at
from tests.real_model.conftest import Proxy
from tests.real_model.relay import Relay
from tests.real_model.the_call import HEARD, REPLIES, heard, play

Serve = Callable[..., Service]
RelayTo = Callable[[str], Relay]

RESPOND_WITHIN = 3.0
SLACK = 5.0
"""Seconds that a busy machine may add; a proxy that tries again by itself took 18 in all."""


def test_a_whole_call_goes_through_the_proxy(litellm: Proxy, relay_to: RelayTo, serve: Serve) -> None:
    relay = relay_to(litellm.base_url)
    relay.replies += REPLIES
    fields = request_fields("chat", max_tokens=1, temperature=0.0)
    service = serve(model_at(relay.base_url, fields, key=litellm.key))
    with PlayedCall(service.url, directory=BRANCH) as call:
        play(call)
        assert heard(call) == HEARD
    assert [sent.status for sent in relay.exchanges] == [200] * len(REPLIES)
    assert [turn.error for turn in service.turns] == [None] * 11


@pytest.mark.parametrize("stream", [False, True], ids=["whole", "streamed"])
def test_a_reply_of_the_model_itself_comes_through_the_proxy(
    litellm: Proxy, relay_to: RelayTo, serve: Serve, stream: bool
) -> None:
    relay = relay_to(litellm.base_url)
    fields = request_fields("chat", max_tokens=16, temperature=0.0)
    service = serve(model_at(relay.base_url, fields, key=litellm.key, stream=stream))
    with PlayedCall(service.url, directory=BRANCH) as call:
        call.says("Hello, who is this?")
    (turn,) = service.turns
    assert turn.error is None
    assert all(0 < reply.usage.output_tokens <= 16 for reply in turn.replies)
    assert all((b"data:" in sent.answer) is stream for sent in relay.exchanges)


def test_a_caller_has_an_answer_in_time_while_the_server_behind_the_proxy_is_down(litellm: Proxy, serve: Serve) -> None:
    service = serve(OpenAIModel("dead", base_url=litellm.base_url, api_key=litellm.key), respond_within=RESPOND_WITHIN)
    with PlayedCall(service.url, directory=BRANCH) as call:
        call.listens()
        started = time.monotonic()
        call.says("I have lost my card.")
        assert time.monotonic() - started < RESPOND_WITHIN + SLACK
        call.hears("did not get that")
    (turn,) = service.turns
    assert turn.error is not None
    assert turn.error.code == "model_server_error"
