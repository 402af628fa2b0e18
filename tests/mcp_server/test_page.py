"""The page on MCP shows what happens."""

import json
import re
from typing import Any

import pytest
from mcp import Client, StdioServerParameters

from adapter import Directory, TransferTools
from adapter.mcp_server import host_facts
from tests.command import COMMAND, ROOT
from tests.mcp_server.talking import content, talking

PAGE = (ROOT / "docs" / "platforms" / "mcp.md").read_text()
CONFIGURATION, RESULT, *_ = (json.loads(text) for text in re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL))


@pytest.mark.anyio
async def test_the_configuration_of_a_client_starts_the_server() -> None:
    (server,) = CONFIGURATION["mcpServers"].values()
    assert server["command"].endswith("/transfer-adapter")
    bank = str(ROOT / "examples" / "bank" / "directory.yaml")
    arguments = [bank if argument.endswith("directory.yaml") else argument for argument in server["args"]]
    async with Client(StdioServerParameters(command=COMMAND, args=arguments)) as client:
        assert client.instructions is not None
        assert (await client.list_tools()).tools


@pytest.mark.anyio
async def test_the_result_on_the_page_is_the_result(bank: Directory) -> None:
    async with talking(TransferTools(bank)) as talk:
        assert content(await talk.call("transfer_to_cards", {"language": "en"})) == RESULT


def test_every_key_of_meta_is_on_the_page() -> None:
    keys: list[Any] = [host_facts.CALL, host_facts.MESSAGES, host_facts.RETURNED]
    assert re.findall(r"^\| `(transfer-adapter/\w+)`", PAGE, re.MULTILINE) == keys
