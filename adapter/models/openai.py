"""Every model that is reached over Chat Completions or Responses, through the openai package."""

import asyncio
import logging
import os
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime
from typing import Final

import httpx2
import openai

from adapter.errors import ModelInputRefused, ModelReplyUnreadable, ModelTimeout, ModelUnreachable, SettingsError
from adapter.models.faults import LOWER_ERRORS, fault_of, reply_or_fault
from adapter.models.profiles import profile_of
from adapter.models.refused_fields import STATUSES, refused_fields
from adapter.models.request_fields import LIMIT_NAMES, LIMIT_REACHED, RequestFields, request_fields
from adapter.models.retry import Fault, attempt_until
from adapter.models.server_words import server_words
from adapter.models.stream import read_stream, streaming
from adapter.tool_calls.json_choice import read_choice
from adapter.tool_calls.reply import ModelReply
from adapter.tool_calls.request import ModelApi, ModelRequest

logger = logging.getLogger(__name__)

MAX_BODY = 4 * 1024 * 1024
"""Bytes of a reply. A tool call takes a few hundred; what is longer than this is no reply."""
MAX_UNASKED_BODY = 64 * 1024
"""Bytes that are read of an error's body, and of a body compressed although we ask for none: it could unpack to a
thousand times as much."""
MAX_REDIRECTS = 3
MAX_LOGGED = 50
"""Different things that are logged of one server: its words may hold a request's number, and then all differ."""

_OPENAI: Final = "https://api.openai.com/v1"
_PATHS: Final[dict[ModelApi, str]] = {"chat": "/chat/completions", "responses": "/responses"}

# Servers that need no key get this one: the openai package sends no request without.
_NO_KEY: Final = "no-key"


