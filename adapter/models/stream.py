"""A reply as a stream: how one is asked for, and how its events become the reply that would have come whole."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from datetime import UTC, datetime

import httpx2
import openai

from adapter.errors import ModelReplyUnreadable, ModelTimeout
from adapter.models.faults import LOWER_ERRORS, error_in, fault_of, reply_or_fault, reported_fault
from adapter.models.overhearing import answered
from adapter.models.retry import Fault
from adapter.tool_calls.accumulator import accumulator_for
from adapter.tool_calls.reply import ModelReply
from adapter.tool_calls.reply_size import MAX_BODY, MAX_EVENTS, MAX_STREAM, MAX_VALUES, check_length
from adapter.tool_calls.request import ModelApi

TAIL = 0.1
"""Seconds that all the rest of a stream may take when its reply is complete: usage, and the end that lets the
connection be used again. Servers send both with the reply's last piece."""
SLICE = 4 * 1024
"""Bytes of a stream that are read at once; then others have their turn."""


def streaming(body: bytes, api: ModelApi, *, count: bool = True) -> bytes:
    """The body of a request that asks for the same reply as a stream.

    Chat Completions say what a streamed reply has cost only if they are asked to `count`.
    """
    counting = b',"stream_options":{"include_usage":true}' if count and api == "chat" else b""
    return body[:-1] + b',"stream":true' + counting + b"}"


async def read_stream(
    stream: openai.AsyncStream[object], api: ModelApi, *, stall: float, hear: Callable[[object], None] | None = None
) -> ModelReply | Fault:
    """The reply of a stream, read to its end. `hear` gets each event of it that says something.

    `stall` is how many seconds may pass without an event while a text or a call is under way, or without a byte within
    an event. A model that thinks sends nothing, so only the caller's own limit holds while it does.

    A stream that breaks in any way before its reply is complete gives a fault: of half a reply nothing is used, because
    half an argument text can be a valid one. When the reply is complete, nothing that follows can spoil it or be waited
    for. Raises `ModelReplyUnreadable` for pieces that do not fit together.
    """
    chunks = accumulator_for(api)
    fault: Fault | None = None
    torn = over = False
    size = _Size()
    clock = asyncio.get_running_loop().time

    def wait() -> None:
        nonlocal over
        if over:
            return
        over = bool(fault) or chunks.complete
        if over:
            patience.reschedule(clock() + TAIL)
        else:
            patience.reschedule(clock() + stall if torn or chunks.speaking else None)

    def see(piece: bytes) -> None:
        nonlocal torn
        size.add(piece)
        torn = not piece.endswith((b"\n", b"\r"))
        # A whole line may be a comment that keeps the connection alive: only an event is progress.
        if torn:
            wait()

    _watch(stream.response, see)
    try:
        async with asyncio.timeout(None) as patience:
            async for event in stream:
                fault = fault or (None if chunks.complete else reported(event))
                chunks.add(event)
                if hear is not None and fault is None:
                    hear(event)
                wait()
    except TimeoutError:
        broken = Fault(error=ModelTimeout(f"the model server's stream stalled for {stall:g} s"), retryable=True)
    except LOWER_ERRORS as error:
        # The openai package raises an event's field `error` as the body of its error.
        told = {"error": error.body} if type(error) is openai.APIError else None
        broken = reported(told) or fault_of(error, datetime.now(UTC))
    except ModelReplyUnreadable as error:
        broken = Fault(error=type(error)(str(error)), retryable=False)
    except (ValueError, RecursionError):
        broken = Fault(
            error=ModelReplyUnreadable("the model server's stream holds an event that is no JSON"), retryable=True
        )
    else:
        broken = Fault(
            error=ModelReplyUnreadable("the model server's stream ended before its reply did"), retryable=True
        )
    if fault is not None:
        return fault
    if not chunks.complete:
        return broken
    body = chunks.body()
    answered(body)
    return reply_or_fault(body, stream.response.status_code)


def _watch(response: httpx2.Response, see: Callable[[bytes], None]) -> None:
    """Shows the bytes of a body as they come."""
    if isinstance(response.stream, httpx2.AsyncByteStream):
        response.stream = _Watched(response.stream, see)


class _Watched(httpx2.AsyncByteStream):
    def __init__(self, stream: httpx2.AsyncByteStream, see: Callable[[bytes], None]) -> None:
        self._stream = stream
        self._see = see

    async def __aiter__(self) -> AsyncIterator[bytes]:
        read = 0
        async for piece in self._stream:
            for start in range(0, len(piece), SLICE):
                part = piece[start : start + SLICE]
                self._see(part)
                yield part
                read += len(part)
                if read >= SLICE:
                    read = 0
                    await asyncio.sleep(0)

    async def aclose(self) -> None:
        await self._stream.aclose()


class _Size:
    """How much has come: of the whole stream, and of the event that goes on."""

    def __init__(self) -> None:
        self._whole = self._lines = self._event = self._values = 0
        self._begun = False

    def add(self, piece: bytes) -> None:
        """Counts what comes next. Raises `ModelReplyTooLarge` before it is read."""
        self._whole += len(piece)
        check_length(self._whole, MAX_STREAM, "bytes in a stream")
        lines = piece.splitlines(keepends=True)
        self._lines += len(lines)
        check_length(self._lines, _LINES * MAX_EVENTS, "lines in a stream")
        for line in lines:
            if not self._begun and line in (b"\n", b"\r", b"\r\n"):
                self._event = self._values = 0
                continue
            self._event += len(line)
            self._values += line.count(b"{") + line.count(b"[") + line.count(b",")
            self._begun = not line.endswith((b"\n", b"\r"))
            check_length(self._event, MAX_BODY, "bytes in an event")
            check_length(self._values, MAX_VALUES, "values in an event")


_LINES = 3
"""Lines of an event: its name, its data, and the empty one that ends it."""


def reported(event: object) -> Fault | None:
    """The fault that an event reports: in its or its choice's `error`, or as the event `error` of Responses."""
    if not isinstance(event, Mapping):
        return None
    error = event if event.get("type") == "error" and not event.get("error") else error_in(event)
    if not error:
        return None
    # The request was accepted, so what fails later is rather the server's trouble.
    unknown = Fault(error=ModelReplyUnreadable("the model server's stream reported an error"), retryable=True)
    return reported_fault({"error": error}) or unknown
