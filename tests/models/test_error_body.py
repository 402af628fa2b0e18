"""What a server's error says of the turn, in the words of many servers, and what stays an ordinary fault."""

import json

import pytest

from adapter.errors import (
    ModelAuthError,
    ModelError,
    ModelGenerationFailed,
    ModelInputRefused,
    ModelOverloaded,
    ModelRequestRejected,
    ModelServerError,
    ModelWindowExceeded,
)
from adapter.models.error_body import turn_error
from adapter.models.faults import fault_of, reply_or_fault, reported_fault
from adapter.models.retry import Fault
from tests.models.test_openai_faults import NOW, status_error

SAID = "the stolen tractor of Mr Miller"


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (400, {"message": f"Filtered: {SAID}", "type": None, "param": "prompt", "code": "content_filter"}),
        (400, {"message": "no", "code": "x", "innererror": {"code": "ResponsibleAIPolicyViolation"}}),
        (400, {"message": "Invalid prompt: flagged as unsafe.", "code": "invalid_prompt"}),
        (400, {"message": "litellm.BadRequestError: ContentPolicyViolationError: no", "code": "400", "type": None}),
        (400, {"message": "Content Exists Risk", "type": "invalid_request_error", "code": "invalid_request_error"}),
        (400, {"message": "Input data may contain inappropriate content.", "code": "data_inspection_failed"}),
        (400, {"message": "The message was blocked by content filtering policy.", "type": "invalid_request_error"}),
        (403, {"message": 'Your input was flagged for "violence".', "code": 403, "metadata": {"reasons": ["x"]}}),
        (422, {"message": "The request was flagged by a guard.", "code": "guard"}),
    ],
)
def test_a_filter_that_refuses_what_was_said_is_told_from_a_wrong_request(status: int, error: object) -> None:
    assert kind_of(status, error) is ModelInputRefused


@pytest.mark.parametrize(
    ("status", "error", "sizes"),
    [
        (
            400,
            {
                "code": 400,
                "message": "the request exceeds the available context size, try increasing it",
                "type": "exceed_context_size_error",
                "n_prompt_tokens": 2711,
                "n_ctx": 2048,
            },
            "2711 tokens for a window of 2048",
        ),
        (
            400,
            {
                "message": "This model's maximum context length is 16,385 tokens. However, your messages resulted in"
                " 17,002 tokens. Please reduce the length of the messages.",
                "code": "context_length_exceeded",
            },
            "17002 tokens for a window of 16385",
        ),
        (
            400,
            {"message": "prompt is too long: 208310 tokens > 200000 maximum"},
            "208310 tokens for a window of 200000",
        ),
        (
            400,
            {"message": "The input token count (1200) exceeds the maximum number of tokens allowed (1048)."},
            "1200 tokens for a window of 1048",
        ),
        (
            422,
            {"message": "Input validation error: `inputs` tokens + `max_new_tokens` must be <= 4096. Given: 4400."},
            "4400 tokens for a window of 4096",
        ),
        (
            400,
            {"message": "The decoder prompt (length 5001) is longer than the maximum model length of 4096."},
            "5001 tokens for a window of 4096",
        ),
        (500, {"message": "Context size has been exceeded.", "type": "server_error", "code": 500}, ""),
        (413, {"message": "Please reduce the length of the messages or completion.", "code": "x"}, ""),
        (400, {"message": "no", "code": "ContextWindowExceededError"}, ""),
    ],
)
def test_a_window_that_is_too_small_is_named_with_its_numbers(status: int, error: object, sizes: str) -> None:
    fault = fault_of(status_error(status, error), NOW)
    assert type(fault.error) is ModelWindowExceeded
    assert not fault.retryable
    assert str(fault.error).partition(": ")[2] == sizes


