"""Server-sent events as a model server streams them: bytes in, decoded events out, within the bounds of a reply.

What comes in one read is decoded at once and given together: a process that is busy reads more at a time, and then has
less to do for each event. The openai package's decoder takes an object and three generator steps for every line.
"""

import asyncio
import contextlib
import json
from collections.abc import AsyncGenerator, AsyncIterable, Iterator
from typing import Final

import pydantic_core

from adapter.errors import ModelReplyTooLarge, ModelReplyUnreadable
from adapter.models.faults import LOWER_ERRORS
from adapter.tool_calls.reply_size import MAX_BODY, MAX_EVENTS, MAX_STREAM, check_length, check_values

SLICE: Final = 4 * 1024
"""Bytes of a stream that are decoded at once; then others have their turn."""
LINES: Final = 3
"""Lines of an event: its name, its data, and the empty one that ends it."""
DRAIN: Final = 0.1
"""Seconds for what follows the last event: nothing but the end of the body, without which a connection is not used
again."""


async def decoded_events(pieces: AsyncIterable[bytes]) -> AsyncGenerator[list[object], None]:
    """The events of a stream up to `[DONE]`, those together that came together, never none.

    Raises `ValueError` or `RecursionError` for an event that is no JSON, and `ModelReplyTooLarge` for more than a reply
    has. What came before it has been given.
    """
    data_of = EventData()
    read = 0
    async for piece in pieces:
        for start in range(0, len(piece), SLICE):
            if read >= SLICE:
                read = 0
                await asyncio.sleep(0)
            part = piece[start : start + SLICE]
            read += len(part)
            events: list[object] = []
            failure: Exception | None = None
            try:
                for data in data_of.more(part):
                    events.append(_json(data))  # noqa: PERF401 - those before a failure are kept
            except (ValueError, RecursionError, ModelReplyTooLarge) as error:
                failure = error
            if events:
                yield events
            if failure is not None:
                raise failure
            if data_of.done:
                await _drained(pieces)
                return


class EventData:
    """Takes a stream in pieces of any size; gives the data of each event that is whole.

    Lines end as the HTML standard has it: with LF, CR or both. Names, ids, comments, and events without data are passed
    over; an event that the stream ends within is none.
    """

    def __init__(self) -> None:
        self._line: list[bytes] = []
        """Of the line under way."""
        self._data: list[bytes] = []
        """Of the event under way."""
        self._stream = self._lines = self._event = self._partial = 0
        self._after_cr = False
        self.done = False
        """`[DONE]` has come."""

    def more(self, piece: bytes) -> Iterator[bytes]:
        """The data of the events that the next piece ends. Raises `ModelReplyTooLarge`."""
        self._stream += len(piece)
        check_length(self._stream, MAX_STREAM, "bytes in a stream")
        if self._after_cr or b"\r" in piece:
            piece = self._with_lf(piece)
        *lines, rest = piece.split(b"\n")
        if lines and self._line:
            lines[0] = b"".join((*self._line, lines[0]))
            self._line.clear()
            self._partial = 0
        self._lines += len(lines)
        check_length(self._lines, LINES * MAX_EVENTS, "lines in a stream")
        for line in lines:
            if line:
                self._take(line)
            elif self._data:
                data = b"\n".join(self._data) if len(self._data) > 1 else self._data[0]
                self._data.clear()
                self._event = 0
                check_values(data)
                if data.startswith(b"[DONE]"):
                    self.done = True
                    return
                yield data
            else:
                self._event = 0
        if rest:
            self._line.append(rest)
            self._partial += len(rest)
            check_length(self._event + self._partial, MAX_BODY, "bytes in an event")

    def _take(self, line: bytes) -> None:
        self._event += len(line)
        check_length(self._event, MAX_BODY, "bytes in an event")
        name, _, value = line.partition(b":")
        if name == b"data":
            self._data.append(value.removeprefix(b" "))

    def _with_lf(self, piece: bytes) -> bytes:
        """The piece with LF alone at the ends of its lines."""
        if self._after_cr:
            piece = piece.removeprefix(b"\n")
        self._after_cr = piece.endswith(b"\r")
        return piece.replace(b"\r\n", b"\n").replace(b"\r", b"\n")


def _json(data: bytes) -> object:
    try:
        return pydantic_core.from_json(data)
    except ValueError:
        # A token that is half an emoji comes as half a surrogate pair, which only json reads.
        return json.loads(data)


async def _drained(pieces: AsyncIterable[bytes]) -> None:
    """Reads what is left. Nothing of it can spoil what has come."""
    with contextlib.suppress(TimeoutError, ModelReplyUnreadable, *LOWER_ERRORS):
        async with asyncio.timeout(DRAIN):
            async for _ in pieces:
                pass
