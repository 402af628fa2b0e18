"""Every fault, over both APIs and streamed or not: it is the same to our client over HTTP and in process."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import get_args

import pytest

from adapter.errors import ModelError
from adapter.models.openai import OpenAIModel
from adapter.testing import MockModel, running_mock
from adapter.testing.mock_server.server import RunningMock
from adapter.testing.scenario import Scenario, parse_scenario
from adapter.testing.scenario.faults import ENDLESS, FaultName
from adapter.tool_calls.reply import ModelReply
from adapter.tool_calls.request import ModelApi, ModelRequest

pytestmark = [pytest.mark.anyio, pytest.mark.outages]

FAULTS: tuple[FaultName, ...] = get_args(FaultName)
SETTINGS = {
    "429": ", retry_after: 1.5",
    "429-date": ", retry_after: 30",
    **dict.fromkeys(("slow-headers", "slow-drip"), ", slow_ms: 30"),
}
SAID = "My card was stolen, and I need a new one"


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    """A model by the name of each fault has that fault."""
    rules = (f"{{match: {{model: '{fault}'}}, reply: {{fault: {fault}{SETTINGS.get(fault, '')}}}}}" for fault in FAULTS)
    return parse_scenario(f"rules: [{', '.join(rules)}]")


@pytest.fixture(scope="module")
def server(scenario: Scenario) -> Iterator[RunningMock]:
    with running_mock(scenario) as server:
        yield server


def without_ids(reply: ModelReply) -> ModelReply:
    """The two count their requests each for itself, and ids hold that number."""
    return replace(reply, tool_calls=tuple(replace(call, id="") for call in reply.tool_calls))


async def outcome(model: OpenAIModel | MockModel, request: ModelRequest) -> ModelReply | ModelError:
    try:
        return await model.reply(request)
    except ModelError as error:
        return error
    finally:
        await model.aclose()


@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize("api", ["chat", "responses"])
@pytest.mark.parametrize("fault", FAULTS)
async def test_a_fault_means_the_same_in_process_and_over_http(
    server: RunningMock,
    scenario: Scenario,
    asking: Callable[..., ModelRequest],
    api: ModelApi,
    stream: bool,
    fault: FaultName,
) -> None:
    limit = 0.6 if fault in ENDLESS else 10.0
    over_http = OpenAIModel(fault, api=api, base_url=server.base_url, timeout=limit, attempts=1, stream=stream)
    in_process = MockModel(scenario, name=fault, api=api, stream=stream, timeout=0 if fault in ENDLESS else limit)
    served, played = await outcome(over_http, asking(SAID)), await outcome(in_process, asking(SAID))
    if isinstance(served, ModelReply) and isinstance(played, ModelReply):
        assert without_ids(served) == without_ids(played)
    else:
        assert isinstance(served, ModelError)
        assert isinstance(played, ModelError)
        assert type(served) is type(played)
        # a date has whole seconds, and some of them pass on the way
        assert served.retry_after == pytest.approx(played.retry_after, abs=1.5 if fault == "429-date" else 0)
