"""Every route of the service on a page, by Swagger UI from the package that brings it: nothing is asked of others."""

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, HTMLResponse, JSONResponse, Response
from starlette.exceptions import HTTPException

from adapter.extras import require
from adapter.service.access import HEADER, OPEN_PATHS
from adapter.service.pages import CLOSED, page_text, policy

ASSETS: Final = frozenset({"swagger-ui-bundle.js", "swagger-ui.css", "favicon-32x32.png"})
"""What Swagger UI needs, as `fastapi_swagger` brings it."""

_POLICY: Final = policy(script="'self'", style="'self'", img="'self' data:", connect="'self'")

router = APIRouter(include_in_schema=False)


@router.get("/docs")
async def docs() -> Response:
    """The page."""
    return HTMLResponse(page_text("docs.html"), headers=_POLICY)


@router.get("/docs/start.js")
async def start() -> Response:
    """What begins it: a policy without inline scripts wants a file."""
    return Response(page_text("start.js"), media_type="text/javascript", headers=CLOSED)


@router.get("/docs/{name}")
async def asset(name: str) -> Response:
    """A file of Swagger UI."""
    if name not in ASSETS:
        raise HTTPException(404)
    return FileResponse(_folder() / name, headers={**CLOSED, "Cache-Control": "private, max-age=3600"})


@router.get("/openapi.json")
async def openapi(request: Request) -> Response:
    """The routes as data (OpenAPI 3.1), with where they are mounted and what they want to be shown."""
    schema: dict[str, Any] = dict(request.app.openapi())
    if root := request.scope.get("root_path"):
        schema["servers"] = [{"url": root}]
    if request.app.state.token_wanted:
        schema = _with_token(schema)
    return JSONResponse(schema, headers=CLOSED)


def _with_token(schema: dict[str, Any]) -> dict[str, Any]:
    """The same where a token is set: people can enter it on the page and try the routes that want it."""
    scheme = {"token": {"type": "apiKey", "in": "header", "name": HEADER.upper(), "description": "ADAPTER_TOKEN"}}
    open_to_all = {path: _without_token(item) for path, item in schema["paths"].items() if path in OPEN_PATHS}
    components = {**schema.get("components", {}), "securitySchemes": scheme}
    return {
        **schema,
        "paths": {**schema["paths"], **open_to_all},
        "components": components,
        "security": [{"token": []}],
    }


def _without_token(item: dict[str, Any]) -> dict[str, Any]:
    return {method: {**operation, "security": []} for method, operation in item.items()}


@cache
def _folder() -> Path:
    """Where Swagger UI lies. The package is looked for and not imported: it would change FastAPI's own pages."""
    require("service", "the page /docs")
    found = find_spec("fastapi_swagger")
    places = found.submodule_search_locations if found is not None else None
    assert places is not None  # noqa: S101 - required above
    return Path(next(iter(places))) / "resources"
