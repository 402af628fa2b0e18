"""The one model server that every client of a run asks, on loopback: canned answers, at once or as slowly as asked.

How it answers stands in the base URL, `/{reply}/{milliseconds}/{tokens a second}/v1`, so that one process serves every
part of a run: `/transfer/300/0/v1` thinks for 300 ms and then calls the tool of the destination `d0`; `/says/0/50/v1`
answers a short text at 50 tokens a second. A stream is written token by token, a whole reply when its last token is
due. A rate of 0 is all at once. `GET /asked` gives back the last request's body.

Nothing but the standard library, and as little of that as can be: what it takes is not measured, but the machine has
few cores.
"""

import asyncio
import json
import re
import sys
from collections.abc import Iterator
from functools import cache
from itertools import accumulate

KEY = b"d0"
ARGUMENTS = '{"reason": "The caller has lost a card and needs a new one."}'
TEXTS = {
    "says": "Good morning. What is it about? Opening hours are on site.",
    "tells": (
        "Our branch in the old town opens at nine in the morning. On Thursdays somebody is there until seven in the"
        " evening, and on the other days until five. Would you like to know anything else about it?"
    ),
}
WANTS_TRANSFER = b"my card is lost"
"""In a request to `/either/…` these words are answered with the tool, other words with a text."""
_HEAD = re.compile(rb"(GET|POST) (\S+) HTTP/1\.1\r\n")
_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_PLACE = re.compile(rb"/(\w+)/(\d+)/(\d+)/v1/(\S+)")
_STREAM = re.compile(rb'"stream" *: *true')


@cache
def tokens_of(text: str) -> tuple[str, ...]:
    """Words with the space before them, and marks: about what a model's tokens are."""
    return tuple(re.findall(r"\s*\w+|\s*[^\w\s]+", text))


@cache
def whole(reply: str, tool: str, api: str) -> bytes:
    """A reply as one body."""
    usage = {"prompt_tokens": 900, "completion_tokens": 14, "total_tokens": 914}
    if api == "responses":
        item = {"type": "function_call", "id": "fc_1", "call_id": "call_1", "name": tool, "arguments": arguments(tool)}
        body: dict[str, object] = {
            "id": "resp_1",
            "object": "response",
            "created_at": 1,
            "status": "completed",
            "model": "m",
            "output": [{**item, "status": "completed"}],
            "parallel_tool_calls": False,
            "tool_choice": "auto",
            "tools": [],
        }
        return json.dumps(body).encode()
    message: dict[str, object] = {"role": "assistant", "content": TEXTS.get(reply)}
    if tool:
        function = {"name": tool, "arguments": arguments(tool)}
        message["tool_calls"] = [{"id": "call_1", "type": "function", "function": function}]
    choice = {"index": 0, "message": message, "finish_reason": "tool_calls" if tool else "stop"}
    head = {"id": "c", "object": "chat.completion", "created": 1, "model": "m"}
    return json.dumps({**head, "choices": [choice], "usage": usage}).encode()


def arguments(tool: str) -> str:
    """Of the one tool for all destinations the destination is an argument."""
    return ARGUMENTS if tool.startswith("transfer_to_") else ARGUMENTS[:-1] + f', "destination": "{KEY.decode()}"}}'


@cache
def frames(reply: str, tool: str) -> tuple[bytes, ...]:
    """The same reply as a stream, a token each, and the end."""
    return tuple(_frames(reply, tool))


def _frames(reply: str, tool: str) -> Iterator[bytes]:
    if tool:
        function = {"name": tool, "arguments": ""}
        first = {"index": 0, "id": "call_1", "type": "function", "function": function}
        yield _frame({"role": "assistant", "content": None, "tool_calls": [first]})
        for token in tokens_of(arguments(tool)):
            yield _frame({"tool_calls": [{"index": 0, "function": {"arguments": token}}]})
    for at, token in enumerate(() if tool else tokens_of(TEXTS[reply])):
        yield _frame({"content": token} if at else {"role": "assistant", "content": token})
    yield _frame({}, "tool_calls" if tool else "stop") + b"data: [DONE]\n\n"


def _frame(delta: object, finish: str | None = None) -> bytes:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    head = {"id": "c", "object": "chat.completion.chunk", "created": 1, "model": "m"}
    return b"data: " + json.dumps({**head, "choices": [choice]}).encode() + b"\n\n"


class Connection(asyncio.Protocol):
    """One client's connection, which stays open."""

    asked = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._buffer = b""
        self._loop = asyncio.get_running_loop()

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        while (end := self._buffer.find(b"\r\n\r\n")) >= 0:
            length = _LENGTH.search(self._buffer, 0, end)
            after = end + 4 + (int(length[1]) if length else 0)
            if len(self._buffer) < after:
                return
            head, body = self._buffer[: end + 4], self._buffer[end + 4 : after]
            self._buffer = self._buffer[after:]
            self._answer(head, body)

    def _answer(self, head: bytes, body: bytes) -> None:
        asked = _HEAD.match(head)
        place = _PLACE.fullmatch(asked[2]) if asked else None
        if asked and asked[2] == b"/asked":
            self._write(_whole(Connection.asked or b"{}"))
        elif asked and asked[1] == b"GET":
            self._write(_whole(b'{"object":"list","data":[{"id":"m","object":"model","created":1}]}'))
        elif place is None:
            self._write(b"HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n")
        else:
            Connection.asked = body
            self._reply(place[1].decode(), int(place[2]) / 1000, int(place[3]), place[4].decode(), body)

    def _reply(self, reply: str, seconds: float, rate: int, api: str, body: bytes) -> None:
        """Writes the answer when its time has come. A client that has gone meanwhile gets none."""
        if reply == "either":
            reply = "transfer" if WANTS_TRANSFER in body else "says"
        tool = ""
        if reply not in TEXTS:
            tool = f"transfer_to_{KEY.decode()}" if b'"transfer_to_' in body else "transfer_call"
        pieces = frames(reply, tool)
        between = 1 / rate if rate else 0.0
        if not _STREAM.search(body):
            answer = _whole(whole(reply, tool, api))
            self._loop.call_later(seconds + between * (len(pieces) - 1), self._write, answer)
            return
        head = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n"
        written = [b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces]
        written[0], written[-1] = head + written[0], written[-1] + b"0\r\n\r\n"
        if not rate:
            self._loop.call_later(seconds, self._write, b"".join(written))
            return
        for due, piece in zip(accumulate([seconds, *[between] * (len(written) - 1)]), written, strict=True):
            self._loop.call_later(due, self._write, piece)

    def _write(self, answer: bytes) -> None:
        if not self._transport.is_closing():
            self._transport.write(answer)


def _whole(body: bytes) -> bytes:
    return b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n" % len(body) + body


async def main() -> None:
    """Serves until stdin ends."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Connection, "127.0.0.1", 0, backlog=2048)
    print(json.dumps(server.sockets[0].getsockname()[1]), flush=True)
    async with server:
        await loop.run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(main())
