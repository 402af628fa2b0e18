"""Errors in the form that whoever asks can read: problem details, or the model API's own where it is spoken."""

from collections.abc import Mapping
from typing import Final

import pydantic_core
from starlette.responses import Response

from adapter.service.problem import problem

BASES: Final = ("/v1", "", "/v1/chat/completions", "/chat/completions")
"""Where the routes of the model API stand: with and without `/v1`, and behind a base URL that holds the route."""


_PATHS: Final = frozenset(f"{base}/{name}" for base in BASES for name in ("chat/completions", "models"))
_MODELS: Final = tuple(f"{base}/models/" for base in BASES)


def gateway_path(path: str) -> bool:
    """Whether a route is one of the model API."""
    return path in _PATHS or path.startswith(_MODELS)


def failure(
    path: str, status: int, title: str, detail: str | None = None, headers: Mapping[str, str] | None = None
) -> Response:
    """The response to a request for a path that cannot be answered. It repeats nothing of what was sent."""
    if gateway_path(path):
        return model_error(status, title if detail is None else f"{title}: {detail}", headers)
    return problem(status, title, detail, headers)


def model_error(status: int, message: str, headers: Mapping[str, str] | None = None) -> Response:
    """An error as clients of the model's API read it."""
    kind, code = _KINDS.get(status, ("invalid_request_error" if status < 500 else "server_error", None))
    body = pydantic_core.to_json({"error": {"message": message, "type": kind, "param": None, "code": code}})
    return Response(body, status_code=status, media_type="application/json", headers=headers)


_KINDS: Final = {
    401: ("invalid_request_error", "invalid_api_key"),
    404: ("invalid_request_error", "model_not_found"),
    429: ("rate_limit_error", "rate_limit_exceeded"),
}
"""Type and code by status, as OpenAI's API has them."""
