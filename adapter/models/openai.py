"""Every model that is reached over Chat Completions or Responses, through the openai package."""

import asyncio
import logging
import os
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Final

import httpx2
import openai
import pydantic_core

from adapter.errors import ModelInputRefused, ModelReplyUnreadable, ModelTimeout, ModelUnreachable, SettingsError
from adapter.models.direct import DirectRequests, Whole, whole
from adapter.models.faults import LOWER_ERRORS, fault_of, reply_or_fault
from adapter.models.model import PieceListener
from adapter.models.overhearing import answered, sending
from adapter.models.profiles import profile_of
from adapter.models.refusals import USUAL, Variables
from adapter.models.refused_fields import STATUSES, refused_fields
from adapter.models.request_fields import LIMIT_NAMES, LIMIT_REACHED, RequestFields, request_fields
from adapter.models.retry import Fault, T, attempt_until
from adapter.models.served_models import ServedModel, read_models
from adapter.models.server_words import server_words
from adapter.models.stream import read_stream, streaming
from adapter.models.transport import (
    MAX_LIST,
    NO_REDIRECTS,
    media_type,
    open_client,
    open_transport,
    usable_key,
    usable_url,
)
from adapter.tool_calls.json_choice import read_choice
from adapter.tool_calls.reply import ModelReply
from adapter.tool_calls.reply_size import check_length, check_values
from adapter.tool_calls.request import ModelApi, ModelRequest

logger = logging.getLogger(__name__)

MAX_LOGGED = 50
"""Different things that are logged of one server: its words may hold a request's number, and then all differ."""

