"""Streams are taken apart and put together again, and a text is masked across the pieces that it comes in."""

import json

import pytest
from pydantic import JsonValue

from adapter.models.masking import Mask
from adapter.testing.cassettes.format import Event
from adapter.testing.cassettes.replies import recorded_reply, recorded_stream, why_not_kept
from adapter.testing.cassettes.streams import EventReader, masked_events, sent

MASK = Mask()


def events_of(*texts: str) -> list[Event]:
    return [Event(after_ms=0, data={"choices": [{"index": 0, "delta": {"content": text}}]}) for text in texts]


def contents(events: list[Event]) -> list[str]:
    return [event.data["choices"][0]["delta"]["content"] for event in events]  # type: ignore[index,call-overload,misc]


@pytest.mark.parametrize("end", [b"\n\n", b"\r\n\r\n", b"\r\r"])
@pytest.mark.parametrize("size", [1, 7, 1000])
def test_events_are_read_whatever_they_are_torn_into(end: bytes, size: int) -> None:
    body = end.join([b'data: {"a": 1}', b": still here", b"event: e\nid: 7\ndata:  x\ndata: y", b"data: [DONE]", b""])
    reader = EventReader()
    events = [event for at in range(0, len(body), size) for event in reader.read(body[at : at + size], 0.0)]
    assert [event.as_json() for event in events + reader.end(0.0)] == [
        {"after_ms": 0, "data": {"a": 1}},
        {"after_ms": 0, "comment": "still here"},
        {"after_ms": 0, "event": "e", "id": "7", "text": " x\ny"},
        {"after_ms": 0, "text": "[DONE]"},
    ]


def test_an_event_that_nothing_closes_counts_when_the_body_ends() -> None:
    reader = EventReader()
    assert reader.read(b"data: 1", 0.0) == []
    assert [event.data for event in reader.end(0.5)] == [1]
    assert reader.end(0.5) == []


def test_times_are_whole_milliseconds_that_add_up() -> None:
    reader = EventReader()
    events = [event for number in range(1, 1001) for event in reader.read(b"data: 1\n\n", number * 0.0104)]
    assert sum(event.after_ms for event in events) == 10_400
    assert {event.after_ms for event in events} == {10, 11}


@pytest.mark.parametrize(
    "event",
    [
        Event(after_ms=0, data={"a": "ü\n", "b": [1, None]}),
        Event(after_ms=0, event="response.created", id="1", data={}),
        Event(after_ms=0, text="two\nlines"),
        Event(after_ms=0, comment="alive\nstill"),
    ],
)
def test_what_is_sent_is_read_as_the_same_event(event: Event) -> None:
    wire = sent(event)
    assert wire.endswith(b"\n\n")
    read = EventReader().read(wire, 0.0)
    if event.comment is None:
        assert read == [event]
    else:
        assert [one.comment for one in read] == [event.comment]


def test_a_number_that_is_torn_apart_by_a_stream_is_masked() -> None:
    masked = masked_events(events_of("call +4", "9 211 ", "5566", "0001", " now"), MASK)
    assert contents(masked) == ["call [number]", "", "", "", " now"]


def test_texts_that_come_in_turns_are_kept_apart() -> None:
    def arguments(index: int, text: str) -> Event:
        call: JsonValue = {"index": index, "function": {"arguments": text}}
        return Event(after_ms=0, data={"choices": [{"index": 0, "delta": {"tool_calls": [call]}}]})

    events = [arguments(0, '{"a":"123'), arguments(1, '{"n":12'), arguments(0, '456"}'), arguments(1, "3456}")]
    pieces = [
        event.data["choices"][0]["delta"]["tool_calls"][0]["function"]["arguments"]  # type: ignore[index,call-overload]
        for event in masked_events(events, MASK)
    ]
    assert pieces == ['{"a":"[number]', '{"n":0', '"}', "}"]


def test_a_piece_is_not_taken_for_what_the_whole_is_not() -> None:
    uuid = ["0c4f8b1e-1111-4222-8333-", "123456789012"]
    assert contents(masked_events(events_of(*uuid), MASK)) == uuid


def test_a_field_that_is_named_by_a_number_is_masked_by_itself() -> None:
    event = Event(after_ms=0, data={"choices": [{"delta": {"0211556600": "x", "content": "0211 556600"}}]})
    (masked,) = masked_events([event], MASK)
    assert masked.data == {"choices": [{"delta": {"[number]": "x", "content": "[number]"}}]}


