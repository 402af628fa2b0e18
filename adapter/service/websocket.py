"""The platform's webhook over a WebSocket: the same events, one JSON text message each, for as long as a call lasts."""

import asyncio
import contextlib
import logging

from fastapi import APIRouter, WebSocket, WebSocketDisconnect
from starlette.websockets import WebSocketState

from adapter.assistant import Assistant
from adapter.errors import EventError
from adapter.service.delivery import read_once
from adapter.service.webhook import platform_request
from adapter.telemetry import Sparing

logger = logging.getLogger(__name__)
logger.addFilter(Sparing())

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
        while (body := await next_message(socket)) is not None:
            await places.acquire()
            task = group.create_task(_answer(socket, assistant, body))
            task.add_done_callback(lambda _: places.release())


async def next_message(socket: WebSocket) -> bytes | None:
    """The next message, None when the platform has closed the connection."""
    message = await socket.receive()
    if message["type"] == "websocket.disconnect":
        return None
    text = message.get("text")
    return (message.get("bytes") or b"") if text is None else text.encode("utf-8", "surrogatepass")


async def _answer(socket: WebSocket, assistant: Assistant, body: bytes) -> None:
    """Answers one message. One that is no event is passed over."""
    try:
        given = await assistant.answer(platform_request(socket, body), confirm=True)
    except EventError as error:
        logger.warning("a message over the WebSocket is not an event: %s", error)
        return
    if not given.body:
        return
    delivered = False
    try:
        await read_once()
        # starlette raises one or the other, depending on which side it has seen closing first
        with contextlib.suppress(WebSocketDisconnect, RuntimeError):
            if socket.client_state is WebSocketState.CONNECTED:
                await socket.send_text(given.body.decode())
                delivered = True
    finally:
        assistant.confirm_delivery(given, delivered=delivered)
    if not delivered:
        logger.info("the connection was closed before a message was answered")
