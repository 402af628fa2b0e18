"""Finished or not: which words for why a model stopped mean that the reply is whole, and what is used of others."""

from typing import Any

import pytest

from adapter import Directory, Toolset, TransferTools, decide
from adapter.tool_calls.accumulator import accumulator_for
from adapter.tool_calls.decision import Decision, Failed, HangUp, Reply, Transfer, Unclear
from adapter.tool_calls.read_reply import read_reply

WHOLE: list[str | None] = ["stop", "tool_calls", "function_call", "end_turn", "tool_use", "stop_sequence", "eos_token"]
WHOLE += ["STOP", "COMPLETE", "completed", "tool-calls", " Stop ", "", None]
CUT = [
    "length",
    "max_tokens",
    "MAX_TOKENS",
    "model_length",
    "max_output_tokens",
    "error",
    "network_error",
    "incomplete",
]
CUT += ["insufficient_system_resource", "malformed_function_call", "MALFORMED_FUNCTION_CALL", "UNEXPECTED_TOOL_CALL"]
CUT += ["pause_turn", "model_context_window_exceeded", "cancelled", "abort", "timeout", "FINISH_REASON_UNSPECIFIED"]
CUT += ["OTHER", "failed", "in_progress", "something new", "stopped?"]
REFUSED = ["content_filter", "refusal", "SAFETY", "RECITATION", "PROHIBITED_CONTENT", "BLOCKLIST", "sensitive", "SPII"]
HALF = "Let me see. Is your card an ordinary one or a bus"
CALL = {"id": "c1", "function": {"name": "transfer_to_loans", "arguments": "{}"}}
WRITTEN = '<tool_call>{"name": "transfer_to_loans", "arguments": {}}</tool_call>'


@pytest.fixture(scope="module")
def toolset(bank: Directory) -> Toolset:
    return Toolset(bank, hang_up=True)


def body(finish: object, content: str | None = None, calls: list[Any] | None = None, **more: object) -> dict[str, Any]:
    message = {"content": content, "tool_calls": calls or []}
    return {"choices": [{"message": message, "finish_reason": finish, **more}]}


def streamed(reply: dict[str, Any]) -> list[dict[str, Any]]:
    """The same reply in chunks, which needs a finish."""
    choice = reply["choices"][0]
    message = choice["message"]
    deltas: list[dict[str, Any]] = [{"content": message["content"]}] if message["content"] else []
    deltas += [{"tool_calls": [{"index": at, **call}]} for at, call in enumerate(message["tool_calls"])]
    last = {**choice, "index": 0, "delta": {}}
    del last["message"]
    return [*({"choices": [{"index": 0, "delta": delta}]} for delta in deltas), {"choices": [last]}]


def both_ways(reply: dict[str, Any], bank: Directory) -> list[Decision]:
    """The decision on the reply as it is, and as a stream."""
    toolset = Toolset(bank)
    if not reply["choices"][0]["finish_reason"]:
        return [decide(reply, toolset)]
    gathered = accumulator_for("chat")
    stream = TransferTools(bank).offer([{"role": "user", "content": "a question"}]).stream()
    for chunk in streamed(reply):
        gathered.add(chunk)
        stream.feed(chunk)
    return [decide(reply, toolset), decide(gathered.body(), toolset), stream.finish(last=True).decision]


@pytest.mark.parametrize("finish", WHOLE)
def test_a_whole_reply_is_used_as_it_is(bank: Directory, finish: str | None) -> None:
    for decision in both_ways(body(finish, "Is it lost"), bank):
        assert decision == Reply(reason="text", text="Is it lost")
    for decision in both_ways(body(finish, None, [CALL]), bank):
        assert isinstance(decision, Transfer)


@pytest.mark.parametrize("finish", CUT)
def test_of_an_unfinished_reply_whole_sentences_are_spoken_and_nothing_else(bank: Directory, finish: str) -> None:
    for decision in both_ways(body(finish, HALF), bank):
        assert decision == Reply(reason="text", text="Let me see.", repairs=("cut_short",))
    for decision in both_ways(body(finish, "Is it an ordinary one or a bus"), bank):
        assert isinstance(decision, Failed)
        assert decision.reason == "cut_off"


@pytest.mark.parametrize("finish", CUT)
@pytest.mark.parametrize(
    "reply",
    [
        (None, [CALL]),
        ("One moment.", [CALL]),
        (None, [{"function": {"name": "transfer_to_loans", "arguments": ""}}]),
        (None, [{"function": {"name": "hang_up", "arguments": "{}"}}]),
        (WRITTEN, []),
        (f"One moment.\n{WRITTEN}", []),
    ],
)
def test_no_call_of_an_unfinished_reply_is_followed(bank: Directory, finish: str, reply: tuple[Any, list[Any]]) -> None:
    for decision in both_ways(body(finish, *reply), bank):
        assert isinstance(decision, Failed)
        assert decision.reason == "cut_off"
        assert decision.ask_again