def test_responses_are_masked_in_their_pieces_and_in_what_repeats_them() -> None:
    def delta(text: str) -> Event:
        return Event(after_ms=0, data={"type": "response.output_text.delta", "item_id": "msg_1", "delta": text})

    done = Event(after_ms=0, data={"type": "response.output_text.done", "item_id": "msg_1", "text": "0211 556600"})
    masked = masked_events([delta("0211 5"), delta("56600"), done], MASK)
    assert [event.data["delta"] for event in masked[:2]] == ["[number]", ""]  # type: ignore[index,call-overload]
    assert masked[2].data["text"] == "[number]"  # type: ignore[index,call-overload]


def test_who_asks_is_not_kept_where_responses_repeat_it() -> None:
    response: JsonValue = {
        "object": "response",
        "id": "r",
        "user": "jane",
        "metadata": {"a": "b"},
        "prompt_cache_key": "k",
    }
    (event,) = masked_events([Event(after_ms=0, data={"type": "response.created", "response": response})], MASK)
    assert event.data == {
        "type": "response.created",
        "response": {"object": "response", "id": "r", "user": None, "metadata": {}, "prompt_cache_key": None},
    }


def test_log_probabilities_go_where_anything_is_masked_and_stay_where_nothing_is() -> None:
    def body(text: str) -> dict[str, object]:
        logprobs = {"content": [{"token": text[:3], "bytes": [49]}, {"token": text[3:], "bytes": [50]}]}
        return {"choices": [{"message": {"content": text}, "logprobs": logprobs}]}

    kept = recorded_reply(200, "application/json", json.dumps(body("hello")).encode(), 0, MASK)
    gone = recorded_reply(200, "application/json", json.dumps(body("123456")).encode(), 0, MASK)
    assert kept.body == body("hello")
    assert gone.body == {"choices": [{"message": {"content": "[number]"}, "logprobs": None}]}


@pytest.mark.parametrize(
    ("content", "kept"),
    [
        (b'{"a": "\\ud83d!"}', {"body": {"a": "?!"}}),
        (b'{"a": "\\ud83d\\ude00"}', {"body": {"a": "\U0001f600"}}),
        (b'{"a": NaN}', {"type": "application/json", "text": '{"a": NaN}'}),
        (b'{"a": 1e999}', {"type": "application/json", "text": '{"a": 1e999}'}),
        (b'{"a": 1e5}', {"body": {"a": 100000.0}}),
    ],
)
def test_what_json_cannot_hold_is_no_json(content: bytes, kept: dict[str, object]) -> None:
    reply = recorded_reply(200, "application/json", content, 0, MASK)
    assert reply.as_json() == {"status": 200, "after_ms": 0, **kept}


FINISHED = Event(after_ms=0, data={"choices": [{"delta": {}, "finish_reason": "stop"}]})


@pytest.mark.parametrize(
    ("events", "why"),
    [
        ([FINISHED], None),
        ([*events_of("x"), Event(after_ms=0, text="[DONE]")], None),
        ([Event(after_ms=0, data={"type": "response.completed"})], None),
        ([Event(after_ms=0, data={"type": "response.incomplete"})], None),
        (events_of("x"), "the stream ended before its end"),
        ([], "the stream ended before its end"),
        ([Event(after_ms=0, data={"error": {"message": "x"}}), FINISHED], "the stream tells of an error"),
        ([Event(after_ms=0, data={"type": "response.failed"})], "the stream tells of an error"),
        ([Event(after_ms=0, data={"type": "error"})], "the stream tells of an error"),
    ],
)
def test_a_stream_is_kept_if_it_came_to_its_end(events: list[Event], why: str | None) -> None:
    assert why_not_kept(recorded_stream(200, events, 0, MASK)) == why


@pytest.mark.parametrize(
    ("status", "kind", "content", "kept"),
    [
        (200, "application/json", b'{"choices": [], "error": null}', True),
        (200, "application/json", b'{"error": {"message": "busy"}}', False),
        (200, "application/json", b'{"object": "response", "status": "failed", "output": []}', False),
        (200, "application/json", b'{"choices": [', False),
        (200, "application/json", b'{"object": "chat.completion", "choices": [{"finish_reason": null}]}', False),
        (200, "application/json", b'{"object": "chat.completion", "choices": [{"finish_reason": "stop"}]}', True),
        (200, "audio/mpeg", b"\xff\xf2", True),
        (200, "text/plain", b"hello", True),
        (204, "", b"", True),
        *[(status, "application/json", b"{}", True) for status in (400, 404, 405, 409, 413, 415, 422)],
        *[(status, "application/json", b"{}", False) for status in (401, 402, 403, 408, 425, 429, 500, 502, 503, 529)],
        (307, "", b"", False),
    ],
)
def test_a_reply_is_kept_unless_it_tells_of_a_bad_moment_or_of_the_key(
    status: int, kind: str, content: bytes, kept: bool
) -> None:
    assert (why_not_kept(recorded_reply(status, kind, content, 0, MASK)) is None) is kept
