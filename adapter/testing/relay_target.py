"""A running service as a carrier of ConversationRelay meets it: requests over HTTP, frames over a WebSocket."""

import asyncio
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

import pydantic_core

from adapter.calls.platform import PlatformAnswer, PlatformRequest
from adapter.calls.simulator import Due
from adapter.directory import Directory
from adapter.extras import require
from adapter.platforms.conversation_relay.addresses import place_of
from adapter.testing.call_target import ANSWER_TIMEOUT, NoAnswer
from adapter.testing.transcript import Decided

_SOMETIME = 0.0
"""Stands for the seconds of a timer: a running service has its own, and does not tell."""


class RelayTarget:
    """A service by its address, such as http://127.0.0.1:8080. Its clock is its own: its timers take their time.

    `sign` gives the headers with which a carrier would send a request, or open a WebSocket: of a service that has the
    carrier's secret. With `directory` its keys are known.
    """

    clock = None

    def __init__(
        self,
        url: str,
        *,
        directory: Directory | None = None,
        sign: Callable[[PlatformRequest], Mapping[str, str]] | None = None,
    ) -> None:
        require("service", "a played call over a WebSocket")
        # they take as long to import as everything else here, and calls in process do not need them
        import httpx2
        from websockets.asyncio.client import connect
        from websockets.exceptions import WebSocketException

        self.url = url.rstrip("/")
        self.directory = directory
        self._sign = sign or (lambda _: {})
        self._connect = connect
        self._unreachable = (httpx2.HTTPError, WebSocketException, OSError, TimeoutError)
        self._client = httpx2.AsyncClient(timeout=ANSWER_TIMEOUT)
        self._sockets: dict[str, Any] = {}

    async def answer(self, due: Due, call_id: str) -> PlatformAnswer:
        """Sends a message, and waits for what is to be done after it."""
        kind = due.wire["type"]
        await asyncio.sleep(due.at_least)
        try:
            if due.wake or place_of(due.request) == "socket":
                return await self._frames(due, call_id)
            await self._close(call_id)
            return await self._document(due.request)
        except self._unreachable as error:
            raise NoAnswer(f"no answer to {kind} from {self.url}: {error!r}") from error

    def decided(self, call_id: str) -> list[Decided]:  # noqa: ARG002 - a service does not show them
        return []

    async def aclose(self) -> None:
        for call_id in tuple(self._sockets):
            await self._close(call_id)
        await self._client.aclose()

    async def _document(self, request: PlatformRequest) -> PlatformAnswer:
        """The carrier's request, at our address in place of the public one."""
        headers = {**request.headers, **self._sign(request)}
        response = await self._client.post(self.url + _local(request.url), content=request.body, headers=headers)
        media_type = response.headers.get("content-type", "").partition(";")[0]
        if response.status_code != 200:
            raise NoAnswer(f"{self.url} answered {request.endpoint} with status {response.status_code}")
        return PlatformAnswer(media_type=media_type, body=response.content, wake_after=_SOMETIME)

    async def _frames(self, due: Due, call_id: str) -> PlatformAnswer:
        socket = self._sockets.get(call_id)
        if socket is None:
            opened = PlatformRequest(body=b"", endpoint=due.request.endpoint, url=due.request.url)
            address = f"ws{self.url.removeprefix('http')}{_local(due.request.url)}"
            socket = await self._connect(address, additional_headers=dict(self._sign(opened)))
            self._sockets[call_id] = socket
        if not due.wake:
            await socket.send(due.request.body.decode())
        frames: list[Any] = []
        async with asyncio.timeout(due.after + ANSWER_TIMEOUT):
            while due.answered and (not frames or not _ends(frames[-1])):
                frames.append(pydantic_core.from_json(await socket.recv()))
        return PlatformAnswer(body=pydantic_core.to_json(frames) if frames else b"", wake_after=_SOMETIME)

    async def _close(self, call_id: str) -> None:
        """A carrier closes before it asks what to do now."""
        socket = self._sockets.pop(call_id, None)
        if socket is not None:
            await socket.close()


def _ends(frame: Mapping[str, Any]) -> bool:
    """Whether nothing more of an answer comes behind a frame."""
    return frame["type"] == "end" or (frame["type"] == "text" and bool(frame["last"]))


def _local(url: str) -> str:
    """An address without its origin, which is the public one."""
    parts = urlsplit(url)
    return f"{parts.path}{'?' if parts.query else ''}{parts.query}"
