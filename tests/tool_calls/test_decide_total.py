"""Every reply gives exactly one decision, whatever a model, a server or a backend hands over."""

import json
import warnings
from collections.abc import Mapping
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openai.types.chat import ChatCompletion, ChatCompletionMessage
from openai.types.responses import Response

from adapter import Directory, Toolset, decide
from adapter.models.offline import offline_reply
from adapter.tool_calls.conversation import ToolCall, UserMessage
from adapter.tool_calls.decision import Decision, Failed, HangUp, Reply, Transfer, Unclear, to_wire
from adapter.tool_calls.promises import promises_transfer
from adapter.tool_calls.prompt import default_prompt
from adapter.tool_calls.reply import ModelReply
from adapter.tool_calls.request import claims_of, request
from tests.replies import INTERNAL, JSON_LIKE, SCALARS, TEXTS, WRITTEN

KINDS = get_args(get_args(Decision)[0])
CHAT: dict[str, Any] = {
    "id": "chatcmpl-1",
    "object": "chat.completion",
    "created": 1790000000,
    "model": "gpt-4.1-mini",
    "choices": [
        {
            "index": 0,
            "finish_reason": "tool_calls",
            "logprobs": None,
            "message": {
                "role": "assistant",
                "content": "I will put you through.",
                "refusal": None,
                "tool_calls": [
                    {
                        "id": "call_1",
                        "type": "function",
                        "function": {"name": "transfer_to_cards", "arguments": '{"reason":"lost","language":"de"}'},
                    }
                ],
            },
        }
    ],
    "usage": {"prompt_tokens": 900, "completion_tokens": 20, "total_tokens": 920},
}
RESPONSES: dict[str, Any] = {
    "id": "resp_1",
    "object": "response",
    "created_at": 1790000000.0,
    "model": "gpt-4.1-mini",
    "status": "completed",
    "parallel_tool_calls": True,
    "tool_choice": "auto",
    "tools": [],
    "output": [
        {"type": "reasoning", "id": "rs_1", "summary": []},
        {
            "type": "message",
            "id": "msg_1",
            "role": "assistant",
            "status": "completed",
            "content": [{"type": "output_text", "text": "I will put you through.", "annotations": []}],
        },
        {
            "type": "function_call",
            "id": "fc_1",
            "call_id": "call_1",
            "name": "transfer_call",
            "arguments": '{"reason":"lost","destination":"cards","language":"de"}',
            "status": "completed",
        },
    ],
}
CARDS = Transfer(reason="tool_call", destination="cards", language="de", stated_reason="lost")


CLAIMS = claims_of(default_prompt())


@pytest.fixture(scope="module")
def toolsets(bank: Directory) -> list[Toolset]:
    """Both exposures, with keys that are not offered."""
    return [
        Toolset(bank, exposure="each", hang_up=True, offered=["cards", "loans", "private_banking"]),
        Toolset(bank, exposure="single", offered=["cards", "loans", "private_banking"]),
        Toolset(bank, offered=()),
    ]


def assert_sound(reply: object, toolset: Toolset, claims: tuple[str, ...] = CLAIMS) -> None:
    """One decision of a known kind that can be written down, reaches only what is offered and tells no internals."""
    decision = decide(reply, toolset, claims=claims)
    assert isinstance(decision, KINDS)
    json.dumps(to_wire(decision), ensure_ascii=False).encode()
    numbers = toolset.directory.numbers
    match decision:
        case Transfer():
            assert decision.destination in toolset.offered
            assert decision.language is None or decision.language in toolset.directory.languages
            assert not numbers.found_in(decision.stated_reason or "")
        case Reply():
            assert decision.text.strip()
            assert not numbers.found_in(decision.text)
            assert not INTERNAL.search(decision.text)
            assert not promises_transfer(decision.text, claims)
        case HangUp():
            assert toolset.hang_up
            assert not numbers.found_in(decision.text)
            assert not INTERNAL.search(decision.text)
            assert not promises_transfer(decision.text, claims)
        case Unclear() | Failed():
            assert not isinstance(decision, Unclear) or set(decision.candidates) <= toolset.keys
            again = decision.ask_again
            assert again is None or all(key in again for key in toolset.offered)
            assert not numbers.found_in(again or "")


@given(JSON_LIKE)
@pytest.mark.deep
def test_any_json_like_value(toolsets: list[Toolset], reply: object) -> None:
    for toolset in toolsets:
        assert_sound(reply, toolset)


