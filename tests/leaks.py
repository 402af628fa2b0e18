"""Watches what the program writes and sends while the tests run: no configured number may be in it."""

import logging
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import httpx2
import pytest
from opentelemetry import trace
from opentelemetry.sdk.trace import ReadableSpan, SpanProcessor, TracerProvider

from adapter.calls import turn
from adapter.calls.record_file import RecordFile
from adapter.directory.numbers import ConfiguredNumbers
from adapter.handoff.note import Note
from adapter.handoff.receiver import Receiver
from adapter.models.model import Model, PieceListener
from adapter.models.request_fields import RequestFields
from adapter.testing.mock_server.request_log import LoggedRequest, RequestLog
from adapter.tool_calls.conversation import AssistantMessage
from adapter.tool_calls.reply import ModelReply
from adapter.tool_calls.request import ModelApi, ModelRequest

EVERYTHING = 1
"""The level of the package's logger while tests run. What a test does not ask for is seen here and goes no further."""


@dataclass(kw_only=True)
class Watch:
    """What was seen: how much of each kind, and where a number was found since the last look."""

    numbers: ConfiguredNumbers
    seen: Counter[str] = field(default_factory=Counter)
    found: list[str] = field(default_factory=list)
    _known: set[int] = field(default_factory=set)

    def see(self, kind: str, text: str) -> None:
        """Counts a text and looks for a number in it."""
        self.seen[kind] += 1
        # Prompts and tools come again with every request.
        if hash(text) not in self._known:
            self._known.add(hash(text))
            if self.numbers.found_in(text):
                self.found.append(f"{kind}: {text[:400]}")

    def told(self) -> list[str]:
        """Where numbers were found since the last time."""
        found, self.found = self.found, []
        return found


@contextmanager
def watching(watch: Watch) -> Iterator[None]:
    """Looks at all log records of the package, spans, lines of decision records, handoff notes, requests to models."""
    with pytest.MonkeyPatch.context() as patch:
        _watch_logs(watch, patch)
        _watch_records(watch, patch)
        _watch_notes(watch, patch)
        _watch_models(watch, patch)
        provider = TracerProvider()
        provider.add_span_processor(_Spans(watch))
        trace.set_tracer_provider(provider)
        yield


def _watch_logs(watch: Watch, patch: pytest.MonkeyPatch) -> None:
    logging.getLogger("adapter").setLevel(EVERYTHING)
    handle = logging.Logger.handle
    as_text = logging.Formatter("%(message)s")

    def seen(self: logging.Logger, record: logging.LogRecord) -> None:
        watch.see("log records", as_text.format(record))
        if self.getEffectiveLevel() > EVERYTHING or record.levelno >= logging.getLogger().level:
            handle(self, record)

    patch.setattr(logging.Logger, "handle", seen)


def _watch_records(watch: Watch, patch: pytest.MonkeyPatch) -> None:
    put = RecordFile.put

    def seen(self: RecordFile, line: bytes) -> None:
        watch.see("lines of decision records", line.decode())
        put(self, line)

    patch.setattr(RecordFile, "put", seen)


def _watch_notes(watch: Watch, patch: pytest.MonkeyPatch) -> None:
    ask = Receiver._request

    def seen(self: Receiver, note: Note, now: datetime) -> httpx2.Request:
        watch.see("handoff notes", note.body)
        return ask(self, note, now)

    patch.setattr(Receiver, "_request", seen)


def _watch_models(watch: Watch, patch: pytest.MonkeyPatch) -> None:
    """Requests that become a body, that a model in process takes as they are, and that reach a mock server."""
    ask, body, whole, add = turn._ask, ModelRequest.body, RequestFields.body, RequestLog.add

    async def seen_in_process(
        model: Model, request: ModelRequest, took: list[float], listener: PieceListener | None = None
    ) -> ModelReply:
        for text in _texts(request):
            watch.see("texts for models", text)
        return await ask(model, request, took, listener)

    def seen_body(self: ModelRequest, api: ModelApi, model: str, **asked: Any) -> bytes:
        sent = body(self, api, model, **asked)
        watch.see("requests to models", sent.decode())
        return sent

    def seen_whole(self: RequestFields, request: ModelRequest, model: str) -> bytes:
        sent = whole(self, request, model)
        watch.see("whole requests to models", sent.decode())
        return sent

    def seen_by_server(self: RequestLog, request: LoggedRequest) -> None:
        watch.see("requests to mock servers", request.raw.decode("utf-8", "replace"))
        add(self, request)

    patch.setattr(turn, "_ask", seen_in_process)
    patch.setattr(ModelRequest, "body", seen_body)
    patch.setattr(RequestFields, "body", seen_whole)
    patch.setattr(RequestLog, "add", seen_by_server)


def _texts(request: ModelRequest) -> Iterator[str]:
    yield request.system
    yield request.toolset.encoded().decode()
    for message in request.conversation:
        yield message.text
        if isinstance(message, AssistantMessage):
            yield from (f"{call.name} {call.arguments}" for call in message.tool_calls)


class _Spans(SpanProcessor):
    def __init__(self, watch: Watch) -> None:
        self._watch = watch

    def on_end(self, span: ReadableSpan) -> None:
        self._watch.see("spans", f"{span.name} {dict(span.attributes or {})} {[event.name for event in span.events]}")
