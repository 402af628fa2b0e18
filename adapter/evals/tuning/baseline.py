"""The baseline of a search: the texts in use that decide where calls go, taken out of their files and put back."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Literal, TypeAlias, get_args

from adapter.directory.editing import DirectoryText
from adapter.errors import DirectoryError, OperatorError, TuningError
from adapter.tool_calls.prompt import Prompt, parse_prompt
from adapter.tool_calls.request import system_prompt
from adapter.transfers.assistant_config import AssistantConfig

Candidate: TypeAlias = dict[str, str]
"""A text for each component. The same names in all candidates of a search."""

Part: TypeAlias = Literal["descriptions", "prompt"]
PARTS: frozenset[Part] = frozenset(get_args(Part))
"""What can be tuned: the directory's descriptions, the body of the prompt."""

PROMPT = "system prompt"
"""The component that is the prompt's body. No key has a blank in it, so that no destination can be meant."""


_SHARED = "a description that several destinations share by an alias (*name) cannot be rewritten: write it out"


class InvalidCandidateError(Exception):
    """A candidate that cannot be used. `faults` tell the reason to whoever proposed it."""

    def __init__(self, *faults: str) -> None:
        super().__init__("; ".join(faults))
        self.faults = faults


@dataclass(frozen=True, kw_only=True)
class Baseline:
    """What is in use: a directory's descriptions, a prompt's body, or both; and everything that stays as it is."""

    config: AssistantConfig
    directory: DirectoryText
    prompt: bytes
    """The content of the prompt's file."""
    versions: Mapping[int, bytes]
    """The content of all versions that the prompt has, by number."""
    parts: frozenset[Part] = PARTS

    @classmethod
    def of(cls, config: AssistantConfig, directory: Path, prompts: Path, parts: frozenset[Part] = PARTS) -> "Baseline":
        """The baseline of files that the config was made from; `prompts` is the folder of its prompts.

        Raises `OperatorError` where they cannot be rewritten.
        """
        files = (prompts / config.prompt.name).glob("v*.md")
        versions = {int(path.stem[1:]): path.read_bytes() for path in files if path.stem[1:].isdigit()}
        baseline = cls(
            config=config,
            directory=DirectoryText.load(directory),
            prompt=versions[config.prompt.version],
            versions=versions,
            parts=parts,
        )
        baseline._check_directory()
        return baseline

    def _check_directory(self) -> None:
        """Raises `TuningError` where a description cannot be rewritten for its destination alone."""
        file = self.directory.file
        wanted = {name: f"Something else than {name}." for name in self.seed if name != PROMPT}
        try:
            descriptions = self.directory.with_descriptions(wanted).descriptions
        except ValueError as error:
            raise TuningError(f"{file}: {error}") from error
        except DirectoryError as error:
            raise TuningError(f"{file}: {_SHARED}") from error
        if any(descriptions[key] != text for key, text in wanted.items()):
            raise TuningError(f"{file}: {_SHARED}")

    @cached_property
    def seed(self) -> Candidate:
        """The texts as they are: those of destinations that can be offered, and the system prompt."""
        texts: Candidate = {}
        if "descriptions" in self.parts:
            texts |= {key: self.directory.descriptions[key] for key in self.config.toolset.offered}
        if "prompt" in self.parts:
            texts[PROMPT] = self.config.prompt.body
        return texts

    def with_texts(self, candidate: Mapping[str, str]) -> AssistantConfig:
        """The config of a candidate. Raises `InvalidCandidateError` with the reason of the loader that refuses it."""
        try:
            directory = self.directory_with(candidate).directory
            config = replace(self.config, directory=directory, prompt=self.prompt_with(candidate))
            system_prompt(config.prompt, config.toolset)
        except OperatorError as error:
            raise InvalidCandidateError(*str(error).splitlines()) from error
        except UnicodeEncodeError as error:
            raise InvalidCandidateError("it holds half a character (a lone surrogate)") from error
        return config

    def directory_with(self, candidate: Mapping[str, str]) -> DirectoryText:
        """The directory file of a candidate."""
        return self.directory.with_descriptions({key: text for key, text in candidate.items() if key != PROMPT})

    def prompt_with(self, candidate: Mapping[str, str]) -> Prompt:
        """The prompt of a candidate: the next version, unless its text is that of one that there is."""
        prompt, text = self.config.prompt, self.prompt_text(candidate)
        if text == self.prompt:
            return prompt
        same = sorted(number for number, content in self.versions.items() if content == text)
        version = same[0] if same else max(self.versions) + 1
        return parse_prompt(text, name=prompt.name, version=version, file=f"{prompt.name}/v{version}.md")

    def prompt_text(self, candidate: Mapping[str, str]) -> bytes:
        """The content of a prompt's file with a candidate's body; the front matter stays as it is."""
        before, after = self.config.prompt.body, candidate.get(PROMPT, self.config.prompt.body)
        if before == after:
            return self.prompt
        text = self.prompt.decode("utf-8-sig")
        return with_line_ends_of(f"{text[: text.rindex(before)]}{after}\n", self.prompt)


def with_line_ends_of(text: str, original: bytes) -> bytes:
    """A text as bytes, with the line ends of the file that it was made from: a diff of the two is then the change."""
    lines = text.replace("\r\n", "\n")
    return (lines.replace("\n", "\r\n") if b"\r\n" in original else lines).encode()
