"""What may be told of calls: masked log lines, and spans, whose seconds are measured as well (`metrics`).

Spans go through the OpenTelemetry API, which does nothing unless the operator's process has its SDK. Names of model
requests follow its semantic conventions for generative AI. No words, no numbers, no caller is an attribute.
"""

import json
import logging
import re
import time
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from functools import cache
from types import TracebackType
from typing import Any, Protocol

from adapter.log_handler import LogHandler
from adapter.metrics import SCOPE, instruments, record_tokens

_NUMBER = re.compile(
    r"(?P<session>\b[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\b)|\+?\d(?:[\s\-./()]{0,3}\d){5,}"
)


def masked(text: str) -> str:
    """The text with every run of six or more digits, however spaced, reduced to its last two: `…34`.

    UUIDs stay readable, because they are what tells one call from another.
    """
    return _NUMBER.sub(_last_two, text)


def _last_two(match: re.Match[str]) -> str:
    if match["session"]:
        return match[0]
    return f"…{''.join(character for character in match[0] if character.isdigit())[-2:]}"


class NumberMask(logging.Filter):
    """A logging filter that masks phone numbers in messages, their arguments and traces."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = masked(record.getMessage())
        record.args = ()
        if record.exc_info and record.exc_info[1] is not None:
            record.exc_text = masked(logging.Formatter().formatException(record.exc_info))
        return True


class JsonLines(logging.Formatter):
    """One JSON object a line: time (UTC), level, logger, message, and the trace where there is one."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info and not record.exc_text:
            record.exc_text = masked(self.formatException(record.exc_info))
        if record.exc_text:
            line["trace"] = record.exc_text
        return _json(line)


_json: Callable[[object], str] = json.JSONEncoder(ensure_ascii=False).encode  # `dumps` makes one for every line


