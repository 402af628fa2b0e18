"""The offline model: what it calls, when it asks back, and that nothing on the wire makes it fail."""

import json
from collections.abc import Callable

import pydantic_core
import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapter import Directory, OfflineModel, Toolset, decide
from adapter.models.offered_tools import offered_tools
from adapter.models.offline import offline_reply
from adapter.models.routed_reply import open_turns
from adapter.tool_calls.conversation import AssistantMessage, Conversation, ToolCall, ToolResult, UserMessage
from adapter.tool_calls.decision import HangUp, Reply, Transfer
from adapter.tool_calls.prompt import default_prompt
from adapter.tool_calls.reply import ModelReply
from adapter.tool_calls.request import request
from adapter.tool_calls.tool_definitions import when
from adapter.tool_calls.tools import Exposure


def caller(*said: str) -> Conversation:
    return tuple(UserMessage(text=text) for text in said)


def transferred(key: str, outcome: str = "announced, not yet connected") -> Conversation:
    call = ToolCall(name=f"transfer_to_{key}", arguments='{"reason":"x"}', id="c1")
    return (AssistantMessage(tool_calls=(call,)), ToolResult(call_id="c1", text=outcome))


@pytest.fixture(scope="module")
def toolset(bank: Directory) -> Toolset:
    return Toolset(bank, hang_up=True)


@pytest.fixture(scope="module")
def ask(toolset: Toolset) -> Callable[..., ModelReply]:
    def reply(conversation: Conversation, *, tools: Toolset | None = None, tool_choice: object = "auto") -> ModelReply:
        return offline_reply((tools or toolset).encoded("chat"), conversation, tool_choice)

    return reply


def chosen(reply: ModelReply) -> list[str]:
    return [call.name for call in reply.tool_calls]


def arguments(reply: ModelReply) -> dict[str, object]:
    (call,) = reply.tool_calls
    decoded = json.loads(call.arguments)
    assert isinstance(decoded, dict)
    return decoded


@pytest.mark.anyio
async def test_the_model_answers_a_request_as_any_other_model_does(toolset: Toolset) -> None:
    model = OfflineModel()
    reply = await model.reply(request(toolset, caller("I lost my card"), default_prompt()))
    await model.aclose()
    assert (model.name, reply.model, chosen(reply)) == ("offline", "offline", ["transfer_to_cards"])


@pytest.mark.parametrize("exposure", ["each", "single"])
@pytest.mark.parametrize("api", ["chat", "responses"])
@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("Hello, I lost my card", "cards"),
        ("ich habe meine Karte verloren", "cards"),
        ("my bank transfer has not arrived", "transfers"),
        ("I would like an offer for my company", "sales"),
        ("ich komme nicht mehr ins Online-Banking", "online_banking"),
    ],
)
def test_a_clear_wish_is_a_call_that_decide_follows_in_every_form(
    bank: Directory, exposure: Exposure, api: str, said: str, key: str
) -> None:
    tools = Toolset(bank, exposure=exposure)
    reply = offline_reply(tools.encoded("chat" if api == "chat" else "responses"), caller(said))
    decision = decide(reply, tools)
    assert isinstance(decision, Transfer)
    assert (decision.destination, decision.notes, decision.repairs) == (key, (), ())
    assert decision.stated_reason


@pytest.mark.parametrize("exposure", ["each", "single"])
def test_a_call_has_exactly_the_arguments_that_its_schema_asks_for(bank: Directory, exposure: Exposure) -> None:
    tools = Toolset(bank, exposure=exposure)
    reply = offline_reply(tools.encoded(), caller("I lost my card"))
    (call,) = reply.tool_calls
    functions = [tool["function"] for tool in tools.tools() if isinstance(tool["function"], dict)]
    (schema,) = [function["parameters"] for function in functions if function["name"] == call.name]
    assert set(arguments(reply)) == set(schema["required"])
    assert arguments(reply)["language"] in schema["properties"]["language"]["enum"]


