"""A model server whose every frame a test decides: it waits where the test says so, and tells when its client left."""

import asyncio
import json
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from starlette.types import Receive, Scope, Send

from adapter import Directory, OpenAIModel
from adapter.assistant import Assistant
from adapter.gateway.relay import Gateway
from adapter.service.app import create_app
from adapter.wiring import gateway_before as before
from tests.serving import serving

WAIT = object()
"""In a script: wait until the test calls `go_on`."""
DROP = object()
"""In a script: break off the connection."""


@dataclass(kw_only=True)
class Upstream:
    """Answers the requests in order, each by a script: frames to send, as mappings or bytes, `WAIT`, a status."""

    scripts: list[Sequence[object]]
    requests: list[dict[str, Any]] = field(default_factory=list)
    left: threading.Event = field(default_factory=threading.Event)
    """The client has closed its connection before the end."""
    url: str = ""
    _go_on: threading.Event = field(default_factory=threading.Event)

    def go_on(self) -> None:
        """Lets the script that waits go on."""
        self._go_on.set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        body = b""
        while (message := await receive())["type"] == "http.request":
            body += message["body"]
            if not message.get("more_body"):
                break
        self.requests.append(json.loads(body))
        script = self.scripts[min(len(self.requests), len(self.scripts)) - 1]
        status = script[0] if isinstance(script[0], int) else 200
        whole = not self.requests[-1].get("stream") or status != 200
        kind = b"application/json" if whole else b"text/event-stream"
        await send({"type": "http.response.start", "status": status, "headers": [(b"content-type", kind)]})
        leaving = asyncio.create_task(self._watch(receive))
        for step in script:
            if step is WAIT:
                await asyncio.to_thread(self._wait)
            elif step is DROP:
                leaving.cancel()
                return
            elif not isinstance(step, int):
                await send({"type": "http.response.body", "body": _encoded(step, whole=whole), "more_body": True})
        leaving.cancel()
        await send({"type": "http.response.body", "body": b"" if whole else b"data: [DONE]\n\n"})

    def _wait(self) -> None:
        while not self._go_on.wait(0.01) and not self.left.is_set():
            pass

    async def _watch(self, receive: Receive) -> None:
        while (await receive())["type"] != "http.disconnect":
            pass
        self.left.set()


def _encoded(step: object, *, whole: bool) -> bytes:
    if isinstance(step, bytes):
        return step
    text = json.dumps(step).encode()
    return text if whole else b"data: " + text + b"\n\n"


@contextmanager
def gateway_before(
    directory: Directory,
    *scripts: Sequence[object],
    token: str | None = None,
    seconds: float = 15.0,
    attempts: int = 1,
    change: Callable[[Gateway], None] | None = None,
) -> Iterator[tuple[str, Upstream]]:
    """The address of the service with its gateway, before a model server that answers by scripts."""
    upstream = Upstream(scripts=list(scripts))
    with serving(upstream) as url:
        upstream.url = url
        model = OpenAIModel("up", base_url=f"{url}/v1", api_key="none", timeout=seconds, attempts=attempts)
        assistant = Assistant(directory, model)
        gateway = before(Assistant(directory, model, model_timeout=seconds))
        if change is not None:
            change(gateway)
        with serving(create_app(assistant, token=token, gateway=gateway)) as served:
            yield served, upstream


def frames(said: str) -> list[Mapping[str, Any]]:
    """The frames of a stream, decoded, without comments and its end."""
    lines = [line.removeprefix("data: ") for line in said.splitlines() if line.startswith("data: ")]
    return [json.loads(line) for line in lines if line != "[DONE]"]
