"""Streams: the same reply as without one, however its bytes are cut, and nothing of a reply that did not come whole."""

import asyncio
import json
import logging
import time
import traceback
from dataclasses import replace

import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapter.errors import (
    ModelAuthError,
    ModelError,
    ModelOverloaded,
    ModelReplyTooLarge,
    ModelReplyUnreadable,
    ModelRequestRejected,
    ModelServerError,
    ModelTimeout,
    ModelUnreachable,
)
from adapter.models.openai import OpenAIModel
from adapter.models.stream import TAIL, streaming
from adapter.testing import running_mock
from adapter.testing.mock_server.server import RunningMock
from adapter.testing.scenario import parse_scenario
from adapter.tool_calls.conversation import UserMessage
from adapter.tool_calls.reply import ModelReply, Usage
from adapter.tool_calls.reply_size import MAX_BODY, MAX_EVENTS, MAX_ITEMS, MAX_VALUES
from adapter.tool_calls.request import ModelApi
from adapter.tool_calls.tools import Exposure, Toolset
from tests.models.wire import (
    KEY,
    OK,
    REQUEST,
    Answer,
    answer,
    break_off,
    delta,
    finished,
    meeting,
    read_pieces,
    say_nothing,
    sse,
    streamed,
)

pytestmark = pytest.mark.anyio

APIS: tuple[ModelApi, ...] = ("chat", "responses")
EXPOSURES: tuple[Exposure, ...] = ("each", "single")

REPLIES = parse_scenario(
    """
rules:
  - match: {words: everything}
    reply:
      - {say: 'Grüß Gott 🙂 – “weg”, 二枚, e\u0301.'}
      - {say: ''}
      - {say: "a\\nb\\n\\ndata: [DONE]\\n\\n\\r\\u2028c"}
      - {call: cards}
      - {call: loans, say: 'One moment.'}
      - {call: loans, arguments: ''}
      - {call: loans, arguments: '{"reason": "🙂, \\"quoted\\"", "destination": "loans"}'}
      - {name: transfer_call, arguments: '{"destination":"ca'}
      - {name: 'nächste Stelle', arguments: '[]'}
      - {refuse: 'I cannot help with that – sorry.'}
      - {fault: length}
      - {fault: length, say: 'Ich verbinde Sie mit'}
      - {fault: content-filter}
      - {fault: content-filter, say: 'Some of it.'}
      - {fault: bad-arguments}
      - {fault: unknown-tool}
      - {fault: unknown-key, call: cards}
      - {fault: two-calls}
      - {fault: duplicate-call, call: cards}
      - {fault: empty-reply}
      - {offline: true}
  - match: {words: card}
    reply: {offline: true}
unmatched: offline
"""
)
COUNT = len(REPLIES.rules[0].reply)


@pytest.mark.parametrize("exposure", EXPOSURES)
@pytest.mark.parametrize("api", APIS)
async def test_a_reply_is_the_same_streamed_and_whole(api: ModelApi, exposure: Exposure) -> None:
    toolset = Toolset(REQUEST.toolset.directory, exposure=exposure)
    said = ["everything about my card"] * COUNT + ["my card was stolen", "tschüss", "hello?"]
    replies: list[list[ModelReply]] = []
    for stream in (False, True):
        # each way asks a server of its own, so that the two number their calls alike
        with running_mock(REPLIES) as mock:
            model = OpenAIModel("m", api=api, base_url=mock.base_url, stream=stream)
            asked = [replace(REQUEST, toolset=toolset, conversation=(UserMessage(text=text),)) for text in said]
            replies.append([await model.reply(request) for request in asked])
            await model.aclose()
            assert {json.loads(request.raw).get("stream", False) for request in mock.requests} == {stream}
    assert replies[0] == replies[1]
    assert all(reply.usage.input_tokens for reply in replies[1])


@pytest.mark.parametrize("api", APIS)
def test_a_streams_request_is_the_same_request_that_asks_for_a_stream(api: ModelApi) -> None:
    body = REQUEST.body(api, "m")
    options = {"stream_options": {"include_usage": True}} if api == "chat" else {}
    assert json.loads(streaming(body, api)) == {**json.loads(body), "stream": True, **options}
    assert json.loads(streaming(body, api, count=False)) == {**json.loads(body), "stream": True}


