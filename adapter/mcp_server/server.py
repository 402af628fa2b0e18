"""The MCP server of a directory, by the SDK: lists of tools, results, and word of another list."""

import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from importlib.metadata import version
from typing import Any, TypeAlias

import anyio
from mcp.server import Server, ServerRequestContext
from mcp.server.context import CallNext, HandlerResult
from mcp.server.session import ServerSession
from mcp.server.subscriptions import InMemorySubscriptionBus, ListenHandler, ToolsListChanged
from mcp.types import CallToolRequestParams, CallToolResult, ListToolsResult, PaginatedRequestParams

from adapter.mcp_server.connection import Connection
from adapter.mcp_server.wire import INSTRUCTIONS, mcp_result, mcp_tools
from adapter.tool_calls.arguments import read_arguments
from adapter.tool_calls.lenient import arguments_of
from adapter.transfer_tools import TransferTools

Context: TypeAlias = ServerRequestContext[Any, Any]

LOOK_EVERY = 30.0
"""Seconds between two looks at the clock, for opening hours that begin or end while nobody calls a tool."""
SAME_REPLY = 0.05
"""Seconds that the tool calls of one reply may be apart. No model answers a result as fast."""


async def _same_reply() -> None:
    await anyio.sleep(SAME_REPLY)


async def _look_again() -> None:
    await anyio.sleep(LOOK_EVERY)


def _utc() -> datetime:
    return datetime.now(UTC)


def transfer_server(
    tools: TransferTools,
    *,
    show_numbers: bool = False,
    now: Callable[[], datetime] = _utc,
    seconds: Callable[[], float] = time.monotonic,
    same_reply: Callable[[], Awaitable[None]] = _same_reply,
    look_again: Callable[[], Awaitable[None]] = _look_again,
) -> Server[Any]:
    """The server of one connection. `show_numbers` is for a client that dials by itself.

    `now` gives an aware moment, for opening hours, and `seconds` a clock that nobody sets. Time passes in `same_reply`
    and `look_again`.
    """
    connection = Connection(tools, now=now, seconds=seconds, pause=same_reply)
    changes = _Changes(connection)

    async def list_tools(context: Context, _: PaginatedRequestParams | None) -> ListToolsResult:
        changes.session = context.session
        return ListToolsResult(tools=mcp_tools(connection.offered(context.meta)))

    async def call_tool(context: Context, params: CallToolRequestParams) -> CallToolResult:
        told = await connection.chosen(context.meta, params.name, params.arguments)
        await changes.tell()
        return mcp_result(told, tools.config.toolset, show_numbers=show_numbers)

    @asynccontextmanager
    async def lifespan(_: Server[Any]) -> AsyncIterator[None]:
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(changes.watch, look_again)
            yield
            tasks.cancel_scope.cancel()

    server: Server[Any] = Server(
        "transfer-adapter",
        version=version("transfer-adapter"),
        instructions=INSTRUCTIONS,
        lifespan=lifespan,
        on_list_tools=list_tools,
        on_call_tool=call_tool,
        on_subscriptions_listen=ListenHandler(changes.bus),
    )
    # Instead of the SDK's own middleware, whose spans carry a tool's name as the client sent it.
    server.middleware[:] = [_readable]
    return server


class _Changes:
    """Tells the client when other tools are offered than it has listed, so that it lists them again."""

    def __init__(self, connection: Connection) -> None:
        self.bus = InMemorySubscriptionBus()
        self.session: ServerSession | None = None
        self._connection = connection

    async def tell(self) -> None:
        if self._connection.lists_anew() and self.session is not None:
            await self.session.send_tool_list_changed()  # to clients of the handshake
            await self.bus.publish(ToolsListChanged())  # to those of 2026-07-28, which subscribe

    async def watch(self, look_again: Callable[[], Awaitable[None]]) -> None:
        while True:
            await look_again()
            await self.tell()


async def _readable(ctx: Context, call_next: CallNext) -> HandlerResult:
    """Lets a tool call through whose name or arguments are not what MCP allows, to be judged like any other.

    Some clients pass on as the arguments the text that a model wrote.
    """
    params = ctx.params
    if ctx.method != "tools/call" or params is None:
        return await call_next(ctx)
    name, arguments = params.get("name"), params.get("arguments")
    if not isinstance(name, str):
        params = {**params, "name": ""}
    if arguments is not None and not isinstance(arguments, dict):
        params = {**params, "arguments": read_arguments(arguments_of(arguments)).values or {}}
    return await call_next(replace(ctx, params=params))
