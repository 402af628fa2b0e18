"""Scenarios: files that say how a mocked model answers which request, what they make of a request, and the model."""

from adapter.testing.scenario.file import load_scenario, parse_scenario, read_scenario
from adapter.testing.scenario.rules import Scenario

__all__ = ["Scenario", "load_scenario", "parse_scenario", "read_scenario"]