# However the bytes are cut


@pytest.fixture(scope="module")
def recorded() -> dict[ModelApi, list[bytes]]:
    """The bytes of streams as the mock server sends them."""
    streams: dict[ModelApi, list[bytes]] = {}
    for api in APIS:
        with running_mock(REPLIES) as mock:
            streams[api] = [_streamed_bytes(mock, api) for _ in range(COUNT)]
    return streams


def _streamed_bytes(mock: RunningMock, api: ModelApi) -> bytes:
    path = "/chat/completions" if api == "chat" else "/responses"
    toolset = Toolset(REQUEST.toolset.directory, exposure="single")
    request = replace(REQUEST, toolset=toolset, conversation=(UserMessage(text="everything"),))
    return httpx2.post(f"{mock.base_url}{path}", content=streaming(request.body(api, "m"), api)).content


def _read(pieces: list[bytes], api: ModelApi) -> ModelReply | ModelError:
    return asyncio.run(read_pieces(pieces, api))


def _chunked(data: st.DataObject, stream: bytes) -> list[bytes]:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(stream)), max_size=12)))
    return [stream[start:end] for start, end in zip([0, *cuts], [*cuts, len(stream)], strict=True)]


@pytest.mark.parametrize("api", APIS)
@given(data=st.data())
def test_a_stream_in_any_pieces_is_the_same_reply(
    recorded: dict[ModelApi, list[bytes]], api: ModelApi, data: st.DataObject
) -> None:
    stream = data.draw(st.sampled_from(recorded[api]))
    whole = _read([stream], api)
    assert isinstance(whole, ModelReply)
    assert _read(_chunked(data, stream), api) == whole
    assert _read([stream.replace(b"\n", b"\r\n")], api) == whole


@pytest.mark.parametrize("api", APIS)
@given(data=st.data())
def test_the_beginning_of_a_stream_is_the_whole_reply_or_an_error(
    recorded: dict[ModelApi, list[bytes]], api: ModelApi, data: st.DataObject
) -> None:
    stream = data.draw(st.sampled_from(recorded[api]))
    whole = _read([stream], api)
    assert isinstance(whole, ModelReply)
    part = stream[: data.draw(st.integers(0, len(stream)))]
    found = _read(_chunked(data, part), api)
    if isinstance(found, ModelReply):
        assert replace(found, usage=whole.usage) == whole
        assert found.finish
    else:
        assert type(found) is ModelReplyUnreadable


_DAMAGES = st.sampled_from([b"\n", b"\n\n", b"data: ", b'"', b"}", b"\xff", b"\\ud83d", b"[" * 2000])


@pytest.mark.parametrize("api", APIS)
@given(data=st.data())
def test_a_damaged_stream_is_a_reply_or_an_error(
    recorded: dict[ModelApi, list[bytes]], api: ModelApi, data: st.DataObject
) -> None:
    stream = bytearray(data.draw(st.sampled_from(recorded[api])))
    for _ in range(data.draw(st.integers(1, 6))):
        start = data.draw(st.integers(0, len(stream)))
        stream[start : start + data.draw(st.integers(0, 40))] = data.draw(
            st.binary(max_size=8)
            | st.sampled_from([b"\n", b"\n\n", b"data: ", b'"', b"}", b"\xff", b"\\ud83d", b"[" * 2000])
        )
    assert isinstance(_read(_chunked(data, bytes(stream)), api), ModelReply | ModelError)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4),
    max_leaves=6,
)
_NAMES = (
    *("choices", "index", "delta", "message", "content", "refusal", "tool_calls", "function", "function_call", "name"),
    *("arguments", "id", "model", "usage", "finish_reason", "error", "code", "type", "item", "response", "output"),
    *("status", "incomplete_details"),
)
_VALUES = ["stop", "response.completed", "response.output_item.done", "function_call", "error", 0, 429]
_LIKELY = st.recursive(
    _JSON | st.sampled_from(_VALUES),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(_NAMES), inner, max_size=5),
    max_leaves=25,
)


