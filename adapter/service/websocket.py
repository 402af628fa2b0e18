"""The platform's webhook over a WebSocket: the same events, one JSON text message each, for as long as a call lasts."""

import asyncio
import logging

from fastapi import APIRouter, WebSocket, WebSocketDisconnect

from adapter.calls.assistant import Assistant
from adapter.errors import EventError
from adapter.platforms.sipgate import Event, read_event
from adapter.service.webhook import answer, encoded

logger = logging.getLogger(__name__)

router = APIRouter()

MAX_AT_ONCE = 32
"""Events of one connection under way at a time; the next one waits until one of them is answered."""


@router.websocket("/webhook")
async def webhook_socket(socket: WebSocket) -> None:
    """Answers each event by one message: an action, or an array of them. Nothing is sent where HTTP answers 204.

    Events are taken up as they come, so that a newer utterance can overtake the one being decided.
    """
    await socket.accept()
    assistant: Assistant = socket.app.state.assistant
    places = asyncio.Semaphore(MAX_AT_ONCE)
    async with asyncio.TaskGroup() as group:
        while (event := await _next_event(socket)) is not None:
            await places.acquire()
            task = group.create_task(_answer(socket, assistant, event))
            task.add_done_callback(lambda _: places.release())


async def _next_event(socket: WebSocket) -> Event | None:
    """The next event, None when the platform has closed the connection. A message that is no event is passed over."""
    while True:
        message = await socket.receive()
        if message["type"] == "websocket.disconnect":
            return None
        body = message.get("text")
        try:
            return read_event(body if body is not None else message.get("bytes") or b"")
        except EventError as error:
            logger.warning("a message over the WebSocket is not an event: %s", error)


async def _answer(socket: WebSocket, assistant: Assistant, event: Event) -> None:
    actions = await answer(assistant, event)
    if not actions:
        return
    try:
        await socket.send_text(encoded(actions).decode())
    except (WebSocketDisconnect, RuntimeError):
        # starlette raises one or the other, depending on which side it has seen closing first
        logger.info("call %s: the connection was closed before %s was answered", event.session.id, event.type)
