"""An embedding model at any server that has OpenAI's `/embeddings`."""

import asyncio
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import CancelledError
from datetime import UTC, datetime
from typing import Final

import httpx2
import numpy as np
import openai
import pydantic_core

from adapter.errors import ModelReplyUnreadable, ModelTimeout, ModelUnreachable
from adapter.models.faults import LOWER_ERRORS, fault_of
from adapter.models.retry import Fault, attempt_until
from adapter.models.transport import MAX_LIST, NO_REDIRECTS, OPENAI, open_client, open_transport
from adapter.search.embedder import TEXT_LIMIT, Vectors, unit_vectors

PATH: Final = "/embeddings"
BATCH: Final = 32
"""Texts in one request: the vectors of so many, written as decimals, stay below what is read of a body."""
MAX_DIMENSIONS: Final = 8_192
SECONDS: Final = 10.0
"""What a batch may take, all attempts together."""
QUERY_SECONDS: Final = 2.0
"""What the words of a caller may take, who is waiting."""
ATTEMPTS: Final = 2
_STOPPING: Final = 1.0  # a loop that is stopped meanwhile answers never


class ServedEmbedder:
    """Embeds at a server, in batches. Texts are masked before they leave. Safe under threads.

    `embed` waits for a thread of its own that holds the connections, so it can be called with or without an event loop,
    but not on one that serves callers. Nothing is put before a text: a model that wants "query: " there is for a server
    that adds it.
    """

    remote = True

    def __init__(
        self,
        model: str,
        *,
        base_url: str = "",
        api_key: str = "",
        mask: Callable[[str], str] = str,
        seconds: float = SECONDS,
        query_seconds: float = QUERY_SECONDS,
        attempts: int = ATTEMPTS,
    ) -> None:
        """`base_url` and `api_key` as `usable_url` and `usable_key` gave them, "" for OpenAI's and for none."""
        self._model = model
        self._url = base_url or OPENAI
        self._key = api_key
        self._mask = mask
        self._seconds = {False: seconds, True: query_seconds}
        self._attempts = attempts
        self._loop: asyncio.AbstractEventLoop | None = None
        self._client: openai.AsyncOpenAI | None = None
        self._http: httpx2.AsyncClient | None = None
        self._changing = threading.Lock()
        self._closed = False

    @property
    def id(self) -> str:
        """The model's name and its server, without a key."""
        return f"{self._model} at {httpx2.URL(self._url).netloc.decode('ascii')}"

    def embed(self, texts: Sequence[str], *, query: bool) -> Vectors:
        """As `Embedder` has it. Raises `ModelError`, also for an answer that has not a vector for each text."""
        sent = [self._mask(text[:TEXT_LIMIT]) or " " for text in texts]
        rows = [self._waited(sent[start : start + BATCH], query=query) for start in range(0, len(sent), BATCH)]
        if not rows:
            return np.zeros((0, 0), dtype=np.float32)
        if len({row.shape[1] for row in rows}) > 1:
            raise ModelReplyUnreadable("the embedding server gives vectors of different lengths")
        return unit_vectors(np.vstack(rows))

    def close(self) -> None:
        """Closes the connections; what is being waited for ends with `ModelUnreachable`. May be called twice."""
        with self._changing:
            self._closed = True
            loop, self._loop = self._loop, None
        if loop is not None:
            asyncio.run_coroutine_threadsafe(self._close_all(), loop).result()
            loop.call_soon_threadsafe(loop.stop)

    def _waited(self, batch: list[str], *, query: bool) -> Vectors:
        loop = self._running_loop()
        pending = asyncio.run_coroutine_threadsafe(self._asked(batch, self._seconds[query]), loop)
        try:
            return pending.result(self._seconds[query] + _STOPPING)
        except (CancelledError, TimeoutError):
            pending.cancel()
            raise ModelUnreachable("the connections to the embedding server have been closed") from None

    def _running_loop(self) -> asyncio.AbstractEventLoop:
        with self._changing:
            if self._closed:
                raise ModelUnreachable("the connections to the embedding server have been closed")
            if self._loop is None:
                self._loop = asyncio.new_event_loop()
                threading.Thread(target=_run, args=(self._loop,), name="embeddings", daemon=True).start()
            return self._loop

    async def _asked(self, batch: list[str], seconds: float) -> Vectors:
        body = pydantic_core.to_json({"model": self._model, "input": batch, "encoding_format": "float"})

        async def attempt() -> Vectors | Fault:
            return await self._attempt(body, len(batch), seconds)

        try:
            async with asyncio.timeout(seconds):
                return await attempt_until(attempt, attempts=self._attempts, seconds=seconds, sleep=asyncio.sleep)
        except TimeoutError:
            raise ModelTimeout(f"no vectors from the embedding server within {seconds:g} s") from None

    async def _attempt(self, body: bytes, count: int, seconds: float) -> Vectors | Fault:
        if self._client is None:
            self._http = open_transport(connect=seconds)
            self._client = open_client(self._url, self._key, connect=seconds, http_client=self._http)
        # As in `OpenAIModel`: a fault is returned, so that the package's errors are no context of ours.
        try:
            response = await self._client.post(PATH, content=body, cast_to=httpx2.Response, options=NO_REDIRECTS)
            return _read(response.content, count)
        except ModelReplyUnreadable as error:
            return Fault(error=type(error)(str(error)), retryable=False)
        except LOWER_ERRORS as error:
            return fault_of(error, datetime.now(UTC))

    async def _close_all(self) -> None:
        others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        if self._client is not None:
            await self._client.close()


def _run(loop: asyncio.AbstractEventLoop) -> None:
    try:
        loop.run_forever()
    finally:
        loop.close()


def _read(body: bytes, count: int) -> Vectors:
    """The vectors of an answer in the order of their texts. Raises `ModelReplyUnreadable` for anything else."""
    unreadable = ModelReplyUnreadable("the embedding server's answer has not a vector for each text")
    if len(body) > MAX_LIST:
        raise unreadable
    try:
        answer = pydantic_core.from_json(body, allow_inf_nan=False)
    except ValueError:
        raise unreadable from None
    listed = answer.get("data") if isinstance(answer, Mapping) else None
    if not isinstance(listed, list) or len(listed) != count:
        raise unreadable
    rows: dict[int, list[float]] = {}
    for place, entry in enumerate(listed):
        row = entry.get("embedding") if isinstance(entry, Mapping) else None
        index = entry.get("index", place) if isinstance(entry, Mapping) else None
        if not isinstance(row, list) or not isinstance(index, int) or not 0 < len(row) <= MAX_DIMENSIONS:
            raise unreadable
        if not all(isinstance(number, int | float) and not isinstance(number, bool) for number in row):
            raise unreadable
        rows[index] = row
    if set(rows) != set(range(count)) or len({len(row) for row in rows.values()}) != 1:
        raise unreadable
    try:
        with np.errstate(over="ignore"):
            numbers = np.asarray([rows[index] for index in range(count)], dtype=np.float32)
    except OverflowError:
        raise unreadable from None
    if not np.isfinite(numbers).all():
        raise unreadable
    return unit_vectors(numbers)
