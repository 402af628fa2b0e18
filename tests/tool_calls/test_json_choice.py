"""The choice by schema: what is asked, how the object is read, and that the same decision comes of it."""

import json
from typing import Any, get_args

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from adapter import Directory, Toolset, decide
from adapter.tool_calls.conversation import AssistantMessage, ToolCall, ToolResult, UserMessage, recordable
from adapter.tool_calls.decision import Decision, HangUp, Reply, Transfer, Unclear
from adapter.tool_calls.json_choice import asked_by_schema, choice_schema, choices, read_choice, response_format
from adapter.tool_calls.prompt import default_prompt
from adapter.tool_calls.reply import ModelReply
from adapter.tool_calls.request import ModelApi, request
from adapter.tool_calls.tools import Exposure
from tests.large import large_directory
from tests.replies import JSON_LIKE, TEXTS

KINDS = get_args(get_args(Decision)[0])
EXPOSURES: tuple[Exposure, ...] = ("each", "single")


def chosen(toolset: Toolset, text: object, **fields: Any) -> Decision:
    said = text if isinstance(text, str) else json.dumps(text)
    return decide(read_choice(ModelReply(text=said, finish="stop", **fields)), toolset)


def told(choice: object, say: object = "", language: object = "de") -> dict[str, object]:
    return {"choice": choice, "language": language, "say": say}


@pytest.fixture(params=EXPOSURES)
def offered(request: pytest.FixtureRequest, bank: Directory) -> Toolset:
    return Toolset(bank, exposure=request.param, hang_up=True)


def test_the_schema_has_three_required_fields_and_an_enum_of_what_is_offered_now(offered: Toolset) -> None:
    schema: dict[str, Any] = choice_schema(offered)
    assert schema["required"] == list(schema["properties"]) == ["choice", "language", "say"]
    assert schema["additionalProperties"] is False
    assert schema["properties"]["choice"]["enum"] == [*offered.offered, "none", "hang_up"]
    assert schema["properties"]["language"]["enum"] == list(offered.languages)
    narrower = offered.without(["cards"])
    assert "cards" not in choices(narrower)
    assert "hang_up" not in choices(Toolset(offered.directory))


@pytest.mark.parametrize("api", ["chat", "responses"])
def test_the_form_is_the_apis_own_and_made_once(offered: Toolset, api: ModelApi) -> None:
    form = json.loads(b"{" + response_format(offered, api)[1:] + b"}")
    schema = choice_schema(offered)
    assert form == (
        {
            "response_format": {
                "type": "json_schema",
                "json_schema": {"name": "choice", "strict": True, "schema": schema},
            }
        }
        if api == "chat"
        else {"text": {"format": {"type": "json_schema", "name": "choice", "strict": True, "schema": schema}}}
    )
    assert response_format(offered, api) is response_format(offered, api)
    assert b"strict" not in response_format(offered, api, strict=False)


def test_a_key_is_a_transfer_in_the_language_that_is_told(offered: Toolset) -> None:
    assert chosen(offered, told("cards", "Ich verbinde Sie.")) == Transfer(
        reason="tool_call", destination="cards", language="de"
    )
    assert isinstance(chosen(offered, told("cards", language="xx")), Transfer)


@pytest.mark.parametrize(
    "text", [' {"choice":" Cards ","language":"de","say":""}\n', '```json\n{"choice":"cards"}\n```']
)
def test_what_is_repaired_in_arguments_is_repaired_here(offered: Toolset, text: str) -> None:
    decision = chosen(offered, text)
    assert isinstance(decision, Transfer)
    assert decision.destination == "cards"


@pytest.mark.parametrize("choice", ["none", " None ", None])
def test_none_is_only_what_is_said(offered: Toolset, choice: object) -> None:
    assert chosen(offered, told(choice, "Welche Karte meinen Sie?")) == Reply(
        reason="text", text="Welche Karte meinen Sie?"
    )


def test_a_promise_without_a_choice_is_not_spoken(offered: Toolset) -> None:
    decision = chosen(offered, told("none", "I am transferring you now."))
    assert (decision.kind, decision.reason) == ("unclear", "claimed")


def test_hanging_up_keeps_its_farewell_and_is_followed_only_where_it_is_offered(offered: Toolset) -> None:
    assert chosen(offered, told("hang_up", "Auf Wiederhören.")) == HangUp(reason="tool_call", text="Auf Wiederhören.")
    assert isinstance(chosen(Toolset(offered.directory), told("hang_up", "Bye.")), Unclear)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (told("card"), "unknown_destination"),
        (told("cards2"), "unknown_destination"),
        (told("loans, cards"), "unknown_destination"),
        (told(7), "missing_destination"),
        (told(""), "missing_destination"),
        ('{"choice":"cards","choice":"loans","language":"de","say":""}', "conflicting_arguments"),
        ('{"choice":"none","choice":"loans","language":"de","say":"Hm."}', "conflicting_arguments"),
        ('{"choice":"cards","language":"de","sa', "unreadable_arguments"),
        ('Sure: {"choice": cards}', "unreadable_arguments"),
    ],
)
def test_what_is_no_offered_key_is_asked_again(offered: Toolset, text: object, reason: str) -> None:
    decision = chosen(offered, text)
    assert (decision.kind, decision.reason) == ("unclear", reason)
    assert decision.ask_again


