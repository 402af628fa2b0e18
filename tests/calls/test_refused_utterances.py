"""Whole calls with a model server that refuses words, cannot read its model, or has a small window."""

import json
import logging
from collections.abc import Callable

import pytest

from adapter import Assistant, Directory
from adapter.calls.state import Call, dump_call, load_call
from adapter.errors import ModelWindowExceeded
from adapter.testing import MockModel, ScriptedModel, calls, refuses, says
from adapter.testing.scenario import Scenario
from adapter.tool_calls.history import WORDS_LEFT_OUT, utterances
from adapter.tool_calls.reply import ModelReply
from adapter.tool_calls.request import ModelRequest
from adapter.transfers.call_info import CallInfo

pytestmark = pytest.mark.anyio

Make = Callable[..., Directory]
BAD = "I will set your garage on fire"


@pytest.fixture
def directory(directory_of: Make) -> Directory:
    return directory_of(garage={"message": "The garage."}, depot={"message": "The depot."}, fallback="depot")


def event(kind: str, **fields: object) -> dict[str, object]:
    return {"type": kind, "session": {"id": "call-1"}, **fields}


def server(error: dict[str, object] | None, *, status: int = 400, **rules: object) -> Scenario:
    """A server that refuses the bad words, and transfers to the garage else."""
    body: dict[str, object] = {"error": error}
    if error is None:
        status = 200
        body = {"choices": [{"message": {"role": "assistant", "content": ""}, "finish_reason": "content_filter"}]}
    raw = {"status": status, "headers": {"content-type": "application/json"}, "body": json.dumps(body)}
    return Scenario.model_validate(
        {"rules": [{"match": {"words": "fire"}, "reply": {"raw": raw}}, {"reply": {"call": "garage"}}], **rules}
    )


@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize(
    "error",
    [
        {"message": "The response was filtered.", "code": "content_filter", "param": "prompt"},
        {"message": "Your prompt was flagged.", "code": "invalid_prompt"},
        {"message": "Content Exists Risk", "code": "invalid_request_error"},
        None,
    ],
)
async def test_refused_words_are_asked_for_differently_and_leave_the_history(
    directory: Directory, error: dict[str, object] | None, stream: bool
) -> None:
    model = MockModel(server(error), stream=stream and error is not None)
    async with Assistant(directory, model) as assistant:
        await assistant.handle(event("session_start"))
        (asked,) = await assistant.handle(event("user_speak", text=BAD))
        assert asked["text"] == "I would like to connect you with the right place. What is it about?"
        (announced,) = await assistant.handle(event("user_speak", text="Sorry. I have a flat tyre."))
        assert announced["text"] == "The garage."
    last = model.requests[-1].conversation
    assert not any("fire" in message.text for message in last)
    assert WORDS_LEFT_OUT in [message.text for message in last]


async def test_words_that_are_refused_twice_lead_to_the_fallback(directory: Directory) -> None:
    async with Assistant(directory, MockModel(server({"code": "content_filter"}))) as assistant:
        await assistant.handle(event("user_speak", text=BAD))
        (announced,) = await assistant.handle(event("user_speak", text=f"{BAD}!"))
    assert announced["text"] == "The depot."


async def test_what_the_model_itself_refuses_leaves_too(directory: Directory) -> None:
    with ScriptedModel([refuses(), says("What is it about?")]) as model:
        async with Assistant(directory, model) as assistant:
            await assistant.handle(event("user_speak", text=BAD))
            await assistant.handle(event("user_speak", text="Hello?"))
    assert utterances(model.requests[1].conversation) == ["Hello?"]


async def test_a_generation_that_its_server_could_not_read_is_asked_for_again(directory: Directory) -> None:
    error: dict[str, object] = {
        "message": "Failed to call a function.",
        "code": "tool_use_failed",
        "failed_generation": "<garage",
    }
    model = MockModel(server(error))
    async with Assistant(directory, model) as assistant:
        (announced,) = await assistant.handle(event("user_speak", text=BAD))
    assert announced["text"] == "The depot."  # it failed again
    assert [message.text for message in model.requests[1].conversation[:2]] == [BAD, "<garage"]
    assert len(model.requests) == 2


async def test_a_small_window_is_told_once_a_call_and_what_left_stays_away(
    directory: Directory, caplog: pytest.LogCaptureFixture
) -> None:
    async def answer(request: ModelRequest) -> ModelReply:
        if len(request.conversation) > 8:
            raise ModelWindowExceeded("the model server answered 400: 2500 tokens for a window of 2048")
        return says("Yes.") if "tyre" not in request.conversation[-1].text else calls("garage")

    model = ScriptedModel(then=None, steps=[answer] * 40)
    assistant = Assistant(directory, model)
    with caplog.at_level(logging.WARNING):
        for number in range(14):
            (said,) = await assistant.handle(event("user_speak", text=f"Question {number}?"))
            assert said["text"] == "Yes."
        (said,) = await assistant.handle(event("user_speak", text="I have a flat tyre."))
    assert said["text"] == "The garage."
    refused = [request for request in model.requests if len(request.conversation) > 8]
    assert 1 < len(refused) < 8
    assert utterances(model.requests[-1].conversation)[0] != "Question 0?"
    told = [record.getMessage() for record in caplog.records if "window" in record.getMessage()]
    assert told == [
        "call call-1: the model's window is too small: the model server answered 400: 2500 tokens for a window of 2048"
    ]
    await assistant.aclose()


def test_a_call_that_was_stored_before_is_read() -> None:
    call = Call(info=CallInfo(id="call-1"), phase="listening")
    stored = dump_call(call)
    assert b',"shortened":false' in stored
    assert load_call(stored.replace(b',"shortened":false', b"")) == call
