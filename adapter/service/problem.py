"""Errors over HTTP as problem details (RFC 9457). They repeat nothing of what was sent."""

from collections.abc import Mapping
from typing import Any

import pydantic_core
from starlette.responses import Response

MEDIA_TYPE = "application/problem+json"

_SCHEMA = {
    "type": "object",
    "required": ["type", "title", "status"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
    },
}


def problem(status: int, title: str, detail: str | None = None, headers: Mapping[str, str] | None = None) -> Response:
    """A problem response."""
    body: dict[str, object] = {"type": "about:blank", "title": title, "status": status}
    if detail is not None:
        body["detail"] = detail
    return Response(pydantic_core.to_json(body), status_code=status, media_type=MEDIA_TYPE, headers=headers)


def problems(**titles: str) -> dict[int | str, dict[str, Any]]:
    """Problem responses of a route for the API page: `problems(s401="No or wrong token")`."""
    return {
        int(name.removeprefix("s")): {"description": title, "content": {MEDIA_TYPE: {"schema": _SCHEMA}}}
        for name, title in titles.items()
    }
