"""The gateway over real connections: what leaves when, what is asked again, and what ends with whom."""

import json
import logging
import time
from collections.abc import Mapping
from typing import Any

import httpx2
import openai
import pytest

from adapter import Directory
from adapter.gateway import relayed
from adapter.gateway.relay import Gateway
from adapter.models.upstream import ModelUpstream, UpstreamChain
from adapter.testing import ScriptedModel, calls
from tests.gateway.requests import CARDS, LOOK_UP, body, call, chunk, elevenlabs_tool, vapi_tool
from tests.gateway.upstream import DROP, WAIT, frames, gateway_before

USAGE = {"prompt_tokens": 9, "completion_tokens": 7, "total_tokens": 16}


def spoken(*pieces: str, finish: str = "stop") -> list[object]:
    return [*(chunk({"content": piece}) for piece in pieces), chunk({}, finish)]


def called(name: str, arguments: Mapping[str, Any] | None = None) -> list[object]:
    text = json.dumps(arguments or {})
    first = {"index": 0, "id": "up_1", "type": "function", "function": {"name": name, "arguments": ""}}
    rest = [{"index": 0, "function": {"arguments": text[at : at + 3]}} for at in range(0, len(text), 3)]
    return [*(chunk({"tool_calls": [one]}) for one in (first, *rest)), chunk({}, "tool_calls")]


def post(url: str, request: Mapping[str, Any], path: str = "/v1/chat/completions", **headers: str) -> httpx2.Response:
    return httpx2.post(url + path, json=request, headers=headers, timeout=30)


def test_text_leaves_before_the_model_has_finished(bank: Directory) -> None:
    script = [chunk({"content": "Your balance "}), WAIT, chunk({"content": "is on the website."}), chunk({}, "stop")]
    with gateway_before(bank, script) as (url, upstream):
        with httpx2.stream("POST", f"{url}/v1/chat/completions", json=body("Hello"), timeout=30) as answer:
            came = answer.iter_text()
            said = next(came)
            assert "Your balance" in said, "nothing has left, and the model waits"
            upstream.go_on()
            said += "".join(came)
        assert answer.headers["content-type"].startswith("text/event-stream")
        text = "".join(one["choices"][0]["delta"].get("content", "") for one in frames(said) if one["choices"])
        assert text == "Your balance is on the website."


def test_no_byte_of_a_call_leaves_before_it_is_whole(bank: Directory) -> None:
    script = called("transfer_to_cards", {"reason": "lost"})
    script.insert(3, WAIT)
    request = body("My card", tools=[vapi_tool(CARDS)])
    with gateway_before(bank, [chunk({"content": "Right. "}), *script]) as (url, upstream):
        with httpx2.stream("POST", f"{url}/v1/chat/completions", json=request, timeout=30) as answer:
            came = answer.iter_text()
            said = next(came)
            assert "tool_calls" not in said
            upstream.go_on()
            said += "".join(came)
        (made,) = [one for one in frames(said) if one["choices"] and "tool_calls" in one["choices"][0]["delta"]]
        (whole,) = made["choices"][0]["delta"]["tool_calls"]
        assert whole["function"] == {"name": "transferCall", "arguments": f'{{"destination":"{CARDS}"}}'}
        assert "content" not in made["choices"][0]["delta"]


def test_a_client_that_goes_away_ends_the_request_to_the_model(bank: Directory) -> None:
    script = [chunk({"content": "Your balance "}), WAIT, chunk({}, "stop")]
    with gateway_before(bank, script) as (url, upstream):
        with httpx2.stream("POST", f"{url}/v1/chat/completions", json=body("Hello"), timeout=30) as answer:
            next(answer.iter_text())
        assert upstream.left.wait(10)


@pytest.mark.parametrize("stream", [True, False])
def test_a_client_that_goes_away_before_anything_came_ends_it_too(bank: Directory, stream: bool) -> None:
    with gateway_before(bank, [WAIT, chunk({}, "stop")]) as (url, upstream):
        with pytest.raises(httpx2.TimeoutException):
            httpx2.post(f"{url}/v1/chat/completions", json=body("Hello", stream=stream), timeout=0.5)
        assert upstream.left.wait(10)


