"""A POST of ready bytes over aiohttp's connections and by its parser, without its objects for a request and an answer.

Those take longer than all that is done on the connection: they merge headers that never change, start a task that
writes the body, and keep what redirects, forms and proxies need. Pool, name look-up, TLS and parser are aiohttp's.

aiohttp promises no way to its connections but the one through its objects. Where this one is not found, nothing has
been sent yet, and the session is asked in the usual way.
"""

import asyncio
from collections.abc import Iterable
from contextlib import suppress
from http.cookies import CookieError, SimpleCookie
from types import TracebackType
from typing import Any, Final, Self

import aiohttp
from aiohttp.http import HttpProcessingError
from yarl import URL

_NOT_FOUND: Final = (AttributeError, TypeError)
"""What Python says where a method is not there, or takes something else."""


class BareAnswer:
    """An answer whose body is still to be read: as much of `aiohttp.ClientResponse` as is needed here.

    The connection is given back when the body has been read to its end, else closed by `release`.
    """

    __slots__ = ("_connection", "content", "headers", "raw_headers", "status")

    def __init__(self, connection: Any, message: Any, content: aiohttp.StreamReader) -> None:
        self._connection = connection
        self.status: int = message.code
        self.headers = message.headers
        self.raw_headers: tuple[tuple[bytes, bytes], ...] = message.raw_headers
        self.content = content
        content.on_eof(self.release)

    @property
    def content_length(self) -> int | None:
        """Bytes of the body, None where the server does not say. The parser takes no other text for a number."""
        length = self.headers.get("content-length")
        return None if length is None else int(length)

    async def read(self) -> bytes:
        """The whole body. Raises errors of aiohttp."""
        try:
            return await self.content.read()
        except BaseException:
            self.close()
            raise

    def release(self) -> None:
        """Gives the connection back; closes it where the body has not been read, or the request's not been sent."""
        connection = self._connection
        transport = None if connection is None else connection.transport
        if transport is not None and transport.get_write_buffer_size():
            self.close()
        elif connection is not None:
            self._connection = None
            connection.release()

    def close(self) -> None:
        """Closes the connection."""
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.release()


class BarePosts:
    """Posts to an address over the connections of a session, within its limits of time, with the same headers each
    time: `headers` are all but `content-length`, which nobody has to encode.

    Not for a session with a proxy. Its cookies are kept, and sent by nobody here: whoever has some asks the session.
    """

    def __init__(self, session: aiohttp.ClientSession, url: str, headers: Iterable[tuple[bytes, bytes]]) -> None:
        self.session = session
        self.usable = True
        """Whether this way has been found so far."""
        self._url = URL(url)
        lines = [b"%b: %b" % pair for pair in headers]
        head = b"\r\n".join([b"POST %b HTTP/1.1" % self._url.raw_path_qs.encode("ascii"), *lines, b"content-length: "])
        if head.count(b"\n") != len(lines) + 1 or head.count(b"\r") != len(lines) + 1:
            self.usable = False  # aiohttp says what is wrong with a header that has a line break in it
        self._head = head
        self._request: Any = None

    async def post(self, body: bytes) -> BareAnswer | None:
        """The answer to a body, its own body still to be read; None where nothing was sent, and `usable` is over.

        Raises errors of aiohttp, as its session does.
        """
        limits, connector, connection = self.session.timeout, self.session.connector, None
        if connector is None:
            raise aiohttp.ClientConnectionError("the session is closed")
        try:
            if self._request is None:
                self._request = aiohttp.ClientRequest("POST", self._url, loop=asyncio.get_running_loop())
            connection = await connector.connect(self._request, [], limits)
            protocol: Any = connection.protocol
            transport, read, begin = protocol.transport, protocol.read, protocol.start_timeout
            protocol.set_response_params(read_until_eof=True, auto_decompress=False, read_timeout=limits.sock_read)
        except TimeoutError as error:
            raise aiohttp.ConnectionTimeoutError(f"no connection to {self._url.host} in time") from error
        except BaseException as error:
            if connection is not None:
                connection.close()
            if not isinstance(error, _NOT_FOUND):
                raise
            self.usable = False
            return None
        try:
            if transport is None or transport.is_closing():
                raise aiohttp.ServerDisconnectedError
            transport.write(b"".join((self._head, b"%d\r\n\r\n" % len(body), body)))
            begin()
            message, content = await read()
            while 100 <= message.code < 200 and message.code != 101:
                message, content = await read()
        except HttpProcessingError as error:
            connection.close()
            raise aiohttp.ClientResponseError(
                self._request.request_info, (), status=error.code, message=error.message, headers=error.headers
            ) from error
        except BaseException:
            connection.close()
            raise
        if "set-cookie" in message.headers:
            self._keep_cookies(message.headers.getall("set-cookie"))
        return BareAnswer(connection, message, content)

    def _keep_cookies(self, sent: Iterable[str]) -> None:
        for line in sent:
            with suppress(CookieError):
                self.session.cookie_jar.update_cookies(SimpleCookie(line), self._url)