_PATHS: Final[dict[ModelApi, str]] = {"chat": "/chat/completions", "responses": "/responses"}


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

    A redirect is an error: what is sent holds a caller's words, and goes to no other address than the one that is set.

    `http_client` replaces the transport, for a proxy or certificates of one's own. How much it reads of a body is its
    own affair; nothing that is too large for a reply is looked at, and it follows no redirect. It stays open: whoever
    made it closes it. A model belongs to the event loop of its first reply.

    `variables` are the settings that are named to whoever has to change one.

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
        variables: Variables = USUAL,
    ) -> None:
        url = usable_url(
            (base_url or os.environ.get("OPENAI_BASE_URL") or "").strip(),
            variables.base_url,
            key=variables.key,
        )
        key = usable_key((api_key or os.environ.get("OPENAI_API_KEY") or "").strip(), variables.key)
        if not url and not key:
            raise SettingsError(
                "no model server: set OPENAI_API_KEY, or OPENAI_BASE_URL for a server of your own that needs no key"
            )
        if not timeout > 0 or attempts < 1:
            raise SettingsError("a model needs a timeout above 0 seconds and at least one attempt")
        self.variables = variables
        self._model = model
        self._api: ModelApi = api
        self._fields = fields or request_fields(api, profile_of(model))
        self._key = key
        self._logged: set[str] = set()
        self._timeout = timeout
        self._attempts = attempts
        self._stream = stream
        self._counts = api == "chat"
        self._share = timeout / (attempts + 1)
        self._owns_http_client = http_client is None
        self.sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
        self._http = http_client or open_transport(connect=self._share)
        self.client = open_client(url, key, connect=self._share, http_client=self._http)
        # A transport of somebody else's has hooks, cookies and an authentication of its own: the package knows of them.
        self._direct = self.direct(_PATHS[api]) if self._owns_http_client else None
        self.has_streamed: bool | None = None
        """Whether the server answered as a stream when it was last asked for one, None before."""

    def __repr__(self) -> str:
        return f"OpenAIModel({self._model!r}, api={self._api!r})"

    @property
    def name(self) -> str:
        """The provider's name for the model."""
        return self._model

    @property
    def base_url(self) -> str:
        """Where the server is. It holds no key and no password."""
        return str(self.client.base_url).rstrip("/")

    @property
    def api(self) -> ModelApi:
        """The API that it is asked over."""
        return self._api

    @property
    def has_key(self) -> bool:
        """Whether a key is sent that somebody has set: `none` is what local servers are given."""
        return self._key not in ("", "none")

    @property
    def fields(self) -> RequestFields:
        """What a request says beside its question now: without what the server has refused by name."""
        return self._fields

    async def reply(self, request: ModelRequest) -> ModelReply:
        """The model's reply, at most `timeout` seconds from now. Raises `ModelError`, nothing else.

        What a content filter does not let through is answered by a refusal, as if the model had refused.

        Cancelling it closes the connection that it used.
        """
        return await self._reply(request)

    async def reply_in_pieces(self, request: ModelRequest, listener: PieceListener) -> ModelReply:
        """The same, asked for as a stream, whose pieces are shown as they come.

        An object that is chosen by schema is nothing to be heard before it is whole: then nothing is shown.
        """
        return await self._reply(request, None if self._fields.by_schema else listener)

    async def _reply(self, request: ModelRequest, listener: PieceListener | None = None) -> ModelReply:
        stream = self._stream or listener is not None
        try:
            reply = await self._in_time(lambda: self._attempt(request, stream=stream, listener=listener), self._timeout)
        except ModelInputRefused:
            return ModelReply(finish="content_filter", model=self._model, api=self._api)
        if reply.finish in LIMIT_REACHED and not (reply.text.strip() or reply.tool_calls or reply.refusal):
            self._give_room_to_think()
        return read_choice(reply) if self._fields.by_schema else reply

    async def probe(
        self, request: ModelRequest, *, seconds: float, tokens: int | None = None, stream: bool | None = None
    ) -> ModelReply:
        """The reply as it came, at most `seconds` from now: for a look at the server, and to warm its cache.

        `tokens` is its output limit, without any for thoughts; `stream` asks for it as a stream or not, whatever the
        model's own way. An object that was chosen by schema is not read, and a model that thinks gets no more room.
        Raises `ModelError`, nothing else, `ModelInputRefused` too.
        """
        return await self._in_time(
            lambda: self._attempt(request, tokens=tokens, stream=self._stream if stream is None else stream), seconds
        )

    async def served_models(self, *, seconds: float) -> tuple[ServedModel, ...]:
        """The models that the server lists. Raises `ModelError`: `ModelReplyUnreadable` for what is no list."""
        return read_models(await self.fetch("/models", seconds=seconds))

    async def fetch(self, path: str, *, seconds: float) -> object:
        """What the server answers to a GET, decoded. `path` is one behind the base URL, or an address of that server.

        Raises `ModelError`. It is asked once.
        """

        async def get() -> tuple[object] | Fault:
            try:
                response = await self.client.get(path, cast_to=httpx2.Response, options=NO_REDIRECTS)
                check_length(len(response.content), MAX_LIST, "bytes")
                check_values(response.content)
                return (pydantic_core.from_json(response.content),)
            except ValueError:
                return Fault(error=ModelReplyUnreadable("the model server answered what is no JSON"), retryable=False)
            except ModelReplyUnreadable as error:
                return Fault(error=ModelReplyUnreadable(str(error)), retryable=False)
            except LOWER_ERRORS as error:
                fault = fault_of(error, datetime.now(UTC))
                if isinstance(error, openai.APIStatusError):
                    fault.error.server_words = server_words(error.body, key=self._key)
                return fault

        return (await self._in_time(get, seconds, attempts=1))[0]

    @property
    def attempts(self) -> int:
        """How often it is asked at most."""
        return self._attempts

    @property
    def timeout(self) -> float:
        """Seconds for a reply."""
        return self._timeout

    async def aclose(self) -> None:
        """Gives back the connections. May be called twice."""
        if self._owns_http_client:
            await self.client.close()

    async def _in_time(
        self, attempt: Callable[[], Awaitable[T | Fault]], seconds: float, *, attempts: int | None = None
    ) -> T:
        try:
            async with asyncio.timeout(seconds):
                return await attempt_until(
                    attempt, attempts=attempts or self._attempts, seconds=seconds, sleep=self.sleep
                )
        except TimeoutError:
            raise ModelTimeout(f"no reply from the model server within {seconds:g} s") from None

    async def _attempt(
        self,
        request: ModelRequest,
        *,
        stream: bool,
        tokens: int | None = None,
        listener: PieceListener | None = None,
    ) -> ModelReply | Fault:
        # Each round leaves a field fewer to refuse, so that they end.
        while True:
            fields = self._fields
            sent = fields if tokens is None else fields.limited(tokens)
            body = sent.body(request, self._model)
            outcome = await self._asked(body, request, fields, stream=stream, listener=listener)
            if outcome is not None:
                return outcome

    async def _asked(
        self,
        body: bytes,
        request: ModelRequest,
        fields: RequestFields,
        *,
        stream: bool,
        listener: PieceListener | None,
    ) -> ModelReply | Fault | None:
        """The reply or what is wrong; None where the server refused a field that is left out from now on."""
        # A fault is returned and not raised inside `except`: the openai package's errors hold the request with its key
        # and the provider's text, and as the context of ours they would reach every log that prints a traceback.
        try:
            if stream:
                return await self._streamed(body, listener)
            sending(body)
            return _read(await self._whole(body))
        except ModelReplyUnreadable as error:
            return Fault(error=type(error)(str(error)), retryable=False)
        except LOWER_ERRORS as error:
            if not isinstance(error, openai.APIStatusError):
                return fault_of(error, datetime.now(UTC))
            return None if self.leave_out(error, fields) else self.told(error, request)
        except RuntimeError:
            # What httpx2 raises for a client that was closed before or meanwhile.
            if not self.client.is_closed():
                raise
            return Fault(
                error=ModelUnreachable("the connections to the model server have been closed"), retryable=False
            )

    def leave_out(self, error: openai.APIStatusError, sent: RequestFields) -> bool:
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

    def direct(self, path: str) -> DirectRequests:
        """Requests to a route of its server that are made elsewhere, over the same connections."""
        return DirectRequests(self.client, self._http, path, bare=self._owns_http_client)

    def told(self, error: openai.APIStatusError, request: ModelRequest) -> Fault:
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

    async def _whole(self, body: bytes) -> Whole:
        if self._direct is not None:
            return await self._direct.whole(body)
        response = await self.client.post(
            _PATHS[self._api], content=body, cast_to=httpx2.Response, options=NO_REDIRECTS
        )
        return whole(response)

    async def _streamed(self, body: bytes, listener: PieceListener | None) -> ModelReply | Fault:
        if listener is not None:
            listener.begin(self._model)
        stream = await self._begun(body, count=self._counts)
        if stream is None:
            self._counts = False
            return await self._streamed(body, listener)
        async with stream:
            self.has_streamed = media_type(stream.response.headers) == "text/event-stream"
            if self.has_streamed:
                hear = None if listener is None else listener.feed
                return await read_stream(stream, self._api, stall=self._share, hear=hear)
            # Servers that cannot stream answer whole, and some say what is wrong with status 200.
            await stream.response.aread()
            return _read(whole(stream.response))

    async def _begun(self, body: bytes, *, count: bool) -> openai.AsyncStream[object] | None:
        """The stream that answers a request; None where the server refuses only to count its tokens, as Mistral's."""
        content = streaming(body, self._api, count=count)
        sending(content)
        try:
            return await self.client.post(
                _PATHS[self._api],
                content=content,
                cast_to=object,
                options=NO_REDIRECTS,
                stream=True,
                stream_cls=openai.AsyncStream[object],
            )
        except openai.APIStatusError as error:
            if not count or error.status_code not in (400, 422) or "stream_options" not in error.response.text:
                raise
            return None


def _read(answer: Whole) -> ModelReply | Fault:
    answered(answer.content)
    if answer.media_type and not answer.media_type.endswith("json"):
        raise ModelReplyUnreadable(f"the model server answered {answer.status} with a body that is not JSON")
    return reply_or_fault(answer.content, answer.status)
