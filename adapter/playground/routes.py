"""The routes of the page: calls and what happens in them, edits, cases and runs. JSON in, JSON out."""

import asyncio
from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from adapter.playground.call import PageCall
from adapter.playground.events import CallEvent
from adapter.playground.options import options
from adapter.playground.playground import Playground
from adapter.playground.setups import Body, Name, Wishes, given
from adapter.service.pages import CLOSED
from adapter.service.problem import problem
from adapter.testing.manual_call import NotNow


class CallBody(Body):
    """Another call."""

    setup: Wishes = Wishes()


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


router = APIRouter(prefix="/playground", include_in_schema=False, dependencies=[Depends(json_only)])


def call_of(id: str, used: Used) -> PageCall:  # noqa: A002 - what it is called on the wire
    """The call of an id."""
    call = used.calls.find(id)
    if call is None:
        raise HTTPException(404, "No such call", None)
    return call


Played = Annotated[PageCall, Depends(call_of)]


@router.get("/options")
async def options_route(used: Used, directory: Annotated[Name | None, Query()] = None) -> Response:
    return _json(await asyncio.to_thread(options, used.workshop, used.cases, directory))


@router.post("/calls")
async def begin_route(body: CallBody, used: Used) -> Response:
    setup = await asyncio.to_thread(used.workshop.setup, given(body.setup))
    call = await used.calls.begin(setup)
    return _json(call.to_json(), 201)


@router.get("/calls/{id}")
async def call_route(call: Played) -> Response:
    return _json(await asyncio.to_thread(call.to_json))


@router.delete("/calls/{id}")
async def end_route(id: str, used: Used) -> Response:  # noqa: A002 - as above
    await used.calls.end(id)
    return Response(status_code=204, headers=CLOSED)


@router.post("/calls/{id}/events")
async def event_route(event: CallEvent, call: Played) -> Response:
    async with call.busy:
        try:
            return _json(await call.happens(event))
        except NotNow as error:
            return problem(409, "Not possible now", str(error), CLOSED)


def _json(value: Mapping[str, Any], status: int = 200) -> Response:
    return JSONResponse(value, status, headers=CLOSED)
