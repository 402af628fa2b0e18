"""What holds for MCP clients whatever a model calls and whatever a host tells."""

import json
from collections.abc import Mapping
from typing import Any

import anyio
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapter import Directory, TransferTools
from adapter.mcp_server.connection import BROKEN, Connection
from adapter.mcp_server.wire import mcp_result, mcp_tools
from tests.conftest import NOON
from tests.replies import JSON_LIKE, TEXTS, TOOL_NAMES

EXAMPLES = max(60, settings().max_examples // 10)

NUMBERS = st.sampled_from(["+4921155660001", "0211 5566 0006", "transfer_to_+4921155660001", "null two eins eins"])
NAMES = st.sampled_from([*TOOL_NAMES, "transfer_to_switchboard"]) | NUMBERS | TEXTS | st.text(max_size=30)
VALUES = st.sampled_from(["cards", "loans", "de", "en", ""]) | NUMBERS | JSON_LIKE
ARGUMENTS = (
    st.none()
    | JSON_LIKE
    | NUMBERS
    | st.dictionaries(st.sampled_from(["destination", "reason", "language"]) | st.text(max_size=5), VALUES, max_size=4)
)
META = st.none() | st.fixed_dictionaries(
    {},
    optional={
        "transfer-adapter/call": JSON_LIKE
        | st.fixed_dictionaries({}, optional={"id": st.sampled_from(["1", "2"]), "from": NUMBERS}),
        "transfer-adapter/messages": JSON_LIKE
        | st.lists(
            st.fixed_dictionaries({"role": st.sampled_from(["user", "assistant"]), "content": VALUES}), max_size=3
        ),
        "transfer-adapter/returned": JSON_LIKE
        | st.fixed_dictionaries({"key": VALUES, "outcome": st.sampled_from(["busy", "unknown"]) | VALUES}),
    },
)
CALLS = st.lists(st.tuples(NAMES, ARGUMENTS, META, st.sampled_from([0.0, 1.0, 5.0, 4000.0])), min_size=1, max_size=5)


@pytest.fixture(scope="module")
def tools(bank: Directory) -> TransferTools:
    return TransferTools(bank)


@pytest.mark.deep
@settings(max_examples=EXAMPLES)
@given(calls=CALLS, show_numbers=st.booleans())
def test_every_call_gets_a_result_and_no_number_leaves_that_is_not_to_be_shown(
    tools: TransferTools, calls: list[tuple[str, Any, Mapping[str, object] | None, float]], show_numbers: bool
) -> None:
    seconds = 0.0
    connection = Connection(tools, now=lambda: NOON, seconds=lambda: seconds, pause=anyio.lowlevel.checkpoint)
    numbers, destinations = tools.directory.numbers, tools.directory.destinations

    async def talk() -> None:
        nonlocal seconds
        for name, arguments, meta, later in calls:
            seconds += later
            listed = mcp_tools(connection.offered(meta))
            told = await connection.chosen(meta, name, arguments)
            assert told is not BROKEN
            result = mcp_result(told, tools.config.toolset, show_numbers=show_numbers)
            content = result.structured_content
            assert content["next"] in ("listen", "transfer", "hang_up", "ask_again")
            assert result.is_error == (content["next"] == "ask_again")
            assert (content["key"] in destinations) == (content["next"] == "transfer")
            wire = json.dumps([result.model_dump(mode="json"), [tool.model_dump(mode="json") for tool in listed]])
            if not show_numbers:
                assert not numbers.found_in(wire)
            elif content["transfer"] is not None:
                assert content["transfer"]["number"] == destinations[content["key"]].record.number

    anyio.run(talk)
