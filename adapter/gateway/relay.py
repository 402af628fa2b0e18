"""The relay between a platform's request and the model: time, cancellation, and the one question again."""

import asyncio
import contextlib
import logging
import uuid
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, TypeAlias

from adapter.calls.changes import in_short
from adapter.errors import (
    ModelError,
    ModelGenerationFailed,
    ModelInputRefused,
    ModelTimeout,
    ModelWindowExceeded,
)
from adapter.gateway.frames import SIGN_OF_LIFE, Answer
from adapter.gateway.held_stream import AskAgain, HeldStream, Released
from adapter.gateway.native_tools import NATIVE_TOOLS, NativeTool
from adapter.gateway.substitute import KnownTools, Substituted, gateway_config, substituted
from adapter.models.upstream import Upstream, UpstreamRequest
from adapter.telemetry import count_decision, masked, turn_span
from adapter.tool_calls.decision import Failed, Transfer
from adapter.transfers.assistant_config import AssistantConfig

logger = logging.getLogger(__name__)

ALIVE_EVERY: Final = 3.0
"""Seconds without a byte after which a sign of life is sent: the least patient client known waits 5."""
TAIL: Final = 0.1
"""Seconds for what follows a complete answer: its usage."""

_Piece: TypeAlias = str | Released | ModelError | None


class Gateway:
    """Many requests of one assistant. Keeps nothing of a call between them: the same request may come twice.

    `seconds` is how long an answer may take, with all that is asked again. `known` are the platforms' transfer tools
    that are recognised.
    """

    def __init__(
        self,
        config: AssistantConfig,
        upstream: Upstream,
        *,
        now: Callable[[], datetime],
        seconds: float = 15.0,
        known: Sequence[NativeTool] = NATIVE_TOOLS,
    ) -> None:
        self.config = gateway_config(config)
        self.upstream = upstream
        self._now = now
        self._seconds = seconds
        self._known = tuple(known)
        self._tools = KnownTools(self.config, self._known)
        self._thinks = False
        """An answer has begun within a thought: from then on the beginning of every one waits for its closing mark."""
        _ = self.config.toolset  # what no provider takes is refused here, not in a call

    @contextlib.asynccontextmanager
    async def answering(self, body: Mapping[str, Any]) -> AsyncGenerator["Relayed", None]:
        """The answer to a request, while it comes. Leaving the block ends the request to the model.

        Raises `RequestError` for a body that is no request.
        """
        now = self._now()
        asked = substituted(body, self.config, now, known=self._known, tools=self._tools)
        relayed = Relayed(
            answer=Answer(
                id=f"chatcmpl-{uuid.uuid4().hex}", created=int(now.timestamp()), model=_echoed(body.get("model"))
            ),
            counts=_counts(body),
        )
        work = asyncio.create_task(self._run(asked, relayed))
        try:
            yield relayed
        finally:
            work.cancel()
            await asyncio.gather(work, return_exceptions=True)

    async def _run(self, asked: Substituted, relayed: "Relayed") -> None:
        """Asks the model and puts what may leave into `relayed`, its end last. Raises nothing."""
        held = HeldStream(asked, thinks=self._thinks)
        try:
            end = await self._end(asked, held, relayed)
        except ModelError as error:
            logger.warning("gateway: %s: %s", error.code, masked(str(error)))
            if not held.said:
                relayed.put(error)
                return
            # What has been heard cannot be taken back: the platform gets an end, and the caller something to go on.
            end = held.settled(Failed(reason=error.code))
        except Exception:
            # The edge of the request: whatever broke, the platform gets an answer.
            logger.exception("gateway: an answer broke")
            end = held.settled(Failed(reason="model_error"))
        relayed.put(end)

    async def _end(self, asked: Substituted, held: HeldStream, relayed: "Relayed") -> Released:
        """How the answer ends, with the model asked once more where that can help."""
        with turn_span(asked.offer.situation.call.id, 1) as span:
            otherwise: Released | None = None
            try:
                async with asyncio.timeout(self._seconds):
                    await self._ask(asked.upstream, held, relayed)
                    found = held.finish()
                    self._learn(held)
                    if isinstance(found, AskAgain):
                        otherwise = found.otherwise
                        logger.info("gateway: asked again: %s", in_short(found.decision))
                        found = await self._again(asked, found, held, relayed)
            except (ModelError, TimeoutError) as error:
                if otherwise is None:
                    raise _failure(error, self._seconds) from None
                logger.warning("gateway: the model failed when it was asked again: %s", masked(str(error)))
                found = otherwise
            end = found.otherwise if isinstance(found, AskAgain) else found
            if end.decision is not None:
                decision = end.decision
                key = decision.destination if isinstance(decision, Transfer) else None
                count_decision(span, kind=decision.kind, reason=decision.reason, destination=key)
                logger.info("gateway: decided: %s", in_short(decision))
            return end

    def _learn(self, held: HeldStream) -> None:
        if not self._thinks and held.thought:
            self._thinks = True
            logger.warning("gateway: the model's template opens a thought: answers wait for its end from now on")

    async def _again(
        self, asked: Substituted, found: AskAgain, held: HeldStream, relayed: "Relayed"
    ) -> Released | AskAgain:
        second = HeldStream(asked, behind=held)
        relayed.count_on()
        await self._ask(asked.again(found.retry), second, relayed)
        return second.finish(last=True)

    async def _ask(self, request: UpstreamRequest, held: HeldStream, relayed: "Relayed") -> None:
        """Feeds what the model answers, and passes on the text that may leave."""
        shorter = iter(request.shortened())
        while True:
            try:
                await self._feed(request, held, relayed)
            except ModelWindowExceeded as error:
                less = next(shorter, None)
                if less is None:
                    raise
                logger.warning("gateway: the model's window is too small: %s", masked(str(error)))
                request = less
            except ModelInputRefused:
                held.feed({"choices": [{"index": 0, "delta": {}, "finish_reason": "content_filter"}]})
                return
            except ModelGenerationFailed:
                held.broke()
                return
            else:
                return

    async def _feed(self, request: UpstreamRequest, held: HeldStream, relayed: "Relayed") -> None:
        async with contextlib.aclosing(self.upstream.chunks(request, seconds=self._seconds)) as chunks:
            async for chunk in chunks:
                relayed.count(chunk.get("usage"))
                text = held.feed(chunk)
                if text:
                    relayed.put(text)
                if held.complete:
                    break
            with contextlib.suppress(TimeoutError, ModelError):
                async with asyncio.timeout(TAIL):
                    async for chunk in chunks:
                        relayed.count(chunk.get("usage"))

    async def aclose(self) -> None:
        """Closes the upstream."""
        await self.upstream.aclose()


