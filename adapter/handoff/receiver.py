"""The webhook that takes notes: one attempt after another, each signed by the standard-webhooks scheme.

They are sent by the transport alone, which writes no log lines of its own: the address may be a secret. It goes nowhere
else, follows no redirect and has no cookies.
"""

import asyncio
import contextlib
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final

import httpx2
from standardwebhooks import Webhook

from adapter.handoff.answers import Answer, answer_of
from adapter.handoff.note import Note

SECONDS: Final = 15.0
"""For one attempt; what the specification calls enough for a receiver."""
READING: Final = 1.0
"""Seconds for what follows the status, which counts alone."""
MAX_ANSWER: Final = 64 * 1024
"""Bytes read of an answer, so that its connection can be used again. Nothing in them is looked at."""
CONNECTIONS: Final = httpx2.Limits(max_connections=100, max_keepalive_connections=8, keepalive_expiry=30.0)


class Receiver:
    """One webhook, under its address and secret. `now` is the clock of `webhook-timestamp`."""

    def __init__(
        self,
        url: str,
        secret: str,
        *,
        seconds: float = SECONDS,
        reading: float = READING,
        transport: httpx2.AsyncBaseTransport | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._url = httpx2.URL(url)
        self._webhook = Webhook(secret)
        self._seconds = seconds
        self._reading = reading
        self._transport = transport
        self._now = now
        self._opening = asyncio.Lock()

    async def take(self, note: Note) -> Answer:
        """What comes of one attempt. Raises nothing."""
        try:
            now = self._now().astimezone(UTC)
            async with asyncio.timeout(self._seconds):
                response = await (await self._connections()).handle_async_request(self._request(note, now))
            await _read(response, self._reading)
            return answer_of(response.status_code, response.headers, now)
        except TimeoutError:
            return Answer(verdict="again", why=f"no answer within {self._seconds:g} seconds")
        except Exception as error:  # noqa: BLE001 - whatever it was, it is tried again; its text may name the URL
            return Answer(verdict="again", why=f"no answer ({type(error).__name__})")

    async def aclose(self) -> None:
        """Closes the connections that are kept."""
        if self._transport is not None:
            await self._transport.aclose()

    def _request(self, note: Note, now: datetime) -> httpx2.Request:
        headers = {
            "content-type": "application/json",
            "host": self._url.netloc.decode("ascii"),
            "user-agent": "transfer-adapter",
            "webhook-id": note.id,
            "webhook-timestamp": str(int(now.timestamp())),
            "webhook-signature": self._webhook.sign(note.id, now, note.body),
        }
        return httpx2.Request("POST", self._url, headers=headers, content=note.body.encode())

    async def _connections(self) -> httpx2.AsyncBaseTransport:
        async with self._opening:
            if self._transport is None:
                # to read the certificates that are believed takes longer than everything else here
                self._transport = await asyncio.to_thread(httpx2.AsyncHTTPTransport, limits=CONNECTIONS)
            return self._transport


async def _read(response: httpx2.Response, seconds: float) -> None:
    """Reads an answer to its end, and no further than is worth it. Its status is known, and counts alone."""
    assert isinstance(response.stream, httpx2.AsyncByteStream)  # noqa: S101 - of an async transport
    read = 0
    try:
        with contextlib.suppress(Exception):
            async with asyncio.timeout(seconds):
                async for part in response.stream:
                    read += len(part)
                    if read > MAX_ANSWER:
                        break
    finally:
        await response.aclose()
