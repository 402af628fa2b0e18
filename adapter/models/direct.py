"""Requests beneath the openai package's client: its address, key and headers, over its transport, without its models.

The package builds its own objects for every request, which takes as long as all the rest of one. Where a body is ready
and the answer is read elsewhere, none of them is needed.
"""

from collections.abc import AsyncGenerator, Mapping
from functools import cached_property
from typing import Final

import httpx2
import openai
import pydantic_core

LARGE: Final = 512 * 1024
"""Bytes of a body from which on it is sent in pieces, between which others have their turn."""

_ERRORS: Final[Mapping[int, type[openai.APIStatusError]]] = {
    401: openai.AuthenticationError,
    403: openai.PermissionDeniedError,
    429: openai.RateLimitError,
}


class DirectRequests:
    """Posts to one route of a client's server. `http` is the transport that the client was made with."""

    def __init__(self, client: openai.AsyncOpenAI, http: httpx2.AsyncClient, path: str) -> None:
        self._client = client
        self._http = http
        self._url = httpx2.URL(f"{str(client.base_url).rstrip('/')}{path}")

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

    def events(self, response: httpx2.Response) -> openai.AsyncStream[object]:
        """The decoded events of a response."""
        return openai.AsyncStream(cast_to=object, response=response, client=self._client)

    @cached_property
    def _headers(self) -> httpx2.Headers:
        """The transport's own headers under those of the client, by their names in lower case."""
        client = {**self._client.default_headers, **self._client.auth_headers}
        ours = {name.lower(): value for name, value in client.items() if isinstance(value, str)}
        return httpx2.Headers(
            {
                "host": self._url.netloc.decode("ascii"),
                **{name.lower(): value for name, value in self._http.headers.items()},
                **ours,
            },
            encoding="ascii",
        )

    @property
    def _extensions(self) -> dict[str, object]:
        return {"timeout": self._http.timeout.as_dict()}


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
