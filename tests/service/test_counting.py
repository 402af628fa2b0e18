"""What is counted where the call is somebody else's: the gateway and the routes for backends, by the same names."""

from collections.abc import Callable, Iterator

import httpx2
import pytest

from adapter import Directory
from adapter.errors import ModelServerError
from adapter.testing import ScriptedModel, calls, says
from tests.counted import Measured, measuring
from tests.gateway.requests import CARDS, body, chunk, vapi_tool
from tests.gateway.test_relay import called, post, spoken
from tests.gateway.upstream import gateway_before

Serve = Callable[..., httpx2.Client]
SAID = {"messages": [{"role": "user", "content": "my card is gone"}]}
PROMISE = "I am putting you through to card services now."
USAGE = {"prompt_tokens": 900, "completion_tokens": 7, "total_tokens": 907}


@pytest.fixture
def counted() -> Iterator[Measured]:
    with measuring() as measured:
        yield measured


@pytest.fixture
def directory(directory_of: Callable[..., Directory]) -> Directory:
    return directory_of(cards={"number": CARDS}, desk={}, fallback="desk")


def tokens(counted: Measured) -> dict[str, int]:
    return {
        point.attributes["gen_ai.token.type"]: point.sum
        for name, point in counted.points()
        if name == "gen_ai.client.token.usage"
    }


def requests(counted: Measured) -> dict[str | None, int]:
    return {
        point.attributes.get("error.type"): point.count
        for name, point in counted.points()
        if name == "gen_ai.client.operation.duration"
    }


def test_a_transfer_that_the_gateway_hands_over_is_counted_with_what_it_cost(
    counted: Measured, directory: Directory
) -> None:
    script = [*called("transfer_to_cards", {"reason": "lost"}), {**chunk({}), "choices": [], "usage": USAGE}]
    with gateway_before(directory, script) as (url, _):
        post(url, body("My card", tools=[vapi_tool(CARDS)])).raise_for_status()
    assert counted("transfers", "destination", "reason", "platform") == {("cards", "tool_call", "gateway"): 1}
    assert counted("decisions", "decision", "destination") == {("transfer", "cards"): 1}
    assert counted("answer.duration", "platform", "event") == {("gateway", "request"): 1}
    assert tokens(counted) == {"input": 900, "output": 7}
    assert requests(counted) == {None: 1}


def test_a_promise_behind_the_gateway_is_counted_as_on_the_telephone(counted: Measured, directory: Directory) -> None:
    with gateway_before(directory, spoken(PROMISE), called("transfer_to_cards")) as (url, _):
        post(url, body("My card", tools=[vapi_tool(CARDS)])).raise_for_status()
    assert counted("asked_again", "reason") == {"claimed": 1}
    assert counted("transfers", "destination") == {"cards": 1}
    assert requests(counted) == {None: 2}


def test_an_error_is_no_transfer_to_the_fallback(counted: Measured, directory: Directory) -> None:
    with gateway_before(directory) as (url, _):
        assert post(url, body("My card", tools=[vapi_tool(CARDS)])).status_code >= 400
    assert counted("decisions", "decision") == {"failed": 1}
    assert counted("transfers") == {}
    assert sum(count for error, count in requests(counted).items() if error) == 1


def test_decide_counts_the_turn_and_what_it_hands_over(counted: Measured, serve: Serve) -> None:
    client = serve(ScriptedModel([says(PROMISE), calls("cards"), ModelServerError("500")]))
    for _ in range(2):
        client.post("/v1/decide", json=SAID).raise_for_status()
    assert counted("asked_again", "reason") == {"claimed": 1}
    assert counted("transfers", "destination", "reason", "platform") == {
        ("cards", "tool_call", "v1"): 1,
        ("switchboard", "model_server_error", "v1"): 1,
    }
    assert counted("answer.duration", "platform", "event") == {("v1", "decide"): 2}


def test_resolve_counts_a_question_to_the_backends_model_as_one_and_not_as_a_decision(
    counted: Measured, serve: Serve
) -> None:
    client = serve(ScriptedModel([]))
    client.post("/v1/resolve", json={"name": "transfer_to_nobody"}).raise_for_status()
    client.post("/v1/resolve", json={"name": "transfer_to_cards"}).raise_for_status()
    assert counted("asked_again", "reason") == {"unknown_destination": 1}
    assert counted("decisions", "destination") == {"cards": 1}
    assert counted("transfers", "destination", "platform") == {("cards", "v1"): 1}
    assert counted("answer.duration", "platform", "event") == {("v1", "resolve"): 2}
