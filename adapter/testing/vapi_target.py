"""A running service as Vapi meets it: server messages over HTTP, and posts to the control URL of the call."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pydantic_core

from adapter.calls.platform import PlatformAnswer, Post
from adapter.calls.simulator import Due
from adapter.directory import Directory
from adapter.testing.call_target import HttpTarget
from adapter.testing.transcript import Decided


class VapiTarget:
    """A service by its address, such as http://127.0.0.1:8080. Its clock is its own.

    While a message is answered its control URL is one on this machine, so that what is posted can be seen. The service
    has to run here, too, and to have 127.0.0.1 among its `ADAPTER_VAPI_CONTROL_HOSTS`. `secret` is sent as the bearer
    token. With `directory` its keys are known. Without `keep_alive` nothing needs to be closed.
    """

    clock = None

    def __init__(
        self, url: str, *, secret: str | None = None, directory: Directory | None = None, keep_alive: bool = True
    ) -> None:
        headers = {"authorization": f"Bearer {secret}"} if secret else {}
        self._messages = HttpTarget(url, path="/vapi", headers=headers, directory=directory, keep_alive=keep_alive)
        self.url = self._messages.url
        self.directory = directory

    async def answer(self, due: Due, call_id: str) -> PlatformAnswer:
        """Sends a message, and gives its answer with what was posted meanwhile."""
        # a server of the standard library takes as long to import as the rest, and calls in process do not need it
        from adapter.testing.control_server import control_server

        with control_server() as control:
            sent = replace(due, request=replace(due.request, body=_controlled(due.wire, control.url)))
            given = await self._messages.answer(sent, call_id)
        url = _control_url(due.wire)
        return replace(given, posts=tuple(Post(url=url, body=body) for body in control.posted))

    def decided(self, call_id: str) -> list[Decided]:  # noqa: ARG002 - a service does not show them
        return []

    async def aclose(self) -> None:
        await self._messages.aclose()


def _controlled(message: Mapping[str, Any], url: str) -> bytes:
    """The message with another control URL, in the envelope of all messages."""
    call = message["call"]
    return pydantic_core.to_json({"message": {**message, "call": {**call, "monitor": {"controlUrl": url}}}})


def _control_url(message: Mapping[str, Any]) -> str:
    return str(message["call"]["monitor"]["controlUrl"])