@pytest.mark.parametrize(
    ("status", "error", "generation"),
    [
        (
            400,
            {"message": "Failed to call a function.", "code": "tool_use_failed", "failed_generation": f"<x>{SAID}"},
            f"<x>{SAID}",
        ),
        (400, {"message": "tool call validation failed: parameters do not match", "code": None}, ""),
        (500, {"code": 500, "message": f"Failed to parse input at pos 4: {SAID}", "type": "server_error"}, SAID),
        (500, {"code": 500, "message": "Failed to parse tool call arguments as JSON", "type": "server_error"}, ""),
        (400, {"message": "Failed to parse fc related info to json format!", "code": 400}, ""),
        (400, {"message": "no", "code": "json_validate_failed", "failed_generation": ""}, ""),
    ],
)
def test_a_generation_that_the_server_could_not_read_comes_with_what_is_left_of_it(
    status: int, error: object, generation: str
) -> None:
    fault = fault_of(status_error(status, error), NOW)
    assert isinstance(fault.error, ModelGenerationFailed)
    assert (fault.error.generation, fault.retryable) == (generation, False)
    assert SAID not in str(fault.error)


@pytest.mark.parametrize(
    ("status", "error", "kind"),
    [
        (400, {"message": "Unknown parameter: 'seed'.", "code": "unknown_parameter"}, ModelRequestRejected),
        (400, {"message": "roles must alternate", "code": "3230"}, ModelRequestRejected),
        (400, "nothing", ModelRequestRejected),
        (400, None, ModelRequestRejected),
        (400, [], ModelRequestRejected),
        (401, {"message": "The request was flagged.", "code": "content_filter"}, ModelAuthError),
        (403, {"message": "No access to this model.", "code": "model_not_allowed"}, ModelAuthError),
        (429, {"message": "prompt is too long for your tier", "code": "rate_limit_exceeded"}, ModelOverloaded),
        (500, {"message": "The server had an error.", "type": "server_error"}, ModelServerError),
        (503, {"message": "Loading model", "type": "unavailable_error"}, ModelServerError),
    ],
)
def test_every_other_error_means_what_its_status_means(status: int, error: object, kind: type[ModelError]) -> None:
    assert kind_of(status, error) is kind


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        ({"code": "invalid_prompt", "message": SAID}, ModelInputRefused),
        ({"code": "tool_use_failed", "message": "x", "failed_generation": "y"}, ModelGenerationFailed),
        ({"code": 400, "message": "This model's maximum context length is 512 tokens."}, ModelWindowExceeded),
    ],
)
def test_the_same_reported_with_status_200_or_in_a_stream(error: object, kind: type[ModelError]) -> None:
    fault = reported_fault(json.dumps({"status": "failed", "error": error}).encode())
    assert fault is not None
    assert type(fault.error) is kind
    assert SAID not in str(fault.error)


@pytest.mark.parametrize("finish", ["malformed_function_call", "MALFORMED_FUNCTION_CALL", "UNEXPECTED_TOOL_CALL"])
def test_a_reply_whose_call_its_server_could_not_read_is_no_reply(finish: str) -> None:
    message = {"content": "One moment", "tool_calls": [{"function": {"name": "transfer_to_ga", "arguments": ""}}]}
    outcome = reply_or_fault({"choices": [{"message": message, "finish_reason": finish}]}, 200)
    assert isinstance(outcome, Fault)
    assert isinstance(outcome.error, ModelGenerationFailed)
    assert outcome.error.generation == "One moment"


def test_what_is_kept_of_an_error_is_bounded() -> None:
    error = turn_error({"code": "tool_use_failed", "failed_generation": "x" * 100_000}, "said")
    assert isinstance(error, ModelGenerationFailed)
    assert len(error.generation) == 4_000
    assert turn_error({"message": "x" * 100_000 + " content exists risk"}, "said") is None
    assert turn_error(7, "said") is None


def kind_of(status: int, error: object) -> type[ModelError]:
    found = fault_of(status_error(status, error), NOW).error
    assert SAID not in str(found)
    return type(found)
