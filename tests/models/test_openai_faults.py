"""Every error of the openai package and of its transports means exactly one of ours, and no message tells a secret."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime

import aiohttp
import httpx2
import openai
import pytest

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
from adapter.models.faults import fault_of, reported_fault

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
REQUEST = httpx2.Request(
    "POST", "http://127.0.0.1/v1/chat/completions", headers={"Authorization": "Bearer sk-secret1"}, content=b"my card"
)


def status_error(status: int, error: object = None, headers: dict[str, str] | None = None) -> openai.APIStatusError:
    """The error that the openai package itself makes of an answer."""
    response = httpx2.Response(status, json={"error": error}, headers=headers, request=REQUEST)
    client = openai.AsyncOpenAI(api_key="sk-secret1", http_client=httpx2.AsyncClient())
    return client._make_status_error_from_response(response)


def error_of(kind: type[openai.OpenAIError]) -> openai.OpenAIError:
    """An error of that class, whatever its own constructor wants: the class alone decides."""
    error = kind.__new__(kind)
    if isinstance(error, openai.APIStatusError):
        response = httpx2.Response(418, request=REQUEST)
        openai.APIStatusError.__init__(error, "my card sk-secret1", response=response, body=None)
    return error


def chained(error: Exception, cause: Exception) -> Exception:
    error.__cause__ = cause
    return error


def subclasses(root: type[openai.OpenAIError]) -> Iterator[type[openai.OpenAIError]]:
    for kind in root.__subclasses__():
        yield kind
        yield from subclasses(kind)


@pytest.mark.parametrize(
    ("status", "meaning", "again"),
    [
        (300, ModelRequestRejected, False),
        (304, ModelRequestRejected, False),
        (400, ModelRequestRejected, False),
        (401, ModelAuthError, False),
        (402, ModelRequestRejected, False),
        (403, ModelAuthError, False),
        (404, ModelRequestRejected, False),
        (405, ModelRequestRejected, False),
        (408, ModelTimeout, True),
        (409, ModelRequestRejected, False),
        (413, ModelRequestRejected, False),
        (422, ModelRequestRejected, False),
        (429, ModelOverloaded, True),
        (500, ModelServerError, True),
        (502, ModelServerError, True),
        (503, ModelServerError, True),
        (504, ModelServerError, True),
        (529, ModelServerError, True),
        (599, ModelServerError, True),
    ],
)
def test_every_status_means_one_error(status: int, meaning: type[ModelError], again: bool) -> None:
    fault = fault_of(status_error(status), NOW)
    assert type(fault.error) is meaning
    assert str(status) in str(fault.error)
    assert fault.retryable is again


PUBLIC: dict[type[openai.OpenAIError], type[ModelError]] = {
    openai.OpenAIError: ModelRequestRejected,
    openai.APIError: ModelServerError,
    openai.APIConnectionError: ModelUnreachable,
    openai.APITimeoutError: ModelTimeout,
    openai.APIResponseValidationError: ModelReplyUnreadable,
    openai.LengthFinishReasonError: ModelReplyUnreadable,
    openai.ContentFilterFinishReasonError: ModelReplyUnreadable,
    openai.APIStatusError: ModelRequestRejected,
    openai.BadRequestError: ModelRequestRejected,
    openai.AuthenticationError: ModelAuthError,
    openai.OAuthError: ModelAuthError,
    openai.PermissionDeniedError: ModelAuthError,
    openai.NotFoundError: ModelRequestRejected,
    openai.ConflictError: ModelRequestRejected,
    openai.UnprocessableEntityError: ModelRequestRejected,
    openai.RateLimitError: ModelOverloaded,
    openai.InternalServerError: ModelServerError,
    openai.WebSocketConnectionClosedError: ModelRequestRejected,
    openai.WebSocketQueueFullError: ModelRequestRejected,
}


@pytest.mark.parametrize(("kind", "meaning"), PUBLIC.items())
def test_every_error_class_of_the_openai_package_means_one_error(
    kind: type[openai.OpenAIError], meaning: type[ModelError]
) -> None:
    assert type(fault_of(error_of(kind), NOW).error) is meaning


def test_no_error_class_that_the_openai_package_exports_is_missing_from_the_tables() -> None:
    exported = {
        kind
        for name in openai.__all__
        if isinstance(kind := getattr(openai, name), type) and issubclass(kind, openai.OpenAIError)
    }
    assert exported <= PUBLIC.keys()


def test_error_classes_that_the_openai_package_keeps_to_itself_have_a_meaning_too() -> None:
    private = set(subclasses(openai.OpenAIError)) - PUBLIC.keys()
    assert private
    for kind in private:
        assert isinstance(fault_of(error_of(kind), NOW).error, ModelError), kind


@pytest.mark.parametrize(
    ("cause", "meaning", "again"),
    [
        (httpx2.ConnectError("x"), ModelUnreachable, True),
        (httpx2.ConnectTimeout("x"), ModelUnreachable, True),
        (httpx2.ReadTimeout("x"), ModelTimeout, True),
        (httpx2.WriteTimeout("x"), ModelTimeout, True),
        (httpx2.PoolTimeout("x"), ModelTimeout, True),
        (httpx2.ReadError("x"), ModelUnreachable, True),
        (httpx2.WriteError("x"), ModelUnreachable, True),
        (httpx2.CloseError("x"), ModelUnreachable, True),
        (httpx2.ProxyError("x"), ModelUnreachable, True),
        (httpx2.RemoteProtocolError("x"), ModelUnreachable, True),
        (httpx2.LocalProtocolError("x"), ModelUnreachable, True),
        (httpx2.UnsupportedProtocol("x"), ModelRequestRejected, False),
        (httpx2.TooManyRedirects("x"), ModelRequestRejected, False),
        (httpx2.DecodingError("x"), ModelReplyUnreadable, False),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else None,
)
def test_every_transport_error_means_one_error_bare_or_wrapped(
    cause: Exception, meaning: type[ModelError], again: bool
) -> None:
    for error in (cause, chained(openai.APIConnectionError(request=REQUEST), cause)):
        fault = fault_of(error, NOW)
        assert type(fault.error) is meaning
        assert fault.retryable is again


@pytest.mark.parametrize(
    ("error", "meaning"),
    [
        (aiohttp.ClientPayloadError("x"), ModelUnreachable),
        (aiohttp.ServerDisconnectedError("x"), ModelUnreachable),
        (ConnectionResetError("x"), ModelUnreachable),
        (TimeoutError("x"), ModelTimeout),
    ],
)
def test_errors_that_no_layer_above_has_wrapped_are_understood(error: Exception, meaning: type[ModelError]) -> None:
    assert type(fault_of(error, NOW).error) is meaning


def test_a_failed_connection_names_what_failed_first() -> None:
    error = chained(
        openai.APIConnectionError(request=REQUEST), chained(httpx2.ConnectError("x"), ConnectionRefusedError())
    )
    assert str(fault_of(error, NOW).error) == "the connection to the model server failed (ConnectionRefusedError)"


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (
            {"code": "model_not_found", "type": "invalid_request_error"},
            "the model server answered 404 (model_not_found)",
        ),
        ({"code": None, "type": "invalid_request_error"}, "the model server answered 404 (invalid_request_error)"),
        ({"code": 404, "type": "NotFoundError"}, "the model server answered 404 (NotFoundError)"),
        ({"code": "+4921155660001", "type": "sk-secret1"}, "the model server answered 404"),
        ({"code": "my card is gone"}, "the model server answered 404"),
        ("my card is gone", "the model server answered 404"),
        (None, "the model server answered 404"),
    ],
)
def test_a_message_names_status_and_code_and_nothing_that_could_be_a_secret(error: object, message: str) -> None:
    assert str(fault_of(status_error(404, error), NOW).error) == message


def test_an_error_of_ours_drags_none_of_theirs_along() -> None:
    error = status_error(400, {"message": "my card +4921155660001", "code": None})
    ours = fault_of(error, NOW).error
    assert ours.__cause__ is None
    assert ours.__context__ is None


@pytest.mark.parametrize(
    ("status", "error", "headers"),
    [
        (429, {"code": "insufficient_quota"}, {}),
        (429, {"code": None, "type": "insufficient_quota"}, {}),
        (429, None, {"x-should-retry": "false"}),
        (500, None, {"x-should-retry": "false"}),
    ],
)
def test_a_server_that_says_that_asking_again_is_no_use_is_believed(
    status: int, error: object, headers: dict[str, str]
) -> None:
    assert not fault_of(status_error(status, error, headers), NOW).retryable


def test_the_wait_that_a_server_asks_for_stands_in_the_error() -> None:
    assert fault_of(status_error(429, headers={"Retry-After": "7"}), NOW).error.retry_after == 7.0
    assert fault_of(status_error(503, headers={"Retry-After-Ms": "20"}), NOW).error.retry_after == 0.02
    assert fault_of(status_error(429), NOW).error.retry_after is None


@pytest.mark.parametrize(
    ("code", "meaning", "again"),
    [
        ("server_error", ModelServerError, True),
        ("rate_limit_exceeded", ModelOverloaded, True),
        (429, ModelOverloaded, True),
        (502, ModelServerError, True),
        (401, ModelAuthError, False),
        (400, ModelRequestRejected, False),
    ],
)
def test_an_error_reported_with_status_200_counts_like_its_status(
    code: object, meaning: type[ModelError], again: bool
) -> None:
    error = {"error": {"code": code, "message": "my card"}}
    for body in (error, {"choices": [{"message": {"content": "Half a"}, "finish_reason": "error", **error}]}):
        fault = reported_fault(json.dumps(body).encode())
        assert fault is not None
        assert type(fault.error) is meaning
        assert fault.retryable is again
        assert "my card" not in str(fault.error)


@pytest.mark.parametrize(
    "body",
    [b"", b"<html>", b"[]", b'{"error":null}', b'{"error":"x"}', b'{"error":{}}', b'{"error":{"code":["x"]}}', b"\xff"],
)
def test_a_body_that_reports_nothing_known_is_no_such_fault(body: bytes) -> None:
    assert reported_fault(body) is None
