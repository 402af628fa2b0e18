"""The page itself, and the files that it loads: these and no others."""

from functools import cache
from importlib.resources import files
from typing import Final

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response
from starlette.exceptions import HTTPException

from adapter.service.pages import CLOSED, policy

PAGE: Final = "index.html"
MEDIA_TYPES: Final = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".woff2": "font/woff2",
}
POLICY: Final = policy(script="'self'", style="'self'", img="'self' data:", connect="'self'", font="'self'")

router = APIRouter(include_in_schema=False)


@router.get("/playground")
async def page() -> Response:
    """The page."""
    return HTMLResponse(_content(PAGE), headers=POLICY)


@router.get("/playground/assets/{name}")
async def asset(name: str) -> Response:
    """A file that it loads."""
    if name not in assets():
        raise HTTPException(404)
    ending = name[name.rindex(".") :]
    return Response(_content(name), media_type=MEDIA_TYPES[ending], headers={**CLOSED, "Cache-Control": "no-cache"})


@cache
def assets() -> frozenset[str]:
    """The names of what lies beside the page and may be loaded."""
    names = (file.name for file in files("adapter.playground").joinpath("page").iterdir() if file.is_file())
    return frozenset(name for name in names if any(name.endswith(ending) for ending in MEDIA_TYPES))


@cache
def _content(name: str) -> bytes:
    return files("adapter.playground").joinpath("page", name).read_bytes()
