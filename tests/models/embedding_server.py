"""A server of embeddings on loopback, with whatever answers a test wants."""

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, TypeAlias

from adapter.search.local_embedder import LocalEmbedder

Answer: TypeAlias = Callable[[Mapping[str, Any]], object]
"""A JSON value or bytes for a decoded request; an int is a status without a body that says anything."""


@dataclass(kw_only=True)
class EmbeddingServer:
    """What was asked of it, and where it is. It says nothing at all while `silent` is set."""

    url: str = ""
    requests: list[Mapping[str, Any]] = field(default_factory=list)
    headers: list[Mapping[str, str]] = field(default_factory=list)
    silent: threading.Event = field(default_factory=threading.Event)
    held: threading.Event = field(default_factory=threading.Event)
    """Set when the first request is left without an answer."""
    released: threading.Event = field(default_factory=threading.Event)

    @property
    def texts(self) -> list[str]:
        return [text for request in self.requests for text in request["input"]]


def lengths(request: Mapping[str, Any]) -> object:
    """Vectors of three numbers that follow from the text; last first, as the index tells."""
    data = [
        {"object": "embedding", "index": place, "embedding": [len(text), len(text.split()), 1.0]}
        for place, text in enumerate(request["input"])
    ]
    return {"object": "list", "data": data[::-1], "model": request["model"]}


def by(embedder: LocalEmbedder) -> Answer:
    """The answers of a server that has the shipped model."""

    def answer(request: Mapping[str, Any]) -> object:
        rows = embedder.embed(request["input"], query=False).tolist()
        return {"data": [{"index": place, "embedding": row} for place, row in enumerate(rows)]}

    return answer


@contextmanager
def embedding_server(answer: Answer = lengths) -> Iterator[EmbeddingServer]:
    told = EmbeddingServer()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            told.headers.append(dict(self.headers.items()))
            told.requests.append({**json.loads(body), "path": self.path})
            if told.silent.is_set():
                told.held.set()
                told.released.wait()
                self.close_connection = True
                return
            given = answer(told.requests[-1])
            status = given if isinstance(given, int) else 200
            content = (
                given if isinstance(given, bytes) else b"{}" if isinstance(given, int) else json.dumps(given).encode()
            )
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
            """Tests say what they want to say themselves."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    told.url = f"http://127.0.0.1:{server.server_port}/v1"
    try:
        yield told
    finally:
        told.released.set()
        server.shutdown()
        server.server_close()
