"""A directory of a thousand destinations over real HTTP: calls, decisions, tools, and the gateway."""

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import httpx2
import pytest

from adapter import Assistant
from adapter.gateway.relay import Gateway
from adapter.models.upstream import ModelUpstream
from adapter.service.app import create_app
from adapter.testing import ScriptedModel, calls
from adapter.tool_calls.reply import ModelReply
from adapter.tool_calls.request import ModelRequest
from tests.gateway.requests import body
from tests.large import large_directory
from tests.serving import serving

Serve = Callable[..., httpx2.Client]

DIRECTORY = large_directory(1_000)
SAID = [{"role": "user", "content": "my boat in Passau needs repairs"}]
SESSION = {"id": "call-1", "from_phone_number": "+4915112345678", "phone_number": "+4921155660000"}
NEXT = "leasing_boats_essen"
NONE = "none_of_these"


class Watched(ScriptedModel):
    """Tells what was listed in each request."""

    def __init__(self, *script: Any) -> None:
        super().__init__(list(script))

    @property
    def listed(self) -> list[tuple[str, ...]]:
        return [request.toolset.listed for request in self.requests]


async def further(request: ModelRequest) -> ModelReply:
    """A call of the destination that was listed last."""
    return calls(request.toolset.offered[-1])


@pytest.fixture
def through_gateway() -> Iterator[Callable[[Watched], str]]:
    with ExitStack() as stack:

        def serve(model: Watched) -> str:
            assistant = Assistant(DIRECTORY, model)
            gateway = Gateway(assistant.config, ModelUpstream(model), now=assistant.handler.now)
            return stack.enter_context(serving(create_app(assistant, gateway=gateway)))

        yield serve


def test_a_call_among_a_thousand_destinations_is_transferred(serve: Serve) -> None:
    model = Watched(calls("repairs_boats_passau"))
    client = serve(model, directory=DIRECTORY)
    spoken = client.post("/webhook", json={"type": "user_speak", "session": SESSION, "text": SAID[0]["content"]}).json()
    assert spoken["type"] == "speak"
    sent = client.post("/webhook", json={"type": "assistant_speech_ended", "session": SESSION}).json()
    wanted = DIRECTORY.destinations["repairs_boats_passau"].record.number
    assert (sent["type"], sent["target_phone_number"]) == ("transfer", wanted)
    assert len(model.listed[0]) == 22


def test_none_of_these_brings_more_inside_the_one_re_ask_and_stays_listed_for_the_call(serve: Serve) -> None:
    model = Watched(calls(NONE), calls(NONE), calls("repairs_boats_passau"))
    client = serve(model, directory=DIRECTORY)

    def says(text: str) -> Any:
        return client.post("/webhook", json={"type": "user_speak", "session": SESSION, "text": text}).json()

    assert says("my boat in Passau needs repairs")["type"] == "speak"
    first, second = model.listed
    assert second[: len(first)] == first
    assert len(second) > len(first)
    says("well, the boat repairs in Passau")
    assert model.listed[2][: len(second)] == second


def test_decide_asks_once_more_among_what_comes_next(serve: Serve) -> None:
    model = Watched(calls(NONE), further)
    answer = serve(model, directory=DIRECTORY).post("/v1/decide", json={"messages": SAID, "session": SESSION}).json()
    assert answer["decision"]["kind"] == "transfer"
    assert answer["decision"]["destination"] == model.listed[1][-1]
    assert tuple(answer["progress"]["shown"]) == model.listed[1]


def test_resolve_tells_a_loop_of_ones_own_to_ask_again_and_post_tools_gives_the_tools_of_then(serve: Serve) -> None:
    client = serve(directory=DIRECTORY)
    tools = client.post("/v1/tools", json={"messages": SAID}).json()
    listed = tools[0]["function"]["parameters"]["properties"]["destination"]["enum"]
    assert "repairs_boats_passau" in listed
    none = {"name": "transfer_call", "arguments": json.dumps({"destination": NONE}), "messages": SAID}
    answer = client.post("/v1/resolve", json=none).json()
    assert answer["next"] == "ask_again"
    asked = {"messages": SAID, "progress": answer["progress"]}
    tools = client.post("/v1/tools?api=responses", json=asked).json()
    more = tools[0]["parameters"]["properties"]["destination"]["enum"]
    assert more[: len(listed)] == listed
    again = client.post("/v1/resolve", json={**none, "progress": answer["progress"]}).json()
    assert again["next"] == "listen"
    chosen = {**none, "arguments": json.dumps({"destination": more[-1]}), "progress": answer["progress"]}
    assert client.post("/v1/resolve", json=chosen).json()["transfer"]["key"] == more[-1]


def test_without_words_the_tools_are_those_that_are_always_there(serve: Serve) -> None:
    (tool, *_) = serve(directory=DIRECTORY).get("/v1/tools").json()
    assert tool["function"]["parameters"]["properties"]["destination"]["enum"] == ["switchboard", NONE]


def test_the_gateway_asks_once_more_with_more_in_the_tools(through_gateway: Callable[[Watched], str]) -> None:
    model = Watched(calls(NONE), further)
    url = through_gateway(model)
    answer = httpx2.post(f"{url}/v1/chat/completions", json=body(SAID[0]["content"], stream=False), timeout=20).json()
    (call,) = answer["choices"][0]["message"]["tool_calls"]
    first, second = model.listed
    assert second[: len(first)] == first
    assert json.loads(call["function"]["arguments"])["destination"] == second[-1]


def test_the_gateway_which_keeps_nothing_lists_the_same_again_in_the_next_turn(
    through_gateway: Callable[[Watched], str],
) -> None:
    model = Watched(*[calls(NONE)] * 4)
    url = through_gateway(model)
    said = [*SAID, {"role": "assistant", "content": "Which one?"}, {"role": "user", "content": "no, a piano in Ulm"}]
    for messages in (SAID, said):
        request = {**body("", stream=False), "messages": messages}
        httpx2.post(f"{url}/v1/chat/completions", json=request, timeout=20)
    first, _, second, _ = model.listed
    assert second[: len(first)] == first
    assert "repairs_pianos_ulm" in second


def test_no_tool_has_a_number_in_it(serve: Serve) -> None:
    tools = serve(directory=DIRECTORY).post("/v1/tools", json={"messages": SAID}).text
    assert not DIRECTORY.numbers.found_in(tools)
