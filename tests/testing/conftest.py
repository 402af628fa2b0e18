"""What the tests of the testing package start from."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from adapter import Directory, Toolset
from adapter.testing import running_mock
from adapter.testing.mock_server.server import RunningMock
from adapter.testing.scenario import Scenario, parse_scenario
from adapter.tool_calls.conversation import UserMessage
from adapter.tool_calls.prompt import default_prompt
from adapter.tool_calls.request import ModelRequest, request
from adapter.tool_calls.tools import Exposure
from adapter.transfers.assistant_config import AssistantConfig
from adapter.transfers.offer import Offer, single_offer

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def tools(bank: Directory) -> Toolset:
    """The example bank's tools, with the one that hangs up."""
    return Toolset(bank, hang_up=True)


@pytest.fixture(scope="session")
def asking(bank: Directory) -> Callable[..., ModelRequest]:
    """A request as a call makes it: `asking("I lost my card", exposure="single")`."""

    def make(*said: str, exposure: Exposure = "each", offered: tuple[str, ...] | None = None) -> ModelRequest:
        tools = Toolset(bank, exposure=exposure, offered=offered, hang_up=True)
        return request(tools, tuple(UserMessage(text=text) for text in said), default_prompt())

    return make


@pytest.fixture(scope="session")
def offering(bank: Directory) -> Callable[[str], Offer]:
    """The offer that a call makes for these words."""
    config = AssistantConfig(directory=bank)
    return lambda said: single_offer(config, (UserMessage(text=said),), NOON)


@pytest.fixture
def written(tmp_path: Path) -> Callable[[str], Path]:
    """Writes a scenario file."""

    def write(text: str) -> Path:
        path = tmp_path / "scenario.yaml"
        path.write_text(text, "utf-8")
        return path

    return write


@pytest.fixture(scope="session")
def scenario_of() -> Callable[..., Scenario]:
    """A scenario from rules written as YAML flow mappings: `scenario_of("{reply: {say: Hello}}")`."""

    def make(*rules: str, rest: str = "") -> Scenario:
        return parse_scenario("\n".join([rest, f"rules: [{', '.join(rules)}]"]))

    return make


SCENES = """
models: [gpt-4.1-mini, gpt-x]
unmatched: error
rules:
  - {name: words, match: {words: words}, reply: {say: "Good morning,  what is it about? "}}
  - {name: call, match: {words: call}, reply: {call: cards, language: de}}
  - {name: both, match: {words: both}, reply: {call: cards, say: One moment., language: en}}
  - {name: two, match: {words: two}, reply: {fault: two-calls}}
  - {name: refusal, match: {words: refusal}, reply: {refuse: I cannot help with that.}}
  - {name: length, match: {words: length}, reply: {fault: length, say: I would like to}}
  - {name: filter, match: {words: filter}, reply: {fault: content-filter, say: Well}}
  - {name: nothing, match: {words: nothing}, reply: {fault: empty-reply}}
  - {name: no choice, match: {words: choiceless}, reply: {fault: empty-choices}}
  - {name: raw, match: {words: raw}, reply: {name: fly_to, arguments: '{"where": "the m'}}
  - {name: offline, match: {words: offline}, reply: {offline: true}}
"""


@pytest.fixture(scope="package")
def scenes() -> Iterator[RunningMock]:
    """A running mock server that answers each word of its scenario in the way that the word names."""
    with running_mock(parse_scenario(SCENES)) as server:
        yield server
