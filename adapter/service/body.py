"""Request bodies, with a limit."""

from starlette.exceptions import HTTPException
from starlette.requests import Request

MAX_BYTES = 256 * 1024
"""An event is a few hundred bytes; a decide request holds one conversation."""


async def limited_body(request: Request) -> bytes:
    """The body of a request. Raises 413 as soon as it is known to be too large."""
    announced = request.headers.get("content-length", "")
    if announced.isdecimal() and int(announced) > MAX_BYTES:
        raise HTTPException(413, f"The body is larger than {MAX_BYTES} bytes")
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BYTES:
            raise HTTPException(413, f"The body is larger than {MAX_BYTES} bytes")
    return bytes(body)
