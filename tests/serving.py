"""Applications of ours over real HTTP, on a free port of loopback: in a thread as `serve` sets up, or by `serve`."""

import asyncio
import socket
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from starlette.types import ASGIApp

from adapter.service.call_socket import BoundedWebSocket
from adapter.service.connections import BoundedHttp
from adapter.service.server import server_config


class Service(subprocess.Popen[str]):
    """`transfer-adapter serve` as a process of its own. `began` is what it has said until it was ready.

    Its workers speak as soon as they run: a line of theirs may stand before or after the one that says it is ready.
    """

    began = ""


@contextmanager
def serving(
    app: ASGIApp, *, http: type[BoundedHttp] = BoundedHttp, ws: type[BoundedWebSocket] = BoundedWebSocket
) -> Iterator[str]:
    """The address of an application for the time of a `with` statement, served as `serve` does."""
    listener = socket.create_server(("127.0.0.1", 0))
    server = _Server(server_config(app, http=http, ws=ws))
    thread = threading.Thread(target=server.run, args=([listener],))
    thread.start()
    assert server.ready.wait(20)
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.stop()
        thread.join()
        listener.close()


class _Server(uvicorn.Server):
    """uvicorn, which stops at once: by itself it looks ten times in a second whether it is to, or has closed all."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._loop = asyncio.get_running_loop()
        self._stopped = asyncio.Event()
        self.ready.set()

    async def main_loop(self) -> None:
        await self.on_tick(0)
        await self._stopped.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        for server in self.servers:
            server.close()
        for listener in sockets or ():
            listener.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()
        while self.server_state.connections or self.server_state.tasks:  # noqa: ASYNC110 - uvicorn has no event of it
            await asyncio.sleep(0.005)
        await self.lifespan.shutdown()

    def stop(self) -> None:
        self.should_exit = True
        self._loop.call_soon_threadsafe(self._stopped.set)
