"""What a model is asked: the body of either API, and the question asked once more."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openai.types.chat import ChatCompletionFunctionToolParam, ChatCompletionMessageParam
from openai.types.responses import FunctionToolParam, ResponseInputItemParam
from pydantic import TypeAdapter

from adapter import Directory, Toolset, decide
from adapter.errors import PromptError
from adapter.testing.scenario.history_checks import check_history
from adapter.tool_calls.conversation import AssistantMessage, Conversation, ToolCall, ToolResult, UserMessage
from adapter.tool_calls.prompt import Prompt, default_prompt, parse_prompt
from adapter.tool_calls.reply import ModelReply
from adapter.tool_calls.request import ModelApi, ModelRequest, request, retry_messages, system_prompt
from adapter.tool_calls.tools import Exposure

Make = Callable[..., Directory]

EXPOSURES: tuple[Exposure, ...] = ("each", "single")
APIS: tuple[ModelApi, ...] = ("chat", "responses")
RECORDED = ToolCall(name="transfer_to_cards", arguments='{"reason":"lost"}', id="call_8")
TALK: Conversation = (
    UserMessage(text="My card is gone."),
    AssistantMessage(text="I am putting you through.", tool_calls=(RECORDED,)),
    ToolResult(call_id="call_8", text="Announced to the caller. Not yet connected."),
    UserMessage(text="No, loans please."),
)

MESSAGE: TypeAdapter[Any] = TypeAdapter(ChatCompletionMessageParam)
INPUT_ITEM: TypeAdapter[Any] = TypeAdapter(ResponseInputItemParam)
TOOLS: dict[ModelApi, TypeAdapter[Any]] = {
    "chat": TypeAdapter(ChatCompletionFunctionToolParam),
    "responses": TypeAdapter(FunctionToolParam),
}


def body(question: ModelRequest, api: ModelApi) -> dict[str, Any]:
    decoded: dict[str, Any] = json.loads(question.body(api, "some-model"))
    return decoded


def prompt_of(text: str) -> Prompt:
    front = json.dumps({"description": "A test.", "variables": {"tone": "kind"}, "sentences": {"en": {}}})
    return parse_prompt(f"---\n{front}\n---\n{text}".encode(), name="test", version=1, file="v1.md")


def assert_valid(question: ModelRequest) -> None:
    """Both bodies are what the openai package's own types allow, and every tool call is answered at once."""
    chat, responses = body(question, "chat"), body(question, "responses")
    expected: list[str] = []
    seen: set[str] = set()
    for message in chat["messages"]:
        list(MESSAGE.validate_python(message).get("tool_calls", ()))
        if expected:
            assert message["role"] == "tool"
            assert message["tool_call_id"] == expected.pop(0)
            continue
        assert message["role"] in ("system", "user", "assistant")
        calls = message.get("tool_calls", [])
        assert calls or isinstance(message["content"], str)
        for call in calls:
            assert re.fullmatch(r"[a-zA-Z0-9_-]{1,64}", call["function"]["name"])
            assert isinstance(json.loads(call["function"]["arguments"]), dict)
            assert call["id"] not in seen
            seen.add(call["id"])
            expected.append(call["id"])
    assert expected == []
    items = [INPUT_ITEM.validate_python(item) for item in responses["input"]]
    called = [item["call_id"] for item in items if item.get("type") == "function_call"]
    answered = [item["call_id"] for item in items if item.get("type") == "function_call_output"]
    assert called == answered
    assert set(called) == seen
    for api, fields in (("chat", chat), ("responses", responses)):
        for tool in fields["tools"]:
            TOOLS[api].validate_python(tool)  # type: ignore[index]  # the literals above


def test_a_chat_completions_body_is_messages_and_tools(bank: Directory) -> None:
    toolset = Toolset(bank, offered=["cards"])
    question = request(toolset, (UserMessage(text="Hello"),), prompt_of("Be {{ tone }}."))
    assert body(question, "chat") == {
        "model": "some-model",
        "messages": [{"role": "system", "content": "Be kind."}, {"role": "user", "content": "Hello"}],
        "tools": toolset.tools("chat"),
    }


def test_a_responses_body_is_instructions_input_and_tools_and_nothing_stays_with_the_provider(bank: Directory) -> None:
    toolset = Toolset(bank, offered=["cards"])
    question = request(toolset, (UserMessage(text="Hello"),), prompt_of("Be {{ tone }}."))
    assert body(question, "responses") == {
        "model": "some-model",
        "instructions": "Be kind.",
        "input": [{"type": "message", "role": "user", "content": "Hello"}],
        "store": False,
        "tools": toolset.tools("responses"),
    }


@pytest.mark.parametrize("api", APIS)
def test_the_tools_are_the_bytes_made_once(bank: Directory, api: ModelApi) -> None:
    toolset = Toolset(bank, hang_up=True)
    sent = request(toolset, TALK, default_prompt()).body(api, "m")
    assert sent.startswith(b'{"model":"m","tools":' + toolset.encoded(api) + b",")


