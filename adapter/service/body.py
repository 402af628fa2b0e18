"""Request bodies, with a limit."""

import asyncio

from starlette.exceptions import HTTPException
from starlette.requests import Request

MAX_BYTES = 256 * 1024
"""An event is a few hundred bytes; a decide request holds one conversation."""

MAX_SECONDS = 10.0
"""For a body to arrive. The platform waits a few seconds for an answer, so a slower one is no event of a live call."""


async def limited_body(request: Request) -> bytes:
    """The body of a request. Raises 413 as soon as it is known to be too large, 408 if it takes too long to arrive."""
    announced = request.headers.get("content-length", "")
    if announced.isdecimal() and int(announced) > MAX_BYTES:
        raise HTTPException(413, f"The body is larger than {MAX_BYTES} bytes")
    body = bytearray()
    try:
        async with asyncio.timeout(MAX_SECONDS):
            async for chunk in request.stream():
                body += chunk
                if len(body) > MAX_BYTES:
                    raise HTTPException(413, f"The body is larger than {MAX_BYTES} bytes")
    except TimeoutError as error:
        raise HTTPException(408, f"The body did not arrive within {MAX_SECONDS:g} seconds") from error
    return bytes(body)
