"""The list of models that a server gives, whatever its kind: names, whose they are, and windows where they are told."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from adapter.errors import ModelReplyUnreadable

MOCK_OWNER: Final = "transfer-adapter-mock"
"""Whose the models of our own mock server are: it says so in its list."""
MAX_MODELS: Final = 2_000
"""Models of a list that are looked at. Gateways list some hundred."""
LONGEST_NAME: Final = 200

_WINDOWS: Final = (
    "n_ctx",  # llama.cpp, in `meta`
    "max_model_len",  # vLLM
    "loaded_context_length",  # LM Studio: what the model was loaded with, which is less than it could have
    "context_length",  # OpenRouter, Together
    "context_window",  # Groq
    "max_context_length",  # Mistral
)
"""How servers call the window in their list, the one in force before what the model could have."""
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f]")


@dataclass(frozen=True, kw_only=True, slots=True)
class ServedModel:
    """A model that a server lists. `window` is its tokens of prompt and reply together, None where it is not told."""

    name: str
    owner: str = ""
    window: int | None = None


def read_models(body: object) -> tuple[ServedModel, ...]:
    """The models in the decoded body of `GET /models`, in its order. Raises `ModelReplyUnreadable` for another body."""
    listed = body.get("data") if isinstance(body, Mapping) else body  # Together gives the list itself
    if not isinstance(listed, list):
        raise ModelReplyUnreadable("the model server's list of models is none")
    return tuple(_models(listed[:MAX_MODELS]))


def listed(models: tuple[ServedModel, ...], name: str) -> ServedModel | None:
    """The model of a list that a name means; Google's list has `models/` before each."""
    return next((model for model in models if name in (model.name, model.name.removeprefix("models/"))), None)


def is_our_mock(models: tuple[ServedModel, ...]) -> bool:
    """Whether the list is that of our own mock server."""
    return any(model.owner == MOCK_OWNER for model in models)


def told_window(*places: object) -> int | None:
    """The window that one of these objects of a server tells, the first that does."""
    for place in places:
        if not isinstance(place, Mapping):
            continue
        for name in _WINDOWS:
            value = place.get(name)
            if isinstance(value, int) and not isinstance(value, bool) and value > 0:
                return value
    return None


def _models(listed: list[object]) -> Iterator[ServedModel]:
    for entry in listed:
        name = entry.get("id") if isinstance(entry, Mapping) else None
        if isinstance(entry, Mapping) and isinstance(name, str) and name:
            owner = entry.get("owned_by")
            yield ServedModel(
                name=_CONTROL.sub("", name)[:LONGEST_NAME],
                owner=owner[:LONGEST_NAME] if isinstance(owner, str) else "",
                window=told_window(entry.get("meta"), entry),
            )