@pytest.mark.parametrize(
    "said", ["", "hello", "Lovely weather today, isn't it?", "I need some help", "wie geht es Ihnen", "42", "いい天気"]
)
def test_small_talk_gets_a_question_and_no_call(ask: Callable[..., ModelReply], said: str) -> None:
    reply = ask(caller(said))
    assert chosen(reply) == []
    assert reply.text.endswith("?")


def test_two_destinations_that_fit_alike_get_a_question(directory_of: Callable[..., Directory]) -> None:
    tools = Toolset(
        directory_of(lost={"description": "Cards that are lost."}, stolen={"description": "Cards that are stolen."})
    )
    assert isinstance(decide(offline_reply(tools.encoded(), caller("it is about my card")), tools), Reply)
    assert chosen(offline_reply(tools.encoded(), caller("my card was stolen"))) == ["transfer_to_stolen"]


def test_a_wish_of_which_little_is_understood_gets_a_question(ask: Callable[..., ModelReply]) -> None:
    assert chosen(ask(caller("the dragon on my card guards an ancient forest full of wizards and elves"))) == []


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("ich hätte da mal eine Frage an Sie", "de"),
        ("could you please help me with something", "en"),
        ("bonjour, je voudrais un renseignement s'il vous plaît", "fr"),
        ("çok güzel bir gün değil mi", "tr"),
        ("xqz", "en"),
    ],
)
def test_the_question_is_in_the_callers_language(ask: Callable[..., ModelReply], said: str, language: str) -> None:
    assert ask(caller(said)).text == default_prompt().sentence("clarify", language)


@pytest.mark.parametrize(
    ("said", "language"),
    [("Ich habe meine Karte verloren und brauche eine neue", "de"), ("I have lost my card and need a new one", "en")],
)
def test_the_language_argument_is_the_callers(ask: Callable[..., ModelReply], said: str, language: str) -> None:
    assert arguments(ask(caller(said)))["language"] == language


def test_a_word_without_a_language_takes_that_of_the_turns_before(ask: Callable[..., ModelReply]) -> None:
    before = (*caller("Guten Tag, ich hätte da eine Frage"), AssistantMessage(text="Worum geht es?"))
    assert arguments(ask((*before, *caller("PIN"))))["language"] == "de"


def test_a_first_word_without_a_language_takes_that_of_the_greeting(ask: Callable[..., ModelReply]) -> None:
    greeting = AssistantMessage(text="Nordwind Bank, guten Tag. Was kann ich für Sie tun?")
    assert arguments(ask((greeting, *caller("PIN"))))["language"] == "de"


def test_an_answer_to_a_question_is_understood_by_itself(ask: Callable[..., ModelReply]) -> None:
    assert chosen(ask(caller("I need help", "cards please"))) == ["transfer_to_cards"]


def test_an_answer_that_says_too_little_is_read_with_the_turns_before(directory_of: Callable[..., Directory]) -> None:
    tools = Toolset(
        directory_of(
            card_lost={"description": "Credit cards that got lost."},
            card_new={"description": "Credit cards that are ordered."},
            phone_lost={"description": "Mobile phones that got lost."},
        )
    )
    assert chosen(offline_reply(tools.encoded(), caller("it got lost"))) == []
    assert chosen(offline_reply(tools.encoded(), caller("it's about a credit card", "it got lost"))) == [
        "transfer_to_card_lost"
    ]


def test_what_led_to_a_transfer_does_not_lead_to_it_again(ask: Callable[..., ModelReply]) -> None:
    back = (*caller("I lost my card"), *transferred("cards", "nobody answered"))
    assert chosen(ask(back)) == []
    assert chosen(ask((*back, *caller("hm")))) == []
    assert chosen(ask((*back, *caller("[The caller pressed 7.]")))) == []
    assert chosen(ask((*back, *caller("then I want to complain")))) == ["transfer_to_switchboard"]
    assert chosen(ask((*back, *caller("no, it really is about the lost card")))) == ["transfer_to_cards"]


