"""Errors over HTTP as problem details (RFC 9457). They repeat nothing of what was sent."""

import pydantic_core
from starlette.responses import Response


def problem(status: int, title: str, detail: str | None = None) -> Response:
    """A problem response."""
    body: dict[str, object] = {"type": "about:blank", "title": title, "status": status}
    if detail is not None:
        body["detail"] = detail
    return Response(pydantic_core.to_json(body), status_code=status, media_type="application/problem+json")
