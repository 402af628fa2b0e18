"""One answer on its way to the platform: what may leave of it, as frames of a stream or as one body."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from adapter.errors import ModelError
from adapter.gateway.frames import SIGN_OF_LIFE, Answer
from adapter.gateway.held_stream import Released
from adapter.metrics import AnswerTimer

ALIVE_EVERY: Final = 3.0
"""Seconds without a byte after which a sign of life is sent: the least patient client known waits 5."""

_Piece: TypeAlias = str | bytes | Released | ModelError | None
"""Text, a sign of life, an end, or nobody who reads it any more."""


@dataclass(kw_only=True)
class Relayed:
    """One answer on its way."""

    answer: Answer
    counts: bool
    """Whether a stream tells what it has cost."""
    timer: AnswerTimer
    """Stops with the first piece."""
    ended: bool = False
    """Whether the frames that were given last are the end of the stream."""
    _pieces: "asyncio.Queue[_Piece]" = field(default_factory=asyncio.Queue)
    _usages: list[Mapping[str, object]] = field(default_factory=lambda: [{}])

    def put(self, piece: _Piece) -> None:
        """Puts the next piece behind the others."""
        self.timer.stop()
        self._pieces.put_nowait(piece)

    def give_up(self) -> None:
        """Ends what is given of the answer: nobody reads it any more."""
        self._pieces.put_nowait(None)

    def count(self, chunks: Iterable[Mapping[str, object]]) -> None:
        """Takes what a server says of the tokens. Some say it with every chunk, and growing."""
        for chunk in chunks:
            usage = chunk.get("usage")
            if isinstance(usage, Mapping):
                self._usages[-1] = usage

    def count_on(self) -> None:
        """A further request begins; what both have cost is added up."""
        self._usages.append({})

    def tokens(self, name: str) -> int:
        """What the latest request has cost, by OpenAI's name of it; 0 where its server has told nothing that counts."""
        told = self._usages[-1].get(name)
        return told if isinstance(told, int) and told > 0 else 0

    @property
    def usage(self) -> dict[str, object] | None:
        """What all requests have cost, None where no server has told."""
        told = [usage for usage in self._usages if usage]
        if len(told) < 2:
            return dict(told[0]) if told else None
        names = ("prompt_tokens", "completion_tokens", "total_tokens")
        return {name: sum(value for usage in told if isinstance(value := usage.get(name), int)) for name in names}

    async def frames(self) -> AsyncIterator[bytes]:
        """The frames of a stream, as many at once as are there; `ended` with the last. Raises the `ModelError` of a
        request that has failed before its first one."""
        silence = _Silence(self._pieces)
        begun = False
        try:
            while True:
                pieces = [await self._pieces.get()]
                while not self._pieces.empty():
                    pieces.append(self._pieces.get_nowait())
                frames: list[bytes] = []
                for piece in pieces:
                    if piece is None:
                        return
                    if isinstance(piece, ModelError):
                        raise piece
                    if isinstance(piece, Released):
                        self.ended = True
                        yield b"".join((*frames, self._last(piece, first=not begun)))
                        return
                    if isinstance(piece, bytes):
                        frames.append(piece)
                    else:
                        frames.append(self.answer.text(piece, first=not begun))
                        begun = True
                yield b"".join(frames)
                silence.broken()
        finally:
            silence.over()

    async def whole(self) -> bytes:
        """The answer as one body, empty where nobody reads it any more. Raises the `ModelError` of a request that has
        failed."""
        said: list[str] = []
        while True:
            piece = await self._pieces.get()
            if piece is None:
                return b""
            if isinstance(piece, ModelError):
                raise piece
            if isinstance(piece, Released):
                return self.answer.whole("".join((*said, piece.text)), piece.calls, piece.ending, self.usage)
            if isinstance(piece, str):
                said.append(piece)

    def _last(self, end: Released, *, first: bool) -> bytes:
        text = self.answer.text(end.text, first=first) if end.text else b""
        calls = self.answer.calls(end.calls, first=first and not end.text)
        return text + calls + self.answer.end(end.ending, self.usage if self.counts else None)


class _Silence:
    """Puts a sign of life among the pieces where nothing else has come for too long.

    One timer for an answer: to begin and to end a timeout takes as long as to write the frame that it waits for.
    """

    def __init__(self, pieces: "asyncio.Queue[_Piece]") -> None:
        self._pieces = pieces
        self._loop = asyncio.get_running_loop()
        self._since = self._loop.time()
        self._timer = self._loop.call_later(ALIVE_EVERY, self._look)

    def broken(self) -> None:
        """Something has been sent."""
        self._since = self._loop.time()

    def over(self) -> None:
        """Nothing more is sent."""
        self._timer.cancel()

    def _look(self) -> None:
        left = self._since + ALIVE_EVERY - self._loop.time()
        if left <= 0:
            left = ALIVE_EVERY
            if self._pieces.empty():
                self._pieces.put_nowait(SIGN_OF_LIFE)
        self._timer = self._loop.call_later(left, self._look)
