"""The tools for MCP clients, asked by the client of MCP's own SDK."""

from collections.abc import Callable
from datetime import datetime, timedelta

import anyio
import pytest

from adapter import Directory, TransferTools
from adapter.mcp_server.choice import Refusal
from adapter.mcp_server.connection import BROKEN, Connection
from adapter.tool_calls.prompt import load_prompt
from adapter.transfers.assistant_config import AssistantConfig
from tests.conftest import NOON
from tests.large import large_directory
from tests.mcp_server.talking import content, talking, text

SINGLE = "transfer_call"
MODES = pytest.mark.parametrize("mode", ["legacy", "2026-07-28"])
CARDS = {"reason": "lost card", "language": "de"}
ANNOUNCED = "Ich verbinde Sie mit dem Kartenservice."


@pytest.fixture
def tools(bank: Directory) -> TransferTools:
    return TransferTools(bank)


@pytest.fixture
def by_hours(directory_of: Callable[..., Directory]) -> TransferTools:
    desk = {"policy": {"hours": "Mo-Fr 08:00-18:00", "timezone": "UTC"}}
    return TransferTools(directory_of(cards={}, desk=desk))


@MODES
@pytest.mark.anyio
async def test_the_tools_have_the_names_descriptions_and_schemas_of_every_other_api(
    tools: TransferTools, mode: str
) -> None:
    async with talking(tools, mode=mode) as talk:
        listed = (await talk.client.list_tools()).tools
    assert [
        {"name": tool.name, "description": tool.description, "parameters": tool.input_schema, "strict": True}
        for tool in listed
    ] == [tool["function"] for tool in tools.config.toolset.tools("chat")]


@pytest.mark.anyio
async def test_hanging_up_is_offered_where_the_prompt_has_it_and_nowhere_else(bank: Directory) -> None:
    prompt = load_prompt("receptionist")
    for allowed in (True, False):
        tools = TransferTools(bank)
        tools.config = AssistantConfig(directory=bank, prompt=prompt.__class__(**{**vars(prompt), "hang_up": allowed}))
        async with talking(tools) as talk:
            assert ("hang_up" in await talk.names()) is allowed


@MODES
@pytest.mark.anyio
async def test_a_choice_gives_the_decision_and_the_announcement_and_no_number(tools: TransferTools, mode: str) -> None:
    async with talking(tools, mode=mode) as talk:
        result = await talk.call("transfer_to_cards", CARDS)
    assert not result.is_error
    assert content(result) == {"next": "transfer", "say": ANNOUNCED, "key": "cards", "reason": "tool_call"}
    assert text(result) == (
        f'Say to the caller, word for word: "{ANNOUNCED}"\n'
        "Then the call is connected with cards. Call no further tool unless it comes back."
    )


@pytest.mark.numbers_on_purpose("the client dials")
@pytest.mark.anyio
async def test_a_client_that_dials_gets_the_number_and_whom_to_show(tools: TransferTools) -> None:
    async with talking(tools, show_numbers=True) as talk:
        result = await talk.call("transfer_to_cards", CARDS, call={"from": "+4915112345678"})
    assert content(result)["transfer"] == {
        "key": "cards",
        "number": "+4921155660001",
        "caller_id_number": "+4915112345678",
        "caller_id_name": "Card services",
        "ring_seconds": 20,
        "extension": None,
    }
    assert "dial +4921155660001, show +4915112345678 (Card services), let it ring for 20 seconds." in text(result)


@pytest.mark.anyio
async def test_an_extension_is_told_to_a_client_that_dials(directory_of: Callable[..., Directory]) -> None:
    desk = {"extension": "42", "policy": {"extension": "append"}}
    async with talking(TransferTools(directory_of(desk=desk)), show_numbers=True) as talk:
        result = await talk.call("transfer_to_desk", {"reason": "x"})
    assert content(result)["transfer"]["extension"] == "42"
    assert ", then the extension 42," in text(result)


