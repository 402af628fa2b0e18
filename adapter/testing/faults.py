"""Faults by name: how model servers fail, as the HTTP answer that a client gets and as the error that we make of it.

Statuses, error bodies and headers are those of OpenAI's API (error codes guide, August 2026); the HTML page is what
gateways in front of such servers send.
"""

from dataclasses import dataclass, replace
from typing import Literal, TypeAlias, get_args

import pydantic_core

from adapter.errors import (
    ModelAuthError,
    ModelError,
    ModelOverloaded,
    ModelReplyUnreadable,
    ModelRequestRejected,
    ModelServerError,
    ModelTimeout,
    ModelUnreachable,
)

StatusFault: TypeAlias = Literal["400", "401", "404-model", "429", "500", "503-html"]
"""Answered with an error status."""

WireFault: TypeAlias = Literal["reset", "stall", "truncated-json", "empty-choices"]
"""The transport or the body breaks: closed before the body, never answered, cut in the middle, without any choice."""

ReplyFault: TypeAlias = Literal[
    "empty-reply",
    "bad-arguments",
    "unknown-tool",
    "unknown-key",
    "two-calls",
    "duplicate-call",
    "length",
    "content-filter",
]
"""A well-formed body in which the model itself misbehaves."""

FaultName: TypeAlias = Literal[StatusFault, WireFault, ReplyFault]
WIRE_FAULTS: tuple[WireFault, ...] = get_args(WireFault)
REPLY_FAULTS: tuple[ReplyFault, ...] = get_args(ReplyFault)
STATUS_FAULTS: tuple[StatusFault, ...] = get_args(StatusFault)


@dataclass(frozen=True, kw_only=True, slots=True)
class ErrorAnswer:
    """An HTTP answer with an error status. `retry_after` in seconds."""

    status: int
    message: str
    type: str | None = "invalid_request_error"
    code: str | None = None
    param: str | None = None
    retry_after: float | None = None
    html: bool = False

    @property
    def content(self) -> bytes:
        """The body: OpenAI's error object, or a page of HTML."""
        if self.html:
            page = (
                f"<html>\n<head><title>{self.message}</title></head>\n<body><h1>{self.message}</h1></body>\n</html>\n"
            )
            return page.encode()
        error = {"message": self.message, "type": self.type, "param": self.param, "code": self.code}
        return pydantic_core.to_json({"error": error}, indent=2)

    @property
    def headers(self) -> dict[str, str]:
        """Its headers, less those that every answer has."""
        headers = {"content-type": "text/html" if self.html else "application/json"}
        if self.retry_after is not None:
            headers["retry-after"] = f"{self.retry_after:g}"
        return headers

    @property
    def error(self) -> ModelError:
        """What our client makes of it."""
        kind = next((kind for statuses, kind in _MEANINGS if self.status in statuses), ModelRequestRejected)
        return kind(f"the mock answered {self.status}: {self.message}", retry_after=self.retry_after)


_MEANINGS: tuple[tuple[range, type[ModelError]], ...] = (
    (range(401, 402), ModelAuthError),
    (range(403, 404), ModelAuthError),
    (range(429, 430), ModelOverloaded),
    (range(500, 600), ModelServerError),
)

_STATUS: dict[StatusFault, ErrorAnswer] = {
    "400": ErrorAnswer(status=400, message="Invalid request.", code="invalid_value"),
    "401": ErrorAnswer(
        status=401,
        message="Incorrect API key provided. You can find your API key at https://platform.openai.com/account/api-keys.",
        code="invalid_api_key",
    ),
    "404-model": ErrorAnswer(status=404, message="", code="model_not_found"),
    "429": ErrorAnswer(
        status=429,
        message="Rate limit reached for requests. Please try again later.",
        type="requests",
        code="rate_limit_exceeded",
    ),
    "500": ErrorAnswer(
        status=500,
        message="The server had an error while processing your request. Sorry about that!",
        type="server_error",
    ),
    "503-html": ErrorAnswer(status=503, message="503 Service Temporarily Unavailable", html=True),
}


def status_fault(name: StatusFault, *, model: str, retry_after: float | None = None) -> ErrorAnswer:
    """The answer for a fault that is an error status."""
    answer = _STATUS[name]
    if name == "404-model":
        return unknown_model(model)
    return replace(answer, retry_after=retry_after)


def unknown_model(model: str) -> ErrorAnswer:
    """404 for a model that the server does not have."""
    message = f"The model `{model}` does not exist or you do not have access to it."
    return ErrorAnswer(status=404, message=message, code="model_not_found")


def wire_error(name: WireFault) -> ModelError | None:
    """What our client makes of a fault of transport or body; None where it reads an empty reply."""
    kind, message = _WIRE_ERRORS.get(name, (None, ""))
    return kind(message) if kind else None


_WIRE_ERRORS: dict[WireFault, tuple[type[ModelError], str]] = {
    "reset": (ModelUnreachable, "the mock closed the connection"),
    "stall": (ModelTimeout, "the mock never answered"),
    "truncated-json": (ModelReplyUnreadable, "the mock cut its body"),
}
