"""Price tables and weights."""

from pathlib import Path

import pytest

from adapter.errors import SettingsError
from adapter.evals.metrics.prices import WEIGHTS, ModelPrices, load_prices, load_weights

EXAMPLES = Path(__file__).parents[3] / "examples"


def test_a_price_table_is_read(tmp_path: Path) -> None:
    path = tmp_path / "prices.yaml"
    path.write_text(
        "currency: EUR\nmodels:\n  m: {input: 1, cached_input: 0.25, output: 4}\n  n: {input: 2, output: 8}\n"
    )
    prices = load_prices(path)
    assert prices.currency == "EUR"
    assert prices.models["m"].of(input_tokens=1_000_000, cached_tokens=400_000, output_tokens=500_000) == 0.6 + 0.1 + 2
    assert prices.models["n"].of(input_tokens=1_000_000, cached_tokens=400_000, output_tokens=0) == 2


def test_more_cached_tokens_than_tokens_cost_no_less_than_nothing() -> None:
    assert ModelPrices(input=1, output=1, cached_input=0).of(input_tokens=10, cached_tokens=20, output_tokens=0) == 0


def test_the_example_says_which_prices_are_to_be_filled_in() -> None:
    with pytest.raises(SettingsError, match=r"prices\.yaml:6: models\.gpt-4\.1-mini\.input: .*number") as raised:
        load_prices(EXAMPLES / "prices.yaml")
    assert "models.gpt-4.1-mini.output" in str(raised.value)
    assert "cached_input" not in str(raised.value)


def test_the_example_of_weights_has_what_counts_without_a_file() -> None:
    assert load_weights(EXAMPLES / "weights.yaml") == WEIGHTS


def test_weights_that_are_left_out_stay(tmp_path: Path) -> None:
    path = tmp_path / "weights.yaml"
    path.write_text("weights: {missed: 10}\n")
    assert load_weights(path) == {**WEIGHTS, "missed": 10.0}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("weights: {mised: 1}", ":1: weights.mised"),
        ("weights: {missed: -1}", ":1: weights.missed: must be at least 0"),
        ("weights: {missed: .nan}", "weights.missed: must be a finite number"),
        ("missed: 1", ":1: missed: is no known field"),
        ("- 1", "must be an object\nwhat is wanted is weights by outcome, of right, "),
        ("weights: [", ":2: not valid YAML: "),
        ("weights: 2026-99-99", ":1: weights: must be an object"),
        ("weights:\n  missed: 1\n  missed: 2", ":3: weights.missed: is given twice, first in line 2"),
        ("weights:\n\tmissed: 1", ":2: not valid YAML: a tab is in the way"),
        ("weights: &all {missed: 1}\nmore: {<<: *all}", "<< is not in YAML 1.2"),
        ("weights: {missed: no}", "weights.missed: must be a number"),
        ("", "the file is empty"),
        (b"weights: {missed: \xff}", ":1: is not UTF-8"),
        (None, "there is no such file"),
    ],
)
def test_what_is_no_file_of_weights_is_named(tmp_path: Path, content: str | bytes | None, said: str) -> None:
    path = tmp_path / "weights.yaml"
    if content is not None:
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    with pytest.raises(SettingsError) as raised:
        load_weights(path)
    assert str(raised.value).startswith(str(path))
    assert said in str(raised.value)