class OpenAIModel:
    """A model by its provider's name, asked over `chat` (Chat Completions) or `responses`.

    `base_url` and `api_key` are, left out, the openai package's own `OPENAI_BASE_URL` and `OPENAI_API_KEY`. A base URL
    needs no key: local servers take none.

    `timeout` (seconds) is the one limit for a reply, whatever happens: attempts, waits, a body that trickles.
    Connection faults, timeouts, 408, 429 and 5xx are tried again, up to `attempts` in all, after the wait that the
    server asks for or 0.2 s, 0.4 s …; an attempt may take `timeout / (attempts + 1)` to connect.

    `stream` asks for the reply piece by piece: for servers that do not answer otherwise, and for ways there that drop
    connections on which nothing moves. The reply is the same, and as late: a turn needs all of it. A stream that ends
    before its reply does, cannot be read, or stalls for `timeout / (attempts + 1)` in the middle of a text or a call
    is tried again.

    `fields` is what every request says beside its question; left out, what the shipped profile of the model's name
    says. A field that the server refuses by name is left out or renamed from then on, and the request sent again at
    once: that is no attempt. The output is always limited. A model whose thoughts use up the limit gets more from then
    on, and is named in the log.

    `http_client` replaces the transport, for a proxy or certificates of one's own. It keeps its own limits for
    redirects and bodies, and stays open: whoever made it closes it. A model belongs to the event loop of its first
    reply.

    Raises `SettingsError` when there is neither a key nor a base URL, or when one of them cannot be used.
    """

    def __init__(
        self,
        model: str,
        *,
        api: ModelApi = "chat",
        base_url: str | None = None,
        api_key: str | None = None,
        timeout: float = 15.0,
        attempts: int = 3,
        stream: bool = False,
        fields: RequestFields | None = None,
        http_client: httpx2.AsyncClient | None = None,
    ) -> None:
        url = _usable_url((base_url or os.environ.get("OPENAI_BASE_URL") or "").strip())
        key = _usable_key((api_key or os.environ.get("OPENAI_API_KEY") or "").strip())
        if not url and not key:
            raise SettingsError(
                "no model server: set OPENAI_API_KEY, or OPENAI_BASE_URL for a server of your own that needs no key"
            )
        if not timeout > 0 or attempts < 1:
            raise SettingsError("a model needs a timeout above 0 seconds and at least one attempt")
        self._model = model
        self._api: ModelApi = api
        self._fields = fields or request_fields(api, profile_of(model))
        self._key = key
        self._logged: set[str] = set()
        self._timeout = timeout
        self._attempts = attempts
        self._stream = stream
        self._counts = stream and api == "chat"
        self._share = timeout / (attempts + 1)
        self._owns_http_client = http_client is None
        self._sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
        limits = httpx2.Timeout(None, connect=self._share)
        self._client = openai.AsyncOpenAI(
            api_key=key or _NO_KEY,
            base_url=url or _OPENAI,
            max_retries=0,
            timeout=limits,
            default_headers={"Accept-Encoding": "identity"},
            http_client=http_client
            or openai.DefaultAioHttpClient(
                timeout=limits, max_redirects=MAX_REDIRECTS, event_hooks={"response": [_bound_body]}
            ),
        )

    def __repr__(self) -> str:
        return f"OpenAIModel({self._model!r}, api={self._api!r})"

    @property
    def name(self) -> str:
        """The provider's name for the model."""
        return self._model

    async def reply(self, request: ModelRequest) -> ModelReply:
        """The model's reply, at most `timeout` seconds from now. Raises `ModelError`, nothing else.

        What a content filter does not let through is answered by a refusal, as if the model had refused.

        Cancelling it closes the connection that it used.
        """
        try:
            async with asyncio.timeout(self._timeout):
                reply = await attempt_until(
                    lambda: self._attempt(request), attempts=self._attempts, seconds=self._timeout, sleep=self._sleep
                )
        except ModelInputRefused:
            return ModelReply(finish="content_filter", model=self._model, api=self._api)
        except TimeoutError:
            raise ModelTimeout(f"no reply from the model server within {self._timeout:g} s") from None
        if reply.finish in LIMIT_REACHED and not (reply.text.strip() or reply.tool_calls or reply.refusal):
            self._give_room_to_think()
        return read_choice(reply) if self._fields.by_schema else reply

    async def aclose(self) -> None:
        """Gives back the connections. May be called twice."""
        if self._owns_http_client:
            await self._client.close()

    async def _attempt(self, request: ModelRequest) -> ModelReply | Fault:
        # Each round leaves a field fewer to refuse, so that they end.
        while True:
            fields = self._fields
            outcome = await self._asked(fields.body(request, self._model), request, fields)
            if outcome is not None:
                return outcome

    async def _asked(self, body: bytes, request: ModelRequest, fields: RequestFields) -> ModelReply | Fault | None:
        """The reply or what is wrong; None where the server refused a field that is left out from now on."""
        # A fault is returned and not raised inside `except`: the openai package's errors hold the request with its key
        # and the provider's text, and as the context of ours they would reach every log that prints a traceback.
        try:
            if self._stream:
                return await self._streamed(body)
            response = await self._client.post(_PATHS[self._api], content=body, cast_to=httpx2.Response)
            return _read(response)
        except ModelReplyUnreadable as error:
            return Fault(error=ModelReplyUnreadable(str(error)), retryable=False)
        except LOWER_ERRORS as error:
            if not isinstance(error, openai.APIStatusError):
                return fault_of(error, datetime.now(UTC))
            return None if self._leave_out(error, fields) else self._told(error, request)
        except RuntimeError:
            # What httpx2 raises for a client that was closed before or meanwhile.
            if not self._client.is_closed():
                raise
            return Fault(
                error=ModelUnreachable("the connections to the model server have been closed"), retryable=False
            )

    def _leave_out(self, error: openai.APIStatusError, sent: RequestFields) -> bool:
        """Takes from the fields what the server refuses by name. False where that changes nothing."""
        if error.status_code not in STATUSES:
            return False
        for name in sorted(refused_fields(error.body, sent.names, LIMIT_NAMES)):
            before = self._fields
            self._fields = before.without(name, str(error.body))
            if self._fields != before:
                also = f", {self._fields.limit} is sent instead" if name == before.limit else ""
                logger.warning(
                    "model %s: its server refuses the field %s: not sent any more%s", self._model, name, also
                )
        return self._fields != sent

    def _told(self, error: openai.APIStatusError, request: ModelRequest) -> Fault:
        """The fault of a status, with the server's own words, which are logged once."""
        fault = fault_of(error, datetime.now(UTC))
        fault.error.server_words = words = server_words(error.body, request, key=self._key)
        if words:
            self._log_once("model %s: its server answered %d: %s", self._model, error.status_code, words)
        return fault

    def _give_room_to_think(self) -> None:
        """Names a model that used up its limit before it said anything, and lets it have more from now on."""
        fields = self._fields
        advice = "ADAPTER_MAX_TOKENS is too low for it"
        if not fields.thinking:
            advice = "it gets more from now on; ADAPTER_MODEL_PROFILE=reasoning gives it more from the start"
            self._fields = fields.with_thinking()
        self._log_once("model %s: its thoughts used up the limit of a reply and left nothing: %s", self._model, advice)

    def _log_once(self, message: str, *values: object) -> None:
        said = message % values
        if said not in self._logged and len(self._logged) < MAX_LOGGED:
            self._logged.add(said)
            logger.warning("%s", said)

    async def _streamed(self, body: bytes) -> ModelReply | Fault:
        stream = await self._begun(body, count=self._counts)
        if stream is None:
            self._counts = False
            return await self._streamed(body)
        async with stream:
            if _kind(stream.response) == "text/event-stream":
                return await read_stream(stream, self._api, stall=self._share)
            # Servers that cannot stream answer whole, and some say what is wrong with status 200.
            await stream.response.aread()
            return _read(stream.response)

    async def _begun(self, body: bytes, *, count: bool) -> openai.AsyncStream[object] | None:
        """The stream that answers a request; None where the server refuses only to count its tokens, as Mistral's."""
        try:
            return await self._client.post(
                _PATHS[self._api],
                content=streaming(body, self._api, count=count),
                cast_to=object,
                stream=True,
                stream_cls=openai.AsyncStream[object],
            )
        except openai.APIStatusError as error:
            if not count or error.status_code not in (400, 422) or "stream_options" not in error.response.text:
                raise
            return None


