"""Events of a model server: the same as the openai package reads, in any pieces, and never more than a reply has."""

import json
from collections.abc import AsyncIterator, Sequence
from itertools import pairwise

import httpx2
import openai
import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapter.errors import ModelReplyTooLarge
from adapter.models.server_events import LINES, SLICE, decoded_events
from adapter.models.transport import open_client, open_transport
from adapter.tool_calls.reply_size import MAX_BODY, MAX_EVENTS, MAX_STREAM, MAX_VALUES
from tests.models.wire import KEY

pytestmark = pytest.mark.anyio

LINE_ENDS = st.sampled_from(["\n", "\r\n", "\r"])
VALUES = st.sampled_from(
    ["{}", '{"a": 1}', "[1, 2]", '"…"', "null", '{"text": "Grüße 😀"}', r'{"half": "\ud83d"}', "7"]
)
LINE = st.one_of(
    VALUES.map("data: {}".format),
    VALUES.map("data:{}".format),
    st.sampled_from([": alive", ":", "event: message", "id: 4", "retry: 9", "data2: {}", "nothing"]),
    st.just(""),
)
"""Lines of events; two of data are one value only by luck."""


async def in_pieces(stream: bytes, cuts: Sequence[int] = ()) -> AsyncIterator[bytes]:
    places = sorted({0, len(stream), *(cut for cut in cuts if cut < len(stream))})
    for start, end in pairwise(places):
        yield stream[start:end]


async def ours(stream: bytes, cuts: Sequence[int] = ()) -> tuple[list[object], bool]:
    """The events, and whether the stream could be read."""
    found: list[object] = []
    try:
        async for events in decoded_events(in_pieces(stream, cuts)):
            found += events
    except ValueError:
        return found, False
    return found, True


async def theirs(stream: bytes, cuts: Sequence[int] = ()) -> tuple[list[object], bool]:
    """The same as the openai package has it. An event without data is nothing to us."""
    found: list[object] = []
    request = httpx2.Request("POST", "http://model.invalid/v1")
    transport = open_transport(connect=1.0)
    async with open_client("http://model.invalid/v1", KEY, connect=1.0, http_client=transport) as client:
        response = httpx2.Response(200, content=in_pieces(stream, cuts), request=request)
        try:
            async for event in openai.AsyncStream(cast_to=object, response=response, client=client):
                found.append(event)  # noqa: PERF401 - those before an error are kept
        except ValueError:
            return found, False
    return found, True


@given(
    lines=st.lists(st.tuples(LINE, LINE_ENDS), max_size=12),
    done=st.booleans(),
    ones=st.lists(st.integers(0, 200), max_size=12),
    others=st.lists(st.integers(0, 200), max_size=12),
)
async def test_a_stream_in_any_pieces_is_what_the_openai_package_reads(
    lines: list[tuple[str, str]], done: bool, ones: list[int], others: list[int]
) -> None:
    # That package takes an event without data for an empty text, which is no JSON.
    said = [(line, end) for line, end in lines if not line.startswith(("event", "id", "retry"))]
    stream = "".join(line + end for line, end in said).encode() + (b"\n\ndata: [DONE]\n\ndata: {}\n\n" if done else b"")
    expected = await theirs(stream)
    assert await ours(stream, ones) == expected
    assert await ours(stream, others) == expected
    assert await ours(stream, range(len(stream))) == expected


async def test_names_ids_and_events_without_data_are_passed_over() -> None:
    stream = b"event: ping\n\nid: 1\nevent: message\ndata: {}\nretry: 5\n\nevent: gone\n\n"
    assert await ours(stream) == ([{}], True)


async def test_what_comes_together_is_given_together_and_others_have_their_turn_between() -> None:
    event = b'data: {"choices": []}\n\n'
    given_at_once = [len(events) async for events in decoded_events(in_pieces(event * 5))]
    assert given_at_once == [5]
    lengths = [len(events) async for events in decoded_events(in_pieces(event * 1_000))]
    assert sum(lengths) == 1_000
    assert max(lengths) <= SLICE // len(event) + 1


async def test_events_before_one_that_is_no_json_are_given() -> None:
    assert await ours(b"data: 1\n\ndata: 2\n\ndata: {\n\ndata: 3\n\n") == ([1, 2], False)


async def test_what_follows_the_end_is_read_and_passed_over() -> None:
    read = 0

    async def pieces() -> AsyncIterator[bytes]:
        nonlocal read
        for piece in (b"data: 1\n\ndata: [DONE]\n\n", b"data: {\n\n", b"data: 2\n\n"):
            read += 1
            yield piece

    assert [events async for events in decoded_events(pieces())] == [[1]]
    assert read == 3


def _data(value: str) -> bytes:
    return f"data: {value}\n\n".encode()


@pytest.mark.parametrize(
    "stream",
    [
        b"data: " + b" " * MAX_BODY + b"{}",
        b"data: x\n" * (MAX_BODY // 7 + 1),
        b": alive\n" * (LINES * MAX_EVENTS + 1),
        b"\n" * (LINES * MAX_EVENTS + 1),
        _data(json.dumps([0] * (MAX_VALUES + 1))),
        _data(f'"{"a" * (MAX_BODY // 2)}"') * (MAX_STREAM // (MAX_BODY // 2) + 1),
    ],
    ids=["an event", "an event of many lines", "signs of life", "empty lines", "values", "a stream"],
)
async def test_a_stream_is_not_read_further_than_a_reply_may_be(stream: bytes) -> None:
    with pytest.raises(ModelReplyTooLarge):
        async for _ in decoded_events(in_pieces(stream, range(0, len(stream), 64 * 1024))):
            pass


async def test_a_long_line_in_small_pieces_takes_no_longer_than_in_one() -> None:
    value = "a" * (MAX_BODY - 1_000)
    stream = _data(json.dumps(value))
    assert await ours(stream, range(0, len(stream), 100)) == ([value], True)
