"""For tests: played calls, models scripted or mocked by a scenario, and a server that any OpenAI client can ask."""

from typing import TYPE_CHECKING

from adapter.lazy import lazy_names

if TYPE_CHECKING:
    from adapter.testing.call import PlayedCall
    from adapter.testing.cassettes.model import CassetteModel
    from adapter.testing.launch import running_mock
    from adapter.testing.mock_server.server import RunningMock
    from adapter.testing.network_guard import no_network
    from adapter.testing.played import AsyncPlayedCall
    from adapter.testing.scenario import Scenario, load_scenario
    from adapter.testing.scenario.mock_model import MockModel
    from adapter.testing.scripted import ScriptedModel, calls, hangs_up, in_pieces, raw, refuses, says

__all__ = [
    "AsyncPlayedCall",
    "CassetteModel",
    "MockModel",
    "PlayedCall",
    "RunningMock",
    "Scenario",
    "ScriptedModel",
    "calls",
    "hangs_up",
    "in_pieces",
    "load_scenario",
    "no_network",
    "raw",
    "refuses",
    "running_mock",
    "says",
]

__getattr__, __dir__ = lazy_names(
    __name__,
    {
        "AsyncPlayedCall": "adapter.testing.played",
        "CassetteModel": "adapter.testing.cassettes.model",
        "MockModel": "adapter.testing.scenario.mock_model",
        "PlayedCall": "adapter.testing.call",
        "RunningMock": "adapter.testing.mock_server.server",
        "Scenario": "adapter.testing.scenario",
        "ScriptedModel": "adapter.testing.scripted",
        "calls": "adapter.testing.scripted",
        "hangs_up": "adapter.testing.scripted",
        "in_pieces": "adapter.testing.scripted",
        "load_scenario": "adapter.testing.scenario",
        "no_network": "adapter.testing.network_guard",
        "raw": "adapter.testing.scripted",
        "refuses": "adapter.testing.scripted",
        "running_mock": "adapter.testing.launch",
        "says": "adapter.testing.scripted",
    },
)
