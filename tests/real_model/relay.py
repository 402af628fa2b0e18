"""A relay between the adapter and a real model server: it passes every request on, keeps what went by, and may replace
what the model answered.

The server reads each request with its template and answers it, so that whether it takes the history is its own word.
A small model chooses at random; a reply that is replaced makes the conversation go where a test needs it.
"""

import json
import time
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import httpx2
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from tests.serving import serving

Wire: TypeAlias = dict[str, Any]

SERVER_TIMEOUT = 120.0
"""Seconds that a model server has for a request."""


@dataclass(kw_only=True)
class Exchange:
    """A request, and what the server itself answered."""

    path: str
    request: bytes
    status: int
    answer: bytes = b""
    seconds: float = 0.0

    @property
    def asked(self) -> Wire:
        """The request's body."""
        body: Wire = json.loads(self.request)
        return body

    @property
    def answered(self) -> Wire:
        """The answer's body."""
        body: Wire = json.loads(self.answer)
        return body

    @property
    def roles(self) -> str:
        """Who speaks in the messages: s, u, a, c (an assistant that calls a tool) and t, in their order."""
        return "".join(_role(message) for message in self.asked["messages"])


def _role(message: Wire) -> str:
    return "c" if message.get("tool_calls") else str(message["role"])[0]


@dataclass
class Relay:
    """What went by, oldest first, and the messages that still replace replies: the next one the next reply's."""

    upstream: str
    exchanges: list[Exchange] = field(default_factory=list)
    replies: list[Wire] = field(default_factory=list)
    base_url: str = ""

    async def pass_on(self, request: Request) -> Response:
        """What the server answers, or the next message in place of the model's."""
        body = await request.body()
        exchange = Exchange(path=request.url.path, request=body, status=0)
        self.exchanges.append(exchange)
        started = time.perf_counter()
        client: httpx2.AsyncClient = request.app.state.client
        headers = {name: request.headers[name] for name in ("authorization", "content-type") if name in request.headers}
        url = self.upstream.removesuffix("/v1") + request.url.path
        sent = client.build_request(request.method, url, content=body, headers=headers)
        answer = await client.send(sent, stream=True)
        exchange.status = answer.status_code
        kind = answer.headers.get("content-type", "")
        if kind.startswith("text/event-stream"):
            return StreamingResponse(_kept(answer, exchange, started), media_type=kind)
        exchange.answer = await answer.aread()
        exchange.seconds = time.perf_counter() - started
        given = exchange.answer
        if self.replies and exchange.status == 200:
            given = _replaced(exchange.answered, self.replies.pop(0))
        return Response(given, status_code=exchange.status, media_type=kind)


async def _kept(answer: httpx2.Response, exchange: Exchange, started: float) -> AsyncIterator[bytes]:
    async for chunk in answer.aiter_bytes():
        exchange.answer += chunk
        yield chunk
    exchange.seconds = time.perf_counter() - started


def _replaced(answered: Wire, message: Wire) -> bytes:
    """The answer with another message in it. What it tells of tokens stays."""
    finish = "tool_calls" if "tool_calls" in message else "stop"
    choice = {"index": 0, "finish_reason": finish, "message": {"role": "assistant", **message}}
    return json.dumps({**answered, "choices": [choice]}).encode()


def says(text: str) -> Wire:
    """A message of words."""
    return {"content": text}


def calls(*calls: tuple[str, Mapping[str, object]]) -> Wire:
    """A message of tool calls: names and arguments."""
    return {
        "content": None,
        "tool_calls": [
            {"id": f"call_{number}", "type": "function", "function": {"name": name, "arguments": json.dumps(arguments)}}
            for number, (name, arguments) in enumerate(calls)
        ],
    }


@asynccontextmanager
async def _with_client(app: Starlette) -> AsyncIterator[None]:
    async with httpx2.AsyncClient(timeout=SERVER_TIMEOUT) as client:
        app.state.client = client
        yield


@contextmanager
def relaying(upstream: str) -> Iterator[Relay]:
    """A relay in front of a server, by the server's base URL."""
    relay = Relay(upstream)
    route = Route("/{path:path}", relay.pass_on, methods=["GET", "POST"])
    app = Starlette(routes=[route], lifespan=_with_client)
    with serving(app) as url:
        relay.base_url = f"{url}/v1"
        yield relay