def _usable_url(text: str) -> str:
    if not text:
        return ""
    try:
        url = httpx2.URL(text)
    except httpx2.InvalidURL:
        url = httpx2.URL()
    # The openai package would put its path behind a query.
    if url.scheme not in ("http", "https") or not url.host or url.query or url.fragment:
        raise SettingsError("OPENAI_BASE_URL: not an address such as http://127.0.0.1:11434/v1")
    if url.userinfo:
        # The transport logs the addresses that it asks.
        raise SettingsError("OPENAI_BASE_URL: holds a user name or password; a key belongs in OPENAI_API_KEY")
    return text


def _usable_key(text: str) -> str:
    if not re.fullmatch(r"[!-~]*", text):
        raise SettingsError("OPENAI_API_KEY: a key has only visible ASCII characters and no spaces")
    return text


async def _bound_body(response: httpx2.Response) -> None:
    """Response hook of the transport: bounds what is read of any body, a redirect's and an error's included."""
    encoded = response.headers.get("content-encoding", "identity") != "identity"
    limit = MAX_BODY if response.is_success and not encoded else MAX_UNASKED_BODY
    if isinstance(response.stream, httpx2.AsyncByteStream):
        response.stream = _BoundedStream(response.stream, limit, cut=not response.is_success)


class _BoundedStream(httpx2.AsyncByteStream):
    """At most `limit` bytes of a body. The rest is cut off, or the body refused."""

    def __init__(self, stream: httpx2.AsyncByteStream, limit: int, *, cut: bool) -> None:
        self._stream = stream
        self._limit = limit
        self._cut = cut

    async def __aiter__(self) -> AsyncIterator[bytes]:
        left = self._limit
        async for chunk in self._stream:
            if len(chunk) > left:
                if not self._cut:
                    raise ModelReplyUnreadable(f"the model server's body is longer than {self._limit} bytes")
                yield chunk[:left]
                return
            left -= len(chunk)
            yield chunk

    async def aclose(self) -> None:
        await self._stream.aclose()


def _kind(response: httpx2.Response) -> str:
    """The media type of a body, "" where the server does not say."""
    return str(response.headers.get("content-type", "")).partition(";")[0].strip().lower()


def _read(response: httpx2.Response) -> ModelReply | Fault:
    kind = _kind(response)
    if kind and not kind.endswith("json"):
        raise ModelReplyUnreadable(f"the model server answered {response.status_code} with a body that is not JSON")
    return reply_or_fault(response.content, response.status_code)
