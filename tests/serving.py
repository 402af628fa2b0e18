"""An application of ours over real HTTP: uvicorn, set up as `serve` does, in a thread, on a free port of loopback."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from starlette.types import ASGIApp

from adapter.service.call_socket import BoundedWebSocket
from adapter.service.connections import BoundedHttp
from adapter.service.server import server_config


@contextmanager
def serving(
    app: ASGIApp, *, http: type[BoundedHttp] = BoundedHttp, ws: type[BoundedWebSocket] = BoundedWebSocket
) -> Iterator[str]:
    """The address of an application for the time of a `with` statement, served as `serve` does."""
    started = threading.Event()

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            started.set()

    listener = socket.create_server(("127.0.0.1", 0))
    server = Server(server_config(app, http=http, ws=ws))
    thread = threading.Thread(target=server.run, args=([listener],))
    thread.start()
    assert started.wait(20)
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
        listener.close()
