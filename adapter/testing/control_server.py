"""A control URL on loopback: where a service posts what is to be done to a call of Vapi, and where it is kept."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

MAX_BODY = 1024 * 1024
"""Bytes of one post: a record with all its sentences has a few thousand."""
PATIENCE = 10.0
"""Seconds for a post that has begun."""


@dataclass(kw_only=True)
class ControlServer:
    """What was posted, in order."""

    url: str
    posted: list[bytes] = field(default_factory=list)


@contextmanager
def control_server() -> Iterator[ControlServer]:
    """Listens on a free port for the time of a `with` statement, and takes whatever is posted."""
    kept: list[bytes] = []

    class Handler(BaseHTTPRequestHandler):
        timeout = PATIENCE

        def do_POST(self) -> None:
            length = self.headers.get("content-length", "")
            if not (length.isascii() and length.isdigit() and int(length) <= MAX_BODY):
                self.send_error(413)
                return
            kept.append(self.rfile.read(int(length)))
            self.send_response(200)
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """The address is a secret."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as listening:
        thread = threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield ControlServer(url=f"http://127.0.0.1:{listening.server_port}/control", posted=kept)
        finally:
            listening.shutdown()
            thread.join()
