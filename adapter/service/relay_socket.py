"""A carrier's WebSocket for as long as it lasts: frames in, frames out, and the timers of its call."""

import asyncio
import contextlib
import logging
from dataclasses import replace

import pydantic_core
from fastapi import WebSocket, WebSocketDisconnect
from starlette.websockets import WebSocketState

from adapter.assistant import Assistant
from adapter.calls.events import Interrupted, Unrecognised
from adapter.calls.platform import PlatformAnswer, PlatformRequest
from adapter.errors import EventError, SignatureError
from adapter.service.delivery import read_once
from adapter.service.websocket import MAX_AT_ONCE, next_message
from adapter.telemetry import Sparing

logger = logging.getLogger(__name__)
logger.addFilter(Sparing())

FIRST_FRAME_SECONDS = 10.0
"""For the first frame, which a carrier sends at once."""
POLICY_VIOLATION = 1008


class RelaySocket:
    """One WebSocket, accepted, of one call. `opened` is the request that opened it."""

    def __init__(self, socket: WebSocket, assistant: Assistant, opened: PlatformRequest, call_id: str) -> None:
        self._socket = socket
        self._assistant = assistant
        self._opened = opened
        self._call_id = call_id
        self._places = asyncio.Semaphore(MAX_AT_ONCE)
        self._sending = asyncio.Lock()
        self._timer: asyncio.TimerHandle | None = None
        self._begun = self._over = False

    async def serve(self) -> None:
        """Answers until the carrier closes. Frames are taken up as they come, so that a newer utterance can overtake
        the one that is being decided."""
        async with asyncio.TaskGroup() as group:
            try:
                while (body := await self._next()) is not None and await self._taken_up(body, group):
                    pass
            finally:
                self._over = True
                if self._timer is not None:
                    self._timer.cancel()

    async def _next(self) -> bytes | None:
        """The next frame, None when there is none any more, or the first one does not come."""
        if self._begun:
            return await next_message(self._socket)
        self._begun = True
        try:
            async with asyncio.timeout(FIRST_FRAME_SECONDS):
                return await next_message(self._socket)
        except TimeoutError:
            logger.warning("a WebSocket of a carrier was closed: nothing came over it")
            await self._socket.close(POLICY_VIOLATION)
            return None

    async def _taken_up(self, body: bytes, group: asyncio.TaskGroup) -> bool:
        """Takes up a frame; False for one that no carrier sends here, after which the WebSocket is closed."""
        request = replace(self._opened, body=body)
        platform = self._assistant.platform
        try:
            platform.verify(request, self._assistant.handler.now())
            event = platform.read(request)
        except SignatureError as error:
            logger.warning(f"a WebSocket of a carrier was closed: {error}")
            await self._socket.close(POLICY_VIOLATION)
            return False
        except EventError as error:
            logger.warning(f"a frame of a carrier is not an event: {error}")
            return True
        await self._places.acquire()
        task = group.create_task(self._answer(request, group))
        task.add_done_callback(lambda _: self._places.release())
        if isinstance(event, Interrupted | Unrecognised):
            await task  # what was heard is noted before the words that follow it
        return True

    async def _answer(self, request: PlatformRequest, group: asyncio.TaskGroup) -> None:
        async def send(part: PlatformAnswer) -> bool:
            self._wake_after(part, group)
            return await self._sent(part)

        given = await self._assistant.answer(request, confirm=True, send=send)
        self._wake_after(given, group)
        if not given.body:
            return
        delivered = False
        try:
            delivered = await self._sent(given)
        finally:
            self._assistant.confirm_delivery(given, delivered=delivered)
        if not delivered:
            logger.info("a WebSocket of a carrier was closed before a frame was answered")

    async def _woken(self, group: asyncio.TaskGroup) -> None:
        given = await self._assistant.wake(self._call_id)
        self._wake_after(given, group)
        if given.body:
            await self._sent(given)

    def _wake_after(self, given: PlatformAnswer, group: asyncio.TaskGroup) -> None:
        """Sets the call's timer anew where an answer names a time. An older one that fires does no harm."""
        if given.wake_after is None or self._over:
            return
        if self._timer is not None:
            self._timer.cancel()
        loop = asyncio.get_running_loop()
        self._timer = loop.call_later(given.wake_after, lambda: group.create_task(self._woken(group)))

    async def _sent(self, given: PlatformAnswer) -> bool:
        """Sends the frames of an answer, one message each, and nobody else's between them. Whether they went out."""
        async with self._sending:
            await read_once()
            # starlette raises one or the other, depending on which side it has seen closing first
            with contextlib.suppress(WebSocketDisconnect, RuntimeError):
                if self._socket.client_state is WebSocketState.CONNECTED:
                    for frame in pydantic_core.from_json(given.body):
                        await self._socket.send_text(pydantic_core.to_json(frame).decode())
                    return True
        return False