def test_a_model_that_takes_no_notice_of_the_schema_is_heard_all_the_same(offered: Toolset) -> None:
    assert chosen(offered, "Which card do you mean?") == Reply(reason="text", text="Which card do you mean?")
    call = ToolCall(name="transfer_to_cards", arguments="{}")
    assert isinstance(chosen(offered, "", tool_calls=(call,)), Transfer)
    assert isinstance(chosen(offered, {"name": "transfer_to_cards", "arguments": {}}), Transfer)


FIELDS = st.sampled_from(["choice", "language", "say", "destination", "reason", "name"])
KEYS = st.sampled_from(["cards", "Cards ", "loans", "none", "hang_up", "card", "switchboard", "transfer_to_cards"])
PAIRS = st.lists(st.tuples(FIELDS, KEYS | JSON_LIKE), max_size=5)


def written(pairs: list[tuple[str, object]]) -> str:
    return "{" + ",".join(f"{json.dumps(name)}:{json.dumps(value)}" for name, value in pairs) + "}"


@given(PAIRS.map(written) | TEXTS | st.tuples(PAIRS.map(written), st.integers(0, 60)).map(lambda cut: cut[0][: cut[1]]))
@example('{"choice":"\ud800"}')
def test_every_text_gives_one_decision_and_transfers_by_exact_keys_only(bank: Directory, text: str) -> None:
    for exposure in EXPOSURES:
        toolset = Toolset(bank, exposure=exposure, hang_up=True)
        for finish in ("stop", "length"):
            decision = decide(read_choice(ModelReply(text=text, finish=finish)), toolset)
            assert isinstance(decision, KINDS)
            if isinstance(decision, Transfer):
                assert decision.destination in toolset.keys
                assert decision.destination in text.lower()


@given(st.sampled_from(["cards", "loans", "fraud", "nobody", "", "hang_up"]), st.sampled_from(["de", "en", "xx", ""]))
def test_the_decision_is_that_of_the_same_choice_by_tool(bank: Directory, key: str, language: str) -> None:
    toolset = Toolset(bank, exposure="single", hang_up=True)
    call = ToolCall(name="transfer_call", arguments=json.dumps({"destination": key, "language": language}))
    if key == "hang_up":
        call = ToolCall(name="hang_up", arguments="{}")
    assert chosen(toolset, told(key, "", language)) == decide(ModelReply(tool_calls=(call,), finish="stop"), toolset)


def test_a_destination_beside_another_choice_is_asked_about(offered: Toolset) -> None:
    decision = chosen(offered, '{"choice": "cards", "destination": "loans", "say": ""}')
    assert decision.kind == "unclear"
    assert decision.reason == "conflicting_arguments"


# What is asked


def test_the_system_prompt_describes_the_choices_and_the_request_has_no_tools(offered: Toolset) -> None:
    asked = asked_by_schema(request(offered, (UserMessage(text="My card is gone."),), default_prompt()))
    for key in choices(offered):
        assert f"\n- {key}: " in asked.system
    body = asked.body("chat", "m", with_tools=False)
    assert b'"tools"' not in body
    assert b"transfer_to_" not in body


def test_a_conversation_is_told_as_objects_that_a_model_could_have_answered(offered: Toolset) -> None:
    name, arguments = offered.call_of("cards", reason="lost")
    call = recordable(ToolCall(name=name, arguments=arguments), "abcdefghi")
    talk = (
        UserMessage(text="My card is gone."),
        AssistantMessage(tool_calls=(call,)),
        ToolResult(call_id="abcdefghi", text="Nobody answered."),
        AssistantMessage(text="Nobody is there. What else?"),
        UserMessage(text="A loan."),
    )
    first, chose, result, spoke, last = asked_by_schema(request(offered, talk, default_prompt())).conversation
    assert (first, last) == (talk[0], talk[-1])
    assert json.loads(chose.text) == {"choice": "cards", "say": ""}
    assert result == UserMessage(text="[Nobody answered.]")
    assert json.loads(spoke.text) == {"choice": "none", "say": "Nobody is there. What else?"}


def test_asking_again_lists_the_choices_and_no_tools(offered: Toolset) -> None:
    question = request(offered, (UserMessage(text="My card is gone."),), default_prompt())
    for text in (json.dumps(told("card")), json.dumps(told("none", "I am transferring you now."))):
        reply = read_choice(ModelReply(text=text, finish="stop"))
        decision = decide(reply, offered)
        assert decision.ask_again
        asked = asked_by_schema(question.asking_again(reply, decision.ask_again))
        whole = asked.system + "".join(message.text for message in asked.conversation)
        assert f"set choice to exactly one of: {', '.join(offered.offered)}" in whole
        assert "transfer_to_" not in whole
        assert "transfer_call" not in whole


def test_a_shortlist_is_a_choice_by_schema_too_with_a_value_for_none_of_these() -> None:
    toolset = Toolset(large_directory(400), exposure="shortlist").listing(
        ["switchboard", "none_of_these", "repairs_boats_ulm"]
    )
    assert choices(toolset) == ("switchboard", "none_of_these", "repairs_boats_ulm", "none")
    assert chosen(toolset, told("repairs_boats_ulm")).kind == "transfer"
    (nothing, unknown) = (chosen(toolset, told(choice)) for choice in ("none_of_these", "repairs_ovens_ulm"))
    assert (nothing.kind, nothing.reason) == ("unclear", "none_of_these")
    assert (unknown.kind, unknown.reason) == ("unclear", "unknown_destination")