@pytest.mark.parametrize(
    ("name", "arguments", "reason"),
    [
        ("transfer_to_nobody", {}, "unknown_destination"),
        ("open_the_vault", {}, "unknown_tool"),
        ("", None, "unknown_tool"),
        ("transfer_call", {"destination": "+4921155660001"}, "unknown_destination"),
        ("transfer_call", {"destination": ["cards"]}, "missing_destination"),
        ("transfer_to_cards", {"destination": "loans"}, "conflicting_arguments"),
        ("transfer_to_cards" * 100_000, {"reason": "x" * 100_000}, "unreadable_reply"),
    ],
)
@MODES
@pytest.mark.anyio
async def test_what_is_wrong_with_a_call_is_told_to_the_model_with_the_words_to_ask_again(
    tools: TransferTools, mode: str, name: str, arguments: dict[str, object] | None, reason: str
) -> None:
    async with talking(tools, mode=mode) as talk:
        result = await talk.call(name, arguments)
    assert result.is_error
    assert content(result) == {"next": "ask_again", "say": "", "key": None, "reason": reason}
    assert "call exactly one of these tools: transfer_to_cards, transfer_to_fraud" in text(result)
    assert not tools.directory.numbers.found_in(text(result))


@pytest.mark.anyio
async def test_the_second_unusable_choice_is_a_question_to_the_caller_and_two_of_these_the_fallback(
    tools: TransferTools,
) -> None:
    async with talking(tools) as talk:
        results = [await talk.call("open_the_vault") for _ in range(4)]
    assert [(result.is_error, content(result)["next"]) for result in results] == [
        (True, "ask_again"),
        (False, "listen"),
        (True, "ask_again"),
        (False, "transfer"),
    ]
    assert content(results[1])["say"] == "I would like to connect you with the right place. What is it about?"
    assert text(results[1]).endswith("Then wait for the caller's answer.")
    assert content(results[3])["key"] == "switchboard"


@pytest.mark.anyio
async def test_a_goodbye_ends_the_call_and_the_next_choice_is_of_another_one(tools: TransferTools) -> None:
    async with talking(tools) as talk:
        await talk.call("transfer_to_cards", CARDS)
        talk.seconds += 60
        await talk.call("transfer_to_loans", CARDS)
        goodbye = await talk.call("hang_up", {"reason": "done"})
        assert content(goodbye)["next"] == "hang_up"
        assert text(goodbye).endswith("Then end the call.")
        again = await talk.call("transfer_to_cards", CARDS)
    assert content(again)["key"] == "cards"


@MODES
@pytest.mark.anyio
async def test_destinations_out_of_their_hours_are_not_listed_and_the_model_is_told_when_they_open(
    by_hours: TransferTools, mode: str
) -> None:
    async with talking(by_hours, mode=mode) as talk:
        assert "transfer_to_desk" in await talk.names()
        talk.now += timedelta(hours=8)
        assert "transfer_to_desk" not in await talk.names()
        result = await talk.call("transfer_to_desk", {"reason": "x"})
    assert result.is_error
    assert "desk" in text(result).partition("\n\n")[2]


@pytest.mark.anyio
async def test_a_client_is_told_when_hours_end_while_nobody_calls_a_tool(by_hours: TransferTools) -> None:
    async with talking(by_hours) as talk:
        await talk.names()
        talk.now += timedelta(hours=8)
        talk.looked.set()
        with anyio.fail_after(10):
            await talk.changed.wait()
        assert "transfer_to_desk" not in await talk.names()


@pytest.mark.anyio
async def test_a_client_that_subscribes_is_told_of_another_list(by_hours: TransferTools) -> None:
    async with talking(by_hours, mode="2026-07-28") as talk:
        await talk.names()
        with anyio.fail_after(10):
            async with talk.client.listen(tools_list_changed=True) as events:
                talk.now += timedelta(hours=8)
                talk.looked.set()
                await anext(aiter(events))


