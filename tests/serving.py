"""Applications of ours over real HTTP, on a free port of loopback: in a thread as `serve` sets up, or by `serve`."""

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