@pytest.mark.parametrize("api", APIS)
@given(events=st.lists(_LIKELY, max_size=6))
def test_events_of_any_form_are_a_reply_or_an_error(api: ModelApi, events: list[object]) -> None:
    ending: object = finished() if api == "chat" else {"type": "response.completed", "response": {"output": []}}
    for told in (events, [*events, ending]):
        assert isinstance(_read([sse(*told)], api), ModelReply | ModelError)


# Streams that break, and asking again


CALL = {"index": 0, "id": "c1", "function": {"name": "transfer_to_cards", "arguments": ""}}
HALF_A_CALL = (
    delta(role="assistant", content=None),
    delta(tool_calls=[CALL]),
    delta(tool_calls=[{"index": 0, "function": {"arguments": '{"reason":"lost"}'}}]),
)
WHOLE = streamed(*HALF_A_CALL, finished("tool_calls"))
ITEM = {"type": "function_call", "call_id": "c1", "name": "transfer_to_cards", "arguments": '{"reason":"lost"}'}
ADDED = {"type": "response.output_item.added", "item": {**ITEM, "arguments": ""}}
DONE = {"type": "response.output_item.done", "item": ITEM}
COMPLETED = {"type": "response.completed", "response": {"status": "completed", "model": "m", "output": [ITEM]}}
RESPONSE = streamed(ADDED, DONE, COMPLETED, done=False)
GOOD: dict[ModelApi, bytes] = {"chat": WHOLE, "responses": RESPONSE}
HALF: dict[ModelApi, bytes] = {"chat": streamed(*HALF_A_CALL), "responses": streamed(ADDED, DONE, done=False)}


def _lasting(*events: object) -> Answer:
    """Sends these events and then nothing, without an end."""

    async def play(writer: asyncio.StreamWriter) -> None:
        writer.write(answer_head() + sse(*events, done=False))
        await writer.drain()

    return play


def answer_head() -> bytes:
    return b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: 99999999\r\n\r\n"


FAILED = {"type": "response.failed", "response": {"status": "failed", "error": {"code": "server_error"}}}
ERROR = {"type": "error", "code": "rate_limit_exceeded", "message": "Slow down."}
UNFIT = delta(tool_calls=[{"index": 0, "function": {"arguments": {}}}])
COMMENT = streamed(done=False).replace(b"Length: 0", b"Length: 12") + b": thinking\n\n"


def choice_error(code: int) -> dict[str, object]:
    """The last chunk of a gateway whose own upstream broke off."""
    error = {"code": code, "message": "Upstream gone"}
    return {"choices": [{"index": 0, "delta": {}, "finish_reason": "error", "error": error}]}


THOUGHT = delta(reasoning_content="a" * (MAX_BODY - 1_000))
MANY_CALLS = [{"index": index, "function": {"name": "transfer_to_cards"}} for index in range(MAX_ITEMS + 1)]

