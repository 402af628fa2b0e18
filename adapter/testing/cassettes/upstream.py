"""The real endpoint that is recorded: its address, whose key it is asked with, and the limits of asking."""

from collections.abc import Iterator, Mapping
from typing import Final

import httpx2

from adapter.errors import SettingsError
from adapter.wiring import is_loopback

OPENAI: Final = "https://api.openai.com/v1"
CONNECT_WITHIN: Final = 10.0
SILENT_FOR: Final = 120.0
"""Seconds that the upstream may say nothing, before its reply or in it: reasoning models think for a minute."""
IN_ALL: Final = 600.0
"""Seconds for a whole reply."""
MAX_REPLY: Final = 32 * 1024 * 1024
"""Bytes of a reply."""
PLACEHOLDER: Final = 16
"""A client's key of fewer characters is a placeholder such as `none` or `test`, and our own key goes in its place."""

# What holds for one connection only (RFC 9110, 7.6.1), what httpx2 writes itself, and cookies, which are nobody's here.
_ONE_CONNECTION = ("connection", "keep-alive", "proxy-authenticate", "proxy-authorization", "proxy-connection", "te")
_FRAMING = ("trailer", "transfer-encoding", "upgrade", "host", "content-length", "expect", "date", "server")
_NOT_SENT_ON = frozenset((*_ONE_CONNECTION, *_FRAMING, "accept-encoding", "content-encoding", "cookie", "set-cookie"))
_KEY_HEADERS = ("authorization", "api-key", "x-api-key", "x-goog-api-key")


class Upstream:
    """An OpenAI-compatible endpoint by its base URL; `api_key` is sent where the client gives a placeholder only.

    TLS certificates are checked, with `SSL_CERT_FILE` where it is set. Proxies are those of the environment, but none
    for loopback. Redirects are not followed: they would take the key elsewhere.

    Raises `SettingsError` for an address that cannot be one.
    """

    def __init__(self, base_url: str = OPENAI, *, api_key: str | None = None) -> None:
        self.base_url = usable_url(base_url)
        self._api_key = api_key or None
        self._client: httpx2.AsyncClient | None = None

    @property
    def host(self) -> str:
        """Its host, for messages."""
        return httpx2.URL(self.base_url).host

    @property
    def is_private(self) -> bool:
        """Whether nobody can read along: it is asked over TLS, or is on this machine."""
        return self.base_url.startswith("https:") or is_loopback(self.host)

    def request(
        self, method: str, path: str, *, query: bytes, headers: Mapping[str, str], content: bytes
    ) -> httpx2.Request:
        """The client's request as it goes to the upstream."""
        sent = {name: value for name, value in headers.items() if name.lower() not in _NOT_SENT_ON}
        sent |= {"accept-encoding": "identity", **self._authorization(headers)}
        url = httpx2.URL(f"{self.base_url}{path}").copy_with(query=query or None)
        return self._opened().build_request(method, url, headers=sent, content=content)

    async def send(self, request: httpx2.Request) -> httpx2.Response:
        """The upstream's answer, its body still to be read. Raises `httpx2.TransportError`."""
        return await self._opened().send(request, stream=True)

    async def aclose(self) -> None:
        """Gives back the connections."""
        if self._client is not None:
            await self._client.aclose()

    def _opened(self) -> httpx2.AsyncClient:
        # opened late: it belongs to the event loop that it is used in
        if self._client is None:
            # a transport of its own knows nothing of proxies
            direct = httpx2.AsyncHTTPTransport() if is_loopback(self.host) else None
            limits = httpx2.Timeout(SILENT_FOR, connect=CONNECT_WITHIN, pool=None)
            self._client = httpx2.AsyncClient(timeout=limits, transport=direct, limits=httpx2.Limits())
        return self._client

    def _authorization(self, headers: Mapping[str, str]) -> dict[str, str]:
        if self._api_key is None or any(len(key) >= PLACEHOLDER for key in keys_of(headers)):
            return {}
        return {"authorization": f"Bearer {self._api_key}"}


def keys_of(headers: Mapping[str, str]) -> Iterator[str]:
    """The keys that a client sends."""
    for name in _KEY_HEADERS:
        value = headers.get(name, "").strip()
        if value:
            yield value.rpartition(" ")[2]


def passed_on(headers: httpx2.Headers) -> dict[str, str]:
    """The headers of the upstream's answer that its client gets."""
    return {name: value for name, value in headers.items() if name.lower() not in _NOT_SENT_ON}


def usable_url(text: str) -> str:
    """The base URL without its last slash. Raises `SettingsError`."""
    try:
        url = httpx2.URL(text.strip())
    except httpx2.InvalidURL:
        url = httpx2.URL()
    if url.scheme not in ("http", "https") or not url.host or url.query or url.fragment:
        raise SettingsError(f"--upstream: not an address such as {OPENAI} or http://127.0.0.1:11434/v1")
    if url.userinfo:
        raise SettingsError("--upstream: holds a user name or password; a key belongs in OPENAI_API_KEY")
    return str(url).rstrip("/")


def is_same_server(base_url: str, port: int) -> bool:
    """Whether a base URL is that of a server which listens on this port of this machine. Raises `SettingsError`."""
    url = httpx2.URL(usable_url(base_url))
    return is_loopback(url.host) and (url.port or (443 if url.scheme == "https" else 80)) == port
