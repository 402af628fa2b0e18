"""The recording proxy: the upstream's answer is passed on as it comes, and recorded when it is whole."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Final

import httpx2
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from adapter.errors import CassetteError
from adapter.models.masking import Mask
from adapter.testing.cassettes.cassette import Cassette
from adapter.testing.cassettes.format import Event, RecordedReply, RecordedRequest
from adapter.testing.cassettes.replies import media_type, recorded_reply, recorded_stream, why_not_kept
from adapter.testing.cassettes.streams import MEDIA_TYPE, EventReader, is_last
from adapter.testing.cassettes.upstream import IN_ALL, MAX_REPLY, Upstream, passed_on
from adapter.testing.mock_server.model_server import ModelServer
from adapter.testing.scenario.http_errors import ErrorResponse

logger = logging.getLogger(__name__)

FINISH_WITHIN: Final = 5.0
"""Seconds that a reply which is being recorded has to end when the server closes. Then it is given up."""


class Recording:
    """A reply of the upstream on its way into the cassette. What cannot be written down is added to `failures`."""

    def __init__(self, cassette: Cassette, request: RecordedRequest, mask: Mask, failures: list[str]) -> None:
        self._cassette = cassette
        self._request = request
        self._mask = mask
        self._failures = failures
        self._arrival = cassette.arrival()

    async def keep(self, reply: Callable[[Mask], RecordedReply]) -> None:
        """Writes the reply down unless it tells of a bad moment. In a thread: masking and writing take a while."""
        try:
            why_not = await asyncio.to_thread(self._kept, reply)
        except (CassetteError, ValueError, RecursionError) as error:
            message = f"{self._what} was answered but could not be recorded: {error}"
            self._failures.append(message)
            logger.error("%s", message)
        else:
            if why_not is not None:
                self.not_kept(why_not)

    def not_kept(self, why: str) -> None:
        """Says that the answer is passed on only."""
        logger.warning("%s was asked of the upstream and is not recorded: %s", self._what, why)

    @property
    def _what(self) -> str:
        return f"{self._request.method} {self._request.path}"

    def _kept(self, reply: Callable[[Mask], RecordedReply]) -> str | None:
        recorded = reply(self._mask)
        why_not = why_not_kept(recorded)
        if why_not is None:
            self._cassette.add(self._request, recorded, self._arrival)
        return why_not


class ProxiedResponse(Response):
    """The upstream's answer to a request, recorded if there is a `recording`.

    It is read to its end even if the client leaves: it has been paid for, and the next run will want it.
    """

    def __init__(
        self, server: ModelServer, upstream: Upstream, request: httpx2.Request, recording: Recording | None
    ) -> None:
        self.background = None
        self._server = server
        self._upstream = upstream
        self._request = request
        self._recording = recording
        self._began = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            async with _in_time(self._server.closing):
                await self._pass_on(send)
            return
        except (httpx2.TimeoutException, TimeoutError):
            status, why = 504, "did not answer in time"
        except _Unusable as error:
            status, why = 502, str(error)
        except (httpx2.TransportError, httpx2.DecodingError) as error:
            status, why = 502, f"cannot be asked: {error or type(error).__name__}"
        message = f"the upstream {self._upstream.host} {why}"
        if self._recording is not None:
            self._recording.not_kept(message)
        if self._began:
            await self._server.drop(scope, receive)
        else:
            failure = ErrorResponse(status=status, message=message, type="upstream_error")
            await self._server.error(failure)(scope, receive, send)

    async def _pass_on(self, send: Send) -> None:
        asked_at = time.perf_counter()
        response = await self._upstream.send(self._request)
        try:
            after_ms = _milliseconds(asked_at)
            if response.is_redirect:
                raise _Unusable("redirects elsewhere, which is not followed: give its new address as --upstream")
            kind = media_type(response.headers.get("content-type", ""))
            if kind == MEDIA_TYPE:
                await self._pass_events_on(send, response, after_ms)
            else:
                await self._pass_body_on(send, response, kind, asked_at)
        finally:
            await response.aclose()

    async def _pass_body_on(self, send: Send, response: httpx2.Response, kind: str, asked_at: float) -> None:
        content = b"".join([chunk async for chunk in _bounded(response)])
        took = _milliseconds(asked_at)
        if self._recording is not None:
            status = response.status_code
            await self._recording.keep(lambda mask: recorded_reply(status, kind, content, took, mask))
        await self._begin(send, response)
        await send({"type": "http.response.body", "body": content})

    async def _pass_events_on(self, send: Send, response: httpx2.Response, after_ms: int) -> None:
        await self._begin(send, response)
        began, reader, events, kept = time.perf_counter(), EventReader(), list[Event](), False
        async for chunk in _bounded(response):
            events += reader.read(chunk, time.perf_counter() - began)
            if not kept and events and is_last(events[-1]):
                # a client that has read the last event has what it wants, and may look for it in the file
                kept = True
                await self._keep_events(response, events, after_ms)
            await send({"type": "http.response.body", "body": chunk, "more_body": True})
        if not kept:
            events += reader.end(time.perf_counter() - began)
            await self._keep_events(response, events, after_ms)
        await send({"type": "http.response.body", "body": b""})

    async def _keep_events(self, response: httpx2.Response, events: list[Event], after_ms: int) -> None:
        if self._recording is not None:
            status = response.status_code
            await self._recording.keep(lambda mask: recorded_stream(status, events, after_ms, mask))

    async def _begin(self, send: Send, response: httpx2.Response) -> None:
        self._began = True
        self.init_headers(passed_on(response.headers))
        await send({"type": "http.response.start", "status": response.status_code, "headers": self.raw_headers})


class _Unusable(Exception):  # noqa: N818 - an answer, which is the trouble
    """The upstream's answer is none that can be passed on."""


@asynccontextmanager
async def _in_time(closing: asyncio.Event) -> AsyncIterator[None]:
    """For what asks the upstream: not longer than `IN_ALL`, and not much longer than the server runs."""
    async with asyncio.timeout(IN_ALL) as limit:

        async def hurry() -> None:
            await closing.wait()
            limit.reschedule(asyncio.get_running_loop().time() + FINISH_WITHIN)

        hurrying = asyncio.create_task(hurry())
        try:
            yield
        finally:
            hurrying.cancel()


async def _bounded(response: httpx2.Response) -> AsyncIterator[bytes]:
    size = 0
    async for chunk in response.aiter_bytes():
        size += len(chunk)
        if size > MAX_REPLY:
            raise _Unusable(f"sent more than {MAX_REPLY} bytes")
        yield chunk


def _milliseconds(since: float) -> int:
    return round((time.perf_counter() - since) * 1000)
