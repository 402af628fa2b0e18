"""Requests beneath the openai package's client: its address, key and headers, over its transport, without its models.

The package builds its own objects for every request, which takes as long as all the rest of one. Where a body is ready
and the answer is read elsewhere, none of them is needed.
"""

from collections.abc import AsyncGenerator, AsyncIterable, Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

import aiohttp
import httpx2
import openai
import pydantic_core

from adapter.models.bare_post import BareAnswer, BarePosts
from adapter.models.transport import bounded_body, bounded_pieces, media_type

LARGE: Final = 512 * 1024
"""Bytes of a body from which on it is sent in pieces, between which others have their turn."""

_OF_THE_BODY: Final = (b"content-encoding", b"content-length", b"transfer-encoding")

_OF_THE_PACKAGE: Final = "x-stainless-"

_ERRORS: Final[Mapping[int, type[openai.APIStatusError]]] = {
    401: openai.AuthenticationError,
    403: openai.PermissionDeniedError,
    429: openai.RateLimitError,
}


class Whole(NamedTuple):
    """A whole answer with a status of success: its media type in lower case, "" for none, and its body."""

    status: int
    media_type: str
    content: bytes


def whole(response: httpx2.Response) -> Whole:
    """The same of a response that has been read."""
    return Whole(response.status_code, media_type(response.headers), response.content)


@dataclass(frozen=True, kw_only=True, slots=True)
class Streamed:
    """An answer with a status of success whose body is still to be read: its media type in lower case, "" for none.

    Reading raises errors of aiohttp or of httpx2.
    """

    status: int
    media_type: str
    pieces: AsyncIterable[bytes]
    close: Callable[[], Awaitable[object]]

    async def whole(self) -> Whole:
        """The same, read to its end."""
        return Whole(self.status, self.media_type, b"".join([piece async for piece in self.pieces]))


