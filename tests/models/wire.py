"""A TCP server that plays prepared bytes: it tries our HTTP client, its connections, deadlines and limits.

What a model says or how a provider fails is a scenario's business (`raw` for a whole answer); here it matters how the
bytes come: in floods, in drips, cut off, over which connection and with which headers.
"""

import asyncio
import gzip
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass
from typing import TypeAlias

import httpx2
import pytest

from adapter.directory import Directory
from adapter.errors import ModelError
from adapter.models.openai import OpenAIModel
from adapter.models.transport import MAX_LIST
from adapter.tool_calls.conversation import UserMessage
from adapter.tool_calls.reply import ModelReply
from adapter.tool_calls.request import ModelApi, ModelRequest
from adapter.tool_calls.tools import Toolset

REQUEST = ModelRequest(
    toolset=Toolset(
        Directory.parse(
            {
                "destinations": {
                    "cards": {"type": "number", "number": "+4921155660001", "description": "Lost or stolen cards."},
                    "loans": {"type": "number", "number": "+4921155660002", "description": "Loans and mortgages."},
                }
            }
        )
    ),
    system="You are the receptionist of a bank.",
    conversation=(UserMessage(text="My card is gone – “weg”, as we say."),),
)

Answer: TypeAlias = bytes | Callable[[asyncio.StreamWriter], Awaitable[None]]

KEY = "sk-secret1"
CHAT: dict[str, object] = {
    "model": "gpt-4.1-mini-2025-04-14",
    "choices": [
        {
            "message": {
                "content": "One moment.",
                "tool_calls": [
                    {"id": "c1", "type": "function", "function": {"name": "transfer_to_cards", "arguments": "{}"}}
                ],
            },
            "finish_reason": "tool_calls",
        }
    ],
    "usage": {"prompt_tokens": 90, "completion_tokens": 7, "prompt_tokens_details": {"cached_tokens": 64}},
}
RESPONSES: dict[str, object] = {
    "model": "gpt-4.1-mini-2025-04-14",
    "status": "completed",
    "output": [
        {"type": "message", "content": [{"type": "output_text", "text": "One moment."}]},
        {"type": "function_call", "call_id": "c1", "name": "transfer_to_cards", "arguments": "{}"},
    ],
    "usage": {"input_tokens": 90, "output_tokens": 7, "input_tokens_details": {"cached_tokens": 64}},
}
BODIES: dict[ModelApi, dict[str, object]] = {"chat": CHAT, "responses": RESPONSES}


