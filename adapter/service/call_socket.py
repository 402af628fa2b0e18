"""WebSockets within their limits, and without a word of what was sent in refusals and log lines."""

import asyncio
import logging
from http import HTTPStatus
from typing import Any, ClassVar

from uvicorn.config import Config
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from uvicorn.server import ServerState
from websockets.frames import CloseCode, Frame
from websockets.http11 import Response
from websockets.server import ServerProtocol

logger = logging.getLogger(__name__)

_SLICE = 4096
"""Bytes that are looked through before it is asked whether they are too many frames already."""


class _Handshake(ServerProtocol):
    """The library's, with refusals that say no more than their status: its own quote headers."""

    def reject(self, status: int, text: str) -> Response:  # noqa: ARG002
        return super().reject(status, f"{HTTPStatus(status).phrase}\n")


class BoundedWebSocket(WebSocketsSansIOProtocol):
    """One WebSocket. Size is uvicorn's `ws_max_size`; a frame that never ends is ended by uvicorn's own pings."""

    max_pieces: ClassVar[int] = 256
    """Frames of a message: the platform sends one, and each of them costs, an empty one, too."""
    max_frames: ClassVar[int] = 1000
    """Frames of any kind that may come at once."""
    message_seconds: ClassVar[float] = 10.0
    """For a message to arrive, from its first frame to its last."""

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self.conn = _Handshake(
            extensions=self.conn.available_extensions, max_size=config.ws_max_size, logger=self.logger
        )
        self._deadline: asyncio.TimerHandle | None = None
        self._at_once = 0

    def connection_lost(self, exc: Exception | None) -> None:
        self._arrived()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        self._at_once = 0
        if self.close_sent and not self.transport.is_closing():
            self.transport.close()  # what comes now can only be the answer to that, or what crossed it
        for start in range(0, len(data), _SLICE):
            if self.close_sent or self.transport.is_closing():
                return
            super().data_received(data[start : start + _SLICE])
        if not self.handshake_initiated:
            # The head of the request is whole, or HTTP would not have handed it on; the library does not take it.
            self.transport.write(b"".join(self.conn.data_to_send()))
            self.transport.close()
        elif not self.frames:
            self._arrived()
        elif self._deadline is None:
            self._deadline = self.loop.call_later(self.message_seconds, self._fail, CloseCode.POLICY_VIOLATION)

    def handle_events(self) -> None:
        self._at_once += len(self.conn.events)
        super().handle_events()
        if self._at_once > self.max_frames and not self.close_sent:
            self._fail(CloseCode.POLICY_VIOLATION)

    def handle_cont(self, event: Frame) -> None:
        if len(self.frames) >= self.max_pieces:
            self.frames = []
            self._fail(CloseCode.MESSAGE_TOO_BIG)
        elif not self.close_sent:
            super().handle_cont(event)

    def send_receive_event_to_app(self) -> None:
        if self.curr_msg_data_type == "text" and not _is_utf8(b"".join(self.frames)):
            self.frames = []
            self._fail(CloseCode.INVALID_DATA)
            return
        super().send_receive_event_to_app()

    async def send(self, message: Any) -> None:
        await super().send(message)
        if message["type"] == "websocket.http.response.body" and not message.get("more_body", False):
            self.handshake_complete = True  # by a refusal; uvicorn would log it as a handshake that was forgotten

    def handle_parser_exception(self) -> None:
        if self.conn.close_sent is None:  # a frame that is none, before the handshake has been answered
            self.transport.abort()
        elif not self.close_sent:
            super().handle_parser_exception()

    def _fail(self, code: CloseCode) -> None:
        logger.info("a WebSocket was closed for what came over it (%d)", code)
        self.conn.fail(code)
        self.handle_parser_exception()

    def _arrived(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None


def _is_utf8(text: bytes) -> bool:
    try:
        text.decode()
    except UnicodeDecodeError:
        return False
    return True