@pytest.mark.parametrize("finish", REFUSED)
@pytest.mark.parametrize("reply", [(HALF, []), (None, [CALL]), (WRITTEN, []), ("", [])])
def test_a_providers_refusal_is_one_whatever_came_before_it(
    bank: Directory, finish: str, reply: tuple[Any, list[Any]]
) -> None:
    for decision in both_ways(body(finish, *reply), bank):
        assert isinstance(decision, Unclear)
        assert decision.reason == "refusal"


@pytest.mark.parametrize("finish", ["stop", "error", None])
@pytest.mark.parametrize("error", [{"code": 502, "message": "gone"}, {"message": "gone"}, "gone"])
def test_an_error_in_the_choice_is_an_end_before_the_end(bank: Directory, finish: str | None, error: object) -> None:
    for decision in both_ways(body(finish, HALF, error=error), bank):
        assert decision == Reply(reason="text", text="Let me see.", repairs=("cut_short",))
    for decision in both_ways(body(finish, None, [CALL], error=error), bank):
        assert isinstance(decision, Failed)
    assert isinstance(decide(body("stop", None, [CALL], error=None), Toolset(bank)), Transfer)


TEXT_ITEM = {"type": "message", "content": [{"type": "output_text", "text": HALF}]}
CALL_ITEM = {"type": "function_call", "name": "transfer_to_loans", "arguments": "{}"}


@pytest.mark.parametrize(
    "told",
    [
        {"status": "incomplete"},
        {"status": "incomplete", "incomplete_details": {"reason": "max_output_tokens"}},
        {"status": "completed", "incomplete_details": {"reason": "max_output_tokens"}},
        {"status": "incomplete", "incomplete_details": {}},
        {"status": "incomplete", "incomplete_details": {"reason": None}},
        {"status": "in_progress"},
        {"status": "queued"},
        {"status": "failed"},
        {"status": "completed", "error": {"code": "server_error"}},
        {"status": "completed", "max_output_tokens": 60, "usage": {"output_tokens": 60}},
        {"status": "completed", "max_output_tokens": 60, "usage": {"output_tokens": 61}},
    ],
    ids=str,
)
def test_a_response_that_was_stopped_is_unfinished_whatever_its_status_says(
    toolset: Toolset, told: dict[str, object]
) -> None:
    decision = decide({"output": [TEXT_ITEM], **told}, toolset)
    assert decision == Reply(reason="text", text="Let me see.", repairs=("cut_short",))
    decision = decide({"output": [CALL_ITEM], **told}, toolset)
    assert isinstance(decision, Failed)
    assert decision.reason == "cut_off"


@pytest.mark.parametrize("status", ["incomplete", "in_progress"])
def test_an_item_that_is_not_done_makes_its_response_unfinished(toolset: Toolset, status: str) -> None:
    decision = decide({"output": [{**CALL_ITEM, "status": status}], "status": "completed"}, toolset)
    assert isinstance(decision, Failed)


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"status": "completed"},
        {"status": None, "incomplete_details": None, "error": None},
        {"status": "completed", "max_output_tokens": 60, "usage": {"output_tokens": 59}},
        {"status": "completed", "max_output_tokens": None, "usage": {"output_tokens": 61}},
        {"status": "completed", "max_output_tokens": "60", "usage": {"output_tokens": 61}},
    ],
    ids=str,
)
def test_a_response_that_is_whole_is_followed(toolset: Toolset, told: dict[str, object]) -> None:
    assert isinstance(decide({"output": [{**CALL_ITEM, "status": "completed"}], **told}, toolset), Transfer)


@pytest.mark.parametrize("status", ["completed", None])
@pytest.mark.parametrize("kind", ["incomplete", "failed"])
def test_the_last_event_of_a_response_counts_where_its_status_says_less(
    toolset: Toolset, kind: str, status: str | None
) -> None:
    gathered = accumulator_for("responses")
    gathered.add({"type": f"response.{kind}", "response": {"output": [CALL_ITEM], "status": status}})
    assert read_reply(gathered.body()).finish == kind
    assert isinstance(decide(gathered.body(), toolset), Failed)


@pytest.mark.parametrize("status", ["cancelled", "incomplete", "failed"])
def test_a_realtime_response_that_was_stopped_ends_no_call(toolset: Toolset, status: str) -> None:
    hang_up = {**CALL_ITEM, "name": "hang_up"}
    event = {"type": "response.done", "response": {"output": [hang_up], "status": status}}
    assert isinstance(decide(event, toolset), Failed)
    event = {"type": "response.done", "response": {"output": [hang_up], "status": "completed"}}
    assert isinstance(decide(event, toolset), HangUp)