class DirectRequests:
    """Posts to one route of a client's server, by the transport that the client was made with.

    `bare` says that the transport is one of `open_transport`, and nobody's whose hooks or authentication want to see a
    request. Then, where it is aiohttp's and without a proxy, a request is handed to that at once: what httpx2 makes for
    one takes as long as aiohttp's whole work, most of which is left out as well (`bare_post`).
    """

    def __init__(self, client: openai.AsyncOpenAI, http: httpx2.AsyncClient, path: str, *, bare: bool = True) -> None:
        self._client = client
        self._http = http
        self._bare = bare
        self._url = httpx2.URL(f"{str(client.base_url).rstrip('/')}{path}")
        self._session: aiohttp.ClientSession | None = None
        self._posts: BarePosts | None = None

    async def whole(self, body: bytes) -> Whole:
        """The whole answer to a body. Raises as `post` does, and errors of aiohttp."""
        session = self._open_session(body)
        if session is None:
            return whole(await self.post(body, stream=False))
        answer = await self._asked(session, body)
        content = await bounded_body(answer)
        if 200 <= answer.status < 300:
            return Whole(answer.status, media_type(answer.headers), content)
        raise self._refusal(answer, content)

    async def streamed(self, body: bytes) -> Streamed:
        """The answer to a body while it comes; whoever gets it closes it. Raises as `whole` does."""
        session = self._open_session(body)
        if session is None:
            response = await self.post(body, stream=True)
            return Streamed(
                status=response.status_code,
                media_type=media_type(response.headers),
                pieces=response.aiter_bytes(),
                close=response.aclose,
            )
        answer = await self._asked(session, body)
        if 200 <= answer.status < 300:

            async def close() -> None:
                # Of a body that was not read to its end the connection is closed.
                answer.release()

            return Streamed(
                status=answer.status,
                media_type=media_type(answer.headers),
                pieces=bounded_pieces(answer),
                close=close,
            )
        raise self._refusal(answer, await bounded_body(answer))

    async def post(self, body: bytes, *, stream: bool) -> httpx2.Response:
        """The response to a body; with `stream` its own body is still to be read.

        Raises what the package's client raises for a status that is none of success, and errors of the transport.
        """
        if len(body) < LARGE:
            request = httpx2.Request("POST", self._url, stream=httpx2.ByteStream(body), extensions=self._extensions)
            request.read()
            # Given to `Request`, they would be read and written anew for every one, which takes longer than the rest.
            request.headers = self._headers
        else:
            headers = {**self._headers, "content-length": str(len(body))}
            request = httpx2.Request(
                "POST", self._url, headers=headers, content=_pieces(body), extensions=self._extensions
            )
        response = await self._http.send(request, stream=stream, follow_redirects=False)
        if response.is_success:
            return response
        try:
            await response.aread()
        finally:
            await response.aclose()
        raise _status_error(response)

    def _open_session(self, body: bytes) -> aiohttp.ClientSession | None:
        """aiohttp's session for a body, None where it goes through httpx2."""
        if not self._bare or len(body) >= LARGE:
            return None
        if self._session is None or self._session.closed:
            opened = _session(self._http, self._url)
            self._session = None if opened is None else self._beside(opened)
        return self._session

    def _beside(self, session: aiohttp.ClientSession) -> aiohttp.ClientSession:
        """A session over the connections and with the cookies of another one, which has all that every request says.

        It closes when the other one closes the connections.
        """
        limits = self._http.timeout
        return aiohttp.ClientSession(
            connector=session.connector,
            connector_owner=False,
            cookie_jar=session.cookie_jar,
            headers={name: value for name, value in self._headers.items() if name != "host"},  # the address tells it
            timeout=aiohttp.ClientTimeout(sock_connect=limits.connect, sock_read=limits.read, connect=limits.pool),
            auto_decompress=False,
        )

    async def _asked(self, session: aiohttp.ClientSession, body: bytes) -> aiohttp.ClientResponse | BareAnswer:
        posts = self._posts
        if posts is None or posts.session is not session:
            posts = self._posts = BarePosts(session, self._target, self._headers.raw)
        if posts.usable and not len(session.cookie_jar):
            answer = await posts.post(body)
            if answer is not None:
                return answer
        return await session.post(self._target, data=body, allow_redirects=False)

    def _refusal(self, answer: aiohttp.ClientResponse | BareAnswer, content: bytes) -> openai.APIStatusError:
        """The error of a status that is none of success. The body has been unpacked, and cut where it was too long."""
        told = [pair for pair in answer.raw_headers if pair[0].lower() not in _OF_THE_BODY]
        request = httpx2.Request("POST", self._url)
        return _status_error(httpx2.Response(answer.status, headers=told, content=content, request=request))

    @cached_property
    def _headers(self) -> httpx2.Headers:
        """The transport's own headers under those of the client, by their names in lower case.

        Without those that the package adds to tell its maker about itself: it is not what makes these requests.
        """
        client = {**self._client.default_headers, **self._client.auth_headers}
        ours = {
            name.lower(): value
            for name, value in client.items()
            if isinstance(value, str) and not name.lower().startswith(_OF_THE_PACKAGE)
        }
        return httpx2.Headers(
            {
                "host": self._url.netloc.decode("ascii"),
                **{name.lower(): value for name, value in self._http.headers.items()},
                **ours,
            },
            encoding="ascii",
        )

    @cached_property
    def _target(self) -> str:
        return str(self._url)

    @property
    def _extensions(self) -> dict[str, object]:
        return {"timeout": self._http.timeout.as_dict()}


def _session(http: httpx2.AsyncClient, url: httpx2.URL) -> aiohttp.ClientSession | None:
    """aiohttp's session beneath an open client's transport to an address; None where there is none, or a proxy before.

    Neither package promises a way to it. Where it is not found, requests go through httpx2.
    """
    find, transport = getattr(http, "_transport_for_url", None), None
    if callable(find) and not http.is_closed:
        transport = find(url)
    opened, opens = getattr(transport, "client", None), getattr(transport, "get_client", None)
    if transport is None or not callable(opens) or getattr(transport, "proxy", transport) is not None:
        return None
    if not isinstance(opened, aiohttp.ClientSession):
        opened = opens()  # as the transport does for its first request
        transport.client = opened
    return opened if isinstance(opened, aiohttp.ClientSession) and not opened.closed else None


async def _pieces(body: bytes) -> AsyncGenerator[bytes, None]:
    for start in range(0, len(body), LARGE):
        yield body[start : start + LARGE]


def _status_error(response: httpx2.Response) -> openai.APIStatusError:
    kind = _ERRORS.get(response.status_code, openai.APIStatusError)
    if response.status_code >= 500:
        kind = openai.InternalServerError
    body: object
    try:
        body = pydantic_core.from_json(response.content)
    except ValueError:
        body = response.text
    data = body.get("error", body) if isinstance(body, Mapping) else body
    return kind(f"status {response.status_code}", response=response, body=data)