@dataclass(kw_only=True)
class Relayed:
    """One answer on its way."""

    answer: Answer
    counts: bool
    """Whether a stream tells what it has cost."""
    _pieces: "asyncio.Queue[_Piece]" = field(default_factory=asyncio.Queue)
    _usages: list[Mapping[str, object]] = field(default_factory=lambda: [{}])

    def put(self, piece: _Piece) -> None:
        """Puts the next piece behind the others."""
        self._pieces.put_nowait(piece)

    def give_up(self) -> None:
        """Ends what is given of the answer: nobody reads it any more."""
        self._pieces.put_nowait(None)

    def count(self, usage: object) -> None:
        """Takes what a server says of the tokens. Some say it with every chunk, and growing."""
        if isinstance(usage, Mapping):
            self._usages[-1] = usage

    def count_on(self) -> None:
        """A further request begins; what both have cost is added up."""
        self._usages.append({})

    @property
    def usage(self) -> dict[str, object] | None:
        """What all requests have cost, None where no server has told."""
        told = [usage for usage in self._usages if usage]
        if len(told) < 2:
            return dict(told[0]) if told else None
        names = ("prompt_tokens", "completion_tokens", "total_tokens")
        return {name: sum(value for usage in told if isinstance(value := usage.get(name), int)) for name in names}

    async def frames(self) -> AsyncIterator[bytes]:
        """The frames of a stream. Raises the `ModelError` of a request that has failed before its first one."""
        first = True
        while True:
            try:
                async with asyncio.timeout(ALIVE_EVERY):
                    piece = await self._pieces.get()
            except TimeoutError:
                yield SIGN_OF_LIFE
                continue
            if piece is None:
                return
            if isinstance(piece, ModelError):
                raise piece
            if isinstance(piece, str):
                yield self.answer.text(piece, first=first)
                first = False
                continue
            yield self._last(piece, first=first)
            return

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
            if isinstance(piece, str):
                said.append(piece)
                continue
            return self.answer.whole("".join((*said, piece.text)), piece.calls, piece.ending, self.usage)

    def _last(self, end: Released, *, first: bool) -> bytes:
        text = self.answer.text(end.text, first=first) if end.text else b""
        calls = self.answer.calls(end.calls, first=first and not end.text)
        return text + calls + self.answer.end(end.ending, self.usage if self.counts else None)


def _failure(error: Exception, seconds: float) -> ModelError:
    return error if isinstance(error, ModelError) else ModelTimeout(f"no answer of the model within {seconds:g} s")


def _echoed(model: object) -> str:
    """The model as the request names it, for its reader."""
    return model[:200] if isinstance(model, str) and model else "transfer-adapter"


def _counts(body: Mapping[str, Any]) -> bool:
    options = body.get("stream_options")
    return isinstance(options, Mapping) and options.get("include_usage") is True
