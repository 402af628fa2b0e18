"""The body of a response of either API, whole or as server-sent events, and how bodies break."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import takewhile

import pydantic_core

from adapter.testing.mock_server.chat_completions import chat_body, chat_chunks, chat_error
from adapter.testing.mock_server.responses import response_body, response_events
from adapter.testing.scenario.deltas import ARGUMENT_DELTA
from adapter.testing.scenario.faults import WireFault
from adapter.testing.scenario.received_request import ReceivedRequest
from adapter.tool_calls.reply import ModelReply

Event = Mapping[str, object]


def json_body(
    reply: ModelReply, request: ReceivedRequest, *, number: int, created: int, broken: WireFault | None = None
) -> bytes:
    """The JSON body of an answer that is not streamed. `created` in seconds since 1970."""
    shown = None if broken == "empty-choices" else reply
    if request.api == "responses":
        failed = broken == "200-error"
        body = response_body(
            shown, number=number, model=request.model, created=created, request=request.body, failed=failed
        )
    elif broken == "200-error":
        body = chat_error()
    else:
        body = chat_body(shown, number=number, model=request.model, created=created)
    content = pydantic_core.to_json(body)
    return content[: len(content) // 2] if broken == "truncated-json" else content


def event_stream(
    reply: ModelReply, request: ReceivedRequest, *, number: int, created: int, broken: WireFault | None = None
) -> Iterator[bytes]:
    """The server-sent events of an answer that is streamed."""
    shown = None if broken == "empty-choices" else reply
    render = _chat if request.api == "chat" else _responses
    events = render(shown, request, number, created, broken)
    return _first_half(events) if broken == "truncated-json" else events


def server_sent_event(data: object, event: str | None = None) -> bytes:
    """One server-sent event."""
    head = b"" if event is None else f"event: {event}\n".encode()
    return head + b"data: " + pydantic_core.to_json(data) + b"\n\n"


def _chat(
    reply: ModelReply | None, request: ReceivedRequest, number: int, created: int, broken: WireFault | None
) -> Iterator[bytes]:
    chunks: Iterable[Event] = chat_chunks(
        reply,
        number=number,
        model=request.model,
        created=created,
        include_usage=request.include_usage,
        delta_size=_delta_size(broken),
    )
    if broken == "truncated-stream":
        yield from map(server_sent_event, takewhile(_goes_on, chunks))
        return
    if broken == "200-error":
        yield server_sent_event(next(iter(chunks)))
        yield server_sent_event(chat_error())
    else:
        yield from map(server_sent_event, chunks)
    yield b"data: [DONE]\n\n"


def _responses(
    reply: ModelReply | None, request: ReceivedRequest, number: int, created: int, broken: WireFault | None
) -> Iterator[bytes]:
    events: Iterable[Event] = response_events(
        reply,
        number=number,
        model=request.model,
        created=created,
        request=request.body,
        delta_size=_delta_size(broken),
        failed=broken == "200-error",
    )
    for event in _up_to_the_last_delta(events) if broken == "truncated-stream" else events:
        yield server_sent_event(event, str(event["type"]))


def _delta_size(broken: WireFault | None) -> int:
    return 1 if broken == "split-arguments" else ARGUMENT_DELTA


def _goes_on(chunk: Event) -> bool:
    choices = chunk["choices"]
    return isinstance(choices, list) and bool(choices) and choices[0]["finish_reason"] is None


def _up_to_the_last_delta(events: Iterable[Event]) -> list[Event]:
    """At least what a response begins with: that it was created and is in progress."""
    content = list(events)
    deltas = [position for position, event in enumerate(content) if str(event["type"]).endswith(".delta")]
    return content[: 1 + max(deltas, default=1)]


def _first_half(events: Iterable[bytes]) -> Iterator[bytes]:
    """A stream that ends in the middle of an event."""
    content = b"".join(events)
    yield content[: len(content) // 2]
