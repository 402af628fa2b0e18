"""The page on an application of the service."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import APIRouter, FastAPI, Request
from starlette.responses import Response

from adapter.errors import OperatorError
from adapter.playground import page_files, routes
from adapter.playground.playground import Playground
from adapter.service.problem import problem


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
    app.add_exception_handler(OperatorError, _operator_error)


async def _operator_error(_: Request, error: Exception) -> Response:
    """A file or a setting is wrong. Who sees the page may see which."""
    return problem(422, "Not with these files and settings", str(error))
