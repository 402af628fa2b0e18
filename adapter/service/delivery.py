"""Whether an answer was delivered: written to a connection that was still open."""

import asyncio
from collections.abc import Coroutine
from typing import Any, cast

from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send

from adapter.assistant import Assistant
from adapter.calls.platform import PlatformAnswer


class Delivered(Response):
    """The response of a platform's answer, which tells the assistant what becomes of it."""

    def __init__(self, given: PlatformAnswer, assistant: Assistant) -> None:
        super().__init__(given.body, status_code=given.status, media_type=given.media_type)
        self._given = given
        self._assistant = assistant

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        delivered = False
        try:
            await read_once()
            if not _closed(receive):
                await super().__call__(scope, receive, send)
                delivered = True
        finally:
            self._assistant.confirm_delivery(self._given, delivered=delivered)


def _closed(receive: Receive) -> bool:
    """Whether the server has seen the connection closing.

    Asked without waiting: `Request.is_disconnected` lets the loop go on, and the connection may be closed meanwhile.
    """
    asking = cast(Coroutine[Any, Any, Message], receive())
    try:
        asking.send(None)
    except StopIteration as told:
        message: Message = told.value
        return bool(message["type"] == "http.disconnect")
    asking.close()
    return False


async def read_once() -> None:
    """Lets the event loop look at its connections, so that one that was closed by now is known to be."""
    # What is scheduled runs before what the next look finds, so it takes a second round to have been seen.
    await asyncio.sleep(0)
    await asyncio.sleep(0)