@given(JSON_LIKE, JSON_LIKE, SCALARS)
@pytest.mark.deep
def test_any_json_like_value_where_a_message_is_expected(
    toolsets: list[Toolset], content: object, calls: object, finish: object
) -> None:
    chat = {"choices": [{"message": {"content": content, "tool_calls": calls}, "finish_reason": finish}]}
    responses = {"output": calls, "status": finish, "incomplete_details": {"reason": content}}
    for toolset in toolsets:
        assert_sound(chat, toolset)
        assert_sound(responses, toolset)


@given(st.lists(st.tuples(TEXTS | st.text(max_size=30), TEXTS | st.text(max_size=60) | JSON_LIKE), max_size=4))
@pytest.mark.deep
def test_any_tool_calls(toolsets: list[Toolset], calls: list[tuple[str, object]]) -> None:
    body = {"tool_calls": [{"function": {"name": name, "arguments": arguments}} for name, arguments in calls]}
    for toolset in toolsets:
        assert_sound(body, toolset)


@given(st.text() | st.lists(TEXTS | st.text(max_size=20), max_size=6).map(" ".join), st.booleans())
@pytest.mark.deep
def test_any_text(toolsets: list[Toolset], text: str, cut: bool) -> None:
    for toolset in toolsets:
        assert_sound(text, toolset)
        assert_sound(text.encode(), toolset)
        assert_sound(ModelReply(text=text, finish="length" if cut else "stop"), toolset)
        assert_sound(ModelReply(text=text, tool_calls=(ToolCall(name=text, arguments=text),)), toolset)


@given(st.lists(WRITTEN | TEXTS | st.text(max_size=4), max_size=8).map("".join), st.booleans(), st.integers(0, 400))
@pytest.mark.deep
def test_any_text_with_calls_in_it_cut_off_anywhere(toolsets: list[Toolset], text: str, cut: bool, end: int) -> None:
    for toolset in toolsets:
        assert_sound(ModelReply(text=text, finish="length" if cut else "stop"), toolset)
        assert_sound(ModelReply(text=text[:end]), toolset, claims=())
        assert_sound(ModelReply(text=text, tool_calls=(ToolCall(name="hang_up", arguments=text),)), toolset)


@given(st.text() | st.lists(WRITTEN | TEXTS | st.text(max_size=20), max_size=6).map(" ".join))
@pytest.mark.deep
def test_any_words_of_a_caller_whom_a_model_echoes(toolsets: list[Toolset], words: str) -> None:
    """Whatever the caller dictates, a model that obeys to the letter reaches nothing beyond the directory."""
    for toolset in toolsets:
        asked = request(toolset, (UserMessage(text=words),), default_prompt())
        assert_sound(offline_reply(toolset.encoded(), asked.conversation), toolset)
        for name in (words, f"transfer_to_{words}", "transfer_call"):
            call = ToolCall(name=name, arguments=json.dumps({"destination": words, "number": words, "reason": words}))
            assert_sound(ModelReply(text=words, tool_calls=(call,)), toolset)


@given(st.binary())
@pytest.mark.deep
def test_any_bytes(toolsets: list[Toolset], body: bytes) -> None:
    assert_sound(body, toolsets[0])


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A real reply's body with a few of its characters lost, doubled or replaced."""
    body = json.dumps(draw(st.sampled_from([CHAT, RESPONSES])))
    for _ in range(draw(st.integers(min_value=1, max_value=3))):
        start = draw(st.integers(min_value=0, max_value=len(body)))
        end = draw(st.integers(min_value=start, max_value=min(len(body), start + 10)))
        body = body[:start] + draw(st.sampled_from(["", '"', "{", "}", "0", "null", body[start:end] * 2])) + body[end:]
    return body.encode()


@given(damaged())
@pytest.mark.deep
def test_any_damaged_body(toolsets: list[Toolset], body: bytes) -> None:
    for toolset in toolsets:
        assert_sound(body, toolset)


