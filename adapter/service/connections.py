"""Connections before a request is there: how many, how large a head, how long to wait for it.

uvicorn has no setting for any of it with httptools: it keeps a header of any size, waits for ever for the first byte,
and stops accepting for a second when the process has no descriptor left. Its h11 protocol bounds the head alone, and
takes three times as long for a request.
"""

import asyncio
import logging
from collections.abc import MutableMapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, ClassVar, Final, cast
from weakref import WeakKeyDictionary

from uvicorn.config import Config
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.server import ServerState

from adapter.service.descriptors import connection_limit
from adapter.service.gathered_writes import GatheredWrites
from adapter.telemetry import Sparing

logger = logging.getLogger(__name__)
logger.addFilter(Sparing())


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What a connection may take. `connections` None: by the descriptors that the process may have."""

    head_bytes: int = 64 * 1024
    """Of request line and headers, and of whatever comes in which no piece of a body is found. As h11 has it."""
    head_fields: int = 100
    """Headers, trailers with them."""
    request_seconds: float = 10.0
    """For the head of a request to arrive, and for the rest of a body that was answered before it was there."""
    rest_bytes: int = 512 * 1024
    """Of such a body, which nobody looks at any more: whoever sends little more than is taken can read the answer, also
    where that is given before anything of it is read. Where a body may be larger, or does not tell, such an answer
    says that it is the last one of its connection."""
    unread_seconds: float = 10.0
    """For the other side to read, when its answers have filled what the system keeps for it."""
    connections: int | None = None


class BoundedHttp(HttpToolsProtocol):
    """One connection within its limits. Near the limit of connections the one that is idle for longest gives way.

    It is not closed within a body that is still under way, which would take the answer from whoever sends it: what
    comes is read to its limits, and nobody looks at it.
    """

    limits: ClassVar[Limits] = Limits()

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self._idle = _IDLE.setdefault(server_state, _Idle())
        self._deadline: asyncio.TimerHandle | None = None
        self._unread: asyncio.TimerHandle | None = None
        self._connection: asyncio.Transport
        self._receiving = self._within_body = self._kept_alive = self._lingers = False
        self._head = self._fields = 0
        self._steps = self._silent = self._rest = 0
        self._refusal = HTTPStatus.BAD_REQUEST

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._connection = cast(asyncio.Transport, transport)
        super().connection_made(GatheredWrites(self._connection, self.loop, self._close))
        if self._make_room():
            self._idle.new[self] = None
            self._wait()
        else:
            logger.warning("%d connections are open and none is idle: more are refused", len(self.connections) - 1)
            self._refuse(HTTPStatus.SERVICE_UNAVAILABLE)

    def connection_lost(self, exc: Exception | None) -> None:
        self._settle()
        self._read_again()
        super().connection_lost(exc)
        self._let_go()

    def data_received(self, data: bytes) -> None:
        if self.transport.is_closing():
            return
        if self._lingers:
            self._take_rest(data)
            return
        before = self._steps
        super().data_received(data)
        if self.parser is None or self.transport.is_closing() or self.transport.get_protocol() is not self:
            return
        self._silent = 0 if self._steps != before else self._silent + len(data)
        if self._silent > self.limits.head_bytes:
            self._refuse(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)
        elif not self._answering:
            self._wait()
            self._take_rest(data)

    def handle_websocket_upgrade(self) -> None:
        self._settle()
        self._read_again()
        self.transport = self._connection
        super().handle_websocket_upgrade()
        self._let_go()

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002 - the status says it
        self._refuse(self._refusal)

    def on_message_begin(self) -> None:
        self._steps += 1
        self._receiving = True
        self._head = self._fields = 0
        super().on_message_begin()

    def on_url(self, url: bytes) -> None:
        self._count(len(url))
        super().on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        self._fields += 1
        self._count(len(name) + len(value))
        super().on_header(name, value)

    def on_headers_complete(self) -> None:
        self._steps += 1
        self._settle()
        before = self.cycle
        super().on_headers_complete()
        if self.cycle is before:
            return
        self._within_body = True
        if self._body_may_be_long() and self.cycle.keep_alive:
            # An answer from now on is the last one, until the body is there.
            self.cycle.keep_alive = False
            self._kept_alive = True

    def on_body(self, body: bytes) -> None:
        self._steps += 1
        super().on_body(body)

    def on_message_complete(self) -> None:
        self._steps += 1
        self._receiving = self._within_body = False
        if self._kept_alive and not self.cycle.response_started:
            self.cycle.keep_alive = True
        self._kept_alive = False
        super().on_message_complete()

    def on_response_complete(self) -> None:
        super().on_response_complete()
        if self._answering or self.transport.is_closing():
            return
        self._idle.answered[self] = None
        self._rest = 0
        if self._receiving:
            self._wait()

    def shutdown(self) -> None:
        self._kept_alive = False
        super().shutdown()

    def pause_writing(self) -> None:
        super().pause_writing()
        self._unread = self.loop.call_later(self.limits.unread_seconds, self._connection.abort)

    def resume_writing(self) -> None:
        super().resume_writing()
        self._read_again()

    def give_way(self) -> None:
        """Closes an idle connection for another one."""
        self._settle()
        self._connection.close()

    @property
    def _answering(self) -> bool:
        return self.cycle is not None and not self.cycle.response_complete

    @property
    def _answered(self) -> bool:
        return self.cycle is not None and self.cycle.response_complete

    def _make_room(self) -> bool:
        """Whether there is room for this connection, if need be that of an idle one."""
        limit = self.limits.connections or connection_limit()
        if len(self.connections) <= limit:
            return True
        idle = self._idle.longest
        if idle is None:
            return False
        logger.warning("%d connections are open, which is the limit: the longest idle are closed", limit)
        idle.give_way()
        return True

    def _wait(self) -> None:
        """Gives what is to come its time, unless that has begun already."""
        if self._deadline is None:
            self._deadline = self.loop.call_later(self.limits.request_seconds, self._connection.close)

    def _settle(self) -> None:
        """What was waited for has come, or is waited for no more."""
        self._idle.forget(self)
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _read_again(self) -> None:
        """The other side reads, or is waited for no more."""
        if self._unread is not None:
            self._unread.cancel()
            self._unread = None

    def _let_go(self) -> None:
        """Of what is over: it would hold the connection and be held by it, 10 KB, until somebody looks for garbage."""
        self.transport = self._connection
        self.parser = self.flow = self.cycle = None  # type: ignore[assignment]
        self.pipeline.clear()

    def _close(self) -> None:
        """Closes the connection, within a body when its rest has come."""
        if self._within_body and self._answered:
            self._lingers = True
            self._wait()
        else:
            self._connection.close()

    def _take_rest(self, data: bytes) -> None:
        """Counts what has come of a body that was answered before it was there."""
        self._rest += len(data)
        if self._receiving and self._rest > self.limits.rest_bytes:
            self._connection.close()

    def _body_may_be_long(self) -> bool:
        """Whether the body of the request may be longer than what is read of it once it is answered."""
        headers = dict(self.headers)
        announced = headers.get(b"content-length", b"0")
        told = announced.isdigit() and len(announced) < 19
        return b"transfer-encoding" in headers or not told or int(announced) > self.limits.rest_bytes

    def _count(self, size: int) -> None:
        self._head += size
        if self._head > self.limits.head_bytes or self._fields > self.limits.head_fields:
            self._refusal = HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE
            raise ValueError("the head of a request is too large")

    def _refuse(self, status: HTTPStatus) -> None:
        """Answers what is no request that the application could be asked."""
        answer = f"HTTP/1.1 {status.value} {status.phrase}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        self.transport.write(answer.encode())
        self._within_body = False
        self.transport.close()


class _Idle:
    """The idle connections of a server, in the order in which they became it."""

    def __init__(self) -> None:
        self.new: dict[BoundedHttp, None] = {}
        self.answered: dict[BoundedHttp, None] = {}

    @property
    def longest(self) -> BoundedHttp | None:
        """One that has not asked anything yet, before one on which another request is likely to come."""
        return next(iter(self.new or self.answered), None)

    def forget(self, connection: BoundedHttp) -> None:
        self.new.pop(connection, None)
        self.answered.pop(connection, None)


_IDLE: Final[MutableMapping[ServerState, _Idle]] = WeakKeyDictionary()
