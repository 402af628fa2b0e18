"""Explanations: why a model gives no reply, in one line with the setting to change; its server is asked if need be."""

from collections.abc import Callable
from typing import Final, Protocol, runtime_checkable

from adapter.errors import ModelAuthError, ModelError
from adapter.models.fallback import FallbackModel
from adapter.models.masking import Mask
from adapter.models.model import Model
from adapter.models.refusals import (
    Asked,
    Refusal,
    Variables,
    about_model,
    about_path,
    other_bases,
    refusal_of,
    refused,
    told,
    too_much,
    wrong_api,
    wrong_path,
)
from adapter.models.served_models import ServedModel
from adapter.tool_calls.request import ModelApi

LOOK_WITHIN: Final = 5.0
"""Seconds that a list may take, and whatever else is read without a model."""


@runtime_checkable
class ServerOfModel(Protocol):
    """What can be asked of a model's server to explain its errors."""

    @property
    def api(self) -> ModelApi:
        """The API that it is asked over."""
        ...

    @property
    def base_url(self) -> str:
        """Where it is. Without key and password."""
        ...

    @property
    def has_key(self) -> bool:
        """Whether a key is sent."""
        ...

    @property
    def variables(self) -> Variables:
        """The settings by which it is reached."""
        ...

    async def served_models(self, *, seconds: float) -> tuple[ServedModel, ...]:
        """The models that it lists. Raises `ModelError`, nothing else."""
        ...

    async def fetch(self, path: str, *, seconds: float) -> object:
        """What it answers to a GET. Raises `ModelError`, nothing else."""
        ...


async def explain(model: Model, error: ModelError, mask: Mask | None = None) -> tuple[str, ...]:
    """What was asked, what was answered and which setting to change: a line for each model of a chain that failed.

    The server is asked for its list of models, and where else it has one, only if the error alone does not tell; a few
    seconds each. Raises nothing for what it answers.
    """
    mask = mask or Mask()
    if isinstance(model, FallbackModel):
        failed = error.in_chain or {0: error}
        lines = [line for place in sorted(failed) for line in await explain(model.models[place], failed[place], mask)]
        return tuple(dict.fromkeys(lines))
    if not isinstance(model, ServerOfModel):
        return (f"model {model.name}: {told(error)}",)
    refusal = await _refusal(model, model.name, error, mask)
    where = "" if model.base_url in refusal.message else f" at {model.base_url}"
    return (f"model {model.name}{where}: {refusal}",)


async def other_base(server: ServerOfModel, *, on_question: Callable[[str], None] = lambda _: None) -> str | None:
    """Where else on the same server there is a list of models, None where nowhere."""
    for base in other_bases(server.base_url):
        on_question(f"the list of models at {base}")
        try:
            await server.fetch(f"{base}/models", seconds=LOOK_WITHIN / 2)
        except ModelAuthError:
            return base  # it is there, and wants another key: that comes next
        except ModelError:
            continue
        return base
    return None


async def _refusal(server: ServerOfModel, name: str, error: ModelError, mask: Mask) -> Refusal:
    models: tuple[ServedModel, ...] | None = None
    if about_model(error) or about_path(error):
        try:
            models = await server.served_models(seconds=LOOK_WITHIN)
        except ModelError:
            models = None
    asked = Asked(
        model=name,
        base_url=server.base_url,
        variables=server.variables,
        has_key=server.has_key,
        models=models or (),
        mask=mask,
    )
    refusal = refusal_of(error, asked)
    if refusal is not None:
        return refusal
    if not about_path(error):
        return refused(error, server.variables)
    if models is not None:
        return wrong_api(server.api, "responses" if server.api == "chat" else "chat", error)
    right = too_much(server.base_url) or await other_base(server)
    return wrong_path(server.base_url, right, error, server.variables)
