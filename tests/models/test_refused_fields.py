"""Which field a server refuses, in the words of the servers that there are; and what is asked then, over real HTTP."""

import json
import logging
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapter.errors import ModelRequestRejected
from adapter.models.profiles import Profile
from adapter.models.refused_fields import refused_fields, words_of
from adapter.models.request_fields import LIMIT_NAMES, request_fields
from adapter.models.server_words import LONGEST, server_words
from adapter.tool_calls.reply import ModelReply
from tests.models.wire import CHAT, KEY, OK, REQUEST, Meeting, answer, meeting

SENT = {"max_tokens", "strict", "temperature", "seed", "parallel_tool_calls", "reasoning_effort", "tool_choice", "text"}

OPENAI = {
    "message": "Unsupported parameter: 'max_tokens' is not supported with this model."
    " Use 'max_completion_tokens' instead.",
    "type": "invalid_request_error",
    "param": "max_tokens",
    "code": "unsupported_parameter",
}
ONLY_DEFAULT = {
    "message": "Unsupported value: 'temperature' does not support 0 with this model. Only the default is supported.",
    "param": "temperature",
    "code": "unsupported_value",
}


@pytest.mark.parametrize(
    ("body", "names"),
    [
        (OPENAI, {"max_tokens"}),
        (ONLY_DEFAULT, {"temperature"}),
        ({"message": "Unrecognized request argument supplied: parallel_tool_calls"}, {"parallel_tool_calls"}),
        ({"message": "bad", "param": "tools[0].function.strict"}, {"strict"}),
        (
            {"detail": [{"type": "extra_forbidden", "loc": ["body", "seed"], "msg": "Extra inputs are not permitted"}]},
            {"seed"},
        ),
        (
            {"object": "error", "message": {"detail": [{"loc": ["body", "tools", 0, "function", "strict"]}]}},
            {"strict"},
        ),
        ({"message": 'Invalid JSON payload received. Unknown name "seed": Cannot find field.'}, {"seed"}),
        ({"message": "property 'seed' is unsupported, did you mean 'stop'?"}, {"seed"}),
        (
            {"message": "x does not support parameters: ['parallel_tool_calls', 'tool_choice']", "param": "None"},
            {"parallel_tool_calls", "tool_choice"},
        ),
        ("Unrecognized field: reasoning_effort", {"reasoning_effort"}),
        ({"error": {"message": "extra field 'text' not permitted"}}, {"text"}),
        # nothing that leaving a field out would cure
        ({"message": "the text of a message must not be empty"}, set()),
        ({"message": "conversation roles must alternate", "param": "messages"}, set()),
        ({"message": "'max_tokens' is too large: 200. This model's maximum context length is 2048 tokens."}, set()),
        ({"message": "temperature is mentioned in a message", "param": "messages.0.content"}, set()),
        ({"detail": [{"loc": ["body", "messages", 1], "msg": "bad role", "input": "strict temperature seed"}]}, set()),
        ("<html>strict temperature</html>", set()),
        (None, set()),
        ({"message": 7, "detail": {"error": []}}, set()),
    ],
)
def test_a_field_is_refused_where_the_server_names_it_as_the_reason(body: object, names: set[str]) -> None:
    assert refused_fields(body, SENT, LIMIT_NAMES) == names


JSON = st.recursive(
    st.none() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["message", "detail", "error", "param", "loc", "msg"]), inner, max_size=3)
    ),
    max_leaves=12,
)


@given(JSON)
def test_any_body_is_read(body: object) -> None:
    assert refused_fields(body, SENT, LIMIT_NAMES) <= SENT
    assert isinstance(words_of(body), str)
    assert len(server_words(body, REQUEST, key=KEY)) <= LONGEST


# Over real HTTP


def refusal(error: object, status: int = 400) -> bytes:
    return answer(status, json.dumps({"error": error}).encode())


def bodies(met: Meeting) -> list[dict[str, Any]]:
    return [json.loads(body) for body in met.server.bodies]


