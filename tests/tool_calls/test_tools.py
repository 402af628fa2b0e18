"""The tools that a model sees: their shape in each API, their order and bytes, and what they never hold."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapter import Directory, Toolset, decide
from adapter.errors import DirectoryError, ToolsetError
from adapter.tool_calls.decision import Transfer
from adapter.tool_calls.prompt import default_prompt
from adapter.tool_calls.reply import Api
from adapter.tool_calls.request import system_prompt
from adapter.tool_calls.tool_definitions import when
from adapter.tool_calls.tools import Exposure

Make = Callable[..., Directory]

APIS: tuple[Api, ...] = ("chat", "responses", "realtime")
EXPOSURES: tuple[Exposure, ...] = ("each", "single")
BANK = Path(__file__).parents[2] / "examples" / "bank" / "directory.yaml"

REASON = {
    "type": "string",
    "description": "Why the caller needs this, in a few words. For the record; it is not spoken.",
}
TWO_LANGUAGES = {
    "type": "custom-message",
    "contents": [
        {"type": "text", "language": "en", "text": "Cards."},
        {"type": "text", "language": "de", "text": "Karten."},
    ],
}
ONE_LANGUAGE = {"type": "custom-message", "contents": [{"type": "text", "language": "fr", "text": "Crédits."}]}


def functions(toolset: Toolset, api: Api) -> list[dict[str, Any]]:
    """The function definitions without what each API puts around them."""
    tools: list[dict[str, Any]] = toolset.tools(api)
    return [tool["function"] for tool in tools] if api == "chat" else tools


def properties(toolset: Toolset, name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(item for item in functions(toolset, "chat") if item["name"] == name)
    return dict(found["parameters"]["properties"])


def names(toolset: Toolset) -> list[str]:
    return [item["name"] for item in functions(toolset, "chat")]


def test_each_gives_a_chat_tool_per_destination_that_says_when_to_choose_it(directory_of: Make) -> None:
    directory = directory_of(
        card_services={"description": " Lost cards. ", "policy": {"examples": ["my card is gone", "Karte weg"]}}
    )
    assert Toolset(directory, exposure="each").tools("chat") == [
        {
            "type": "function",
            "function": {
                "name": "transfer_to_card_services",
                "description": "Transfer the call to card services. When: Lost cards."
                ' Callers say: "my card is gone", "Karte weg".',
                "parameters": {
                    "type": "object",
                    "properties": {"reason": REASON},
                    "required": ["reason"],
                    "additionalProperties": False,
                },
                "strict": True,
            },
        }
    ]


def test_single_gives_one_tool_whose_destination_is_a_key_explained_line_by_line(directory_of: Make) -> None:
    directory = directory_of(cards={"message": TWO_LANGUAGES}, loans={"message": ONE_LANGUAGE})
    assert Toolset(directory, exposure="single").tools("chat") == [
        {
            "type": "function",
            "function": {
                "name": "transfer_call",
                "description": "Transfer the call to the one destination that the caller needs.",
                "parameters": {
                    "type": "object",
                    "properties": {
                        "reason": REASON,
                        "destination": {
                            "type": "string",
                            "enum": ["cards", "loans"],
                            "description": "Where to transfer the call, and when to choose it:\n"
                            "cards: All about cards.\nloans: All about loans.",
                        },
                        "language": {
                            "type": "string",
                            "enum": ["en", "de", "fr"],
                            "description": "The language that the caller is speaking.",
                        },
                    },
                    "required": ["reason", "destination", "language"],
                    "additionalProperties": False,
                },
                "strict": True,
            },
        }
    ]


@pytest.mark.parametrize("exposure", EXPOSURES)
def test_the_apis_differ_in_what_surrounds_a_function_and_in_nothing_else(bank: Directory, exposure: Exposure) -> None:
    toolset = Toolset(bank, exposure=exposure, hang_up=True)
    realtime = toolset.tools("realtime")
    assert [set(tool) for tool in realtime] == [{"type", "name", "description", "parameters"}] * len(realtime)
    assert toolset.tools("responses") == [{**tool, "strict": True} for tool in realtime]
    bare = [{name: value for name, value in tool.items() if name != "type"} for tool in realtime]
    assert toolset.tools("chat") == [{"type": "function", "function": {**item, "strict": True}} for item in bare]


@pytest.mark.parametrize("api", APIS)
@pytest.mark.parametrize("exposure", EXPOSURES)
def test_every_schema_is_closed_and_requires_all_that_it_has(bank: Directory, api: Api, exposure: Exposure) -> None:
    for function in functions(Toolset(bank, exposure=exposure, hang_up=True), api):
        schema = function["parameters"]
        assert schema["additionalProperties"] is False
        assert schema["required"] == list(schema["properties"])
        assert re.fullmatch(r"[a-zA-Z0-9_-]{1,64}", function["name"])


def test_a_destination_without_a_description_is_explained_by_its_key(directory_of: Make) -> None:
    directory = directory_of(front_desk={"description": None}, blank={"description": "  "})
    assert when(directory.destinations["front_desk"]) == "the caller asks for front desk."
    assert when(directory.destinations["blank"]) == "the caller asks for blank."


@pytest.mark.parametrize(
    ("message", "languages"),
    [
        (TWO_LANGUAGES, ["en", "de"]),
        (ONE_LANGUAGE, None),
        ("One moment.", None),
        ("", None),
        (None, None),
        ({"type": "custom-message", "content": "One moment."}, None),
    ],
)
def test_the_language_is_asked_for_only_where_there_is_a_choice(
    directory_of: Make, message: object, languages: list[str] | None
) -> None:
    directory = directory_of(cards={"message": message} if message is not None else {})
    for exposure, name in (("each", "transfer_to_cards"), ("single", "transfer_call")):
        language = properties(Toolset(directory, exposure=exposure), name).get("language")  # type: ignore[arg-type]  # literals above
        assert (language and language["enum"]) == languages


def test_languages_of_the_tools_own_message_count_where_a_destination_has_none(directory_of: Make) -> None:
    start = {"type": "request-start", "contents": TWO_LANGUAGES["contents"]}
    directory = directory_of(cards={}, loans={"message": ""}, messages=[start])
    toolset = Toolset(directory, exposure="each")
    assert properties(toolset, "transfer_to_cards")["language"]["enum"] == ["en", "de"]


def test_the_language_is_asked_for_at_every_destination_where_any_text_voice_or_prompt_has_another(
    directory_of: Make,
) -> None:
    directory = directory_of(cards={"message": ONE_LANGUAGE}, loans={}, speech={"nl": {}})
    toolset = Toolset(directory, exposure="each", languages=("en", "fr-CA", "it"))
    for name in ("transfer_to_cards", "transfer_to_loans"):
        assert properties(toolset, name)["language"]["enum"] == ["nl", "fr", "en", "it"]
    assert toolset.without(["loans"]).languages == toolset.languages


@pytest.mark.parametrize("exposure", EXPOSURES)
def test_file_order_holds_whatever_the_order_of_the_offer(bank: Directory, exposure: Exposure) -> None:
    keys = tuple(bank.destinations)
    assert Toolset(bank, exposure=exposure).offered == keys
    shuffled = ["switchboard", "no_such_key", "cards", "loans"]
    limited = Toolset(bank, exposure=exposure, offered=shuffled, hang_up=True)
    assert limited.offered == ("cards", "loans", "switchboard")
    again = Toolset(bank, exposure=exposure, offered=reversed(shuffled), hang_up=True)
    assert again.encoded("chat") == limited.encoded("chat")


def test_only_what_is_offered_is_there(bank: Directory) -> None:
    assert names(Toolset(bank, exposure="each", offered=["loans"])) == ["transfer_to_loans"]
    one = Toolset(bank, exposure="single", offered=["loans", "cards"])
    assert properties(one, "transfer_call")["destination"]["enum"] == ["cards", "loans"]
    assert "fraud" not in one.encoded("chat").decode()
    for exposure in EXPOSURES:
        assert Toolset(bank, exposure=exposure, offered=()).encoded("chat") == b"[]"


def test_a_hang_up_tool_comes_last_and_only_when_asked_for(bank: Directory) -> None:
    for exposure in EXPOSURES:
        assert "hang_up" not in names(Toolset(bank, exposure=exposure))
        assert names(Toolset(bank, exposure=exposure, hang_up=True))[-1] == "hang_up"
    assert properties(Toolset(bank, offered=(), hang_up=True), "hang_up") == {"reason": REASON}
    assert names(Toolset(bank, offered=(), hang_up=True)) == ["hang_up"]


@pytest.mark.parametrize("exposure", EXPOSURES)
@pytest.mark.parametrize("offered", [None, ["loans", "cards"], ["fraud"]])
def test_an_argument_is_described_once_where_it_first_occurs(
    bank: Directory, exposure: Exposure, offered: list[str] | None
) -> None:
    tools = functions(Toolset(bank, exposure=exposure, offered=offered, hang_up=True), "chat")
    arguments: dict[str, list[bool]] = {}
    for tool in tools:
        for name, argument in tool["parameters"]["properties"].items():
            arguments.setdefault(name, []).append("description" in argument)
    assert set(arguments) >= {"reason", "language"}
    assert all(described == [True, *[False] * (len(described) - 1)] for described in arguments.values())


@pytest.mark.parametrize("api", APIS)
@pytest.mark.parametrize("exposure", EXPOSURES)
def test_strict_alone_is_left_out_for_a_server_that_refuses_it(bank: Directory, api: Api, exposure: Exposure) -> None:
    toolset = Toolset(bank, exposure=exposure, hang_up=True)
    lax, strict = toolset.encoded(api, strict=False), toolset.encoded(api)
    assert b"strict" not in lax
    assert lax == strict.replace(b',"strict":true', b"")
    assert toolset.encoded(api, strict=False) is lax


def test_without_takes_keys_away_and_remembers_the_rest(bank: Directory) -> None:
    toolset = Toolset(bank, exposure="each", hang_up=True)
    narrower = toolset.without(["cards", "no_such_key"])
    assert names(narrower) == [name for name in names(toolset) if name != "transfer_to_cards"]
    assert narrower.keys == toolset.keys - {"cards"}
    assert toolset.without({"cards"}) is narrower
    assert toolset.without(["no_such_key"]) is toolset
    assert names(toolset.without(bank.destinations)) == ["hang_up"]


def test_without_keeps_on_working_after_more_selections_than_it_remembers(directory_of: Make) -> None:
    toolset = Toolset(directory_of(**{f"d{number}": {} for number in range(100)}), exposure="single")
    for number in range(100):
        narrower = toolset.without([f"d{number}"])
        assert len(narrower.offered) == 99
        assert f"d{number}" not in narrower.keys


@pytest.mark.parametrize(("count", "exposure"), [(1, "each"), (20, "each"), (21, "single")])
def test_auto_goes_by_the_number_of_offered_destinations(directory_of: Make, count: int, exposure: Exposure) -> None:
    directory = directory_of(**{f"d{number}": {} for number in range(30)})
    assert Toolset(directory, offered=list(directory.destinations)[:count]).exposure == exposure


def test_a_caller_may_change_the_tools_that_it_got(bank: Directory) -> None:
    toolset = Toolset(bank)
    before = toolset.encoded("chat")
    toolset.tools("chat").clear()
    functions(toolset, "chat")[0]["name"] = "other"
    assert toolset.encoded("chat") == before
    assert json.loads(before) == toolset.tools("chat")


def test_two_builds_give_the_same_bytes() -> None:
    for exposure in EXPOSURES:
        for api in APIS:
            built = {Toolset(Directory.load(BANK), exposure=exposure, hang_up=True).encoded(api) for _ in range(2)}
            assert len(built) == 1


def test_every_process_gives_the_same_bytes_whatever_its_hash_seed(bank: Directory) -> None:
    code = (
        "import sys; from adapter import Directory, Toolset\n"
        f"d = Directory.load({str(BANK)!r})\n"
        "for exposure in ('each', 'single'):\n"
        "    for api in ('chat', 'responses', 'realtime'):\n"
        "        t = Toolset(d, exposure=exposure, offered=set(d.destinations), hang_up=True)\n"
        "        sys.stdout.buffer.write(t.encoded(api))"
    )
    here = b"".join(
        Toolset(bank, exposure=exposure, hang_up=True).encoded(api) for exposure in EXPOSURES for api in APIS
    )
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)}
        ran = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, check=True)
        assert ran.stdout == here


@pytest.mark.parametrize("exposure", EXPOSURES)
def test_a_recorded_call_is_one_that_decides_for_its_destination(bank: Directory, exposure: Exposure) -> None:
    toolset = Toolset(bank, exposure=exposure)
    name, arguments = toolset.call_of("loans", reason='the "new" car')
    assert decide({"tool_calls": [{"function": {"name": name, "arguments": arguments}}]}, toolset) == Transfer(
        reason="tool_call", destination="loans", stated_reason='the "new" car'
    )


@pytest.mark.parametrize(("hang_up", "count"), [(False, 129), (True, 128)])
def test_more_tools_than_a_request_takes_are_refused(directory_of: Make, hang_up: bool, count: int) -> None:
    directory = directory_of(**{f"d{number}": {} for number in range(count)})
    with pytest.raises(ToolsetError, match=r"129 tools.*takes 128.*exposure single"):
        Toolset(directory, exposure="each", hang_up=hang_up)
    fitting = list(directory.destinations)[: 128 - hang_up]
    assert len(Toolset(directory, exposure="each", offered=fitting, hang_up=hang_up).tools()) == 128
    assert len(Toolset(directory, exposure="single", hang_up=hang_up).tools()) == 1 + hang_up


def test_a_description_longer_than_a_tool_takes_is_refused_by_name(directory_of: Make) -> None:
    around = len("Transfer the call to cards. When: ")
    fits = directory_of(cards={"description": "x" * (1024 - around)})
    assert len(functions(Toolset(fits, exposure="each"), "chat")[0]["description"]) == 1024
    longer = directory_of(loans={}, cards={"description": "x" * (1024 - around + 1)})
    with pytest.raises(ToolsetError, match=r"transfer_to_cards: .* 1025 characters.* 1024"):
        Toolset(longer, exposure="each")
    assert Toolset(longer, exposure="single").tools()
    assert Toolset(longer, exposure="each", offered=["loans"]).tools()


def test_more_keys_than_one_tool_takes_are_refused(directory_of: Make) -> None:
    directory = directory_of(**{f"d{number}": {} for number in range(1001)})
    with pytest.raises(ToolsetError, match=r"1001 destinations.*takes 1000 keys.*use exposure shortlist"):
        Toolset(directory, exposure="single")
    fewer = Toolset(directory, exposure="single", offered=list(directory.destinations)[1:])
    assert len(properties(fewer, "transfer_call")) == 2


def test_many_keys_that_are_too_long_together_are_refused(directory_of: Make) -> None:
    directory = directory_of(**{f"d{number:03}_{'x' * 43}": {} for number in range(313)})
    with pytest.raises(ToolsetError, match=r"15024 characters.*15000"):
        Toolset(directory, exposure="single")
    assert Toolset(directory, exposure="single", offered=list(directory.destinations)[:312]).tools()


NUMBERS = st.from_regex(r"\+[1-9][0-9]{7,14}", fullmatch=True)
SEPARATORS = st.sampled_from(["", " ", "-", ".", " / ", "\u00a0", "("])


@st.composite
def directories(draw: st.DrawFn) -> dict[str, Any]:
    """Directory files, some of which try to slip a number into what the model reads."""
    numbers = draw(st.lists(NUMBERS, min_size=1, max_size=4))

    def text() -> str:
        plain = "About " + draw(st.text(max_size=20) | st.just("cards, round the clock (24/7)."))
        if draw(st.sampled_from([True] * 15 + [False])):
            return plain
        number = draw(st.sampled_from(numbers))
        cut = draw(st.integers(min_value=0, max_value=4))
        return f"{plain} {draw(SEPARATORS).join(number[cut:])}"

    destinations = {
        f"desk_{chr(97 + position)}": {
            "type": "number",
            "number": number,
            "description": text(),
            "policy": {"examples": [text() for _ in range(draw(st.integers(min_value=0, max_value=2)))]},
        }
        for position, number in enumerate(numbers)
    }
    return {"caller_id_name": text(), "caller_id_number": draw(NUMBERS), "destinations": destinations}


def strings(value: object) -> Iterator[str]:
    """The strings of decoded JSON, keys too: the digits of an escaped character are no digits of a text."""
    match value:
        case str():
            yield value
        case dict():
            for key, inner in value.items():
                yield key
                yield from strings(inner)
        case list():
            for inner in value:
                yield from strings(inner)


def held(text: str, directory: Directory) -> list[str]:
    """Configured numbers whose digits stand in the text, with or without the first four, found by brute force."""
    bare = re.sub(r"[^0-9A-Za-z]", "", text)
    numbers = [destination.record.number for destination in directory.destinations.values()]
    return [number for number in [*numbers, directory.caller_id_number or "+"] if number[1:] in bare]


@given(directories())
def test_no_text_that_a_model_reads_holds_a_configured_number(data: dict[str, Any]) -> None:
    try:
        directory = Directory.parse(data)
    except DirectoryError:
        return
    for exposure in EXPOSURES:
        toolset = Toolset(directory, exposure=exposure, hang_up=True)
        texts = [text for api in APIS for text in strings(json.loads(toolset.encoded(api)))]
        texts.append(system_prompt(default_prompt(), toolset))
        for reply in ({"content": ""}, {"tool_calls": [{"function": {"name": "transfer_to_nobody"}}]}, b"?"):
            again = decide(reply, toolset).ask_again
            assert again is not None
            texts.append(again)
        for text in texts:
            assert held(text, directory) == []
            assert not directory.numbers.found_in(text)