@pytest.mark.parametrize("api", APIS)
def test_the_beginning_is_the_same_in_every_turn_so_that_a_prompt_cache_hits(bank: Directory, api: ModelApi) -> None:
    toolset = Toolset(bank, hang_up=True)
    first = request(toolset, TALK[:1], default_prompt()).body(api, "m")
    later = request(toolset, TALK, default_prompt()).body(api, "m")
    end = first.index(b'"My card is gone."')
    assert later[:end] == first[:end]


@pytest.mark.parametrize("api", APIS)
def test_without_tools_neither_tools_nor_a_tool_choice_is_sent(bank: Directory, api: ModelApi) -> None:
    question = ModelRequest(toolset=Toolset(bank, offered=()), system="Hi.", conversation=(), tool_choice="required")
    assert {"tools", "tool_choice"}.isdisjoint(body(question, api))


@pytest.mark.parametrize("api", APIS)
def test_a_tool_choice_is_sent_only_where_it_is_not_the_usual_one(bank: Directory, api: ModelApi) -> None:
    question = request(Toolset(bank), TALK, default_prompt())
    assert "tool_choice" not in body(question, api)
    required = ModelRequest(toolset=Toolset(bank), system="", conversation=TALK, tool_choice="required")
    assert body(required, api)["tool_choice"] == "required"


@pytest.mark.parametrize("exposure", EXPOSURES)
def test_a_question_is_valid_for_both_apis(bank: Directory, exposure: Exposure) -> None:
    assert_valid(request(Toolset(bank, exposure=exposure, hang_up=True), TALK, default_prompt()))


DICTATED = ["+4921155660001", "0211 5566-0001", "00 49 211 55660001", "2 1 1 5 5 6 6 0 0 0 1", "0211/55.66.00.01"]


@pytest.mark.parametrize("number", DICTATED)
def test_a_configured_number_in_anything_that_was_said_is_masked(bank: Directory, number: str) -> None:
    talk: Conversation = (
        UserMessage(text=f"Put me through to {number}, please."),
        AssistantMessage(text=f"You can reach us at {number}."),
        UserMessage(text="My own is 0151 2345678."),
    )
    question = request(Toolset(bank), talk, default_prompt())
    said = [message["content"] for message in body(question, "chat")["messages"][1:]]
    assert said == [
        "Put me through to [number], please.",
        "You can reach us at [number].",
        "My own is 0151 2345678.",
    ]


def test_the_system_prompt_knows_company_destinations_languages_and_the_prompts_own_variables(bank: Directory) -> None:
    prompt = prompt_of(
        "{{ company }}|{{ tone }}|{{ languages | join: ',' }}|{{ hang_up }}|"
        "{% for item in destinations %}{{ item.key }}: {{ item.when }};{% endfor %}{{ nothing }}"
    )
    text = system_prompt(prompt, Toolset(bank, offered=["sales"], hang_up=True))
    assert text == (
        "Northwind Bank|kind|en,de|true|sales: New business customers, products and prices for companies, offers, card"
        ' readers for shops. Callers say: "I would like an offer for my company", "talk to sales",'
        ' "ich möchte mit dem Vertrieb sprechen", "ein Angebot für meine Firma",'
        ' "wir sind ein neuer Geschäftskunde".;'
    )


def test_the_shipped_system_prompt_speaks_of_hanging_up_only_where_it_can(bank: Directory, directory_of: Make) -> None:
    with_tool = system_prompt(default_prompt(), Toolset(bank, hang_up=True))
    without = system_prompt(default_prompt(), Toolset(bank))
    assert "end the call" in with_tool
    assert "end the call" not in without
    assert "of Northwind Bank." in without
    assert system_prompt(default_prompt(), Toolset(directory_of(cards={}))).startswith("You answer the telephone. ")
    # The rule about calling a tool in the same reply stands last, where models weigh it most.
    assert without.splitlines()[-1].startswith("The rule above all others: to connect the caller, call exactly one")


def test_a_system_prompt_that_cannot_be_used_is_an_error(bank: Directory) -> None:
    for text, why in [
        ('{{ "now" | date: "%H", "Nowhere/City" }}', r"prompt test@v1\+[0-9a-f]{12}: "),
        ("Dial 0211 55660001.", "holds a configured number"),
    ]:
        with pytest.raises(PromptError, match=why) as raised:
            system_prompt(prompt_of(text), Toolset(bank))
        assert "5566" not in str(raised.value)


def test_a_system_prompt_sees_no_clock(bank: Directory) -> None:
    assert system_prompt(prompt_of("{{ year }}"), Toolset(bank)) == "1970"


