"""Texts: the wording and the settings that a result was measured with, so that a later one can show its changes."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, ValidationError

from adapter.directory import Destination
from adapter.errors import CasesError
from adapter.tool_calls.prompt import Prompt
from adapter.transfers.assistant_config import AssistantConfig
from adapter.wiring import Settings, profile_for

TEXTS: Final = "texts.json"
FORMAT: Final = 1

TextKind: TypeAlias = Literal["description", "examples", "hours", "prompt", "setting", "sentence", "words"]
"""What a text is: of a destination its description, its examples and its hours; the body of the prompt and its
variables; a setting; a fixed sentence of the prompt and a word list. In the order of what a result hangs on most."""


class Text(BaseModel):
    """One text under the name by which it is found again: a key, `cards`, or for a sentence `en clarify`."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    kind: TextKind
    name: str
    text: str


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    format: Literal[1] = FORMAT
    texts: tuple[Text, ...]


def texts_of(config: AssistantConfig, settings: Settings, model: str) -> tuple[Text, ...]:
    """The texts of directory and prompt, and the settings that stand in no identity, in the order of the files.

    No configured number is in them. Further fields of a request (`ADAPTER_MODEL_EXTRA`) are named without their values,
    among which may be a secret.
    """
    mask = config.directory.numbers.mask
    found = (
        *(text for key, item in config.directory.destinations.items() for text in _of_destination(key, item)),
        *_of_prompt(config.prompt),
        *_of_settings(config, settings, model),
    )
    return tuple(text.model_copy(update={"text": mask(text.text)}) for text in found)


def dump_texts(texts: Sequence[Text]) -> bytes:
    """The content of `texts.json`."""
    return _File(texts=tuple(texts)).model_dump_json(indent=2).encode() + b"\n"


def load_texts(path: Path) -> tuple[Text, ...] | None:
    """Reads `texts.json`; None where there is none, as in a folder of an earlier version.

    Raises `CasesError` for a file that cannot be read, or of a format that is not ours.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise CasesError(f"{path}: {error.strerror}") from error
    try:
        return _File.model_validate_json(content).texts
    except ValidationError as error:
        raise CasesError(f"{path}: {_told(content)}; evaluate again to have it written anew") from error


def _told(content: bytes) -> str:
    try:
        said = json.loads(content)["format"]
    except (ValueError, LookupError, TypeError):
        return "not what eval writes"
    known = f"its format is not {FORMAT}, which is the one of this version"
    return known if said != FORMAT else "damaged"


def _of_destination(key: str, destination: Destination) -> Iterator[Text]:
    policy = destination.policy
    yield Text(kind="description", name=key, text=destination.record.description or "")
    if policy.examples:
        yield Text(kind="examples", name=key, text="\n".join(policy.examples))
    if policy.hours:
        closed = f", else {policy.closed}" if policy.closed else ""
        yield Text(kind="hours", name=key, text=f"{policy.hours} ({policy.timezone}){closed}")


def _of_prompt(prompt: Prompt) -> Iterator[Text]:
    yield Text(kind="prompt", name="body", text=prompt.body)
    for name, text in prompt.variables.items():
        yield Text(kind="prompt", name=f"variable {name}", text=text)
    for language, sentences in prompt.sentences.items():
        for name, value in sentences.model_dump(exclude_defaults=True).items():
            if isinstance(value, str):
                yield Text(kind="sentence", name=f"{language} {name}", text=value)
            else:
                yield Text(kind="words", name=f"{language} {name}", text="\n".join(value))


def _of_settings(config: AssistantConfig, settings: Settings, model: str) -> Iterator[Text]:
    profile = profile_for(settings, model)
    temperature = profile.temperature if settings.temperature is None else settings.temperature
    told = {
        "profile": profile.name,
        "temperature": "" if temperature is None else f"{temperature:g}",
        "max_tokens": str(settings.max_tokens),
        "model_timeout": f"{settings.model_timeout:g}",
        "language": config.language,
        "hang_up": "yes" if config.prompt.hang_up else "no",
        "company": config.directory.caller_id_name or "",
        "further fields": ", ".join(sorted(settings.extra_fields or {})),
    }
    yield from (Text(kind="setting", name=name, text=text) for name, text in told.items() if text)