def answer(status: int = 200, body: bytes = b"{}", kind: str = "application/json", **headers: str) -> bytes:
    lines = [f"HTTP/1.1 {status} Whatever", f"Content-Type: {kind}", f"Content-Length: {len(body)}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode() + body


OK = answer(body=json.dumps(CHAT).encode())
BULKY = gzip.compress(json.dumps({**CHAT, "padding": " " * MAX_LIST}).encode())


async def hang_up(writer: asyncio.StreamWriter) -> None:
    writer.close()


async def say_nothing(writer: asyncio.StreamWriter) -> None:
    pass


async def break_off(writer: asyncio.StreamWriter) -> None:
    writer.write(OK[:-9])
    await writer.drain()
    writer.close()


def stall(status: int) -> Answer:
    async def play(writer: asyncio.StreamWriter) -> None:
        writer.write(answer(status, b"{}" + b" " * 999)[:-999])
        await writer.drain()

    return play


def drip(status: int) -> Answer:
    async def play(writer: asyncio.StreamWriter) -> None:
        writer.write(answer(status, b" " * 9_999_999)[:-9_999_999])
        while True:
            writer.write(b" ")
            await writer.drain()
            await asyncio.sleep(0)

    return play


def flood(status: int) -> Answer:
    async def play(writer: asyncio.StreamWriter) -> None:
        head = f"HTTP/1.1 {status} Much\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
        writer.write(head.encode())
        while True:
            writer.write(b"10000\r\n" + b" " * 0x10000 + b"\r\n")
            await writer.drain()

    return play


class Server:
    """Plays raw answers in their order, the last one for ever, and keeps what it was asked."""

    def __init__(self, *answers: Answer) -> None:
        self.answers = list(answers)
        self.paths: list[str] = []
        self.headers: list[dict[str, str]] = []
        self.bodies: list[bytes] = []
        self.connections = 0
        self.asked = asyncio.Event()
        self.left = asyncio.Event()
        self._conversations: dict[asyncio.Task[None], asyncio.StreamWriter] = {}

    async def __aenter__(self) -> "Server":
        self._server = await asyncio.start_server(self._converse, "127.0.0.1", 0)
        return self

    async def __aexit__(self, *exc: object) -> None:
        self._server.close()
        for writer in self._conversations.values():
            writer.close()
        await asyncio.gather(*self._conversations)

    @property
    def url(self) -> str:
        host, port = self._server.sockets[0].getsockname()
        return f"http://{host}:{port}/v1"

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._conversations[task] = writer
        self.connections += 1
        try:
            while True:
                await self._receive(reader)
                now = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
                if isinstance(now, bytes):
                    writer.write(now)
                    await writer.drain()
                else:
                    await self._play(now, reader, writer)
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            del self._conversations[task]
            self.left.set()
            writer.close()

    async def _receive(self, reader: asyncio.StreamReader) -> None:
        request_line, *lines = (await reader.readuntil(b"\r\n\r\n")).decode().strip().split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        self.paths.append(request_line.split()[1])
        self.headers.append(headers)
        self.bodies.append(await reader.readexactly(int(headers.get("content-length", "0"))))
        self.asked.set()

    async def _play(
        self,
        play: Callable[[asyncio.StreamWriter], Awaitable[None]],
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
    ) -> None:
        """Plays until the client leaves."""
        playing = asyncio.ensure_future(play(writer))
        try:
            await reader.read()
        finally:
            playing.cancel()
            await asyncio.gather(playing, return_exceptions=True)
        raise ConnectionResetError


@dataclass
class Meeting:
    """A model, the server that it asks, and the waits that it would have waited."""

    model: OpenAIModel
    server: Server
    waits: list[float]

    async def reply(self) -> ModelReply:
        return await self.model.reply(REQUEST)

    async def error(self) -> ModelError:
        with pytest.raises(ModelError) as raised:
            await self.reply()
        return raised.value


@asynccontextmanager
async def meeting(
    *answers: Answer, api: ModelApi = "chat", seconds: float = 15.0, attempts: int = 3, stream: bool = False
) -> AsyncIterator[Meeting]:
    waits: list[float] = []

    async def note(seconds: float) -> None:
        waits.append(seconds)

    async with Server(*answers) as server:
        model = OpenAIModel(
            "m", api=api, base_url=server.url, api_key=KEY, timeout=seconds, attempts=attempts, stream=stream
        )
        model.sleep = note
        async with aclosing(model):
            yield Meeting(model, server, waits)


def sse(*events: object, done: bool = True) -> bytes:
    """Server-sent events of decoded bodies, or of text as it is."""
    lines = [event if isinstance(event, str) else json.dumps(event) for event in events]
    return "".join(f"data: {line}\n\n" for line in [*lines, *(["[DONE]"] if done else [])]).encode()


def streamed(*events: object, done: bool = True) -> bytes:
    """An answer that is a stream and ends in order, whatever its events say."""
    return answer(body=sse(*events, done=done), kind="text/event-stream; charset=utf-8")


def delta(**fields: object) -> dict[str, object]:
    """A chunk of Chat Completions that adds to the reply."""
    return {"model": "m", "choices": [{"index": 0, "delta": fields, "finish_reason": None}]}


def finished(reason: str = "stop") -> dict[str, object]:
    """The chunk of Chat Completions that ends the reply."""
    return {"model": "m", "choices": [{"index": 0, "delta": {}, "finish_reason": reason}]}


class Pieces(httpx2.AsyncBaseTransport):
    """Plays a stream without a socket, so that every piece arrives exactly as it was cut."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces = tuple(pieces)

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        async def play() -> AsyncIterator[bytes]:
            for piece in self._pieces:
                yield piece

        return httpx2.Response(200, headers={"content-type": "text/event-stream"}, content=play(), request=request)


async def read_pieces(pieces: Iterable[bytes], api: ModelApi) -> ModelReply | ModelError:
    """What a model that is asked once makes of a stream that arrives in these pieces."""
    async with httpx2.AsyncClient(transport=Pieces(pieces)) as client:
        model = OpenAIModel(
            "m", api=api, base_url="http://model.invalid/v1", stream=True, attempts=1, http_client=client
        )
        try:
            return await model.reply(REQUEST)
        except ModelError as error:
            return error
