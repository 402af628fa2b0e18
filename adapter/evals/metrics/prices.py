"""Prices and weights: what tokens cost, and how bad each outcome is, from files of the operator's own."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Final, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from adapter.errors import SettingsError
from adapter.evals.results import OUTCOMES, Outcome

MILLION: Final = 1_000_000
WEIGHTS: Final[Mapping[Outcome, float]] = MappingProxyType(
    {
        "right": 0.0,
        "wrong_destination": 3.0,
        "missed": 1.0,
        "false_transfer": 2.0,
        "multiple_calls": 1.0,
        "unknown_tool": 1.0,
        "bad_arguments": 1.0,
        "refusal": 1.0,
        "provider_error": 1.0,
        "timeout": 1.0,
    }
)
"""What an outcome costs where the operator says nothing else: a question too many counts 1; a person who is rung for
nothing 2; a caller who has to explain everything again to the wrong one 3."""

Amount = Annotated[float, Field(ge=0, allow_inf_nan=False)]
Document = TypeVar("Document", bound=BaseModel)


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


def load_prices(path: Path) -> Prices:
    """Reads a price table (YAML or JSON). Raises `SettingsError` naming each field."""
    return _load(path, Prices, "a price in money for a million tokens")


def load_weights(path: Path) -> Mapping[Outcome, float]:
    """Reads `weights` by outcome (YAML or JSON); outcomes that are left out keep theirs. Raises `SettingsError`."""
    found = _load(path, _Weights, f"weights by outcome, of {', '.join(OUTCOMES)}")
    return MappingProxyType({**WEIGHTS, **found.weights})


def _load(path: Path, kind: type[Document], wanted: str) -> Document:
    try:
        data = yaml.safe_load(path.read_text("utf-8"))
        return kind.model_validate(data)
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: {getattr(error, 'strerror', None) or 'not UTF-8'}") from error
    except ValidationError as error:
        lines = [f"{path}: {'.'.join(map(str, item['loc'])) or 'file'}: {item['msg']}" for item in error.errors()]
        raise SettingsError("\n".join([*lines, f"what is wanted is {wanted}"])) from error
    except (yaml.YAMLError, ValueError) as error:  # YAML has dates, and reads 2026-99-99 as one: ValueError
        raise SettingsError(f"{path}: {' '.join(str(error).split())}") from error
