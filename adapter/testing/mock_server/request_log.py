"""The request log: what a mock server was asked, for the test that started it and for other processes."""

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

import pydantic_core

MAX_LOGGED = 1_000
"""Requests that are kept; the oldest go first."""
MAX_LOGGED_BYTES = 64 * 1024 * 1024
"""Bytes of requests that are kept. The last request always is."""


@dataclass(frozen=True, kw_only=True, slots=True)
class LoggedRequest:
    """A request to one of the APIs: its bytes as they came, the rule that answered it, and in a word what with.

    `answer` is `reply`, the status of an error, or the name of a broken transport or body. `system` is the identity of
    the system prompt, "" without one. `unexpected` says why the scenario does not allow for the request, where it does
    not. Headers are not kept, because they hold a key.
    """

    path: str
    raw: bytes
    rule: str | None
    answer: str
    system: str = ""
    unexpected: str | None = None

    @property
    def body(self) -> object:
        """The decoded body, None if it is not JSON."""
        try:
            decoded: object = pydantic_core.from_json(self.raw)
        except ValueError:
            return None
        return decoded

    def as_wire(self) -> dict[str, object]:
        """JSON-ready, as `GET /_requests` shows it."""
        return {
            "path": self.path,
            "rule": self.rule,
            "answer": self.answer,
            "system": self.system,
            "unexpected": self.unexpected,
            "body": self.body,
        }


class RequestLog:
    """Written by the server's thread, read by others. `watch` is called with each request as it comes."""

    def __init__(self) -> None:
        self.watch: Callable[[LoggedRequest], None] | None = None
        self._entries: deque[LoggedRequest] = deque()
        self._count = 0
        self._bytes = 0
        self._changed = threading.Condition()

    def add(self, request: LoggedRequest) -> None:
        """Notes a request."""
        with self._changed:
            self._entries.append(request)
            self._bytes += len(request.raw)
            while len(self._entries) > MAX_LOGGED or (len(self._entries) > 1 and self._bytes > MAX_LOGGED_BYTES):
                self._bytes -= len(self._entries.popleft().raw)
            self._count += 1
            self._changed.notify_all()
        if self.watch is not None:
            self.watch(request)

    def entries(self) -> list[LoggedRequest]:
        """What was asked, oldest first."""
        with self._changed:
            return list(self._entries)

    def wait_for(self, count: int, timeout: float) -> bool:
        """Blocks until there were `count` requests in all, at most `timeout` seconds; whether there were."""
        with self._changed:
            return self._changed.wait_for(lambda: self._count >= count, timeout)
