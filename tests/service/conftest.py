"""The service as callers meet it: uvicorn on a free port of loopback."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

import httpx2
import pytest
import uvicorn

from adapter import Assistant, Directory
from adapter.models.model import Model
from adapter.service.app import create_app
from adapter.service.warm_up import WarmUp
from adapter.testing import ScriptedModel


@contextmanager
def serving(assistant: Assistant, token: str | None = None, warm_up: WarmUp | None = None) -> Iterator[httpx2.Client]:
    """The service of an assistant, on a free port."""
    started = threading.Event()

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            started.set()

    listener = socket.create_server(("127.0.0.1", 0))
    server = Server(
        uvicorn.Config(create_app(assistant, token=token, warm_up=warm_up), log_level="warning", access_log=False)
    )
    thread = threading.Thread(target=server.run, args=([listener],))
    thread.start()
    assert started.wait(20)
    try:
        with httpx2.Client(base_url=f"http://127.0.0.1:{listener.getsockname()[1]}", timeout=20) as client:
            yield client
    finally:
        server.should_exit = True
        thread.join()
        listener.close()


@pytest.fixture(scope="module")
def serve_assistant() -> Iterator[Callable[[Assistant], httpx2.Client]]:
    """Serves an assistant to all tests of a module: `serve_assistant(assistant)` gives a client for it."""
    with ExitStack() as stack:
        yield lambda assistant: stack.enter_context(serving(assistant))


@pytest.fixture
def serve(bank: Directory) -> Iterator[Callable[..., httpx2.Client]]:
    """Starts the service: `serve(model, directory=…, token=…, respond_within=…)` gives a client for it."""
    with ExitStack() as stack:

        def start(
            model: Model | None = None,
            *,
            directory: Directory | None = None,
            token: str | None = None,
            respond_within: float = 3.0,
            model_timeout: float = 15.0,
        ) -> httpx2.Client:
            assistant = Assistant(
                directory or bank,
                model or ScriptedModel(),
                respond_within=respond_within,
                model_timeout=model_timeout,
            )
            return stack.enter_context(serving(assistant, token))

        yield start
