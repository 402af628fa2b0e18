"""The routes of cases: a turn saved as one, all of them run, and the report."""

import asyncio
import json
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from fastapi.responses import FileResponse, Response
from starlette.exceptions import HTTPException

from adapter.errors import RequestError
from adapter.evals.cases.case_file import dump_case
from adapter.playground.bodies import CaseBody, RunBody
from adapter.playground.call import PageCall
from adapter.playground.case_list import messages_of
from adapter.playground.editing import files_of
from adapter.playground.playground import Playground
from adapter.playground.route_parts import JSON_ONLY, Played, Used, call_of, json_response
from adapter.playground.run import Run
from adapter.playground.run_process import RunJob
from adapter.playground.workshop import moment_in
from adapter.service.pages import CLOSED
from adapter.testing.manual_call import NotNow
from adapter.tool_calls.prompt_search import prompts_folder

MAX_WAIT = 10.0
"""Seconds that a question for news of a run may wait."""

# The page has its own policy within it, by the hash of its script. No origin of ours is behind what cases and models
# wrote.
REPORT_HEADERS = {**CLOSED, "Content-Security-Policy": "sandbox allow-scripts; frame-ancestors 'none'"}

router = APIRouter(prefix="/playground", include_in_schema=False, dependencies=JSON_ONLY)


@router.post("/calls/{id}/cases")
async def save_route(body: CaseBody, call: Played, used: Used) -> Response:
    """Saves a turn as a case."""
    moment = call.moments.get(body.turn)
    if moment is None:
        raise NotNow("no model was asked in this turn, so that nothing of it can be a case")
    directory = call.config.directory
    expected = [] if body.expect is None else [body.expect] if isinstance(body.expect, str) else body.expect
    if any(key not in directory.destinations for key in expected):
        raise RequestError("expect: a key is none of the directory's")
    messages = messages_of(moment.call.conversation, directory.numbers)
    case, count = await asyncio.to_thread(used.cases.add, messages, body.expect)
    assert used.cases.path is not None  # noqa: S101 - it has been written to
    return json_response({"file": used.cases.path.name, "count": count, "case": json.loads(dump_case(case))}, 201)


@router.post("/runs")
async def run_route(body: RunBody, used: Used) -> Response:
    """Runs the cases with the setup and the edits of a call."""
    call = call_of(body.call, used)
    used.runs.check(call.id)
    job, count = await asyncio.to_thread(_job, call, used)
    return json_response({"run": await used.runs.begin(call.id, job, count)}, 201)


def run_of(id: str, used: Used) -> Run:  # noqa: A002 - what it is called on the wire
    """The run of an id. Raises `HTTPException`."""
    run = used.runs.find(id)
    if run is None:
        raise HTTPException(404, "No such run")
    return run


Known = Annotated[Run, Depends(run_of)]


@router.get("/runs/{id}")
async def news_route(run: Known, wait: Annotated[float, Query(ge=0, le=MAX_WAIT)] = 0) -> Response:
    """How far a run is; with `wait` once something has changed, at the latest after so many seconds."""
    if wait:
        await run.news(wait)
    return json_response(run.to_json())


@router.delete("/runs/{id}")
async def stop_route(run: Known) -> Response:
    """Stops a run."""
    run.stop()
    return Response(status_code=204, headers=CLOSED)


@router.get("/runs/{id}/report")
async def report_route(run: Known) -> Response:
    """The report of a run that is done."""
    if run.report is None:
        raise NotNow("the run has no report: it is not done")
    return FileResponse(run.report, media_type="text/html", headers=REPORT_HEADERS)


def _job(call: PageCall, used: Playground) -> tuple[RunJob, int]:
    """What is run, and of how many cases. Reads files. Raises `NotNow` and `OperatorError`."""
    cases, workshop = used.cases, used.workshop
    count = len(cases.cases)
    if cases.path is None or not count:
        raise NotNow("there are no cases yet: start the playground with --cases FILE, or save a turn as one")
    settings, file = workshop.settings_of(call.setup), workshop.file(call.setup.directory)
    at = None if call.setup.at is None else moment_in(file.directory, call.setup.at)
    job = RunJob(
        settings=settings,
        directory=file.path,
        prompts=prompts_folder(call.config.prompt, directory=file.path, folder=settings.prompts_dir),
        cases=cases.path,
        changed=files_of(call, workshop),
        at=at,
    )
    return job, count
