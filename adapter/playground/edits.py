"""Edits of a directory's descriptions and of a prompt's body, in force for one call and written to no file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from adapter.directory.editing import DirectoryText
from adapter.errors import DirectoryError, DocumentError, OperatorError, Problem, ToolsetError
from adapter.evals.tuning.baseline import PROMPT, Baseline
from adapter.tool_calls.prompt_search import prompts_folder
from adapter.tool_calls.request import system_prompt
from adapter.tool_calls.tools import EACH_PREFIX
from adapter.transfers.assistant_config import AssistantConfig


@dataclass(frozen=True, kw_only=True)
class Edits:
    """The whole of them: a description under each key that has another one, and the prompt's body or None."""

    descriptions: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    prompt: str | None = None

    def __bool__(self) -> bool:
        return bool(self.descriptions) or self.prompt is not None

    @property
    def candidate(self) -> dict[str, str]:
        """The edited texts by the names that tuning gives them."""
        return {**self.descriptions, **({} if self.prompt is None else {PROMPT: self.prompt})}

    def to_json(self) -> dict[str, Any]:
        """As the page sends them."""
        if not self:
            return {}
        return {
            "destinations": {key: {"description": text} for key, text in self.descriptions.items()},
            "prompt": self.prompt,
        }


NONE = Edits()


class RefusedEdits(Exception):  # noqa: N818 - says what was refused, to whoever has edited
    """Edits that cannot be used. `problems` say why; `message` of each is for people."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(f"{len(problems)} mistakes")
        self.problems = tuple(problems)


def normal(edits: Edits, config: AssistantConfig) -> Edits:
    """The edits without what is as it stands in the files that the config was made from."""
    known = config.directory.destinations
    changed = {
        key: text
        for key, text in edits.descriptions.items()
        if key not in known or text != (known[key].record.description or "")
    }
    body = None if edits.prompt is None else edits.prompt.strip()
    return Edits(descriptions=changed, prompt=None if body == config.prompt.body else body)


def baseline_of(config: AssistantConfig, directory: DirectoryText, folder: Path | None) -> Baseline:
    """The files that a config was made from. `folder` is where the operator's prompts are. Raises `OperatorError`."""
    prompts = prompts_folder(config.prompt, directory=Path(directory.file), folder=folder) / config.prompt.name
    versions = {int(path.stem[1:]): path.read_bytes() for path in prompts.glob("v*.md") if path.stem[1:].isdigit()}
    return Baseline(
        config=config,
        directory=directory,
        prompt=versions[config.prompt.version],
        versions=versions,
    )


def edited(baseline: Baseline, edits: Edits) -> AssistantConfig:
    """The config with the edited texts. Raises `RefusedEdits`."""
    file, known = baseline.directory.file, baseline.directory.descriptions
    config = baseline.config
    if any(key not in known for key in edits.descriptions):
        raise RefusedEdits([Problem(file=file, message="a key is none of the directory's")])
    try:
        if edits.descriptions:
            text = baseline.directory_with(edits.descriptions)
            wrong = [key for key, was in known.items() if text.descriptions[key] != edits.descriptions.get(key, was)]
            if wrong:
                raise RefusedEdits([_problem(file, key, _SHARED) for key in wrong])
            config = replace(config, directory=replace(text.directory, file=config.directory.file))
        if edits.prompt is not None:
            config = replace(config, prompt=baseline.prompt_with(edits.candidate))
        system_prompt(config.prompt, config.toolset)
    except (DirectoryError, DocumentError) as error:
        raise RefusedEdits(error.problems) from error
    except ToolsetError as error:
        named = (key for key in edits.descriptions if str(error).startswith(f"{EACH_PREFIX}{key}:"))
        raise RefusedEdits([_problem(file, next(named, None), str(error))]) from error
    except OperatorError as error:
        raise RefusedEdits([Problem(file=file, field=PROMPT, message=str(error))]) from error
    except ValueError as error:
        raise RefusedEdits([_problem(file, None, str(error))]) from error
    return config


_SHARED = "a description that several destinations share by an alias (*name) cannot be rewritten: write it out"


def _problem(file: str, key: str | None, message: str) -> Problem:
    return Problem(file=file, key=key, field="description", message=message)
