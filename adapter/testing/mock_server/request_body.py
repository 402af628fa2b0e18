"""The body of a request, from clients that may send too much, too slowly, or leave."""

import asyncio
from typing import Literal

from starlette.requests import ClientDisconnect, Request

MAX_BODY = 32 * 1024 * 1024
"""Bytes of a request; a longer one is answered with 413."""
BODY_WITHIN = 30.0
"""Seconds for a request's body to arrive; a slower one is answered with 408."""

TOO_LARGE = f"The request is larger than {MAX_BODY} bytes."
TOO_SLOW = "The request's body did not arrive in time."


async def read_body(request: Request, closing: asyncio.Event) -> bytes | Literal[408, 413] | None:
    """The body, the status for one that is too slow or too long, or None where the client has left.

    A server that closes does not wait for it either.
    """
    announced = request.headers.get("content-length", "0")
    if announced.isdecimal() and int(announced) > MAX_BODY:
        return 413
    reading = asyncio.create_task(_body(request))
    ending = asyncio.create_task(_set(closing))
    try:
        await asyncio.wait({reading, ending}, timeout=BODY_WITHIN, return_when=asyncio.FIRST_COMPLETED)
        if not reading.done():
            return 408
        body = reading.result()
        return 413 if body is None else body
    except ClientDisconnect:
        return None
    finally:
        reading.cancel()
        ending.cancel()


async def _set(closing: asyncio.Event) -> None:
    await closing.wait()


async def _body(request: Request) -> bytes | None:
    """The body; None if it is too long."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BODY:
            return None
    return bytes(body)
