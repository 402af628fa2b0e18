"""Rendering: what a scenario answers as the body of either API, whole or streamed, and how bodies break."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import takewhile

import pydantic_core

from adapter.testing.mock_server.chat_completions import chat_body, chat_chunks, chat_error
from adapter.testing.mock_server.responses import response_body, response_events
from adapter.testing.scenario.deltas import ARGUMENT_PIECE
from adapter.testing.scenario.faults import WireFault
from adapter.testing.scenario.received_request import Asked
from adapter.tool_calls.reply import ModelReply

Event = Mapping[str, object]


def whole_body(reply: ModelReply, asked: Asked, *, number: int, created: int, broken: WireFault | None = None) -> bytes:
    """The JSON body of an answer that is not streamed. `created` in seconds since 1970."""
    shown = None if broken == "empty-choices" else reply
    if asked.api == "responses":
        failed = broken == "200-error"
        body = response_body(
            shown, number=number, model=asked.model, created=created, request=asked.body, failed=failed
        )
    elif broken == "200-error":
        body = chat_error()
    else:
        body = chat_body(shown, number=number, model=asked.model, created=created)
    content = pydantic_core.to_json(body)
    return content[: len(content) // 2] if broken == "truncated-json" else content


def streamed(
    reply: ModelReply, asked: Asked, *, number: int, created: int, broken: WireFault | None = None
) -> Iterator[bytes]:
    """The server-sent events of an answer that is streamed."""
    shown = None if broken == "empty-choices" else reply
    render = _chat if asked.api == "chat" else _responses
    events = render(shown, asked, number, created, broken)
    return _first_half(events) if broken == "truncated-json" else events


def sse(data: object, event: str | None = None) -> bytes:
    """One server-sent event."""
    head = b"" if event is None else f"event: {event}\n".encode()
    return head + b"data: " + pydantic_core.to_json(data) + b"\n\n"


def _chat(
    reply: ModelReply | None, asked: Asked, number: int, created: int, broken: WireFault | None
) -> Iterator[bytes]:
    chunks: Iterable[Event] = chat_chunks(
        reply,
        number=number,
        model=asked.model,
        created=created,
        include_usage=asked.include_usage,
        piece=_piece(broken),
    )
    if broken == "truncated-stream":
        yield from map(sse, takewhile(_goes_on, chunks))
        return
    if broken == "200-error":
        yield sse(next(iter(chunks)))
        yield sse(chat_error())
    else:
        yield from map(sse, chunks)
    yield b"data: [DONE]\n\n"


def _responses(
    reply: ModelReply | None, asked: Asked, number: int, created: int, broken: WireFault | None
) -> Iterator[bytes]:
    events: Iterable[Event] = response_events(
        reply,
        number=number,
        model=asked.model,
        created=created,
        request=asked.body,
        piece=_piece(broken),
        failed=broken == "200-error",
    )
    for event in _up_to_the_last_delta(events) if broken == "truncated-stream" else events:
        yield sse(event, str(event["type"]))


def _piece(broken: WireFault | None) -> int:
    return 1 if broken == "split-arguments" else ARGUMENT_PIECE


def _goes_on(chunk: Event) -> bool:
    choices = chunk["choices"]
    return isinstance(choices, list) and bool(choices) and choices[0]["finish_reason"] is None


def _up_to_the_last_delta(events: Iterable[Event]) -> list[Event]:
    """At least what a response begins with: that it was created and is in progress."""
    whole = list(events)
    deltas = [position for position, event in enumerate(whole) if str(event["type"]).endswith(".delta")]
    return whole[: 1 + max(deltas, default=1)]


def _first_half(events: Iterable[bytes]) -> Iterator[bytes]:
    """A stream that ends in the middle of an event."""
    whole = b"".join(events)
    yield whole[: len(whole) // 2]
