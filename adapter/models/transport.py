"""The way to a model server: which address and key can be used, and a client that bounds bodies and is not led away."""

import re
import zlib
from collections.abc import AsyncIterable, AsyncIterator, Mapping
from typing import Final

import aiohttp
import httpx2
import openai

from adapter.errors import ModelReplyTooLarge, ModelReplyUnreadable, SettingsError
from adapter.models.bare_post import BareAnswer
from adapter.telemetry import masked
from adapter.tool_calls.reply_size import MAX_STREAM

MAX_LIST = 4 * 1024 * 1024
"""Bytes of a body. A gateway's list of models takes 500 kB; what a reply may take, and a stream, is in `reply_size`."""
MAX_ERROR_BODY = 64 * 1024
"""Bytes that are read of an error's body."""
NO_REDIRECTS: Final[openai.RequestOptions] = {"follow_redirects": False}
"""What is sent to one address is for nobody else: it holds a conversation."""

OPENAI: Final = "https://api.openai.com/v1"
"""Where a model is asked for when no base URL is set."""

# Servers that need no key get this one: the openai package sends no request without.
_NO_KEY: Final = "no-key"


def open_transport(*, connect: float) -> httpx2.AsyncClient:
    """The transport to a model server, which bounds bodies. `connect` is how many seconds a connection may take; all
    other limits are the caller's."""
    return openai.DefaultAioHttpClient(
        timeout=_limits(connect), follow_redirects=False, event_hooks={"response": [_bound_body]}
    )


def open_client(url: str, key: str, *, connect: float, http_client: httpx2.AsyncClient) -> openai.AsyncOpenAI:
    """The openai package's client over a transport, for a base URL and a key that can be used, "" for OpenAI's and for
    none. Nothing is tried again here."""
    return openai.AsyncOpenAI(
        api_key=key or _NO_KEY,
        base_url=url or OPENAI,
        max_retries=0,
        timeout=_limits(connect),
        default_headers={"Accept-Encoding": "identity"},
        http_client=http_client,
    )


def _limits(connect: float) -> httpx2.Timeout:
    return httpx2.Timeout(None, connect=connect)


def usable_url(text: str, variable: str = "OPENAI_BASE_URL", *, key: str = "OPENAI_API_KEY") -> str:
    """A base URL, "" for none. Raises `SettingsError` without quoting it: it may hold a password.

    `variable` and `key` are the settings that hold it and its key.
    """
    if not text:
        return ""
    try:
        url = httpx2.URL(text)
    except httpx2.InvalidURL:
        url = httpx2.URL()
    # The openai package would put its path behind a query.
    if url.scheme not in ("http", "https") or not url.host or url.query or url.fragment:
        raise SettingsError(f"{variable}: not an address such as http://127.0.0.1:11434/v1")
    if url.userinfo:
        # The transport logs the addresses that it asks.
        raise SettingsError(f"{variable}: holds a user name or password; a key belongs in {key}")
    return text


def usable_key(text: str, variable: str = "OPENAI_API_KEY") -> str:
    """A key, "" for none. Raises `SettingsError` without quoting it."""
    if not re.fullmatch(r"[!-~]*", text):
        raise SettingsError(f"{variable}: a key has only visible ASCII characters and no spaces")
    return text


_ORIGIN = re.compile(r"[a-z0-9.:\[\]-]{1,200}")
_PATH = re.compile(r"(?:/[A-Za-z0-9._~-]{1,40}){0,6}")


def redirected_base(response: httpx2.Response) -> str:
    """The base URL of the server that a redirect names, "" where that is no plain address."""
    try:
        url = response.request.url.join(response.headers.get("location", ""))
    except (httpx2.InvalidURL, ValueError):
        return ""
    # What was asked for stands behind both base URLs; an address that looks otherwise may hold anything.
    path = url.path.rstrip("/")
    for end in ("/chat/completions", "/responses", "/models"):
        path = path.removesuffix(end)
    plain = url.scheme in ("http", "https") and _ORIGIN.fullmatch(url.netloc.decode("ascii", "replace"))
    if not plain or not _PATH.fullmatch(path) or masked(path) != path or url == response.request.url:
        return ""
    return f"{url.scheme}://{url.netloc.decode()}{path}"


async def _bound_body(response: httpx2.Response) -> None:
    """Response hook of the transport: bounds what is read of any body, an error's included."""
    packed = _packed(response.headers.pop("content-encoding", ""))
    limit = _limit(response.status_code, response.headers)
    if isinstance(response.stream, httpx2.AsyncByteStream):
        response.stream = _BoundedStream(response.stream, limit, cut=not response.is_success, packed=packed)


async def bounded_body(response: aiohttp.ClientResponse | BareAnswer) -> bytes:
    """The body of an answer that aiohttp has not unpacked, within the same bounds. The connection is given back."""
    length = response.content_length
    if length is not None and length <= MAX_ERROR_BODY and not _packed(response.headers.get("content-encoding", "")):
        return await response.read()  # within every bound; it gives the connection back by itself
    async with response:
        return b"".join([piece async for piece in bounded_pieces(response)])


def bounded_pieces(response: aiohttp.ClientResponse | BareAnswer) -> AsyncIterator[bytes]:
    """The same in pieces, as many bytes at once as are there."""
    packed = _packed(response.headers.get("content-encoding", ""))
    limit = _limit(response.status, response.headers)
    body = _Bounded(response.content.iter_any(), limit, cut=not 200 <= response.status < 300, packed=packed)
    return aiter(body)


def _packed(coding: str) -> bool:
    """Whoever compresses although nobody asks for it is unpacked here, where what comes out is counted."""
    return coding.strip().lower() in ("gzip", "x-gzip", "deflate")


def _limit(status: int, headers: Mapping[str, str]) -> int:
    if not 200 <= status < 300:
        return MAX_ERROR_BODY
    return MAX_STREAM if media_type(headers) == "text/event-stream" else MAX_LIST


def media_type(headers: Mapping[str, str]) -> str:
    """The media type of a body, "" where the server does not say."""
    return headers.get("content-type", "").partition(";")[0].strip().lower()


class _Bounded:
    """At most `limit` bytes of a body, unpacked. The rest is cut off, or the body refused."""

    def __init__(self, pieces: AsyncIterable[bytes], limit: int, *, cut: bool, packed: bool) -> None:
        self._pieces = pieces
        self._limit = limit
        self._cut = cut
        self._unpack = zlib.decompressobj(zlib.MAX_WBITS | 32) if packed else None

    async def __aiter__(self) -> AsyncIterator[bytes]:
        left = self._limit
        async for chunk in self._pieces:
            piece = self._unpacked(chunk, left + 1)
            if len(piece) > left:
                if not self._cut:
                    raise ModelReplyTooLarge(f"the model's reply is too large: more than {self._limit:,} bytes")
                yield piece[:left]
                return
            left -= len(piece)
            yield piece

    def _unpacked(self, chunk: bytes, most: int) -> bytes:
        if self._unpack is None:
            return chunk
        try:
            return self._unpack.decompress(chunk, most)
        except zlib.error:
            raise ModelReplyUnreadable("the model server's body is compressed, and cannot be unpacked") from None


class _BoundedStream(_Bounded, httpx2.AsyncByteStream):
    """The stream of a response, within its bounds."""

    def __init__(self, stream: httpx2.AsyncByteStream, limit: int, *, cut: bool, packed: bool) -> None:
        super().__init__(stream, limit, cut=cut, packed=packed)
        self._stream = stream

    async def aclose(self) -> None:
        await self._stream.aclose()
