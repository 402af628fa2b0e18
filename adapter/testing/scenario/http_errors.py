"""Error statuses: how model servers and the gateways before them refuse a request, byte by byte.

Bodies and headers are those of OpenAI's API (error codes and rate limits guides, August 2026), of Cloudflare, which
stands before it, and of nginx, which stands before many others.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from email.utils import formatdate
from typing import Literal, TypeAlias

import pydantic_core

from adapter.errors import (
    ModelAuthError,
    ModelError,
    ModelOverloaded,
    ModelRequestRejected,
    ModelServerError,
    ModelWindowExceeded,
)
from adapter.testing.scenario.faults import StatusFault
from adapter.tool_calls.request import ModelApi

RATE_LIMIT = 500
"""Requests a minute, as the headers of the mock tell."""
CONTEXT = 128_000
"""Tokens of the context that the fault `400-context` says is too small."""
LATER = 1.0
"""Seconds that the fault `429-date` asks to wait unless the scenario says how many."""

Sender: TypeAlias = Literal["openai", "cloudflare", "nginx"]


@dataclass(frozen=True, kw_only=True, slots=True)
class ErrorResponse:
    """An HTTP answer with an error status, as `sender` words it.

    `retry_after` is in seconds; `retry_date` says it as a time of day.
    """

    status: int
    message: str
    type: str | None = "invalid_request_error"
    code: str | None = None
    param: str | None = None
    retry_after: float | None = None
    retry_date: bool = False
    sender: Sender = "openai"

    @property
    def content(self) -> bytes:
        """The body."""
        if self.sender == "nginx":
            return _NGINX_PAGE.format(title=self.message).replace("\n", "\r\n").encode()
        error: dict[str, object] = {"message": self.message, "type": self.type, "param": self.param, "code": self.code}
        if self.sender == "cloudflare":
            # Cloudflare gives the status as the code, a number where OpenAI has a word
            return pydantic_core.to_json({"error": dict(sorted({**error, "code": self.status}.items()))})
        return pydantic_core.to_json({"error": error}, indent=2)

    def headers(self, now: float) -> dict[str, str]:
        """Its headers, less those that every answer has. `now` in seconds since 1970."""
        headers = {
            "content-type": "text/html" if self.sender == "nginx" else "application/json",
            **_HEADERS[self.sender],
        }
        if self.status == 429:
            headers |= rate_limit_headers(left=0, wait=self.retry_after or LATER)
        if self.retry_after is not None and self.retry_date:
            # a date has no fractions: rounded up, so that nobody who keeps to it comes too early
            headers["retry-after"] = formatdate(math.ceil(now + self.retry_after), usegmt=True)
        elif self.retry_after is not None:
            headers["retry-after"] = str(math.ceil(self.retry_after))
            headers["retry-after-ms"] = str(round(self.retry_after * 1_000))
        return headers

    @property
    def error(self) -> ModelError:
        """What our client makes of it."""
        if self.code == "context_length_exceeded":
            return ModelWindowExceeded(f"the mock answered {self.status}: {self.message}")
        kind = next((kind for statuses, kind in _MEANINGS if self.status in statuses), ModelRequestRejected)
        return kind(f"the mock answered {self.status}: {self.message}", retry_after=self.retry_after)


_MEANINGS: tuple[tuple[range, type[ModelError]], ...] = (
    (range(401, 402), ModelAuthError),
    (range(403, 404), ModelAuthError),
    (range(429, 430), ModelOverloaded),
    (range(500, 600), ModelServerError),
)

_NGINX_PAGE = """\
<html>
<head><title>{title}</title></head>
<body>
<center><h1>{title}</h1></center>
<hr><center>nginx</center>
</body>
</html>
"""

_HEADERS: Mapping[Sender, Mapping[str, str]] = {
    "openai": {},
    "nginx": {"server": "nginx"},
    "cloudflare": {
        "server": "cloudflare",
        "cf-ray": "0000000000000000-FRA",
        "cache-control": "private, max-age=0, no-store, no-cache, must-revalidate, post-check=0, pre-check=0",
        "expires": "Thu, 01 Jan 1970 00:00:01 GMT",
        "referrer-policy": "same-origin",
        "x-frame-options": "SAMEORIGIN",
    },
}

_STATUS: Mapping[StatusFault, ErrorResponse] = {
    "400": ErrorResponse(status=400, message="Invalid request.", code="invalid_value"),
    "401": ErrorResponse(
        status=401,
        message="Incorrect API key provided: none. You can find your API key at"
        " https://platform.openai.com/account/api-keys.",
        code="invalid_api_key",
    ),
    "429": ErrorResponse(
        status=429,
        message=f"Rate limit reached for requests: Limit {RATE_LIMIT}, Used {RATE_LIMIT}, Requested 1. Please try again"
        " later. Visit https://platform.openai.com/account/rate-limits to learn more.",
        type="requests",
        code="rate_limit_exceeded",
    ),
    "500": ErrorResponse(
        status=500,
        message="The server had an error while processing your request. Sorry about that!",
        type="server_error",
    ),
    "502": ErrorResponse(status=502, message="Bad gateway.", type="cf_bad_gateway", sender="cloudflare"),
    "503-html": ErrorResponse(status=503, message="503 Service Temporarily Unavailable", sender="nginx"),
}


def error_of_fault(
    name: StatusFault, *, api: ModelApi = "chat", model: str = "", tokens: int = 0, retry_after: float | None = None
) -> ErrorResponse:
    """The answer for a fault that is an error status, to a request of so many tokens."""
    match name:
        case "404-model":
            return model_not_found(model)
        case "400-context":
            return _context_exceeded(api, tokens)
        case "429-date":
            return replace(_STATUS["429"], retry_after=LATER if retry_after is None else retry_after, retry_date=True)
        case _:
            return replace(_STATUS[name], retry_after=retry_after)


def model_not_found(model: str) -> ErrorResponse:
    """404 for a model that the server does not have."""
    message = f"The model `{model}` does not exist or you do not have access to it."
    return ErrorResponse(status=404, message=message, code="model_not_found")


def rate_limit_headers(*, left: int, wait: float) -> dict[str, str]:
    """What OpenAI tells of its limits: how many requests are left, and after how many seconds all of them are again."""
    reset = f"{wait:g}s" if wait >= 1 else f"{wait * 1_000:g}ms"
    return {
        "x-ratelimit-limit-requests": str(RATE_LIMIT),
        "x-ratelimit-remaining-requests": str(left),
        "x-ratelimit-reset-requests": reset,
    }


def _context_exceeded(api: ModelApi, tokens: int) -> ErrorResponse:
    """The two APIs word it differently."""
    if api == "responses":
        message = "Your input exceeds the context window of this model. Please adjust your input and try again."
        return ErrorResponse(status=400, message=message, param="input", code="context_length_exceeded")
    message = (
        f"This model's maximum context length is {CONTEXT} tokens. However, your messages resulted in"
        f" {CONTEXT + tokens} tokens. Please reduce the length of the messages."
    )
    return ErrorResponse(status=400, message=message, param="messages", code="context_length_exceeded")