# What a server does, the error that the caller sees (None: the call), and how often the server was asked.
BROKEN: list[tuple[str, ModelApi, list[Answer], type[ModelError] | None, int]] = [
    ("half a call once", "chat", [HALF["chat"], WHOLE], None, 2),
    ("half a call for ever", "chat", [HALF["chat"]], ModelReplyUnreadable, 3),
    ("a call without an end once", "responses", [HALF["responses"], RESPONSE], None, 2),
    ("a call without an end for ever", "responses", [HALF["responses"]], ModelReplyUnreadable, 3),
    ("nothing", "chat", [streamed(done=False), WHOLE], None, 2),
    ("only the end", "chat", [streamed(), WHOLE], None, 2),
    ("no choice", "chat", [streamed({"choices": []}), WHOLE], None, 2),
    ("comments only", "chat", [COMMENT, WHOLE], None, 2),
    ("no JSON once", "chat", [streamed("<html>"), WHOLE], None, 2),
    ("no text", "chat", [WHOLE.replace(b"lost", b"\xff\xfe\xff\xfe"), WHOLE], None, 2),
    ("nested too deep", "chat", [streamed("[" * 10_000), WHOLE], None, 2),
    ("too much in an event", "chat", [streamed("[" * MAX_VALUES + "["), WHOLE], ModelReplyTooLarge, 1),
    ("too long an event", "chat", [streamed(" " * (MAX_BODY + 1)), WHOLE], ModelReplyTooLarge, 1),
    ("too many events", "chat", [streamed(*["{}"] * (MAX_EVENTS * 2)), WHOLE], ModelReplyTooLarge, 1),
    ("too long a stream", "chat", [streamed(*[THOUGHT] * 9), WHOLE], ModelReplyTooLarge, 1),
    ("too long a text", "chat", [streamed(*[delta(content="a" * 10_000)] * 6, finished())], ModelReplyTooLarge, 1),
    ("too many calls", "chat", [streamed(delta(tool_calls=MANY_CALLS), finished())], ModelReplyTooLarge, 1),
    ("broken off", "chat", [break_off, WHOLE], None, 2),
    ("an error on the way", "chat", [streamed(*HALF_A_CALL, {"error": {"code": 502}}), WHOLE], None, 2),
    ("an error and an end", "chat", [streamed({"error": {"code": 429}}, finished("error"))], ModelOverloaded, 3),
    ("a wrong key on the way", "chat", [streamed({"error": {"code": 401}}), WHOLE], ModelAuthError, 1),
    ("an error in the choice", "chat", [streamed(*HALF_A_CALL, choice_error(502)), WHOLE], None, 2),
    ("an error in the choice for good", "chat", [streamed(*HALF_A_CALL, choice_error(401))], ModelAuthError, 1),
    ("an error of one's own", "chat", [streamed({"error": "out of memory"}), WHOLE], None, 2),
    ("a failed response", "responses", [streamed(FAILED)], ModelServerError, 3),
    ("an event of error", "responses", [streamed(ERROR)], ModelOverloaded, 3),
    ("an event with an error", "responses", [streamed({"error": {"code": "server_error"}}), RESPONSE], None, 2),
    ("pieces that do not fit", "chat", [streamed(*HALF_A_CALL, UNFIT, finished()), WHOLE], ModelReplyUnreadable, 1),
    ("whole though a stream was asked for", "chat", [OK], None, 1),
]


@pytest.mark.parametrize(
    ("api", "answers", "error", "asked"), [row[1:] for row in BROKEN], ids=[row[0] for row in BROKEN]
)
async def test_a_stream_that_breaks_is_asked_for_again_and_half_a_reply_is_never_used(
    api: ModelApi, answers: list[Answer], error: type[ModelError] | None, asked: int
) -> None:
    async with meeting(*answers, api=api, stream=True) as met:
        if error is None:
            assert [call.name for call in (await met.reply()).tool_calls] == ["transfer_to_cards"]
        else:
            assert type(await met.error()) is error
        assert len(met.server.bodies) == asked


@pytest.mark.parametrize("api", APIS)
async def test_streams_one_after_the_other_share_a_connection(api: ModelApi) -> None:
    async with meeting(GOOD[api], api=api, stream=True) as met:
        await met.reply()
        await met.reply()
        assert met.server.connections == 1


@pytest.mark.parametrize("api", APIS)
async def test_a_stream_that_stalls_in_the_middle_of_a_call_is_noticed_and_asked_for_again(api: ModelApi) -> None:
    begun = HALF_A_CALL if api == "chat" else (ADDED,)
    async with meeting(_lasting(*begun), GOOD[api], api=api, seconds=1.2, attempts=2, stream=True) as met:
        assert (await met.reply()).tool_calls
        assert len(met.server.bodies) == 2


@pytest.mark.parametrize("api", APIS)
async def test_a_stream_that_stalls_within_an_event_is_noticed_even_where_the_model_may_think(api: ModelApi) -> None:
    async def stall(writer: asyncio.StreamWriter) -> None:
        writer.write(answer_head() + b'event: response.created\ndata: {"type":"response.crea')
        await writer.drain()

    async with meeting(stall, GOOD[api], api=api, seconds=1.2, attempts=2, stream=True) as met:
        assert (await met.reply()).tool_calls
        assert len(met.server.bodies) == 2


