"""Sends notes, signed, in the background, again and again until they are taken. No call waits for one."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Final, TypeAlias

import httpx2
from standardwebhooks import Webhook
from tenacity import AsyncRetrying, retry_if_result, stop_after_delay
from tenacity.wait import wait_exponential, wait_random

from adapter.handoff.note import Note
from adapter.telemetry import count_handoff

logger = logging.getLogger(__name__)

Sleep: TypeAlias = Callable[[float], Awaitable[None]]

MAX_WAITING: Final = 2000
"""Notes that wait to be taken, of some kilobytes each; the oldest leaves for a new one."""
AT_ONCE: Final = 8
"""Requests under way at the same time."""
SECONDS: Final = 10.0
"""For one attempt."""
FIRST_WAIT: Final = 0.5
LONGEST_WAIT: Final = 60.0
MAX_AGE: Final = 3600.0
"""Seconds after which a note is given up: the conversation that it was to precede is over."""
PATIENCE: Final = 5.0
"""Seconds that closing waits for what is under way."""
MAX_ANSWER: Final = 64 * 1024
"""Bytes read of an answer, so that its connection can be used again. Nothing in them is looked at."""


class Delivery:
    """Notes to one webhook, by the standard-webhooks scheme: every attempt bears the note's own `webhook-id`.

    An attempt that is answered with anything but 2xx, a redirect included, is made again after a wait that doubles.
    `sleep` and `now` are the clock. The address goes into no log line: it may be a secret.
    """

    def __init__(
        self,
        url: str,
        secret: str,
        *,
        max_waiting: int = MAX_WAITING,
        patience: float = PATIENCE,
        transport: httpx2.AsyncBaseTransport | None = None,
        sleep: Sleep = asyncio.sleep,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._url = url
        self._webhook = Webhook(secret)
        self._max_waiting = max_waiting
        self._patience = patience
        self._transport = transport
        self._sleep = sleep
        self._now = now
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._turnstile = asyncio.Semaphore(AT_ONCE)
        self._opening = asyncio.Lock()
        self._failing = False

    def put(self, note: Note) -> None:
        """Hands over a note; never waits. One that is on its way already is not sent twice."""
        if note.id in self._tasks:
            return
        if len(self._tasks) >= self._max_waiting:
            oldest = next(iter(self._tasks))
            self._tasks.pop(oldest).cancel()
            count_handoff("dropped")
            logger.error("handoff: too many notes wait: the oldest, %s, is dropped", oldest)
        task = asyncio.create_task(self._deliver(note))
        self._tasks[note.id] = task
        task.add_done_callback(lambda _: self._done(note.id, task))

    async def aclose(self) -> None:
        """Waits a while for what is under way, and says what was not taken. May be called twice."""
        waiting = tuple(self._tasks.values())
        if waiting:
            _, lost = await asyncio.wait(waiting, timeout=self._patience)
            for task in lost:
                task.cancel()
            await asyncio.gather(*waiting, return_exceptions=True)
            if lost:
                count_handoff("dropped", len(lost))
                logger.error("handoff: closed; %d notes were not delivered", len(lost))
        if self._transport is not None:
            await self._transport.aclose()

    def _done(self, known: str, task: asyncio.Task[None]) -> None:
        if self._tasks.get(known) is task:
            del self._tasks[known]

    async def _deliver(self, note: Note) -> None:
        retrying = AsyncRetrying(
            sleep=self._sleep,
            stop=stop_after_delay(MAX_AGE),
            wait=wait_exponential(multiplier=FIRST_WAIT, max=LONGEST_WAIT) + wait_random(0, FIRST_WAIT),
            retry=retry_if_result(lambda failure: failure is not None),
            retry_error_callback=lambda state: state.outcome.result() if state.outcome is not None else None,
        )
        failure: str | None = await retrying(self._attempt, note)
        if failure is None:
            count_handoff("delivered")
        else:
            count_handoff("dropped")
            logger.error("handoff: %s is given up: %s", note.id, failure)

    async def _attempt(self, note: Note) -> str | None:
        """None once the note was taken, else why not."""
        async with self._turnstile:
            try:
                async with asyncio.timeout(SECONDS):
                    failure = await self._sent(note)
            except TimeoutError:
                failure = f"no answer within {SECONDS:g} seconds"
            except Exception as error:  # noqa: BLE001 - whatever it was, it is tried again; its text may name the URL
                failure = f"no answer ({type(error).__name__})"
        if failure is not None:
            count_handoff("failed")
        if failure is not None and not self._failing:
            logger.warning("handoff: notes are not taken: %s; they are sent again", failure)
        if failure is None and self._failing:
            logger.info("handoff: notes are taken again")
        self._failing = failure is not None
        return failure

    async def _sent(self, note: Note) -> str | None:
        now = self._now()
        headers = {
            "content-type": "application/json",
            "host": httpx2.URL(self._url).netloc.decode("ascii"),
            "webhook-id": note.id,
            "webhook-timestamp": str(int(now.timestamp())),
            "webhook-signature": self._webhook.sign(note.id, now.astimezone(UTC), note.body),
        }
        request = httpx2.Request("POST", self._url, headers=headers, content=note.body.encode())
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

    async def _connections(self) -> httpx2.AsyncBaseTransport:
        async with self._opening:
            if self._transport is None:
                # to read the certificates that are believed takes longer than everything else here
                self._transport = await asyncio.to_thread(httpx2.AsyncHTTPTransport)
            return self._transport
