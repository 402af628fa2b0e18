"""What a test under the pytest plugin starts from: the marker `transfer`, the ini file, and the files that they name.

Loaded with the plugin, so what it needs is imported when it is used.
"""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

if TYPE_CHECKING:  # at run time they are imported when they are needed
    from adapter.calls.platform import Platform
    from adapter.directory import Directory
    from adapter.testing.scenario import Scenario
    from adapter.transfers.assistant_config import AssistantConfig

INI: Final = {
    "transfer_directory": "The directory file of the assistant under test; relative to pytest's rootdir.",
    "transfer_scenario": "The scenario file of the mocked model; without one it answers as the offline model would.",
    "transfer_prompt": "The prompt of the assistant under test: name, name@v2 or name@label.",
    "transfer_prompts_dir": "A folder of prompts of your own; relative to pytest's rootdir.",
    "transfer_language": "The language that is spoken while nothing tells the caller's.",
    "transfer_platform": "The voice platform that plays the calls; left out, that of the webhook.",
}
ARGUMENTS: Final = (*(name.removeprefix("transfer_") for name in INI), "at", "caller")
"""What the marker `transfer` takes."""
_IN_PROCESS_ONLY: Final = ("scenario", "prompt", "prompts_dir", "language", "at")
"""What a running service does not let a test choose."""
_MARKER: Final = "@pytest.mark.transfer"

_read: Final = pytest.StashKey[dict[object, Any]]()


def options_of(request: pytest.FixtureRequest) -> dict[str, Any]:
    """The options that markers and ini file set, else None. The nearest marker wins, argument by argument."""
    values: dict[str, Any] = dict.fromkeys(ARGUMENTS)
    values |= {name.removeprefix("transfer_"): request.config.getini(name) or None for name in INI}
    for marker in reversed(list(request.node.iter_markers("transfer"))):
        unknown = sorted(set(marker.kwargs) - set(ARGUMENTS))
        if unknown or marker.args:
            odd = ", ".join([*map(repr, marker.args), *unknown])
            pytest.fail(f"{_MARKER} takes {'=, '.join(ARGUMENTS)}=; not {odd}", pytrace=False)
        values |= marker.kwargs
    return values


def chosen_for_in_process(request: pytest.FixtureRequest) -> list[str]:
    """The options of the test's markers that only an assistant in this process takes: a running service has its own."""
    marked = {name for marker in request.node.iter_markers("transfer") for name in marker.kwargs}
    return [name for name in _IN_PROCESS_ONLY if name in marked]


def directory_of(request: pytest.FixtureRequest) -> "Directory":
    """The directory that the test has chosen, its file read once."""
    from adapter.directory import Directory

    choice = options_of(request)["directory"]
    if choice is None:
        pytest.fail(
            "which directory file? Set transfer_directory in pytest's configuration, or mark the test with "
            f'{_MARKER}(directory="directory.yaml"), or override the fixture transfer_directory',
            pytrace=False,
        )
    if isinstance(choice, Mapping):
        choice = _usable(Directory.parse, choice, file=_MARKER)
    elif isinstance(choice, str | os.PathLike):
        path = _path(request, choice)
        choice = _once(request, path, Directory.load, path)
    directory: Directory = choice
    return directory


def scenario_of(request: pytest.FixtureRequest) -> "Scenario | None":
    """The scenario that the test has chosen: of a file, as its content, or only its rules."""
    from adapter.testing.scenario import parse_scenario, read_scenario

    choice = options_of(request)["scenario"]
    if isinstance(choice, list):
        choice = {"rules": choice}
    if isinstance(choice, Mapping):
        choice = _usable(parse_scenario, choice, file=_MARKER)
    elif isinstance(choice, str | os.PathLike):
        choice = _usable(read_scenario, _path(request, choice))
    scenario: Scenario | None = choice
    return scenario


def config_of(request: pytest.FixtureRequest, directory: "Directory") -> "AssistantConfig":
    """A directory with the prompt and the language that the test has chosen, made once: so are the tools in it."""
    from adapter.tool_calls.prompt_search import find_prompt
    from adapter.transfers.assistant_config import AssistantConfig

    choices = options_of(request)
    name, language, folder = choices["prompt"], choices["language"] or "en", choices["prompts_dir"]

    def make() -> AssistantConfig:
        own = None if folder is None else _path(request, folder)
        prompt = find_prompt(name, directory=directory.file, folder=own)
        return AssistantConfig(directory=directory, prompt=prompt, language=language)

    config: AssistantConfig = _once(request, (id(directory), name, language, folder), make)
    return config


def platform_of(request: pytest.FixtureRequest) -> "Platform":
    """The voice platform that the test has chosen."""
    from adapter.platforms import DEFAULT, platform_named

    platform: Platform = _usable(platform_named, options_of(request)["platform"] or DEFAULT)
    return platform


def _once(request: pytest.FixtureRequest, key: object, read: Any, *arguments: Any) -> Any:
    """What is read at the first test that needs it and serves all others of the run."""
    known = request.config.stash.setdefault(_read, {})
    if key not in known:
        known[key] = _usable(read, *arguments)
    return known[key]


def _usable(read: Any, *arguments: Any, **named: Any) -> Any:
    """What a reader makes of a file. What it finds wrong is for whoever wrote the file: its words, and no traceback."""
    from adapter.errors import OperatorError

    try:
        return read(*arguments, **named)
    except OperatorError as error:
        wrong = str(error)
    return pytest.fail(wrong, pytrace=False)


def _path(request: pytest.FixtureRequest, path: str | os.PathLike[str]) -> Path:
    return request.config.rootpath / path