async def test_signs_of_life_do_not_hide_a_stall() -> None:
    async def ping(writer: asyncio.StreamWriter) -> None:
        writer.write(answer_head() + sse(*HALF_A_CALL, done=False))
        while True:
            writer.write(b": still here\n\n")
            await writer.drain()
            await asyncio.sleep(0.02)

    async with meeting(ping, WHOLE, seconds=1.2, attempts=2, stream=True) as met:
        assert (await met.reply()).tool_calls
        assert len(met.server.bodies) == 2


async def test_a_stall_that_lasts_is_a_timeout() -> None:
    async with meeting(_lasting(*HALF_A_CALL), seconds=2, attempts=1, stream=True) as met:
        started = time.perf_counter()
        error = await met.error()
        assert isinstance(error, ModelTimeout)
        assert "stalled" in str(error)
        assert time.perf_counter() - started < 2
        await met.server.left.wait()


@pytest.mark.parametrize(
    ("api", "thinking"),
    [
        ("chat", ()),
        ("chat", (delta(role="assistant", content=""),)),
        (
            "responses",
            ({"type": "response.created"}, {"type": "response.output_item.added", "item": {"type": "reasoning"}}),
        ),
        ("responses", (ADDED, DONE)),
    ],
)
async def test_a_model_may_think_before_it_speaks(api: ModelApi, thinking: tuple[object, ...]) -> None:
    rest = [finished(), "[DONE]"] if api == "chat" else [COMPLETED]
    spoken = (*HALF_A_CALL, *rest) if api == "chat" else tuple(rest)

    async def think(writer: asyncio.StreamWriter) -> None:
        body = sse(*thinking, done=False)
        then = sse(*spoken, done=False)
        writer.write(answer_head().replace(b"99999999", str(len(body) + len(then)).encode()) + body)
        await asyncio.sleep(0.4)
        writer.write(then)

    async with meeting(think, api=api, seconds=1.5, attempts=4, stream=True) as met:
        assert (await met.reply()).tool_calls
        assert len(met.server.bodies) == 1


@pytest.mark.parametrize("api", APIS)
async def test_a_complete_reply_does_not_wait_for_an_end_that_never_comes(api: ModelApi) -> None:
    whole = (*HALF_A_CALL, finished()) if api == "chat" else (ADDED, DONE, COMPLETED)
    async with meeting(_lasting(*whole), GOOD[api], api=api, stream=True) as met:
        started = time.perf_counter()
        assert (await met.reply()).tool_calls
        assert time.perf_counter() - started < TAIL + 2.0
        await met.server.left.wait()
        assert (await met.reply()).tool_calls


async def _goes_on(writer: asyncio.StreamWriter) -> None:
    """Sends a whole reply, and then more of it for ever."""
    writer.write(answer_head() + sse(*HALF_A_CALL, finished(), done=False))
    while True:
        writer.write(sse(delta(content="And another thing."), delta(tool_calls=[{**CALL, "index": 1}]), done=False))
        await writer.drain()
        await asyncio.sleep(0.02)


async def test_what_goes_on_behind_a_complete_reply_is_neither_awaited_nor_part_of_it() -> None:
    async with meeting(_goes_on, seconds=3, attempts=1, stream=True) as met:
        reply = await met.reply()
        assert [call.name for call in reply.tool_calls] == ["transfer_to_cards"]
        assert reply.text == ""
        await met.server.left.wait()


async def test_reasoning_for_thousands_of_tokens_is_passed_over_and_the_answer_is_read() -> None:
    thought = [delta(reasoning_content="Let me consider that. " * 4)] * 5_000
    async with meeting(streamed(*thought, delta(content="Hello."), finished()), stream=True) as met:
        assert (await met.reply()).text == "Hello."


async def test_a_last_event_as_long_as_a_body_may_be_is_read() -> None:
    response = COMPLETED["response"]
    assert isinstance(response, dict)
    padded = {**COMPLETED, "response": {**response, "instructions": "a" * (MAX_BODY - 1_000)}}
    async with meeting(streamed(ADDED, DONE, padded, done=False), api="responses", stream=True) as met:
        assert (await met.reply()).tool_calls


