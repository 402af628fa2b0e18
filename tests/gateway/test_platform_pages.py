"""The pages for platforms behind the gateway show what happens."""

import json
import re
from collections.abc import Callable

import pytest
from openai import OpenAI

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


def test_every_platform_page_is_in_the_table_of_ways() -> None:
    table = (PAGES / "README.md").read_text()
    for page in PAGES.glob("*.md"):
        assert page.name == "README.md" or page.name in table, page.name
