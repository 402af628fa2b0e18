"""Rendering: what a scenario answers as the body of either API, whole or streamed, and how bodies break."""

from collections.abc import Iterable, Iterator

import pydantic_core

from adapter.routing.reply import ModelReply
from adapter.routing.request import ModelApi
from adapter.testing.asked import Asked
from adapter.testing.chat import chat_body, chat_chunks
from adapter.testing.faults import WireFault
from adapter.testing.pieces import sse
from adapter.testing.responses import response_body, response_events


def whole_body(
    api: ModelApi, reply: ModelReply, asked: Asked, *, number: int, created: int, broken: WireFault | None = None
) -> bytes:
    """The JSON body of an answer that is not streamed. `created` in seconds since 1970."""
    shown = None if broken == "empty-choices" else reply
    if api == "chat":
        body = chat_body(shown, number=number, model=asked.model, created=created)
    else:
        body = response_body(shown, number=number, model=asked.model, created=created, request=asked.body)
    content = pydantic_core.to_json(body)
    return content[: len(content) // 2] if broken == "truncated-json" else content


def streamed(
    api: ModelApi, reply: ModelReply, asked: Asked, *, number: int, created: int, broken: WireFault | None = None
) -> Iterator[bytes]:
    """The server-sent events of an answer that is streamed."""
    shown = None if broken == "empty-choices" else reply
    events = _chat(shown, asked, number, created) if api == "chat" else _responses(shown, asked, number, created)
    return _first_half(events) if broken == "truncated-json" else events


def _chat(reply: ModelReply | None, asked: Asked, number: int, created: int) -> Iterator[bytes]:
    chunks = chat_chunks(reply, number=number, model=asked.model, created=created, include_usage=asked.include_usage)
    yield from map(sse, chunks)
    yield b"data: [DONE]\n\n"


def _responses(reply: ModelReply | None, asked: Asked, number: int, created: int) -> Iterator[bytes]:
    for event in response_events(reply, number=number, model=asked.model, created=created, request=asked.body):
        yield sse(event, str(event["type"]))


def _first_half(events: Iterable[bytes]) -> Iterator[bytes]:
    """A stream that ends in the middle of an event."""
    whole = b"".join(events)
    yield whole[: len(whole) // 2]
