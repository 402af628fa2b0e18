"""Running a mock server: in a thread while a test needs it, or in the foreground for the command line."""

import asyncio
import os
import socket
import struct
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType
from typing import Protocol, Self

import uvicorn
from starlette.applications import Starlette
from starlette.types import Scope

from adapter.errors import CassetteError, SettingsError
from adapter.testing.mock_server.request_log import LoggedRequest, RequestLog

try:
    import resource
except ImportError:  # Windows has no limits of this kind
    resource = None  # type: ignore[assignment]

LOOPBACK = "127.0.0.1"
OPEN_FILES = 65_536
"""As many as a server in the foreground asks for."""
CLOSE_WITHIN = 0.5
"""Seconds for answers on their way when the server closes; clients that do not read or write on are then dropped."""

# closing then sends a reset and not an orderly end: on, after 0 seconds
_LINGER = struct.pack("hh" if sys.platform == "win32" else "ii", 1, 0)


class ServerState(Protocol):
    """What an application keeps as `app.state.mock`, so that it can be served here."""

    log: RequestLog
    closing: asyncio.Event
    abort: Callable[[Scope], None] | None


class Recorder(Protocol):
    """What it keeps as `app.state.recorder` if it records."""

    failures: list[str]

    def unused_interactions(self) -> list[str]:
        """Recorded interactions that nobody has asked for, in words."""
        ...

    async def finish(self) -> None:
        """Gives back what it holds, when nobody is answered any more."""
        ...


def serve(app: Starlette, *, host: str = LOOPBACK, port: int = 8089) -> None:
    """Serves an application of a mock server in the foreground until interrupted and says on stderr where.

    Raises `SettingsError` for a port that is taken.
    """
    _allow_many_connections()
    # uvicorn hands the interrupt on when it has closed
    with _listener(host, port) as listener, suppress(KeyboardInterrupt):
        server = _Server(app, ready_line=f"mock model: OPENAI_BASE_URL={_base_url(listener)}")
        server.mock.log.watch = _print_unexpected
        server.run([listener])


def _print_unexpected(request: LoggedRequest) -> None:
    """Whoever has started a server by hand sees at once what it was not prepared for."""
    if request.unexpected:
        print(f"mock model: {request.unexpected}", file=sys.stderr, flush=True)


def _allow_many_connections() -> None:
    """Each connection is an open file, and many systems allow 1,024 unless a process asks for more."""
    if resource is None:
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = OPEN_FILES if hard == resource.RLIM_INFINITY else min(hard, OPEN_FILES)
    if resource.RLIM_INFINITY != soft < wanted:
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


class RunningMock:
    """A mock server in a thread of its own."""

    def __init__(self, app: Starlette, port: int) -> None:
        self._server = _Server(app)
        self._port = port
        self._url: str | None = None
        self._thread = threading.Thread(target=self._run, name="mock-model", daemon=True)

    @property
    def base_url(self) -> str:
        """What an OpenAI client takes as `base_url`, and everything else as `OPENAI_BASE_URL`."""
        if self._url is None:
            raise RuntimeError("the mock server is not running: use it in a with statement")
        return self._url

    @property
    def requests(self) -> list[LoggedRequest]:
        """What it was asked so far, oldest first; the last thousand."""
        return self._server.mock.log.entries()

    def wait_for_requests(self, count: int, timeout: float) -> bool:
        """Blocks until it was asked `count` times in all, at most `timeout` seconds; whether it was."""
        return self._server.mock.log.wait_for(count, timeout)

    def assert_complete(self) -> None:
        """Fails for requests that the scenario or cassette does not allow for, and for recorded interactions that
        nobody has asked for."""
        problems = [request.unexpected for request in self.requests if request.unexpected]
        problems += self._server.recorder.unused_interactions() if self._server.recorder else []
        if problems:
            raise AssertionError("\n".join(problems))

    def __enter__(self) -> Self:
        if self._thread.ident is not None:
            raise RuntimeError("a mock server runs once: make another one with running_mock(…)")
        self._listener = _listener(LOOPBACK, self._port)
        self._url = _base_url(self._listener)
        self._thread.start()
        self._server.ready.wait()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._server.stop()
        self._thread.join()
        self._url = None
        if error is None and self._server.recorder and self._server.recorder.failures:
            raise CassetteError("\n".join(self._server.recorder.failures))

    async def __aenter__(self) -> Self:
        return await asyncio.to_thread(self.__enter__)

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await asyncio.to_thread(self.__exit__, kind, error, traceback)

    def _run(self) -> None:
        try:
            self._server.run([self._listener])
        finally:
            self._server.ready.set()


class _Server(uvicorn.Server):
    """uvicorn, which can drop a connection, stops at once, and lets go of stalled requests when it does."""

    def __init__(self, app: Starlette, *, ready_line: str = "") -> None:
        # errors only: what bad clients send is no concern of the test that has the server
        super().__init__(
            uvicorn.Config(
                app, log_level="error", access_log=False, server_header=False, lifespan="off", ws="none", backlog=2048
            )
        )
        self.mock: ServerState = app.state.mock
        self.recorder: Recorder | None = getattr(app.state, "recorder", None)
        self.mock.abort = self._drop
        self.ready = threading.Event()
        self._ready_line = ready_line
        self._loop: asyncio.AbstractEventLoop | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._loop = asyncio.get_running_loop()
        self._stopped = asyncio.Event()
        self.ready.set()
        # Not before uvicorn takes signals: until then one is an exception wherever it comes, and may be passed over.
        if self._ready_line:
            print(self._ready_line, file=sys.stderr, flush=True)

    async def main_loop(self) -> None:
        """As uvicorn's, which looks ten times in a second whether it is to stop: a test would wait for that."""
        ticks = 0
        while not await self.on_tick(ticks):
            ticks += 1
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stopped.wait(), 0.1)

    def stop(self) -> None:
        """From another thread, whether or not it still runs."""
        self.should_exit = True
        if self._loop is not None:
            with suppress(RuntimeError):  # the loop is closed
                self._loop.call_soon_threadsafe(self._stopped.set)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """As uvicorn's, which looks ten times in a second whether its connections have closed."""
        self.mock.closing.set()
        patience = asyncio.get_running_loop().call_later(CLOSE_WITHIN, self._drop_all)
        for server in self.servers:
            server.close()
        for listener in sockets or ():
            listener.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()
        state = self.server_state
        while (state.connections or state.tasks) and not self.force_exit:  # noqa: ASYNC110 - uvicorn has no event of it
            await asyncio.sleep(0.005)
        patience.cancel()
        if self.recorder is not None:
            await self.recorder.finish()

    def _drop(self, scope: Scope) -> None:
        for connection in list(self.server_state.connections):
            if getattr(connection, "client", None) == scope["client"]:
                _reset(connection.transport)

    def _drop_all(self) -> None:
        for connection in list(self.server_state.connections):
            _reset(connection.transport)


def _reset(transport: asyncio.Transport) -> None:
    with suppress(OSError), socket.socket(fileno=os.dup(transport.get_extra_info("socket").fileno())) as twin:
        twin.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _LINGER)
    transport.abort()


def _listener(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=2048)
    except OSError as error:
        raise SettingsError(f"port {port} on {host}: {error.strerror}") from error


def _base_url(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/v1"
