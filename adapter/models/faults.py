"""Faults: what each error of the openai package, of its transports and of a model server means to us."""

import codecs
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Final

import aiohttp
import httpx2
import openai
import pydantic_core

from adapter.errors import (
    ModelAuthError,
    ModelError,
    ModelGenerationFailed,
    ModelOverloaded,
    ModelRedirected,
    ModelReplyTooLarge,
    ModelReplyUnreadable,
    ModelRequestRejected,
    ModelServerError,
    ModelTimeout,
    ModelUnreachable,
)
from adapter.models.error_body import turn_error
from adapter.models.retry import Fault, retry_after
from adapter.models.transport import redirected_base
from adapter.tool_calls.read_reply import read_reply
from adapter.tool_calls.reply import ModelReply


def reply_or_fault(body: bytes | Mapping[str, object], status: int) -> ModelReply | Fault:
    """What a body with a good status is: a reply, the fault that it reports, or nothing that can be read."""
    try:
        reply = read_reply(body)
    except ModelReplyTooLarge as too_large:
        return Fault(error=ModelReplyTooLarge(str(too_large)), retryable=False)
    except ModelReplyUnreadable:
        message = f"the model server answered {status} with no reply in its body"
        return reported_fault(body) or Fault(error=ModelReplyUnreadable(message), retryable=False)
    if reply.finish.lower() in _FAILED_GENERATIONS:
        error = ModelGenerationFailed(f"the model stopped with {reply.finish.lower()}", generation=reply.text)
        return Fault(error=error, retryable=False)
    return (reported_fault(body) or reply) if reply.finish in ("failed", "error") else reply


_FAILED_GENERATIONS: Final = frozenset({"malformed_function_call", "unexpected_tool_call"})
"""Gemini's finish reasons for calls that it could not read."""


def reported_fault(body: bytes | Mapping[str, object]) -> Fault | None:
    """The fault that a body with status 200, or an event of a stream, reports.

    Responses sets `status: failed` and an `error` with a code (ResponseError of the openai package); OpenRouter and
    others put the HTTP status that they would have sent into `error.code`.
    """
    reported = _error_of(body)
    if not isinstance(reported, Mapping):
        return None
    code, kind = reported.get("code"), reported.get("type")
    said = f"the model server reported an error in its reply{_named(code, kind)}"
    of_turn = turn_error(reported, said)
    if of_turn is not None:
        return Fault(error=of_turn, retryable=False)
    meaning = _REPORTED.get(code) if isinstance(code, str | int) else None
    if meaning is None:
        return None
    error = meaning(said)
    return Fault(error=error, retryable=isinstance(error, _PASSING))


def _error_of(body: bytes | Mapping[str, object]) -> object:
    if isinstance(body, bytes):
        try:
            body = pydantic_core.from_json(body.removeprefix(codecs.BOM_UTF8))
        except ValueError:
            return None
    return error_in(body) if isinstance(body, Mapping) else None


def error_in(body: Mapping[str, object]) -> object:
    """The error in a decoded body or event, by itself or in its choice: OpenRouter's, where a reply broke off."""
    choices = body.get("choices")
    first = choices[0] if isinstance(choices, list) and choices else None
    return body.get("error") or (first.get("error") if isinstance(first, Mapping) else None)


_REPORTED: Final[dict[str | int, type[ModelError]]] = {
    "server_error": ModelServerError,
    "rate_limit_exceeded": ModelOverloaded,
    408: ModelTimeout,
    429: ModelOverloaded,
    **dict.fromkeys((500, 502, 503, 504), ModelServerError),
    **dict.fromkeys((401, 403), ModelAuthError),
    **dict.fromkeys((400, 402, 404, 422), ModelRequestRejected),
}

_PASSING: Final = (ModelUnreachable, ModelTimeout, ModelOverloaded, ModelServerError)
"""What can be gone a moment later."""

