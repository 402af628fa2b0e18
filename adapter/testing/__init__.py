"""Models for tests: scripted, mocked by a scenario file, and a mock server that any OpenAI client can talk to."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from adapter.testing.mock import MockModel
    from adapter.testing.scenario import Scenario, load_scenario
    from adapter.testing.scripted import ScriptedModel, calls, hangs_up, raw, refuses, says
    from adapter.testing.server import running_mock

__all__ = [
    "MockModel",
    "Scenario",
    "ScriptedModel",
    "calls",
    "hangs_up",
    "load_scenario",
    "raw",
    "refuses",
    "running_mock",
    "says",
]

_HOMES = {
    "MockModel": "adapter.testing.mock",
    "Scenario": "adapter.testing.scenario",
    "ScriptedModel": "adapter.testing.scripted",
    "calls": "adapter.testing.scripted",
    "hangs_up": "adapter.testing.scripted",
    "load_scenario": "adapter.testing.scenario",
    "raw": "adapter.testing.scripted",
    "refuses": "adapter.testing.scripted",
    "running_mock": "adapter.testing.server",
    "says": "adapter.testing.scripted",
}


def __getattr__(name: str) -> object:
    """Imports a public name when it is first used: who scripts a model does not wait for a web server."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
