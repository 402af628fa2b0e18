"""A model server as an upstream: other people's requests over Chat Completions, beneath the openai package's client."""

import asyncio
import logging
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

import openai
import pydantic_core

from adapter.errors import ModelReplyUnreadable, ModelTimeout
from adapter.models.direct import Whole
from adapter.models.encoded_tools import EncodedTools
from adapter.models.faults import LOWER_ERRORS, fault_of
from adapter.models.openai import OpenAIModel
from adapter.models.refused_fields import STATUSES, refused_fields
from adapter.models.request_fields import LIMIT_NAMES, THINKING, RequestFields
from adapter.models.retry import Fault, attempt_until
from adapter.models.server_events import decoded_events
from adapter.models.stream import reported
from adapter.models.upstream import Chunks, UpstreamRequest
from adapter.tool_calls.reply_size import check_body

logger = logging.getLogger(__name__)

ESSENTIAL: Final = frozenset(("messages", "tools"))
"""Fields of a request that cannot be left out, whatever a server says of them."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Begun:
    """The first chunks with the rest of the stream behind them; the whole body where there is none.

    `fault` is what the stream has reported right behind the first chunks.
    """

    first: Chunks
    rest: AsyncGenerator[list[object], None] | None = None
    close: Callable[[], Awaitable[object]] | None = None
    fault: Fault | None = None


class OpenAIUpstream:
    """The server of a model that is asked by `OpenAIModel`, over the same connections, with the same profile.

    A request keeps its own fields; those of the profile fill what it leaves open, and its output is always limited.
    A field that the server refuses by name is left out from then on.
    """

    def __init__(self, model: OpenAIModel) -> None:
        self._model = model
        self._direct = model.direct("/chat/completions")
        self._tools = EncodedTools()
        self._refused: frozenset[str] = frozenset()
        self._counts = True

    @property
    def name(self) -> str:
        """The provider's name for the model."""
        return self._model.name

    async def chunks(self, asked: UpstreamRequest, *, seconds: float) -> AsyncGenerator[Chunks, None]:
        """The chunks of the answer. Faults are tried again until the first of them is there."""
        model = self._model
        try:
            async with asyncio.timeout(seconds):
                begun = await attempt_until(
                    lambda: self._begun(asked), attempts=model.attempts, seconds=seconds, sleep=model.sleep
                )
        except TimeoutError:
            raise ModelTimeout(f"nothing from the model server within {seconds:g} s") from None
        if begun.rest is None:
            yield begun.first
            return
        try:
            yield begun.first
            fault = begun.fault
            try:
                while fault is None:
                    events = await anext(begun.rest, None)
                    if events is None:
                        break
                    chunks, fault = _sound(events)
                    if chunks:
                        yield chunks
            except ModelReplyUnreadable as error:
                fault = Fault(error=type(error)(str(error)), retryable=False)
            except (*LOWER_ERRORS, ValueError, RecursionError) as error:
                fault = _fault(error)
            if fault is not None:
                raise fault.error
        finally:
            if begun.close is not None:
                await begun.close()

    async def aclose(self) -> None:
        """Closes the model."""
        await self._model.aclose()

    async def _begun(self, asked: UpstreamRequest) -> _Begun | Fault:
        """The first chunk with the rest behind it, the whole body, or what is wrong."""
        # Each round leaves a field fewer to refuse, so that they end.
        while True:
            fields = self._model.fields
            body = self._body(asked, fields)
            try:
                if asked.stream:
                    return await self._streamed(body, fields)
                return _read(await self._direct.whole(self._encoded(body, fields)))
            except ModelReplyUnreadable as error:
                return Fault(error=type(error)(str(error)), retryable=False)
            except (*LOWER_ERRORS, ValueError, RecursionError) as error:
                if not isinstance(error, openai.APIStatusError):
                    return _fault(error)
                if not self._left_out(error, fields, body):
                    return self._model.told(error, asked.request)

    async def _streamed(self, body: Mapping[str, object], fields: RequestFields) -> _Begun | Fault:
        streaming = {**body, "stream": True}
        if self._counts:
            streaming["stream_options"] = {"include_usage": True}
        answer = await self._direct.streamed(self._encoded(streaming, fields))
        kept = False
        try:
            if answer.media_type != "text/event-stream":
                return _read(await answer.whole())
            rest = decoded_events(answer.pieces)
            async for events in rest:
                chunks, fault = _sound(events)
                if chunks:
                    kept = True
                    return _Begun(first=chunks, rest=rest, close=answer.close, fault=fault)
                if fault is not None:
                    return fault
        finally:
            if not kept:
                await answer.close()
        return Fault(error=ModelReplyUnreadable("the model server's stream ended before its reply did"), retryable=True)

    def _body(self, asked: UpstreamRequest, fields: RequestFields) -> dict[str, object]:
        """The request as this server takes it."""
        refused = self._refused | fields.refused
        body: dict[str, object] = {"model": self._model.name, **asked.body}
        limits = [value for name in LIMIT_NAMES if isinstance(value := body.pop(name, None), int)]
        if limits:
            body[fields.limit] = max(1, limits[0]) + (THINKING if fields.thinking else 0)
        else:
            body[fields.limit] = fields.longest
        for name, value in fields.others.items():
            body.setdefault(name, value)
        if not fields.tool_choice:
            body.pop("tool_choice", None)
        if not body.get("tools"):
            for name in ("tools", "tool_choice", "parallel_tool_calls"):
                body.pop(name, None)
        return {name: value for name, value in body.items() if name not in refused or name == fields.limit}

    def _encoded(self, body: Mapping[str, object], fields: RequestFields) -> bytes:
        """The request as JSON, its tools at the end."""
        tools = body.get("tools")
        if not isinstance(tools, list):
            return pydantic_core.to_json(body)
        others = pydantic_core.to_json({name: value for name, value in body.items() if name != "tools"})
        return b'%s,"tools":%s}' % (others[:-1], self._tools.of(tools, strict=fields.strict))

    def _left_out(self, error: openai.APIStatusError, fields: RequestFields, body: Mapping[str, object]) -> bool:
        """Whether something is left out from now on that the server refuses by name."""
        if error.status_code not in STATUSES:
            return False
        if self._counts and "stream_options" in error.response.text:
            self._counts = False
            return True
        if self._model.leave_out(error, fields):
            return True
        own = refused_fields(error.body, body.keys() - ESSENTIAL - {"model", *LIMIT_NAMES}, ()) - self._refused
        for name in sorted(own):
            logger.warning("model %s: its server refuses the field %s: not sent any more", self._model.name, name)
        self._refused |= own
        return bool(own)


def _sound(events: Sequence[object]) -> tuple[Chunks, Fault | None]:
    """The chunks among events, up to one that reports a fault, and that."""
    chunks: list[Mapping[str, object]] = []
    for event in events:
        if isinstance(event, dict):
            fault = reported(event)
            if fault is not None:
                return chunks, fault
            chunks.append(event)
    return chunks, None


def _fault(error: Exception) -> Fault:
    if isinstance(error, LOWER_ERRORS):
        return fault_of(error, datetime.now(UTC))
    return Fault(error=ModelReplyUnreadable("the model server's stream holds an event that is no JSON"), retryable=True)


def _read(answer: Whole) -> _Begun | Fault:
    unread = Fault(
        error=ModelReplyUnreadable(f"the model server answered {answer.status} with no reply in its body"),
        retryable=False,
    )
    if answer.media_type and not answer.media_type.endswith("json"):
        return unread
    check_body(answer.content)
    body = pydantic_core.from_json(answer.content)
    return (reported(body) or _Begun(first=[body])) if isinstance(body, dict) else unread