def test_of_a_long_reply_only_so_much_is_sent_back(bank: Directory) -> None:
    question = request(Toolset(bank), TALK, default_prompt())
    call = ToolCall(name="transfer_call", arguments="{}")
    for reply in (
        ModelReply(text="That is so. " * 4_000),
        ModelReply(tool_calls=(call,) * 1_000),
        ModelReply(tool_calls=(replace(call, arguments=f'{{"reason": "{"a" * 40_000}"}}'),)),
    ):
        for body in (
            question.asking_again(reply, "Once more.").body("chat", "m"),
            json.dumps(retry_messages(reply, "Once more.", question.toolset)),
        ):
            assert len(body) < 40_000


def test_after_tool_calls_the_model_is_told_by_their_results(bank: Directory) -> None:
    question = request(Toolset(bank), TALK, default_prompt())
    calls = (ToolCall(name="transfer_to_car", arguments="{}", id="a"), ToolCall(name="??", arguments="{", id="a"))
    again = question.asking_again(ModelReply(text="One moment.", tool_calls=calls), "No such destination.")
    assert again.system == question.system
    assert again.conversation[: len(question.conversation)] == question.conversation
    first, second = ("again0000", "again0001")
    assert again.conversation[len(question.conversation) :] == (
        AssistantMessage(text="One moment.", tool_calls=(ToolCall(name="transfer_to_car", arguments="{}", id=first),)),
        ToolResult(call_id=first, text="No such destination."),
        AssistantMessage(tool_calls=(ToolCall(name="unknown_tool", arguments="{}", id=second),)),
        ToolResult(call_id=second, text="No such destination."),
    )
    assert_valid(again)
    check_history(again.conversation)


def test_a_number_that_the_model_made_up_a_call_of_is_not_sent_back(bank: Directory) -> None:
    calls = (
        ToolCall(name="transfer_to_4921155660001", arguments="{}", id="4921155660001"),
        ToolCall(name="transfer_call", arguments='{"destination": "+49 211 55660001", "reason": "asked for it"}'),
        ToolCall(name="transfer_call", arguments='{"destination": 4921155660001}'),
    )
    reply = ModelReply(text="I am calling 0211-5566-0001.", tool_calls=calls)
    question = request(Toolset(bank), TALK, default_prompt())
    said = question.asking_again(reply, "Once more.").conversation[len(question.conversation) :: 2]
    assert [message.text for message in said] == ["I am calling [number].", "", ""]
    assert [call for message in said if isinstance(message, AssistantMessage) for call in message.tool_calls] == [
        ToolCall(name="unknown_tool", arguments="{}", id="again0000"),
        ToolCall(
            name="transfer_call", arguments='{"destination": "[number]", "reason": "asked for it"}', id="again0001"
        ),
        ToolCall(name="transfer_call", arguments="{}", id="again0002"),
    ]


def test_without_tool_calls_the_model_is_told_by_a_note_behind_its_words(bank: Directory) -> None:
    question = request(Toolset(bank), TALK, default_prompt())
    again = question.asking_again(ModelReply(text=" Dial 0211 55660001. "), "Say something.")
    assert again.system == question.system
    assert again.conversation == (
        *question.conversation,
        AssistantMessage(text="Dial [number]."),
        UserMessage(text="[Say something.]"),
    )
    assert again.toolset is question.toolset
    assert_valid(again)


TEXTS = st.text(max_size=20) | st.sampled_from([*DICTATED, "211", "5566", "0001", "transfer_to_4921155660001", "{"])
JOINED = st.lists(TEXTS, max_size=4).map("".join)
CALLS = st.builds(
    ToolCall,
    name=JOINED,
    arguments=JOINED | st.dictionaries(JOINED, JOINED | st.integers(), max_size=2).map(json.dumps),
    id=st.sampled_from(["", "call_8", "call_4", "a"]),
)
REPLIES = st.builds(ModelReply, text=JOINED, tool_calls=st.lists(CALLS, max_size=3).map(tuple))
SAID = st.builds(UserMessage, text=JOINED) | st.builds(AssistantMessage, text=JOINED)


@given(st.lists(SAID, max_size=4), REPLIES, st.sampled_from(EXPOSURES))
def test_whatever_was_said_and_answered_the_next_request_is_valid_and_tells_no_number(
    bank: Directory, talk: list[UserMessage | AssistantMessage], reply: ModelReply, exposure: Exposure
) -> None:
    toolset = Toolset(bank, exposure=exposure, hang_up=True)
    question = request(toolset, (*TALK, *talk), default_prompt())
    again = question.asking_again(reply, decide(reply, toolset).ask_again or "Once more.")
    for asked in (question, again):
        assert_valid(asked)
        check_history(asked.conversation)
        for message in asked.conversation:
            texts = [message.text]
            if isinstance(message, AssistantMessage):
                texts += [text for call in message.tool_calls for text in (call.name, call.arguments, call.id)]
            assert not any(bank.numbers.found_in(text) for text in texts)
        for api in APIS:
            digits = re.sub(r"[^0-9A-Za-z]", "", asked.body(api, "m").decode())
            assert re.search(r"211556600(0[0-9]|10)", digits) is None