def test_after_a_call_that_reached_nothing_the_wish_still_stands(ask: Callable[..., ModelReply]) -> None:
    lookup = ToolCall(name="lookup_customer", arguments="{}", id="c1")
    found = (AssistantMessage(tool_calls=(lookup,)), ToolResult(call_id="c1", text="a good customer"))
    assert chosen(ask((*caller("I lost my card"), *found))) == ["transfer_to_cards"]


@pytest.mark.parametrize(
    "said",
    [
        "Goodbye",
        "okay thanks, bye bye",
        "no thank you",
        "that's all, thank you very much",
        "Auf Wiederhören",
        "Danke, tschüss!",
        "nein danke",
        "das war's schon, vielen Dank",
        "Merci, au revoir",
        "non merci",
        "C'est tout, merci.",
        "gracias, adiós",
        "eso es todo",
        "grazie, arrivederci",
        "dziękuję, do widzenia",
        "hoşça kal",
        "hayır teşekkürler",
        "bedankt, tot ziens",
        "obrigado, adeus",
    ],
)
def test_a_goodbye_ends_the_call(bank: Directory, ask: Callable[..., ModelReply], toolset: Toolset, said: str) -> None:
    assert isinstance(decide(ask(caller(said)), toolset), HangUp)
    assert chosen(ask(caller(said), tools=Toolset(bank))) == []


@pytest.mark.parametrize(
    "said",
    [
        "no",
        "nein",
        "ja",
        "thank you",
        "non, je",
        "no you",
        "hallo ciao",
        "by the way",
        "is that all you can do",
        "no thank you, I would rather eat a pizza",
        "nein danke, lieber etwas zu essen",
    ],
)
def test_what_is_no_goodbye_does_not_end_the_call(ask: Callable[..., ModelReply], said: str) -> None:
    assert chosen(ask(caller(said))) == []


def test_a_goodbye_beside_a_wish_is_asked_about(ask: Callable[..., ModelReply]) -> None:
    assert chosen(ask(caller("thank you for your help with my card, goodbye"))) == []


def test_that_is_all_beside_a_wish_does_not_hide_the_wish(ask: Callable[..., ModelReply]) -> None:
    assert chosen(ask(caller("I lost my card, that's all"))) == ["transfer_to_cards"]


def test_a_choice_that_is_required_is_made(ask: Callable[..., ModelReply]) -> None:
    assert chosen(ask(caller("lovely weather"), tool_choice="required")) == ["transfer_to_cards"]
    assert chosen(ask(caller("the shares of wizards in forests"), tool_choice="required")) == [
        "transfer_to_private_banking"
    ]


@pytest.mark.parametrize("form", [{"type": "function", "function": {"name": "x"}}, {"type": "function", "name": "x"}])
@pytest.mark.parametrize("name", ["transfer_to_loans", "hang_up"])
def test_a_tool_that_is_asked_for_by_name_is_called(
    ask: Callable[..., ModelReply], form: dict[str, object], name: str
) -> None:
    wanted = json.loads(json.dumps(form).replace('"x"', f'"{name}"'))
    assert chosen(ask(caller("I lost my card"), tool_choice=wanted)) == [name]


def test_no_call_where_none_is_allowed(ask: Callable[..., ModelReply]) -> None:
    assert chosen(ask(caller("I lost my card"), tool_choice="none")) == []


def test_the_same_request_gets_the_same_reply(ask: Callable[..., ModelReply]) -> None:
    assert ask(caller("ich brauche einen Kredit")) == ask(caller("ich brauche einen Kredit"))


def test_tools_of_other_people_are_never_called() -> None:
    functions = [
        {
            "name": "block_card",
            "description": "Blocks a lost card.",
            "parameters": {"type": "object", "properties": {}},
        },
        {"name": "transfer_to_", "description": "A lost card."},
        {"name": "transfer_call", "description": "A lost card."},
    ]
    tools = [{"type": "function", "function": function} for function in functions]
    said = caller("I lost my card")
    for choice in ("auto", "required", {"type": "function", "function": {"name": "block_card"}}):
        assert offline_reply(pydantic_core.to_json(tools), said, choice).tool_calls == ()