def with_fields(met: Meeting, **profile: Any) -> None:
    met.model._fields = request_fields("chat", Profile(name="p", **profile))


@pytest.mark.anyio
@pytest.mark.parametrize("stream", [False, True])
async def test_a_refused_field_is_left_out_at_once_logged_once_and_never_sent_again(
    stream: bool, caplog: pytest.LogCaptureFixture
) -> None:
    refusals = [refusal(OPENAI), refusal(ONLY_DEFAULT), refusal({"message": "unknown: strict"}, 422)]
    async with meeting(*refusals, OK, stream=stream, attempts=1) as met:
        with_fields(met, temperature=0)
        assert (await met.reply()).tool_calls
        assert (await met.reply()).tool_calls
        asked = bodies(met)
    assert [("max_tokens" in body, "temperature" in body, "strict" in json.dumps(body)) for body in asked] == [
        (True, True, True),
        (False, True, True),
        (False, False, True),
        (False, False, False),
        (False, False, False),
    ]
    assert all(body["max_completion_tokens"] == 200 for body in asked[1:])
    assert not met.waits
    told = [record.getMessage() for record in caplog.records if record.name == "adapter.models.openai"]
    assert told == [
        "model m: its server refuses the field max_tokens: not sent any more, max_completion_tokens is sent instead",
        "model m: its server refuses the field temperature: not sent any more",
        "model m: its server refuses the field strict: not sent any more",
    ]


@pytest.mark.anyio
async def test_a_server_that_refuses_every_limit_is_not_asked_without_one() -> None:
    async with meeting(refusal(OPENAI), refusal({**OPENAI, "param": "max_completion_tokens"})) as met:
        assert type(await met.error()) is ModelRequestRejected
        assert [sorted(body.keys() & set(LIMIT_NAMES)) for body in bodies(met)] == [
            ["max_tokens"],
            ["max_completion_tokens"],
        ]


@pytest.mark.anyio
async def test_the_servers_own_words_stand_in_the_log_masked_cut_and_without_what_was_said(
    caplog: pytest.LogCaptureFixture,
) -> None:
    words = (
        f"Roles must alternate. Key {KEY} or sk-proj-****abcd, call +49 211 5566 0001 or a@b.example: 'My card is gone'"
    )
    async with meeting(refusal({"message": words + " and so on" * 99})) as met:
        error = await met.error()
        await met.error()
    assert error.server_words.startswith("Roles must alternate. Key [key] or [key] call [number]")
    assert len(error.server_words) == LONGEST
    assert "card" not in error.server_words
    told = [
        r.getMessage() for r in caplog.records if r.name == "adapter.models.openai" and r.levelno >= logging.WARNING
    ]
    assert told == [f"model m: its server answered 400: {error.server_words}"]
    assert error.server_words not in str(error)


# A model that thinks


def thought_only(finish: str = "length") -> bytes:
    body = {**CHAT, "choices": [{"message": {"content": "", "reasoning_content": "hm"}, "finish_reason": finish}]}
    return answer(body=json.dumps(body).encode())


@pytest.mark.anyio
async def test_a_model_whose_thoughts_use_up_the_limit_is_named_once_and_gets_more_from_then_on(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with meeting(thought_only()) as met:
        for _ in range(4):
            assert isinstance(await met.reply(), ModelReply)
        assert [body["max_tokens"] for body in bodies(met)] == [200, 2200, 2200, 2200]
    told = [record.getMessage() for record in caplog.records if record.name == "adapter.models.openai"]
    assert ["ADAPTER_MODEL_PROFILE=reasoning" in line or "ADAPTER_MAX_TOKENS" in line for line in told] == [True, True]


@pytest.mark.anyio
@pytest.mark.parametrize("answers", [thought_only("stop"), OK])
async def test_other_replies_keep_the_limit(answers: bytes) -> None:
    async with meeting(answers) as met:
        await met.reply()
        assert met.model._fields == request_fields("chat")
