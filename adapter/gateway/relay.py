"""The relay between a platform's request and the model: time, cancellation, and the one question again."""

import asyncio
import contextlib
import logging
import uuid
from collections.abc import AsyncGenerator, Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from adapter.calls.changes import in_short
from adapter.errors import (
    ModelError,
    ModelGenerationFailed,
    ModelInputRefused,
    ModelTimeout,
    ModelWindowExceeded,
)
from adapter.gateway.frames import Answer
from adapter.gateway.held_stream import AskAgain, HeldStream, Released
from adapter.gateway.native_tools import NATIVE_TOOLS, NativeTool
from adapter.gateway.relayed import Relayed
from adapter.gateway.substitute import KnownTools, Substituted, gateway_config, substituted
from adapter.gateway.told_turn import PLATFORM, OnTurn, ToldTurn
from adapter.metrics import AnswerTimer
from adapter.models.upstream import Upstream, UpstreamRequest
from adapter.telemetry import masked, model_span, tell_decision, tell_tokens, turn_span
from adapter.tool_calls.decision import Failed, Transfer
from adapter.transfers.assistant_config import AssistantConfig

logger = logging.getLogger(__name__)

TAIL: Final = 0.1
"""Seconds for what follows a complete answer: its usage."""


class Gateway:
    """Many requests of one assistant. Keeps nothing of a call between them: the same request may come twice.

    `seconds` is how long an answer may take, with all that is asked again. `known` are the platforms' transfer tools
    that are recognised. `on_turn` is told of every decision, as of those of calls.
    """

    def __init__(
        self,
        config: AssistantConfig,
        upstream: Upstream,
        *,
        now: Callable[[], datetime],
        seconds: float = 15.0,
        known: Sequence[NativeTool] = NATIVE_TOOLS,
        on_turn: OnTurn | None = None,
    ) -> None:
        self.config = self.fitted(config)  # what no provider takes is refused here, not in a call
        self.upstream = upstream
        self._now = now
        self._seconds = seconds
        self._known = tuple(known)
        self._tools = KnownTools(self.config, self._known)
        self._on_turn = on_turn
        self._thinks = False
        """An answer has begun within a thought: from then on the beginning of every one waits for its closing mark."""

    def fitted(self, config: AssistantConfig) -> AssistantConfig:
        """A configuration for the gateway, with its tools built. Raises `ToolsetError`. Changes nothing."""
        fitted = gateway_config(config)
        _ = fitted.toolset
        return fitted

    def use(self, config: AssistantConfig) -> None:
        """Goes by another directory or prompt from the next request on: one that `fitted` has given."""
        self.config = config
        self._tools = KnownTools(config, self._known)

    @contextlib.asynccontextmanager
    async def answering(self, body: Mapping[str, Any]) -> AsyncGenerator[Relayed, None]:
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
            timer=AnswerTimer(PLATFORM, "request"),
        )
        work = asyncio.create_task(self._run(asked, relayed))
        try:
            yield relayed
        finally:
            if not work.done():
                work.cancel()
                await asyncio.gather(work, return_exceptions=True)

    async def _run(self, asked: Substituted, relayed: Relayed) -> None:
        """Asks the model and puts what may leave into `relayed`, its end last. Raises nothing."""
        held = HeldStream(asked, thinks=self._thinks)
        told = ToldTurn(since=self._now().timestamp())
        failure: ModelError | None = None
        try:
            end = await self._end(asked, held, relayed, told)
        except ModelError as error:
            logger.warning("gateway: %s: %s", error.code, masked(str(error)))
            failure = error
            if not held.said:
                relayed.put(error)
                told.tell(asked, None, self._on_turn, error)
                return
            # What has been heard cannot be taken back: the platform gets an end, and the caller something to go on.
            end = held.settled(Failed(reason=error.code))
        except Exception:
            # The edge of the request: whatever broke, the platform gets an answer.
            logger.exception("gateway: an answer broke")
            end = held.settled(Failed(reason="model_error"))
        relayed.put(end)
        told.tell(asked, end.decision, self._on_turn, failure)

    async def _end(self, asked: Substituted, held: HeldStream, relayed: Relayed, told: ToldTurn) -> Released:
        """How the answer ends, with the model asked once more where that can help."""
        with turn_span(asked.offer.situation.call.id, 1) as span:
            otherwise: Released | None = None
            try:
                async with asyncio.timeout(self._seconds):
                    await self._ask(asked.upstream, held, relayed, told)
                    found = held.finish()
                    told.replies.append(held.reply)
                    self._learn(held)
                    if isinstance(found, AskAgain):
                        otherwise = found.otherwise
                        logger.info("gateway: asked again: %s", in_short(found.decision))
                        told.first = found.decision
                        found = await self._again(asked, found, held, relayed, told)
            except (ModelError, TimeoutError) as error:
                if otherwise is None:
                    raise _failure(error, self._seconds) from None
                logger.warning("gateway: the model failed when it was asked again: %s", masked(str(error)))
                found = otherwise
            end = found.otherwise if isinstance(found, AskAgain) else found
            if end.decision is not None:
                decision = end.decision
                key = decision.destination if isinstance(decision, Transfer) else None
                tell_decision(span, kind=decision.kind, reason=decision.reason, destination=key)
                logger.info("gateway: decided: %s", in_short(decision))
            return end

    def _learn(self, held: HeldStream) -> None:
        if not self._thinks and held.thought:
            self._thinks = True
            logger.warning("gateway: the model's template opens a thought: answers wait for its end from now on")

    async def _again(
        self, asked: Substituted, found: AskAgain, held: HeldStream, relayed: Relayed, told: ToldTurn
    ) -> Released | AskAgain:
        again = asked.again(found.retry, found.offer)
        second = HeldStream(again, behind=held)
        relayed.count_on()
        await self._ask(again.upstream, second, relayed, told)
        end = second.finish(last=True)
        told.replies.append(second.reply)
        return end

    async def _ask(self, request: UpstreamRequest, held: HeldStream, relayed: Relayed, told: ToldTurn) -> None:
        clock = asyncio.get_running_loop().time
        begun = clock()
        try:
            await self._answered(request, held, relayed)
        finally:
            told.seconds.append(round(clock() - begun, 3))

    async def _answered(self, request: UpstreamRequest, held: HeldStream, relayed: Relayed) -> None:
        """Feeds what the model answers, and passes on the text that may leave."""
        shorter: Iterator[UpstreamRequest] | None = None
        while True:
            try:
                await self._feed(request, held, relayed)
            except ModelWindowExceeded as error:
                shorter = iter(request.shortened()) if shorter is None else shorter
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

    async def _feed(self, request: UpstreamRequest, held: HeldStream, relayed: Relayed) -> None:
        name = self.upstream.name
        with model_span(name) as span:
            async with contextlib.aclosing(self.upstream.chunks(request, seconds=self._seconds)) as answer:
                async for chunks in answer:
                    relayed.count(chunks)
                    text = held.feed(*chunks)
                    if text:
                        relayed.put(text)
                    if held.complete:
                        break
                with contextlib.suppress(TimeoutError, ModelError):
                    async with asyncio.timeout(TAIL):
                        async for chunks in answer:
                            relayed.count(chunks)
            asked, answered = relayed.tokens("prompt_tokens"), relayed.tokens("completion_tokens")
            tell_tokens(span, name, input_tokens=asked, output_tokens=answered)

    async def aclose(self) -> None:
        """Closes the upstream."""
        await self.upstream.aclose()


def _failure(error: Exception, seconds: float) -> ModelError:
    return error if isinstance(error, ModelError) else ModelTimeout(f"no answer of the model within {seconds:g} s")


def _echoed(model: object) -> str:
    """The model as the request names it, for its reader."""
    return model[:200] if isinstance(model, str) and model else "transfer-adapter"


def _counts(body: Mapping[str, Any]) -> bool:
    options = body.get("stream_options")
    return isinstance(options, Mapping) and options.get("include_usage") is True
