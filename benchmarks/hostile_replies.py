"""How long the event loop stands still for a model's reply, whatever the reply is: other calls wait as long.

Run with `python benchmarks/hostile_replies.py`. Each reply comes from a server on loopback, whole or as a stream, and
is judged as in a call. Meanwhile a task that wants to run every millisecond notes the most processor time that passes
until it has its turn: what else the machine does is not counted.
"""

import asyncio
import json
import logging
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import aclosing, asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.table import Table

from adapter import Directory
from adapter.errors import ModelError
from adapter.models.openai import OpenAIModel
from adapter.tool_calls.conversation import UserMessage
from adapter.tool_calls.promises import prepare
from adapter.tool_calls.prompt import default_prompt
from adapter.transfers.assistant_config import AssistantConfig
from adapter.transfers.offer import single_offer

BANK = Path(__file__).resolve().parents[1] / "examples" / "bank" / "directory.yaml"
MEGABYTES = 4 * 1024 * 1024
AGAIN = 5
"""How often each reply is sent; the longest wait of all counts."""


def _message(**message: object) -> bytes:
    return json.dumps({"choices": [{"message": message, "finish_reason": "stop"}]}).encode()


def _chunk(**delta: object) -> bytes:
    return b"data: " + json.dumps({"choices": [{"index": 0, "delta": delta}]}).encode() + b"\n\n"


CALL = {"function": {"name": "transfer_to_cards", "arguments": "{}"}}
END = b'data: {"choices":[{"delta":{},"finish_reason":"stop"}]}\n\n'
WHOLE: Mapping[str, bytes] = {
    "an honest call": _message(tool_calls=[CALL]),
    "1.3 million choices": b'{"choices":[' + b"{}," * 1_300_000 + b"{}]}",
    "19,000 choices": b'{"choices":[' + b"{}," * 19_000 + b"{}]}",
    "100,000 tool calls": _message(tool_calls=[CALL] * 100_000),
    "1,000 tool calls": _message(tool_calls=[CALL] * 1_000),
    "nested deeply": b'{"choices":' + b"[" * 1_000_000,
    "arguments of 900 kB": _message(tool_calls=[{"function": {"name": "hang_up", "arguments": "{" * 900_000}}]),
    **{
        f"a text of {piece!r}": _message(content=(piece * 50_000)[:49_000])
        for piece in ("{", "<", "1", "a. ", "\t", "`")
    },
    "a text of thoughts": _message(content="<think></think>" * 3_200),
}
STREAMED: Mapping[str, bytes] = {
    "an honest stream": _chunk(tool_calls=[{"index": 0, **CALL}]) + END,
    "400,000 empty events": b"data:{}\n\n" * (MEGABYTES // 9),
    "4 MB of line ends": b"\n" * MEGABYTES,
    "an event of 4 MB": b"data: " + b" " * MEGABYTES,
    "19,000 choices in an event": b"data: " + WHOLE["19,000 choices"] + b"\n\n",
    "20,000 pieces of a text": _chunk(content="a") * 20_000 + END,
    "20,000 pieces of a call": _chunk(tool_calls=[{"index": 0, "id": "a", "function": {"arguments": "}"}}]) * 20_000,
    "a flood behind the end": _chunk(content="Hello.") + END + b"data: {}\n\n" * 100_000,
}


def _answer(body: bytes, kind: str) -> bytes:
    head = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    return head.encode() + body


@asynccontextmanager
async def _server(answer: bytes) -> AsyncIterator[str]:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await reader.readuntil(b"\r\n\r\n")
            writer.write(answer)
            await writer.drain()
            await reader.read()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/v1"
    finally:
        server.close()


async def _measured(body: bytes, *, stream: bool) -> tuple[float, str]:
    """The longest standstill in milliseconds, and what became of the reply."""
    config = AssistantConfig(directory=Directory.load(BANK), prompt=default_prompt())
    offer = single_offer(config, (UserMessage(text="my card is gone"),), datetime.now(UTC))
    longest, outcome = 0.0, ""

    async def watch() -> None:
        nonlocal longest
        while True:
            since = time.thread_time()
            await asyncio.sleep(0.001)
            longest = max(longest, time.thread_time() - since)

    async with _server(_answer(body, "text/event-stream" if stream else "application/json")) as url:
        for _ in range(AGAIN):
            async with aclosing(OpenAIModel("m", base_url=url, api_key="none", attempts=1, stream=stream)) as model:
                watching = asyncio.create_task(watch())
                try:
                    resolution = offer.resolve(await model.reply(offer.request))
                    outcome = f"{resolution.next} ({resolution.decision.reason})"
                except ModelError as error:
                    outcome = str(error)
                await asyncio.sleep(0.01)
                watching.cancel()
    return longest * 1_000, outcome


async def main() -> None:
    """Prints the longest standstill for each reply."""
    prepare()
    await _measured(WHOLE["an honest call"], stream=False)
    table = Table(title="The longest that other calls wait", show_lines=False)
    for name in ("reply", "ms", "what becomes of it"):
        table.add_column(name, justify="right" if name == "ms" else "left")
    for replies, stream in ((WHOLE, False), (STREAMED, True)):
        for name, body in replies.items():
            longest, outcome = await _measured(body, stream=stream)
            table.add_row(name, f"{longest:,.1f}", outcome)
    Console().print(table)


if __name__ == "__main__":
    logging.disable(logging.WARNING)
    asyncio.run(main())
