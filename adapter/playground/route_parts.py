"""What the routes of the page share: who is asked, how a call is found, and how answers look."""

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import Depends, Request
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from adapter.playground.call import PageCall
from adapter.playground.playground import Playground
from adapter.service.pages import CLOSED


def playground_of(request: Request) -> Playground:
    """The playground of an application."""
    found: Playground = request.app.state.playground
    return found


Used = Annotated[Playground, Depends(playground_of)]


async def json_only(request: Request) -> None:
    """What changes something is sent as JSON: a form of somebody else's page cannot do that."""
    if request.method not in ("GET", "HEAD"):
        media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if media_type != "application/json":
            raise HTTPException(415, "Send application/json")


JSON_ONLY = [Depends(json_only)]


def call_of(id: str, used: Used) -> PageCall:  # noqa: A002 - what it is called on the wire
    """The call of an id. Raises `HTTPException`."""
    call = used.calls.find(id)
    if call is None:
        raise HTTPException(404, "No such call")
    return call


Played = Annotated[PageCall, Depends(call_of)]


def json_response(value: Mapping[str, Any], status: int = 200) -> Response:
    """An answer that nobody keeps."""
    return JSONResponse(value, status, headers=CLOSED)
