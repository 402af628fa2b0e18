"""A server and a client of MCP's own SDK in one process, with clocks and pauses that a test moves."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast

import anyio
from mcp import Client
from mcp.client.session import IncomingMessage
from mcp.types import CallToolResult, RequestParamsMeta, TextContent, ToolListChangedNotification

from adapter.mcp_server import transfer_server
from adapter.transfer_tools import TransferTools
from tests.conftest import NOON


@dataclass(kw_only=True)
class Talk:
    """A connection under way. `now` and `seconds` are the server's clocks, `side_by_side` is how many tool calls come
    at once."""

    now: datetime = NOON
    seconds: float = 0.0
    side_by_side: int = 1
    client: Client = field(init=False)
    changed: anyio.Event = field(default_factory=anyio.Event)
    looked: anyio.Event = field(default_factory=anyio.Event)
    _waiting: list[anyio.Event] = field(default_factory=list)

    async def call(self, name: str, arguments: Any = None, **meta: object) -> CallToolResult:
        return await self.client.call_tool(name, arguments, meta=_meta(meta))

    async def names(self, **meta: object) -> list[str]:
        return [tool.name for tool in (await self.client.list_tools(meta=_meta(meta), cache_mode="bypass")).tools]

    async def told(self, message: IncomingMessage) -> None:
        if isinstance(message, ToolListChangedNotification):
            self.changed.set()

    async def same_reply(self) -> None:
        arrived = anyio.Event()
        self._waiting.append(arrived)
        if len(self._waiting) == self.side_by_side:
            for event in self._waiting:
                event.set()
            self._waiting.clear()
        await arrived.wait()

    async def look_again(self) -> None:
        await self.looked.wait()
        self.looked = anyio.Event()


@asynccontextmanager
async def talking(tools: TransferTools, *, show_numbers: bool = False, mode: str = "legacy") -> AsyncIterator[Talk]:
    """A client that is connected, by the handshake or, with `mode` another version, by the envelope."""
    talk = Talk()
    server = transfer_server(
        tools,
        show_numbers=show_numbers,
        now=lambda: talk.now,
        seconds=lambda: talk.seconds,
        same_reply=talk.same_reply,
        look_again=talk.look_again,
    )
    async with Client(server, mode=mode, message_handler=talk.told) as client:
        talk.client = client
        yield talk


def content(result: CallToolResult) -> dict[str, Any]:
    """The structured content."""
    return cast("dict[str, Any]", result.structured_content)


def text(result: CallToolResult) -> str:
    """The text that a model reads."""
    (block,) = result.content
    assert isinstance(block, TextContent)
    return block.text


def _meta(facts: dict[str, object]) -> RequestParamsMeta | None:
    meta = {f"transfer-adapter/{name}": value for name, value in facts.items()}
    return cast("RequestParamsMeta", meta) if meta else None
