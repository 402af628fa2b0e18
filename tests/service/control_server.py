"""A control URL of a call on loopback: it keeps what is posted to it, and answers as a test wants."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class ControlServer:
    """`status` is what it answers, None for nothing at all; `more` is the body, `location` where a redirect leads."""

    url: str = ""
    status: int | None = 200
    more: bytes = b""
    location: str = ""
    posted: list[bytes] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    cut_off: threading.Event = field(default_factory=threading.Event)
    """Whoever asked has closed the connection before the body was written."""
    arrived: threading.Event = field(default_factory=threading.Event)
    let_go: threading.Event = field(default_factory=threading.Event)


@contextmanager
def control_server() -> Iterator[ControlServer]:
    server = ControlServer()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            server.posted.append(self.rfile.read(int(self.headers["content-length"])))
            server.paths.append(self.path)
            server.headers.append({name.lower(): value for name, value in self.headers.items()})
            server.arrived.set()
            if server.status is None:
                server.let_go.wait(20)
                return
            self.send_response(server.status)
            if server.location:
                self.send_header("location", server.location)
            self.send_header("content-length", str(len(server.more)))
            self.send_header("set-cookie", "a=b")
            self.end_headers()
            try:
                self.wfile.write(server.more)
            except ConnectionError:
                server.cut_off.set()

        def log_message(self, *_: object) -> None:
            """Nothing to say."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as listening:
        server.url = f"http://127.0.0.1:{listening.server_port}/secret-path/control"
        thread = threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.let_go.set()
            listening.shutdown()
            thread.join()
