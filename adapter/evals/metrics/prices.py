"""Prices and weights: what tokens cost, and how bad each outcome is, from files of the operator's own."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Final, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from adapter.directory.load import read_document
from adapter.documents.content import content_of
from adapter.errors import DirectoryError, DocumentError, SettingsError
from adapter.evals.rows import OUTCOMES, Outcome
from adapter.wiring import WITHOUT_PROMPT

MILLION: Final = 1_000_000
WEIGHTS: Final[Mapping[Outcome, float]] = MappingProxyType(
    {
        "right": 0.0,
        "wrong_destination": 3.0,
        "missed": 1.0,
        "false_transfer": 2.0,
        "hung_up": 3.0,
        "multiple_calls": 1.0,
        "unknown_tool": 1.0,
        "bad_arguments": 1.0,
        "refusal": 1.0,
        "provider_error": 1.0,
        "timeout": 1.0,
    }
)
"""What an outcome costs where the operator says nothing else: a question too many counts 1; a person who is rung for
nothing 2; a caller who has to explain everything again to the wrong one, or whose
call is cut, 3."""

Amount = Annotated[float, Field(ge=0, allow_inf_nan=False)]
Content = TypeVar("Content", bound=BaseModel)


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class ModelPrices(_Strict):
    """Prices of one model for a million tokens. `cached_input` left out is `input`."""

    input: Amount
    output: Amount
    cached_input: Amount | None = None

    def of(self, *, input_tokens: int, cached_tokens: int, output_tokens: int) -> float:
        """What so many tokens cost. `cached_tokens` are part of `input_tokens`."""
        cached = min(cached_tokens, input_tokens)
        cheap = self.input if self.cached_input is None else self.cached_input
        return ((input_tokens - cached) * self.input + cached * cheap + output_tokens * self.output) / MILLION


class Prices(_Strict):
    """A price table: the currency, and prices by the model's name."""

    currency: Annotated[str, Field(min_length=1, max_length=10)]
    models: dict[str, ModelPrices]


class _Weights(_Strict):
    weights: dict[Outcome, Amount]


def prices_of(table: Prices | None, model: str, file: Path | str | None) -> ModelPrices | None:
    """The prices of a model in the table of a file, None without a table; a router costs nothing.

    Raises `SettingsError` for a model that is not in it.
    """
    if table is None:
        return None
    if model in WITHOUT_PROMPT:
        return ModelPrices(input=0, output=0)
    if model not in table.models:
        raise SettingsError(f"{file}: models: no prices for {model}; there are {', '.join(table.models) or 'none'}")
    return table.models[model]


def load_prices(path: Path) -> Prices:
    """Reads a price table (YAML or JSON). Raises `SettingsError` naming the line and field of all that is wrong."""
    return _load(path, Prices, "a price in money for a million tokens")


def load_weights(path: Path) -> Mapping[Outcome, float]:
    """Reads `weights` by outcome (YAML or JSON); outcomes that are left out keep theirs. Raises `SettingsError`."""
    found = _load(path, _Weights, f"weights by outcome, of {', '.join(OUTCOMES)}")
    return MappingProxyType({**WEIGHTS, **found.weights})


def _load(path: Path, kind: type[Content], wanted: str) -> Content:
    try:
        return content_of(read_document(path), kind)
    except (DirectoryError, DocumentError) as error:
        raise SettingsError(f"{error}\nwhat is wanted is {wanted}") from error
