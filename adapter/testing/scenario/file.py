"""Scenario files: reading one, and what is said of one that cannot be used."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from adapter.documents.document import Document, check_plain
from adapter.errors import DocumentError, ScenarioError
from adapter.testing.scenario.rules import OFFLINE, Scenario, rule_title
from adapter.testing.yaml_file import content_of, file_text, yaml_document

MAX_BYTES: Final = 16 * 1024 * 1024


def read_scenario(scenario: Scenario | str | Path | None) -> Scenario:
    """The scenario that is meant: itself, the one of a file, or the offline model for everything."""
    if scenario is None:
        return OFFLINE
    return scenario if isinstance(scenario, Scenario) else load_scenario(scenario)


def load_scenario(path: str | Path) -> Scenario:
    """Reads a scenario file. Raises `ScenarioError`."""
    return parse_scenario(file_text(Path(path), ScenarioError, MAX_BYTES), file=str(path))


def parse_scenario(scenario: str | Mapping[str, object], *, file: str = "scenario") -> Scenario:
    """Reads a scenario from YAML, or from data. Raises `ScenarioError`; `file` is the name that its messages use."""
    if isinstance(scenario, str):
        document = yaml_document(scenario, file, ScenarioError)
    else:
        document = Document(file=file, data=scenario)
    try:
        check_plain(document)
    except DocumentError as error:
        raise ScenarioError(str(error)) from None
    if not isinstance(document.data, Mapping):
        raise ScenarioError(f"{file}: a scenario is a mapping with `rules`")
    return content_of(document, Scenario, _title, ScenarioError)


def _title(position: int, rule: object) -> str:
    return rule_title(position, rule.get("name") if isinstance(rule, dict) else None)
