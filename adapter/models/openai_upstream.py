"""A model server as an upstream: other people's requests over Chat Completions, through the openai package."""

import asyncio
import logging
from collections.abc import AsyncGenerator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

import httpx2
import openai
import pydantic_core

from adapter.errors import ModelReplyUnreadable, ModelTimeout
from adapter.models.faults import LOWER_ERRORS, fault_of
from adapter.models.openai import OpenAIModel
from adapter.models.refused_fields import STATUSES, refused_fields
from adapter.models.request_fields import LIMIT_NAMES, THINKING, RequestFields
from adapter.models.retry import Fault, attempt_until
from adapter.models.stream import reported, watch_size
from adapter.models.transport import media_type
from adapter.models.upstream import UpstreamRequest
from adapter.tool_calls.reply_size import check_body
from adapter.tool_calls.tools import without_strict

logger = logging.getLogger(__name__)

ESSENTIAL: Final = frozenset(("messages", "tools"))
"""Fields of a request that cannot be left out, whatever a server says of them."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Begun:
    """The first chunk with the rest of the stream behind it; the whole body where there is none."""

    first: Mapping[str, object]
    stream: openai.AsyncStream[object] | None = None


class OpenAIUpstream:
    """The server of a model that is asked by `OpenAIModel`, over the same connections, with the same profile.

    A request keeps its own fields; those of the profile fill what it leaves open, and its output is always limited.
    A field that the server refuses by name is left out from then on.
    """

    def __init__(self, model: OpenAIModel) -> None:
        self._model = model
        self._direct = model.direct("/chat/completions")
        self._refused: frozenset[str] = frozenset()
        self._counts = True

    @property
    def name(self) -> str:
        """The provider's name for the model."""
        return self._model.name

    async def chunks(self, asked: UpstreamRequest, *, seconds: float) -> AsyncGenerator[Mapping[str, object], None]:
        """The chunks of the answer. Faults are tried again until the first of them is there."""
        model = self._model
        try:
            async with asyncio.timeout(seconds):
                begun = await attempt_until(
                    lambda: self._begun(asked), attempts=model.attempts, seconds=seconds, sleep=model.sleep
                )
        except TimeoutError:
            raise ModelTimeout(f"nothing from the model server within {seconds:g} s") from None
        if begun.stream is None:
            yield begun.first
            return
        async with begun.stream as stream:
            yield begun.first
            fault: Fault | None = None
            try:
                async for event in stream:
                    fault = reported(event)
                    if fault is not None:
                        break
                    if isinstance(event, Mapping):
                        yield event
            except ModelReplyUnreadable as error:
                fault = Fault(error=type(error)(str(error)), retryable=False)
            except (*LOWER_ERRORS, ValueError, RecursionError) as error:
                fault = _fault(error)
            if fault is not None:
                raise fault.error

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
                return await self._streamed(body) if asked.stream else await self._whole(body)
            except ModelReplyUnreadable as error:
                return Fault(error=type(error)(str(error)), retryable=False)
            except (*LOWER_ERRORS, ValueError, RecursionError) as error:
                if not isinstance(error, openai.APIStatusError):
                    return _fault(error)
                if not self._left_out(error, fields, body):
                    return self._model.told(error, asked.request)

    async def _whole(self, body: Mapping[str, object]) -> _Begun | Fault:
        return _read(await self._direct.post(pydantic_core.to_json(body), stream=False))

    async def _streamed(self, body: Mapping[str, object]) -> _Begun | Fault:
        streaming = {**body, "stream": True}
        if self._counts:
            streaming["stream_options"] = {"include_usage": True}
        response = await self._direct.post(pydantic_core.to_json(streaming), stream=True)
        stream = self._direct.events(response)
        kept = False
        try:
            if media_type(stream.response.headers) != "text/event-stream":
                await stream.response.aread()
                return _read(stream.response)
            watch_size(stream.response)
            async for event in stream:
                fault = reported(event)
                if fault is not None:
                    return fault
                if isinstance(event, Mapping):
                    kept = True
                    return _Begun(first=event, stream=stream)
        finally:
            if not kept:
                await stream.close()
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
        if not fields.strict:
            tools = _listed(body.get("tools"))
            body["tools"] = [without_strict(tool) if isinstance(tool, dict) else tool for tool in tools]
        if not fields.tool_choice:
            body.pop("tool_choice", None)
        if not body.get("tools"):
            for name in ("tools", "tool_choice", "parallel_tool_calls"):
                body.pop(name, None)
        return {name: value for name, value in body.items() if name not in refused or name == fields.limit}

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


def _fault(error: Exception) -> Fault:
    if isinstance(error, LOWER_ERRORS):
        # The openai package raises an event's field `error` as the body of its error.
        told = {"error": error.body} if type(error) is openai.APIError else None
        return reported(told) or fault_of(error, datetime.now(UTC))
    return Fault(error=ModelReplyUnreadable("the model server's stream holds an event that is no JSON"), retryable=True)


def _read(response: httpx2.Response) -> _Begun | Fault:
    kind = media_type(response.headers)
    unread = Fault(
        error=ModelReplyUnreadable(f"the model server answered {response.status_code} with no reply in its body"),
        retryable=False,
    )
    if kind and not kind.endswith("json"):
        return unread
    check_body(response.content)
    body = pydantic_core.from_json(response.content)
    return (reported(body) or _Begun(first=body)) if isinstance(body, dict) else unread


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