@pytest.mark.anyio
async def test_a_transfer_that_its_host_reports_back_is_not_offered_again(tools: TransferTools) -> None:
    async with talking(tools) as talk:
        await talk.names()
        await talk.call("transfer_to_cards", CARDS)
        back = {"key": "cards", "outcome": "busy"}
        assert "transfer_to_cards" not in await talk.names(returned=back)
        assert content(await talk.call("transfer_to_loans", CARDS, returned=back))["key"] == "loans"
        assert "transfer_to_loans" in await talk.names(returned=back), "told twice, it counts once"


@pytest.mark.anyio
async def test_another_choice_says_that_the_transfer_before_it_did_not_happen(tools: TransferTools) -> None:
    async with talking(tools) as talk:
        await talk.names()
        await talk.call("transfer_to_cards", CARDS)
        assert content(await talk.call("transfer_to_loans", CARDS))["key"] == "loans"
        with anyio.fail_after(10):
            await talk.changed.wait()
        assert "transfer_to_cards" not in await talk.names()


@pytest.mark.anyio
async def test_a_question_after_a_transfer_says_so_too(tools: TransferTools) -> None:
    async with talking(tools) as talk:
        await talk.call("transfer_to_cards", CARDS)
        assert (await talk.call("open_the_vault")).is_error
        assert "transfer_to_cards" in await talk.names(), "the model has only been asked again"
        assert content(await talk.call("open_the_vault"))["next"] == "listen"
        assert "transfer_to_cards" not in await talk.names()


@pytest.mark.anyio
async def test_the_same_choice_again_is_one_transfer_and_later_a_transfer_that_came_back(tools: TransferTools) -> None:
    async with talking(tools) as talk:
        first = await talk.call("transfer_to_cards", CARDS)
        talk.seconds += 1
        assert await talk.call("transfer_to_cards", {"reason": "told otherwise"}) == first
        talk.seconds += 2
        later = await talk.call("transfer_to_cards", CARDS)
    assert later.is_error
    assert content(later)["reason"] == "unknown_destination"


@pytest.mark.anyio
async def test_calls_of_one_reply_are_judged_together(tools: TransferTools) -> None:
    async with talking(tools) as talk:
        talk.side_by_side = 2
        results = {}

        async def call(name: str, key: str) -> None:
            results[key] = await talk.call(name, CARDS)

        async with anyio.create_task_group() as tasks:
            tasks.start_soon(call, "transfer_to_cards", "first")
            tasks.start_soon(call, "transfer_to_loans", "second")
        assert [content(result)["reason"] for result in results.values()] == ["conflicting_calls"] * 2
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(call, "transfer_to_cards", "first")
            tasks.start_soon(call, "transfer_to_cards", "second")
        assert [content(result)["key"] for result in results.values()] == ["cards"] * 2


@pytest.mark.anyio
async def test_calls_that_a_host_names_know_nothing_of_each_other(tools: TransferTools) -> None:
    async with talking(tools) as talk:
        one, other = {"id": "one"}, {"id": "other"}
        await talk.call("transfer_to_cards", CARDS, call=one)
        await talk.call("transfer_to_loans", CARDS, call=one)
        assert "transfer_to_cards" not in await talk.names(call=one)
        assert "transfer_to_cards" in await talk.names(call=other)
        assert "transfer_to_cards" in await talk.names()


@pytest.mark.anyio
async def test_an_hour_without_a_request_begins_another_call(tools: TransferTools) -> None:
    async with talking(tools) as talk:
        await talk.call("transfer_to_cards", CARDS)
        await talk.call("transfer_to_loans", CARDS)
        talk.seconds += 3600
        assert "transfer_to_cards" in await talk.names()


@pytest.mark.anyio
async def test_what_a_host_tells_of_the_call_counts_as_in_every_other_call(tools: TransferTools) -> None:
    said = [{"role": "user", "content": "auf Deutsch bitte, meine Karte ist weg"}]
    async with talking(tools) as talk:
        result = await talk.call("transfer_to_cards", {"reason": "x", "language": "en"}, messages=said)
        own = await talk.call("transfer_to_loans", {"language": "en"}, call={"id": "2", "from": "+4921155660006"})
    assert content(result)["say"] == ANNOUNCED
    assert content(own)["key"] != "loans", "the caller's own number is not dialled"


