"""The pages for platforms behind the gateway show what happens."""

import json
import re
from collections.abc import Callable

import pytest
from openai import OpenAI

from adapter.gateway.native_tools import NATIVE_TOOLS
from adapter.gateway.relayed import ALIVE_EVERY
from adapter.gateway.substitute import FORWARDED, MAX_MESSAGES, MAX_TOOLS
from adapter.service.body import MODEL_BYTES
from adapter.service.gateway import MAX_VALUES
from adapter.service.gateway_page import FAILED
from adapter.tool_calls.promises.openings import MAX_WORDS
from adapter.wiring import Settings
from tests.command import ROOT
from tests.gateway.conftest import Gated

PAGES = ROOT / "docs" / "platforms"


@pytest.mark.parametrize(("page", "example"), [("livekit", "livekit_agent"), ("pipecat", "pipecat_bot")])
def test_the_code_of_a_page_is_that_of_its_example(page: str, example: str) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", (PAGES / f"{page}.md").read_text(), re.DOTALL)
    assert code in (ROOT / "examples" / f"{example}.py").read_text()


def test_the_request_of_elevenlabs_gets_the_call_that_its_page_shows(gated: Callable[..., Gated]) -> None:
    blocks = re.findall(r"```json\n(.*?)```", (PAGES / "elevenlabs.md").read_text(), re.DOTALL)
    request, arguments = (json.loads(block) for block in blocks)
    gate = gated({"name": "transfer_to_cards", "arguments": '{"reason": "lost card", "language": "en"}'})
    own = {"elevenlabs_extra_body": request.pop("elevenlabs_extra_body")}  # no argument of OpenAI's client
    with OpenAI(base_url=gate.base_url, api_key="none", max_retries=0) as client:
        chunks = list(client.chat.completions.create(**request, extra_body=own))
    (call,) = [call for chunk in chunks for choice in chunk.choices for call in choice.delta.tool_calls or ()]
    assert call.function.name == "transfer_to_number"
    assert json.loads(call.function.arguments) == arguments
    (asked,) = gate.mock.requests
    assert not re.search("elevenlabs|transfer_to_number", json.dumps(asked.body))


def test_the_request_of_the_gateways_page_gets_the_call_that_it_shows(gated: Callable[..., Gated]) -> None:
    blocks = re.findall(r"```json\n(.*?)```", (PAGES / "gateway.md").read_text(), re.DOTALL)
    request, shown = (json.loads(block) for block in blocks)
    gate = gated({"name": "transfer_to_cards", "arguments": '{"reason": "lost card", "language": "en"}'})
    own = {name: request.pop(name) for name in ("call", "customer")}  # no arguments of OpenAI's client
    with OpenAI(base_url=gate.base_url, api_key="none", max_retries=0) as client:
        chunks = list(client.chat.completions.create(**request, extra_body=own))
    (call,) = [call for chunk in chunks for choice in chunk.choices for call in choice.delta.tool_calls or ()]
    assert {"name": call.function.name, "arguments": json.loads(call.function.arguments)} == shown
    (asked,) = gate.mock.requests
    assert not re.search("transferCall|customer|5112345678", json.dumps(asked.body))


def test_the_gateways_page_names_the_fields_tools_statuses_and_limits_that_there_are() -> None:
    page = (PAGES / "gateway.md").read_text()
    (fields,) = re.findall(r"```text\n(.*?)```", page, re.DOTALL)
    assert fields.split() == sorted(FORWARDED)
    statuses = {int(status) for status in re.findall(r"^\| (\d{3}) \|", page, re.MULTILINE)}
    assert FAILED.keys() <= statuses
    tools = dict(re.findall(r"^\| `(\w+)` with `(\w+)`", page, re.MULTILINE))
    assert tools == {tool.name: tool.number for tool in NATIVE_TOOLS}
    limits = f"1 to {MAX_MESSAGES:,} messages, {MAX_TOOLS} tools, and {MAX_VALUES:,} values"
    words = {3: "three"}[MAX_WORDS]
    sizes = (f"more than {MODEL_BYTES // 2**20} MiB", f"after every {ALIVE_EVERY:g} s", f"first {words} words")
    for told in (limits, *sizes):
        assert told in page, told


def test_every_setting_of_a_platform_is_in_the_table_of_settings_and_on_the_page_for_operators() -> None:
    settings = ("public_url", "vapi_", "twilio_", "telnyx_", "gateway_")
    names = [f"ADAPTER_{name.upper()}" for name in Settings.model_fields if name.startswith(settings)]
    assert len(names) == 7
    table = "".join(line for line in (ROOT / "README.md").read_text().splitlines() if line.startswith("|"))
    operators = (ROOT / "docs" / "operations.md").read_text()
    for name in names:
        assert table.count(f"`{name}`") == 1, name
        assert name in operators, name


def test_every_platform_page_is_in_the_table_of_ways() -> None:
    table = (PAGES / "README.md").read_text()
    for page in PAGES.glob("*.md"):
        assert page.name == "README.md" or f"]({page.name})" in table, page.name
