"""A model's reply, read from whatever form it is held in."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openai.types.chat import ChatCompletion
from openai.types.responses import Response

from adapter.directory.unseen import without_unseen
from adapter.errors import ModelReplyTooLarge, ModelReplyUnreadable
from adapter.tool_calls.conversation import ToolCall
from adapter.tool_calls.read_reply import read_reply
from adapter.tool_calls.reply import ModelReply, Usage
from adapter.tool_calls.reply_size import MAX_BODY, MAX_EVENTS, MAX_ITEMS, MAX_TEXT, MAX_VALUES

CHAT: dict[str, Any] = {
    "id": "chatcmpl-1",
    "object": "chat.completion",
    "created": 1790000000,
    "model": "gpt-4.1-mini-2025-04-14",
    "choices": [
        {
            "index": 0,
            "finish_reason": "tool_calls",
            "message": {
                "role": "assistant",
                "content": "One moment.",
                "tool_calls": [
                    {
                        "id": "call_1",
                        "type": "function",
                        "function": {"name": "transfer_to_cards", "arguments": '{"reason":"lost"}'},
                    },
                    {"id": "call_2", "type": "function", "function": {"name": "hang_up", "arguments": ""}},
                ],
            },
        },
        {"index": 1, "finish_reason": "stop", "message": {"role": "assistant", "content": "Another one."}},
    ],
    "usage": {
        "prompt_tokens": 900,
        "completion_tokens": 20,
        "total_tokens": 920,
        "prompt_tokens_details": {"cached_tokens": 768},
    },
}
RESPONSES: dict[str, Any] = {
    "id": "resp_1",
    "object": "response",
    "created_at": 1790000000.0,
    "model": "gpt-4.1-mini-2025-04-14",
    "status": "completed",
    "parallel_tool_calls": True,
    "tool_choice": "auto",
    "tools": [],
    "output": [
        {"type": "reasoning", "id": "rs_1", "summary": [{"type": "summary_text", "text": "The caller lost a card."}]},
        {
            "type": "message",
            "id": "msg_1",
            "role": "assistant",
            "status": "completed",
            "content": [
                {"type": "output_text", "text": "One ", "annotations": []},
                {"type": "output_text", "text": "moment.", "annotations": []},
            ],
        },
        {
            "type": "function_call",
            "id": "fc_1",
            "call_id": "call_1",
            "name": "transfer_to_cards",
            "arguments": '{"reason":"lost"}',
        },
        {"type": "function_call", "id": "fc_2", "call_id": "call_2", "name": "hang_up", "arguments": ""},
    ],
    "usage": {
        "input_tokens": 900,
        "output_tokens": 20,
        "total_tokens": 920,
        "input_tokens_details": {"cached_tokens": 768, "cache_write_tokens": 0},
        "output_tokens_details": {"reasoning_tokens": 0},
    },
}
CALLS = (
    ToolCall(name="transfer_to_cards", arguments='{"reason":"lost"}', id="call_1"),
    ToolCall(name="hang_up", arguments="", id="call_2"),
)
READ = {
    "text": "One moment.",
    "tool_calls": CALLS,
    "model": "gpt-4.1-mini-2025-04-14",
    "usage": Usage(input_tokens=900, output_tokens=20, cached_tokens=768),
}
CHAT_READ = ModelReply(finish="tool_calls", **READ)  # type: ignore[arg-type]  # the fields above
RESPONSES_READ = ModelReply(finish="completed", **READ)  # type: ignore[arg-type]


@pytest.mark.parametrize(("body", "read"), [(CHAT, CHAT_READ), (RESPONSES, RESPONSES_READ)], ids=["chat", "responses"])
def test_a_body_is_read_in_all_its_forms(body: dict[str, Any], read: ModelReply) -> None:
    text = json.dumps(body)
    for form in (body, text, text.encode(), bytearray(text.encode())):
        assert read_reply(form) == read


def test_objects_of_the_openai_package_are_read_like_their_bodies() -> None:
    assert read_reply(ChatCompletion.model_validate(CHAT)) == CHAT_READ
    assert read_reply(Response.model_validate(RESPONSES)) == RESPONSES_READ


def test_a_message_or_a_list_of_output_items_is_enough() -> None:
    for message in (CHAT["choices"][0]["message"], ChatCompletion.model_validate(CHAT).choices[0].message):
        assert read_reply(message) == ModelReply(text="One moment.", tool_calls=CALLS)
    for output in (RESPONSES["output"], tuple(RESPONSES["output"]), Response.model_validate(RESPONSES).output):
        assert read_reply(output) == ModelReply(text="One moment.", tool_calls=CALLS)


def test_our_own_form_stays_as_it_is() -> None:
    assert read_reply(CHAT_READ) is CHAT_READ


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("Hello.", "Hello."),
        (None, ""),
        ("", ""),
        ([{"type": "text", "text": "Hel"}, {"type": "text", "text": "lo."}], "Hello."),
        (["Hel", "lo."], "Hello."),
        ([{"type": "image_url", "image_url": {}}, None, 5, {"text": None}, {"text": "x"}], "x"),
        (5, ""),
        (True, ""),
        ({"text": "Hello."}, ""),
        ("half \ud83d a pair", "half ? a pair"),
    ],
)
def test_content_is_text_or_a_list_of_parts(content: object, text: str) -> None:
    assert read_reply({"content": content}).text == text


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        ('{"reason": "lost"}', '{"reason": "lost"}'),
        ({"reason": "lost"}, '{"reason":"lost"}'),
        ({}, "{}"),
        (None, ""),
        ("", ""),
        (["cards"], '["cards"]'),
        (17, "17"),
        ({"amount": float("nan")}, '{"amount":null}'),
        ({"when": object}, '{"when":"<class \'object\'>"}'),
        ("half \ud83d", "half ?"),
    ],
)
def test_arguments_are_kept_as_raw_text(arguments: object, text: str) -> None:
    reply = read_reply({"tool_calls": [{"id": "a", "function": {"name": "x", "arguments": arguments}}]})
    assert reply.tool_calls == (ToolCall(name="x", arguments=text, id="a"),)


@pytest.mark.parametrize(
    "calls",
    [None, "x", {}, 5, [None], ["x"], [{}], [{"function": None}], [{"type": "custom", "custom": {"name": "x"}}]],
)
def test_what_is_no_function_call_is_not_there(calls: object) -> None:
    assert read_reply({"content": "Hello.", "tool_calls": calls}) == ModelReply(text="Hello.")


def test_the_older_function_call_counts_where_there_are_no_tool_calls() -> None:
    older = {"name": "transfer_to_cards", "arguments": "{}"}
    assert read_reply({"function_call": older}).tool_calls == (ToolCall(name="transfer_to_cards", arguments="{}"),)
    newer = [{"id": "a", "function": {"name": "hang_up", "arguments": "{}"}}]
    both = read_reply({"function_call": older, "tool_calls": newer})
    assert both.tool_calls == (ToolCall(name="hang_up", arguments="{}", id="a"),)
    assert read_reply({"function_call": None, "tool_calls": []}) == ModelReply()


def test_refusals_are_kept_apart_from_text() -> None:
    assert read_reply({"refusal": "I cannot."}) == ModelReply(refusal="I cannot.")
    parts = [{"type": "output_text", "text": "Well. "}, {"type": "refusal", "refusal": "I cannot."}]
    assert read_reply([{"type": "message", "content": parts}]) == ModelReply(text="Well. ", refusal="I cannot.")


@pytest.mark.parametrize(
    ("body", "finish"),
    [
        ({"choices": [{"message": {}, "finish_reason": "length"}]}, "length"),
        ({"choices": [{"message": {}, "finish_reason": None}]}, ""),
        ({"output": [], "status": "completed"}, "completed"),
        ({"output": [], "status": "failed"}, "failed"),
        ({"output": [], "status": "incomplete"}, "incomplete"),
        ({"output": [], "status": "incomplete", "incomplete_details": {"reason": "content_filter"}}, "content_filter"),
        ({"output": [], "status": "completed", "incomplete_details": None}, "completed"),
    ],
)
def test_why_the_model_stopped_is_the_providers_own_word(body: dict[str, object], finish: str) -> None:
    assert read_reply(body).finish == finish


@pytest.mark.parametrize(
    ("usage", "read"),
    [
        ({"prompt_tokens": 3, "completion_tokens": 2}, Usage(input_tokens=3, output_tokens=2)),
        ({"prompt_tokens": "3", "completion_tokens": None, "prompt_tokens_details": []}, Usage()),
        ({"input_tokens": -1, "output_tokens": True, "input_tokens_details": {"cached_tokens": 1.5}}, Usage()),
        (None, Usage()),
        ("many", Usage()),
    ],
)
def test_tokens_that_are_oddly_counted_cost_nobody_an_answer(usage: object, read: Usage) -> None:
    reply = read_reply({"choices": [{"message": {"content": "Hello."}}], "usage": usage})
    assert (reply.text, reply.usage) == ("Hello.", read)


@pytest.mark.parametrize(
    "payload",
    [
        None,
        17,
        b"",
        b"<html>",
        b"\xff",
        {},
        {"error": {"message": "no"}},
        {"role": "assistant"},
        object,
        "[" * 9999,
    ],
)
def test_what_is_no_reply_is_unreadable(payload: object) -> None:
    with pytest.raises(ModelReplyUnreadable, match="not a reply of a known API"):
        read_reply(payload)


@pytest.mark.parametrize("text", ["", "hello", "[TOOL_CALLS] [", "<b>", "\ud83d"])
def test_a_text_is_what_the_model_said(text: str) -> None:
    assert read_reply(text) == ModelReply(text=text.encode("utf-8", "replace").decode())


CALL = {"name": "transfer_to_cards", "arguments": "{}"}


@pytest.mark.parametrize(
    "payload",
    [
        CALL,
        {"id": "a", "type": "function", "function": CALL},
        {"type": "function_call", "call_id": "a", **CALL},
        [CALL],
        [{"type": "function", "function": CALL}],
        [{"type": "function_call", **CALL}],
        json.dumps(CALL),
        json.dumps([CALL]),
        {"type": "response.done", "response": {"output": [{"type": "function_call", **CALL}]}},
    ],
)
def test_one_tool_call_is_a_reply(payload: object) -> None:
    (call,) = read_reply(payload).tool_calls
    assert (call.name, call.arguments) == ("transfer_to_cards", "{}")


def test_the_words_of_a_realtime_session_are_text_or_the_transcript_of_audio() -> None:
    parts = [{"type": "output_audio", "transcript": "Hello, "}, {"type": "output_text", "text": "you."}]
    item = {"type": "message", "role": "assistant", "content": parts}
    reply = read_reply({"type": "response.done", "response": {"status": "completed", "output": [item]}})
    assert (reply.text, reply.api, reply.finish) == ("Hello, you.", "realtime", "completed")


@pytest.mark.parametrize(("payload", "api"), [({"choices": []}, "chat"), ({"output": []}, "responses")])
def test_a_reply_knows_in_whose_form_it_came(payload: object, api: str) -> None:
    assert read_reply(payload).api == api


@given(st.text(), st.text(), st.text())
def test_what_the_body_says_is_what_is_read(text: str, name: str, arguments: str) -> None:
    call = {"id": "a", "type": "function", "function": {"name": name, "arguments": arguments}}
    body = json.dumps({"choices": [{"message": {"content": text, "tool_calls": [call]}}]}).encode()
    text, name, arguments = map(without_unseen, (text, name, arguments))
    assert read_reply(body) == ModelReply(text=text, tool_calls=(ToolCall(name=name, arguments=arguments, id="a"),))


@pytest.mark.parametrize(
    "filler", ["\x00", "\x1b", "\x07", "\u200b", "\u202e", "\u3164", "\u115f", "\uffa0", "\ufe0f", "\U000e0041"]
)
def test_what_nobody_sees_leaves_text_names_and_arguments_before_anything_is_looked_for(filler: str) -> None:
    def hidden(text: str) -> str:
        return filler.join(text)

    assert read_reply(hidden("I connect you.")).text == "I connect you."
    assert read_reply(hidden("<think>No.</think>Hello.")).text == "Hello."
    assert read_reply({"output": [{"type": "message", "content": hidden("Hello.")}]}).text == "Hello."
    call = {"function": {"name": hidden("transfer_to_cards"), "arguments": hidden('{"destination": "cards"}')}}
    expected = (ToolCall(name="transfer_to_cards", arguments='{"destination": "cards"}'),)
    assert read_reply({"choices": [{"message": {"tool_calls": [call]}}]}).tool_calls == expected
    assert read_reply(ModelReply(tool_calls=(ToolCall(**call["function"]),))).tool_calls == expected


_CALL = {"function": {"name": "transfer_to_cards", "arguments": "{}"}}
_PART = {"type": "text", "text": ""}


@pytest.mark.parametrize(
    "payload",
    [
        b" " * MAX_BODY + b"{}",
        "[" * (MAX_VALUES + 1),
        b'{"choices":[' + b"{}," * MAX_VALUES + b"{}]}",
        {"choices": [{"message": {"tool_calls": [_CALL] * (MAX_ITEMS + 1)}}]},
        {"choices": [{"message": {"content": [_PART] * (MAX_EVENTS + 1)}}]},
        {"output": [{"type": "message"}] * (MAX_ITEMS + 1)},
        {"output": [{"type": "message", "content": [_PART] * (MAX_EVENTS + 1)}]},
        {"response": {"output": [{"type": "message", "content": [_PART] * (MAX_EVENTS + 1)}]}},
        {"type": "message", "stop_reason": "end_turn", "content": [_PART] * (MAX_EVENTS + 1)},
        {"candidates": [{"content": {"parts": [_PART] * (MAX_EVENTS + 1)}}]},
        [_CALL] * (MAX_ITEMS + 1),
        {"content": "a" * (MAX_TEXT + 1)},
        "a" * (MAX_TEXT + 1),
        ModelReply(text="a" * (MAX_TEXT + 1)),
        ModelReply(tool_calls=(ToolCall(name="transfer_to_cards", arguments="{}"),) * (MAX_ITEMS + 1)),
        ModelReply(tool_calls=(ToolCall(name="transfer_to_cards", arguments="{" * MAX_TEXT),)),
    ],
)
def test_what_is_larger_than_any_reply_is_not_read(payload: object) -> None:
    with pytest.raises(ModelReplyTooLarge, match="the model's reply is too large: more than "):
        read_reply(payload)


@pytest.mark.parametrize("kind", ["choices", "candidates"])
def test_only_the_first_choice_is_looked_at(kind: str) -> None:
    first = {"message": {"content": "Hello."}} if kind == "choices" else {"content": {"parts": [{"text": "Hello."}]}}
    assert read_reply({kind: [0, first, *[{"message": 0, "content": 0}] * 1_000_000]}).text == "Hello."


def test_log_probabilities_and_a_prompt_that_is_repeated_leave_a_reply_readable() -> None:
    probable = [{"token": " the", "logprob": -0.1234567, "bytes": [32, 116, 104, 101]}] * 20
    tokens = [{"token": " the", "logprob": -0.01, "bytes": [32, 116, 104, 101], "top_logprobs": probable}] * 200
    choice = {"message": {"content": "Hello."}, "logprobs": {"content": tokens}}
    assert read_reply(json.dumps({"choices": [choice]}).encode()).text == "Hello."
    tool = {"type": "function", "name": "transfer_to_cards", "description": "Lost or stolen cards. " * 45}
    output = [{"type": "message", "content": [{"type": "output_text", "text": "Hello."}]}]
    assert read_reply(json.dumps({"tools": [tool] * 128, "output": output}).encode()).text == "Hello."