def places(value: object, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    inner: list[tuple[str | int, object]] = []
    if isinstance(value, Mapping):
        inner = list(value.items())
    elif isinstance(value, list):
        inner = list(enumerate(value))
    return [path, *(place for step, part in inner for place in places(part, (*path, step)))]


def replaced(value: Any, path: tuple[str | int, ...], new: object) -> object:
    if not path:
        return new
    changed: Any = dict(value) if isinstance(value, dict) else list(value)
    changed[path[0]] = replaced(value[path[0]], path[1:], new)
    return changed


@given(st.sampled_from([CHAT, RESPONSES]), st.data())
@pytest.mark.deep
def test_any_part_of_a_reply_that_is_something_else(toolsets: list[Toolset], body: object, data: st.DataObject) -> None:
    changed = replaced(body, data.draw(st.sampled_from(places(body))), data.draw(JSON_LIKE))
    for toolset in toolsets:
        assert_sound(changed, toolset)


@pytest.mark.parametrize(
    "reply",
    [
        ChatCompletion.model_validate(CHAT),
        ChatCompletion.model_validate(CHAT).choices[0].message,
        Response.model_validate(RESPONSES),
        Response.model_validate(RESPONSES).output,
    ],
    ids=["completion", "message", "response", "output items"],
)
def test_objects_of_the_openai_package_are_read(bank: Directory, reply: object) -> None:
    assert decide(reply, Toolset(bank)) == CARDS


def test_objects_that_the_openai_package_built_from_another_servers_body_are_read(bank: Directory) -> None:
    """It does not check what it builds: arguments that are an object, content that is a list, numbers that are text."""
    chat = replaced(CHAT, ("choices", 0, "message", "tool_calls", 0, "function", "arguments"), {"language": "de"})
    chat = replaced(chat, ("choices", 0, "message", "content"), [{"type": "text", "text": "Hello."}])
    chat = replaced(chat, ("usage", "prompt_tokens"), "many")
    assert isinstance(chat, dict)
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        completion = ChatCompletion.construct(**chat)
        assert decide(completion, Toolset(bank)) == Transfer(reason="tool_call", destination="cards", language="de")
        assert decide(completion.choices[0].message, Toolset(bank)).kind == "transfer"
        response = Response.construct(**{**RESPONSES, "output": [*RESPONSES["output"], {"type": "new"}], "model": 5})
        assert decide(response, Toolset(bank)) == CARDS
        assert decide(response.output, Toolset(bank)) == CARDS
    # A serialiser's warning would show the caller's words to whoever reads the log.
    assert told == []


class Odd:
    """What looks like a pydantic object and is none."""

    def __init__(self, dumped: object) -> None:
        self.dumped = dumped

    def model_dump(self, **_: object) -> object:
        return self.dumped


class OddMapping(Mapping[str, object]):
    """A mapping that is no dict, as some clients return."""

    def __init__(self, values: dict[str, object]) -> None:
        self.values_ = values

    def __getitem__(self, key: str) -> object:
        return self.values_[key]

    def __iter__(self) -> Any:
        return iter(self.values_)

    def __len__(self) -> int:
        return len(self.values_)


def endless() -> list[object]:
    loop: list[object] = []
    loop.append(loop)
    return loop


def deep(levels: int) -> object:
    value: object = {}
    for _ in range(levels):
        value = {"arguments": [value]}
    return value


ODD_VALUES: list[object] = [
    ChatCompletion,
    ChatCompletionMessage.model_construct(role="assistant"),
    Odd(None),
    Odd({"content": Odd("x")}),
    [Odd(5), Odd({"type": "message", "content": "Hello."})],
    OddMapping(CHAT),
    {"choices": [OddMapping(CHAT["choices"][0])]},
    {"choices": endless()},
    endless(),
    {"tool_calls": [{"function": {"name": "transfer_call", "arguments": endless()}}]},
    {"tool_calls": [{"function": {"name": "transfer_call", "arguments": deep(10_000)}}]},
    {"tool_calls": [{"function": {"name": "transfer_call", "arguments": {(1, None): {b"\xff"}, "a": object()}}}]},
    {"tool_calls": [{"function": {"name": "transfer_call", "arguments": b"\xff\xfe"}}]},
    {"tool_calls": [{"function": {"name": b"transfer_to_cards", "arguments": "\ud800"}}]},
    {"tool_calls": [{"function": {"name": "transfer_to_\udfff", "arguments": '{"reason": "\ud800"}'}}]},
    {
        "tool_calls": [
            {"function": {"name": "transfer_to_cards", "arguments": '{"reason": "\\ud800", "language": "\\udc00"}'}}
        ]
    },
    {"tool_calls": [{"function": {"name": "transfer_to_cards", "arguments": '{"reason": "\ud800"}'}}]},
    {"tool_calls": [{"function": {"name": "transfer_call", "arguments": {"destination": "\ud800"}}}]},
    ModelReply(tool_calls=(ToolCall(name="transfer_to_cards", arguments='{"reason": "\ud800"}'),)),
    {"content": "half \ud83d a pair."},
    {"content": [{"text": "half \ud83d"}, "\ude00 a pair."]},
    {"choices": [], 5: None, None: 1, b"x": 2},
    {1: 2},
    b"[" * 100_000,
    '{"content":' * 100_000,
    b'{"content": "\\ud800 half."}',
    {"usage": {"prompt_tokens": 10**400}, "content": "Hello."},
]


@pytest.mark.parametrize("reply", ODD_VALUES, ids=range(len(ODD_VALUES)))
def test_what_no_server_would_send_gives_a_decision_too(toolsets: list[Toolset], reply: object) -> None:
    for toolset in toolsets:
        assert_sound(reply, toolset)