@pytest.mark.parametrize(
    "meta",
    [
        {"call": "+4921155660001"},
        {"call": {"number": "+4921155660001"}},
        {"messages": "+4921155660001"},
        {"messages": ["+4921155660001"]},
        {"returned": "busy"},
        {"returned": {"key": "cards", "outcome": "+4921155660001"}},
    ],
)
@MODES
@pytest.mark.anyio
async def test_facts_that_are_none_are_a_tool_result_that_quotes_nothing(
    tools: TransferTools, mode: str, meta: dict[str, object]
) -> None:
    async with talking(tools, mode=mode) as talk:
        result = await talk.call("transfer_to_cards", CARDS, **meta)
        assert result.is_error
        assert content(result)["reason"] == "unusable_request"
        assert "5566" not in text(result)
        assert "transfer_to_cards" in await talk.names(**meta)


@pytest.mark.anyio
async def test_a_number_in_an_announcement_is_not_told(directory_of: Callable[..., Directory]) -> None:
    desk = {"number": "+4921155660011", "message": "You can also ring 0211 5566 0011."}
    tools = TransferTools(directory_of(desk=desk))
    async with talking(tools) as talk:
        result = await talk.call("transfer_to_desk", {"reason": "x"})
    assert content(result)["say"] == "You can also ring [number]."
    async with talking(tools, show_numbers=True) as talk:
        result = await talk.call("transfer_to_desk", {"reason": "x"})
    assert content(result)["say"] == "You can also ring 0211 5566 0011."


@pytest.mark.anyio
async def test_one_tool_for_all_destinations_is_judged_like_a_tool_each(bank: Directory) -> None:
    async with talking(TransferTools(bank, exposure="single")) as talk:
        assert await talk.names() == ["transfer_call", "hang_up"]
        result = await talk.call("transfer_call", {"destination": "cards", **CARDS})
    assert content(result)["key"] == "cards"


@pytest.mark.anyio
async def test_arguments_that_are_nested_too_deep_are_arguments_that_cannot_be_read(tools: TransferTools) -> None:
    deep: dict[str, object] = {}
    for _ in range(1000):
        deep = {"destination": deep}
    connection = Connection(tools, now=lambda: NOON, seconds=lambda: 0.0, pause=anyio.lowlevel.checkpoint)
    told = await connection.chosen(None, "transfer_call", deep)
    assert isinstance(told, Refusal)
    assert told.reason == "unreadable_arguments"


@pytest.mark.anyio
async def test_whatever_breaks_the_model_is_told_something(
    tools: TransferTools, caplog: pytest.LogCaptureFixture
) -> None:
    def broken() -> datetime:
        raise OSError("no clock")

    connection = Connection(tools, now=broken, seconds=lambda: 0.0, pause=anyio.lowlevel.checkpoint)
    assert await connection.chosen(None, "transfer_to_cards", CARDS) is BROKEN
    assert "a tool call could not be judged" in caplog.text


@pytest.mark.anyio
async def test_among_a_thousand_destinations_the_words_of_the_model_bring_the_right_one_into_the_tool() -> None:
    async with talking(TransferTools(large_directory(1_000))) as talk:

        async def listed() -> list[str]:
            (tool,) = [
                tool for tool in (await talk.client.list_tools(cache_mode="bypass")).tools if tool.name == SINGLE
            ]
            values: list[str] = tool.input_schema["properties"]["destination"]["enum"]
            return values

        assert await listed() == ["switchboard", "none_of_these"]
        none = {"destination": "none_of_these", "reason": "a boat in Passau that needs repairs", "language": "en"}
        refused = await talk.call(SINGLE, none)
        assert content(refused)["next"] == "ask_again"
        assert "repairs_boats_passau" in await listed()
        chosen = await talk.call(SINGLE, {**none, "destination": "repairs_boats_passau"})
        assert content(chosen)["key"] == "repairs_boats_passau"