def test_transfer_tools_that_others_wrote_are_understood() -> None:
    tools = [{"type": "function", "function": {"name": "transfer_to_billing_agent"}}, {"type": "web_search"}]
    (call,) = offline_reply(pydantic_core.to_json(tools), caller("a question about billing")).tool_calls
    assert (call.name, call.arguments) == ("transfer_to_billing_agent", "{}")


def test_a_description_of_several_lines_belongs_to_its_key(directory_of: Callable[..., Directory]) -> None:
    tools = Toolset(
        directory_of(a={"description": "Bicycles.\nmopeds: and scooters"}, b={"description": "Boats."}),
        exposure="single",
    )
    assert arguments(offline_reply(tools.encoded(), caller("my scooter")))["destination"] == "a"
    assert arguments(offline_reply(tools.encoded(), caller("my boat")))["destination"] == "b"


@pytest.mark.parametrize("exposure", ["each", "single"])
def test_what_is_searched_is_what_the_directory_says_of_each_destination(bank: Directory, exposure: Exposure) -> None:
    destinations = offered_tools(Toolset(bank, exposure=exposure).encoded()).destinations
    assert {key: offer.when for key, offer in destinations.items()} == {
        key: when(destination) for key, destination in bank.destinations.items()
    }


def test_the_latest_of_many_words_are_those_that_count(ask: Callable[..., ModelReply]) -> None:
    assert chosen(ask(caller("blah " * 5_000, "it is my card"))) == ["transfer_to_cards"]


def test_tools_are_read_once_for_the_same_bytes(toolset: Toolset) -> None:
    assert offered_tools(toolset.encoded("chat")) is offered_tools(bytes(bytearray(toolset.encoded("chat"))))


def test_notes_in_brackets_are_no_words_of_the_caller() -> None:
    assert open_turns(caller("[The caller pressed 1.]", "hello [sic]")) == ["hello [sic]"]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=12,
)
FUNCTION = st.fixed_dictionaries(
    {},
    optional={
        "name": st.sampled_from(["transfer_to_cards", "transfer_call", "hang_up", "transfer_to_", "other"]) | JSON,
        "description": JSON,
        "parameters": st.fixed_dictionaries(
            {"properties": st.dictionaries(st.sampled_from(["destination", "language", "reason"]), JSON)}
        )
        | st.fixed_dictionaries(
            {
                "properties": st.fixed_dictionaries(
                    {"destination": st.fixed_dictionaries({}, optional={"enum": JSON, "description": JSON})}
                )
            }
        )
        | JSON,
    },
)
TOOL = FUNCTION | st.fixed_dictionaries({"type": st.just("function"), "function": FUNCTION}) | JSON


@given(
    tools=st.lists(TOOL, max_size=4) | JSON,
    said=st.lists(st.text(max_size=30) | st.sampled_from(["cards", "bye", "[note]"]), max_size=3),
    choice=st.sampled_from(["auto", "required", "none"]) | JSON,
)
def test_whatever_comes_in_the_reply_is_a_question_or_one_call_of_an_offered_tool(
    tools: object, said: list[str], choice: object
) -> None:
    encoded = pydantic_core.to_json(tools, inf_nan_mode="null")
    reply = offline_reply(encoded, caller(*said), choice)
    assert bool(reply.text) != bool(reply.tool_calls)
    for call in reply.tool_calls:
        assert call.name in offered_tools(encoded).names
        assert isinstance(json.loads(call.arguments), dict)


@given(encoded=st.binary(max_size=40))
def test_tools_that_are_not_json_are_no_tools(encoded: bytes) -> None:
    assert offline_reply(encoded, caller("cards")).text