@pytest.mark.parametrize(
    "rest", ["<html>", "[" * 100_000, {"error": {"code": 500}}, {"type": "error", "code": "server_error"}]
)
async def test_what_follows_a_complete_reply_cannot_spoil_it(rest: object) -> None:
    async with meeting(streamed(*HALF_A_CALL, finished(), rest), stream=True) as met:
        assert (await met.reply()).tool_calls
        assert len(met.server.bodies) == 1


async def test_usage_is_read_where_the_server_sends_it() -> None:
    usage = {"prompt_tokens": 90, "completion_tokens": 7, "prompt_tokens_details": {"cached_tokens": 64}}
    async with meeting(streamed(*HALF_A_CALL, finished(), {"choices": [], "usage": usage}), WHOLE, stream=True) as met:
        assert (await met.reply()).usage == Usage(input_tokens=90, output_tokens=7, cached_tokens=64)
        assert (await met.reply()).usage == Usage()


@pytest.mark.parametrize("status", [400, 422])
async def test_a_server_that_refuses_to_count_tokens_is_not_asked_to_again(status: int) -> None:
    detail = [{"type": "extra_forbidden", "loc": ["body", "stream_options"], "msg": "Extra inputs are not permitted"}]
    refused = answer(status, json.dumps({"object": "error", "message": {"detail": detail}}).encode())
    async with meeting(refused, WHOLE, attempts=1, stream=True) as met:
        for _ in range(2):
            assert (await met.reply()).tool_calls
        assert [b"stream_options" in body for body in met.server.bodies] == [True, False, False]


async def test_a_server_that_refuses_whatever_it_is_asked_for_is_believed() -> None:
    async with meeting(answer(422, b"stream_options? Never."), stream=True) as met:
        assert isinstance(await met.error(), ModelRequestRejected)
        assert len(met.server.bodies) == 2


@pytest.mark.parametrize("event", [b"", b"data: {}\n\n", b": still here\n\n", b"data: x", b'data: {"choices":[]}\n\n'])
async def test_the_deadline_or_the_bound_ends_a_stream_that_does_not_end(event: bytes) -> None:
    async def flood(writer: asyncio.StreamWriter) -> None:
        writer.write(answer_head())
        while event:
            writer.write(event * 1000)
            await writer.drain()
            await asyncio.sleep(0)

    async with meeting(flood, seconds=0.6, stream=True) as met:
        assert isinstance(await met.error(), ModelTimeout | ModelReplyUnreadable)
        await met.server.left.wait()


@pytest.mark.parametrize(
    "slow", [say_nothing, _lasting(), _lasting(*HALF_A_CALL)], ids=["silent", "begun", "in a call"]
)
async def test_a_cancelled_stream_closes_its_connection_and_the_next_one_is_read(slow: Answer) -> None:
    async with meeting(slow, WHOLE, stream=True) as met:
        asking = asyncio.ensure_future(met.reply())
        await met.server.asked.wait()
        asking.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asking
        await met.server.left.wait()
        assert (await met.reply()).tool_calls


async def test_closing_ends_a_stream_in_flight_with_an_error_of_ours() -> None:
    async with meeting(_lasting(*HALF_A_CALL), stream=True) as met:
        asking = asyncio.ensure_future(met.reply())
        await met.server.asked.wait()
        await met.model.aclose()
        with pytest.raises(ModelUnreachable):
            await asking


async def test_streams_in_flight_together_do_not_share_their_faults() -> None:
    async with meeting(*[HALF["chat"], WHOLE] * 10, attempts=20, stream=True) as met:
        replies = await asyncio.gather(*(met.reply() for _ in range(10)))
        assert [len(reply.tool_calls) for reply in replies] == [1] * 10


async def test_neither_key_nor_words_of_the_caller_reach_a_log_or_an_error(caplog: pytest.LogCaptureFixture) -> None:
    echo = {"error": {"message": f"{KEY} said my card is gone", "code": "invalid_api_key"}}
    spoken = (delta(content="my card is gone"),)
    with caplog.at_level(logging.DEBUG):
        async with meeting(
            streamed(*spoken, echo), streamed(*spoken, "my card {"), streamed(*spoken), stream=True
        ) as met:
            error = await met.error()
    seen = "".join([caplog.text, *traceback.format_exception(error), repr(error)])
    assert "stream" in seen
    assert KEY not in seen
    assert "my card" not in seen
