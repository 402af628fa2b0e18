"""Requests that a platform wants beside an answer, such as one to the control URL of a call.

They are sent by the transport alone, which writes no log lines of its own: the address is a secret. It goes nowhere
else, follows no redirect and has no cookies.
"""

import asyncio
from collections.abc import Sequence
from typing import Final

import httpx2

from adapter.calls.platform import Post

SECONDS: Final = 3.0
"""For all requests of an answer together: the platform waits for the answer, and a caller for the platform."""
MAX_ANSWER: Final = 64 * 1024
"""Bytes that are read of an answer, so that its connection can be used again. Nothing in them is looked at."""
CONNECTIONS: Final = httpx2.Limits(max_connections=100, max_keepalive_connections=20, keepalive_expiry=30.0)


class Posts:
    """Sends posts, for the life of an application."""

    def __init__(self, *, seconds: float = SECONDS) -> None:
        self._transport: httpx2.AsyncHTTPTransport | None = None
        self._seconds = seconds
        self._opening = asyncio.Lock()

    async def send(self, posts: Sequence[Post]) -> str | None:
        """None once every post was taken, in order; else why one was not, without saying where it went.

        What comes after one that was not taken is not sent.
        """
        try:
            async with asyncio.timeout(self._seconds):
                for post in posts:
                    failure = await self._sent(post)
                    if failure is not None:
                        return failure
        except TimeoutError:
            return f"no answer within {self._seconds:g} seconds"
        except Exception as error:  # noqa: BLE001 - whatever it was, the platform waits for an answer; it may name the URL
            return f"no answer ({type(error).__name__})"
        return None

    async def aclose(self) -> None:
        """Closes the connections that are kept."""
        if self._transport is not None:
            await self._transport.aclose()

    async def _connections(self) -> httpx2.AsyncHTTPTransport:
        async with self._opening:
            if self._transport is None:
                # to read the certificates that are believed takes longer than everything else here
                self._transport = await asyncio.to_thread(httpx2.AsyncHTTPTransport, limits=CONNECTIONS)
            return self._transport

    async def _sent(self, post: Post) -> str | None:
        url = httpx2.URL(post.url)
        if not url.host or (url.scheme != "https" and not (post.plain and url.scheme == "http")):
            return "its address is not one of https"
        request = httpx2.Request("POST", url, headers=dict(post.headers), content=post.body)
        response = await (await self._connections()).handle_async_request(request)
        try:
            read = 0
            assert isinstance(response.stream, httpx2.AsyncByteStream)  # noqa: S101 - of an async transport
            async for part in response.stream:
                read += len(part)
                if read > MAX_ANSWER:
                    break
        finally:
            await response.aclose()
        return None if 200 <= response.status_code < 300 else f"status {response.status_code}"
