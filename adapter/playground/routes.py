"""The routes of calls: what can be chosen, what happens in a call, a turn once more, and edits. JSON in, JSON out."""

import asyncio
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response

from adapter.playground.again import taken_again
from adapter.playground.bodies import MAX_EDITS, AgainBody, CallBody, EditsBody
from adapter.playground.editing import checked, destinations, files_of, refused
from adapter.playground.edits import RefusedEdits
from adapter.playground.events import CallEvent
from adapter.playground.options import options
from adapter.playground.route_parts import JSON_ONLY, Played, Used, json_response
from adapter.playground.setups import Name, given
from adapter.service.pages import CLOSED

router = APIRouter(prefix="/playground", include_in_schema=False, dependencies=JSON_ONLY)


@router.get("/options")
async def options_route(used: Used, directory: Annotated[Name | None, Query()] = None) -> Response:
    """What can be chosen."""
    return json_response(await asyncio.to_thread(options, used.workshop, used.cases, directory))


@router.post("/calls")
async def begin_route(body: CallBody, used: Used) -> Response:
    """Another call."""
    setup = await asyncio.to_thread(used.workshop.setup, given(body.setup))
    call = await used.calls.begin(setup)
    return json_response(call.to_json(), 201)


@router.get("/calls/{id}")
async def call_route(call: Played) -> Response:
    """All of a call."""
    return json_response(await asyncio.to_thread(call.to_json))


@router.delete("/calls/{id}")
async def end_route(id: str, used: Used) -> Response:  # noqa: A002 - what it is called on the wire
    """Forgets a call."""
    used.runs.stop_of(id)
    await used.calls.end(id)
    return Response(status_code=204, headers=CLOSED)


@router.post("/calls/{id}/events")
async def event_route(event: CallEvent, call: Played) -> Response:
    """Something happens in a call."""
    async with call.busy:
        return json_response(await call.happens(event))


@router.post("/calls/{id}/again")
async def again_route(body: AgainBody, call: Played, used: Used) -> Response:
    """A turn once more."""
    turns = await taken_again(call, body.turn, body.setups, used.workshop, with_edits=body.edited)
    return json_response({"turns": turns})


@router.get("/calls/{id}/destinations")
async def destinations_route(call: Played, used: Used) -> Response:
    """The texts that can be edited."""
    return json_response(await asyncio.to_thread(destinations, call, used.workshop))


@router.put("/calls/{id}/edits", max_body_size=MAX_EDITS)
async def edits_route(body: EditsBody, call: Played, used: Used) -> Response:
    """The whole of a call's edits."""
    async with call.busy:
        try:
            found = await asyncio.to_thread(checked, call, used.workshop, body.descriptions, body.prompt)
        except RefusedEdits as error:
            return json_response(refused(error.problems))
        call.use(found.config, found.edits)
        return json_response(await asyncio.to_thread(found.to_json))


@router.get("/calls/{id}/diff")
async def diff_route(call: Played, used: Used) -> Response:
    """The edits as a unified diff."""
    files = await asyncio.to_thread(files_of, call, used.workshop)
    diff = await asyncio.to_thread(lambda: "".join(file.diff for file in files))
    headers = {**CLOSED, "Content-Disposition": 'attachment; filename="edits.diff"'}
    return Response(diff, media_type="text/x-diff", headers=headers)