def test_a_silent_model_is_covered_by_signs_of_life(bank: Directory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(relayed, "ALIVE_EVERY", 0.05)
    with (
        gateway_before(bank, [WAIT, *spoken("Hello.")]) as (url, upstream),
        httpx2.stream("POST", f"{url}/v1/chat/completions", json=body("Hello"), timeout=30) as answer,
    ):
        came = answer.iter_text()
        first = next(came)
        assert first.startswith(":")
        upstream.go_on()
        said = first + "".join(came)
    assert all(line.startswith((":", "data: ")) or not line for line in said.split("\n"))
    assert frames(said)[0]["choices"][0]["delta"]["role"] == "assistant"


def test_a_frame_by_every_rule(bank: Directory) -> None:
    usage = {"id": "c", "choices": [], "usage": USAGE}
    request = body("My card", tools=[elevenlabs_tool()], stream_options={"include_usage": True})
    with gateway_before(bank, [*called("transfer_to_cards"), usage]) as (url, upstream):
        said = post(url, request).text
    got = frames(said)
    assert said.endswith("data: [DONE]\n\n")
    assert len({(one["id"], one["created"], one["model"], one["object"]) for one in got}) == 1
    assert got[0]["model"] == "m"
    assert all(isinstance(one["choices"], list) for one in got)
    assert all("usage" not in one for one in got[:-1])
    assert got[-1]["choices"] == []
    assert got[-1]["usage"] == USAGE
    endings = [one["choices"][0]["finish_reason"] for one in got[:-1]]
    assert endings == [None] * (len(endings) - 1) + ["tool_calls"]
    assert upstream.requests[0]["model"] == "up"
    assert upstream.requests[0]["stream_options"] == {"include_usage": True}


def test_usage_is_told_only_where_it_is_wanted(bank: Directory) -> None:
    with gateway_before(bank, [*spoken("Hello."), {"choices": [], "usage": USAGE}]) as (url, _):
        assert "usage" not in post(url, body("Hello")).text


def test_a_whole_answer_has_the_same(bank: Directory) -> None:
    message = {
        "role": "assistant",
        "content": None,
        "tool_calls": [{"id": "up", "type": "function", "function": {"name": "transfer_to_cards", "arguments": "{}"}}],
    }
    whole = {"id": "u", "choices": [{"index": 0, "message": message, "finish_reason": "stop"}], "usage": USAGE}
    with gateway_before(bank, [whole]) as (url, upstream):
        answer = post(url, body("My card", tools=[vapi_tool(CARDS)], stream=False)).json()
    assert answer["object"] == "chat.completion"
    (choice,) = answer["choices"]
    assert choice["finish_reason"] == "tool_calls"
    assert choice["message"]["content"] is None
    assert choice["message"]["tool_calls"][0]["function"]["name"] == "transferCall"
    assert answer["usage"] == USAGE
    assert "stream" not in upstream.requests[0]


def test_a_promise_without_its_call_is_asked_again_and_kept(bank: Directory) -> None:
    promise = spoken("All right. ", "I am putting you through to card services.")
    with gateway_before(bank, promise, called("transfer_to_cards")) as (url, upstream):
        got = frames(post(url, body("My card", tools=[vapi_tool(CARDS)])).text)
    text = "".join(one["choices"][0]["delta"].get("content", "") for one in got)
    assert text == "All right. "
    assert [
        one["choices"][0]["delta"]["tool_calls"][0]["function"]["name"]
        for one in got
        if "tool_calls" in one["choices"][0]["delta"]
    ] == ["transferCall"]
    again = upstream.requests[1]["messages"]
    assert again[:1] == upstream.requests[0]["messages"][:1]
    assert "promised" in json.dumps(again)


def test_a_promise_that_is_never_kept_is_not_heard(bank: Directory) -> None:
    promise = spoken("I am putting you through to card services.")
    with gateway_before(bank, promise, promise) as (url, upstream):
        got = frames(post(url, body("My card", tools=[vapi_tool(CARDS)])).text)
    text = "".join(one["choices"][0]["delta"].get("content", "") for one in got)
    assert "putting" not in text
    assert text.endswith("?")
    assert len(upstream.requests) == 2


def test_the_model_is_asked_again_once_and_no_chunk_of_a_rejected_call_leaves(bank: Directory) -> None:
    wrong = called("transfer_to_nowhere", {"destination": "+49305550199"})
    with gateway_before(bank, wrong, wrong) as (url, upstream):
        said = post(url, body("My card", tools=[vapi_tool(CARDS)])).text
    assert "tool_calls" not in said
    assert "5550199" not in said
    assert len(upstream.requests) == 2


@pytest.mark.parametrize(
    ("script", "status"),
    [
        ([500, {"error": {"message": "x"}}], 502),
        ([429, {"error": {"message": "x"}}], 429),
        ([401, {"error": {"message": "wrong key sk-123456789"}}], 502),
        ([400, {"error": {"message": "bad tools"}}], 400),
        ([b"data: {\n\n"], 502),
        ([{"error": {"message": "overloaded", "code": 503}}], 502),
        ([DROP], 502),
    ],
)
def test_a_failure_before_the_first_byte_has_its_status(bank: Directory, script: list[object], status: int) -> None:
    with gateway_before(bank, script) as (url, _):
        for stream in (True, False):
            answer = post(url, body("My card", stream=stream))
            assert answer.status_code == status
            assert answer.json()["error"]["message"]
            assert "sk-1" not in answer.text


def test_a_model_that_is_too_slow_is_a_timeout(bank: Directory) -> None:
    with gateway_before(bank, [WAIT], seconds=0.3) as (url, _):
        assert post(url, body("My card")).status_code == 504


@pytest.mark.parametrize("breaks", [[DROP], [b"data: {\n\n"], [{"error": {"message": "overloaded"}}]])
def test_a_failure_after_the_first_byte_ends_in_the_fallback_and_never_in_a_raw_frame(
    bank: Directory, breaks: list[object]
) -> None:
    with gateway_before(bank, [chunk({"content": "Right. What "}), *breaks]) as (url, _):
        answer = post(url, body("Meine Karte", tools=[elevenlabs_tool()]))
    assert answer.status_code == 200
    got = frames(answer.text)
    assert all("error" not in one for one in got)
    ended = [one["choices"][0] for one in got]
    assert ended[-1]["finish_reason"] == "tool_calls"
    made = json.loads(ended[-2]["delta"]["tool_calls"][0]["function"]["arguments"])
    assert made["transfer_number"] == bank.destinations["switchboard"].record.number


def test_calls_of_other_tools_pass_with_their_bytes(bank: Directory) -> None:
    script = called("look_up", {"account": "7"})
    with gateway_before(bank, script) as (url, _):
        got = frames(post(url, body("My balance", tools=[LOOK_UP, vapi_tool(CARDS)])).text)
    (one,) = [one["choices"][0]["delta"]["tool_calls"][0] for one in got if "tool_calls" in one["choices"][0]["delta"]]
    assert one["function"] == {"name": "look_up", "arguments": '{"account": "7"}'}


def test_a_window_that_is_too_small_loses_the_oldest_turns(bank: Directory) -> None:
    refusal = [400, {"error": {"code": "context_length_exceeded", "message": "too long"}}]
    said = [{"role": "system", "content": "Be kind."}]
    for turn in range(8):
        said += [{"role": "user", "content": f"q{turn}"}, {"role": "assistant", "content": f"a{turn}"}]
    with gateway_before(bank, refusal, spoken("Hello.")) as (url, upstream):
        assert post(url, body(*said, "Last")).status_code == 200
    first, second = (request["messages"] for request in upstream.requests)
    assert len(second) < len(first)
    assert second[0] == first[0]
    assert second[1]["role"] == "user"
    assert second[-1]["content"] == "Last"


def test_words_that_a_filter_refuses_are_a_question_to_the_caller(bank: Directory) -> None:
    refusal = [400, {"error": {"code": "content_filter", "message": "filtered"}}]
    with gateway_before(bank, refusal) as (url, _):
        answer = post(url, body("…"))
    assert answer.status_code == 200
    assert frames(answer.text)[0]["choices"][0]["delta"]["content"]


def test_a_field_that_the_server_refuses_by_name_is_left_out_from_then_on(bank: Directory) -> None:
    refusal = [400, {"error": {"message": "Unknown field", "param": "frequency_penalty"}}]
    with gateway_before(bank, refusal, spoken("Hello."), spoken("Hello.")) as (url, upstream):
        for _ in range(2):
            assert post(url, body("Hi", frequency_penalty=0.5)).status_code == 200
    assert ["frequency_penalty" in request for request in upstream.requests] == [True, False, False]


def test_an_answer_is_always_limited(bank: Directory) -> None:
    with gateway_before(bank, spoken("Hello.")) as (url, upstream):
        post(url, body("Hi"))
        post(url, body("Hi", max_completion_tokens=77))
    limits = [{name: value for name, value in request.items() if "max" in name} for request in upstream.requests]
    assert all(len(limit) == 1 for limit in limits)
    assert list(limits[1].values()) == [77]


@pytest.mark.parametrize("path", ["/v1/chat/completions", "/chat/completions", "/v1/chat/completions/chat/completions"])
def test_every_path_that_a_platform_makes_of_a_base_url_is_answered(bank: Directory, path: str) -> None:
    with gateway_before(bank, spoken("Hello."), token="secret") as (url, _):
        assert post(url, body("Hi"), path, authorization="Bearer secret").status_code == 200
        assert post(url, body("Hi"), path, authorization="Bearer other").status_code == 401
        for listed in ("/v1/models", "/models", "/v1/chat/completions/models"):
            answer = httpx2.get(url + listed, headers={"authorization": "Bearer secret"})
            assert answer.json()["data"][0]["object"] == "model"
        named = httpx2.get(f"{url}/v1/models/acme/gpt", headers={"authorization": "Bearer secret"})
        assert named.json()["id"] == "acme/gpt"


@pytest.mark.parametrize("sent", [b"", b"{", b"[]", b"{}", b'{"messages": 7}', b'{"messages": []}', b"[" * 5000])
def test_what_is_no_request_is_told_in_the_form_of_the_models_api(bank: Directory, sent: bytes) -> None:
    with gateway_before(bank, spoken("Hello.")) as (url, upstream):
        answer = httpx2.post(f"{url}/v1/chat/completions", content=sent, headers={"content-type": "application/json"})
    assert answer.status_code == 400
    assert answer.json()["error"]["type"] == "invalid_request_error"
    assert not upstream.requests


def test_a_body_of_two_megabytes_is_taken_and_a_larger_one_is_not(bank: Directory) -> None:
    with gateway_before(bank, spoken("Hello.")) as (url, _):
        assert post(url, body("x" * 2_000_000)).status_code == 200
        larger = post(url, body("x" * 2_200_000))
    assert larger.status_code == 413
    assert larger.json()["error"]["message"]


def test_half_an_emoji_costs_nothing(bank: Directory) -> None:
    with gateway_before(bank, spoken("Hello.")) as (url, _):
        sent = b'{"messages": [{"role": "user", "content": "\\ud83d"}], "stream": true}'
        answer = httpx2.post(f"{url}/v1/chat/completions", content=sent, timeout=30)
    assert answer.status_code == 200


def test_the_log_holds_no_number_and_no_word(bank: Directory, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    script = spoken(f"I am connecting you to {CARDS} straight away.")
    with gateway_before(bank, script, called("transfer_to_cards")) as (url, _):
        post(url, body("meine geheime Karte", tools=[vapi_tool(CARDS)]))
    lines = "\n".join(record.getMessage() for record in caplog.records if record.name.startswith("adapter.gateway"))
    assert "decided: transfer to cards" in lines
    assert "5566" not in lines
    assert "geheime" not in lines


class TestOpenAIsOwnClient:
    """The package that most platforms call a model with."""

    def test_a_stream_with_a_transfer(self, bank: Directory) -> None:
        usage = {"choices": [], "usage": USAGE}
        with gateway_before(bank, [*called("transfer_to_cards"), usage], token="t") as (url, _):
            client = openai.OpenAI(base_url=f"{url}/v1", api_key="t", max_retries=0)
            with client.chat.completions.stream(
                model="gpt",
                messages=[{"role": "user", "content": "My card"}],
                tools=[vapi_tool(CARDS)],  # type: ignore[list-item]
                stream_options={"include_usage": True},
                extra_body={"call": {"id": "c1"}, "metadata": {"a": "b"}},
            ) as stream:
                final = stream.get_final_completion()
        (one,) = final.choices[0].message.tool_calls or []
        assert one.function.name == "transferCall"
        assert json.loads(one.function.arguments) == {"destination": CARDS}
        assert final.choices[0].finish_reason == "tool_calls"
        assert final.usage is not None
        assert final.usage.total_tokens == 16

    def test_a_whole_answer_and_the_list_of_models(self, bank: Directory) -> None:
        whole = {"choices": [{"message": {"content": "Hello."}, "finish_reason": "stop"}]}
        with gateway_before(bank, [whole]) as (url, _):
            client = openai.OpenAI(base_url=f"{url}/v1", api_key="none", max_retries=0)
            answer = client.chat.completions.create(model="gpt", messages=[{"role": "user", "content": "Hi"}])
            assert answer.choices[0].message.content == "Hello."
            assert answer.model == "gpt"
            assert [model.id for model in client.models.list()] == ["up"]
            assert client.models.retrieve("gpt").id == "gpt"

    def test_an_error(self, bank: Directory) -> None:
        with gateway_before(bank, [500, {"error": {"message": "x"}}], token="t") as (url, _):
            client = openai.OpenAI(base_url=f"{url}/v1", api_key="t", max_retries=0)
            with pytest.raises(openai.InternalServerError):
                client.chat.completions.create(model="gpt", messages=[{"role": "user", "content": "Hi"}], stream=True)
            with pytest.raises(openai.AuthenticationError):
                openai.OpenAI(base_url=f"{url}/v1", api_key="other", max_retries=0).models.list()


def test_a_call_leaves_at_once_though_the_server_keeps_its_stream_open(bank: Directory) -> None:
    with gateway_before(bank, [*called("transfer_to_cards"), WAIT]) as (url, upstream):
        started = time.monotonic()
        said = post(url, body("My card", tools=[vapi_tool(CARDS)])).text
        assert "transferCall" in said
        assert time.monotonic() - started < 10, "it waits for what never comes"
        upstream.go_on()


def test_a_second_server_answers_when_the_first_is_down(bank: Directory) -> None:

    def with_second(gateway: Gateway) -> None:
        gateway.upstream = UpstreamChain([gateway.upstream, ModelUpstream(ScriptedModel([calls("cards")]))])

    with gateway_before(bank, [500, {"error": {}}], change=with_second) as (url, _):
        assert "transferCall" in post(url, body("My card", tools=[vapi_tool(CARDS)])).text


@pytest.mark.parametrize("answer", [call("transfer_to_cards", {}), call("transfer_to_cards", {}, call_id="")])
def test_ids_of_calls_are_never_empty(bank: Directory, answer: Mapping[str, Any]) -> None:
    script = [chunk({"tool_calls": [answer]}), chunk({}, "tool_calls")]
    with gateway_before(bank, script) as (url, _):
        got = frames(post(url, body("My card")).text)
    assert all(
        one["choices"][0]["delta"]["tool_calls"][0]["id"] for one in got if "tool_calls" in one["choices"][0]["delta"]
    )


def test_a_model_that_pauses_within_its_answer_is_covered_too(bank: Directory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(relayed, "ALIVE_EVERY", 0.05)
    before, after = spoken("Hello. And goodbye.")[:1], spoken("Hello. And goodbye.")[1:]
    with (
        gateway_before(bank, [*before, WAIT, *after]) as (url, upstream),
        httpx2.stream("POST", f"{url}/v1/chat/completions", json=body("Hello"), timeout=30) as answer,
    ):
        came = answer.iter_text()
        said = ""
        while said.count(": keep-alive\n\n") < 3:
            said += next(came)
        assert said.index("data: ") < said.index(": keep-alive")
        upstream.go_on()
        said += "".join(came)
    assert said.endswith("data: [DONE]\n\n")