class Sparing(logging.Filter):
    """A filter for a logger whose lines anybody can cause: one of a kind a minute, by its text without arguments.

    The next one says how many were left out. A line with a trace is never left out. `clock` counts seconds.
    """

    def __init__(self, seconds: float = 60.0, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._seconds = seconds
        self._clock = clock
        self._told: dict[str, float] = {}
        self._left_out: Counter[str] = Counter()

    def filter(self, record: logging.LogRecord) -> bool:
        if record.exc_info:
            return True
        kind, now = str(record.msg), self._clock()
        if kind in self._told and now < self._told[kind] + self._seconds:
            self._left_out[kind] += 1
            return False
        self._told[kind] = now
        if more := self._left_out.pop(kind, 0):
            record.msg = f"{record.getMessage()} ({more} more since the last such line)"
            record.args = ()
        return True


_NOT_TOLD = ("logThreads", "logProcesses", "logMultiprocessing", "logAsyncioTasks")
"""What the `logging` module looks up for every line, unless told not to, and no line of ours says."""

SERVERS = ("uvicorn", "gunicorn", "hypercorn")
"""Loggers of the servers that the service may run on. Each brings a format, and a stream, of its own."""


def log_to_stderr(level: int = logging.INFO) -> None:
    """Sends what is logged to stderr as JSON lines, numbers masked; of other libraries, warnings and above.

    A server's own lines, too, whoever has started it. What it says of requests that are none is said once a minute.
    Nobody who logs waits for stderr (`LogHandler`).
    """
    handler = LogHandler()
    handler.setFormatter(JsonLines())
    handler.addFilter(NumberMask())
    for fact in _NOT_TOLD:
        setattr(logging, fact, False)
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.getLogger("adapter").setLevel(level)
    for name in [name for name in logging.root.manager.loggerDict if name.partition(".")[0] in SERVERS]:
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [], True
        logger.setLevel(logging.NOTSET)
        logger.filters = [Sparing()]


def flush_log() -> None:
    """Waits, a second at most, for what has been logged to be written."""
    for handler in logging.root.handlers:
        handler.flush()


class Span(Protocol):
    """The part of an OpenTelemetry span that is used here."""

    def set_attribute(self, key: str, value: str | int | float) -> None: ...

    def set_attributes(self, attributes: Mapping[str, str]) -> None: ...


class _Tracing:
    """What spans are made with."""

    def __init__(self) -> None:
        # The API takes as long to import as the rest of a directory, which needs only the masking above.
        from opentelemetry import trace

        trace.get_tracer_provider()  # loads the one that the environment names
        self._providers = trace.ProxyTracerProvider()
        self._unheard = (trace.ProxyTracer, trace.NoOpTracer)
        self._tracer: Any = None
        self.no_span = trace.INVALID_SPAN
        self.client = trace.SpanKind.CLIENT
        self.internal = trace.SpanKind.INTERNAL
        self.error = trace.StatusCode.ERROR

    def tracer(self) -> Any:
        """The tracer, None while nobody has set up who listens, which may be done at any time: a turn asks four times.

        The API's own `get_tracer_provider` looks up the environment each time.
        """
        if self._tracer is None:
            tracer = self._providers.get_tracer(SCOPE)
            if isinstance(tracer, self._unheard):
                return None
            self._tracer = tracer
        return self._tracer


_tracing = cache(_Tracing)


class _Measured:
    """A span around a block, where somebody listens, and a histogram that gets its seconds.

    `request`: the block asks a model. Then the attributes are those of the measurement as well, and an exception is
    told by its class only. No generator: `contextmanager` takes longer for each of a turn's blocks than all of this.
    """

    __slots__ = ("_attributes", "_name", "_request", "_scope", "_seconds", "_span", "_started")

    def __init__(
        self, name: str, seconds: Any, attributes: dict[str, str | int] | None = None, *, request: bool = False
    ) -> None:
        self._name = name
        self._seconds = seconds
        self._attributes = attributes
        self._request = request
        self._scope: AbstractContextManager[Any] | None = None

    def __enter__(self) -> Span:
        tracing = _tracing()
        self._started = time.perf_counter()
        tracer = tracing.tracer()
        if tracer is None:
            self._span = tracing.no_span
        else:
            self._scope = tracer.start_as_current_span(
                self._name,
                kind=tracing.client if self._request else tracing.internal,
                attributes=self._attributes,
                record_exception=False,
                set_status_on_exception=not self._request,
            )
            self._span = self._scope.__enter__()
        return self._span

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        measured = self._attributes if self._request else None
        if kind is not None and measured is not None:
            measured["error.type"] = kind.__name__
            self._span.set_attribute("error.type", kind.__name__)
            self._span.set_status(_tracing().error)
        self._seconds.record(time.perf_counter() - self._started, measured)
        if self._scope is not None:
            self._scope.__exit__(kind, error, traceback)


def turn_span(call_id: str, number: int) -> AbstractContextManager[Span]:
    """A turn: one utterance, from its request to the decision."""
    attributes: dict[str, str | int] = {"transfer_adapter.call.id": call_id, "transfer_adapter.turn": number}
    return _Measured("turn", instruments().turn_seconds, attributes)


def model_span(model: str) -> AbstractContextManager[Span]:
    """One request to a model. An exception is told by its class only: its text may come from outside."""
    attributes: dict[str, str | int] = {"gen_ai.operation.name": "chat", "gen_ai.request.model": model}
    return _Measured(f"chat {model}", instruments().request_seconds, attributes, request=True)


def store_span() -> AbstractContextManager[Span]:
    """Reading and changing one call in its store."""
    return _Measured("store", instruments().store_seconds)


def tell_tokens(span: Span, model: str, *, input_tokens: int, output_tokens: int) -> None:
    """The tokens of a model request, as the provider counted them; nothing where it counted none."""
    for kind, tokens in (("input", input_tokens), ("output", output_tokens)):
        if tokens:
            span.set_attribute(f"gen_ai.usage.{kind}_tokens", tokens)
            record_tokens(model, kind, tokens)


def tell_decision(span: Span, *, kind: str, reason: str, destination: str | None) -> None:
    """A turn's decision: what it is, why, and the key that it names."""
    attributes = {"transfer_adapter.decision": kind, "transfer_adapter.reason": reason}
    if destination is not None:
        attributes["transfer_adapter.destination"] = destination
    span.set_attributes(attributes)
