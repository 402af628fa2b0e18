"""The way to a model server: which address and key can be used, and a client whose bodies and redirects are bounded."""

import re
from collections.abc import AsyncIterator
from typing import Final

import httpx2
import openai

from adapter.errors import ModelReplyUnreadable, SettingsError

MAX_BODY = 4 * 1024 * 1024
"""Bytes of a reply. A tool call takes a few hundred; what is longer than this is no reply."""
MAX_UNASKED_BODY = 64 * 1024
"""Bytes that are read of an error's body, and of a body compressed although we ask for none: it could unpack to a
thousand times as much."""
MAX_REDIRECTS = 3

OPENAI: Final = "https://api.openai.com/v1"
"""Where a model is asked for when no base URL is set."""

# Servers that need no key get this one: the openai package sends no request without.
_NO_KEY: Final = "no-key"


def open_client(
    url: str, key: str, *, connect: float, http_client: httpx2.AsyncClient | None = None
) -> openai.AsyncOpenAI:
    """The openai package's client for a base URL and a key that can be used, "" for OpenAI's and for none.

    `connect` is how many seconds a connection may take; all other limits are the caller's. `http_client` replaces the
    transport. Nothing is tried again here.
    """
    limits = httpx2.Timeout(None, connect=connect)
    return openai.AsyncOpenAI(
        api_key=key or _NO_KEY,
        base_url=url or OPENAI,
        max_retries=0,
        timeout=limits,
        default_headers={"Accept-Encoding": "identity"},
        http_client=http_client
        or openai.DefaultAioHttpClient(
            timeout=limits, max_redirects=MAX_REDIRECTS, event_hooks={"response": [_bound_body]}
        ),
    )


def usable_url(text: str) -> str:
    """A base URL, "" for none. Raises `SettingsError` without quoting it: it may hold a password."""
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


def usable_key(text: str) -> str:
    """A key, "" for none. Raises `SettingsError` without quoting it."""
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
