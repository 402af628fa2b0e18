"""Profiles: how a family of models, or one server, likes to be asked. Shipped by model name, own ones by file."""

import re
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, Field, field_validator

from adapter.documents.content import content_of
from adapter.documents.files import file_text, is_file
from adapter.documents.yaml_text import load_yaml
from adapter.errors import DocumentError, SettingsError
from adapter.tool_calls.json_choice import Choice

LimitField: TypeAlias = Literal["max_tokens", "max_completion_tokens"]
Effort: TypeAlias = Literal["none", "minimal", "low", "medium", "high"]
EFFORTS: Final[tuple[Effort, ...]] = get_args(Effort)
"""The least first."""

MAX_FILE: Final = 64 * 1024

Content = TypeVar("Content", bound=BaseModel)

_SHIPPED: Final = Path(__file__).with_name("profiles.yaml")


class Profile(BaseModel):
    """How a model is asked. What a server refuses all the same is left out for it while the process lives."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(min_length=1)
    models: tuple[str, ...] = ()
    """Regular expressions of model names, for the shipped profiles."""
    limit: LimitField = "max_tokens"
    """The output limit's name in Chat Completions; in Responses it is always `max_output_tokens`."""
    reasons: bool = False
    """Whether the model thinks before it speaks, and needs tokens for that."""
    effort: Effort | None = None
    """The least effort that it takes, where it takes any."""
    temperature: float | None = Field(None, ge=0, le=2)
    strict: bool = True
    """Whether tools are sent with `strict`."""
    choice: Choice = "tools"
    fields: dict[str, Any] = {}
    """Further fields of the request body, such as `seed` or `parallel_tool_calls`."""
    window: int | None = Field(None, ge=256)
    """Tokens of prompt and reply together, where they are known."""

    @field_validator("models")
    @classmethod
    def _must_compile(cls, models: tuple[str, ...]) -> tuple[str, ...]:
        for pattern in models:
            try:
                re.compile(pattern)
            except re.error as error:
                raise ValueError(f"{pattern!r} is no regular expression: {error}") from error
        return models


class _Shipped(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    profiles: tuple[Profile, ...]


UNKNOWN: Final = Profile(name="unknown")
"""For a model that no profile knows: only what all servers take."""


@lru_cache(maxsize=1)
def shipped_profiles() -> tuple[Profile, ...]:
    """The profiles that come with the package, in the order in which they are tried."""
    return _read(_SHIPPED, _Shipped).profiles


def profile_of(model: str) -> Profile:
    """The first shipped profile that knows a model by its name, else `UNKNOWN`."""
    name = model.strip().lower().rpartition("/")[2]
    return next((known for known in shipped_profiles() if any(re.fullmatch(it, name) for it in known.models)), UNKNOWN)


def load_profile(reference: str) -> Profile:
    """A shipped profile by its name, or one's own from a YAML file. Raises `SettingsError` that says what there is."""
    reference = reference.strip()
    for known in (*shipped_profiles(), UNKNOWN):
        if known.name == reference:
            return known
    path = Path(reference)
    if not is_file(path):
        names = ", ".join(known.name for known in shipped_profiles())
        raise SettingsError(
            f"ADAPTER_MODEL_PROFILE: {reference!r}: no such file, and none of the shipped ones: {names}"
        )
    return _read(path, Profile)


def _read(path: Path, content: type[Content]) -> Content:
    try:
        document = load_yaml(file_text(path, max_bytes=MAX_FILE), str(path))
        return content_of(document, content)
    except DocumentError as error:
        raise SettingsError(str(error)) from error