_MEANINGS: Final[dict[type[BaseException], type[ModelError]]] = {
    openai.OpenAIError: ModelRequestRejected,  # raised before a request is sent, or by parts that we do not use
    openai.APIError: ModelServerError,
    openai.APIConnectionError: ModelUnreachable,
    openai.APITimeoutError: ModelTimeout,
    openai.APIResponseValidationError: ModelReplyUnreadable,
    openai.APIStatusError: ModelRequestRejected,
    openai.AuthenticationError: ModelAuthError,
    openai.PermissionDeniedError: ModelAuthError,
    openai.RateLimitError: ModelOverloaded,
    openai.InternalServerError: ModelServerError,
    openai.LengthFinishReasonError: ModelReplyUnreadable,
    openai.ContentFilterFinishReasonError: ModelReplyUnreadable,
    httpx2.HTTPError: ModelUnreachable,
    httpx2.TimeoutException: ModelTimeout,
    httpx2.ConnectTimeout: ModelUnreachable,  # over aiohttp also a connection that was dropped
    httpx2.UnsupportedProtocol: ModelRequestRejected,
    httpx2.TooManyRedirects: ModelRequestRejected,
    httpx2.DecodingError: ModelReplyUnreadable,
    aiohttp.ClientError: ModelUnreachable,
    OSError: ModelUnreachable,
    TimeoutError: ModelTimeout,
}
"""Our error for each of theirs; a class that is not listed counts as its nearest listed ancestor."""

LOWER_ERRORS: Final = (openai.OpenAIError, httpx2.HTTPError, aiohttp.ClientError, OSError)
"""All that `fault_of` understands."""


def fault_of(error: Exception, now: datetime) -> Fault:
    """What an error of the openai package or of a transport means.

    The message names the HTTP status and the provider's error code, or an error class of the transport. It
    never holds the provider's own text, which may repeat the request or parts of the key.
    """
    if isinstance(error, openai.APIStatusError):
        return _status_fault(error, now)
    # The openai package knows timeouts and connection errors only; the transport below it says which.
    cause = error.__cause__
    if isinstance(error, openai.APIConnectionError) and isinstance(cause, httpx2.HTTPError):
        return fault_of(cause, now)
    meaning = _meaning(error)
    if meaning is ModelUnreachable:
        said = f"the connection to the model server failed ({type(_lowest(error)).__name__})"
    else:
        said = f"no usable reply from the model server ({type(error).__name__})"
    return Fault(error=meaning(said), retryable=issubclass(meaning, _PASSING))


def _lowest(error: Exception) -> Exception:
    """The first error of a chain: a refused connection, an unknown host, a certificate."""
    while isinstance(error.__cause__, Exception):
        error = error.__cause__
    return error


def _status_fault(error: openai.APIStatusError, now: datetime) -> Fault:
    # RFC 9110 lets a client repeat after 408; for the openai package it is no class of its own.
    if error.status_code in _REDIRECTS:
        return Fault(error=_redirected(error.response), retryable=False)
    meaning = ModelTimeout if error.status_code == 408 else _meaning(error)
    headers = error.response.headers
    told_not_to = headers.get("x-should-retry") == "false" or "insufficient_quota" in (error.code, error.type)
    said = f"the model server answered {error.status_code}{_named(error.code, error.type)}"
    of_turn = turn_error(error.body, said) if error.status_code not in _NEVER_OF_A_TURN else None
    found = of_turn or meaning(said, retry_after=retry_after(headers, now))
    found.status = error.status_code
    return Fault(error=found, retryable=of_turn is None and issubclass(meaning, _PASSING) and not told_not_to)


_REDIRECTS: Final = (301, 302, 303, 307, 308)


def _redirected(response: httpx2.Response) -> ModelRedirected:
    base_url = redirected_base(response)
    elsewhere, right = (f" to {base_url}", f"={base_url} if") if base_url else ("", " to the address where")
    found = ModelRedirected(
        f"the model server answered {response.status_code}: it redirects{elsewhere}, and a conversation is sent to no"
        f" other address than the one that is set: set OPENAI_BASE_URL{right} the model is there",
        base_url=base_url,
    )
    found.status = response.status_code
    return found


_NEVER_OF_A_TURN: Final = (401, 402, 404, 408, 429, 502, 503, 504)
"""Statuses whose reason lies outside what was said, whatever words they come with."""


def _meaning(error: BaseException) -> type[ModelError]:
    return next(_MEANINGS[kind] for kind in type(error).__mro__ if kind in _MEANINGS)


def _named(*candidates: object) -> str:
    """The first candidate that looks like an error code, in brackets. Digits never do: they could be anything."""
    for candidate in candidates:
        if isinstance(candidate, str) and re.fullmatch(r"[A-Za-z_]{1,64}", candidate):
            return f" ({candidate})"
    return ""
