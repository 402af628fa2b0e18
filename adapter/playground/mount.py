"""The page on an application of the service."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import APIRouter, FastAPI, Request
from starlette.responses import Response

from adapter.errors import OperatorError
from adapter.playground import case_routes, page_files, routes
from adapter.playground.edits import RefusedEdits
from adapter.playground.playground import Playground
from adapter.service.pages import CLOSED
from adapter.service.problem import problem
from adapter.testing.manual_call import NotNow


def mount(app: FastAPI, playground: Playground) -> None:
    """Puts the page and its routes on an application, which closes the playground when it stops."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        await playground.aclose()

    app.state.playground = playground
    app.include_router(APIRouter(lifespan=lifespan))
    app.include_router(page_files.router)
    app.include_router(routes.router)
    app.include_router(case_routes.router)
    app.add_exception_handler(NotNow, _not_now)
    app.add_exception_handler(RefusedEdits, _refused_edits)
    app.add_exception_handler(OperatorError, _operator_error)


async def _not_now(_: Request, error: Exception) -> Response:
    return problem(409, "Not possible now", str(error), CLOSED)


async def _refused_edits(_: Request, __: Exception) -> Response:
    """The files have changed since they were edited."""
    return problem(409, "Not possible now", "the edits do not fit the files any more: edit them again", CLOSED)


async def _operator_error(_: Request, error: Exception) -> Response:
    """A file or a setting is wrong. Who sees the page may see which."""
    return problem(422, "Not with these files and settings", str(error), CLOSED)
